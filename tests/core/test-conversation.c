/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ingot-test.h"
#include "model/ingot-conversation.h"
#include "model/ingot-resource.h"

static void
set_draft (gpointer conversation)
{
  ingot_conversation_set_draft (conversation, "half a thought");
}

static void
set_title (gpointer conversation)
{
  ingot_conversation_set_own_title (conversation, "  Release notes ");
}

static void
set_busy (gpointer conversation)
{
  ingot_conversation_set_busy (conversation, TRUE);
}

static void
test_properties (void)
{
  IngotConversation *conversation = ingot_conversation_new ();

  g_assert_null (ingot_conversation_get_title (conversation));
  g_assert_cmpstr (ingot_conversation_get_draft (conversation), ==, "");
  g_assert_true (ingot_conversation_get_loaded (conversation));
  g_assert_cmpuint (ingot_test_count_notify (conversation, "draft", set_draft, conversation), ==, 1);
  g_assert_cmpuint (ingot_test_count_notify (conversation, "draft", set_draft, conversation), ==, 0);
  g_assert_cmpuint (ingot_test_count_notify (conversation, "title", set_title, conversation), ==, 1);
  g_assert_cmpuint (ingot_test_count_notify (conversation, "title", set_title, conversation), ==, 0);
  g_assert_cmpuint (ingot_test_count_notify (conversation, "busy", set_busy, conversation), ==, 1);
  g_assert_cmpuint (ingot_test_count_notify (conversation, "busy", set_busy, conversation), ==, 0);
  g_assert_cmpstr (ingot_conversation_get_title (conversation), ==, "Release notes");
  g_assert_finalize_object (conversation);
}

static void
test_title (void)
{
  g_autoptr(IngotConversation) conversation = ingot_conversation_new ();
  g_autoptr(IngotTurn) turn = ingot_turn_new_user ("\n  Which answers?\nMore below");

  ingot_conversation_append (conversation, turn);
  g_assert_cmpstr (ingot_conversation_get_title (conversation), ==, "Which answers?");
  ingot_conversation_set_own_title (conversation, "Mine");
  g_assert_cmpstr (ingot_conversation_get_title (conversation), ==, "Mine");
  ingot_conversation_set_own_title (conversation, " ");
  g_assert_cmpstr (ingot_conversation_get_title (conversation), ==, "Which answers?");
}

static void
test_first_line (void)
{
  g_autoptr(GString) hangul = g_string_new (NULL);
  g_autofree char *cut = NULL;

  for (int i = 0; i < 200; i++)
    g_string_append (hangul, "가");
  cut = ingot_conversation_dup_first_line (hangul->str);
  g_assert_cmpint (g_utf8_strlen (cut, -1), ==, 80);
  g_assert_true (g_utf8_validate (cut, -1, NULL));
  g_assert_null (ingot_conversation_dup_first_line (" \n\t "));
}

static void
count_cb (GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  g_string_append_printf (user_data, "[%u -%u +%u]", position, removed, added);
}

static void
test_loading (void)
{
  g_autoptr(IngotConversation) conversation = ingot_conversation_restore (7, NULL, "First", "draft", 1, 2);
  g_autoptr(GListStore) stored = g_list_store_new (INGOT_TYPE_TURN);
  g_autoptr(IngotTurn) first = ingot_turn_new_user ("First");
  g_autoptr(IngotTurn) reply = ingot_turn_new_reply ("gpt-4o", NULL);
  g_autoptr(GString) changes = g_string_new (NULL);

  g_assert_false (ingot_conversation_get_loaded (conversation));
  g_assert_cmpstr (ingot_conversation_get_title (conversation), ==, "First");
  g_signal_connect (conversation, "items-changed", G_CALLBACK (count_cb), changes);
  g_list_store_append (stored, first);
  ingot_conversation_load (conversation, G_LIST_MODEL (stored));
  g_assert_true (ingot_conversation_get_loaded (conversation));
  ingot_conversation_append (conversation, reply);
  g_assert_true (ingot_conversation_get_last (conversation) == reply);
  g_assert_cmpint (ingot_conversation_get_updated (conversation), >, 2);
  ingot_conversation_remove (conversation, reply);
  ingot_conversation_remove (conversation, reply);
  g_assert_true (ingot_conversation_get_last (conversation) == first);
  g_assert_cmpstr (changes->str, ==, "[0 -0 +1][1 -0 +1][1 -1 +0]");
}

static void
test_resource (void)
{
  IngotResource *resource = ingot_resource_new (INGOT_RESOURCE_REMOTE, "Contoso", INGOT_SIGN_IN_KEY);
  g_autoptr(IngotDeployment) one = ingot_deployment_new ("gpt-4o", INGOT_ENDPOINT_STYLE_V1);
  g_autoptr(IngotDeployment) again = ingot_deployment_new ("gpt-4o", INGOT_ENDPOINT_STYLE_V1);
  g_autoptr(IngotDeployment) other = ingot_deployment_new ("gpt-4o", INGOT_ENDPOINT_STYLE_DEPLOYMENT);

  g_assert_true (ingot_resource_add_deployment (resource, one) == one);
  g_assert_true (ingot_resource_add_deployment (resource, again) == one);
  g_assert_true (ingot_resource_add_deployment (resource, other) == other);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (resource)), ==, 2);
  g_assert_true (ingot_deployment_get_resource (one) == resource);
  g_assert_finalize_object (resource);
  g_assert_null (ingot_deployment_get_resource (one));
}

int
main (int argc, char **argv)
{
  ingot_test_init (&argc, &argv);
  g_test_add_func ("/conversation/properties", test_properties);
  g_test_add_func ("/conversation/title", test_title);
  g_test_add_func ("/conversation/first-line", test_first_line);
  g_test_add_func ("/conversation/loading", test_loading);
  g_test_add_func ("/resource/deployments", test_resource);
  return g_test_run ();
}
