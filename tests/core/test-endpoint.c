/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base/ingot-error.h"
#include "ingot-test.h"
#include "model/ingot-endpoint.h"

#define INFERENCE INGOT_ENDPOINT_STYLE_INFERENCE
#define DEPLOYMENT INGOT_ENDPOINT_STYLE_DEPLOYMENT
#define V1 INGOT_ENDPOINT_STYLE_V1
#define AZURE "/openai/v1"
#define OPENAI "https://contoso.openai.azure.com"
#define SERVICES "https://contoso.services.ai.azure.com"
#define COGNITIVE "https://contoso.cognitiveservices.azure.com"
#define CHAT "/chat/completions"
#define GA "2024-10-21"
#define PREVIEW "2024-05-01-preview"

typedef struct
{
  const char *pasted;
  const char *url;
  const char *v1_path;
  IngotEndpointStyle style;
  const char *deployment;
  const char *api_version;
  const char *left_out;
  const char *warning; /* a piece of it; NULL for none */
} Case;

static const Case origins[] = {
  { OPENAI, OPENAI, AZURE, V1 },
  { "  contoso.openai.azure.com\n", OPENAI, AZURE, V1 },
  { "https://Contoso.OpenAI.Azure.com/", OPENAI, AZURE, V1 },
  { "HTTPS://contoso.openai.azure.com:443", OPENAI, AZURE, V1 },
  { "https://user:secret@contoso.openai.azure.com/openai/v1#top", OPENAI, AZURE, V1 },
  { "http://127.0.0.1:8080/v1", "http://127.0.0.1:8080", "/v1", V1 },
  { "https://gateway/openai/v1", "https://gateway", AZURE, V1 },
  { "http://localhost:8080", "http://localhost:8080", "/v1", V1 },
  { "http://[::1]:8080/v1/chat/completions", "http://[::1]:8080", "/v1", V1, NULL, NULL, CHAT },
  { "http://127.0.0.1:8080/v1/models", "http://127.0.0.1:8080", "/v1", V1, NULL, NULL, "/models" },
  { "https://models.example/api/v1", "https://models.example/api", "/v1", V1 },
  { "https://models.example/v10/v1", "https://models.example/v10", "/v1", V1 },
};

/* Item 1: the whole target URI, with path and query. */
static const Case targets[] = {
  { OPENAI "/openai/deployments/mistral-large/chat/completions?api-version=2024-10-21", OPENAI, AZURE, DEPLOYMENT,
    "mistral-large", GA, CHAT },
  { OPENAI "/openai/deployments/my%20gpt/chat/completions?api-version=2025-01-01-preview", OPENAI, AZURE, DEPLOYMENT,
    "my gpt", "2025-01-01-preview", CHAT },
  { OPENAI "/openai/deployments/a%C3%A9%EA%B0%80/embeddings?api-version=2023-05-15", OPENAI, AZURE, DEPLOYMENT,
    "aé가", "2023-05-15", "/embeddings" },
  { SERVICES "/openai/deployments/m/chat/completions?API-Version=2024-10-21&x=y", SERVICES, AZURE, DEPLOYMENT, "m", GA,
    CHAT },
  { SERVICES "/models/chat/completions?api-version=2024-05-01-preview", SERVICES, AZURE, INFERENCE, NULL, PREVIEW,
    CHAT },
  { SERVICES "/models/images/embeddings?api-version=2025-05-15-preview", SERVICES, AZURE, INFERENCE, NULL,
    "2025-05-15-preview", "/images/embeddings" },
  { SERVICES "/models/info?api-version=2024-05-01-preview", SERVICES, AZURE, INFERENCE, NULL, PREVIEW, "/info" },
  { SERVICES "/models", SERVICES, AZURE, INFERENCE },
  { SERVICES "/MODELS/Chat/Completions", SERVICES, AZURE, INFERENCE, NULL, NULL, "/Chat/Completions" },
  { OPENAI "/openai/v1/chat/completions", OPENAI, AZURE, V1, NULL, NULL, CHAT },
  { OPENAI "/openai/v1/responses", OPENAI, AZURE, V1, NULL, NULL, "/responses" },
  { OPENAI "/openai/v1/models", OPENAI, AZURE, V1, NULL, NULL, "/models" },
  { OPENAI "/openai/responses?api-version=2025-04-01-preview", OPENAI, AZURE, DEPLOYMENT, NULL, "2025-04-01-preview",
    "/responses" },
  { OPENAI "/OpenAI/Deployments/gpt-4o", OPENAI, AZURE, DEPLOYMENT, "gpt-4o" },
  { OPENAI "/openai/deployments/gpt-4o/audio/transcriptions?api-version=2024-06-01", OPENAI, AZURE, DEPLOYMENT,
    "gpt-4o", "2024-06-01", "/audio/transcriptions" },
  { OPENAI "/openai/deployments?api-version=2023-03-15-preview", OPENAI, AZURE, DEPLOYMENT, NULL, NULL,
    "/deployments" },
  /* Item 48: no such list is ever asked for, but somebody may paste it. */
  { OPENAI "/openai/deployments/gpt-4o/models?api-version=2024-10-21", OPENAI, AZURE, DEPLOYMENT, "gpt-4o", GA,
    "/models" },
  { OPENAI "/openai", OPENAI, AZURE, DEPLOYMENT },
  { OPENAI CHAT, OPENAI, AZURE, V1, NULL, NULL, CHAT },
  { OPENAI "/v1" CHAT, OPENAI, AZURE, V1, NULL, NULL, CHAT },
  { OPENAI "/openai/deployments/<deployment>/chat/completions?api-version=2024-10-21", OPENAI, AZURE, DEPLOYMENT, NULL,
    GA, CHAT },
  { OPENAI "/openai/deployments/{deployment-id}/chat/completions?api-version=2024-10-21", OPENAI, AZURE, DEPLOYMENT,
    NULL, GA, CHAT },
  { OPENAI "/openai/deployments/YOUR_DEPLOYMENT/chat/completions", OPENAI, AZURE, DEPLOYMENT, NULL, NULL, CHAT },
};

/* Item 2: slashes. */
static const Case slashes[] = {
  { OPENAI "//", OPENAI, AZURE, V1 },
  { SERVICES "//openai//v1/", SERVICES, AZURE, V1 },
  { OPENAI "/openai//deployments//m//chat/completions//?api-version=2024-10-21", OPENAI, AZURE, DEPLOYMENT, "m", GA,
    CHAT },
  { SERVICES "/models/", SERVICES, AZURE, INFERENCE },
  { OPENAI "/openai/v1/openai/v1" CHAT, OPENAI, AZURE, V1, NULL, NULL, "/openai/v1" CHAT },
};

/* Item 5: a dated version at v1. Item 4 is about those that a service refuses. */
static const Case versions[] = {
  { OPENAI "/openai/v1/chat/completions?api-version=2024-10-21", OPENAI, AZURE, V1, NULL, NULL, CHAT, "2024-10-21" },
  { OPENAI "/openai/v1/?api-version=preview", OPENAI, AZURE, V1 },
  { OPENAI "/openai/v1?api-version=v1", OPENAI, AZURE, V1 },
  { OPENAI "?api-version=2024-10-21", OPENAI, AZURE, DEPLOYMENT, NULL, GA },
  { OPENAI "/openai/deployments/m/chat/completions?api-version=", OPENAI, AZURE, DEPLOYMENT, "m", NULL, CHAT },
  { OPENAI "/openai/deployments/m/chat/completions?api-version=a%0Db", OPENAI, AZURE, DEPLOYMENT, "m", NULL, CHAT },
};

/* Item 6: a plain OpenAI client's path behind a deployment's. */
static const Case doubled[] = {
  { OPENAI "/openai/deployments/m/v1/chat/completions?api-version=2024-10-21", OPENAI, AZURE, DEPLOYMENT, "m", GA,
    "/v1" CHAT },
  { OPENAI "/openai/deployments/m/openai/deployments/m/chat/completions", OPENAI, AZURE, DEPLOYMENT, "m", NULL,
    "/openai/deployments/m" CHAT },
};

/* Items 7 and 8: every kind of host. */
static const Case hosts[] = {
  { SERVICES, SERVICES, AZURE, V1 },
  { COGNITIVE "/", COGNITIVE, AZURE, V1 },
  { COGNITIVE "/openai/deployments/m/chat/completions?api-version=2024-10-21", COGNITIVE, AZURE, DEPLOYMENT, "m", GA,
    CHAT },
  { COGNITIVE "/models", COGNITIVE, AZURE, INFERENCE },
  { SERVICES "/api/projects/demo", SERVICES, AZURE, V1, NULL, NULL, "/api/projects/demo" },
  { SERVICES "/api/projects/demo/openai/v1/responses", SERVICES, AZURE, V1, NULL, NULL,
    "/api/projects/demo/openai/v1/responses" },
  { SERVICES "/api/projects/demo/deployments?api-version=v1", SERVICES, AZURE, V1, NULL, NULL,
    "/api/projects/demo/deployments" },
  { "https://contoso.openai.azure.us/openai/v1", "https://contoso.openai.azure.us", AZURE, V1 },
  { "https://contoso.openai.azure.cn", "https://contoso.openai.azure.cn", AZURE, V1 },
  { "https://westeurope.api.cognitive.microsoft.com/", "https://westeurope.api.cognitive.microsoft.com", AZURE, V1,
    NULL, NULL, NULL, "region" },
  { "https://mistral-abcde.eastus2.models.ai.azure.com", "https://mistral-abcde.eastus2.models.ai.azure.com", "/v1",
    INFERENCE, "mistral-abcde" },
  { "https://mistral-abcde.eastus2.models.ai.azure.com/v1/chat/completions",
    "https://mistral-abcde.eastus2.models.ai.azure.com", "/v1", V1, "mistral-abcde", NULL, CHAT },
  { "https://mistral-abcde.eastus2.models.ai.azure.com/chat/completions?api-version=2024-05-01-preview",
    "https://mistral-abcde.eastus2.models.ai.azure.com", "/v1", INFERENCE, "mistral-abcde", PREVIEW, CHAT },
  { "https://phi.eastus.inference.ml.azure.com/score", "https://phi.eastus.inference.ml.azure.com", "/v1", INFERENCE,
    "phi", NULL, "/score" },
  { "https://models.github.ai/inference/chat/completions", "https://models.github.ai", "/inference", V1 },
  { "https://gateway.example/foundry/openai/v1", "https://gateway.example/foundry", AZURE, V1 },
  { "https://contoso.azure-api.net/ai/openai/deployments/m/chat/completions?api-version=2024-10-21",
    "https://contoso.azure-api.net/ai", AZURE, DEPLOYMENT, "m", GA, CHAT },
  { "https://contoso.azure-api.net/ai/models/chat/completions", "https://contoso.azure-api.net/ai", AZURE, INFERENCE,
    NULL, NULL, CHAT },
  { "https://contoso.azure-api.net/ai", "https://contoso.azure-api.net/ai", AZURE, V1 },
  { "https://gateway.example/llm/chat/completions", "https://gateway.example/llm", "", V1, NULL, NULL, CHAT },
  { "https://api.example/v1/models", "https://api.example", "/v1", V1, NULL, NULL, "/models" },
  { "https://ai.azure.com/resource/overview?wsid=%2Fsubscriptions%2F0%2FresourceGroups%2Frg%2Fproviders"
    "%2FMicrosoft.CognitiveServices%2Faccounts%2FContoso&tid=1", OPENAI, AZURE, V1, NULL, NULL, NULL, "portal" },
  { "https://portal.azure.com/#@contoso.com/resource/subscriptions/0/resourceGroups/rg/providers/"
    "Microsoft.CognitiveServices/accounts/contoso/overview", OPENAI, AZURE, V1, NULL, NULL, NULL, "portal" },
  { "https://management.azure.com/subscriptions/0/resourceGroups/rg/providers/Microsoft.CognitiveServices/accounts/"
    "contoso/deployments/mistral-large?api-version=2025-06-01", OPENAI, AZURE, V1, "mistral-large", NULL, NULL,
    "portal" },
};

static const Case other_operations[] = {
  { "wss://contoso.openai.azure.com/openai/v1/realtime?model=gpt-realtime", OPENAI, AZURE, V1, "gpt-realtime", NULL,
    "/realtime", "speech" },
  { "wss://contoso.openai.azure.com/openai/realtime?api-version=2025-04-01-preview&deployment=rt%201", OPENAI, AZURE,
    DEPLOYMENT, "rt 1", "2025-04-01-preview", "/realtime", "speech" },
  { "ws://127.0.0.1:8080/openai/v1/realtime?model=m", "http://127.0.0.1:8080", AZURE, V1, "m", NULL, "/realtime",
    "speech" },
  { OPENAI "/openai/assistants?api-version=2024-05-01-preview", OPENAI, AZURE, DEPLOYMENT, NULL, NULL,
    "/assistants", "retired" },
  { OPENAI "/openai/threads/thread_1/messages?api-version=2024-05-01-preview", OPENAI, AZURE, DEPLOYMENT, NULL,
    NULL, "/threads/thread_1/messages", "retired" },
  { OPENAI "/openai/v1/assistants", OPENAI, AZURE, V1, NULL, NULL, "/assistants", "retired" },
  { SERVICES "/api/projects/p/assistants", SERVICES, AZURE, V1, NULL, NULL, "/api/projects/p/assistants", "retired" },
  { OPENAI "/openai/deployments/m/extensions/chat/completions?api-version=2023-08-01-preview", OPENAI, AZURE,
    DEPLOYMENT, "m", NULL, "/extensions" CHAT, "retired" },
  { OPENAI "/openai/v1/batches", OPENAI, AZURE, V1, NULL, NULL, "/batches", "batches" },
  { SERVICES "/anthropic/v1/messages", SERVICES, AZURE, V1, NULL, NULL, "/anthropic/v1/messages", "Claude" },
};

static const char *const refused[] = {
  "",
  "   ",
  "what is this",
  "http://contoso.openai.azure.com",
  "ws://contoso.openai.azure.com/openai/realtime",
  "http://127.0.0.1.example.com/v1",
  "http://localhost.example.com/v1",
  "ftp://contoso.openai.azure.com",
  "javascript:alert(1)",
  "https://",
  "https://con toso.com",
  "https://contoso.com:99999999/",
  "https://<resource>.openai.azure.com/openai/v1",
  "https://{your-resource}.services.ai.azure.com/models",
  "https://YOUR_RESOURCE_NAME.openai.azure.com",
  "https://your-resource-name.openai.azure.com/openai/deployments/m/chat/completions",
  "curl $AZURE_OPENAI_ENDPOINT/openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21",
  "https://learn.microsoft.com/azure/ai-foundry/openai/reference",
  "https://ai.azure.com/explore/models",
  "https://portal.azure.com/",
  "https://portal.azure.com/#resource/accounts/evil.example%23",
};

static void
check_case (const Case *expected)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(IngotEndpoint) endpoint = ingot_endpoint_parse (expected->pasted, &error);

  g_test_message ("%s", expected->pasted);
  g_assert_no_error (error);
  g_assert_cmpstr (endpoint->url, ==, expected->url);
  g_assert_cmpstr (endpoint->v1_path, ==, expected->v1_path);
  g_assert_cmpint (endpoint->style, ==, expected->style);
  g_assert_cmpstr (endpoint->deployment, ==, expected->deployment);
  g_assert_cmpstr (endpoint->api_version, ==, expected->api_version);
  g_assert_cmpstr (endpoint->left_out, ==, expected->left_out);
  if (expected->warning == NULL)
    g_assert_cmpstr (endpoint->warning, ==, NULL);
  else
    g_assert_nonnull (strstr (endpoint->warning, expected->warning));
  g_assert_null (endpoint->key);
}

#define DEFINE_TEST(name, cases) \
  static void \
  name (void) \
  { \
    for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) \
      check_case (&cases[i]); \
  }

DEFINE_TEST (test_origins, origins)
DEFINE_TEST (test_targets, targets)
DEFINE_TEST (test_slashes, slashes)
DEFINE_TEST (test_versions, versions)
DEFINE_TEST (test_doubled, doubled)
DEFINE_TEST (test_hosts, hosts)
DEFINE_TEST (test_other_operations, other_operations)

static void
test_refused (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", refused[i]);
      g_assert_null (ingot_endpoint_parse (refused[i], &error));
      g_assert_error (error, INGOT_ERROR, INGOT_ERROR_INPUT);
    }
}

/* Whatever is cut off an address that is being typed, something is said about it and nothing crashes. */
static void
test_every_prefix (void)
{
  static const Case *const tables[] = { targets, hosts, other_operations };
  static const gsize sizes[] = { G_N_ELEMENTS (targets), G_N_ELEMENTS (hosts), G_N_ELEMENTS (other_operations) };

  for (gsize table = 0; table < G_N_ELEMENTS (tables); table++)
    for (gsize i = 0; i < sizes[table]; i++)
      for (gsize length = 0; length < strlen (tables[table][i].pasted); length++)
        {
          g_autofree char *text = g_strndup (tables[table][i].pasted, length);
          g_autoptr(GError) error = NULL;
          g_autoptr(IngotEndpoint) endpoint = ingot_endpoint_parse (text, &error);

          g_assert_true ((endpoint != NULL) != (error != NULL));
          g_assert_true (endpoint == NULL || endpoint->style != 0);
        }
}

static void
test_style_versions (void)
{
  g_assert_cmpstr (ingot_endpoint_style_get_version (INFERENCE), ==, PREVIEW);
  g_assert_cmpstr (ingot_endpoint_style_get_version (DEPLOYMENT), ==, GA);
  g_assert_null (ingot_endpoint_style_get_version (V1));
  g_assert_true (ingot_endpoint_serves_one_model ("https://a.eastus.models.ai.azure.com"));
  g_assert_true (ingot_endpoint_serves_one_model ("https://a.eastus.inference.ml.azure.com"));
  g_assert_false (ingot_endpoint_serves_one_model (SERVICES));
  g_assert_false (ingot_endpoint_serves_one_model ("https://models.ai.azure.com.example"));
}

static void
test_loopback (void)
{
  g_assert_true (ingot_endpoint_is_loopback ("127.0.0.1"));
  g_assert_true (ingot_endpoint_is_loopback ("127.8.9.10"));
  g_assert_true (ingot_endpoint_is_loopback ("::1"));
  g_assert_true (ingot_endpoint_is_loopback ("LOCALHOST"));
  g_assert_false (ingot_endpoint_is_loopback ("0.0.0.0"));
  g_assert_false (ingot_endpoint_is_loopback ("10.0.0.1"));
  g_assert_false (ingot_endpoint_is_loopback ("localhost.example"));
  g_assert_false (ingot_endpoint_is_loopback ("127.0.0.1.example"));
}

int
main (int argc, char **argv)
{
  ingot_test_init (&argc, &argv);
  g_test_add_func ("/endpoint/origins", test_origins);
  g_test_add_func ("/endpoint/whole-target-uri", test_targets);
  g_test_add_func ("/endpoint/slashes", test_slashes);
  g_test_add_func ("/endpoint/dated-version-at-v1", test_versions);
  g_test_add_func ("/endpoint/v1-behind-deployment", test_doubled);
  g_test_add_func ("/endpoint/every-host", test_hosts);
  g_test_add_func ("/endpoint/other-operations", test_other_operations);
  g_test_add_func ("/endpoint/refused", test_refused);
  g_test_add_func ("/endpoint/every-prefix", test_every_prefix);
  g_test_add_func ("/endpoint/style-versions", test_style_versions);
  g_test_add_func ("/endpoint/loopback", test_loopback);
  return g_test_run ();
}
