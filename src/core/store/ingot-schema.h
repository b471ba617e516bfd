/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-database.h"

G_BEGIN_DECLS

/* What a file turns out to be, before anything in it is changed. */
typedef enum
{
  INGOT_SCHEMA_OURS,    /* of this version or an older one, or nothing at all yet */
  INGOT_SCHEMA_NEWER,
  INGOT_SCHEMA_FOREIGN, /* a sound database of something else */
} IngotSchemaState;

/* Only reads. */
gboolean ingot_schema_examine (IngotDatabase *db, IngotSchemaState *state, GError **error);

/* Brings an older schema, or an empty file, up to date, each step in a transaction of its own. */
gboolean ingot_schema_migrate (IngotDatabase *db, GError **error);

/* Whether every table and column that this program uses is there. */
gboolean ingot_schema_is_complete (IngotDatabase *db);

G_END_DECLS
