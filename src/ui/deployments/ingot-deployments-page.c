/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-deployments"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-deployments-page-private.h"
#include "ingot-resource-choice.h"
#include "setup/ingot-sign-in-dialog.h"
#include "widgets/ingot-sidebar-layout.h"

#define PANE_SHOWN "deployment-pane-shown"

/* What is older is listed again when somebody comes to see it. */
#define FRESH_US (10 * G_TIME_SPAN_MINUTE)

/* What is older is told to be. */
#define RECENT_US (10 * G_TIME_SPAN_MINUTE)

enum
{
  PROP_0,
  PROP_PANE_SHOWN,
  N_PROPS
};

static GParamSpec *props[N_PROPS];
static guint chat_signal;

G_DEFINE_FINAL_TYPE (IngotDeploymentsPage, ingot_deployments_page, ADW_TYPE_BIN)

/* What is shown */

/* When the oldest of what is shown was listed; 0 where nothing lists itself. */
static gint64
get_oldest (IngotDeploymentsPage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->resources));
  gint64 oldest = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(IngotResource) resource = g_list_model_get_item (G_LIST_MODEL (self->resources), i);
      gint64 listed = ingot_resource_get_listed (resource);

      if (listed != 0 && ingot_resource_get_kind (resource) == INGOT_RESOURCE_REMOTE
          && (oldest == 0 || listed < oldest))
        oldest = listed;
    }
  return oldest;
}

static void
update_title (IngotDeploymentsPage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->entries));
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->filtered));
  guint n_resources = ingot_deployment_entries_get_n_resources (self->entries);
  gint64 now = g_get_real_time ();
  gint64 oldest = get_oldest (self);
  g_autofree char *age = now - oldest > RECENT_US ? ingot_words_dup_ago (oldest, now) : NULL;
  g_autofree char *count = n_shown < n ? g_strdup_printf (_("%'u of %'u"), n_shown, n) : g_strdup_printf ("%'u", n);
  g_autofree char *place = g_strdup_printf (ngettext ("%s on %u resource", "%s on %u resources", n_resources),
                                            count, n_resources);
  g_autofree char *all = age != NULL ? g_strdup_printf (_("%s · listed %s"), place, age) : NULL;

  adw_window_title_set_subtitle (self->title, n == 0 ? "" : all != NULL ? all : place);
}

static gboolean
has_anything (IngotDeploymentsPage *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->resources)) > 1 /* the sandbox is always there */
         || g_list_model_get_n_items (G_LIST_MODEL (ingot_workspace_get_accounts (self->workspace))) > 0;
}

/* Why the list is empty, and what to do about it. */
static const char *
choose_empty (IngotDeploymentsPage *self)
{
  IngotResource *resource = ingot_deployment_filter_get_resource (self->filter);
  gboolean is_empty_resource = resource != NULL && g_list_model_get_n_items (G_LIST_MODEL (resource)) == 0;

  if (g_list_model_get_n_items (G_LIST_MODEL (self->entries)) == 0 && !is_empty_resource)
    return ingot_looks_view_get_busy (self->looks) ? "looking" : has_anything (self) ? "empty" : "none";

  gtk_widget_set_visible (self->add_deployment, is_empty_resource);
  adw_status_page_set_title (self->nothing, is_empty_resource ? _("No Deployments Known") : _("No Results"));
  adw_status_page_set_description (self->nothing,
                                   is_empty_resource
                                     ? _("This resource does not list its deployments, or has none. If you know the "
                                         "name of one, add it.")
                                     : _("No deployment fits what you are looking for."));
  return "nothing";
}

/* Only what is seen has the model: rows are made for that one. */
static void
update (IngotDeploymentsPage *self)
{
  GListModel *shown = G_LIST_MODEL (self->filtered);
  const char *name;

  if (self->resources == NULL)
    return;
  if (g_list_model_get_n_items (shown) == 0)
    name = choose_empty (self);
  else
    name = self->is_narrow ? "list" : "table";
  g_object_set (self->table, "model", self->is_narrow ? NULL : shown, NULL);
  g_object_set (self->list, "model", self->is_narrow ? shown : NULL, NULL);
  gtk_stack_set_visible_child_name (self->stack, name);
  update_title (self);
}

static void
entries_changed_cb (IngotDeploymentsPage *self)
{
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  ingot_deployment_table_sort_again (self->table);
  ingot_deployment_list_sort_again (self->list);
  update_title (self);
}

static void
busy_cb (IngotDeploymentsPage *self)
{
  gtk_widget_set_visible (self->spinner, ingot_looks_view_get_busy (self->looks));
  update (self);
}

/* What is looked for */

static void
search_changed_cb (IngotDeploymentsPage *self)
{
  ingot_deployment_filter_set_words (self->filter, gtk_editable_get_text (self->search));
}

static void
search_activate_cb (IngotDeploymentsPage *self)
{
  gtk_widget_grab_focus (self->is_narrow ? GTK_WIDGET (self->list) : GTK_WIDGET (self->table));
}

static void
kind_cb (IngotDeploymentsPage *self)
{
  ingot_deployment_filter_set_kind (self->filter, (IngotDeploymentKind) adw_toggle_group_get_active (self->kind));
}

IngotResource *
ingot_deployments_page_get_resource (IngotDeploymentsPage *self)
{
  gpointer item = gtk_drop_down_get_selected_item (self->resource);

  return INGOT_IS_RESOURCE (item) ? item : NULL;
}

static void
resource_cb (IngotDeploymentsPage *self)
{
  IngotResource *resource = ingot_deployments_page_get_resource (self);
  g_autoptr(GMenuModel) menu = resource != NULL ? ingot_deployment_list_new_menu (resource) : NULL;

  if (self->filter == NULL)
    return;
  gtk_menu_button_set_menu_model (self->resource_menu, menu);
  gtk_widget_set_visible (GTK_WIDGET (self->resource_menu), menu != NULL && g_menu_model_get_n_items (menu) > 0);
  ingot_deployment_filter_set_resource (self->filter, resource);
  update (self);
}

/* Details */

static void
pane_chat_cb (IngotDeploymentsPage *self, IngotDeployment *deployment)
{
  ingot_deployments_page_chat (self, deployment);
}

static void
show_selected (IngotDeploymentsPage *self)
{
  IngotDeploymentEntry *entry = ingot_deployment_table_get_selected (self->table);

  if (self->pane != NULL && entry != NULL)
    ingot_deployment_pane_set_deployment (self->pane, ingot_deployment_entry_get_deployment (entry));
}

/* Before it is shown, or when a finger draws it in. */
static void
need_pane (IngotDeploymentsPage *self)
{
  if (self->pane != NULL || self->workspace == NULL)
    return;
  self->pane = INGOT_DEPLOYMENT_PANE (ingot_deployment_pane_new (self->resources,
                                                                 ingot_workspace_get_library (self->workspace)));
  g_object_ref_sink (self->pane);
  g_signal_connect_object (self->pane, "chat", G_CALLBACK (pane_chat_cb), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->is_narrow ? self->narrow_bin : self->wide_bin, GTK_WIDGET (self->pane));
  show_selected (self);
}

static gboolean
wants_pane (IngotDeploymentsPage *self)
{
  return self->settings == NULL || g_settings_get_boolean (self->settings, PANE_SHOWN);
}

static void
set_pane_shown (IngotDeploymentsPage *self, gboolean shown)
{
  if (self->pane_shown == shown)
    return;
  self->pane_shown = shown;
  if (self->is_beside && self->settings != NULL)
    g_settings_set_boolean (self->settings, PANE_SHOWN, shown);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PANE_SHOWN]);
}

/* Beside the list the pane is as it was left there; over it, it is hidden at first. */
static void
collapsed_cb (IngotDeploymentsPage *self)
{
  gboolean is_beside = !adw_overlay_split_view_get_collapsed (self->split_view);

  if (self->is_beside == is_beside)
    return;
  self->is_beside = FALSE;
  set_pane_shown (self, is_beside && wants_pane (self));
  self->is_beside = is_beside;
}

/* Later, because there is no row before the new list has its place. */
static void
focus_cb (gpointer user_data)
{
  g_autoptr(IngotDeploymentsPage) self = user_data;

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
set_narrow (IngotDeploymentsPage *self, gboolean is_narrow)
{
  AdwBin *from = is_narrow ? self->wide_bin : self->narrow_bin;
  AdwBin *to = is_narrow ? self->narrow_bin : self->wide_bin;
  gboolean had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self->stack)) != NULL;

  if (self->is_narrow == is_narrow)
    return;
  self->is_narrow = is_narrow;
  adw_navigation_view_pop_to_tag (self->navigation, "list");
  adw_bin_set_child (from, NULL);
  if (self->pane != NULL)
    adw_bin_set_child (to, GTK_WIDGET (self->pane));
  update (self);
  if (had_focus)
    g_idle_add_once (focus_cb, g_object_ref (self));
}

static void
narrow_cb (IngotDeploymentsPage *self)
{
  set_narrow (self, TRUE);
}

static void
wide_cb (IngotDeploymentsPage *self)
{
  set_narrow (self, FALSE);
}

void
ingot_deployments_page_show_details (IngotDeploymentsPage *self, IngotDeploymentEntry *entry)
{
  need_pane (self);
  ingot_deployment_pane_set_deployment (self->pane, ingot_deployment_entry_get_deployment (entry));
  if (!self->is_narrow)
    {
      set_pane_shown (self, TRUE);
      return;
    }
  adw_navigation_page_set_title (self->details, ingot_deployment_entry_get_name (entry));
  adw_navigation_view_push (self->navigation, self->details);
}

void
ingot_deployments_page_chat (IngotDeploymentsPage *self, IngotDeployment *deployment)
{
  g_signal_emit (self, chat_signal, 0, deployment);
}

void
ingot_deployments_page_open (IngotDeploymentsPage *self, IngotDeploymentEntry *entry)
{
  IngotDeployment *deployment = ingot_deployment_entry_get_deployment (entry);

  if (ingot_deployment_get_chats (deployment))
    ingot_deployments_page_chat (self, deployment);
  else
    ingot_deployments_page_show_details (self, entry);
}

static void
selected_cb (IngotDeploymentsPage *self)
{
  IngotDeploymentEntry *entry = ingot_deployment_table_get_selected (self->table);
  g_autoptr(GMenuModel) menu = entry != NULL ? ingot_deployments_page_new_menu (self, entry) : NULL;

  g_object_set (self->table, "menu-model", menu, NULL);
  show_selected (self);
}

/* What is shown of a resource that was removed goes with it. */
static void
resources_changed_cb (IngotDeploymentsPage *self)
{
  IngotDeployment *deployment = self->pane != NULL ? ingot_deployment_pane_get_deployment (self->pane) : NULL;

  if (deployment != NULL && ingot_deployment_entries_find (self->entries, deployment) == NULL)
    {
      ingot_deployment_pane_set_deployment (self->pane, NULL);
      adw_navigation_view_pop_to_tag (self->navigation, "list");
    }
  update (self);
}

/* Looks */

static void
try_again_cb (IngotDeploymentsPage *self, IngotJob *look)
{
  IngotAccount *account;

  if (INGOT_IS_LIST_JOB (look))
    ingot_resources_refresh_resource (self->resources, ingot_list_job_get_resource (INGOT_LIST_JOB (look)));
  else if ((account = ingot_discover_job_get_account (INGOT_DISCOVER_JOB (look))) != NULL)
    g_object_unref (ingot_resources_discover (self->resources, account));
}

static void
signed_in_cb (IngotDeploymentsPage *self, IngotAccount *account)
{
  g_object_unref (ingot_resources_discover (self->resources, account));
}

static void
sign_in_cb (IngotDeploymentsPage *self, IngotAccount *account)
{
  AdwDialog *dialog;

  if (ingot_account_get_kind (account) != INGOT_ACCOUNT_PERSON)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.accounts", NULL);
      return;
    }
  dialog = ingot_sign_in_dialog_new (ingot_workspace_get_accounts (self->workspace), account);
  g_signal_connect_object (dialog, "signed-in", G_CALLBACK (signed_in_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static gboolean
minute_cb (gpointer user_data)
{
  update_title (user_data);
  return G_SOURCE_CONTINUE;
}

static void
ingot_deployments_page_map (GtkWidget *widget)
{
  IngotDeploymentsPage *self = INGOT_DEPLOYMENTS_PAGE (widget);

  GTK_WIDGET_CLASS (ingot_deployments_page_parent_class)->map (widget);
  if (self->resources == NULL)
    return;
  ingot_resources_refresh (self->resources, FRESH_US);
  update_title (self);
  self->minute_id = g_timeout_add_seconds (60, minute_cb, self);
}

static void
ingot_deployments_page_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&INGOT_DEPLOYMENTS_PAGE (widget)->minute_id, g_source_remove);
  GTK_WIDGET_CLASS (ingot_deployments_page_parent_class)->unmap (widget);
}

static gboolean
ingot_deployments_page_grab_focus (GtkWidget *widget)
{
  IngotDeploymentsPage *self = INGOT_DEPLOYMENTS_PAGE (widget);
  GtkWidget *shown = gtk_stack_get_visible_child (self->stack);

  return gtk_widget_grab_focus (shown) || gtk_widget_child_focus (shown, GTK_DIR_TAB_FORWARD)
         || gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
ingot_deployments_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_PANE_SHOWN)
    g_value_set_boolean (value, INGOT_DEPLOYMENTS_PAGE (object)->pane_shown);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
ingot_deployments_page_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_PANE_SHOWN)
    set_pane_shown (INGOT_DEPLOYMENTS_PAGE (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
ingot_deployments_page_dispose (GObject *object)
{
  IngotDeploymentsPage *self = INGOT_DEPLOYMENTS_PAGE (object);

  g_clear_handle_id (&self->minute_id, g_source_remove);
  g_clear_object (&self->pane);
  g_clear_object (&self->filtered);
  g_clear_object (&self->filter);
  g_clear_object (&self->entries);
  g_clear_object (&self->resources);
  g_clear_object (&self->workspace);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (ingot_deployments_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentsPage, navigation);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentsPage, details);
  gtk_widget_class_bind_template_child_full (widget_class, "split-view", FALSE,
                                             G_STRUCT_OFFSET (IngotDeploymentsPage, split_view));
  gtk_widget_class_bind_template_child_full (widget_class, "wide-bin", FALSE,
                                             G_STRUCT_OFFSET (IngotDeploymentsPage, wide_bin));
  gtk_widget_class_bind_template_child_full (widget_class, "narrow-bin", FALSE,
                                             G_STRUCT_OFFSET (IngotDeploymentsPage, narrow_bin));
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentsPage, title);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentsPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentsPage, search);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentsPage, resource);
  gtk_widget_class_bind_template_child_full (widget_class, "resource-menu", FALSE,
                                             G_STRUCT_OFFSET (IngotDeploymentsPage, resource_menu));
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentsPage, kind);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentsPage, looks);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentsPage, table);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentsPage, list);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentsPage, nothing);
  gtk_widget_class_bind_template_child_full (widget_class, "add-deployment", FALSE,
                                             G_STRUCT_OFFSET (IngotDeploymentsPage, add_deployment));
}

static void
bind_callbacks (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, busy_cb);
  gtk_widget_class_bind_template_callback (widget_class, collapsed_cb);
  gtk_widget_class_bind_template_callback (widget_class, ingot_deployments_page_open);
  gtk_widget_class_bind_template_callback (widget_class, ingot_deployments_page_show_details);
  gtk_widget_class_bind_template_callback (widget_class, kind_cb);
  gtk_widget_class_bind_template_callback (widget_class, narrow_cb);
  gtk_widget_class_bind_template_callback (widget_class, need_pane);
  gtk_widget_class_bind_template_callback (widget_class, resource_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, sign_in_cb);
  gtk_widget_class_bind_template_callback (widget_class, try_again_cb);
  gtk_widget_class_bind_template_callback (widget_class, wide_cb);
}

static void
ingot_deployments_page_class_init (IngotDeploymentsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = ingot_deployments_page_get_property;
  object_class->set_property = ingot_deployments_page_set_property;
  object_class->dispose = ingot_deployments_page_dispose;
  widget_class->grab_focus = ingot_deployments_page_grab_focus;
  widget_class->map = ingot_deployments_page_map;
  widget_class->unmap = ingot_deployments_page_unmap;

  props[PROP_PANE_SHOWN] = g_param_spec_boolean ("pane-shown", NULL, NULL, FALSE,
                                                 G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  chat_signal = g_signal_new ("chat", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 1, INGOT_TYPE_DEPLOYMENT);

  g_type_ensure (INGOT_TYPE_DEPLOYMENT_LIST);
  g_type_ensure (INGOT_TYPE_DEPLOYMENT_TABLE);
  g_type_ensure (INGOT_TYPE_LOOKS_VIEW);
  g_type_ensure (INGOT_TYPE_SIDEBAR_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ingotapp/Ingot/ingot-deployments-page.ui");
  bind_children (widget_class);
  bind_callbacks (widget_class);
  gtk_widget_class_install_property_action (widget_class, "deployments.show-pane", "pane-shown");
  ingot_deployments_page_install_actions (widget_class);
}

static void
ingot_deployments_page_init (IngotDeploymentsPage *self)
{
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr(GPropertyAction) kind = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->is_beside = TRUE;
  kind = g_property_action_new ("kind", self->kind, "active-name");
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (kind));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "show", G_ACTION_GROUP (group));
}

static void
fill (IngotDeploymentsPage *self)
{
  self->entries = ingot_deployment_entries_new (G_LIST_MODEL (self->resources));
  self->filter = ingot_deployment_filter_new ();
  self->filtered = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->entries)),
                                              g_object_ref (GTK_FILTER (self->filter)));
  g_signal_connect_object (self->entries, "entries-changed", G_CALLBACK (entries_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->filtered, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->resources, "items-changed", G_CALLBACK (resources_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  ingot_resource_choice_fill (self->resource, G_LIST_MODEL (self->resources));
  g_object_set (self->looks, "looks", ingot_resources_get_looks (self->resources),
                "accounts", ingot_workspace_get_accounts (self->workspace), NULL);
  update (self);
}

GtkWidget *
ingot_deployments_page_new (IngotWorkspace *workspace, GSettings *settings)
{
  IngotDeploymentsPage *self = g_object_new (INGOT_TYPE_DEPLOYMENTS_PAGE, NULL);

  g_set_object (&self->workspace, workspace);
  g_set_object (&self->settings, settings);
  if (workspace != NULL)
    {
      self->resources = g_object_ref (ingot_workspace_get_resources (workspace));
      fill (self);
    }
  self->pane_shown = wants_pane (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PANE_SHOWN]);
  return GTK_WIDGET (self);
}
