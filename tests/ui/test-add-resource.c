/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ingot-ui-test.h"
#include "setup/ingot-add-resource-dialog.h"
#include "setup/ingot-signing-in.h"

#define KEY "0123456789abcdef0123456789abcdef"

static gpointer
get_child (AdwDialog *dialog, const char *name)
{
  if (g_str_equal (name, "key"))
    return ingot_ui_test_get_child (get_child (dialog, "signing_in"), INGOT_TYPE_SIGNING_IN, name);
  return ingot_ui_test_get_child (dialog, INGOT_TYPE_ADD_RESOURCE_DIALOG, name);
}

static AdwDialog *
make_dialog (void)
{
  return g_object_ref_sink (ingot_add_resource_dialog_new (NULL, NULL));
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

static const char *
get_subtitle (AdwDialog *dialog, const char *name)
{
  return adw_action_row_get_subtitle (get_child (dialog, name));
}

/* All three styles are offered, the recognised one is chosen, and each says how it addresses. */
static void
test_styles (void)
{
  AdwDialog *dialog = make_dialog ();
  AdwComboRow *row = get_child (dialog, "style_row");

  g_assert_cmpuint (g_list_model_get_n_items (adw_combo_row_get_model (row)), ==, 3);
  type_address (dialog, "https://a.openai.azure.com/openai/deployments/m/chat/completions?api-version=2024-06-01");
  ingot_ui_test_wait (is_understood, dialog);
  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, 1);
  g_assert_cmpstr (get_text (dialog, "version_row"), ==, "2024-06-01");
  g_assert_true (gtk_widget_get_visible (get_child (dialog, "version_row")));
  g_assert_nonnull (strstr (get_subtitle (dialog, "style_row"), "URL, with version 2024-06-01"));
  g_assert_nonnull (strstr (get_subtitle (dialog, "left_out_row"), "/chat/completions"));
  g_assert_false (gtk_widget_get_visible (get_child (dialog, "warning_row")));
  gtk_editable_set_text (get_child (dialog, "key"), KEY);
  g_assert_true (can_add (dialog));

  adw_combo_row_set_selected (row, 2);
  g_assert_cmpstr (get_text (dialog, "version_row"), ==, "2024-05-01-preview");
  g_assert_nonnull (strstr (get_subtitle (dialog, "style_row"), "/models, with version 2024-05-01-preview"));
  g_assert_true (gtk_widget_get_visible (get_child (dialog, "drop_row")));
  gtk_editable_set_text (get_child (dialog, "version_row"), " ");
  g_assert_false (can_add (dialog));

  adw_combo_row_set_selected (row, 0);
  g_assert_false (gtk_widget_get_visible (get_child (dialog, "version_row")));
  g_assert_false (gtk_widget_get_visible (get_child (dialog, "drop_row")));
  g_assert_nonnull (strstr (get_subtitle (dialog, "style_row"), "without a version"));
  g_assert_true (can_add (dialog));

  adw_combo_row_set_selected (row, 1);
  g_assert_cmpstr (get_text (dialog, "version_row"), ==, "2024-06-01");
  g_assert_finalize_object (dialog);
}

static gboolean
is_inference (gpointer dialog)
{
  return is_understood (dialog) && adw_combo_row_get_selected (get_child (dialog, "style_row")) == 2;
}

static void
test_chosen_style_stays (void)
{
  AdwDialog *dialog = make_dialog ();

  type_address (dialog, "https://a.services.ai.azure.com");
  ingot_ui_test_wait (is_understood, dialog);
  adw_combo_row_set_selected (get_child (dialog, "style_row"), 1);
  type_address (dialog, "https://other.services.ai.azure.com/openai/v1");
  while (g_strcmp0 (get_text (dialog, "name"), "other") != 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (adw_combo_row_get_selected (get_child (dialog, "style_row")), ==, 1);
  type_address (dialog, "https://other.services.ai.azure.com/models");
  ingot_ui_test_wait (is_inference, dialog);
  g_assert_finalize_object (dialog);
}

static gboolean
is_warned (gpointer dialog)
{
  return gtk_widget_get_visible (get_child (dialog, "warning_row"));
}

static void
test_retired (void)
{
  AdwDialog *dialog = make_dialog ();

  type_address (dialog, "https://a.openai.azure.com/openai/assistants?api-version=2024-05-01-preview");
  ingot_ui_test_wait (is_warned, dialog);
  g_assert_true (is_understood (dialog));
  g_assert_nonnull (strstr (get_subtitle (dialog, "warning_row"), "retired"));
  g_assert_nonnull (strstr (get_subtitle (dialog, "left_out_row"), "/assistants is not needed"));
  g_assert_finalize_object (dialog);
}

static void
test_curl_line (void)
{
  AdwDialog *dialog = make_dialog ();
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (get_child (dialog, "address"));
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  type_address (dialog, "curl -X POST \"https://a.openai.azure.com/openai/deployments/m/chat/completions?api-version="
                "2024-10-21\" \\\n  -H \"api-key: " KEY "\" \\\n  -d '{}'");
  ingot_ui_test_wait (has_key, dialog);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  g_assert_null (strstr (text, KEY));
  g_assert_nonnull (strstr (text, "api-version=2024-10-21"));
  g_assert_false (gtk_text_buffer_get_can_undo (buffer));
  g_assert_cmpstr (get_text (dialog, "deployment"), ==, "m");
  g_assert_true (can_add (dialog));
  g_assert_finalize_object (dialog);
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
  g_test_add_func ("/add-resource/styles", test_styles);
  g_test_add_func ("/add-resource/chosen-style-stays", test_chosen_style_stays);
  g_test_add_func ("/add-resource/retired", test_retired);
  g_test_add_func ("/add-resource/curl-line", test_curl_line);
  return g_test_run ();
}
