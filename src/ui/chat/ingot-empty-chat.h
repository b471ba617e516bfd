/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/ingot-deployment.h"

G_BEGIN_DECLS

/**
 * IngotEmptyChat:
 *
 * What a chat shows before anything was said: who is asked, with some examples, or how to get somebody to ask.
 *
 * Signal "example" (string): somebody chose one of the examples.
 */
#define INGOT_TYPE_EMPTY_CHAT (ingot_empty_chat_get_type ())
G_DECLARE_FINAL_TYPE (IngotEmptyChat, ingot_empty_chat, INGOT, EMPTY_CHAT, AdwBin)

GtkWidget *ingot_empty_chat_new (void);

/* @deployment: (nullable): none is chosen; @has_any: whether there are any at all */
void ingot_empty_chat_show (IngotEmptyChat *self, IngotDeployment *deployment, gboolean has_any);

G_END_DECLS
