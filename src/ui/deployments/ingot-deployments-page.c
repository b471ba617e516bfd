/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-deployments"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-deployments-page.h"

struct _IngotDeploymentsPage
{
  AdwBin parent_instance;

  IngotWorkspace *workspace;
  GSettings *settings;

  AdwWindowTitle *title;
};

static guint chat_signal;

G_DEFINE_FINAL_TYPE (IngotDeploymentsPage, ingot_deployments_page, ADW_TYPE_BIN)

static void
ingot_deployments_page_dispose (GObject *object)
{
  IngotDeploymentsPage *self = INGOT_DEPLOYMENTS_PAGE (object);

  g_clear_object (&self->workspace);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (ingot_deployments_page_parent_class)->dispose (object);
}

static void
ingot_deployments_page_class_init (IngotDeploymentsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ingot_deployments_page_dispose;

  chat_signal = g_signal_new ("chat", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 1, INGOT_TYPE_DEPLOYMENT);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ingotapp/Ingot/ingot-deployments-page.ui");
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentsPage, title);
}

static void
ingot_deployments_page_init (IngotDeploymentsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ingot_deployments_page_new (IngotWorkspace *workspace, GSettings *settings)
{
  IngotDeploymentsPage *self = g_object_new (INGOT_TYPE_DEPLOYMENTS_PAGE, NULL);

  g_set_object (&self->workspace, workspace);
  g_set_object (&self->settings, settings);
  return GTK_WIDGET (self);
}
