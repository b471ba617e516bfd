/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-formats"
#include "config.h"

#include <json-glib/json-glib.h>

#include "ingot-sample.h"

/* The body that a sample sends, on one line. */
static char *
dup_body (const IngotSample *sample)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(JsonNode) root = NULL;

  json_builder_begin_object (builder);
  if (sample->model != NULL)
    {
      json_builder_set_member_name (builder, "model");
      json_builder_add_string_value (builder, sample->model);
    }
  if (sample->operation == INGOT_OPERATION_CHAT)
    {
      json_builder_set_member_name (builder, "messages");
      json_builder_begin_array (builder);
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "role");
      json_builder_add_string_value (builder, "user");
      json_builder_set_member_name (builder, "content");
      json_builder_add_string_value (builder, "Hello");
      json_builder_end_object (builder);
      json_builder_end_array (builder);
    }
  else
    {
      json_builder_set_member_name (builder, "input");
      json_builder_begin_array (builder);
      json_builder_add_string_value (builder, "Hello");
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

char *
ingot_sample_write (const IngotSample *sample, IngotSampleLanguage language)
{
  g_autofree char *body = dup_body (sample);
  g_autofree char *quoted_url = g_shell_quote (sample->url);
  g_autofree char *quoted_body = g_shell_quote (body);

  return g_strdup_printf ("curl %s \\\n  -H \"api-key: $AZURE_OPENAI_API_KEY\" \\\n"
                          "  -H 'Content-Type: application/json' \\\n  -d %s\n", quoted_url, quoted_body);
}
