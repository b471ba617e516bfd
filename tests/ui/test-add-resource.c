/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ingot-ui-test.h"
#include "setup/ingot-add-resource-dialog.h"
#include "setup/ingot-pasted.h"

#define KEY "0123456789abcdef0123456789abcdef"

static gpointer
get_child (AdwDialog *dialog, const char *name)
{
  return ingot_ui_test_get_child (dialog, INGOT_TYPE_ADD_RESOURCE_DIALOG, name);
}

static AdwDialog *
make_dialog (void)
{
  return g_object_ref_sink (ingot_add_resource_dialog_new (NULL));
}

static void
type_address (AdwDialog *dialog, const char *text)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (get_child (dialog, "address")), text, -1);
}

static gboolean
is_understood (gpointer dialog)
{
  return gtk_widget_get_visible (get_child (dialog, "resource_row"));
}

static gboolean
is_refused (gpointer dialog)
{
  return gtk_widget_get_visible (get_child (dialog, "problem_row"));
}

static gboolean
can_add (AdwDialog *dialog)
{
  return gtk_widget_get_sensitive (get_child (dialog, "add_button"));
}

static const char *
get_text (AdwDialog *dialog, const char *name)
{
  return gtk_editable_get_text (get_child (dialog, name));
}

static void
test_understands (void)
{
  AdwDialog *dialog = make_dialog ();

  g_assert_false (is_understood (dialog));
  g_assert_false (can_add (dialog));
  type_address (dialog, "https://contoso-eastus.openai.azure.com/openai/v1/chat/completions");
  ingot_ui_test_wait (is_understood, dialog);
  g_assert_false (is_refused (dialog));
  g_assert_cmpstr (get_text (dialog, "name"), ==, "contoso-eastus");
  g_assert_false (can_add (dialog));
  gtk_editable_set_text (get_child (dialog, "deployment"), "mistral-large");
  g_assert_false (can_add (dialog));
  gtk_editable_set_text (get_child (dialog, "key"), KEY);
  g_assert_true (can_add (dialog));
  gtk_editable_set_text (get_child (dialog, "name"), " ");
  g_assert_false (can_add (dialog));
  g_assert_finalize_object (dialog);
}

static void
test_says_what_is_wrong (void)
{
  AdwDialog *dialog = make_dialog ();

  gtk_editable_set_text (get_child (dialog, "deployment"), "mistral-large");
  gtk_editable_set_text (get_child (dialog, "key"), KEY);
  type_address (dialog, "http://contoso.openai.azure.com/openai/v1");
  ingot_ui_test_wait (is_refused, dialog);
  g_assert_cmpstr (adw_action_row_get_subtitle (get_child (dialog, "problem_row")), !=, "");
  g_assert_false (is_understood (dialog));
  g_assert_false (can_add (dialog));
  type_address (dialog, "https://contoso.openai.azure.com/openai/v1");
  ingot_ui_test_wait (is_understood, dialog);
  g_assert_true (can_add (dialog));
  g_assert_finalize_object (dialog);
}

static void
test_loopback_needs_no_key (void)
{
  AdwDialog *dialog = make_dialog ();

  gtk_editable_set_text (get_child (dialog, "deployment"), "tiny");
  type_address (dialog, "http://127.0.0.1:8080/v1");
  ingot_ui_test_wait (is_understood, dialog);
  g_assert_true (can_add (dialog));
  g_assert_finalize_object (dialog);
}

/* What the person wrote is not written over by what an address says. */
static void
test_own_words_stay (void)
{
  AdwDialog *dialog = make_dialog ();

  type_address (dialog, "https://one.openai.azure.com/openai/deployments/first/chat/completions");
  ingot_ui_test_wait (is_understood, dialog);
  g_assert_cmpstr (get_text (dialog, "deployment"), ==, "first");
  gtk_editable_set_text (get_child (dialog, "name"), "Mine");
  type_address (dialog, "");
  type_address (dialog, "https://two.openai.azure.com/openai/deployments/second/chat/completions");
  while (g_strcmp0 (get_text (dialog, "deployment"), "second") != 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (get_text (dialog, "name"), ==, "Mine");
  g_assert_finalize_object (dialog);
}

static gboolean
has_key (gpointer dialog)
{
  return g_str_equal (get_text (dialog, "key"), KEY);
}

static void
test_pasted_key_is_moved (void)
{
  AdwDialog *dialog = make_dialog ();
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (get_child (dialog, "address"));

  type_address (dialog, " " KEY "\n");
  ingot_ui_test_wait (has_key, dialog);
  g_assert_cmpint (gtk_text_buffer_get_char_count (buffer), ==, 0);
  g_assert_false (gtk_text_buffer_get_can_undo (buffer));
  g_assert_finalize_object (dialog);
}

static void
assert_pasted (const char *text, const char *key, const char *rest)
{
  g_autofree char *left = NULL;
  g_autofree char *found = ingot_pasted_take_key (text, &left);

  g_assert_cmpstr (found, ==, key);
  g_assert_cmpstr (left, ==, rest);
}

static void
test_pasted (void)
{
  g_autofree char *address = ingot_pasted_dup_address ("curl -X POST \"https://a.b/openai/v1\" -d '{}'");

  g_assert_cmpstr (address, ==, "https://a.b/openai/v1");
  assert_pasted (KEY, KEY, "");
  assert_pasted ("0123456789abcdef", NULL, NULL);
  assert_pasted ("abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz", NULL, NULL);
  assert_pasted ("https://contoso.openai.azure.com", NULL, NULL);
  assert_pasted ("curl https://a.b/openai/v1/models \\\n  -H 'Api-Key: " KEY "'", KEY,
                 "https://a.b/openai/v1/models");
  assert_pasted ("curl https://a.b/v1 -H \"Authorization: Bearer " KEY "\"", KEY, "https://a.b/v1");
  assert_pasted ("curl https://a.b/v1 -H \"api-key: $AZURE_API_KEY\"", NULL, NULL);
}

int
main (int argc, char *argv[])
{
  ingot_ui_test_init (&argc, &argv);

  g_test_add_func ("/add-resource/understands", test_understands);
  g_test_add_func ("/add-resource/says-what-is-wrong", test_says_what_is_wrong);
  g_test_add_func ("/add-resource/loopback-needs-no-key", test_loopback_needs_no_key);
  g_test_add_func ("/add-resource/own-words-stay", test_own_words_stay);
  g_test_add_func ("/add-resource/pasted-key-is-moved", test_pasted_key_is_moved);
  g_test_add_func ("/add-resource/pasted", test_pasted);
  return g_test_run ();
}
