/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "deployments/ingot-route-row.h"
#include "deployments/ingot-routing.h"
#include "ingot-pane-fixture.h"
#include "ingot-ui-test.h"
#include "widgets/ingot-value-row.h"

static gpointer
get_routing_part (IngotPaneFixture *self, const char *name)
{
  return ingot_ui_test_get_child (ingot_pane_fixture_get_part (self, "routing"), INGOT_TYPE_ROUTING, name);
}

static void
choose_style (IngotPaneFixture *self, const char *name)
{
  adw_toggle_group_set_active_name (get_routing_part (self, "styles"), name);
}

/* What is shown of one operation. */
static const char *
get_operation (IngotPaneFixture *self, IngotOperation operation, const char *name)
{
  GtkWidget *row = ingot_pane_fixture_find (self->pane, INGOT_TYPE_ROUTE_ROW, operation);
  GtkWidget *part = ingot_ui_test_get_child (row, INGOT_TYPE_ROUTE_ROW, name);

  for (GtkWidget *widget = part; widget != row; widget = gtk_widget_get_parent (widget))
    if (!gtk_widget_get_visible (widget))
      return NULL;
  return gtk_label_get_text (GTK_LABEL (part));
}

static void
assert_chat (IngotPaneFixture *self, const char *url, const char *field)
{
  g_assert_cmpstr (get_operation (self, INGOT_OPERATION_CHAT, "word"), ==, "Yes");
  g_assert_cmpstr (get_operation (self, INGOT_OPERATION_CHAT, "url"), ==, url);
  g_assert_cmpstr (get_operation (self, INGOT_OPERATION_CHAT, "field"), ==, field);
}

/* Each style has its own URL, and what it does not have, it says why. */
static void
test_routing (IngotPaneFixture *self, gconstpointer data)
{
  g_autoptr(IngotResource) resource = ingot_pane_fixture_make_resource ("Contoso Sweden");

  ingot_deployment_pane_set_deployment (self->pane, ingot_pane_fixture_add_deployment (resource, "chat"));
  g_assert_cmpstr (adw_toggle_group_get_active_name (get_routing_part (self, "styles")), ==, "v1");
  g_assert_true (gtk_widget_get_visible (get_routing_part (self, "in_use")));
  g_assert_false (gtk_widget_get_visible (get_routing_part (self, "other")));
  g_assert_false (gtk_widget_get_visible (get_routing_part (self, "version")));
  g_assert_false (gtk_widget_get_visible (get_routing_part (self, "usual_version")));
  assert_chat (self, "https://contoso.services.ai.azure.com/openai/v1/chat/completions", "\"model\": \"chat\"");
  g_assert_cmpstr (get_operation (self, INGOT_OPERATION_EMBEDDINGS, "word"), ==, "No");
  g_assert_nonnull (get_operation (self, INGOT_OPERATION_EMBEDDINGS, "reason"));
  g_assert_null (get_operation (self, INGOT_OPERATION_EMBEDDINGS, "url"));

  choose_style (self, "deployment");
  g_assert_false (gtk_widget_get_visible (get_routing_part (self, "in_use")));
  g_assert_true (gtk_widget_get_visible (get_routing_part (self, "other")));
  g_assert_true (gtk_widget_get_sensitive (get_routing_part (self, "use")));
  assert_chat (self, "https://contoso.services.ai.azure.com/openai/deployments/chat/chat/completions"
                     "?api-version=2024-10-21", NULL);
  g_assert_cmpstr (ingot_value_row_get_value (get_routing_part (self, "usual_version")), ==, "2024-10-21");

  choose_style (self, "inference");
  assert_chat (self, "https://contoso.services.ai.azure.com/models/chat/completions?api-version=2024-05-01-preview",
               "\"model\": \"chat\"");
  g_assert_cmpstr (get_operation (self, INGOT_OPERATION_FILES, "word"), ==, "No");
  g_assert_nonnull (strstr (get_operation (self, INGOT_OPERATION_FILES, "reason"), "/openai/v1/files"));
  g_assert_cmpstr (get_operation (self, INGOT_OPERATION_ASSISTANTS, "word"), ==, "No");

  /* What is looked at stays while what is said of the deployment changes. */
  ingot_deployment_set_found (ingot_deployment_pane_get_deployment (self->pane), 1);
  g_assert_cmpstr (adw_toggle_group_get_active_name (get_routing_part (self, "styles")), ==, "inference");
}

/* Only a sandbox that was started is in the store, as it has to be for what is kept. */
static void
test_use_style (IngotPaneFixture *self, gconstpointer data)
{
  IngotDeployment *deployment = ingot_workspace_fixture_start_sandbox (&self->base);
  g_autoptr(IngotDeployment) other = NULL;

  ingot_deployment_pane_set_deployment (self->pane, deployment);
  choose_style (self, "inference");
  g_signal_emit_by_name (get_routing_part (self, "use"), "clicked");
  g_assert_cmpint (ingot_deployment_get_style (deployment), ==, INGOT_ENDPOINT_STYLE_INFERENCE);
  g_assert_true (ingot_deployment_pane_get_deployment (self->pane) == deployment);
  g_assert_true (gtk_widget_get_visible (get_routing_part (self, "in_use")));

  /* A style that the resource has as a deployment of its own. */
  other = ingot_deployment_new (ingot_deployment_get_name (deployment), INGOT_ENDPOINT_STYLE_DEPLOYMENT);
  ingot_resource_add_deployment (ingot_deployment_get_resource (deployment), other);
  choose_style (self, "deployment");
  g_signal_emit_by_name (get_routing_part (self, "use"), "clicked");
  g_assert_true (ingot_deployment_pane_get_deployment (self->pane) == other);
  g_assert_cmpint (ingot_deployment_get_style (deployment), ==, INGOT_ENDPOINT_STYLE_INFERENCE);
  g_assert_true (gtk_widget_get_visible (get_routing_part (self, "in_use")));
}

static void
apply_version (IngotPaneFixture *self, const char *version)
{
  gpointer entry = get_routing_part (self, "version");

  gtk_editable_set_text (entry, version);
  g_signal_emit_by_name (entry, "apply");
}

static void
test_version (IngotPaneFixture *self, gconstpointer data)
{
  IngotDeployment *deployment = ingot_workspace_fixture_start_sandbox (&self->base);
  GtkWidget *entry = get_routing_part (self, "version");

  ingot_deployment_set_style (deployment, INGOT_ENDPOINT_STYLE_DEPLOYMENT);
  ingot_deployment_pane_set_deployment (self->pane, deployment);
  g_assert_true (gtk_widget_get_visible (entry));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "2024-10-21");

  apply_version (self, "2024-06-01");
  g_assert_cmpstr (ingot_deployment_get_api_version (deployment), ==, "2024-06-01");
  g_assert_true (g_str_has_suffix (get_operation (self, INGOT_OPERATION_CHAT, "url"), "?api-version=2024-06-01"));

  /* Nothing that could be more than a version gets into a URL. */
  apply_version (self, "2024-06-01&x=y");
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  g_assert_cmpstr (ingot_deployment_get_api_version (deployment), ==, "2024-06-01");

  /* None is the usual one. */
  apply_version (self, "");
  g_assert_false (gtk_widget_has_css_class (entry, "error"));
  g_assert_null (ingot_deployment_get_api_version (deployment));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "2024-10-21");

  /* What is being typed stays when the rest is shown anew. */
  gtk_editable_set_text (GTK_EDITABLE (entry), "2025-");
  ingot_deployment_set_found (deployment, 1);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "2025-");
}

static void
read_cb (GObject *clipboard, GAsyncResult *result, gpointer user_data)
{
  char **text = user_data;

  *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
}

static gboolean
is_read (gpointer text)
{
  return *(char **) text != NULL;
}

/* (transfer full) */
static char *
read_clipboard (IngotPaneFixture *self)
{
  char *text = NULL;

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self->pane)), NULL, read_cb, &text);
  ingot_ui_test_wait (is_read, &text);
  return text;
}

static void
assert_copy_icon (IngotPaneFixture *self, const char *name)
{
  GtkMenuButton *copy = ingot_pane_fixture_get_part (self, "copy");

  g_assert_cmpstr (gtk_menu_button_get_icon_name (copy), ==, name);
}

static void
assert_copied (IngotPaneFixture *self, const char *action, const char *language, const char *part)
{
  GVariant *target = language != NULL ? g_variant_new_string (language) : NULL;
  g_autofree char *text = NULL;

  g_assert_true (gtk_widget_activate_action_variant (GTK_WIDGET (self->pane), action, target));
  text = read_clipboard (self);
  g_assert_nonnull (strstr (text, part));
  assert_copy_icon (self, "object-select-symbolic");
}

/* Of the style that is looked at. */
static void
test_copy (IngotPaneFixture *self, gconstpointer data)
{
  static const char *const languages[] = { "curl", "python", "csharp" };
  g_autoptr(IngotResource) resource = ingot_pane_fixture_make_resource ("Contoso Sweden");
  IngotDeployment *deployment = ingot_pane_fixture_add_deployment (resource, "chat");
  GtkWidget *copy;
  g_autofree char *text = NULL;

  ingot_deployment_pane_set_deployment (self->pane, deployment);
  g_assert_true (gtk_widget_get_sensitive (ingot_pane_fixture_get_part (self, "copy")));
  assert_copied (self, "deployment.copy-endpoint", NULL,
                 "https://contoso.services.ai.azure.com/openai/v1/chat/completions");
  choose_style (self, "inference");
  assert_copied (self, "deployment.copy-endpoint", NULL, "https://contoso.services.ai.azure.com/models/chat/completions");
  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    assert_copied (self, "deployment.copy-sample", languages[i], "contoso.services.ai.azure.com");

  copy = ingot_pane_fixture_find (self->pane, INGOT_TYPE_ROUTE_ROW, INGOT_OPERATION_CHAT);
  copy = ingot_ui_test_get_child (copy, INGOT_TYPE_ROUTE_ROW, "copy");
  g_signal_emit_by_name (copy, "clicked");
  text = read_clipboard (self);
  g_assert_cmpstr (text, ==, get_operation (self, INGOT_OPERATION_CHAT, "url"));
  g_assert_cmpstr (gtk_button_get_icon_name (GTK_BUTTON (copy)), ==, "object-select-symbolic");

  /* Another deployment was not copied. */
  ingot_deployment_pane_set_deployment (self->pane, ingot_pane_fixture_add_deployment (resource, "other"));
  assert_copy_icon (self, "edit-copy-symbolic");
  g_assert_cmpstr (gtk_button_get_icon_name (GTK_BUTTON (copy)), ==, "edit-copy-symbolic");
}

/* One that makes embeddings has its own main operation. */
static void
test_embeddings (IngotPaneFixture *self, gconstpointer data)
{
  g_autoptr(IngotResource) resource = ingot_pane_fixture_make_resource ("Contoso Sweden");
  IngotDeployment *deployment = ingot_pane_fixture_add_deployment (resource, "vectors");
  g_autoptr(IngotDeploymentInfo) info = ingot_deployment_info_copy (ingot_deployment_get_info (deployment));

  g_free (info->capabilities);
  info->capabilities = g_strdup ("embeddings");
  ingot_deployment_set_info (deployment, info);
  ingot_deployment_pane_set_deployment (self->pane, deployment);
  g_assert_false (gtk_widget_get_sensitive (ingot_pane_fixture_get_part (self, "chat")));
  g_assert_true (gtk_widget_get_visible (ingot_pane_fixture_get_part (self, "no_chat")));
  g_assert_cmpstr (get_operation (self, INGOT_OPERATION_CHAT, "word"), ==, "No");
  g_assert_cmpstr (get_operation (self, INGOT_OPERATION_EMBEDDINGS, "word"), ==, "Yes");
  assert_copied (self, "deployment.copy-endpoint", NULL,
                 "https://contoso.services.ai.azure.com/openai/v1/embeddings");
}

int
main (int argc, char *argv[])
{
  ingot_ui_test_init (&argc, &argv);
#define ADD(name, function) \
  g_test_add ("/deployment-routing/" name, IngotPaneFixture, NULL, ingot_pane_fixture_set_up, function, \
              ingot_pane_fixture_tear_down)
  ADD ("styles", test_routing);
  ADD ("use-style", test_use_style);
  ADD ("version", test_version);
  ADD ("copy", test_copy);
  ADD ("embeddings", test_embeddings);
#undef ADD
  return g_test_run ();
}
