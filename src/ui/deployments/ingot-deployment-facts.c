/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-deployments"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-deployment-facts.h"
#include "widgets/ingot-value-row.h"
#include "widgets/ingot-words.h"

/* A service that lists more than this is not worth a wall of chips. */
#define MAX_CHIPS 24

struct _IngotDeploymentFacts
{
  AdwBin parent_instance;

  char *capabilities; /* that there are chips of */

  IngotValueRow *model;
  IngotValueRow *version;
  IngotValueRow *publisher;
  IngotValueRow *capacity;
  IngotValueRow *limits;
  IngotValueRow *policy;
  AdwPreferencesRow *capabilities_row;
  AdwWrapBox *chips;
  IngotValueRow *resource;
  IngotValueRow *address;
  IngotValueRow *kind;
  IngotValueRow *region;
  IngotValueRow *group;
  IngotValueRow *subscription;
  IngotValueRow *sign_in;
  IngotValueRow *listed;
};

G_DEFINE_FINAL_TYPE (IngotDeploymentFacts, ingot_deployment_facts, ADW_TYPE_BIN)

/* The names that the management API and the project's listing have for the same. */
static const char *
get_capability_title (const char *name)
{
  static const struct { const char *name, *title; } titles[] = {
    { "chatCompletion", NC_("capability", "Chat") },
    { "chat_completion", NC_("capability", "Chat") },
    { "completion", NC_("capability", "Completions") },
    { "embeddings", NC_("capability", "Embeddings") },
    { "imageEmbeddings", NC_("capability", "Image embeddings") },
    { "imageGenerations", NC_("capability", "Image generation") },
    { "responses", NC_("capability", "Responses") },
    { "jsonObjectResponse", NC_("capability", "JSON") },
    { "jsonSchemaResponse", NC_("capability", "JSON Schema") },
    { "assistants", NC_("capability", "Assistants") },
    { "agentsV2", NC_("capability", "Agents") },
    { "realtime", NC_("capability", "Realtime") },
    { "audio", NC_("capability", "Audio") },
    { "fineTune", NC_("capability", "Fine-tuning") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_str_equal (name, titles[i].name))
      return g_dpgettext2 (NULL, "capability", titles[i].title);
  return name;
}

static void
add_chip (IngotDeploymentFacts *self, const char *text, const char *tooltip)
{
  GtkWidget *chip = g_object_new (GTK_TYPE_LABEL, "label", text, "ellipsize", PANGO_ELLIPSIZE_END, "tooltip-text",
                                  tooltip, "css-classes", (const char *[]) { "chip", NULL }, NULL);

  adw_wrap_box_append (self->chips, chip);
}

static void
show_capabilities (IngotDeploymentFacts *self, const char *capabilities)
{
  g_auto(GStrv) names = g_strsplit (capabilities != NULL ? capabilities : "", ", ", -1);
  guint n = g_strv_length (names);
  GtkWidget *chip;

  if (!g_set_str (&self->capabilities, capabilities))
    return;
  while ((chip = gtk_widget_get_first_child (GTK_WIDGET (self->chips))) != NULL)
    adw_wrap_box_remove (self->chips, chip);
  gtk_widget_set_visible (GTK_WIDGET (self->capabilities_row), n > 0);
  for (guint i = 0; i < MIN (n, MAX_CHIPS); i++)
    add_chip (self, get_capability_title (names[i]), names[i]);
  if (n > MAX_CHIPS)
    {
      g_autofree char *rest = g_strdup_printf (_("and %u more"), n - MAX_CHIPS);

      add_chip (self, rest, NULL);
    }
}

/* (transfer full) (nullable): both, one a line; or the one that there is */
static char *
join (const char *first, const char *second)
{
  if (first == NULL || second == NULL)
    return g_strdup (first != NULL ? first : second);
  return g_strdup_printf ("%s\n%s", first, second);
}

static void
show_deployment (IngotDeploymentFacts *self, IngotDeployment *deployment)
{
  const IngotDeploymentInfo *info = ingot_deployment_get_info (deployment);
  g_autofree char *amount = ingot_words_dup_amount (info);
  g_autofree char *capacity = join (ingot_words_get_capacity_type (info), amount);
  g_autofree char *tokens = ingot_words_dup_token_limit (info);
  g_autofree char *requests = ingot_words_dup_request_limit (info);
  g_autofree char *limits = join (tokens, requests);

  ingot_value_row_set_value (self->model, info != NULL && info->model != NULL ? info->model
                                                                              : ingot_deployment_get_model (deployment));
  ingot_value_row_set_value (self->version, info != NULL ? info->version : NULL);
  ingot_value_row_set_value (self->publisher, info != NULL ? info->format : NULL);
  ingot_value_row_set_value (self->capacity, capacity);
  ingot_value_row_set_value (self->limits, limits);
  ingot_value_row_set_value (self->policy, info != NULL ? info->policy : NULL);
  show_capabilities (self, info != NULL ? info->capabilities : NULL);
}

/* What it is called, and the id where that is something else. */
static char *
dup_subscription (const IngotResourceInfo *info)
{
  return join (info->subscription_name,
               g_strcmp0 (info->subscription_name, info->subscription) != 0 ? info->subscription : NULL);
}

static const char *
get_kind (const IngotResourceInfo *info)
{
  if (g_strcmp0 (info->kind, "AIServices") == 0)
    return _("Azure AI Foundry");
  return g_strcmp0 (info->kind, "OpenAI") == 0 ? _("Azure OpenAI") : info->kind;
}

static void
show_info (IngotDeploymentFacts *self, const IngotResourceInfo *info)
{
  g_autofree char *subscription = info != NULL ? dup_subscription (info) : NULL;

  ingot_value_row_set_value_or_hide (self->kind, info != NULL ? get_kind (info) : NULL);
  ingot_value_row_set_value_or_hide (self->region, info != NULL ? info->location : NULL);
  ingot_value_row_set_value_or_hide (self->group, info != NULL ? info->group : NULL);
  ingot_value_row_set_value_or_hide (self->subscription, subscription);
}

static void
show_resource (IngotDeploymentFacts *self, IngotResource *resource, gint64 now)
{
  g_autofree char *ago = ingot_words_dup_ago (ingot_resource_get_listed (resource), now);
  g_autofree char *listed = ago != NULL ? g_strdup_printf (_("Listed %s"), ago) : NULL;
  const IngotResourceInfo *info = ingot_resource_get_info (resource);
  const char *sign_in = ingot_resource_describe_sign_in (resource);
  g_autofree char *tokens_only =
    info != NULL && info->keys_disabled ? join (sign_in, _("Keys are switched off")) : NULL;

  ingot_value_row_set_value (self->resource, ingot_resource_get_name (resource));
  ingot_value_row_set_value_or_hide (self->address, ingot_resource_get_url (resource));
  ingot_value_row_set_value (self->sign_in, tokens_only != NULL ? tokens_only : sign_in);
  ingot_value_row_set_value (self->listed, listed);
  show_info (self, info);
}

static void
ingot_deployment_facts_finalize (GObject *object)
{
  g_free (INGOT_DEPLOYMENT_FACTS (object)->capabilities);
  G_OBJECT_CLASS (ingot_deployment_facts_parent_class)->finalize (object);
}

static void
ingot_deployment_facts_class_init (IngotDeploymentFactsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ingot_deployment_facts_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ingotapp/Ingot/ingot-deployment-facts.ui");
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentFacts, model);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentFacts, version);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentFacts, publisher);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentFacts, capacity);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentFacts, limits);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentFacts, policy);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentFacts, capabilities_row);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentFacts, chips);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentFacts, resource);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentFacts, address);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentFacts, kind);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentFacts, region);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentFacts, group);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentFacts, subscription);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentFacts, sign_in);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentFacts, listed);
}

static void
ingot_deployment_facts_init (IngotDeploymentFacts *self)
{
  g_type_ensure (INGOT_TYPE_VALUE_ROW);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
ingot_deployment_facts_show (IngotDeploymentFacts *self, IngotDeployment *deployment, gint64 now)
{
  IngotResource *resource = ingot_deployment_get_resource (deployment);

  show_deployment (self, deployment);
  if (resource != NULL)
    show_resource (self, resource, now);
}
