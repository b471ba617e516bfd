/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-deployments"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-resource-choice.h"
#include "model/ingot-resource.h"

/* What ties the label to the name, on the list item. */
#define BINDING "ingot-binding"

static char *
dup_name (GObject *item)
{
  if (INGOT_IS_RESOURCE (item))
    return g_strdup (ingot_resource_get_name (INGOT_RESOURCE (item)));
  return g_strdup (item != NULL ? gtk_string_object_get_string (GTK_STRING_OBJECT (item)) : "");
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "ellipsize", PANGO_ELLIPSIZE_END, NULL));
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GObject *choice = gtk_list_item_get_item (item);
  GBinding *binding = g_object_bind_property (choice, INGOT_IS_RESOURCE (choice) ? "name" : "string",
                                              gtk_list_item_get_child (item), "label", G_BINDING_SYNC_CREATE);

  g_object_set_data_full (G_OBJECT (item), BINDING, g_object_ref (binding), g_object_unref);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  g_binding_unbind (g_object_get_data (G_OBJECT (item), BINDING));
  g_object_set_data (G_OBJECT (item), BINDING, NULL);
}

void
ingot_resource_choice_fill (GtkDropDown *drop_down, GListModel *resources)
{
  const char *const all[] = { _("All Resources"), NULL };
  GListStore *lists = g_list_store_new (G_TYPE_LIST_MODEL);
  g_autoptr(GtkStringList) first = gtk_string_list_new (all);
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkExpression) name = gtk_cclosure_expression_new (G_TYPE_STRING, NULL, 0, NULL, G_CALLBACK (dup_name),
                                                               NULL, NULL);
  g_autoptr(GtkFlattenListModel) model = NULL;

  g_list_store_append (lists, first);
  g_list_store_append (lists, resources);
  model = gtk_flatten_list_model_new (G_LIST_MODEL (lists));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  gtk_drop_down_set_factory (drop_down, factory);
  gtk_drop_down_set_expression (drop_down, name);
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (model));
}
