/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-inference"
#include "config.h"

#include "sandbox-schema.h"
#include "server/sandbox-json.h"

enum
{
  MAX_DEPTH = 100,
};

/* What the documentation of structured outputs lists as not supported. */
static const char *const refused[] = {
  "allOf",
  "oneOf",
  "not",
  "if",
  "then",
  "else",
  "dependentRequired",
  "dependentSchemas",
  "minLength",
  "maxLength",
  "pattern",
  "format",
  "minimum",
  "maximum",
  "multipleOf",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "patternProperties",
  "unevaluatedProperties",
  "propertyNames",
  "minProperties",
  "maxProperties",
  "unevaluatedItems",
  "contains",
  "minContains",
  "maxContains",
  "minItems",
  "maxItems",
  "uniqueItems",
  "default",
};

/* The way to the schema that is looked at: char *, as Python shows a tuple. */
typedef struct
{
  GPtrArray *context;
} Checker;

static char *check (Checker *self, JsonNode *node);

static char *say (Checker *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

static char *
say (Checker *self, const char *format, ...)
{
  g_autoptr (GString) text = g_string_new ("In context=(");
  va_list arguments;

  for (guint i = 0; i < self->context->len; i++)
    g_string_append_printf (text, "%s'%s'", i > 0 ? ", " : "", (char *) g_ptr_array_index (self->context, i));
  g_string_append (text, self->context->len == 1 ? ",), " : "), ");
  va_start (arguments, format);
  g_string_append_vprintf (text, format, arguments);
  va_end (arguments);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static char *
check_below (Checker *self, JsonNode *node, const char *step, const char *name)
{
  guint length = self->context->len;
  char *problem;

  g_ptr_array_add (self->context, g_strdup (step));
  if (name != NULL)
    g_ptr_array_add (self->context, g_strdup (name));
  problem = check (self, node);
  g_ptr_array_set_size (self->context, (gint) length);
  return problem;
}

static char *
check_members (Checker *self, JsonObject *schema, const char *keyword)
{
  JsonNode *node = json_object_get_member (schema, keyword);
  g_autoptr (GList) names = NULL;
  char *problem = NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  names = json_object_get_members (json_node_get_object (node));
  for (GList *link = names; link != NULL && problem == NULL; link = link->next)
    problem = check_below (self, json_object_get_member (json_node_get_object (node), link->data), keyword,
                           link->data);
  return problem;
}

static gboolean
has_type (JsonObject *schema, const char *type)
{
  JsonNode *node = json_object_get_member (schema, "type");

  if (sandbox_json_is_string (node))
    return g_str_equal (json_node_get_string (node), type);
  for (guint i = 0;
       node != NULL && JSON_NODE_HOLDS_ARRAY (node) && i < json_array_get_length (json_node_get_array (node));
       i++)
    {
      JsonNode *element = json_array_get_element (json_node_get_array (node), i);

      if (sandbox_json_is_string (element) && g_str_equal (json_node_get_string (element), type))
        return TRUE;
    }
  return FALSE;
}

static char *
check_required (Checker *self, JsonObject *schema)
{
  static const char start[]
    = "'required' is required to be supplied and to be an array including every key in properties.";
  JsonNode *properties = json_object_get_member (schema, "properties");
  JsonNode *required = json_object_get_member (schema, "required");
  g_autoptr (GHashTable) left = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GList) names = NULL;

  for (guint i = 0; required != NULL && JSON_NODE_HOLDS_ARRAY (required)
                    && i < json_array_get_length (json_node_get_array (required));
       i++)
    if (sandbox_json_is_string (json_array_get_element (json_node_get_array (required), i)))
      g_hash_table_add (left, (gpointer) json_array_get_string_element (json_node_get_array (required), i));
  if (properties != NULL && JSON_NODE_HOLDS_OBJECT (properties))
    names = json_object_get_members (json_node_get_object (properties));
  for (GList *link = names; link != NULL; link = link->next)
    if (!g_hash_table_remove (left, link->data))
      return say (self, "%s Missing '%s'.", start, (char *) link->data);
  if (g_hash_table_size (left) > 0)
    {
      g_autofree const char **extra = (const char **) g_hash_table_get_keys_as_array (left, NULL);

      return say (self, "%s Extra required key '%s' supplied.", start, extra[0]);
    }
  return NULL;
}

static char *
check_object (Checker *self, JsonObject *schema)
{
  JsonNode *others = json_object_get_member (schema, "additionalProperties");
  gboolean is_closed = others != NULL && JSON_NODE_HOLDS_VALUE (others)
                       && json_node_get_value_type (others) == G_TYPE_BOOLEAN
                       && !json_node_get_boolean (others);
  char *problem;

  if (!is_closed)
    return say (self, "'additionalProperties' is required to be supplied and to be false.");
  problem = check_required (self, schema);
  return problem != NULL ? problem : check_members (self, schema, "properties");
}

static char *
check_alternatives (Checker *self, JsonArray *alternatives)
{
  char *problem = NULL;

  for (guint i = 0; i < json_array_get_length (alternatives) && problem == NULL; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i);

      problem = check_below (self, json_array_get_element (alternatives, i), "anyOf", number);
    }
  return problem;
}

static char *
check_keywords (Checker *self, JsonObject *schema)
{
  JsonNode *alternatives = json_object_get_member (schema, "anyOf");

  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    if (json_object_has_member (schema, refused[i]))
      return say (self, "'%s' is not permitted.", refused[i]);
  if (alternatives != NULL && JSON_NODE_HOLDS_ARRAY (alternatives))
    return check_alternatives (self, json_node_get_array (alternatives));
  if (!json_object_has_member (schema, "type") && !json_object_has_member (schema, "enum")
      && !json_object_has_member (schema, "const"))
    return say (self, "schema must have a 'type' key.");
  return NULL;
}

static char *
check (Checker *self, JsonNode *node)
{
  JsonObject *schema;
  char *problem;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return say (self, "a schema must be an object, but it is %s.", sandbox_json_kind (node));
  if (self->context->len > MAX_DEPTH)
    return say (self, "the schema is nested too deeply.");
  schema = json_node_get_object (node);
  if (json_object_has_member (schema, "$ref"))
    return NULL;
  problem = check_keywords (self, schema);
  if (problem == NULL && has_type (schema, "object"))
    problem = check_object (self, schema);
  if (problem == NULL && has_type (schema, "array"))
    problem = json_object_has_member (schema, "items")
                ? check_below (self, json_object_get_member (schema, "items"), "items", NULL)
                : say (self, "array schema missing items.");
  if (problem == NULL)
    problem = check_members (self, schema, "$defs");
  return problem;
}

char *
sandbox_schema_check_strict (JsonNode *schema)
{
  g_autoptr (GPtrArray) context = g_ptr_array_new_with_free_func (g_free);
  Checker checker = { context };
  JsonNode *type
    = JSON_NODE_HOLDS_OBJECT (schema) ? json_object_get_member (json_node_get_object (schema), "type") : NULL;

  if (!sandbox_json_is_string (type) || !g_str_equal (json_node_get_string (type), "object"))
    return g_strdup_printf ("schema must be a JSON Schema of 'type: \"object\"', got 'type: \"%s\"'.",
                            sandbox_json_is_string (type) ? json_node_get_string (type) : "None");
  return check (&checker, schema);
}
