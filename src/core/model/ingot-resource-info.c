/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-model"
#include "config.h"

#include <string.h>

#include "base/ingot-json.h"
#include "ingot-resource-info.h"

G_DEFINE_BOXED_TYPE (IngotResourceInfo, ingot_resource_info, ingot_resource_info_copy, ingot_resource_info_free)

/* The names are those of the stored JSON: they never change. */
static const struct
{
  const char *name;
  gsize offset;
} strings[] = {
  { "id", G_STRUCT_OFFSET (IngotResourceInfo, id) },
  { "kind", G_STRUCT_OFFSET (IngotResourceInfo, kind) },
  { "location", G_STRUCT_OFFSET (IngotResourceInfo, location) },
  { "group", G_STRUCT_OFFSET (IngotResourceInfo, group) },
  { "subscription", G_STRUCT_OFFSET (IngotResourceInfo, subscription) },
  { "subscription_name", G_STRUCT_OFFSET (IngotResourceInfo, subscription_name) },
  { "tenant", G_STRUCT_OFFSET (IngotResourceInfo, tenant) },
  { "project", G_STRUCT_OFFSET (IngotResourceInfo, project) },
}, switches[] = {
  { "keys_disabled", G_STRUCT_OFFSET (IngotResourceInfo, keys_disabled) },
  { "is_regional", G_STRUCT_OFFSET (IngotResourceInfo, is_regional) },
};

#define STRING_AT(info, i) G_STRUCT_MEMBER (char *, (info), strings[i].offset)
#define SWITCH_AT(info, i) G_STRUCT_MEMBER (gboolean, (info), switches[i].offset)

IngotResourceInfo *
ingot_resource_info_new (void)
{
  return g_new0 (IngotResourceInfo, 1);
}

IngotResourceInfo *
ingot_resource_info_copy (const IngotResourceInfo *self)
{
  IngotResourceInfo *copy = g_memdup2 (self, sizeof *self);

  for (gsize i = 0; i < G_N_ELEMENTS (strings); i++)
    STRING_AT (copy, i) = g_strdup (STRING_AT (self, i));
  return copy;
}

void
ingot_resource_info_free (IngotResourceInfo *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (strings); i++)
    g_free (STRING_AT (self, i));
  g_free (self);
}

char *
ingot_resource_info_to_json (const IngotResourceInfo *self)
{
  g_autoptr(JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_node_take_object (root, object);
  for (gsize i = 0; i < G_N_ELEMENTS (strings); i++)
    if (STRING_AT (self, i) != NULL)
      json_object_set_string_member (object, strings[i].name, STRING_AT (self, i));
  for (gsize i = 0; i < G_N_ELEMENTS (switches); i++)
    if (SWITCH_AT (self, i))
      json_object_set_boolean_member (object, switches[i].name, TRUE);
  return json_to_string (root, FALSE);
}

IngotResourceInfo *
ingot_resource_info_from_json (const char *json)
{
  g_autoptr(JsonNode) root = json != NULL ? ingot_json_parse (json, strlen (json), NULL) : NULL;
  JsonObject *object = ingot_json_node_object (root);
  IngotResourceInfo *self;

  if (object == NULL)
    return NULL;
  self = ingot_resource_info_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (strings); i++)
    STRING_AT (self, i) = g_strdup (ingot_json_get_string (object, strings[i].name));
  for (gsize i = 0; i < G_N_ELEMENTS (switches); i++)
    SWITCH_AT (self, i) = ingot_json_is_truthy (object, switches[i].name);
  return self;
}
