/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-server"
#include "config.h"

#include <libsoup/soup.h>

#include "sandbox-json.h"
#include "sandbox-problem.h"

SandboxProblem *
sandbox_problem_new (guint status, const char *code, const char *message)
{
  SandboxProblem *problem = g_new0 (SandboxProblem, 1);

  problem->status = status;
  problem->code = g_strdup (code);
  problem->message = g_strdup (message);
  return problem;
}

SandboxProblem *
sandbox_problem_new_invalid (const char *code, const char *param, const char *format, ...)
{
  SandboxProblem *problem = sandbox_problem_new (SOUP_STATUS_BAD_REQUEST, code, NULL);
  va_list arguments;

  va_start (arguments, format);
  problem->message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  problem->type = g_strdup ("invalid_request_error");
  problem->param = g_strdup (param);
  return problem;
}

void
sandbox_problem_free (SandboxProblem *problem)
{
  g_free (problem->code);
  g_free (problem->message);
  g_free (problem->type);
  g_free (problem->param);
  g_free (problem->body);
  g_free (problem);
}

char *
sandbox_problem_print (const SandboxProblem *problem)
{
  g_autoptr(JsonBuilder) builder = NULL;

  if (problem->body != NULL)
    return g_strdup (problem->body);
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  sandbox_json_begin_object (builder, "error");
  if (problem->type == NULL)
    sandbox_json_add_string (builder, "code", problem->code);
  sandbox_json_add_string (builder, "message", problem->message);
  if (problem->has_details)
    sandbox_json_add_string (builder, "details", problem->message);
  if (problem->type != NULL)
    {
      sandbox_json_add_string (builder, "type", problem->type);
      sandbox_json_add_string (builder, "param", problem->param);
      sandbox_json_add_string (builder, "code", problem->code);
    }
  json_builder_end_object (builder);
  return sandbox_json_print (builder);
}

SandboxProblem *
sandbox_problem_new_body (guint status, const char *code, char *body)
{
  SandboxProblem *problem = sandbox_problem_new (status, code, NULL);

  problem->body = body;
  return problem;
}

static void
add_location (JsonBuilder *builder, const char *path)
{
  g_auto(GStrv) steps = g_strsplit (path, ".", -1);

  sandbox_json_begin_array (builder, "loc");
  json_builder_add_string_value (builder, "body");
  for (guint i = 0; steps[i] != NULL; i++)
    if (g_ascii_isdigit (*steps[i]))
      json_builder_add_int_value (builder, g_ascii_strtoll (steps[i], NULL, 10));
    else
      json_builder_add_string_value (builder, steps[i]);
  json_builder_end_array (builder);
}

SandboxProblem *
sandbox_problem_new_forbidden (const char *path, JsonNode *input)
{
  g_autoptr(JsonBuilder) inner = json_builder_new ();
  g_autoptr(JsonBuilder) outer = json_builder_new ();
  g_autofree char *message = NULL;

  json_builder_begin_object (inner);
  sandbox_json_begin_array (inner, "detail");
  json_builder_begin_object (inner);
  sandbox_json_add_string (inner, "type", "extra_forbidden");
  add_location (inner, path);
  sandbox_json_add_string (inner, "msg", "Extra inputs are not permitted");
  json_builder_set_member_name (inner, "input");
  json_builder_add_value (inner, json_node_copy (input));
  json_builder_end_object (inner);
  json_builder_end_array (inner);
  message = sandbox_json_print (inner);

  json_builder_begin_object (outer);
  sandbox_json_begin_object (outer, "error");
  sandbox_json_add_string (outer, "code", "Invalid input");
  sandbox_json_add_integer (outer, "status", SOUP_STATUS_UNPROCESSABLE_ENTITY);
  sandbox_json_add_string (outer, "message", message);
  json_builder_end_object (outer);
  return sandbox_problem_new_body (SOUP_STATUS_UNPROCESSABLE_ENTITY, "Invalid input",
                                   sandbox_json_print (outer));
}

SandboxProblem *
sandbox_problem_new_no_resource (void)
{
  return sandbox_problem_new (SOUP_STATUS_NOT_FOUND, "404", "Resource not found");
}

SandboxProblem *
sandbox_problem_new_no_access (void)
{
  return sandbox_problem_new (
    SOUP_STATUS_UNAUTHORIZED, "401",
    "Access denied due to invalid subscription key or wrong API endpoint. Make sure to "
    "provide a valid key for an active subscription and use a correct regional API "
    "endpoint for your resource.");
}
