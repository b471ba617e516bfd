/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-chat"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-empty-chat.h"

struct _IngotEmptyChat
{
  AdwBin parent_instance;

  GtkStack *stack; /* "some" and "none" */
  GtkLabel *deployment_name;
  GtkLabel *deployment_model;
};

static guint example_signal;

G_DEFINE_FINAL_TYPE (IngotEmptyChat, ingot_empty_chat, ADW_TYPE_BIN)

static void
example_clicked_cb (IngotEmptyChat *self, GtkButton *button)
{
  g_signal_emit (self, example_signal, 0, gtk_label_get_label (GTK_LABEL (gtk_button_get_child (button))));
}

static void
ingot_empty_chat_class_init (IngotEmptyChatClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  example_signal = g_signal_new ("example", INGOT_TYPE_EMPTY_CHAT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ingotapp/Ingot/ingot-empty-chat.ui");
  gtk_widget_class_bind_template_child (widget_class, IngotEmptyChat, stack);
  gtk_widget_class_bind_template_child (widget_class, IngotEmptyChat, deployment_name);
  gtk_widget_class_bind_template_child (widget_class, IngotEmptyChat, deployment_model);
  gtk_widget_class_bind_template_callback (widget_class, example_clicked_cb);
}

static void
ingot_empty_chat_init (IngotEmptyChat *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ingot_empty_chat_new (void)
{
  return g_object_new (INGOT_TYPE_EMPTY_CHAT, NULL);
}

void
ingot_empty_chat_show (IngotEmptyChat *self, IngotDeployment *deployment, gboolean has_any)
{
  const char *model = deployment != NULL ? ingot_deployment_get_model (deployment) : NULL;

  gtk_label_set_label (self->deployment_name, deployment != NULL ? ingot_deployment_get_name (deployment)
                                                                 : _("Choose a Deployment"));
  gtk_label_set_label (self->deployment_model, model != NULL ? model : "");
  gtk_widget_set_visible (GTK_WIDGET (self->deployment_model), model != NULL);
  gtk_stack_set_visible_child_name (self->stack, deployment != NULL || has_any ? "some" : "none");
}
