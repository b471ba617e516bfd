/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "deployments/ingot-deployment-facts.h"
#include "deployments/ingot-headroom-row.h"
#include "deployments/ingot-resource-facts.h"
#include "deployments/ingot-route-row.h"
#include "deployments/ingot-track-view.h"
#include "ingot-pane-fixture.h"
#include "ingot-ui-test.h"
#include "widgets/ingot-value-row.h"
#include "widgets/ingot-words.h"

static const char *
get_label (IngotPaneFixture *self, const char *name)
{
  return gtk_label_get_label (ingot_pane_fixture_get_part (self, name));
}

/* What is shown, NULL for a row that is not there. */
static const char *
get_text (GtkWidget *row)
{
  GtkLabel *label = ingot_ui_test_get_child (row, INGOT_TYPE_VALUE_ROW, "label");

  return gtk_widget_get_visible (row) ? gtk_label_get_text (label) : NULL;
}

static const char *
get_fact (IngotPaneFixture *self, const char *name)
{
  GtkWidget *facts = ingot_pane_fixture_get_part (self, "facts");

  return get_text (ingot_ui_test_get_child (facts, INGOT_TYPE_DEPLOYMENT_FACTS, name));
}

static const char *
get_unsaid (IngotPaneFixture *self)
{
  GtkWidget *facts = ingot_pane_fixture_get_part (self, "facts");

  return adw_preferences_group_get_description (
    ingot_ui_test_get_child (facts, INGOT_TYPE_DEPLOYMENT_FACTS, "group"));
}

static const char *
get_place (IngotPaneFixture *self, const char *name)
{
  GtkWidget *facts = ingot_pane_fixture_get_part (self, "resource-facts");

  return get_text (ingot_ui_test_get_child (facts, INGOT_TYPE_RESOURCE_FACTS, name));
}

static gboolean
can_chat (IngotPaneFixture *self)
{
  return gtk_widget_get_sensitive (ingot_pane_fixture_get_part (self, "chat"));
}

static void
test_nothing (IngotPaneFixture *self, gconstpointer data)
{
  GtkStack *stack = ingot_pane_fixture_get_part (self, "stack");

  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "nothing");
  g_assert_null (ingot_deployment_pane_get_deployment (self->pane));
}

static void
test_all_is_known (IngotPaneFixture *self, gconstpointer data)
{
  g_autoptr(IngotResource) resource = ingot_pane_fixture_make_resource ("Contoso Sweden");

  ingot_deployment_pane_set_deployment (self->pane, ingot_pane_fixture_add_deployment (resource, "chat"));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (ingot_pane_fixture_get_part (self, "stack")), ==, "details");
  g_assert_cmpstr (get_label (self, "name"), ==, "chat");
  g_assert_cmpstr (get_label (self, "subtitle"), ==, "gpt-4o 2024-11-20 on Contoso Sweden");
  g_assert_false (gtk_widget_get_visible (ingot_pane_fixture_get_part (self, "problem")));
  g_assert_false (gtk_widget_get_visible (ingot_pane_fixture_get_part (self, "no_chat")));
  g_assert_true (can_chat (self));
  g_assert_cmpstr (get_fact (self, "model"), ==, "gpt-4o");
  g_assert_cmpstr (get_fact (self, "version"), ==, "2024-11-20");
  g_assert_cmpstr (get_fact (self, "publisher"), ==, "OpenAI");
  g_assert_cmpstr (get_fact (self, "capacity"), ==, "Global Standard\n50 K tokens a minute");
  g_assert_cmpstr (get_fact (self, "limits"), ==, "50 K tokens\n300 requests");
  g_assert_cmpstr (get_fact (self, "policy"), ==, "Microsoft.DefaultV2");
  g_assert_cmpstr (get_unsaid (self), ==, "");
  g_assert_cmpstr (get_place (self, "resource"), ==, "Contoso Sweden");
  g_assert_cmpstr (get_place (self, "address"), ==, "https://contoso.services.ai.azure.com");
  g_assert_cmpstr (get_place (self, "sign_in"), ==, "Key");
  g_assert_cmpstr (get_place (self, "kind"), ==, "Azure AI Foundry");
  g_assert_cmpstr (get_place (self, "region"), ==, "swedencentral");
  g_assert_cmpstr (get_place (self, "group"), ==, "rg-contoso");
  g_assert_cmpstr (get_place (self, "subscription"), ==, "Contoso Research\n1f2e");
  g_assert_cmpstr (get_place (self, "listed"), ==, "3 hours ago");
}

/* What a listing does not say is told, and never a zero. */
static void
test_little_is_known (IngotPaneFixture *self, gconstpointer data)
{
  static const char *const unknown[] = { "model", "publisher", "capacity", "limits", "policy" };
  g_autoptr(IngotResource) resource = ingot_pane_fixture_make_resource ("Contoso Sweden");
  g_autoptr(IngotDeploymentInfo) info = ingot_deployment_info_new ();
  IngotDeployment *deployment = ingot_pane_fixture_add_deployment (resource, "chat");

  info->version = g_strdup ("1");
  ingot_deployment_set_info (deployment, info);
  ingot_deployment_pane_set_deployment (self->pane, deployment);
  g_assert_cmpstr (get_fact (self, "version"), ==, "1");
  for (gsize i = 0; i < G_N_ELEMENTS (unknown); i++)
    g_assert_null (get_fact (self, unknown[i]));
  g_assert_cmpstr (get_unsaid (self), ==,
                   "Not said by its listing: Model, Publisher, Capacity, Limits a Minute, Content Filter");
  g_assert_false (gtk_widget_get_visible (ingot_pane_fixture_get_part (self, "problem")));
}

static void
test_nothing_is_known (IngotPaneFixture *self, gconstpointer data)
{
  static const char *const unknown[] = { "model", "version", "publisher", "capacity", "limits", "policy" };
  static const char *const absent[] = { "address", "kind", "region", "group", "subscription" };
  g_autoptr(IngotResource) resource = ingot_resource_new (INGOT_RESOURCE_REMOTE, "Here", INGOT_SIGN_IN_NONE);
  g_autoptr(IngotDeployment) deployment = ingot_deployment_new ("typed", INGOT_ENDPOINT_STYLE_INFERENCE);
  GtkWidget *facts = ingot_pane_fixture_get_part (self, "facts");

  ingot_deployment_pane_set_deployment (self->pane, ingot_resource_add_deployment (resource, deployment));
  g_assert_cmpstr (get_label (self, "subtitle"), ==, "Here");
  g_assert_false (gtk_widget_get_visible (ingot_pane_fixture_get_part (self, "problem")));
  g_assert_true (can_chat (self));
  g_assert_cmpstr (get_unsaid (self), ==, "No listing says what this deployment is.");
  for (gsize i = 0; i < G_N_ELEMENTS (unknown); i++)
    g_assert_null (get_fact (self, unknown[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (absent); i++)
    g_assert_null (get_place (self, absent[i]));
  g_assert_false (gtk_widget_get_visible (
    ingot_ui_test_get_child (facts, INGOT_TYPE_DEPLOYMENT_FACTS, "capabilities_row")));
  g_assert_cmpstr (get_place (self, "listed"), ==, INGOT_WORDS_UNKNOWN);
  g_assert_cmpstr (get_place (self, "sign_in"), ==, "No key");
  g_assert_false (gtk_widget_get_visible (ingot_pane_fixture_get_part (self, "track")));
  g_assert_false (gtk_widget_get_visible (ingot_pane_fixture_get_part (self, "lessons")));

  /* Without an address, too, nothing can be copied. */
  g_assert_false (gtk_widget_get_sensitive (ingot_pane_fixture_get_part (self, "copy")));
}

/* A name is shown to the letter. */
static void
test_hostile (IngotPaneFixture *self, gconstpointer data)
{
  static const char name[] = "<b>a & b</b><a href=\"https://evil.example\">x</a>";
  g_autoptr(IngotResource) resource = ingot_pane_fixture_make_resource (name);
  IngotDeployment *deployment = ingot_pane_fixture_add_deployment (resource, name);
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
  g_assert_cmpstr (gtk_label_get_text (ingot_pane_fixture_get_part (self, "name")), ==, name);
  g_assert_cmpstr (get_fact (self, "model"), ==, name);
  g_assert_cmpstr (get_fact (self, "capacity"), ==, name);
  g_assert_cmpstr (get_place (self, "resource"), ==, name);
  g_assert_cmpstr (gtk_label_get_text (ingot_pane_fixture_get_part (self, "problem_word")), ==, name);
}

/* What changes while it is shown is shown. */
static void
test_changes (IngotPaneFixture *self, gconstpointer data)
{
  g_autoptr(IngotResource) resource = ingot_pane_fixture_make_resource ("Contoso Sweden");
  g_autoptr(IngotCloud) cloud = ingot_cloud_new (INGOT_CLOUD_PUBLIC, NULL);
  g_autoptr(IngotAccount) account = ingot_account_new (INGOT_ACCOUNT_PERSON, cloud, NULL);
  IngotDeployment *deployment = ingot_pane_fixture_add_deployment (resource, "chat");

  ingot_deployment_pane_set_deployment (self->pane, deployment);
  ingot_resource_set_name (resource, "Contoso Norway");
  g_assert_cmpstr (get_label (self, "subtitle"), ==, "gpt-4o 2024-11-20 on Contoso Norway");

  ingot_deployment_set_chats (deployment, FALSE);
  g_assert_false (can_chat (self));
  g_assert_true (gtk_widget_get_visible (ingot_pane_fixture_get_part (self, "no_chat")));

  ingot_deployment_set_found (deployment, 1);
  g_assert_true (gtk_widget_get_visible (ingot_pane_fixture_get_part (self, "problem")));
  g_assert_cmpstr (get_label (self, "problem_word"), ==, "Gone");
  g_assert_false (gtk_widget_get_visible (ingot_pane_fixture_get_part (self, "accounts")));
  g_assert_false (gtk_widget_get_visible (ingot_pane_fixture_get_part (self, "no_chat")));
  ingot_deployment_set_found (deployment, 0);
  g_assert_false (gtk_widget_get_visible (ingot_pane_fixture_get_part (self, "problem")));

  ingot_resource_set_sign_in (resource, INGOT_SIGN_IN_ACCOUNT);
  ingot_resource_set_account (resource, account);
  g_assert_false (gtk_widget_get_visible (ingot_pane_fixture_get_part (self, "problem")));
  ingot_account_set_signed_out (account, TRUE);
  g_assert_cmpstr (get_label (self, "problem_word"), ==, "Signed out");
  g_assert_true (gtk_widget_get_visible (ingot_pane_fixture_get_part (self, "accounts")));
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
test_chat (IngotPaneFixture *self, gconstpointer data)
{
  g_autoptr(IngotResource) resource = ingot_pane_fixture_make_resource ("Contoso Sweden");
  IngotDeployment *deployment = ingot_pane_fixture_add_deployment (resource, "chat");
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

static void
test_lessons (IngotPaneFixture *self, gconstpointer data)
{
  g_autoptr(IngotResource) resource = ingot_pane_fixture_make_resource ("Contoso Sweden");
  IngotDeployment *deployment = ingot_pane_fixture_add_deployment (resource, "chat");
  IngotLessons *lessons = ingot_deployment_get_lessons (deployment);
  GtkWidget *list = ingot_pane_fixture_get_part (self, "lessons");

  ingot_deployment_pane_set_deployment (self->pane, deployment);
  g_assert_false (gtk_widget_get_visible (list));
  ingot_lessons_add (lessons, "temperature", NULL, "<b>Unsupported</b>");
  g_assert_true (gtk_widget_get_visible (list));
  g_signal_emit_by_name (ingot_pane_fixture_find (list, GTK_TYPE_BUTTON, 0), "clicked");
  g_assert_false (gtk_widget_get_visible (list));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (lessons)), ==, 0);
}

static gboolean
has_measured (gpointer pane)
{
  return gtk_widget_get_visible (ingot_ui_test_get_child (pane, INGOT_TYPE_DEPLOYMENT_PANE, "track"));
}

/* What replies taught is there when the pane is shown the next time. */
static void
test_track_record (IngotPaneFixture *self, gconstpointer data)
{
  IngotDeployment *deployment = ingot_workspace_fixture_start_sandbox (&self->base);
  g_autoptr(IngotConversation) conversation = ingot_workspace_fixture_begin (&self->base, deployment);
  GtkWidget *track = ingot_pane_fixture_get_part (self, "track");
  GtkLabel *replies, *first_token;

  ingot_workspace_fixture_send_and_wait (&self->base, conversation, "A short hello, please");
  ingot_deployment_pane_set_deployment (self->pane, deployment);
  ingot_ui_test_wait (has_measured, self->pane);
  replies = ingot_ui_test_get_child (track, INGOT_TYPE_TRACK_VIEW, "replies");
  first_token = ingot_ui_test_get_child (track, INGOT_TYPE_TRACK_VIEW, "first_token");
  g_assert_cmpstr (gtk_label_get_label (replies), ==, "1");
  g_assert_cmpstr (gtk_label_get_label (first_token), !=, INGOT_WORDS_UNKNOWN);
  g_assert_true (gtk_widget_get_visible (ingot_ui_test_get_child (track, INGOT_TYPE_TRACK_VIEW, "headroom")));
}

static void
assert_headroom (IngotTrackView *view, const char *words, double level)
{
  GtkWidget *row = ingot_ui_test_get_child (view, INGOT_TYPE_TRACK_VIEW, "tokens");
  GtkLevelBar *bar = ingot_ui_test_get_child (row, INGOT_TYPE_HEADROOM_ROW, "bar");
  GtkLabel *value = ingot_ui_test_get_child (row, INGOT_TYPE_HEADROOM_ROW, "value");

  g_assert_cmpstr (gtk_label_get_label (value), ==, words);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (bar)) == (level >= 0));
  if (level >= 0)
    g_assert_cmpfloat (gtk_level_bar_get_value (bar), ==, level);
}

static void
fill (IngotTrackView *view, gint64 left, gint64 limit)
{
  IngotTrackFacts facts = INGOT_TRACK_FACTS_UNKNOWN;
  g_autoptr(IngotTrackRecord) record = ingot_track_record_new ();

  facts.headroom_at = g_get_real_time () - 2 * G_TIME_SPAN_MINUTE;
  facts.tokens_left = left;
  facts.tokens_limit = limit;
  ingot_track_view_set_record (view, record);
  ingot_track_record_fill (record, &facts);
}

/* A service may say anything about what is left. */
static void
test_headroom (void)
{
  g_autoptr(IngotTrackView) view = g_object_ref_sink (g_object_new (INGOT_TYPE_TRACK_VIEW, NULL));
  AdwPreferencesGroup *group = ingot_ui_test_get_child (view, INGOT_TYPE_TRACK_VIEW, "headroom");

  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (view)));
  fill (view, 288000, 450000);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (view)));
  g_assert_cmpstr (adw_preferences_group_get_description (group), ==, "From the last reply, 2 minutes ago");
  g_assert_false (gtk_widget_get_visible (ingot_ui_test_get_child (view, INGOT_TYPE_TRACK_VIEW, "measured")));
  g_assert_false (gtk_widget_get_visible (ingot_ui_test_get_child (view, INGOT_TYPE_TRACK_VIEW, "requests")));
  assert_headroom (view, "288 K of 450 K", 0.64);
  fill (view, 0, 2700);
  assert_headroom (view, "0 of 2700", 0);
  fill (view, 9000, 1000);
  assert_headroom (view, "9000 of 1000", 1);
  fill (view, 5, -1);
  assert_headroom (view, "5 left", -1);
  fill (view, 5, 0);
  assert_headroom (view, "5 left", -1);
  fill (view, -1, 1000);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (view)));
  ingot_track_view_set_record (view, NULL);
}

/* A person goes through the table with the arrow key held down. */
static void
test_switching (IngotPaneFixture *self, gconstpointer data)
{
  g_autoptr(IngotResource) resource = ingot_pane_fixture_make_resource ("Contoso Sweden");
  IngotDeployment *first = ingot_pane_fixture_add_deployment (resource, "chat 0");

  for (int i = 1; i < 200; i++)
    {
      g_autofree char *name = g_strdup_printf ("chat %d", i);
      IngotDeployment *deployment = ingot_pane_fixture_add_deployment (resource, name);

      ingot_deployment_pane_set_deployment (self->pane, deployment);
      g_main_context_iteration (NULL, FALSE);
      g_assert_cmpstr (get_label (self, "name"), ==, name);
    }
  ingot_deployment_pane_set_deployment (self->pane, NULL);
  ingot_deployment_pane_set_deployment (self->pane, first);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpstr (get_label (self, "name"), ==, "chat 0");
  g_assert_false (gtk_widget_get_visible (ingot_pane_fixture_get_part (self, "track")));
}

#define WIDE "a_name_that_has_no_space_and_is_very_long_indeed_0123456789_0123456789"

/* The longest words still fit into the pane beside the table. */
static void
test_narrow (IngotPaneFixture *self, gconstpointer data)
{
  g_autoptr(IngotResource) resource = ingot_pane_fixture_make_resource (WIDE);
  IngotDeployment *deployment = ingot_pane_fixture_add_deployment (resource, WIDE);
  int minimum;

  ingot_lessons_add (ingot_deployment_get_lessons (deployment), WIDE, WIDE, NULL);
  ingot_deployment_pane_set_deployment (self->pane, deployment);
  gtk_window_set_default_size (self->window, 270, 600);
  ingot_ui_test_show (self->window);
  gtk_widget_measure (GTK_WIDGET (self->pane), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 270);
}

/* Tab comes to what can be done first, and does not select the name. */
static void
test_focus (IngotPaneFixture *self, gconstpointer data)
{
  g_autoptr(IngotResource) resource = ingot_pane_fixture_make_resource ("Contoso Sweden");
  IngotDeployment *deployment = ingot_pane_fixture_add_deployment (resource, "chat");

  ingot_deployment_pane_set_deployment (self->pane, deployment);
  ingot_ui_test_show (self->window);
  g_assert_true (gtk_window_get_focus (self->window) == ingot_pane_fixture_get_part (self, "chat"));
  gtk_widget_child_focus (GTK_WIDGET (self->window), GTK_DIR_TAB_BACKWARD);
  g_assert_true (gtk_window_get_focus (self->window) == ingot_pane_fixture_get_part (self, "name"));

  gtk_window_set_focus (self->window, NULL);
  ingot_deployment_set_chats (deployment, FALSE);
  gtk_widget_child_focus (GTK_WIDGET (self->window), GTK_DIR_TAB_FORWARD);
  g_assert_true (gtk_window_get_focus (self->window) != ingot_pane_fixture_get_part (self, "name"));
}

/* A value is called as it is, and its title, which is the first in its row, says of what. */
static void
assert_described (GtkWidget *row, GtkWidget *label)
{
  gtk_test_accessible_assert_relation (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY,
                                       ingot_pane_fixture_find (row, GTK_TYPE_LABEL, 0), NULL);
}

static void
test_accessible (IngotPaneFixture *self, gconstpointer data)
{
  g_autoptr(IngotResource) resource = ingot_pane_fixture_make_resource ("Contoso Sweden");
  GtkWidget *facts = ingot_pane_fixture_get_part (self, "facts");
  GtkWidget *row;

  ingot_deployment_pane_set_deployment (self->pane, ingot_pane_fixture_add_deployment (resource, "chat"));
  gtk_test_accessible_assert_role (ingot_pane_fixture_get_part (self, "name"), GTK_ACCESSIBLE_ROLE_HEADING);
  row = ingot_ui_test_get_child (facts, INGOT_TYPE_DEPLOYMENT_FACTS, "model");
  assert_described (row, ingot_ui_test_get_child (row, INGOT_TYPE_VALUE_ROW, "label"));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, "Model: gpt-4o");
  row = ingot_pane_fixture_find (self->pane, INGOT_TYPE_ROUTE_ROW, INGOT_OPERATION_CHAT);
  assert_described (row, ingot_ui_test_get_child (row, INGOT_TYPE_ROUTE_ROW, "url"));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, "Chat: Yes");
  gtk_test_accessible_assert_property (ingot_ui_test_get_child (row, INGOT_TYPE_ROUTE_ROW, "copy"),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Copy the URL for Chat");
}

int
main (int argc, char *argv[])
{
  ingot_ui_test_init (&argc, &argv);
#define ADD(name, function) \
  g_test_add ("/deployment-pane/" name, IngotPaneFixture, NULL, ingot_pane_fixture_set_up, function, \
              ingot_pane_fixture_tear_down)
  ADD ("nothing", test_nothing);
  ADD ("all-is-known", test_all_is_known);
  ADD ("little-is-known", test_little_is_known);
  ADD ("nothing-is-known", test_nothing_is_known);
  ADD ("hostile", test_hostile);
  ADD ("changes", test_changes);
  ADD ("chat", test_chat);
  ADD ("lessons", test_lessons);
  ADD ("track-record", test_track_record);
  ADD ("switching", test_switching);
  ADD ("narrow", test_narrow);
  ADD ("focus", test_focus);
  ADD ("accessible", test_accessible);
#undef ADD
  g_test_add_func ("/deployment-pane/headroom", test_headroom);
  return g_test_run ();
}
