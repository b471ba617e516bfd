/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-inference"
#include "config.h"

#include <string.h>

#include "sandbox-format.h"
#include "sandbox-sample.h"
#include "sandbox-schema.h"
#include "server/sandbox-json.h"

enum
{
  MAX_NAME = 64,
  MAX_SCHEMA_BYTES = 256 * 1024,
};

#define PARAM "response_format"

static void
refuse_missing (SandboxReader *reader, const char *param)
{
  reader->problem = sandbox_problem_new_invalid ("missing_required_parameter", param,
                                                 "Missing required parameter: '%s'.", param);
}

static void
check_name (SandboxReader *reader, const char *name)
{
  static const char param[] = PARAM ".json_schema.name";

  if (strlen (name) > MAX_NAME)
    reader->problem = sandbox_problem_new_invalid (
      "string_above_max_length", param,
      "Invalid '%s': string too long. Expected a string with maximum length %d, "
      "but got a string with length %zu instead.",
      param, MAX_NAME, strlen (name));
  else if (*name == '\0'
           || name[strspn (name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")] != '\0')
    reader->problem
      = sandbox_problem_new_invalid ("invalid_value", param,
                                     "Invalid '%s': string does not match pattern. Expected a string that "
                                     "matches the pattern '^[a-zA-Z0-9_-]+$'.",
                                     param);
}

static void
check_schema (SandboxReader *reader, JsonNode *schema, const char *name, gboolean is_strict)
{
  g_autofree char *text = json_to_string (schema, FALSE);
  g_autofree char *problem = NULL;

  if (strlen (text) > MAX_SCHEMA_BYTES)
    problem = g_strdup ("the schema is too large.");
  else if (is_strict)
    problem = sandbox_schema_check_strict (schema);
  if (problem != NULL)
    reader->problem = sandbox_problem_new_invalid (NULL, PARAM, "Invalid schema for response_format '%s': %s",
                                                   name, problem);
}

static void
read_schema (SandboxReader *reader, JsonObject *described, SandboxFormat *format)
{
  JsonNode *name = json_object_get_member (described, "name");
  JsonNode *schema = json_object_get_member (described, "schema");
  JsonNode *strict = json_object_get_member (described, "strict");
  gboolean is_strict
    = strict != NULL && sandbox_json_holds (strict, G_TYPE_BOOLEAN) && json_node_get_boolean (strict);

  if (!sandbox_json_is_string (name))
    {
      refuse_missing (reader, PARAM ".json_schema.name");
      return;
    }
  check_name (reader, json_node_get_string (name));
  if (reader->problem == NULL && schema != NULL && !JSON_NODE_HOLDS_OBJECT (schema))
    sandbox_reader_refuse_kind (reader, PARAM ".json_schema.schema", "an object", schema);
  if (reader->problem == NULL && schema != NULL)
    check_schema (reader, schema, json_node_get_string (name), is_strict);
  if (reader->problem != NULL)
    return;
  format->kind = schema != NULL ? SANDBOX_FORMAT_SCHEMA : SANDBOX_FORMAT_OBJECT;
  format->schema = schema != NULL ? json_node_copy (schema) : NULL;
}

static void
read_described (SandboxReader *reader, JsonObject *object, SandboxFormat *format)
{
  JsonNode *described = json_object_get_member (object, "json_schema");

  if (reader->address->style == SANDBOX_STYLE_DEPLOYMENT
      && sandbox_address_is_until (reader->address, "2024-07-01-preview"))
    reader->problem = sandbox_problem_new (
      SOUP_STATUS_BAD_REQUEST, "BadRequest",
      "response_format value as json_schema is enabled only for api versions 2024-08-01-preview and later");
  else if (described == NULL || !JSON_NODE_HOLDS_OBJECT (described))
    refuse_missing (reader, PARAM ".json_schema");
  else
    read_schema (reader, json_node_get_object (described), format);
}

void
sandbox_format_read (SandboxReader *reader, SandboxFormat *format, gboolean mentions_json)
{
  JsonNode *node = sandbox_reader_get (reader, PARAM);
  const char *type;

  if (node == NULL)
    return;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      sandbox_reader_refuse_kind (reader, PARAM, "an object", node);
      return;
    }
  if (!sandbox_json_is_string (json_object_get_member (json_node_get_object (node), "type")))
    {
      refuse_missing (reader, PARAM ".type");
      return;
    }
  type = json_object_get_string_member (json_node_get_object (node), "type");
  if (g_str_equal (type, "json_schema"))
    read_described (reader, json_node_get_object (node), format);
  else if (g_str_equal (type, "json_object") && !mentions_json)
    reader->problem = sandbox_problem_new_invalid (NULL, "messages",
                                                   "'messages' must contain the word 'json' in some form, to "
                                                   "use 'response_format' of type 'json_object'.");
  else if (g_str_equal (type, "json_object"))
    format->kind = SANDBOX_FORMAT_OBJECT;
  else if (!g_str_equal (type, "text"))
    reader->problem = sandbox_problem_new_invalid (
      "invalid_value", PARAM ".type",
      "Invalid value: '%s'. Supported values are: 'json_object', 'json_schema', and 'text'.", type);
}

void
sandbox_format_clear (SandboxFormat *format)
{
  g_clear_pointer (&format->schema, json_node_unref);
}

static char *
write_object (const SandboxHints *hints, const char *deployment, guint variant)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  sandbox_json_add_boolean (builder, "simulated", TRUE);
  sandbox_json_add_string (builder, "deployment", deployment);
  sandbox_json_add_string (builder, "prompt", hints->prompt);
  sandbox_json_begin_array (builder, "names");
  for (guint i = 0; hints->names[i] != NULL; i++)
    json_builder_add_string_value (builder, hints->names[i]);
  json_builder_end_array (builder);
  sandbox_json_add_integer (builder, "variant", variant % 100);
  return sandbox_json_print (builder);
}

char *
sandbox_format_write (const SandboxFormat *format, const SandboxHints *hints, const char *deployment,
                      guint variant)
{
  g_autoptr (JsonNode) value = NULL;

  if (format->kind == SANDBOX_FORMAT_OBJECT)
    return write_object (hints, deployment, variant);
  value = sandbox_sample_new (format->schema, hints, variant);
  return json_to_string (value, FALSE);
}
