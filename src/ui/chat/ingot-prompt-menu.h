/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ingot_prompt_menu_new:
 * @conversations: (nullable): a #GListModel of #IngotConversation, the latest first
 * @current: the system prompt that is there
 *
 * What can be done with a system prompt: it is copied and cleared by "parameters.copy-prompt" and
 * "parameters.clear-prompt", and replaced by one of the latest of other conversations by
 * "parameters.use-prompt" (string: the prompt).
 *
 * Returns: (transfer full)
 */
GMenuModel *ingot_prompt_menu_new (GListModel *conversations, const char *current);

G_END_DECLS
