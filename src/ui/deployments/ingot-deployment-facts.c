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

  AdwPreferencesGroup *group;
  IngotValueRow *model;
  IngotValueRow *version;
  IngotValueRow *publisher;
  IngotValueRow *capacity;
  IngotValueRow *limits;
  IngotValueRow *policy;
  AdwPreferencesRow *capabilities_row;
  AdwWrapBox *chips;
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

/* Among the capabilities there are figures, of which only the names are kept. */
static gboolean
is_capability (const char *name)
{
  return !g_str_has_prefix (name, "max") && !g_str_equal (name, "area");
}

static void
remove_chips (IngotDeploymentFacts *self)
{
  GtkWidget *chip;

  while ((chip = gtk_widget_get_first_child (GTK_WIDGET (self->chips))) != NULL)
    adw_wrap_box_remove (self->chips, chip);
}

static void
show_capabilities (IngotDeploymentFacts *self, const char *capabilities)
{
  g_auto(GStrv) names = g_strsplit (capabilities != NULL ? capabilities : "", ", ", -1);
  guint n = 0;

  if (!g_set_str (&self->capabilities, capabilities))
    return;
  remove_chips (self);
  for (char **name = names; *name != NULL; name++)
    if (is_capability (*name) && n++ < MAX_CHIPS)
      add_chip (self, get_capability_title (*name), *name);
  gtk_widget_set_visible (GTK_WIDGET (self->capabilities_row), n > 0);
  if (n > MAX_CHIPS)
    {
      g_autofree char *rest = g_strdup_printf (_("and %u more"), n - MAX_CHIPS);

      add_chip (self, rest, NULL);
    }
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
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentFacts, group);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentFacts, model);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentFacts, version);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentFacts, publisher);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentFacts, capacity);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentFacts, limits);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentFacts, policy);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentFacts, capabilities_row);
  gtk_widget_class_bind_template_child (widget_class, IngotDeploymentFacts, chips);
}

static void
ingot_deployment_facts_init (IngotDeploymentFacts *self)
{
  g_type_ensure (INGOT_TYPE_VALUE_ROW);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Shows @value, or has the row not there and its title among what is not said. */
static void
show_row (IngotValueRow *row, const char *value, GStrvBuilder *unsaid)
{
  ingot_value_row_set_value_or_hide (row, value);
  if (ingot_value_row_get_value (row) == NULL)
    g_strv_builder_add (unsaid, adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
}

static void
show_rows (IngotDeploymentFacts *self, const IngotDeploymentInfo *info, GStrvBuilder *unsaid)
{
  g_autofree char *amount = ingot_words_dup_amount (info);
  g_autofree char *capacity = ingot_words_dup_lines (ingot_words_get_capacity_type (info), amount);
  g_autofree char *tokens = ingot_words_dup_token_limit (info);
  g_autofree char *requests = ingot_words_dup_request_limit (info);
  g_autofree char *limits = ingot_words_dup_lines (tokens, requests);

  show_row (self->version, info != NULL ? info->version : NULL, unsaid);
  show_row (self->publisher, info != NULL ? info->format : NULL, unsaid);
  show_row (self->capacity, capacity, unsaid);
  show_row (self->limits, limits, unsaid);
  show_row (self->policy, info != NULL ? info->policy : NULL, unsaid);
  show_capabilities (self, info != NULL ? info->capabilities : NULL);
}

void
ingot_deployment_facts_show (IngotDeploymentFacts *self, IngotDeployment *deployment)
{
  const IngotDeploymentInfo *info = ingot_deployment_get_info (deployment);
  const char *model = info != NULL && info->model != NULL ? info->model : ingot_deployment_get_model (deployment);
  g_autoptr(GStrvBuilder) unsaid = g_strv_builder_new ();
  g_auto(GStrv) titles = NULL;
  g_autofree char *list = NULL;
  g_autofree char *words = NULL;

  show_row (self->model, model, unsaid);
  show_rows (self, info, unsaid);
  titles = g_strv_builder_end (unsaid);
  list = g_strjoinv (", ", titles);
  if (info == NULL)
    words = g_strdup (_("No listing says what this deployment is."));
  else if (*list != '\0')
    words = g_strdup_printf (_("Not said by its listing: %s"), list);
  adw_preferences_group_set_description (self->group, words);
}
