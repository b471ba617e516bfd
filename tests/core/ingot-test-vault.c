/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include <libsecret/secret.h>

#include "base/ingot-error.h"
#include "ingot-test.h"
#include "ingot-test-vault.h"

void
ingot_test_vault_assert_key (IngotVault *vault, const char *address, const char *key)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SecretValue) value = ingot_test_await_boxed (ingot_vault_lookup (vault, address, NULL), &error);

  g_assert_no_error (error);
  g_assert_cmpstr (secret_value_get (value, NULL), ==, key);
}

void
ingot_test_vault_assert_error (DexFuture *future, GQuark domain, int code)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (ingot_test_await (future, &error));
  g_assert_error (error, domain, code);
  g_assert_null (strstr (error->message, "GDBus"));
  g_assert_null (strstr (error->message, "s3cret"));
}

void
ingot_test_vault_round_trip (void)
{
  g_autoptr(IngotVault) vault = ingot_vault_new ();

  ingot_test_vault_assert_error (ingot_vault_lookup (vault, "https://r1.example/openai/v1", NULL), INGOT_ERROR, INGOT_ERROR_NO_KEY);
  ingot_test_await_success (ingot_vault_store (vault, "https://r1.example/openai/v1", "Ingot: one", "s3cret-one", NULL));
  ingot_test_await_success (ingot_vault_store (vault, "https://r11.example/openai/v1", "Ingot: eleven", "s3cret-eleven", NULL));
  ingot_test_vault_assert_key (vault, "https://r1.example/openai/v1", "s3cret-one");
  ingot_test_vault_assert_key (vault, "https://r11.example/openai/v1", "s3cret-eleven");
  ingot_test_await_success (ingot_vault_store (vault, "https://r1.example/openai/v1", "Ingot: one", "s3cret-new", NULL));
  ingot_test_vault_assert_key (vault, "https://r1.example/openai/v1", "s3cret-new");
  ingot_test_await_success (ingot_vault_clear (vault, "https://r1.example/openai/v1", NULL));
  ingot_test_vault_assert_error (ingot_vault_lookup (vault, "https://r1.example/openai/v1", NULL), INGOT_ERROR, INGOT_ERROR_NO_KEY);
  ingot_test_vault_assert_key (vault, "https://r11.example/openai/v1", "s3cret-eleven");
  ingot_test_await_success (ingot_vault_clear (vault, "https://r1.example/openai/v1", NULL));
  ingot_test_await_success (ingot_vault_clear (vault, "https://r11.example/openai/v1", NULL));
  ingot_test_vault_assert_error (ingot_vault_lookup (vault, "https://r11.example/openai/v1", NULL), INGOT_ERROR, INGOT_ERROR_NO_KEY);
}
