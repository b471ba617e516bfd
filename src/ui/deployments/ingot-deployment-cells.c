/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-deployments"
#include "config.h"

#include <string.h>

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ingot-deployment-cells.h"

/* The second line of a cell, as "caption" and "dim-label" have it in a label of its own: one label for both lines halves
 * what a thousand rows cost. */
#define SMALL 0.82
#define DIM 0.6

/* The column view's cell, on what is in it. */
#define CELL "ingot-cell"

typedef void (*Update) (GtkWidget *content, IngotDeploymentEntry *entry);

/* Text */

static const char *
or_unknown (const char *text)
{
  return text != NULL ? text : INGOT_WORDS_UNKNOWN;
}

static char *
dup_model (IngotDeployment *deployment, const IngotDeploymentInfo *info)
{
  if (info != NULL && info->model != NULL)
    return ingot_words_dup_lines (info->model, info->version);
  return g_strdup (or_unknown (ingot_deployment_get_model (deployment)));
}

static char *
dup_limits (const IngotDeploymentInfo *info)
{
  g_autofree char *tokens = ingot_words_dup_token_limit (info);
  g_autofree char *requests = ingot_words_dup_request_limit (info);
  g_autofree char *both = ingot_words_dup_lines (tokens, requests);

  return g_strdup (or_unknown (both));
}

char *
ingot_deployment_cells_dup_text (IngotDeploymentEntry *entry, IngotDeploymentColumn column)
{
  IngotDeployment *deployment = ingot_deployment_entry_get_deployment (entry);
  const IngotDeploymentInfo *info = ingot_deployment_get_info (deployment);
  g_autofree char *amount = NULL;

  switch (column)
    {
    case INGOT_DEPLOYMENT_COLUMN_NAME:
      return ingot_words_dup_lines (ingot_deployment_entry_get_name (entry),
                                    ingot_resource_get_name (ingot_deployment_entry_get_resource (entry)));
    case INGOT_DEPLOYMENT_COLUMN_MODEL:
      return dup_model (deployment, info);
    case INGOT_DEPLOYMENT_COLUMN_CAPACITY:
      amount = ingot_words_dup_amount (info);
      return ingot_words_dup_lines (or_unknown (ingot_words_get_capacity_type (info)), amount);
    case INGOT_DEPLOYMENT_COLUMN_FILTER:
      return g_strdup (or_unknown (ingot_words_get_policy (info)));
    case INGOT_DEPLOYMENT_COLUMN_LIMITS:
      return dup_limits (info);
    case INGOT_DEPLOYMENT_COLUMN_STATE:
      return g_strdup (ingot_deployment_cells_get_state (entry));
    case INGOT_DEPLOYMENT_COLUMN_ENDPOINTS:
    case INGOT_DEPLOYMENT_N_COLUMNS:
    default:
      return g_strdup (INGOT_WORDS_UNKNOWN);
    }
}

const char *
ingot_deployment_cells_get_state (IngotDeploymentEntry *entry)
{
  IngotDeployment *deployment = ingot_deployment_entry_get_deployment (entry);

  if (ingot_words_find_state (deployment) == INGOT_WORDS_STATE_UNKNOWN)
    return C_("deployment", "Not checked");
  return ingot_words_get_state (deployment);
}

/* What does not fit can be read all the same. */
static gboolean
query_tooltip_cb (GtkLabel *label, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  if (!pango_layout_is_ellipsized (gtk_label_get_layout (label)))
    return FALSE;
  gtk_tooltip_set_text (tooltip, gtk_label_get_label (label));
  return TRUE;
}

static void
show_text (GtkLabel *label, const char *text)
{
  const char *second = strchr (text, '\n');
  g_autoptr(PangoAttrList) attributes = NULL;
  PangoAttribute *small, *dim;

  if (g_str_equal (gtk_label_get_label (label), text))
    return;
  gtk_label_set_label (label, text);
  if (second != NULL)
    {
      gboolean is_plain = adw_style_manager_get_high_contrast (adw_style_manager_get_default ());

      attributes = pango_attr_list_new ();
      small = pango_attr_scale_new (SMALL);
      small->start_index = (guint) (second - text);
      pango_attr_list_insert (attributes, small);
      dim = pango_attr_foreground_alpha_new ((guint16) (is_plain ? G_MAXUINT16 : DIM * G_MAXUINT16));
      dim->start_index = (guint) (second - text);
      pango_attr_list_insert (attributes, dim);
    }
  gtk_label_set_attributes (label, attributes);
}

static GtkWidget *
text_new (int n_chars)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "ellipsize", PANGO_ELLIPSIZE_END, "xalign", 0.0f,
                                   "width-chars", n_chars, "max-width-chars", n_chars, "has-tooltip", TRUE, NULL);

  gtk_widget_add_css_class (label, "numeric");
  g_signal_connect (label, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
  return label;
}

static void
update_text (GtkWidget *content, IngotDeploymentEntry *entry)
{
  IngotDeploymentColumn column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (content), "column"));
  g_autofree char *text = ingot_deployment_cells_dup_text (entry, column);

  show_text (GTK_LABEL (content), text);
}

/* State */

static GtkWidget *
state_new (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), text_new (11));
  return box;
}

static void
update_state (GtkWidget *content, IngotDeploymentEntry *entry)
{
  GtkWidget *icon = gtk_widget_get_first_child (content);
  GtkWidget *label = gtk_widget_get_last_child (content);
  IngotDeployment *deployment = ingot_deployment_entry_get_deployment (entry);
  IngotWordsState state = ingot_words_find_state (deployment);
  const char *classes[] = { ingot_words_get_state_class (state), NULL };
  const char *icon_name = ingot_words_get_state_icon (state);

  /* Most rows have the same, and GTK would load the icon and look for the style again. */
  if (g_strcmp0 (gtk_image_get_icon_name (GTK_IMAGE (icon)), icon_name) != 0)
    {
      gtk_image_set_from_icon_name (GTK_IMAGE (icon), icon_name);
      gtk_widget_set_css_classes (icon, classes);
    }
  gtk_label_set_label (GTK_LABEL (label), ingot_deployment_cells_get_state (entry));
  gtk_widget_set_tooltip_text (content, ingot_words_get_state_reason (deployment));
}

/* Endpoints */

static GtkWidget *
chips_new (void)
{
  GtkWidget *box = g_object_new (ADW_TYPE_WRAP_BOX, "child-spacing", 6, "line-spacing", 2, "natural-line-length", 140,
                                 NULL);
  static const IngotEndpointStyle styles[] = {
    INGOT_ENDPOINT_STYLE_INFERENCE, INGOT_ENDPOINT_STYLE_DEPLOYMENT, INGOT_ENDPOINT_STYLE_V1,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (styles); i++)
    {
      GtkWidget *chip = gtk_label_new (ingot_style_to_string (styles[i]));

      g_object_set_data (G_OBJECT (chip), "style", GUINT_TO_POINTER (styles[i]));
      gtk_widget_add_css_class (chip, "chip");
      adw_wrap_box_append (ADW_WRAP_BOX (box), chip);
    }
  return box;
}

static void
update_chips (GtkWidget *content, IngotDeploymentEntry *entry)
{
  guint styles = ingot_deployment_entry_get_styles (entry);

  for (GtkWidget *chip = gtk_widget_get_first_child (content); chip != NULL; chip = gtk_widget_get_next_sibling (chip))
    {
      guint style = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (chip), "style"));

      gtk_widget_set_visible (chip, (styles & 1u << style) != 0);
    }
}

/* The factories */

static GtkWidget *
content_new (IngotDeploymentColumn column)
{
  static const int n_chars[] = {
    [INGOT_DEPLOYMENT_COLUMN_NAME] = 14, [INGOT_DEPLOYMENT_COLUMN_MODEL] = 12,
    [INGOT_DEPLOYMENT_COLUMN_CAPACITY] = 15, [INGOT_DEPLOYMENT_COLUMN_FILTER] = 10,
    [INGOT_DEPLOYMENT_COLUMN_LIMITS] = 12,
  };
  GtkWidget *label;

  if (column == INGOT_DEPLOYMENT_COLUMN_STATE)
    return state_new ();
  if (column == INGOT_DEPLOYMENT_COLUMN_ENDPOINTS)
    return chips_new ();
  label = text_new (n_chars[column]);
  g_object_set_data (G_OBJECT (label), "column", GUINT_TO_POINTER (column));
  return label;
}

static Update
get_update (IngotDeploymentColumn column)
{
  if (column == INGOT_DEPLOYMENT_COLUMN_STATE)
    return update_state;
  return column == INGOT_DEPLOYMENT_COLUMN_ENDPOINTS ? update_chips : update_text;
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkColumnViewCell *cell, gpointer column)
{
  GtkWidget *content = content_new (GPOINTER_TO_UINT (column));

  gtk_widget_set_valign (content, GTK_ALIGN_CENTER);
  g_object_set_data (G_OBJECT (content), CELL, cell);
  gtk_column_view_cell_set_child (cell, content);
}

static void
entry_changed_cb (GtkColumnViewCell *cell, IngotDeploymentEntry *entry)
{
  Update update = (Update) g_object_get_data (G_OBJECT (cell), "update");

  update (gtk_column_view_cell_get_child (cell), entry);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkColumnViewCell *cell, gpointer column)
{
  IngotDeploymentEntry *entry = gtk_column_view_cell_get_item (cell);

  g_object_set_data (G_OBJECT (cell), "update", (gpointer) get_update (GPOINTER_TO_UINT (column)));
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (entry_changed_cb), cell);
  entry_changed_cb (cell, entry);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkColumnViewCell *cell, gpointer column)
{
  g_signal_handlers_disconnect_by_data (gtk_column_view_cell_get_item (cell), cell);
}

GtkListItemFactory *
ingot_deployment_cells_new_factory (IngotDeploymentColumn column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GUINT_TO_POINTER (column));
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), GUINT_TO_POINTER (column));
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), GUINT_TO_POINTER (column));
  return factory;
}

static int
compare (gconstpointer a, gconstpointer b, gpointer column)
{
  return ingot_deployment_entry_compare ((gpointer) a, (gpointer) b, GPOINTER_TO_UINT (column));
}

GtkSorter *
ingot_deployment_cells_new_sorter (IngotDeploymentColumn column)
{
  return GTK_SORTER (gtk_custom_sorter_new (compare, GUINT_TO_POINTER (column), NULL));
}

static void
row_bind_cb (GtkSignalListItemFactory *factory, GtkColumnViewRow *row)
{
  IngotDeploymentEntry *entry = gtk_column_view_row_get_item (row);

  gtk_column_view_row_set_accessible_label (row, ingot_deployment_entry_get_name (entry));
}

GtkListItemFactory *
ingot_deployment_cells_new_row_factory (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "bind", G_CALLBACK (row_bind_cb), NULL);
  return factory;
}

static IngotDeploymentEntry *
get_entry (GtkWidget *widget)
{
  GtkColumnViewCell *cell = widget != NULL ? g_object_get_data (G_OBJECT (widget), CELL) : NULL;

  return cell != NULL ? gtk_column_view_cell_get_item (cell) : NULL;
}

IngotDeploymentEntry *
ingot_deployment_cells_find_entry (GtkWidget *widget)
{
  for (; widget != NULL && !GTK_IS_COLUMN_VIEW (widget); widget = gtk_widget_get_parent (widget))
    {
      GtkWidget *child = gtk_widget_get_first_child (widget);
      IngotDeploymentEntry *entry = get_entry (widget);

      if (entry == NULL)
        entry = get_entry (child);
      if (entry == NULL && child != NULL)
        entry = get_entry (gtk_widget_get_first_child (child));
      if (entry != NULL)
        return entry;
    }
  return NULL;
}
