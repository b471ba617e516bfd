/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/ingot-conversation.h"

G_BEGIN_DECLS

/**
 * IngotLabelColumn:
 *
 * What a conversation costs with GTK's own means and without Markdown: a
 * scrolled column of wrapping labels, one for each paragraph. A growing reply
 * changes its last label at most 20 times a second. It does less than a
 * transcript, so a transcript that keeps up with it is fast.
 */
#define INGOT_TYPE_LABEL_COLUMN (ingot_label_column_get_type ())
G_DECLARE_FINAL_TYPE (IngotLabelColumn, ingot_label_column, INGOT, LABEL_COLUMN, AdwBin)

GtkWidget *ingot_label_column_new (IngotConversation *conversation);

G_END_DECLS
