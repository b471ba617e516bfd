/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ingot-pane-fixture.h"
#include "ingot-ui-test.h"

void
ingot_pane_fixture_set_up (IngotPaneFixture *self, gconstpointer data)
{
  IngotWorkspace *workspace;

  ingot_workspace_fixture_set_up (&self->base, data);
  workspace = self->base.workspace;
  self->pane = INGOT_DEPLOYMENT_PANE (ingot_deployment_pane_new (ingot_workspace_get_resources (workspace),
                                                                 ingot_workspace_get_library (workspace)));
  self->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_child (self->window, g_object_ref_sink (GTK_WIDGET (self->pane)));
}

void
ingot_pane_fixture_tear_down (IngotPaneFixture *self, gconstpointer data)
{
  gtk_window_destroy (self->window);
  g_assert_finalize_object (self->pane);
  ingot_workspace_fixture_tear_down (&self->base, data);
}

/* A resource of which the management API said everything. */
IngotResource *
ingot_pane_fixture_make_resource (const char *name)
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

IngotDeployment *
ingot_pane_fixture_add_deployment (IngotResource *resource, const char *name)
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

gpointer
ingot_pane_fixture_get_part (IngotPaneFixture *self, const char *name)
{
  return ingot_ui_test_get_child (self->pane, INGOT_TYPE_DEPLOYMENT_PANE, name);
}

/* The nth widget of @type in @widget, in reading order; or NULL. */
static gpointer
find_nth (GtkWidget *widget, GType type, guint *n)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type) && (*n)-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gpointer found = find_nth (child, type, n);

      if (found != NULL)
        return found;
    }
  return NULL;
}

gpointer
ingot_pane_fixture_find (gpointer widget, GType type, guint n)
{
  return find_nth (widget, type, &n);
}
