/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-shell"
#include "config.h"

#include "ingot-failure-page.h"

struct _IngotFailurePage
{
  AdwBin parent_instance;

  AdwStatusPage *page;
};

G_DEFINE_FINAL_TYPE (IngotFailurePage, ingot_failure_page, ADW_TYPE_BIN)

static void
ingot_failure_page_class_init (IngotFailurePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ingotapp/Ingot/ingot-failure-page.ui");
  gtk_widget_class_bind_template_child (widget_class, IngotFailurePage, page);
}

static void
ingot_failure_page_init (IngotFailurePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ingot_failure_page_new (void)
{
  return g_object_new (INGOT_TYPE_FAILURE_PAGE, NULL);
}

void
ingot_failure_page_show (IngotFailurePage *self, const IngotFailure *failure)
{
  g_autofree char *headline = ingot_failure_dup_headline (failure);
  g_autofree char *advice = ingot_failure_dup_advice (failure);
  g_autofree char *escaped = g_markup_escape_text (advice, -1);

  adw_status_page_set_title (self->page, headline);
  adw_status_page_set_description (self->page, escaped);
}
