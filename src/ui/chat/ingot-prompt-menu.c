/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-chat"
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "ingot-prompt-menu.h"
#include "model/ingot-conversation.h"

#define MAX_PROMPTS 6
#define MAX_CHARACTERS 36 /* of a prompt in the menu */
#define MAX_LOOKED_AT 500 /* conversations; the prompts of earlier ones are hardly missed */

/* The first line that says anything, cut. An underscore would be taken for a mnemonic. */
static char *
dup_label (const char *prompt)
{
  const char *start = prompt + strspn (prompt, " \t\r\n");
  g_autoptr(GString) line = g_string_new_len (start, (gssize) strcspn (start, "\r\n"));

  if (g_utf8_strlen (line->str, -1) > MAX_CHARACTERS)
    {
      const char *end = g_utf8_offset_to_pointer (line->str, MAX_CHARACTERS - 1);

      g_string_truncate (line, (gsize) (end - line->str));
      g_string_append (line, "…");
    }
  g_string_replace (line, "_", "__", 0);
  return g_string_free_and_steal (g_steal_pointer (&line));
}

static gboolean
says_nothing (const char *prompt)
{
  return prompt[strspn (prompt, " \t\r\n")] == '\0';
}

static GMenuModel *
build_earlier (GListModel *conversations, const char *current)
{
  GMenu *menu = g_menu_new ();
  g_autoptr(GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n = conversations != NULL ? MIN (g_list_model_get_n_items (conversations), MAX_LOOKED_AT) : 0;

  g_hash_table_add (known, g_strdup (current));
  for (guint i = 0; i < n && g_menu_model_get_n_items (G_MENU_MODEL (menu)) < MAX_PROMPTS; i++)
    {
      g_autoptr(IngotConversation) conversation = g_list_model_get_item (conversations, i);
      const char *prompt =
        ingot_parameters_get_system_prompt (ingot_conversation_get_parameters (conversation));
      g_autoptr(GMenuItem) item = NULL;
      g_autofree char *label = NULL;

      if (says_nothing (prompt) || !g_hash_table_add (known, g_strdup (prompt)))
        continue;
      label = dup_label (prompt);
      item = g_menu_item_new (label, NULL);
      g_menu_item_set_action_and_target (item, "parameters.use-prompt", "s", prompt);
      g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (menu);
}

GMenuModel *
ingot_prompt_menu_new (GListModel *conversations, const char *current)
{
  GMenu *menu = g_menu_new ();
  g_autoptr(GMenu) own = g_menu_new ();
  g_autoptr(GMenuModel) earlier = build_earlier (conversations, current);

  g_menu_append (own, _("_Copy"), "parameters.copy-prompt");
  g_menu_append (own, _("C_lear"), "parameters.clear-prompt");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (own));
  if (g_menu_model_get_n_items (earlier) > 0)
    g_menu_append_section (menu, _("From Other Chats"), earlier);
  return G_MENU_MODEL (menu);
}
