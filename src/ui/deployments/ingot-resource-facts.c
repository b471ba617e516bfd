/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-deployments"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-resource-facts.h"
#include "widgets/ingot-value-row.h"
#include "widgets/ingot-words.h"

struct _IngotResourceFacts
{
  AdwBin parent_instance;

  IngotValueRow *resource;
  IngotValueRow *address;
  IngotValueRow *sign_in;
  IngotValueRow *kind;
  IngotValueRow *region;
  IngotValueRow *group;
  IngotValueRow *subscription;
  IngotValueRow *listed;
};

G_DEFINE_FINAL_TYPE (IngotResourceFacts, ingot_resource_facts, ADW_TYPE_BIN)

/* What it is called, and the id where that is something else. */
static char *
dup_subscription (const IngotResourceInfo *info)
{
  gboolean is_named = g_strcmp0 (info->subscription_name, info->subscription) != 0;

  return ingot_words_dup_lines (info->subscription_name, is_named ? info->subscription : NULL);
}

static const char *
get_kind (const IngotResourceInfo *info)
{
  if (g_strcmp0 (info->kind, "AIServices") == 0)
    return _("Azure AI Foundry");
  return g_strcmp0 (info->kind, "OpenAI") == 0 ? _("Azure OpenAI") : info->kind;
}

static void
show_info (IngotResourceFacts *self, const IngotResourceInfo *info)
{
  g_autofree char *subscription = info != NULL ? dup_subscription (info) : NULL;

  ingot_value_row_set_value_or_hide (self->kind, info != NULL ? get_kind (info) : NULL);
  ingot_value_row_set_value_or_hide (self->region, info != NULL ? info->location : NULL);
  ingot_value_row_set_value_or_hide (self->group, info != NULL ? info->group : NULL);
  ingot_value_row_set_value_or_hide (self->subscription, subscription);
}

static void
ingot_resource_facts_class_init (IngotResourceFactsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ingotapp/Ingot/ingot-resource-facts.ui");
  gtk_widget_class_bind_template_child (widget_class, IngotResourceFacts, resource);
  gtk_widget_class_bind_template_child (widget_class, IngotResourceFacts, address);
  gtk_widget_class_bind_template_child (widget_class, IngotResourceFacts, sign_in);
  gtk_widget_class_bind_template_child (widget_class, IngotResourceFacts, kind);
  gtk_widget_class_bind_template_child (widget_class, IngotResourceFacts, region);
  gtk_widget_class_bind_template_child (widget_class, IngotResourceFacts, group);
  gtk_widget_class_bind_template_child (widget_class, IngotResourceFacts, subscription);
  gtk_widget_class_bind_template_child (widget_class, IngotResourceFacts, listed);
}

static void
ingot_resource_facts_init (IngotResourceFacts *self)
{
  g_type_ensure (INGOT_TYPE_VALUE_ROW);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
ingot_resource_facts_show (IngotResourceFacts *self, IngotResource *resource, gint64 now)
{
  g_autofree char *ago = ingot_words_dup_ago (ingot_resource_get_listed (resource), now);
  const IngotResourceInfo *info = ingot_resource_get_info (resource);
  const char *sign_in = ingot_resource_describe_sign_in (resource);
  g_autofree char *tokens_only =
    info != NULL && info->keys_disabled ? ingot_words_dup_lines (sign_in, _("Keys are switched off")) : NULL;

  ingot_value_row_set_value (self->resource, ingot_resource_get_name (resource));
  ingot_value_row_set_value_or_hide (self->address, ingot_resource_get_url (resource));
  ingot_value_row_set_value (self->sign_in, tokens_only != NULL ? tokens_only : sign_in);
  ingot_value_row_set_value (self->listed, ago);
  show_info (self, info);
}
