/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-model"
#include "config.h"

#include <string.h>

#include "base/ingot-json.h"
#include "ingot-deployment-info.h"

G_DEFINE_BOXED_TYPE (IngotDeploymentInfo, ingot_deployment_info, ingot_deployment_info_copy,
                     ingot_deployment_info_free)

/* The names are those of the stored JSON: they never change. */
static const struct
{
  const char *name;
  gsize offset;
} strings[] = {
  { "model", G_STRUCT_OFFSET (IngotDeploymentInfo, model) },
  { "version", G_STRUCT_OFFSET (IngotDeploymentInfo, version) },
  { "format", G_STRUCT_OFFSET (IngotDeploymentInfo, format) },
  { "sku", G_STRUCT_OFFSET (IngotDeploymentInfo, sku) },
  { "policy", G_STRUCT_OFFSET (IngotDeploymentInfo, policy) },
  { "state", G_STRUCT_OFFSET (IngotDeploymentInfo, state) },
  { "capabilities", G_STRUCT_OFFSET (IngotDeploymentInfo, capabilities) },
}, numbers[] = {
  { "capacity", G_STRUCT_OFFSET (IngotDeploymentInfo, capacity) },
  { "tokens_per_minute", G_STRUCT_OFFSET (IngotDeploymentInfo, tokens_per_minute) },
  { "requests_per_minute", G_STRUCT_OFFSET (IngotDeploymentInfo, requests_per_minute) },
};

#define STRING_AT(info, i) G_STRUCT_MEMBER (char *, (info), strings[i].offset)
#define NUMBER_AT(info, i) G_STRUCT_MEMBER (gint64, (info), numbers[i].offset)

IngotDeploymentInfo *
ingot_deployment_info_new (void)
{
  IngotDeploymentInfo *self = g_new0 (IngotDeploymentInfo, 1);

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    NUMBER_AT (self, i) = -1;
  return self;
}

IngotDeploymentInfo *
ingot_deployment_info_copy (const IngotDeploymentInfo *self)
{
  IngotDeploymentInfo *copy = g_memdup2 (self, sizeof *self);

  for (gsize i = 0; i < G_N_ELEMENTS (strings); i++)
    STRING_AT (copy, i) = g_strdup (STRING_AT (self, i));
  return copy;
}

void
ingot_deployment_info_free (IngotDeploymentInfo *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (strings); i++)
    g_free (STRING_AT (self, i));
  g_free (self);
}

gboolean
ingot_deployment_info_equal (const IngotDeploymentInfo *self, const IngotDeploymentInfo *other)
{
  if (self == NULL || other == NULL)
    return self == other;
  for (gsize i = 0; i < G_N_ELEMENTS (strings); i++)
    if (g_strcmp0 (STRING_AT (self, i), STRING_AT (other, i)) != 0)
      return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (NUMBER_AT (self, i) != NUMBER_AT (other, i))
      return FALSE;
  return TRUE;
}

gboolean
ingot_deployment_info_is_usable (const IngotDeploymentInfo *self)
{
  if (self->state != NULL && g_ascii_strcasecmp (self->state, "Succeeded") != 0)
    return FALSE;
  return self->sku == NULL || !g_str_has_suffix (self->sku, "Batch");
}

gboolean
ingot_deployment_info_has (const IngotDeploymentInfo *self, const char *name)
{
  g_auto(GStrv) names = NULL;

  if (self->capabilities == NULL)
    return FALSE;
  names = g_strsplit (self->capabilities, ", ", -1);
  return g_strv_contains ((const char *const *) names, name);
}

gboolean
ingot_deployment_info_chats (const IngotDeploymentInfo *self)
{
  g_autofree char *model = self->model != NULL ? g_ascii_strdown (self->model, -1) : NULL;

  if (!ingot_deployment_info_is_usable (self))
    return FALSE;
  if (self->capabilities != NULL)
    return ingot_deployment_info_has (self, "chatCompletion") || ingot_deployment_info_has (self, "chat_completion");
  return model == NULL || strstr (model, "embed") == NULL;
}

/* Written "embeddings" by Azure; the list of names is open, and so is what the one for images is called. */
gboolean
ingot_deployment_info_embeds (const IngotDeploymentInfo *self)
{
  g_autofree char *lower = self->capabilities != NULL ? g_ascii_strdown (self->capabilities, -1) : NULL;

  return lower != NULL && strstr (lower, "embedding") != NULL;
}

char *
ingot_deployment_info_dup_title (const IngotDeploymentInfo *self)
{
  if (self->model == NULL || self->version == NULL)
    return g_strdup (self->model);
  return g_strdup_printf ("%s %s", self->model, self->version);
}

char *
ingot_deployment_info_to_json (const IngotDeploymentInfo *self)
{
  g_autoptr(JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_node_take_object (root, object);
  for (gsize i = 0; i < G_N_ELEMENTS (strings); i++)
    if (STRING_AT (self, i) != NULL)
      json_object_set_string_member (object, strings[i].name, STRING_AT (self, i));
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (NUMBER_AT (self, i) >= 0)
      json_object_set_int_member (object, numbers[i].name, NUMBER_AT (self, i));
  return json_to_string (root, FALSE);
}

IngotDeploymentInfo *
ingot_deployment_info_from_json (const char *json)
{
  g_autoptr(JsonNode) root = json != NULL ? ingot_json_parse (json, strlen (json), NULL) : NULL;
  JsonObject *object = ingot_json_node_object (root);
  IngotDeploymentInfo *self;

  if (object == NULL)
    return NULL;
  self = ingot_deployment_info_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (strings); i++)
    STRING_AT (self, i) = g_strdup (ingot_json_get_string (object, strings[i].name));
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    NUMBER_AT (self, i) = ingot_json_get_int (object, numbers[i].name, -1);
  return self;
}
