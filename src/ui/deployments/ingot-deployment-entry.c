/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-deployments"
#include "config.h"

#include <string.h>

#include "ingot-deployment-entry.h"

struct _IngotDeploymentEntry
{
  GObject parent_instance;

  IngotResources *resources; /* or NULL */
  IngotResource *resource;
  GPtrArray *deployments; /* of IngotDeployment: the styles; never empty */

  /* What a thousand comparisons need is made once, when first needed; NULL after each change. */
  char *haystack;
  char *name_key;
  char *model_key;
  char *resource_key;
  int styles; /* or -1 */
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (IngotDeploymentEntry, ingot_deployment_entry, G_TYPE_OBJECT)

static void
ingot_deployment_entry_finalize (GObject *object)
{
  IngotDeploymentEntry *self = INGOT_DEPLOYMENT_ENTRY (object);

  g_ptr_array_unref (self->deployments);
  g_clear_object (&self->resources);
  g_clear_object (&self->resource);
  g_free (self->haystack);
  g_free (self->name_key);
  g_free (self->model_key);
  g_free (self->resource_key);
  G_OBJECT_CLASS (ingot_deployment_entry_parent_class)->finalize (object);
}

static void
ingot_deployment_entry_class_init (IngotDeploymentEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ingot_deployment_entry_finalize;

  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
ingot_deployment_entry_init (IngotDeploymentEntry *self)
{
  self->styles = -1;
  self->deployments = g_ptr_array_new_with_free_func (g_object_unref);
}

void
ingot_deployment_entry_invalidate (IngotDeploymentEntry *self)
{
  g_clear_pointer (&self->haystack, g_free);
  g_clear_pointer (&self->name_key, g_free);
  g_clear_pointer (&self->model_key, g_free);
  g_clear_pointer (&self->resource_key, g_free);
  self->styles = -1;
  g_signal_emit (self, changed_signal, 0);
}

static void
keep (IngotDeploymentEntry *self, IngotDeployment *deployment)
{
  g_ptr_array_add (self->deployments, g_object_ref (deployment));
  g_signal_connect_object (deployment, "notify", G_CALLBACK (ingot_deployment_entry_invalidate), self,
                           G_CONNECT_SWAPPED);
}

IngotDeploymentEntry *
ingot_deployment_entry_new (IngotResources *resources, IngotDeployment *deployment)
{
  IngotDeploymentEntry *self = g_object_new (INGOT_TYPE_DEPLOYMENT_ENTRY, NULL);

  g_set_object (&self->resources, resources);
  self->resource = g_object_ref (ingot_deployment_get_resource (deployment));
  keep (self, deployment);
  return self;
}

void
ingot_deployment_entry_add (IngotDeploymentEntry *self, IngotDeployment *deployment)
{
  keep (self, deployment);
  ingot_deployment_entry_invalidate (self);
}

IngotDeployment *
ingot_deployment_entry_get_deployment (IngotDeploymentEntry *self)
{
  return self->deployments->pdata[0];
}

IngotResource *
ingot_deployment_entry_get_resource (IngotDeploymentEntry *self)
{
  return self->resource;
}

const char *
ingot_deployment_entry_get_name (IngotDeploymentEntry *self)
{
  return ingot_deployment_get_name (self->deployments->pdata[0]);
}

gboolean
ingot_deployment_entry_has (IngotDeploymentEntry *self, IngotDeployment *deployment)
{
  return g_ptr_array_find (self->deployments, deployment, NULL);
}

guint
ingot_deployment_entry_get_styles (IngotDeploymentEntry *self)
{
  guint styles = 0;

  if (self->styles >= 0)
    return (guint) self->styles;
  if (self->resources != NULL)
    styles = ingot_resources_find_styles (self->resources, self->deployments->pdata[0]);
  for (guint i = 0; self->resources == NULL && i < self->deployments->len; i++)
    styles |= 1u << ingot_deployment_get_style (self->deployments->pdata[i]);
  self->styles = (int) styles;
  return styles;
}

/* Searching */

char *
ingot_deployment_entry_fold (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);

  return g_utf8_casefold (normal != NULL ? normal : "", -1);
}

static const IngotDeploymentInfo *
get_info (IngotDeploymentEntry *self)
{
  return ingot_deployment_get_info (self->deployments->pdata[0]);
}

static void
need_haystack (IngotDeploymentEntry *self)
{
  const IngotDeploymentInfo *info = get_info (self);
  const char *model = ingot_deployment_get_model (self->deployments->pdata[0]);
  const char *type = ingot_words_get_capacity_type (info);
  const char *policy = ingot_words_get_policy (info);
  g_autofree char *all = NULL;

  if (self->haystack != NULL)
    return;
  all = g_strjoin ("\n", ingot_deployment_entry_get_name (self), ingot_resource_get_name (self->resource),
                   model != NULL ? model : "", info != NULL && info->model != NULL ? info->model : "",
                   info != NULL && info->format != NULL ? info->format : "", type != NULL ? type : "",
                   policy != NULL ? policy : "", ingot_words_get_state (self->deployments->pdata[0]), NULL);
  self->haystack = ingot_deployment_entry_fold (all);
}

gboolean
ingot_deployment_entry_matches (IngotDeploymentEntry *self, const char *needle)
{
  g_auto(GStrv) words = g_strsplit (needle, " ", -1);

  need_haystack (self);
  for (gsize i = 0; words[i] != NULL; i++)
    if (strstr (self->haystack, words[i]) == NULL)
      return FALSE;
  return TRUE;
}

/* Ordering */

static const char *
need_key (char **key, const char *text)
{
  if (*key == NULL)
    {
      g_autofree char *folded = ingot_deployment_entry_fold (text);

      *key = g_utf8_collate_key_for_filename (folded, -1);
    }
  return *key;
}

static int
compare_name (IngotDeploymentEntry *a, IngotDeploymentEntry *b)
{
  return strcmp (need_key (&a->name_key, ingot_deployment_entry_get_name (a)),
                 need_key (&b->name_key, ingot_deployment_entry_get_name (b)));
}

int
ingot_deployment_entry_compare_resource (IngotDeploymentEntry *a, IngotDeploymentEntry *b)
{
  gboolean a_last = ingot_resource_get_kind (a->resource) == INGOT_RESOURCE_SANDBOX;
  gboolean b_last = ingot_resource_get_kind (b->resource) == INGOT_RESOURCE_SANDBOX;
  gint64 a_id = ingot_resource_get_id (a->resource);
  gint64 b_id = ingot_resource_get_id (b->resource);
  int order = a_last - b_last;

  if (a->resource == b->resource)
    return 0;
  if (order == 0)
    order = strcmp (need_key (&a->resource_key, ingot_resource_get_name (a->resource)),
                    need_key (&b->resource_key, ingot_resource_get_name (b->resource)));
  /* Two resources of one name are two all the same. */
  return order != 0 ? order : (a_id > b_id) - (a_id < b_id);
}

static int
compare_text (const char *a, const char *b)
{
  if (a == NULL || b == NULL)
    return (a == NULL) - (b == NULL);
  return g_utf8_collate (a, b);
}

static int
compare_number (gint64 a, gint64 b)
{
  if (a < 0 || b < 0)
    return (a < 0) - (b < 0);
  return (a > b) - (a < b);
}

static int
compare_model (IngotDeploymentEntry *a, IngotDeploymentEntry *b)
{
  const char *a_model = ingot_deployment_get_model (a->deployments->pdata[0]);
  const char *b_model = ingot_deployment_get_model (b->deployments->pdata[0]);

  if (a_model == NULL || b_model == NULL)
    return (a_model == NULL) - (b_model == NULL);
  return strcmp (need_key (&a->model_key, a_model), need_key (&b->model_key, b_model));
}

/* Units of one capacity type are not those of another. */
static int
compare_capacity (IngotDeploymentEntry *a, IngotDeploymentEntry *b)
{
  const IngotDeploymentInfo *a_info = get_info (a);
  const IngotDeploymentInfo *b_info = get_info (b);
  int order = compare_text (ingot_words_get_capacity_type (a_info), ingot_words_get_capacity_type (b_info));

  if (order != 0)
    return order;
  return compare_number (a_info != NULL ? a_info->capacity : -1, b_info != NULL ? b_info->capacity : -1);
}

static int
compare_limits (IngotDeploymentEntry *a, IngotDeploymentEntry *b)
{
  const IngotDeploymentInfo *a_info = get_info (a);
  const IngotDeploymentInfo *b_info = get_info (b);
  int order = compare_number (a_info != NULL ? a_info->tokens_per_minute : -1,
                              b_info != NULL ? b_info->tokens_per_minute : -1);

  if (order != 0)
    return order;
  return compare_number (a_info != NULL ? a_info->requests_per_minute : -1,
                         b_info != NULL ? b_info->requests_per_minute : -1);
}

static int
compare_column (IngotDeploymentEntry *a, IngotDeploymentEntry *b, IngotDeploymentColumn column)
{
  switch (column)
    {
    case INGOT_DEPLOYMENT_COLUMN_MODEL:
      return compare_model (a, b);
    case INGOT_DEPLOYMENT_COLUMN_CAPACITY:
      return compare_capacity (a, b);
    case INGOT_DEPLOYMENT_COLUMN_FILTER:
      return compare_text (ingot_words_get_policy (get_info (a)), ingot_words_get_policy (get_info (b)));
    case INGOT_DEPLOYMENT_COLUMN_LIMITS:
      return compare_limits (a, b);
    case INGOT_DEPLOYMENT_COLUMN_STATE:
      return compare_number (ingot_words_find_state (a->deployments->pdata[0]),
                             ingot_words_find_state (b->deployments->pdata[0]));
    case INGOT_DEPLOYMENT_COLUMN_ENDPOINTS:
      return compare_number (ingot_deployment_entry_get_styles (a), ingot_deployment_entry_get_styles (b));
    case INGOT_DEPLOYMENT_COLUMN_NAME:
    case INGOT_DEPLOYMENT_N_COLUMNS:
    default:
      return 0;
    }
}

int
ingot_deployment_entry_compare (IngotDeploymentEntry *a, IngotDeploymentEntry *b, IngotDeploymentColumn column)
{
  int order = compare_column (a, b, column);

  if (order == 0)
    order = compare_name (a, b);
  return order != 0 ? order : ingot_deployment_entry_compare_resource (a, b);
}
