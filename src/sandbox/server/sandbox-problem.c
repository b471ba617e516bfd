/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-server"
#include "config.h"

#include <libsoup/soup.h>

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
  g_free (problem);
}

static void
add_string (JsonObject *object, const char *name, const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
  else
    json_object_set_null_member (object, name);
}

JsonNode *
sandbox_problem_to_json (const SandboxProblem *problem)
{
  JsonObject *error = json_object_new ();
  JsonObject *root = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  if (problem->type == NULL)
    add_string (error, "code", problem->code);
  add_string (error, "message", problem->message);
  if (problem->type != NULL)
    {
      add_string (error, "type", problem->type);
      add_string (error, "param", problem->param);
      add_string (error, "code", problem->code);
    }
  json_object_set_object_member (root, "error", error);
  json_node_take_object (node, root);
  return node;
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
