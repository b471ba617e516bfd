/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/ingot-conversation.h"

G_BEGIN_DECLS

/**
 * IngotParametersPane:
 *
 * The system prompt and the parameters of one conversation, and what the deployment
 * it talks to has taught about them.
 *
 * Properties, writable: "conversation" (#IngotConversation, nullable); "conversations" (#GListModel of
 * #IngotConversation, nullable): where else there are system prompts, the latest first.
 */
#define INGOT_TYPE_PARAMETERS_PANE (ingot_parameters_pane_get_type ())
G_DECLARE_FINAL_TYPE (IngotParametersPane, ingot_parameters_pane, INGOT, PARAMETERS_PANE, AdwBin)

GtkWidget *ingot_parameters_pane_new (void);

void ingot_parameters_pane_set_conversation (IngotParametersPane *self, IngotConversation *conversation);

G_END_DECLS
