/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Text that nobody writes but that a server may send: @repeated until there are @size bytes. */
typedef struct
{
  const char *name;
  const char *start;
  const char *repeated;
  const char *end;
  gsize size;
} IngotHostile;

extern const IngotHostile ingot_hostile[];
extern const gsize ingot_n_hostile;

/* (transfer full) */
char *ingot_hostile_make (const IngotHostile *kind);

G_END_DECLS
