/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-inference"
#include "config.h"

#include "sandbox-logprobs.h"
#include "server/sandbox-json.h"

/* What could have stood there instead. */
static const char *const others[]
  = { " the", " a",  " of",   " and", " to", " in", " is", " that", " it", " for",
      " on",  " as", " with", " was", " be", " by", " or", " an",   " at", "." };

static double
probability_of (const char *token)
{
  return -(double) (g_str_hash (token) % 700) / 1000;
}

static void
add_bytes (JsonBuilder *builder, const char *token)
{
  sandbox_json_begin_array (builder, "bytes");
  for (const char *at = token; *at != '\0'; at++)
    json_builder_add_int_value (builder, (guchar) *at);
  json_builder_end_array (builder);
}

static void
add_one (JsonBuilder *builder, const char *token, double probability)
{
  sandbox_json_add_string (builder, "token", token);
  json_builder_set_member_name (builder, "logprob");
  json_builder_add_double_value (builder, probability);
  add_bytes (builder, token);
}

static void
add_top (JsonBuilder *builder, const char *token, guint n_top)
{
  sandbox_json_begin_array (builder, "top_logprobs");
  for (guint i = 0; i < n_top; i++)
    {
      json_builder_begin_object (builder);
      if (i == 0)
        add_one (builder, token, probability_of (token));
      else
        add_one (builder, others[(g_str_hash (token) + i) % G_N_ELEMENTS (others)],
                 probability_of (token) - 1.5 * i);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_token (JsonBuilder *builder, const char *token, guint n_top)
{
  json_builder_begin_object (builder);
  add_one (builder, token, probability_of (token));
  add_top (builder, token, n_top);
  json_builder_end_object (builder);
}

JsonNode *
sandbox_logprobs_to_json (GPtrArray *tokens, guint n_top)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  sandbox_json_begin_array (builder, "content");
  for (guint i = 0; i < tokens->len; i++)
    add_token (builder, g_ptr_array_index (tokens, i), n_top);
  json_builder_end_array (builder);
  sandbox_json_add_null (builder, "refusal");
  return sandbox_json_end (builder);
}

char *
sandbox_logprobs_print (const char *token, guint n_top)
{
  g_autoptr (GPtrArray) tokens = g_ptr_array_new ();
  g_autoptr (JsonNode) node = NULL;

  g_ptr_array_add (tokens, (gpointer) token);
  node = sandbox_logprobs_to_json (tokens, n_top);
  return json_to_string (node, FALSE);
}
