/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/ingot-error.h"
#include "ingot-test.h"
#include "model/ingot-endpoint.h"

static const struct
{
  const char *pasted;
  const char *url;
  const char *v1_path;
  const char *deployment;
  const char *left_out;
} understood[] = {
  { "https://contoso.openai.azure.com", "https://contoso.openai.azure.com", "/openai/v1", NULL, NULL },
  { "  contoso.openai.azure.com\n", "https://contoso.openai.azure.com", "/openai/v1", NULL, NULL },
  { "https://Contoso.OpenAI.Azure.com/", "https://contoso.openai.azure.com", "/openai/v1", NULL, NULL },
  { "https://contoso.services.ai.azure.com//openai//v1/", "https://contoso.services.ai.azure.com", "/openai/v1", NULL, NULL },
  { "https://contoso.openai.azure.com/openai/v1/chat/completions", "https://contoso.openai.azure.com", "/openai/v1",
    NULL, "/chat/completions" },
  { "https://contoso.services.ai.azure.com/models/chat/completions?api-version=2024-05-01-preview",
    "https://contoso.services.ai.azure.com", "/openai/v1", NULL, "/chat/completions" },
  { "https://contoso.openai.azure.com/openai/deployments/my%20gpt/chat/completions?api-version=2024-10-21",
    "https://contoso.openai.azure.com", "/openai/v1", "my gpt", "/chat/completions" },
  { "https://contoso.openai.azure.com/OpenAI/Deployments/gpt-4o", "https://contoso.openai.azure.com", "/openai/v1",
    "gpt-4o", NULL },
  { "https://contoso.services.ai.azure.com/api/projects/demo", "https://contoso.services.ai.azure.com", "/openai/v1",
    NULL, "demo" },
  { "https://gateway.example/foundry/openai/v1", "https://gateway.example/foundry", "/openai/v1", NULL, NULL },
  { "https://user:secret@contoso.openai.azure.com/openai/v1#top", "https://contoso.openai.azure.com", "/openai/v1",
    NULL, NULL },
  { "http://127.0.0.1:8080/v1", "http://127.0.0.1:8080", "/v1", NULL, NULL },
  { "http://localhost:8080", "http://localhost:8080", "/v1", NULL, NULL },
  { "http://[::1]:8080/v1/chat/completions", "http://[::1]:8080", "/v1", NULL, "/chat/completions" },
  { "https://models.example/api/v1", "https://models.example/api", "/v1", NULL, NULL },
  { "https://models.example/v10/v1", "https://models.example/v10", "/v1", NULL, NULL },
};

static const char *const refused[] = {
  "",
  "   ",
  "what is this",
  "http://contoso.openai.azure.com",
  "http://127.0.0.1.example.com/v1",
  "http://localhost.example.com/v1",
  "ftp://contoso.openai.azure.com",
  "javascript:alert(1)",
  "https://",
  "https://con toso.com",
  "https://contoso.com:99999999/",
};

static void
test_understood (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (understood); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(IngotEndpoint) endpoint = ingot_endpoint_parse (understood[i].pasted, &error);

      g_test_message ("%s", understood[i].pasted);
      g_assert_no_error (error);
      g_assert_cmpstr (endpoint->url, ==, understood[i].url);
      g_assert_cmpstr (endpoint->v1_path, ==, understood[i].v1_path);
      g_assert_cmpstr (endpoint->deployment, ==, understood[i].deployment);
      g_assert_cmpstr (endpoint->left_out, ==, understood[i].left_out);
    }
}

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
  g_test_add_func ("/endpoint/understood", test_understood);
  g_test_add_func ("/endpoint/refused", test_refused);
  g_test_add_func ("/endpoint/loopback", test_loopback);
  return g_test_run ();
}
