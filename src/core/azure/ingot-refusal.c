/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-azure"
#include "config.h"

#include <string.h>

#include "base/ingot-json.h"
#include "ingot-refusal.h"

#define MAX_NAMES 16
#define MAX_NAME 64

/* JSON inside of a message, inside of a message: deeper it has not been seen. */
#define MAX_DEPTH 3

static const char *const codes[] = { "unsupported_parameter", "unsupported_value", "unknown_parameter",
                                     "parameter_not_supported", "extra_forbidden", NULL };

/* What stands before the names. */
static const char *const phrases[] = {
  "Unsupported parameter: ",
  "Unsupported parameter(s): ",
  "Unsupported value: ",
  "Unknown parameter: ",
  "Unrecognized request argument supplied: ",
  "Unrecognized request arguments supplied: ",
  "Extra parameters [",
};

static void
add_name (GPtrArray *names, const char *name, gsize length)
{
  g_autofree char *copy = g_strndup (name, length);

  if (length == 0 || length > MAX_NAME || names->len >= MAX_NAMES
      || g_ptr_array_find_with_equal_func (names, copy, g_str_equal, NULL))
    return;
  g_ptr_array_add (names, g_steal_pointer (&copy));
}

/* "'n', 'user'] are not allowed": names in quotes or without, up to the first word that is none. */
static void
add_listed (GPtrArray *names, const char *text)
{
  for (;;)
    {
      gsize quoted = *text == '\'' || *text == '"' || *text == '`' ? 1 : 0;
      gsize length = strspn (text + quoted, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "_");

      add_name (names, text + quoted, length);
      text += quoted + length;
      /* 'stream_options.include_usage' is about stream_options. */
      if (length > 0 && *text == '.' && quoted > 0)
        text += strcspn (text, "'\"`");
      if (quoted > 0 && *text != '\0')
        text++;
      if (length == 0 || !g_str_has_prefix (text, ", "))
        return;
      text += 2;
    }
}

/* Where some values of a parameter are taken, the parameter is; the service's words tell which. */
static gboolean
takes_others (const char *text)
{
  return text != NULL && strstr (text, "Supported values") != NULL;
}

static void
read_text (GPtrArray *names, const char *text)
{
  if (text == NULL || takes_others (text))
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (phrases); i++)
    {
      const char *at = strstr (text, phrases[i]);

      if (at != NULL)
        add_listed (names, at + strlen (phrases[i]));
    }
}

/* The first step that is no "body": ["body", "stream_options", "include_usage"]. */
static void
read_location (GPtrArray *names, JsonObject *detail)
{
  JsonArray *location = ingot_json_get_array (detail, "loc");

  for (guint i = 0; location != NULL && i < json_array_get_length (location); i++)
    {
      JsonNode *step = json_array_get_element (location, i);
      const char *name = JSON_NODE_HOLDS_VALUE (step) && json_node_get_value_type (step) == G_TYPE_STRING
                           ? json_node_get_string (step) : NULL;

      if (name == NULL || g_str_equal (name, "body"))
        continue;
      /* What is wrong with a message is no matter of parameters. */
      add_name (names, name, strlen (name));
      return;
    }
}

static gboolean
is_refusing (const char *code)
{
  return code != NULL && g_strv_contains (codes, code);
}

/* A detail that says of which type it is is believed before the code of the whole. */
static void
read_detail (GPtrArray *names, JsonObject *detail, const char *code)
{
  const char *type = ingot_json_get_string (detail, "type");

  if (is_refusing (type != NULL ? type : code))
    read_location (names, detail);
}

static void
read_details (GPtrArray *names, JsonObject *error, const char *code)
{
  JsonArray *list = ingot_json_get_array (error, "detail");

  read_detail (names, ingot_json_get_object (error, "detail"), code);
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    read_detail (names, ingot_json_array_object (list, i), code);
}

static void read_object (GPtrArray *names, JsonObject *body, guint depth);

static void
read_message (GPtrArray *names, const char *message, guint depth)
{
  g_autoptr(JsonNode) nested = NULL;

  if (message != NULL && *message == '{' && depth < MAX_DEPTH)
    nested = ingot_json_parse (message, strlen (message), NULL);
  if (nested != NULL && JSON_NODE_HOLDS_OBJECT (nested))
    read_object (names, json_node_get_object (nested), depth + 1);
  else
    read_text (names, message);
}

static void
read_object (GPtrArray *names, JsonObject *body, guint depth)
{
  JsonObject *wrapped = ingot_json_get_object (body, "error");
  JsonObject *error = wrapped != NULL ? wrapped : body;
  const char *code = ingot_json_get_string (error, "code");
  const char *message = ingot_json_get_string (error, "message");
  const char *param = ingot_json_get_string (error, "param");

  if (param != NULL && is_refusing (code) && !takes_others (message))
    add_name (names, param, strcspn (param, ".["));
  read_details (names, error, code);
  read_message (names, message, depth);
  read_message (names, ingot_json_get_string (error, "detail"), depth);
  read_message (names, ingot_json_get_string (body, "error"), depth);
}

char **
ingot_refusal_read (JsonObject *body)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_null_terminated (0, g_free, TRUE);

  if (body != NULL)
    read_object (names, body, 0);
  return names->len > 0 ? (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE) : NULL;
}
