/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include <string.h>

#include "azure/ingot-service-error.h"
#include "ingot-test.h"

#define FILTERED_PROMPT \
  "{\"error\": {\"message\": \"The response was filtered due to the prompt triggering Azure OpenAI's content " \
  "management policy.\", \"type\": null, \"param\": \"prompt\", \"code\": \"content_filter\", \"status\": 400, " \
  "\"innererror\": {\"code\": \"ResponsibleAIPolicyViolation\", \"content_filter_result\": {\"hate\": " \
  "{\"filtered\": false, \"severity\": \"safe\"}, \"jailbreak\": {\"filtered\": false, \"detected\": false}}}}}"

typedef struct
{
  const char *name;
  int status;
  const char *body;
  IngotError code;
  const char *service_code;
  const char *text; /* what the service's words must contain; NULL when there must be none */
} Row;

/* The forms of bodies that the inference gateway, Azure OpenAI, llama-server and gateways in front of them send. */
static const Row rows[] = {
  { "no_model_name", 400, "{\"error\": {\"code\": \"no_model_name\", \"message\": \"No model specified in request.\", "
    "\"details\": \"No model specified in request.\"}}", INGOT_ERROR_BAD_REQUEST, "no_model_name", "No model specified" },
  { "unknown_model", 404, "{\"error\": {\"code\": \"unknown_model\", \"message\": \"Unknown model: mistral-larg\", "
    "\"details\": \"Unknown model: mistral-larg\"}}", INGOT_ERROR_NO_DEPLOYMENT, "unknown_model", "mistral-larg" },
  { "unknown_model-400", 400, "{\"error\": {\"code\": \"unknown_model\", \"message\": \"Unknown model\"}}",
    INGOT_ERROR_NO_DEPLOYMENT, "unknown_model", "Unknown model" },
  { "model_not_found", 400, "{\"error\": {\"code\": \"model_not_found\", \"message\": \"The provided model deployment x "
    "does not exist\"}}", INGOT_ERROR_NO_DEPLOYMENT, "model_not_found", "does not exist" },
  { "ModelNotFound", 404, "{\"error\": {\"code\": \"ModelNotFound\", \"message\": \"No\"}}",
    INGOT_ERROR_NO_DEPLOYMENT, "ModelNotFound", "No" },
  { "unwrapped-422", 422, "{\"status\": 422, \"code\": \"parameter_not_supported\", \"detail\": {\"loc\": [\"body\", "
    "\"response_format\"], \"input\": \"json_object\"}, \"message\": \"One of the parameters contain invalid values.\"}",
    INGOT_ERROR_BAD_REQUEST, "parameter_not_supported",
    "One of the parameters contain invalid values. (body.response_format)" },
  { "detail-list", 422, "{\"detail\":[{\"type\":\"extra_forbidden\",\"loc\":[\"body\",\"messages\",0,\"n\"],\"msg\":"
    "\"Extra inputs are not permitted\",\"input\":true},{\"msg\":\"and more\"}]}", INGOT_ERROR_BAD_REQUEST, NULL,
    "Extra inputs are not permitted: body.messages.0.n; and more" },
  { "detail-text", 400, "{\"detail\":\"Extra parameters ['n'] are not allowed\"}", INGOT_ERROR_BAD_REQUEST, NULL,
    "Extra parameters ['n']" },
  { "nested-422", 400, "{\"error\": {\"code\": \"Invalid input\", \"status\": 422, \"message\": \"{\\\"detail\\\":"
    "[{\\\"type\\\":\\\"extra_forbidden\\\",\\\"loc\\\":[\\\"body\\\",\\\"stream_options\\\",\\\"include_usage\\\"],"
    "\\\"msg\\\":\\\"Extra inputs are not permitted\\\",\\\"input\\\":true}]}\"}}", INGOT_ERROR_BAD_REQUEST,
    "Invalid input", "Extra inputs are not permitted: body.stream_options.include_usage" },
  { "filtered", 400, FILTERED_PROMPT, INGOT_ERROR_FILTERED, "content_filter", "filtered due to the prompt" },
  { "filtered-without-innererror", 400, "{\"error\": {\"message\": \"filtered\", \"code\": \"content_filter\"}}",
    INGOT_ERROR_FILTERED, "content_filter", "filtered" },
  { "filtered-unwrapped", 400, "{\"status\":400,\"code\":\"content_filter\",\"message\":\"The response was filtered\","
    "\"param\":\"messages\",\"type\":null}", INGOT_ERROR_FILTERED, "content_filter", "was filtered" },
  { "version", 400, "{\"error\":{\"code\":\"BadRequest\",\"message\":\"API version not supported\"}}",
    INGOT_ERROR_API_VERSION, "BadRequest", "API version" },
  { "version-too-old", 400, "{\"error\":{\"code\":\"BadRequest\",\"message\":\"Model o1 is enabled only for api "
    "versions 2024-12-01-preview and later\"}}", INGOT_ERROR_API_VERSION, "BadRequest", "2024-12-01-preview" },
  { "operation", 400, "{\"error\":{\"code\":\"OperationNotSupported\",\"message\":\"The chatCompletion operation does "
    "not work with the specified model, x.\"}}", INGOT_ERROR_NO_CHAT, "OperationNotSupported", "chatCompletion" },
  { "responses-only", 404, "{\"error\":{\"message\":\"This is not a chat model and thus not supported in the "
    "v1/chat/completions endpoint.\",\"code\":null}}", INGOT_ERROR_NO_CHAT, NULL, "not a chat model" },
  { "unsupported_parameter", 400, "{\"error\":{\"message\":\"Unsupported.\",\"type\":\"invalid_request_error\","
    "\"param\":\"max_tokens\",\"code\":\"unsupported_parameter\"}}", INGOT_ERROR_BAD_REQUEST, "unsupported_parameter",
    "Unsupported. (max_tokens)" },
  { "context", 400, "{\"error\":{\"code\":\"context_length_exceeded\",\"message\":\"This model's maximum context length "
    "is 8192 tokens.\"}}", INGOT_ERROR_TOO_LONG, "context_length_exceeded", "8192" },
  { "context-in-words", 400, "{\"object\":\"error\",\"message\":\"This model's maximum context length is 8192 tokens.\","
    "\"code\":400}", INGOT_ERROR_TOO_LONG, "400", "8192" },
  { "key", 401, "{\"error\":{\"code\":\"401\",\"message\":\"Access denied due to invalid subscription key or wrong API "
    "endpoint.\"}}", INGOT_ERROR_SIGN_IN, "401", "invalid subscription key" },
  { "token", 401, "{\"statusCode\":401,\"message\":\"Unauthorized. Access token is missing\"}", INGOT_ERROR_SIGN_IN,
    "401", "Access token is missing" },
  { "role", 401, "{\"error\":{\"code\":\"PermissionDenied\",\"message\":\"Principal does not have access to "
    "API/Operation.\"}}", INGOT_ERROR_ROLE_MISSING, "PermissionDenied", "Principal" },
  { "key-disabled", 403, "{\"error\":{\"code\":\"AuthenticationTypeDisabled\",\"message\":\"Key based authentication is "
    "disabled for this resource.\"}}", INGOT_ERROR_KEYS_DISABLED, "AuthenticationTypeDisabled", "disabled" },
  { "network", 403, "{\"error\":{\"code\":\"403\",\"message\":\"Access denied due to Virtual Network/Firewall rules.\"}}",
    INGOT_ERROR_NETWORK_RULES, "403", "Firewall" },
  { "private", 403, "{\"error\":{\"code\":\"403\",\"message\":\"Public access is disabled. Please configure private "
    "endpoint.\"}}", INGOT_ERROR_NETWORK_RULES, "403", "private" },
  { "network-configured", 403, "{\"error\":{\"code\":\"403\",\"message\":\"A Virtual Network is configured for this "
    "resource.\"}}", INGOT_ERROR_NETWORK_RULES, "403", "configured" },
  { "suspended", 403, "{\"error\":{\"message\":\"Your resource has been temporarily blocked\"}}",
    INGOT_ERROR_SUSPENDED, NULL, "blocked" },
  { "deployment", 404, "{\"error\":{\"code\":\"DeploymentNotFound\",\"message\":\"The API deployment for this resource "
    "does not exist.\"}}", INGOT_ERROR_NO_DEPLOYMENT, "DeploymentNotFound", "does not exist" },
  { "path", 404, "{\"error\":{\"code\":\"404\",\"message\":\"Resource not found\"}}", INGOT_ERROR_NOT_FOUND, "404",
    "Resource not found" },
  { "subdomain", 404, "{\"error\":{\"code\":\"NotFound\",\"message\":\"Subdomain does not map to a resource.\"}}",
    INGOT_ERROR_NO_RESOURCE, "NotFound", "Subdomain" },
  { "timeout", 408, "{\"error\":{\"code\":\"Timeout\",\"message\":\"\"}}", INGOT_ERROR_TIMEOUT, "Timeout", NULL },
  { "extra", 422, "{\"error\":{\"code\":\"Invalid input\",\"message\":\"extra_forbidden\"}}", INGOT_ERROR_BAD_REQUEST,
    "Invalid input", "extra_forbidden" },
  { "rate", 429, "{\"error\":{\"code\":\"429\",\"message\":\"Please retry after 45 seconds.\"}}",
    INGOT_ERROR_RATE_LIMIT, "429", "45 seconds" },
  { "capacity", 429, "{\"error\":{\"code\":\"NoCapacity\",\"message\":\"High demand\"}}", INGOT_ERROR_CAPACITY,
    "NoCapacity", "High demand" },
  { "capacity-in-words", 429, "{\"error\":{\"code\":\"429\",\"message\":\"The system is currently experiencing high "
    "demand and cannot process your request.\"}}", INGOT_ERROR_CAPACITY, "429", "high demand" },
  { "internal", 500, "{\"error\":{\"code\":\"InternalServerError\",\"message\":\"Oops\"}}", INGOT_ERROR_SERVICE,
    "InternalServerError", "Oops" },
  { "unavailable", 503, "{\"error\":{\"code\":\"server_error\",\"message\":\"Loading\"}}", INGOT_ERROR_SERVICE,
    "server_error", "Loading" },
  { "llama-key", 401, "{\"error\":{\"code\":401,\"message\":\"Invalid API Key\",\"type\":\"authentication_error\"}}",
    INGOT_ERROR_SIGN_IN, "401", "Invalid API Key" },
  { "llama-path", 404, "{\"error\":{\"code\":404,\"message\":\"File Not Found\",\"type\":\"not_found_error\"}}",
    INGOT_ERROR_NOT_FOUND, "404", "File Not Found" },
  { "llama-context", 400, "{\"error\":{\"code\":400,\"message\":\"the request exceeds the available context size\","
    "\"type\":\"exceed_context_size_error\",\"n_ctx\":512}}", INGOT_ERROR_TOO_LONG, "400", "context size" },
  { "llama-loading", 503, "{\"error\":{\"code\":503,\"message\":\"Loading model\",\"type\":\"unavailable_error\"}}",
    INGOT_ERROR_SERVICE, "503", "Loading model" },
  { "text", 400, "{\"error\":\"just words\"}", INGOT_ERROR_BAD_REQUEST, NULL, "just words" },
  { "list", 400, "[{\"error\":{\"code\":400,\"message\":\"in a list\"}}]", INGOT_ERROR_BAD_REQUEST, "400", "in a list" },
  { "html", 403, "<!DOCTYPE html>\n<html><head><title>403 Forbidden</title><style>p { color: red }</style>"
    "<script>if (1 < 2) go ();</script></head>\n<body><center><h1>403&nbsp;Forbidden</h1></center><hr>nginx &amp; co"
    "</body></html>", INGOT_ERROR_FORBIDDEN, NULL, "403 Forbidden 403 Forbidden nginx & co" },
  { "xml", 404, "<?xml version=\"1.0\"?><Error><Code>NotFound</Code><Message>Gone away</Message></Error>",
    INGOT_ERROR_NOT_FOUND, NULL, "NotFound Gone away" },
  { "words", 502, "Bad\r\n\r\n  Gateway", INGOT_ERROR_SERVICE, NULL, "Bad Gateway" },
  { "empty", 401, "", INGOT_ERROR_SIGN_IN, NULL, NULL },
  { "empty-object", 500, "{}", INGOT_ERROR_SERVICE, NULL, NULL },
  { "null", 500, "null", INGOT_ERROR_SERVICE, NULL, "null" },
  { "wrong-types", 400, "{\"error\":{\"code\":[],\"message\":{},\"type\":7,\"innererror\":\"x\"}}",
    INGOT_ERROR_BAD_REQUEST, NULL, NULL },
  { "too-large", 413, "", INGOT_ERROR_TOO_LONG, NULL, NULL },
  { "method", 405, "", INGOT_ERROR_NOT_FOUND, NULL, NULL },
  { "teapot", 418, "", INGOT_ERROR_BAD_REQUEST, NULL, NULL },
};

static void
test_row (gconstpointer user_data)
{
  const Row *row = user_data;
  g_autoptr(IngotFailure) failure = ingot_service_error_read (row->status, row->body, strlen (row->body), NULL);
  g_autoptr(GError) error = ingot_service_error_to_gerror (failure);

  g_assert_cmpint (failure->code, ==, row->code);
  g_assert_cmpint (failure->status, ==, row->status);
  g_assert_cmpstr (failure->service_code, ==, row->service_code);
  if (row->text == NULL)
    g_assert_null (failure->service_text);
  else if (failure->service_text == NULL || strstr (failure->service_text, row->text) == NULL)
    g_error ("“%s” is not in “%s”", row->text, failure->service_text);
  g_assert_cmpint (failure->retry_after_ms, ==, -1);
  g_assert_error (error, INGOT_ERROR, (int) row->code);
  g_assert_cmpuint (strlen (error->message), >, 0);
}

/* An error inside of an answer that began well has no status but its own. */
static void
test_in_answer (void)
{
  static const struct { const char *body; int status; IngotError code; } cases[] = {
    { "{\"error\":{\"code\":\"content_filter\",\"message\":\"x\"}}", 0, INGOT_ERROR_FILTERED },
    { "{\"error\":{\"code\":\"429\",\"message\":\"x\"}}", 429, INGOT_ERROR_RATE_LIMIT },
    { "{\"error\":{\"code\":500,\"message\":\"x\"}}", 500, INGOT_ERROR_SERVICE },
    { "{\"error\":{\"status\":401,\"message\":\"x\"}}", 401, INGOT_ERROR_SIGN_IN },
    { "{\"error\":{\"code\":\"rate_limit_exceeded\",\"message\":\"x\"}}", 0, INGOT_ERROR_RATE_LIMIT },
    { "{\"error\":{\"type\":\"server_error\",\"message\":\"x\"}}", 0, INGOT_ERROR_SERVICE },
    { "{\"code\":\"server_error\",\"message\":\"x\"}", 0, INGOT_ERROR_SERVICE },
    { "{\"error\":\"x\"}", 0, INGOT_ERROR_SERVICE },
    { "{\"error\":{\"code\":99999999999,\"message\":\"x\"}}", 0, INGOT_ERROR_SERVICE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(JsonNode) root = json_from_string (cases[i].body, NULL);
      g_autoptr(IngotFailure) failure = ingot_service_error_read_object (0, json_node_get_object (root));

      g_assert_cmpint (failure->code, ==, cases[i].code);
      g_assert_cmpint (failure->status, ==, cases[i].status);
      g_assert_cmpstr (failure->service_text, ==, "x");
    }
}

static void
test_headers (void)
{
  static const struct { const char *name, *value; gint64 after; } waits[] = {
    { "retry-after-ms", "1500", 1500 }, { "retry-after", "45", 45000 }, { "retry-after", "0.5", 500 },
    { "x-ratelimit-reset-tokens", "7", 7000 }, { "x-rate-limit-reset-tokens", "8", 8000 },
    { "retry-after", "86400", 86400000 }, { "retry-after", "soon", -1 }, { "retry-after", "-1", -1 },
    { "retry-after", "nan", -1 }, { "retry-after", "1e99", -1 },
    { "retry-after", "Sun, 06 Nov 1994 08:49:37 GMT", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (waits); i++)
    {
      SoupMessageHeaders *headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
      g_autoptr(IngotFailure) failure = NULL;

      soup_message_headers_append (headers, "x-request-id", "backend");
      soup_message_headers_append (headers, "apim-request-id", "gateway");
      soup_message_headers_append (headers, "x-ms-error-code", "DeploymentNotFound");
      soup_message_headers_append (headers, waits[i].name, waits[i].value);
      failure = ingot_service_error_read (404, "", 0, headers);
      g_assert_cmpstr (failure->request_id, ==, "gateway");
      g_assert_cmpstr (failure->service_code, ==, "DeploymentNotFound");
      g_assert_cmpint (failure->code, ==, INGOT_ERROR_NO_DEPLOYMENT);
      g_assert_cmpint (failure->retry_after_ms, ==, waits[i].after);
      soup_message_headers_unref (headers);
    }
}

/* However long and broken the words are, a few of them are kept, and whole characters. */
static void
test_bounds (void)
{
  for (guint shift = 0; shift < 4; shift++)
    {
      g_autoptr(GString) json = g_string_new ("{\"error\":{\"message\":\"");
      g_autoptr(GString) page = g_string_new ("<p>\xff");
      g_autoptr(IngotFailure) told = NULL;
      g_autoptr(IngotFailure) shown = NULL;

      for (guint i = 0; i < shift; i++)
        {
          g_string_append_c (json, 'x');
          g_string_append_c (page, 'x');
        }
      for (guint i = 0; i < 100000; i++)
        {
          g_string_append (json, "\xed\x95\x9c");
          g_string_append (page, "\xed\x95\x9c");
        }
      g_string_append (json, "\"}}");
      told = ingot_service_error_read (400, json->str, json->len, NULL);
      shown = ingot_service_error_read (400, page->str, page->len, NULL);
      g_assert_cmpuint (strlen (told->service_text), <=, 2048);
      g_assert_cmpuint (strlen (told->service_text), >, 2044);
      g_assert_true (g_utf8_validate (told->service_text, -1, NULL));
      g_assert_cmpuint (strlen (shown->service_text), <=, 240);
      g_assert_cmpuint (strlen (shown->service_text), >, 236);
      g_assert_true (g_utf8_validate (shown->service_text, -1, NULL));
    }
}

/* Tags that never end, and scripts that never do. */
static void
test_broken_pages (void)
{
  static const char *const pages[] = { "<", "<p", "<script", "<script>", "<script></", "<!--", "a < b", "<style></styl>" };

  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autoptr(IngotFailure) failure = ingot_service_error_read (500, pages[i], strlen (pages[i]), NULL);

      g_assert_cmpint (failure->code, ==, INGOT_ERROR_SERVICE);
      if (g_str_equal (pages[i], "a < b"))
        g_assert_cmpstr (failure->service_text, ==, "a < b");
    }
}

int
main (int argc, char **argv)
{
  ingot_test_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/service-error/body/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/service-error/in-answer", test_in_answer);
  g_test_add_func ("/service-error/headers", test_headers);
  g_test_add_func ("/service-error/bounds", test_bounds);
  g_test_add_func ("/service-error/broken-pages", test_broken_pages);

  return g_test_run ();
}
