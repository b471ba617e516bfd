/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ingot-conversation.h"

G_BEGIN_DECLS

/**
 * ingot_markdown_export_dup:
 * @title: (nullable): of the conversation
 * @turns: a #GListModel of #IngotTurn
 *
 * A conversation as a Markdown document: its title and date, then each turn with
 * who wrote it and when, its reasoning as a quotation, its text as it is, and what
 * is known about it. What the content filter took back is not in it.
 */
char *ingot_markdown_export_dup (const char *title, gint64 created, GListModel *turns);

/* A file name that every file system takes, from the title. */
char *ingot_markdown_export_dup_name (const char *title);

G_END_DECLS
