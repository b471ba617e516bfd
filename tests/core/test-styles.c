/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "azure/ingot-endpoint-style.h"
#include "ingot-chat-fixture.h"
#include "ingot-test.h"

#define INFERENCE INGOT_ENDPOINT_STYLE_INFERENCE
#define DEPLOYMENT INGOT_ENDPOINT_STYLE_DEPLOYMENT
#define V1 INGOT_ENDPOINT_STYLE_V1
#define AZURE "/openai/v1"

#define STREAM \
  "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1785300200,\"model\":\"m\",\"choices\":[" \
  "{\"index\":0,\"delta\":{\"content\":\"Hello\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"
#define MESSAGES "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"stream\":true"
#define USAGE ",\"stream_options\":{\"include_usage\":true}"
#define NO_PATH "{\"error\":{\"code\":\"404\",\"message\":\"Resource not found\"}}"
#define BAD_VERSION "{\"error\":{\"code\":\"BadRequest\",\"message\":\"API version not supported\"}}"

static const struct
{
  const char *test;
  IngotEndpointStyle style;
  const char *name;
  const char *version;
  const char *effort; /* a parameter that is not in the schema of /models */
  const char *target;
  const char *body;
} requests[] = {
  { "inference", INFERENCE, "mistral-large", NULL, NULL, "/models/chat/completions?api-version=2024-05-01-preview",
    "{\"model\":\"mistral-large\"," MESSAGES "}" },
  { "inference-pinned", INFERENCE, "a b/c", "2025-05-15-preview", NULL,
    "/models/chat/completions?api-version=2025-05-15-preview", "{\"model\":\"a b/c\"," MESSAGES "}" },
  { "inference-extra", INFERENCE, "m", NULL, "low", "/models/chat/completions?api-version=2024-05-01-preview",
    "{\"model\":\"m\",\"reasoning_effort\":\"low\"," MESSAGES "}" },
  { "deployment", DEPLOYMENT, "mistral-large", NULL, NULL,
    "/openai/deployments/mistral-large/chat/completions?api-version=2024-10-21", "{" MESSAGES USAGE "}" },
  { "deployment-pinned", DEPLOYMENT, "gpt-4o", "2025-04-01-preview", "low",
    "/openai/deployments/gpt-4o/chat/completions?api-version=2025-04-01-preview",
    "{\"reasoning_effort\":\"low\"," MESSAGES USAGE "}" },
  { "deployment-before-usage", DEPLOYMENT, "gpt-4o", "2024-05-01-preview", NULL,
    "/openai/deployments/gpt-4o/chat/completions?api-version=2024-05-01-preview", "{" MESSAGES "}" },
  { "deployment-one-segment", DEPLOYMENT, "../a b/c?d#e%f한", "2024-10-21&x=y", NULL,
    "/openai/deployments/..%2Fa%20b%2Fc%3Fd%23e%25f%ED%95%9C/chat/completions?api-version=2024-10-21%26x%3Dy",
    "{" MESSAGES USAGE "}" },
  { "v1", V1, "mistral-large", NULL, NULL, AZURE "/chat/completions", "{\"model\":\"mistral-large\"," MESSAGES USAGE "}" },
  { "v1-without-version", V1, "m", "2024-10-21", "low", AZURE "/chat/completions",
    "{\"model\":\"m\",\"reasoning_effort\":\"low\"," MESSAGES USAGE "}" },
};

static void
use_deployment (IngotChatFixture *fixture, const char *name, IngotEndpointStyle style, const char *version)
{
  g_autoptr(IngotDeployment) deployment = ingot_deployment_new (name, style);

  /* For people only: no request is ever routed by it. */
  ingot_deployment_set_model (deployment, "gpt-5-2025-08-07");
  ingot_deployment_set_api_version (deployment, version);
  g_set_object (&fixture->deployment, ingot_resource_add_deployment (fixture->resource, deployment));
}

static void
ask (IngotChatFixture *fixture, const char *effort, GError **error)
{
  g_autoptr(IngotTurn) question = ingot_turn_new_user ("Hi");
  g_autoptr(IngotConversation) conversation = ingot_conversation_new ();
  g_autoptr(IngotTurn) reply = ingot_turn_new_reply ("m", "Contoso");
  g_autoptr(IngotChat) chat = NULL;

  if (effort != NULL)
    ingot_parameters_set_text (ingot_conversation_get_parameters (conversation), INGOT_PARAMETER_REASONING_EFFORT,
                               effort);
  ingot_conversation_append (conversation, question);
  ingot_conversation_append (conversation, reply);
  chat = ingot_chat_new (fixture->session, fixture->deployment, fixture->credential, conversation, reply);
  ingot_test_await (ingot_chat_run (chat, fixture->cancellable), error);
}

/* The value of the header in the head of @request, or NULL. */
static char *
dup_header (const char *request, const char *name)
{
  const char *end = strstr (request, "\r\n\r\n");
  g_autofree char *head = g_strndup (request, (gsize) (end - request));
  g_auto(GStrv) lines = g_strsplit (head, "\r\n", -1);
  gsize length = strlen (name);

  for (gsize i = 1; lines[i] != NULL; i++)
    if (g_ascii_strncasecmp (lines[i], name, length) == 0 && lines[i][length] == ':')
      return g_strdup (lines[i] + length + 2);
  return NULL;
}

static void
assert_header (const char *request, const char *name, const char *value)
{
  g_autofree char *sent = dup_header (request, name);

  g_assert_cmpstr (sent, ==, value);
}

/* For the comparison with the official descriptions: one line of JSON a request. */
static void
record (gsize i, JsonNode *body)
{
  static const char *const names[] = { "", "inference", "deployment", "v1" };
  const char *path = g_getenv ("INGOT_REQUESTS");
  g_autofree char *text = json_to_string (body, FALSE);
  FILE *file = path != NULL ? fopen (path, "a") : NULL;

  if (file == NULL)
    return;
  fprintf (file, "{\"test\":\"%s\",\"style\":\"%s\",\"version\":\"%s\",\"extra\":%s,\"body\":%s}\n", requests[i].test,
           names[requests[i].style], requests[i].version != NULL ? requests[i].version : "",
           requests[i].effort != NULL ? "true" : "false", text);
  fclose (file);
}

static void
test_request (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr(IngotChatFixture) fixture = ingot_chat_fixture_new (AZURE);
  g_autofree char *first = g_strdup_printf ("POST %s HTTP/1.1\r\n", requests[i].target);
  g_autoptr(JsonNode) expected = json_from_string (requests[i].body, NULL);
  g_autoptr(JsonNode) body = NULL;
  g_autoptr(GError) error = NULL;
  const char *request;

  ingot_wire_server_answer_text (fixture->server, 200, "Content-Type: text/event-stream\r\n", STREAM);
  use_deployment (fixture, requests[i].name, requests[i].style, requests[i].version);
  ask (fixture, requests[i].effort, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->server->requests->len, ==, 1);
  request = g_ptr_array_index (fixture->server->requests, 0);
  g_assert_true (g_str_has_prefix (request, first));
  assert_header (request, "api-key", INGOT_CHAT_FIXTURE_KEY);
  assert_header (request, "Authorization", NULL);
  assert_header (request, "Content-Type", "application/json");
  assert_header (request, "Accept", "text/event-stream");
  assert_header (request, "extra-parameters",
                 requests[i].style == INFERENCE && requests[i].effort != NULL ? "pass-through" : NULL);
  body = ingot_chat_fixture_dup_body (fixture, 0);
  if (!json_node_equal (body, expected))
    g_error ("It is %s", request);
  record (i, body);
}

/* A resource may be told to drop what the schema of /models does not have; nothing is said where all of it is known. */
static void
test_drops_extras (void)
{
  static const struct { IngotEndpointStyle style; const char *effort, *expected; } cases[] = {
    { INFERENCE, "low", "drop" }, { INFERENCE, NULL, NULL }, { DEPLOYMENT, "low", NULL }, { V1, "low", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(IngotChatFixture) fixture = ingot_chat_fixture_new (AZURE);
      g_autoptr(GError) error = NULL;

      ingot_wire_server_answer_text (fixture->server, 200, "Content-Type: text/event-stream\r\n", STREAM);
      ingot_resource_set_drops_extras (fixture->resource, TRUE);
      use_deployment (fixture, "m", cases[i].style, NULL);
      ask (fixture, cases[i].effort, &error);
      g_assert_no_error (error);
      assert_header (g_ptr_array_index (fixture->server->requests, 0), "extra-parameters", cases[i].expected);
    }
}

/* Items 3 and 7: whatever the host, the same routes, and a version where there has to be one. */
static void
test_every_host (void)
{
  static const struct
  {
    const char *url;
    IngotEndpointStyle style;
    const char *expected;
  } urls[] = {
    { "https://c.openai.azure.com", V1, "https://c.openai.azure.com/openai/v1/chat/completions" },
    { "https://c.services.ai.azure.com", V1, "https://c.services.ai.azure.com/openai/v1/chat/completions" },
    { "https://c.cognitiveservices.azure.com", V1, "https://c.cognitiveservices.azure.com/openai/v1/chat/completions" },
    { "https://c.openai.azure.com", DEPLOYMENT,
      "https://c.openai.azure.com/openai/deployments/m/chat/completions?api-version=2024-10-21" },
    { "https://c.services.ai.azure.com", DEPLOYMENT,
      "https://c.services.ai.azure.com/openai/deployments/m/chat/completions?api-version=2024-10-21" },
    { "https://c.cognitiveservices.azure.com", DEPLOYMENT,
      "https://c.cognitiveservices.azure.com/openai/deployments/m/chat/completions?api-version=2024-10-21" },
    { "https://c.services.ai.azure.com", INFERENCE,
      "https://c.services.ai.azure.com/models/chat/completions?api-version=2024-05-01-preview" },
    { "https://gateway.example/ai", INFERENCE,
      "https://gateway.example/ai/models/chat/completions?api-version=2024-05-01-preview" },
    { "https://m.eastus2.models.ai.azure.com", INFERENCE,
      "https://m.eastus2.models.ai.azure.com/chat/completions?api-version=2024-05-01-preview" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_autoptr(IngotResource) resource = ingot_resource_new (INGOT_RESOURCE_REMOTE, "C", INGOT_SIGN_IN_KEY);
      g_autoptr(IngotDeployment) deployment = ingot_deployment_new ("m", urls[i].style);
      g_autofree char *url = NULL;

      ingot_resource_set_address (resource, urls[i].url, AZURE);
      ingot_resource_add_deployment (resource, deployment);
      url = ingot_endpoint_style_find (urls[i].style)->dup_url (deployment, INGOT_OPERATION_CHAT);
      g_assert_cmpstr (url, ==, urls[i].expected);
    }
}

static IngotFailure *
fail (IngotChatFixture *fixture, IngotError code)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (ingot_chat_fixture_run (fixture, &error));
  g_assert_error (error, INGOT_ERROR, (int) code);
  return ingot_chat_dup_failure (fixture->chat, error);
}

static void
assert_target (IngotChatFixture *fixture, guint request, const char *target)
{
  g_assert_true (g_str_has_prefix (g_ptr_array_index (fixture->server->requests, request), target));
}

static void
count_cb (guint *count)
{
  (*count)++;
}

/* Whoever waits for the reply is told of it, and that it is over. */
static void
test_probing (void)
{
  g_autoptr(IngotChatFixture) fixture = ingot_chat_fixture_new (AZURE);
  g_autoptr(GError) error = NULL;
  guint count = 0;

  ingot_wire_server_answer_text (fixture->server, 404, "", NO_PATH);
  ingot_wire_server_answer_text (fixture->server, 200, "", STREAM);
  use_deployment (fixture, "m", INFERENCE, NULL);
  ingot_chat_fixture_begin (fixture);
  g_signal_connect_swapped (fixture->chat, "notify::probing", G_CALLBACK (count_cb), &count);
  g_assert_false (ingot_test_await (ingot_chat_run (fixture->chat, fixture->cancellable), &error));
  g_assert_error (error, INGOT_ERROR, INGOT_ERROR_NOT_FOUND);
  g_assert_cmpuint (count, ==, 2);
  g_assert_false (ingot_chat_get_probing (fixture->chat));
}

/* A path that the host does not have: the style that answers is found and named. */
static void
test_path_found_out (void)
{
  g_autoptr(IngotChatFixture) fixture = ingot_chat_fixture_new (AZURE);
  g_autoptr(IngotFailure) failure = NULL;
  g_autoptr(IngotFailure) stored = NULL;
  g_autoptr(JsonNode) body = NULL;
  g_autofree char *json = NULL;
  g_autofree char *advice = NULL;

  ingot_wire_server_answer_text (fixture->server, 404, "", NO_PATH);
  ingot_wire_server_answer_text (fixture->server, 404, "", NO_PATH);
  ingot_wire_server_answer_text (fixture->server, 200, "", STREAM);
  use_deployment (fixture, "m", INFERENCE, NULL);
  failure = fail (fixture, INGOT_ERROR_NOT_FOUND);
  g_assert_cmpint (failure->suggested_style, ==, DEPLOYMENT);
  g_assert_cmpuint (fixture->server->requests->len, ==, 3);
  assert_target (fixture, 0, "POST /models/");
  assert_target (fixture, 1, "POST /openai/v1/");
  assert_target (fixture, 2, "POST /openai/deployments/m/");
  body = ingot_chat_fixture_dup_body (fixture, 2);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (body), "max_tokens"), ==, 1);
  json = ingot_failure_to_json (failure);
  stored = ingot_failure_from_json (json);
  advice = ingot_failure_dup_advice (stored);
  g_assert_nonnull (strstr (advice, "deployment style"));
}

/* Item 4. A deployment that argues about the body is there all the same. */
static void
test_version_found_out (void)
{
  g_autoptr(IngotChatFixture) fixture = ingot_chat_fixture_new (AZURE);
  g_autoptr(IngotFailure) failure = NULL;
  g_autofree char *advice = NULL;

  ingot_wire_server_answer_text (fixture->server, 400, "", BAD_VERSION);
  ingot_wire_server_answer_text (fixture->server, 400, "",
                                 "{\"error\":{\"code\":\"unsupported_parameter\",\"param\":\"max_tokens\",\"message\":\"No\"}}");
  use_deployment (fixture, "m", DEPLOYMENT, "2019-01-01");
  failure = fail (fixture, INGOT_ERROR_API_VERSION);
  g_assert_cmpint (failure->suggested_style, ==, V1);
  g_assert_cmpuint (fixture->server->requests->len, ==, 2);
  advice = ingot_failure_dup_advice (failure);
  g_assert_nonnull (strstr (advice, "API version"));
  g_assert_nonnull (strstr (advice, "v1 style"));
}

/* Nothing is tried where the name or the key is what is wrong, nor at a server that has one style. */
static void
test_nothing_to_find_out (void)
{
  static const struct
  {
    const char *v1_path;
    int status;
    const char *body;
    IngotError code;
  } cases[] = {
    { AZURE, 404, "{\"error\":{\"code\":\"DeploymentNotFound\",\"message\":\"No\"}}", INGOT_ERROR_NO_DEPLOYMENT },
    { AZURE, 401, "{\"error\":{\"code\":\"401\",\"message\":\"No\"}}", INGOT_ERROR_SIGN_IN },
    { AZURE, 404, "{\"error\":{\"code\":\"404\",\"message\":\"Subdomain does not map to a resource.\"}}",
      INGOT_ERROR_NO_RESOURCE },
    { "/v1", 404, NO_PATH, INGOT_ERROR_NOT_FOUND },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(IngotChatFixture) fixture = ingot_chat_fixture_new (cases[i].v1_path);
      g_autoptr(IngotFailure) failure = NULL;

      ingot_wire_server_answer_text (fixture->server, cases[i].status, "", cases[i].body);
      failure = fail (fixture, cases[i].code);
      g_assert_cmpint (failure->suggested_style, ==, 0);
      g_assert_cmpuint (fixture->server->requests->len, ==, 1);
    }
}

int
main (int argc, char **argv)
{
  ingot_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_autofree char *path = g_strdup_printf ("/styles/request/%s", requests[i].test);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_request);
    }
  g_test_add_func ("/styles/drops-extras", test_drops_extras);
  g_test_add_func ("/styles/every-host", test_every_host);
  g_test_add_func ("/styles/probing", test_probing);
  g_test_add_func ("/styles/path-found-out", test_path_found_out);
  g_test_add_func ("/styles/version-found-out", test_version_found_out);
  g_test_add_func ("/styles/nothing-to-find-out", test_nothing_to_find_out);
  return g_test_run ();
}
