/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which parameters an error refuses, in every form that is known. */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include <string.h>

#include "base/ingot-json.h"
#include "azure/ingot-refusal.h"
#include "ingot-test.h"

#define UNSUPPORTED(name, rest) \
  "{\"error\":{\"message\":\"Unsupported parameter: '" name "' is not supported with this model." rest "\"," \
  "\"type\":\"invalid_request_error\",\"param\":\"" name "\",\"code\":\"unsupported_parameter\"}}"
#define FORBIDDEN(location) \
  "{\"detail\":[{\"type\":\"extra_forbidden\",\"loc\":[" location "],\"msg\":\"Extra inputs are not permitted\"," \
  "\"input\":true}]}"

static const struct
{
  const char *name;
  const char *body;
  const char *refused; /* with commas; NULL when nothing is learned */
} rows[] = {
  { "unsupported-parameter", UNSUPPORTED ("max_tokens", " Use 'max_completion_tokens' instead."), "max_tokens" },
  { "unsupported-parameter-alone", UNSUPPORTED ("presence_penalty", ""), "presence_penalty" },
  { "code-and-param", "{\"error\":{\"message\":\"No.\",\"param\":\"seed\",\"code\":\"unsupported_parameter\"}}",
    "seed" },
  { "words-only", "{\"error\":{\"message\":\"Unsupported parameter: 'top_p' is not supported with this model.\"}}",
    "top_p" },
  { "unsupported-value", "{\"error\":{\"message\":\"Unsupported value: 'temperature' does not support 0.2 with this "
    "model. Only the default (1) value is supported.\",\"type\":\"invalid_request_error\",\"param\":\"temperature\","
    "\"code\":\"unsupported_value\"}}", "temperature" },
  { "one-word-of-many", "{\"error\":{\"message\":\"Unsupported value: 'reasoning_effort' does not support 'minimal' "
    "with this model. Supported values are: 'low', 'medium', and 'high'.\",\"param\":\"reasoning_effort\","
    "\"code\":\"unsupported_value\"}}", NULL },
  { "unrecognized", "{\"error\":{\"message\":\"Unrecognized request argument supplied: stream_options\"}}",
    "stream_options" },
  { "unrecognized-two", "{\"error\":{\"message\":\"Unrecognized request arguments supplied: reasoning_effort, seed\"}}",
    "reasoning_effort,seed" },
  { "unknown-parameter", "{\"error\":{\"message\":\"Unknown parameter: 'stream_options.include_usage'.\","
    "\"param\":\"stream_options.include_usage\",\"code\":\"unknown_parameter\"}}", "stream_options" },
  { "extra-forbidden", FORBIDDEN ("\"body\",\"max_completion_tokens\""), "max_completion_tokens" },
  { "extra-forbidden-deep", FORBIDDEN ("\"body\",\"stream_options\",\"include_usage\""), "stream_options" },
  { "extra-forbidden-no-body", FORBIDDEN ("\"seed\""), "seed" },
  { "extra-forbidden-message", FORBIDDEN ("\"body\",\"messages\",1,\"assistant\",\"reasoning_content\""), "messages" },
  { "extra-forbidden-two", "{\"detail\":[{\"type\":\"extra_forbidden\",\"loc\":[\"body\",\"seed\"]},"
    "{\"type\":\"extra_forbidden\",\"loc\":[\"body\",\"stop\"]},{\"type\":\"missing\",\"loc\":[\"body\",\"n\"]}]}",
    "seed,stop" },
  { "nested", "{\"error\":{\"code\":\"Invalid input\",\"status\":422,\"message\":\"{\\\"detail\\\":[{\\\"type\\\":"
    "\\\"extra_forbidden\\\",\\\"loc\\\":[\\\"body\\\",\\\"stream_options\\\",\\\"include_usage\\\"]}]}\"}}",
    "stream_options" },
  { "nested-words", "{\"error\":{\"code\":\"Invalid input\",\"message\":\"{\\\"message\\\":"
    "\\\"Unsupported parameter: 'seed'\\\"}\"}}", "seed" },
  { "not-supported", "{\"status\":422,\"code\":\"parameter_not_supported\",\"detail\":{\"loc\":[\"body\","
    "\"frequency_penalty\"],\"input\":1},\"message\":\"One of the parameters contain invalid values.\"}",
    "frequency_penalty" },
  { "extra-parameters", "{\"detail\":\"Extra parameters ['n'] are not allowed when extra-parameters is not set or set to "
    "be 'error'. Set extra-parameters to 'pass-through' to pass to the model.\"}", "n" },
  { "extra-parameters-two", "{\"error\":{\"message\":\"Extra parameters ['n', 'reasoning_effort'] are not allowed\"}}",
    "n,reasoning_effort" },
  { "range", "{\"detail\":[{\"type\":\"less_than_equal\",\"loc\":[\"body\",\"temperature\"],\"msg\":\"Input should "
    "be less than or equal to 1.5\"}]}", NULL },
  { "range-with-code", "{\"status\":422,\"code\":\"parameter_not_supported\",\"detail\":[{\"type\":"
    "\"less_than_equal\",\"loc\":[\"body\",\"temperature\"]}]}", NULL },
  { "too-large", "{\"error\":{\"message\":\"max_tokens is too large: 100000.\",\"param\":\"max_tokens\","
    "\"code\":\"invalid_value\"}}", NULL },
  { "none-named", "{\"error\":{\"message\":\"Unsupported parameter.\",\"code\":\"unsupported_parameter\"}}", NULL },
  { "filtered", "{\"error\":{\"message\":\"filtered\",\"param\":\"prompt\",\"code\":\"content_filter\"}}", NULL },
  { "empty-list", "{\"detail\":\"Extra parameters [] are not allowed\"}", NULL },
  { "odd", "{\"error\":{\"message\":7,\"param\":[],\"code\":{}},\"detail\":[7,null,{\"type\":\"extra_forbidden\","
    "\"loc\":[{},null,7]}]}", NULL },
};

static void
test_row (gconstpointer user_data)
{
  gsize i = GPOINTER_TO_SIZE (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) root = ingot_json_parse (rows[i].body, strlen (rows[i].body), &error);
  g_auto(GStrv) refused = NULL;
  g_autofree char *joined = NULL;

  g_assert_no_error (error);
  refused = ingot_refusal_read (json_node_get_object (root));
  joined = refused != NULL ? g_strjoinv (",", refused) : NULL;
  g_assert_cmpstr (joined, ==, rows[i].refused);
}

/* A server that has read about this: many names, long ones, and messages inside of messages. */
static void
test_hostile (void)
{
  g_autoptr(GString) many = g_string_new ("{\"detail\":\"Extra parameters ['a'");
  g_autoptr(JsonNode) root = NULL;
  g_auto(GStrv) refused = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (many, ", 'x%u'", i);
  g_string_append (many, "]\"}");
  root = ingot_json_parse (many->str, many->len, NULL);
  refused = ingot_refusal_read (json_node_get_object (root));
  g_assert_cmpuint (g_strv_length (refused), ==, 16);
  g_assert_null (ingot_refusal_read (NULL));

  for (guint depth = 1; depth < 12; depth++)
    {
      g_autofree char *text = g_strdup ("{\"message\":\"Unknown parameter: 'seed'\"}");
      g_autoptr(JsonNode) nested = NULL;
      g_auto(GStrv) names = NULL;

      for (guint i = 0; i < depth; i++)
        {
          g_autoptr(JsonNode) string = json_node_init_string (json_node_alloc (), text);
          g_autofree char *quoted = json_to_string (string, FALSE);

          g_free (text);
          text = g_strdup_printf ("{\"message\":%s}", quoted);
        }
      nested = ingot_json_parse (text, strlen (text), NULL);
      names = ingot_refusal_read (json_node_get_object (nested));
      if (depth <= 3)
        g_assert_cmpstr (names[0], ==, "seed");
    }
}

int
main (int argc, char **argv)
{
  ingot_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/refusal/", rows[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_row);
    }
  g_test_add_func ("/refusal/hostile", test_hostile);
  return g_test_run ();
}
