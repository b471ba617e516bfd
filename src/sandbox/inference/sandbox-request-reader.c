/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-inference"
#include "config.h"

#include "sandbox-gate.h"
#include "sandbox-request-reader.h"
#include "server/sandbox-json.h"

JsonNode *
sandbox_reader_get (SandboxReader *reader, const char *name)
{
  JsonNode *node = json_object_get_member (reader->body, name);

  return reader->problem == NULL && node != NULL && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

gboolean
sandbox_json_holds (JsonNode *node, GType type)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

void
sandbox_reader_refuse_kind (SandboxReader *reader, const char *name, const char *expected, JsonNode *got)
{
  reader->problem = sandbox_problem_new_invalid ("invalid_type", name,
                                                 "Invalid type for '%s': expected %s, but got %s instead.",
                                                 name, expected, sandbox_json_kind (got));
}

void
sandbox_reader_refuse_parameter (SandboxReader *reader, const char *name)
{
  if (sandbox_reader_get (reader, name) != NULL)
    reader->problem = sandbox_problem_new_invalid (
      "unsupported_parameter", name, "Unsupported parameter: '%s' is not supported with this model.", name);
}

void
sandbox_reader_refuse_unable (SandboxReader *reader, const char *name)
{
  JsonNode *node = sandbox_reader_get (reader, name);

  if (node != NULL)
    reader->problem = sandbox_gate_new_unsupported (name, node);
}

gboolean
sandbox_reader_read_boolean (SandboxReader *reader, const char *name, gboolean otherwise)
{
  JsonNode *node = sandbox_reader_get (reader, name);

  if (node == NULL)
    return otherwise;
  if (sandbox_json_holds (node, G_TYPE_BOOLEAN))
    return json_node_get_boolean (node);
  sandbox_reader_refuse_kind (reader, name, "a boolean", node);
  return otherwise;
}

gint64
sandbox_reader_read_integer (SandboxReader *reader, const char *name, gint64 minimum, gint64 maximum,
                             gint64 otherwise)
{
  JsonNode *node = sandbox_reader_get (reader, name);
  gint64 value;

  if (node == NULL)
    return otherwise;
  if (!sandbox_json_holds (node, G_TYPE_INT64))
    {
      sandbox_reader_refuse_kind (reader, name, "an integer", node);
      return otherwise;
    }
  value = json_node_get_int (node);
  if (value < minimum)
    reader->problem = sandbox_problem_new_invalid (
      "integer_below_min_value", name,
      "Invalid '%s': integer below minimum value. Expected a value >= %" G_GINT64_FORMAT
      ", but got %" G_GINT64_FORMAT " instead.",
      name, minimum, value);
  else if (value > maximum)
    reader->problem = sandbox_problem_new_invalid (
      "integer_above_max_value", name,
      "Invalid '%s': integer above maximum value. Expected a value <= %" G_GINT64_FORMAT
      ", but got %" G_GINT64_FORMAT " instead.",
      name, maximum, value);
  return value;
}

double
sandbox_reader_read_decimal (SandboxReader *reader, const char *name, double minimum, double maximum,
                             double otherwise)
{
  JsonNode *node = sandbox_reader_get (reader, name);
  double value;

  if (node == NULL)
    return otherwise;
  if (!sandbox_json_holds (node, G_TYPE_INT64) && !sandbox_json_holds (node, G_TYPE_DOUBLE))
    {
      sandbox_reader_refuse_kind (reader, name, "a decimal", node);
      return otherwise;
    }
  value = json_node_get_double (node);
  if (value < minimum)
    reader->problem
      = sandbox_problem_new_invalid ("decimal_below_min_value", name,
                                     "Invalid '%s': decimal below minimum value. Expected a value >= %g, "
                                     "but got %g instead.",
                                     name, minimum, value);
  else if (value > maximum)
    reader->problem
      = sandbox_problem_new_invalid ("decimal_above_max_value", name,
                                     "Invalid '%s': decimal above maximum value. Expected a value <= %g, "
                                     "but got %g instead.",
                                     name, maximum, value);
  return value;
}

const char *
sandbox_reader_read_choice (SandboxReader *reader, const char *name, const char *const *allowed)
{
  JsonNode *node = sandbox_reader_get (reader, name);
  g_autoptr (GString) list = g_string_new (NULL);

  if (node == NULL)
    return NULL;
  if (!sandbox_json_is_string (node))
    {
      sandbox_reader_refuse_kind (reader, name, "a string", node);
      return NULL;
    }
  if (g_strv_contains (allowed, json_node_get_string (node)))
    return json_node_get_string (node);
  for (guint i = 0; allowed[i] != NULL; i++)
    g_string_append_printf (list, "%s'%s'",
                            i == 0                   ? ""
                            : allowed[i + 1] != NULL ? ", "
                                                     : ", and ",
                            allowed[i]);
  reader->problem
    = sandbox_problem_new_invalid ("invalid_value", name, "Invalid value: '%s'. Supported values are: %s.",
                                   json_node_get_string (node), list->str);
  return NULL;
}
