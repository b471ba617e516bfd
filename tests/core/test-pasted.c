/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ingot-test.h"
#include "model/ingot-endpoint.h"
#include "model/ingot-pasted.h"

#define INFERENCE INGOT_ENDPOINT_STYLE_INFERENCE
#define DEPLOYMENT INGOT_ENDPOINT_STYLE_DEPLOYMENT
#define V1 INGOT_ENDPOINT_STYLE_V1
#define OPENAI "https://contoso.openai.azure.com"
#define SERVICES "https://contoso.services.ai.azure.com"
#define KEY "0123456789abcdef0123456789abcdef"
#define LONG_KEY "4Xq0aB9" KEY "ABCDefgh1234" KEY "x"
#define TARGET OPENAI "/openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21"
#define TOKEN "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ4In0.c2lnbmF0dXJlLXNpZ25hdHVyZQ"

static const struct
{
  const char *name;
  const char *text;
  const char *url;
  IngotEndpointStyle style;
  const char *deployment;
  const char *api_version;
  const char *key;
} cases[] = {
  { "sh", "curl -X POST \"" TARGET "\" \\\n  -H \"Content-Type: application/json\" \\\n  -H \"api-key: " KEY "\" \\\n"
    "  -d '{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"model\":\"other\"}'",
    OPENAI, DEPLOYMENT, "gpt-4o", "2024-10-21", KEY },
  { "sh, headers first", "$ curl -sS --header 'Authorization: Bearer " KEY "' --url '" OPENAI "/openai/v1/chat/completions'"
    " --data '{\"model\": \"mistral-large\", \"stream\": true}'", OPENAI, V1, "mistral-large", NULL, KEY },
  { "sh, unquoted, continued within a word", "curl " SERVICES "/models/chat/\\\ncompletions?api-version=2024-05-01-preview"
    " -H api-key:" LONG_KEY, SERVICES, INFERENCE, NULL, "2024-05-01-preview", LONG_KEY },
  { "sh, double quotes in double quotes", "curl \"" SERVICES "/openai/v1/chat/completions\" -H \"api-key: " KEY "\" "
    "-d \"{\\\"model\\\":\\\"deepseek-r1\\\"}\"", SERVICES, V1, "deepseek-r1", NULL, KEY },
  { "sh, CRLF", "curl " TARGET " \\\r\n -H 'api-key: " KEY "'\r\n", OPENAI, DEPLOYMENT, "gpt-4o", "2024-10-21", KEY },
  { "cmd", "curl -X POST \"" TARGET "\" ^\r\n  -H \"api-key: " KEY "\" ^\r\n  -d \"{\\\"messages\\\":[]}\"",
    OPENAI, DEPLOYMENT, "gpt-4o", "2024-10-21", KEY },
  { "cmd, as a browser copies it", "curl ^\"" OPENAI "/openai/deployments/m/chat/completions?a=b^&api-version=2024-10-21^\" ^\n"
    "  -H ^\"api-key: " KEY "^\" ^\n  --data-raw ^\"^{^\\^\"model^\\^\":^\\^\"other^\\^\"^}^\"",
    OPENAI, DEPLOYMENT, "m", "2024-10-21", KEY },
  { "PowerShell", "curl.exe -X POST \"" TARGET "\" `\n  -H \"api-key: " KEY "\" `\n  -d '{}'",
    OPENAI, DEPLOYMENT, "gpt-4o", "2024-10-21", KEY },
  { "a variable for a key", "curl " TARGET " -H \"api-key: $AZURE_OPENAI_API_KEY\"", OPENAI, DEPLOYMENT, "gpt-4o",
    "2024-10-21", NULL },
  { "an example's key", "curl " TARGET " -H \"api-key: YOUR_API_KEY_0123456789\"", OPENAI, DEPLOYMENT, "gpt-4o",
    "2024-10-21", NULL },
  { "a key in the query", "https://contoso.openai.azure.com/openai/deployments/m?api-key=" KEY "&api-version=2024-10-21", OPENAI,
    DEPLOYMENT, "m", "2024-10-21", KEY },
  { "environment", "AZURE_OPENAI_ENDPOINT=" OPENAI "/\nAZURE_OPENAI_API_KEY=" KEY "\n"
    "AZURE_OPENAI_EMBEDDING_DEPLOYMENT=text-embedding-3-small\nAZURE_OPENAI_DEPLOYMENT=mistral-large\n"
    "OPENAI_API_VERSION=2024-10-21\n", OPENAI, DEPLOYMENT, "mistral-large", "2024-10-21", KEY },
  { "environment, exported", "export AZURE_OPENAI_ENDPOINT='" OPENAI "'\nexport AZURE_OPENAI_DEPLOYMENT_NAME='m 1'\n"
    "export AZURE_OPENAI_CHAT_DEPLOYMENT=\"m-1\"", OPENAI, V1, "m-1", NULL, NULL },
  { "environment, PowerShell", "$env:AZURE_OPENAI_ENDPOINT = \"" OPENAI "\"\n$env:AZURE_OPENAI_KEY = \"" KEY "\"", OPENAI,
    V1, NULL, NULL, KEY },
  { "inference by environment", "AZURE_INFERENCE_ENDPOINT=\"" SERVICES "/models\"\nAZURE_INFERENCE_CREDENTIAL=\"x\"",
    SERVICES, INFERENCE, NULL, NULL, NULL },
  { "Python", "# see https://learn.microsoft.com/azure/ai-foundry\nimport os\nfrom openai import AzureOpenAI\n"
    "deployment = deployment_name\nclient = AzureOpenAI(\n    api_version=\"2024-12-01-preview\",\n"
    "    azure_endpoint=\"" OPENAI "/\",\n    api_key=os.getenv(\"AZURE_OPENAI_API_KEY\"),\n)\n"
    "response = client.chat.completions.create(messages=[], model=\"gpt-4o-prod\")",
    OPENAI, DEPLOYMENT, "gpt-4o-prod", "2024-12-01-preview", NULL },
  { "Python, v1", "client = OpenAI(base_url=\"" OPENAI "/openai/v1/\", api_key=\"" KEY "\")\n"
    "client.responses.create(model='gpt-4o')", OPENAI, V1, "gpt-4o", NULL, KEY },
  { "Python, inference", "client = ChatCompletionsClient(endpoint=\"" SERVICES "/models\", "
    "credential=AzureKeyCredential(\"" LONG_KEY "\"), api_version=\"2024-05-01-preview\")", SERVICES, INFERENCE, NULL,
    "2024-05-01-preview", LONG_KEY },
  { "C#", "var endpoint = new Uri(\"" OPENAI "/\");\nvar deploymentName = \"gpt-4o\";\nvar apiKey = \"" KEY "\";", OPENAI,
    V1, "gpt-4o", NULL, KEY },
  { "JavaScript", "const endpoint = \"" OPENAI "/\"; const deployment = \"gpt-4o\"; const apiVersion = \"2024-04-01-preview\";",
    OPENAI, DEPLOYMENT, "gpt-4o", "2024-04-01-preview", NULL },
  { "JSON", "{\"endpoint\": \"https:\\/\\/contoso.openai.azure.com\\/\", \"key1\": \"" KEY "\", \"key2\": \"f" KEY "\"}",
    OPENAI, V1, NULL, NULL, KEY },
  { "JSON with escaped signs", "{\"url\":\"" OPENAI "/openai/deployments/m/chat/completions?a=b\\u0026api-version=2024-10-21\"}",
    OPENAI, DEPLOYMENT, "m", "2024-10-21", NULL },
  { "a sentence", "The endpoint is contoso.openai.azure.com, and the key comes later.", OPENAI, V1, NULL, NULL, NULL },
  { "an address in brackets", "Use <" OPENAI "/openai/v1>.", OPENAI, V1, NULL, NULL, NULL },
  { "several addresses", "https://example.com/a\n" OPENAI "\n" TARGET, OPENAI, DEPLOYMENT, "gpt-4o", "2024-10-21", NULL },
};

static void
test_forms (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(IngotEndpoint) endpoint = ingot_endpoint_parse (cases[i].text, &error);

      g_test_message ("%s", cases[i].name);
      g_assert_no_error (error);
      g_assert_cmpstr (endpoint->url, ==, cases[i].url);
      g_assert_cmpint (endpoint->style, ==, cases[i].style);
      g_assert_cmpstr (endpoint->deployment, ==, cases[i].deployment);
      g_assert_cmpstr (endpoint->api_version, ==, cases[i].api_version);
      g_assert_cmpstr (endpoint->key, ==, cases[i].key);
      g_assert_null (endpoint->warning);
    }
}

/* What is shown in place of the text says the same, but has no secret. */
static void
test_masked (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(IngotPasted) pasted = ingot_pasted_read (cases[i].text);
      g_autoptr(IngotEndpoint) endpoint = NULL;

      g_test_message ("%s", cases[i].name);
      if (cases[i].key == NULL)
        continue;
      g_assert_nonnull (pasted->masked);
      g_assert_null (strstr (pasted->masked, cases[i].key));
      endpoint = ingot_endpoint_parse (pasted->masked, NULL);
      g_assert_cmpstr (endpoint->url, ==, cases[i].url);
      g_assert_cmpint (endpoint->style, ==, cases[i].style);
      g_assert_cmpstr (endpoint->deployment, ==, cases[i].deployment);
      g_assert_cmpstr (endpoint->api_version, ==, cases[i].api_version);
    }
}

static void
test_key_alone (void)
{
  g_autoptr(IngotPasted) pasted = ingot_pasted_read (" " KEY "\n");
  g_autoptr(IngotPasted) letters = ingot_pasted_read ("abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz");
  g_autoptr(IngotPasted) few = ingot_pasted_read ("0123456789abcdef");

  g_assert_cmpstr (pasted->key, ==, KEY);
  g_assert_cmpstr (pasted->masked, ==, "");
  g_assert_null (letters->key);
  g_assert_null (few->key);
  g_assert_null (few->masked);
}

static void
test_token (void)
{
  g_autoptr(IngotPasted) pasted = ingot_pasted_read ("curl " TARGET " -H \"Authorization: Bearer " TOKEN "\"");
  g_autoptr(IngotEndpoint) endpoint = ingot_endpoint_parse (pasted->masked, NULL);

  g_assert_true (pasted->has_token);
  g_assert_null (pasted->key);
  g_assert_null (strstr (pasted->masked, "c2lnbmF0dXJl"));
  g_assert_cmpstr (endpoint->deployment, ==, "gpt-4o");
  g_assert_nonnull (strstr (endpoint->warning, "token"));
}

/* A long text is no reason to wait, and bytes that are no text none to stop. */
static void
test_hostile (void)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *valid = NULL;

  for (guint i = 0; i < 20000; i++)
    g_string_append (text, "key: https://a/<b^`\\\n$");
  for (guint i = 1; i < 256; i++)
    g_string_append_c (text, (char) i);
  valid = g_utf8_make_valid (text->str, -1);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(IngotEndpoint) endpoint = ingot_endpoint_parse (i == 0 ? text->str : valid, &error);

      g_assert_true ((endpoint != NULL) != (error != NULL));
    }
}

int
main (int argc, char **argv)
{
  ingot_test_init (&argc, &argv);
  g_test_add_func ("/pasted/forms", test_forms);
  g_test_add_func ("/pasted/masked", test_masked);
  g_test_add_func ("/pasted/key-alone", test_key_alone);
  g_test_add_func ("/pasted/token", test_token);
  g_test_add_func ("/pasted/hostile", test_hostile);
  return g_test_run ();
}
