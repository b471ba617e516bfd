/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-inference"
#include "config.h"

#include <math.h>
#include <string.h>

#include "sandbox-sample.h"
#include "server/sandbox-json.h"

enum
{
  /* From this depth on everything is as small as the schema allows, and from the other one it is null. */
  SMALL_DEPTH = 5,
  MAX_DEPTH = 40,
  MAX_VALUES = 4000,
  MAX_REFERENCES = 16,
  USUAL_ITEMS = 2,
  MAX_ITEMS = 100,
  MAX_CHARACTERS = 10000,
  /* So many members of an enumeration are looked for in the prompt. */
  MAX_LOOKED_FOR = 64,
  /* What putting schemas together counts, in values, and how long their lists may become. */
  MERGE_COST = 50,
  MAX_MERGED = 64,
};

typedef struct
{
  JsonNode *root;
  const SandboxHints *hints;
  guint variant;
  guint n_values;
  guint n_names; /* that were used */
} Sampler;

static JsonNode *sample (Sampler *self, JsonNode *schema, const char *key, guint depth);

static guint
hash (Sampler *self, const char *key)
{
  return g_str_hash (key) + self->variant * 2654435761u + self->n_values;
}

static JsonNode *
string_node (const char *text)
{
  return json_node_init_string (json_node_alloc (), text);
}

static JsonNode *
null_node (void)
{
  return json_node_init_null (json_node_alloc ());
}

/* Both take what they are given. */
static JsonNode *
object_node (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return node;
}

static JsonNode *
array_node (JsonArray *array)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  json_node_take_array (node, array);
  return node;
}

static double
number_of (JsonObject *schema, const char *name, double otherwise)
{
  JsonNode *node = json_object_get_member (schema, name);
  GType type
    = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  return type == G_TYPE_INT64 || type == G_TYPE_DOUBLE ? json_node_get_double (node) : otherwise;
}

static guint
count_of (JsonObject *schema, const char *name, guint otherwise, guint maximum)
{
  double value = number_of (schema, name, otherwise);

  return value < 0 ? 0 : (guint) MIN (value, maximum);
}

static JsonArray *
array_of (JsonObject *schema, const char *name)
{
  JsonNode *node = json_object_get_member (schema, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static JsonObject *
object_of (JsonObject *schema, const char *name)
{
  JsonNode *node = json_object_get_member (schema, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* What "#/$defs/name" stands for; NULL for an address of another kind. */
static JsonNode *
look_up (Sampler *self, const char *reference)
{
  g_auto (GStrv) steps = NULL;
  JsonNode *node = self->root;

  if (*reference != '#')
    return NULL;
  steps = g_strsplit (reference + 1, "/", -1);
  for (guint i = 0; node != NULL && steps[i] != NULL; i++)
    {
      g_autoptr (GString) step = g_string_new (steps[i]);

      if (i == 0)
        continue;
      g_string_replace (step, "~1", "/", 0);
      g_string_replace (step, "~0", "~", 0);
      node = JSON_NODE_HOLDS_OBJECT (node) ? json_object_get_member (json_node_get_object (node), step->str)
                                           : NULL;
    }
  return node;
}

/* The schema behind references; NULL for one that allows everything or cannot be found. */
static JsonObject *
resolve (Sampler *self, JsonNode *schema)
{
  for (guint i = 0; i < MAX_REFERENCES && schema != NULL && JSON_NODE_HOLDS_OBJECT (schema); i++)
    {
      JsonObject *object = json_node_get_object (schema);
      JsonNode *reference = json_object_get_member (object, "$ref");

      if (!sandbox_json_is_string (reference))
        return object;
      schema = look_up (self, json_node_get_string (reference));
    }
  return NULL;
}

static gboolean
allows_null (Sampler *self, JsonNode *schema)
{
  JsonObject *object = resolve (self, schema);

  return object != NULL
         && g_strcmp0 (json_object_get_string_member_with_default (object, "type", NULL), "null") == 0;
}

/* An alternative that is null only where there is no other one, or to come to an end. */
static JsonNode *
choose (Sampler *self, JsonArray *alternatives, guint depth)
{
  JsonNode *chosen = NULL;

  for (guint i = 0; i < json_array_get_length (alternatives); i++)
    {
      JsonNode *schema = json_array_get_element (alternatives, i);

      if (allows_null (self, schema) == (depth >= SMALL_DEPTH))
        return schema;
      chosen = chosen != NULL ? chosen : schema;
    }
  return chosen;
}

/* One that the prompt names, else any. */
static JsonNode *
pick (Sampler *self, JsonArray *values, const char *key)
{
  guint n_values = json_array_get_length (values);

  for (guint i = 0; i < MIN (n_values, MAX_LOOKED_FOR); i++)
    {
      JsonNode *value = json_array_get_element (values, i);

      if (sandbox_json_is_string (value)
          && sandbox_has_word (self->hints->prompt, json_node_get_string (value)))
        return json_node_copy (value);
    }
  return n_values > 0 ? json_node_copy (json_array_get_element (values, hash (self, key) % n_values))
                      : null_node ();
}

static const char *
type_of (JsonObject *schema, guint depth)
{
  JsonNode *node = json_object_get_member (schema, "type");
  JsonArray *types = array_of (schema, "type");
  const char *found = NULL;

  if (sandbox_json_is_string (node))
    return json_node_get_string (node);
  for (guint i = 0; types != NULL && i < json_array_get_length (types); i++)
    {
      JsonNode *type = json_array_get_element (types, i);
      gboolean is_null = sandbox_json_is_string (type) && g_str_equal (json_node_get_string (type), "null");

      if (sandbox_json_is_string (type) && is_null == (depth >= SMALL_DEPTH))
        return json_node_get_string (type);
      if (sandbox_json_is_string (type))
        found = json_node_get_string (type);
    }
  if (found != NULL)
    return found;
  if (json_object_has_member (schema, "properties"))
    return "object";
  return json_object_has_member (schema, "items") ? "array" : "string";
}

static gboolean
requires (JsonObject *schema, const char *name)
{
  JsonArray *required = array_of (schema, "required");

  for (guint i = 0; required != NULL && i < json_array_get_length (required); i++)
    {
      JsonNode *node = json_array_get_element (required, i);

      if (sandbox_json_is_string (node) && g_str_equal (json_node_get_string (node), name))
        return TRUE;
    }
  return FALSE;
}

static JsonNode *
sample_object (Sampler *self, JsonObject *schema, guint depth)
{
  JsonObject *properties = object_of (schema, "properties");
  JsonArray *required = array_of (schema, "required");
  JsonObject *object = json_object_new ();
  g_autoptr (GList) names = properties != NULL ? json_object_get_members (properties) : NULL;

  for (GList *link = names; link != NULL; link = link->next)
    if (depth < SMALL_DEPTH || requires (schema, link->data))
      json_object_set_member (
        object, link->data,
        sample (self, json_object_get_member (properties, link->data), link->data, depth + 1));
  for (guint i = 0; required != NULL && i < json_array_get_length (required); i++)
    {
      JsonNode *name = json_array_get_element (required, i);

      if (sandbox_json_is_string (name) && !json_object_has_member (object, json_node_get_string (name)))
        json_object_set_member (object, json_node_get_string (name),
                                sample (self, json_object_get_member (schema, "additionalProperties"),
                                        json_node_get_string (name), depth + 1));
    }
  return object_node (object);
}

/* As many as the prompt has names, if it has several. */
static guint
items_of (Sampler *self, JsonObject *schema, guint depth)
{
  guint minimum = count_of (schema, "minItems", 0, MAX_ITEMS);
  guint maximum = count_of (schema, "maxItems", MAX_ITEMS, MAX_ITEMS);
  guint usual = MAX (USUAL_ITEMS, g_strv_length (self->hints->names));

  return depth >= SMALL_DEPTH ? minimum : CLAMP (usual, minimum, MAX (minimum, maximum));
}

static JsonNode *
sample_array (Sampler *self, JsonObject *schema, const char *key, guint depth)
{
  JsonArray *first = array_of (schema, "prefixItems");
  JsonNode *items = json_object_get_member (schema, "items");
  guint n_first = first != NULL ? json_array_get_length (first) : 0;
  guint n_items = first != NULL ? MAX (n_first, count_of (schema, "minItems", 0, MAX_ITEMS))
                                : items_of (self, schema, depth);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < MIN (n_items, MAX_ITEMS); i++)
    json_array_add_element (
      array, sample (self, i < n_first ? json_array_get_element (first, i) : items, key, depth + 1));
  return array_node (array);
}

/* Within the bounds, and a multiple of what it has to be one of. */
static double
bounded (JsonObject *schema, double value, double step)
{
  double low = MAX (number_of (schema, "minimum", -G_MAXDOUBLE),
                    number_of (schema, "exclusiveMinimum", -G_MAXDOUBLE) + step);
  double high = MIN (number_of (schema, "maximum", G_MAXDOUBLE),
                     number_of (schema, "exclusiveMaximum", G_MAXDOUBLE) - step);
  double multiple = number_of (schema, "multipleOf", 0);

  value = MIN (MAX (value, low), high);
  if (multiple > 0 && isfinite (value / multiple))
    {
      value = ceil (value / multiple) * multiple;
      if (value > high && isfinite (high / multiple))
        value = floor (high / multiple) * multiple;
    }
  return value;
}

static JsonNode *
sample_number (Sampler *self, JsonObject *schema, const char *key, gboolean is_integer)
{
  guint open = hash (self, key) % 40 + 1;
  double value = self->hints->has_number ? self->hints->number : open;

  value = is_integer ? bounded (schema, ceil (value), 1) : bounded (schema, value, 0.001);
  if (is_integer && fabs (value) < 1e15)
    return json_node_init_int (json_node_alloc (), (gint64) value);
  return json_node_init_double (json_node_alloc (), value);
}

static const char *
formatted (const char *format)
{
  static const char *const formats[][2] = {
    { "date", "2026-01-31" },
    { "date-time", "2026-01-31T12:30:00Z" },
    { "time", "12:30:00Z" },
    { "duration", "P1D" },
    { "email", "someone@example.org" },
    { "hostname", "example.org" },
    { "ipv4", "192.0.2.1" },
    { "ipv6", "2001:db8::1" },
    { "uri", "https://example.org/" },
    { "uuid", "00000000-0000-4000-8000-000000000000" },
  };

  for (gsize i = 0; format != NULL && i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (format, formats[i][0]))
      return formats[i][1];
  return NULL;
}

static JsonNode *
sample_string (Sampler *self, JsonObject *schema, const char *key)
{
  const char *format
    = schema != NULL ? formatted (json_object_get_string_member_with_default (schema, "format", NULL)) : NULL;
  guint n_names = g_strv_length (self->hints->names);
  g_autoptr (GString) text = g_string_new (NULL);
  guint shortest = schema != NULL ? count_of (schema, "minLength", 0, MAX_CHARACTERS) : 0;
  guint longest
    = schema != NULL ? count_of (schema, "maxLength", MAX_CHARACTERS, MAX_CHARACTERS) : MAX_CHARACTERS;

  if (format != NULL)
    return string_node (format);
  if (self->n_names < n_names)
    g_string_assign (text, self->hints->names[self->n_names++]);
  else
    g_string_printf (text, "simulated %s %u", *key != '\0' ? key : "text", self->n_values);
  while (g_utf8_strlen (text->str, -1) < (glong) shortest)
    g_string_append_c (text, '.');
  if (g_utf8_strlen (text->str, -1) > (glong) longest)
    g_string_truncate (text, (gsize) (g_utf8_offset_to_pointer (text->str, longest) - text->str));
  return string_node (text->str);
}

static JsonArray *
joined (JsonArray *one, JsonArray *other)
{
  JsonArray *all = json_array_new ();

  for (guint i = 0; i < json_array_get_length (one) && json_array_get_length (all) < MAX_MERGED; i++)
    json_array_add_element (all, json_node_copy (json_array_get_element (one, i)));
  for (guint i = 0; i < json_array_get_length (other) && json_array_get_length (all) < MAX_MERGED; i++)
    json_array_add_element (all, json_node_copy (json_array_get_element (other, i)));
  return all;
}

/* Puts @part into @all, which nobody else may know: what lies below belongs to the schema, and where the two
 * meet a new object takes its place. */
static void
merge_into (JsonObject *all, JsonObject *part)
{
  g_autoptr (GList) names = json_object_get_members (part);

  for (GList *link = names; link != NULL; link = link->next)
    {
      JsonObject *theirs = object_of (part, link->data), *ours = object_of (all, link->data);
      JsonArray *more = array_of (part, link->data), *some = array_of (all, link->data);

      if (theirs != NULL && ours != NULL)
        {
          JsonObject *both = json_object_new ();

          merge_into (both, ours);
          merge_into (both, theirs);
          json_object_set_object_member (all, link->data, both);
        }
      else if (more != NULL && some != NULL)
        json_object_set_array_member (all, link->data, joined (some, more));
      else if (!json_object_has_member (all, link->data))
        json_object_set_member (all, link->data, json_node_copy (json_object_get_member (part, link->data)));
    }
}

static JsonNode *
sample_all_of (Sampler *self, JsonArray *parts, const char *key, guint depth)
{
  g_autoptr (JsonNode) merged = object_node (json_object_new ());

  for (guint i = 0; i < json_array_get_length (parts); i++)
    {
      JsonObject *part = resolve (self, json_array_get_element (parts, i));

      if (part != NULL)
        merge_into (json_node_get_object (merged), part);
    }
  self->n_values += MERGE_COST;
  return sample (self, merged, key, depth + 1);
}

static JsonNode *
sample_type (Sampler *self, JsonObject *schema, const char *key, guint depth)
{
  const char *type = type_of (schema, depth);

  if (g_str_equal (type, "object"))
    return sample_object (self, schema, depth);
  if (g_str_equal (type, "array"))
    return sample_array (self, schema, key, depth);
  if (g_str_equal (type, "integer") || g_str_equal (type, "number"))
    return sample_number (self, schema, key, g_str_equal (type, "integer"));
  if (g_str_equal (type, "boolean"))
    return json_node_init_boolean (json_node_alloc (), hash (self, key) % 2 == 0);
  return g_str_equal (type, "null") ? null_node () : sample_string (self, schema, key);
}

static JsonNode *
sample (Sampler *self, JsonNode *schema, const char *key, guint depth)
{
  JsonObject *object = resolve (self, schema);
  JsonArray *alternatives = NULL;

  if (++self->n_values > MAX_VALUES || depth > MAX_DEPTH)
    return null_node ();
  if (object == NULL)
    return sample_string (self, NULL, key);
  if (json_object_has_member (object, "const"))
    return json_node_copy (json_object_get_member (object, "const"));
  if (array_of (object, "enum") != NULL)
    return pick (self, array_of (object, "enum"), key);
  alternatives = array_of (object, "anyOf") != NULL ? array_of (object, "anyOf") : array_of (object, "oneOf");
  if (alternatives != NULL && json_array_get_length (alternatives) > 0)
    return sample (self, choose (self, alternatives, depth), key, depth + 1);
  if (array_of (object, "allOf") != NULL)
    return sample_all_of (self, array_of (object, "allOf"), key, depth);
  return sample_type (self, object, key, depth);
}

JsonNode *
sandbox_sample_new (JsonNode *schema, const SandboxHints *hints, guint variant)
{
  Sampler sampler = { .root = schema, .hints = hints, .variant = variant };

  return sample (&sampler, schema, "", 0);
}
