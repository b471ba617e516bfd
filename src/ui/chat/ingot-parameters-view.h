/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/ingot-conversation.h"

G_BEGIN_DECLS

/**
 * IngotParametersView:
 *
 * A page with the parameters of its conversation: beside it, over it, or in a sheet,
 * as there is room. Its action "parameters.show" shows and hides them (F8).
 *
 * Properties:
 * - "content" (#GtkWidget, nullable; writable): the page
 * - "conversation" (#IngotConversation, nullable; writable)
 * - "conversations" (#GListModel of #IngotConversation, nullable; writable): see #IngotParametersPane
 * - "settings" (#GSettings, nullable; writable): remembers whether they are shown beside the page
 * - "shown" (boolean; writable): whether they are shown now
 */
#define INGOT_TYPE_PARAMETERS_VIEW (ingot_parameters_view_get_type ())
G_DECLARE_FINAL_TYPE (IngotParametersView, ingot_parameters_view, INGOT, PARAMETERS_VIEW, AdwBin)

/* @settings: (nullable) */
GtkWidget *ingot_parameters_view_new (GtkWidget *content, GSettings *settings);

void ingot_parameters_view_set_conversation (IngotParametersView *self, IngotConversation *conversation);

G_END_DECLS
