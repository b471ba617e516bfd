/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-sandbox-request"
#include "config.h"

#include <string.h>

#include "faults/sandbox-faults.h"
#include "inference/sandbox-quota.h"
#include "inference/sandbox-reply.h"
#include "inference/sandbox-script.h"

#define HELLO "\"messages\":[{\"role\":\"user\",\"content\":\"Tell me more\"}]"
#define SECOND G_USEC_PER_SEC

static const SandboxAddress v1 = { .style = SANDBOX_STYLE_V1, .version = (char *) "v1" };

static const SandboxDeployment *
find (const char *name)
{
  gsize n_deployments;
  const SandboxDeployment *deployments = sandbox_deployments_default (&n_deployments);

  for (gsize i = 0; i < n_deployments; i++)
    if (g_str_equal (deployments[i].name, name))
      return &deployments[i];
  g_assert_not_reached ();
}

static SandboxChatRequest *
read_request (const char *deployment, const char *json, SandboxProblem **problem)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (json, strlen (json));
  g_autoptr (JsonObject) body = sandbox_request_body_parse (bytes, problem);

  g_assert_nonnull (body);
  return sandbox_chat_request_new (body, find (deployment), &v1, problem);
}

static SandboxReply *
answer (const char *deployment, const char *json)
{
  g_autoptr (SandboxProblem) problem = NULL;
  g_autoptr (SandboxChatRequest) request = read_request (deployment, json, &problem);

  g_assert_nonnull (request);
  return sandbox_reply_new (find (deployment), request, 1);
}

static void
test_bad_json (void)
{
  static const char *const bodies[]
    = { "", "{", "[]", "null", "\"x\"", "{\"a\":1,}", "{'a':1}", "{} x", "{\"a\":\"\xff\"}" };

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (bodies[i], strlen (bodies[i]));
      g_autoptr (SandboxProblem) problem = NULL;

      g_assert_null (sandbox_request_body_parse (bytes, &problem));
      g_assert_cmpuint (problem->status, ==, 400);
      g_assert_cmpstr (problem->type, ==, "invalid_request_error");
    }
}

static void
test_refused (void)
{
  static const struct
  {
    const char *deployment;
    const char *body;
    const char *code;
    const char *param;
  } cases[] = {
    { "gpt-4o", "{}", "missing_required_parameter", "messages" },
    { "gpt-4o", "{\"messages\":\"x\"}", "invalid_type", "messages" },
    { "gpt-4o", "{\"messages\":[]}", "empty_array", "messages" },
    { "gpt-4o", "{\"messages\":[1]}", "invalid_type", "messages[0]" },
    { "gpt-4o", "{\"messages\":[{\"content\":\"x\"}]}", "missing_required_parameter", "messages[0].role" },
    { "gpt-4o", "{\"messages\":[{\"role\":\"boss\",\"content\":\"x\"}]}", "invalid_value",
      "messages[0].role" },
    { "gpt-4o", "{\"messages\":[{\"role\":\"user\"}]}", "missing_required_parameter", "messages[0].content" },
    { "gpt-4o", "{\"messages\":[{\"role\":\"user\",\"content\":7}]}", "invalid_type", "messages[0].content" },
    { "gpt-4o", "{" HELLO ",\"temperature\":3}", "decimal_above_max_value", "temperature" },
    { "gpt-4o", "{" HELLO ",\"temperature\":\"1\"}", "invalid_type", "temperature" },
    { "gpt-4o", "{" HELLO ",\"top_p\":-0.5}", "decimal_below_min_value", "top_p" },
    { "gpt-4o", "{" HELLO ",\"max_tokens\":0}", "integer_below_min_value", "max_tokens" },
    { "gpt-4o", "{" HELLO ",\"max_tokens\":1.5}", "invalid_type", "max_tokens" },
    { "gpt-4o", "{" HELLO ",\"max_tokens\":1,\"max_completion_tokens\":1}", "invalid_parameter_combination",
      "max_tokens" },
    { "gpt-4o", "{" HELLO ",\"n\":129}", "integer_above_max_value", "n" },
    { "gpt-4o", "{" HELLO ",\"unknown\":{}}", "unknown_parameter", "unknown" },
    { "gpt-4o", "{" HELLO ",\"stop\":[\"1\",\"2\",\"3\",\"4\",\"5\"]}", "array_above_max_length", "stop" },
    { "gpt-4o", "{" HELLO ",\"stop\":7}", "invalid_type", "stop" },
    { "gpt-4o", "{" HELLO ",\"stream\":1}", "invalid_type", "stream" },
    { "gpt-4o", "{" HELLO ",\"stream_options\":{\"include_usage\":true}}", NULL, "stream_options" },
    { "gpt-5-mini", "{" HELLO ",\"max_tokens\":10}", "unsupported_parameter", "max_tokens" },
    { "gpt-5-mini", "{" HELLO ",\"temperature\":0.2}", "unsupported_value", "temperature" },
    { "gpt-5-mini", "{" HELLO ",\"logprobs\":true}", "unsupported_parameter", "logprobs" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SandboxProblem) problem = NULL;

      g_test_message ("%s", cases[i].body);
      g_assert_null (read_request (cases[i].deployment, cases[i].body, &problem));
      g_assert_cmpuint (problem->status, ==, 400);
      g_assert_cmpstr (problem->code, ==, cases[i].code);
      g_assert_cmpstr (problem->param, ==, cases[i].param);
    }
}

static void
test_context_length (void)
{
  g_autoptr (GString) body = g_string_new ("{\"messages\":[{\"role\":\"user\",\"content\":\"");
  g_autoptr (SandboxProblem) problem = NULL;

  for (guint i = 0; i < 130000; i++)
    g_string_append (body, "a ");
  g_string_append (body, "\"}]}");
  g_assert_null (read_request ("gpt-4o", body->str, &problem));
  g_assert_cmpstr (problem->code, ==, "context_length_exceeded");
}

static void
test_accepted (void)
{
  g_autoptr (SandboxProblem) problem = NULL;
  g_autoptr (SandboxChatRequest) request = read_request (
    "gpt-4o",
    "{\"messages\":[{\"role\":\"system\",\"content\":\"Be kind.\"},{\"role\":\"user\",\"content\":\"One\"},"
    "{\"role\":\"assistant\",\"content\":null},{\"role\":\"user\",\"content\":[{\"type\":\"text\","
    "\"text\":\"Two\"},{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://a.example/\"}}]}],"
    "\"max_tokens\":7,\"seed\":9,\"stop\":\"x\",\"temperature\":null,\"stream\":true,"
    "\"stream_options\":{\"include_usage\":true},\"verbosity\":\"low\"}",
    &problem);

  g_assert_nonnull (request);
  g_assert_cmpstr (request->prompt, ==, "Two");
  g_assert_cmpuint (request->turns, ==, 2);
  g_assert_cmpuint (request->prompt_tokens, ==, 3 + 4 * 3 + 3 + 1 + 1 + 85);
  g_assert_cmpuint (request->max_tokens, ==, 7);
  g_assert_cmpint (request->seed, ==, 9);
  g_assert_true (request->is_repeatable);
  g_assert_cmpstr (request->stop[0], ==, "x");
  g_assert_true (request->stream);
  g_assert_true (request->include_usage);
}

static void
test_reply (void)
{
  g_autoptr (SandboxReply) whole = answer ("mistral-large", "{" HELLO "}");
  g_autoptr (SandboxReply) cut = answer ("mistral-large", "{" HELLO ",\"max_tokens\":10}");
  g_autoptr (SandboxReply) stopped = answer ("mistral-large", "{" HELLO ",\"stop\":[\"\\n\"]}");

  g_assert_cmpstr (whole->finish_reason, ==, "stop");
  g_assert_cmpuint (whole->reasoning->len, ==, 0);
  g_assert_cmpuint (sandbox_reply_get_completion_tokens (whole), ==, whole->content->len);
  g_assert_cmpstr (cut->finish_reason, ==, "length");
  g_assert_cmpuint (cut->content->len, ==, 10);
  g_assert_cmpstr (g_ptr_array_index (cut->content, 9), ==, g_ptr_array_index (whole->content, 9));
  g_assert_cmpstr (stopped->finish_reason, ==, "stop");
  g_assert_cmpuint (stopped->content->len, <, 20);
}

static void
test_reasoning (void)
{
  g_autoptr (SandboxReply) shown = answer ("deepseek-r1", "{" HELLO "}");
  g_autoptr (SandboxReply) hidden = answer ("gpt-5-mini", "{" HELLO "}");
  g_autoptr (SandboxReply) starved = answer ("gpt-5-mini", "{" HELLO ",\"max_completion_tokens\":16}");

  g_assert_cmpuint (shown->reasoning->len, >, 20);
  g_assert_cmpuint (sandbox_reply_get_completion_tokens (shown), ==,
                    shown->reasoning->len + shown->content->len);
  g_assert_cmpuint (hidden->reasoning->len, ==, 0);
  g_assert_cmpuint (hidden->hidden_tokens % 64, ==, 0);
  g_assert_cmpuint (sandbox_reply_get_reasoning_tokens (hidden), >, 0);
  g_assert_cmpuint (starved->content->len, ==, 0);
  g_assert_cmpuint (sandbox_reply_get_completion_tokens (starved), ==, 16);
  g_assert_cmpstr (starved->finish_reason, ==, "length");
}

static void
test_bursts (void)
{
  gsize n_deployments;
  const SandboxDeployment *faults = sandbox_faults_deployments (&n_deployments);
  guint found = 0;

  for (gsize i = 0; i < n_deployments; i++)
    {
      g_autoptr (SandboxProblem) problem = NULL;
      g_autoptr (SandboxChatRequest) request = read_request ("gpt-4o", "{" HELLO "}", &problem);
      GPtrArray *replies = g_ptr_array_new_with_free_func ((GDestroyNotify) sandbox_reply_free);
      g_autoptr (SandboxScript) script = NULL;

      g_ptr_array_add (replies, sandbox_reply_new (&faults[i], request, 1));
      script = sandbox_script_new (&faults[i], request, replies, &v1);
      g_assert_cmpuint (script->burst, ==, g_str_equal (faults[i].name, "fault-bursts") ? 40 : 0);
      found += script->burst > 0;
    }
  g_assert_cmpuint (found, ==, 1);
}

static void
assert_refused (SandboxProblem *refusal, guint retry_after_s)
{
  g_autoptr (SandboxProblem) problem = refusal;

  g_assert_nonnull (problem);
  g_assert_cmpuint (problem->status, ==, 429);
  g_assert_cmpstr (problem->code, ==, "429");
  g_assert_cmpuint (problem->retry_after_ms, ==, retry_after_s * 1000);
}

static void
test_quota (void)
{
  const SandboxDeployment deployment
    = { .name = "small", .capacity = 1 }; /* 6 requests, 1000 tokens a minute */
  SandboxQuota quota = { 0 };
  gint64 now = 5 * SECOND;

  g_assert_null (sandbox_quota_take (&quota, &deployment, &v1, 600, now));
  assert_refused (sandbox_quota_take (&quota, &deployment, &v1, 600, now + 15 * SECOND), 45);
  g_assert_null (sandbox_quota_take (&quota, &deployment, &v1, 400, now + 15 * SECOND));
  assert_refused (sandbox_quota_take (&quota, &deployment, &v1, 1001, now), 86400);
  g_assert_null (sandbox_quota_take (&quota, &deployment, &v1, 0, now));
  g_assert_null (sandbox_quota_take (&quota, &deployment, &v1, 0, now));
  assert_refused (sandbox_quota_take (&quota, &deployment, &v1, 0, now + 59 * SECOND), 1);
  g_assert_null (sandbox_quota_take (&quota, &deployment, &v1, 1000, now + 60 * SECOND));
}

static void
test_fault_429 (void)
{
  gsize n_deployments;
  const SandboxDeployment *fault = sandbox_faults_deployments (&n_deployments);
  SandboxQuota quota = { 0 };

  g_assert_cmpstr (fault->name, ==, "fault-429");
  assert_refused (sandbox_quota_take (&quota, fault, &v1, 1, SECOND), 2);
  assert_refused (sandbox_quota_take (&quota, fault, &v1, 1, SECOND), 2);
  g_assert_null (sandbox_quota_take (&quota, fault, &v1, 1, SECOND));
}

static void
assert_json (SandboxProblem *problem, const char *expected)
{
  g_autofree char *json = sandbox_problem_print (problem);

  g_assert_cmpstr (json, ==, expected);
  sandbox_problem_free (problem);
}

static void
test_problem (void)
{
  assert_json (sandbox_problem_new (404, "404", "Resource not found"),
               "{\"error\":{\"code\":\"404\",\"message\":\"Resource not found\"}}");
  assert_json (
    sandbox_problem_new_invalid ("c", NULL, "No %s.", "way"),
    "{\"error\":{\"message\":\"No way.\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":\"c\"}}");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sandbox/request/bad-json", test_bad_json);
  g_test_add_func ("/sandbox/request/refused", test_refused);
  g_test_add_func ("/sandbox/request/context-length", test_context_length);
  g_test_add_func ("/sandbox/request/accepted", test_accepted);
  g_test_add_func ("/sandbox/reply", test_reply);
  g_test_add_func ("/sandbox/reply/reasoning", test_reasoning);
  g_test_add_func ("/sandbox/script/bursts", test_bursts);
  g_test_add_func ("/sandbox/quota", test_quota);
  g_test_add_func ("/sandbox/quota/fault", test_fault_429);
  g_test_add_func ("/sandbox/problem", test_problem);
  return g_test_run ();
}
