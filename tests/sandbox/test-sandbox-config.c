/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-sandbox-config"
#include "config.h"

#include <string.h>

#include "sandbox-config.h"

static void
test_good (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SandboxConfig) config
    = sandbox_config_parse ("f",
                            "{\"deployments\": [\n"
                            " {\"name\": \"plain\"},\n"
                            " {\"name\": \"r1\", \"like\": \"deepseek-r1\", \"tokens_per_second\": 5,\n"
                            "  \"capacity\": 3, \"tokens_per_minute\": 77, \"filter_policy\": \"Strict\"},\n"
                            " {\"name\": \"pictures\", \"kind\": \"image-embeddings\", \"dimensions\": 256},\n"
                            " {\"name\": \"cut\", \"like\": \"fault-cut\"},\n"
                            " {\"name\": \"new\", \"model\": \"gpt-9\", \"version\": \"2030\", \"reasoning\": "
                            "\"hidden\", \"sku\": \"Standard\"}]}",
                            &error);
  const SandboxDeployment *deployments;
  gsize n_deployments;

  g_assert_no_error (error);
  deployments = sandbox_config_get_deployments (config, &n_deployments);
  g_assert_cmpuint (n_deployments, ==, 5);
  g_assert_cmpstr (deployments[0].model, ==, "gpt-4o");
  g_assert_cmpstr (deployments[0].reported_model, ==, "gpt-4o-2024-11-20");
  g_assert_cmpstr (deployments[1].name, ==, "r1");
  g_assert_cmpstr (deployments[1].content_filter, ==, "Strict");
  g_assert_cmpint (deployments[1].reasoning, ==, SANDBOX_REASONING_SHOWN);
  g_assert_cmpfloat (deployments[1].tokens_per_second, ==, 5);
  g_assert_cmpuint (sandbox_deployment_get_requests_per_minute (&deployments[1]), ==, 18);
  g_assert_cmpuint (sandbox_deployment_get_tokens_per_minute (&deployments[1]), ==, 77);
  g_assert_true (deployments[2].operations & SANDBOX_OPERATION_IMAGE_EMBEDDINGS);
  g_assert_cmpuint (deployments[2].dimensions, ==, 256);
  g_assert_cmpint (deployments[3].fault, ==, SANDBOX_FAULT_CUT);
  g_assert_cmpstr (deployments[4].reported_model, ==, "gpt-9-2030");
  g_assert_cmpint (deployments[4].reasoning, ==, SANDBOX_REASONING_HIDDEN);
}

static void
test_bad (void)
{
  static const struct
  {
    const char *text;
    const char *line; /* with what follows it */
    const char *reason;
  } cases[] = {
    { "", "f:1: ", "empty" },
    { "[]", "f:1: ", "\"deployments\"" },
    { "{\n}", "f:1: ", "\"deployments\"" },
    { "{\n\n\"deployments\": []}", "f:3: ", "at least one" },
    { "{\"deployments\":\n [5]}", "f:2: ", "is an object" },
    { "{\"deployments\": [{\"name\": \"a\"}],\n\"x\": 1}", "f:2: ", "\"x\"" },
    { "{\n\"staging\": 5}", "f:2: ", "is an object" },
    { "{\"staging\": {\n\"tenants\": 1,\n\"tenant\": 1}}", "f:3: ", "\"tenant\"" },
    { "{\"staging\": {\n\"tenants\": 6}}", "f:2: ", "from 1 to 5" },
    { "{\"staging\": {\n\"network\": \"wall\"}}", "f:2: ", "firewall" },
    { "{\"staging\": {}, \"deployments\":\n []}", "f:2: ", "at least one" },
    { "{\"deployments\": [\n{\n\"name\": \"a\",}]}", "f:3:", "unexpected" },
    { "{\"deployments\": [\n{\n\"model\": \"a\"}]}", "f:2: ", "no \"name\"" },
    { "{\"deployments\": [\n{\n\"name\": \"a/b\"}]}", "f:3: ", "letters" },
    { "{\"deployments\": [\n{\n\"name\": 5}]}", "f:3: ", "is a string" },
    { "{\"deployments\": [\n{\"name\": \"a\"},\n{\"name\": \"a\"}]}", "f:3: ", "already" },
    { "{\"deployments\": [{\"name\": \"a\",\n\"colour\": 1}]}", "f:2: ", "\"colour\"" },
    { "{\"deployments\": [{\"name\": \"a\",\n\"like\": \"b\"}]}", "f:2: ", "built-in" },
    { "{\"deployments\": [{\"name\": \"a\",\n\"like\": [1]}]}", "f:2: ", "built-in" },
    { "{\"deployments\": [{\"name\": \"a\",\n\"kind\": \"b\"}]}", "f:2: ", "chat, embeddings" },
    { "{\"deployments\": [{\"name\": \"a\", \"like\": \"gpt-4o\",\n\"kind\": \"chat\"}]}", "f:2: ", "either" },
    { "{\"deployments\": [{\"name\": \"a\",\n\"capacity\": 0}]}", "f:2: ", "from 1 to 1000000" },
    { "{\"deployments\": [{\"name\": \"a\",\n\"capacity\": 1.5}]}", "f:2: ", "whole number" },
    { "{\"deployments\": [{\"name\": \"a\",\n\"capacity\": 99999999999999999999}]}", "f:2", "" },
    { "{\"deployments\": [{\"name\": \"a\",\n\"tokens_per_second\": \"9\"}]}", "f:2: ", "number" },
    { "{\"deployments\": [{\"name\": \"a\",\n\"tokens_per_second\": null}]}", "f:2: ", "number" },
    { "{\"deployments\": [{\"name\": \"a\",\n\"family\": {}}]}", "f:2: ", "mistral" },
    { "{\"deployments\": [{\"name\": \"a\"", "f:1:", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", cases[i].text);
      g_assert_null (sandbox_config_parse ("f", cases[i].text, &error));
      g_assert_nonnull (error);
      g_test_message ("%s", error->message);
      g_assert_true (g_str_has_prefix (error->message, cases[i].line));
      g_assert_nonnull (strstr (error->message, cases[i].reason));
    }
}

static void
test_no_file (void)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (sandbox_config_load ("/nowhere/at/all", &error));
  g_assert_nonnull (strstr (error->message, "/nowhere/at/all"));
}

static void
test_staging (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SandboxConfig) config
    = sandbox_config_parse ("f",
                            "{\"staging\": {\"key_disabled\": true, \"network\": \"private\", \"tenants\": 2,\n"
                            " \"audiences\": [\"https://ai.azure.com\"], \"failing_subscriptions\": [0, 403]}}",
                            &error);
  const SandboxStaging *staging;
  gsize n_deployments;

  g_assert_no_error (error);
  sandbox_config_get_deployments (config, &n_deployments);
  g_assert_cmpuint (n_deployments, ==, 0);
  staging = sandbox_config_get_staging (config);
  g_assert_true (staging->key_disabled);
  g_assert_cmpint (staging->network, ==, SANDBOX_NETWORK_PRIVATE);
  g_assert_cmpuint (staging->tenants, ==, 2);
  g_assert_cmpuint (staging->access_token_lifetime, ==, 3599);
  g_assert_cmpstr (staging->audiences[0], ==, "https://ai.azure.com");
  g_assert_null (staging->audiences[1]);
  g_assert_cmpuint (staging->failing_subscriptions[1], ==, 403);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sandbox/config/good", test_good);
  g_test_add_func ("/sandbox/config/staging", test_staging);
  g_test_add_func ("/sandbox/config/bad", test_bad);
  g_test_add_func ("/sandbox/config/no-file", test_no_file);
  return g_test_run ();
}
