/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "deployments/ingot-deployment-facts.h"
#include "deployments/ingot-deployment-pane.h"
#include "deployments/ingot-resource-facts.h"
#include "ingot-ui-test.h"
#include "ingot-workspace-fixture.h"
#include "widgets/ingot-value-row.h"
#include "widgets/ingot-words.h"

typedef struct
{
  IngotWorkspaceFixture base;
  IngotDeploymentPane *pane;
  GtkWindow *window; /* around it: without one its buttons do not know its actions */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  IngotWorkspace *workspace;

  ingot_workspace_fixture_set_up (&self->base, data);
  workspace = self->base.workspace;
  self->pane = INGOT_DEPLOYMENT_PANE (ingot_deployment_pane_new (ingot_workspace_get_resources (workspace),
                                                                 ingot_workspace_get_library (workspace)));
  self->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_child (self->window, g_object_ref_sink (GTK_WIDGET (self->pane)));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gtk_window_destroy (self->window);
  g_assert_finalize_object (self->pane);
  ingot_workspace_fixture_tear_down (&self->base, data);
}

/* A resource of which the management API said everything. */
static IngotResource *
make_resource (const char *name)
{
  IngotResource *resource = ingot_resource_new (INGOT_RESOURCE_REMOTE, name, INGOT_SIGN_IN_KEY);
  g_autoptr(IngotResourceInfo) info = ingot_resource_info_new ();

  info->kind = g_strdup ("AIServices");
  info->location = g_strdup ("swedencentral");
  info->group = g_strdup ("rg-contoso");
  info->subscription = g_strdup ("1f2e");
  info->subscription_name = g_strdup ("Contoso Research");
  ingot_resource_set_address (resource, "https://contoso.services.ai.azure.com", "/openai/v1");
  ingot_resource_set_info (resource, info);
  ingot_resource_set_listed (resource, g_get_real_time () - 3 * G_TIME_SPAN_HOUR);
  return resource;
}

static IngotDeployment *
add_deployment (IngotResource *resource, const char *name)
{
  g_autoptr(IngotDeployment) deployment = ingot_deployment_new (name, INGOT_ENDPOINT_STYLE_V1);
  g_autoptr(IngotDeploymentInfo) info = ingot_deployment_info_new ();

  info->model = g_strdup ("gpt-4o");
  info->version = g_strdup ("2024-11-20");
  info->format = g_strdup ("OpenAI");
  info->sku = g_strdup ("GlobalStandard");
  info->policy = g_strdup ("Microsoft.DefaultV2");
  info->state = g_strdup ("Succeeded");
  info->capabilities = g_strdup ("chatCompletion, jsonSchemaResponse, somethingNew");
  info->capacity = 50;
  info->tokens_per_minute = 50000;
  info->requests_per_minute = 300;
  ingot_deployment_set_info (deployment, info);
  return ingot_resource_add_deployment (resource, deployment); /* which keeps it */
}

static gpointer
get_part (Fixture *self, const char *name)
{
  return ingot_ui_test_get_child (self->pane, INGOT_TYPE_DEPLOYMENT_PANE, name);
}

static const char *
get_label (Fixture *self, const char *name)
{
  return gtk_label_get_label (get_part (self, name));
}

/* What is shown, NULL for a row that is not there. */
static const char *
get_text (GtkWidget *row)
{
  GtkLabel *label = ingot_ui_test_get_child (row, INGOT_TYPE_VALUE_ROW, "label");

  return gtk_widget_get_visible (row) ? gtk_label_get_text (label) : NULL;
}

static const char *
get_fact (Fixture *self, const char *name)
{
  return get_text (ingot_ui_test_get_child (get_part (self, "facts"), INGOT_TYPE_DEPLOYMENT_FACTS, name));
}

static const char *
get_place (Fixture *self, const char *name)
{
  return get_text (ingot_ui_test_get_child (get_part (self, "resource-facts"), INGOT_TYPE_RESOURCE_FACTS, name));
}

static gboolean
can_chat (Fixture *self)
{
  return gtk_widget_get_sensitive (get_part (self, "chat"));
}

static void
test_nothing (Fixture *self, gconstpointer data)
{
  GtkStack *stack = get_part (self, "stack");

  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "nothing");
  g_assert_null (ingot_deployment_pane_get_deployment (self->pane));
}

static void
test_all_is_known (Fixture *self, gconstpointer data)
{
  g_autoptr(IngotResource) resource = make_resource ("Contoso Sweden");

  ingot_deployment_pane_set_deployment (self->pane, add_deployment (resource, "chat"));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (get_part (self, "stack")), ==, "details");
  g_assert_cmpstr (get_label (self, "name"), ==, "chat");
  g_assert_cmpstr (get_label (self, "subtitle"), ==, "gpt-4o 2024-11-20 on Contoso Sweden");
  g_assert_false (gtk_widget_get_visible (get_part (self, "problem")));
  g_assert_false (gtk_widget_get_visible (get_part (self, "no_chat")));
  g_assert_true (can_chat (self));
  g_assert_cmpstr (get_fact (self, "model"), ==, "gpt-4o");
  g_assert_cmpstr (get_fact (self, "version"), ==, "2024-11-20");
  g_assert_cmpstr (get_fact (self, "publisher"), ==, "OpenAI");
  g_assert_cmpstr (get_fact (self, "capacity"), ==, "Global Standard\n50 K tokens a minute");
  g_assert_cmpstr (get_fact (self, "limits"), ==, "50 K tokens\n300 requests");
  g_assert_cmpstr (get_fact (self, "policy"), ==, "Microsoft.DefaultV2");
  g_assert_cmpstr (get_place (self, "resource"), ==, "Contoso Sweden");
  g_assert_cmpstr (get_place (self, "address"), ==, "https://contoso.services.ai.azure.com");
  g_assert_cmpstr (get_place (self, "sign_in"), ==, "Key");
  g_assert_cmpstr (get_place (self, "kind"), ==, "Azure AI Foundry");
  g_assert_cmpstr (get_place (self, "region"), ==, "swedencentral");
  g_assert_cmpstr (get_place (self, "group"), ==, "rg-contoso");
  g_assert_cmpstr (get_place (self, "subscription"), ==, "Contoso Research\n1f2e");
  g_assert_cmpstr (get_place (self, "listed"), ==, "3 hours ago");
}

/* What nobody said of the deployment is a dash, and never a zero; what nobody said of the resource is not there. */
static void
test_nothing_is_known (Fixture *self, gconstpointer data)
{
  static const char *const unknown[] = { "model", "version", "publisher", "capacity", "limits", "policy" };
  static const char *const absent[] = { "address", "kind", "region", "group", "subscription" };
  g_autoptr(IngotResource) resource = ingot_resource_new (INGOT_RESOURCE_REMOTE, "Here", INGOT_SIGN_IN_NONE);
  g_autoptr(IngotDeployment) deployment = ingot_deployment_new ("typed", INGOT_ENDPOINT_STYLE_INFERENCE);

  ingot_deployment_pane_set_deployment (self->pane, ingot_resource_add_deployment (resource, deployment));
  g_assert_cmpstr (get_label (self, "subtitle"), ==, "Here");
  g_assert_false (gtk_widget_get_visible (get_part (self, "problem")));
  g_assert_true (can_chat (self));
  for (gsize i = 0; i < G_N_ELEMENTS (unknown); i++)
    g_assert_cmpstr (get_fact (self, unknown[i]), ==, INGOT_WORDS_UNKNOWN);
  for (gsize i = 0; i < G_N_ELEMENTS (absent); i++)
    g_assert_null (get_place (self, absent[i]));
  g_assert_false (gtk_widget_get_visible (ingot_ui_test_get_child (get_part (self, "facts"), INGOT_TYPE_DEPLOYMENT_FACTS,
                                                                   "capabilities_row")));
  g_assert_cmpstr (get_place (self, "listed"), ==, INGOT_WORDS_UNKNOWN);
  g_assert_cmpstr (get_place (self, "sign_in"), ==, "No key");
}

/* A name is shown to the letter. */
static void
test_hostile (Fixture *self, gconstpointer data)
{
  static const char name[] = "<b>a & b</b><a href=\"https://evil.example\">x</a>";
  g_autoptr(IngotResource) resource = make_resource (name);
  IngotDeployment *deployment = add_deployment (resource, name);
  g_autoptr(IngotDeploymentInfo) info = ingot_deployment_info_new ();
  g_autoptr(GString) capabilities = g_string_new (name);

  for (int i = 0; i < 100; i++)
    g_string_append_printf (capabilities, ", <i>%d</i>", i);
  info->model = g_strdup (name);
  info->sku = g_strdup (name);
  info->policy = g_strdup (name);
  info->state = g_strdup (name);
  info->capabilities = g_strdup (capabilities->str);
  ingot_deployment_set_info (deployment, info);
  ingot_deployment_pane_set_deployment (self->pane, deployment);
  g_assert_cmpstr (gtk_label_get_text (get_part (self, "name")), ==, name);
  g_assert_cmpstr (get_fact (self, "model"), ==, name);
  g_assert_cmpstr (get_fact (self, "capacity"), ==, name);
  g_assert_cmpstr (get_place (self, "resource"), ==, name);
  g_assert_cmpstr (gtk_label_get_text (get_part (self, "problem_word")), ==, name);
}

/* What changes while it is shown is shown. */
static void
test_changes (Fixture *self, gconstpointer data)
{
  g_autoptr(IngotResource) resource = make_resource ("Contoso Sweden");
  g_autoptr(IngotCloud) cloud = ingot_cloud_new (INGOT_CLOUD_PUBLIC, NULL);
  g_autoptr(IngotAccount) account = ingot_account_new (INGOT_ACCOUNT_PERSON, cloud, NULL);
  IngotDeployment *deployment = add_deployment (resource, "chat");

  ingot_deployment_pane_set_deployment (self->pane, deployment);
  ingot_resource_set_name (resource, "Contoso Norway");
  g_assert_cmpstr (get_label (self, "subtitle"), ==, "gpt-4o 2024-11-20 on Contoso Norway");

  ingot_deployment_set_chats (deployment, FALSE);
  g_assert_false (can_chat (self));
  g_assert_true (gtk_widget_get_visible (get_part (self, "no_chat")));

  ingot_deployment_set_found (deployment, 1);
  g_assert_true (gtk_widget_get_visible (get_part (self, "problem")));
  g_assert_cmpstr (get_label (self, "problem_word"), ==, "Gone");
  g_assert_false (gtk_widget_get_visible (get_part (self, "no_chat")));
  ingot_deployment_set_found (deployment, 0);
  g_assert_false (gtk_widget_get_visible (get_part (self, "problem")));

  ingot_resource_set_sign_in (resource, INGOT_SIGN_IN_ACCOUNT);
  ingot_resource_set_account (resource, account);
  g_assert_false (gtk_widget_get_visible (get_part (self, "problem")));
  ingot_account_set_signed_out (account, TRUE);
  g_assert_cmpstr (get_label (self, "problem_word"), ==, "Signed out");
}

static void
chat_cb (IngotDeploymentPane *pane, IngotDeployment *deployment, IngotDeployment **wanted)
{
  *wanted = deployment;
}

static void
count_notify_cb (guint *count)
{
  (*count)++;
}

static void
test_chat (Fixture *self, gconstpointer data)
{
  g_autoptr(IngotResource) resource = make_resource ("Contoso Sweden");
  IngotDeployment *deployment = add_deployment (resource, "chat");
  IngotDeployment *wanted = NULL;
  guint count = 0;

  g_signal_connect (self->pane, "chat", G_CALLBACK (chat_cb), &wanted);
  g_signal_connect_swapped (self->pane, "notify::deployment", G_CALLBACK (count_notify_cb), &count);
  g_object_set (self->pane, "deployment", deployment, NULL);
  g_object_set (self->pane, "deployment", deployment, NULL);
  g_assert_cmpuint (count, ==, 1);
  gtk_widget_activate_action (GTK_WIDGET (self->pane), "deployment.chat", NULL);
  g_assert_true (wanted == deployment);
  g_object_set (self->pane, "deployment", NULL, NULL);
  g_assert_cmpuint (count, ==, 2);
}

int
main (int argc, char *argv[])
{
  ingot_ui_test_init (&argc, &argv);
  g_test_add ("/deployment-pane/nothing", Fixture, NULL, set_up, test_nothing, tear_down);
  g_test_add ("/deployment-pane/all-is-known", Fixture, NULL, set_up, test_all_is_known, tear_down);
  g_test_add ("/deployment-pane/nothing-is-known", Fixture, NULL, set_up, test_nothing_is_known, tear_down);
  g_test_add ("/deployment-pane/hostile", Fixture, NULL, set_up, test_hostile, tear_down);
  g_test_add ("/deployment-pane/changes", Fixture, NULL, set_up, test_changes, tear_down);
  g_test_add ("/deployment-pane/chat", Fixture, NULL, set_up, test_chat, tear_down);
  return g_test_run ();
}
