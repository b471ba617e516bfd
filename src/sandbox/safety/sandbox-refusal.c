/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-safety"
#include "config.h"

#include <libsoup/soup.h>

#include "safety/sandbox-refusal.h"
#include "server/sandbox-json.h"

#define CODE "content_filter"

static void
add_reason (JsonBuilder *builder, const SandboxVerdict *verdict)
{
  sandbox_json_begin_object (builder, "innererror");
  sandbox_json_add_string (builder, "code", "ResponsibleAIPolicyViolation");
  sandbox_verdict_add_prompt (verdict, builder, "content_filter_result");
  json_builder_end_object (builder);
}

SandboxProblem *
sandbox_refusal_new (const SandboxVerdict *verdict, const char *product)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *message
    = g_strdup_printf ("The response was filtered due to the prompt triggering %s's content management "
                       "policy. Please modify your prompt and retry. To learn more about our content "
                       "filtering policies please read our documentation: "
                       "https://go.microsoft.com/fwlink/?linkid=2198766",
                       product);

  json_builder_begin_object (builder);
  sandbox_json_begin_object (builder, "error");
  sandbox_json_add_string (builder, "message", message);
  sandbox_json_add_null (builder, "type");
  sandbox_json_add_string (builder, "param", "prompt");
  sandbox_json_add_string (builder, "code", CODE);
  sandbox_json_add_integer (builder, "status", SOUP_STATUS_BAD_REQUEST);
  if (verdict != NULL)
    add_reason (builder, verdict);
  json_builder_end_object (builder);
  return sandbox_problem_new_body (SOUP_STATUS_BAD_REQUEST, CODE, sandbox_json_print (builder));
}

SandboxProblem *
sandbox_refusal_new_unwrapped (void)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  sandbox_json_add_integer (builder, "status", SOUP_STATUS_BAD_REQUEST);
  sandbox_json_add_string (builder, "code", CODE);
  sandbox_json_add_string (builder, "message", "The response was filtered");
  sandbox_json_add_string (builder, "param", "messages");
  sandbox_json_add_null (builder, "type");
  return sandbox_problem_new_body (SOUP_STATUS_BAD_REQUEST, CODE, sandbox_json_print (builder));
}
