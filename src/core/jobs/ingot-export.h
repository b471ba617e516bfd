/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-job.h"
#include "ingot-library.h"

G_BEGIN_DECLS

/**
 * IngotExport:
 *
 * Writes a conversation into a Markdown file, all of it or nothing. Fails
 * with what the file system or the store said.
 */
#define INGOT_TYPE_EXPORT (ingot_export_get_type ())
G_DECLARE_FINAL_TYPE (IngotExport, ingot_export, INGOT, EXPORT, IngotJob)

/* @conversation need not be loaded, and is not loaded by this. */
IngotJob *ingot_export_new (IngotLibrary *library, IngotConversation *conversation, GFile *file);

/* What the file could be called. */
char *ingot_export_dup_name (IngotConversation *conversation);

G_END_DECLS
