/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include "auth/ingot-key-credential.h"
#include "base/ingot-error.h"
#include "ingot-test.h"
#include "ingot-test-vault.h"

/* The vault in libsecret's own file, and the key credential on top of it. */

static void
test_cancelled (void)
{
  g_autoptr(IngotVault) vault = ingot_vault_new ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  ingot_test_vault_assert_error (ingot_vault_lookup (vault, "https://r1.example/openai/v1", cancellable),
                                 G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
assert_headers (SoupMessageHeaders *headers, const char *api_key, const char *authorization)
{
  g_assert_cmpstr (soup_message_headers_get_list (headers, "api-key"), ==, api_key);
  g_assert_cmpstr (soup_message_headers_get_list (headers, "Authorization"), ==, authorization);
}

static void
test_one_header (void)
{
  g_autoptr(SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  g_autoptr(IngotCredential) api_key = ingot_key_credential_new_for_key ("k1~!", INGOT_KEY_HEADER_API_KEY);
  g_autoptr(IngotCredential) bearer = ingot_key_credential_new_for_key ("k2", INGOT_KEY_HEADER_BEARER);

  ingot_test_await_success (ingot_credential_authorize (api_key, headers, NULL));
  assert_headers (headers, "k1~!", NULL);
  ingot_test_await_success (ingot_credential_authorize (api_key, headers, NULL));
  assert_headers (headers, "k1~!", NULL);
  ingot_test_await_success (ingot_credential_authorize (bearer, headers, NULL));
  assert_headers (headers, NULL, "Bearer k2");
  ingot_test_await_success (ingot_credential_authorize (api_key, headers, NULL));
  assert_headers (headers, "k1~!", NULL);
}

static void
test_bad_keys (void)
{
  static const char *keys[] = { "", "s3cret\r\nX-Evil: 1", "s3cret\n", "\rs3cret", "s3cret\t", "s3 cret",
                                "s3cret\x7f", "s3cret\x01", "s3cret\xc3\xa9", "\xff" };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    for (IngotKeyHeader header = INGOT_KEY_HEADER_API_KEY; header <= INGOT_KEY_HEADER_BEARER; header++)
      {
        g_autoptr(SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
        g_autoptr(IngotCredential) credential = ingot_key_credential_new_for_key (keys[i], header);

        ingot_test_vault_assert_error (ingot_credential_authorize (credential, headers, NULL),
                                       INGOT_ERROR, INGOT_ERROR_INPUT);
        assert_headers (headers, NULL, NULL);
      }
}

/* Several lanes ask at once; the key stays after the vault has lost it. */
static void
test_key_is_kept (void)
{
  g_autoptr(IngotVault) vault = ingot_vault_new ();
  IngotCredential *credential = ingot_key_credential_new (vault, "https://r7.example/openai/v1", INGOT_KEY_HEADER_API_KEY);
  g_autoptr(SoupMessageHeaders) first = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  g_autoptr(SoupMessageHeaders) second = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  DexFuture *futures[2];

  ingot_test_vault_assert_error (ingot_credential_authorize (credential, first, NULL),
                                 INGOT_ERROR, INGOT_ERROR_NO_KEY);
  assert_headers (first, NULL, NULL);
  ingot_test_await_success (ingot_vault_store (vault, "https://r7.example/openai/v1", "Ingot: seven", "s3cret-seven", NULL));
  futures[0] = ingot_credential_authorize (credential, first, NULL);
  futures[1] = ingot_credential_authorize (credential, second, NULL);
  ingot_test_await_success (futures[0]);
  ingot_test_await_success (futures[1]);
  assert_headers (first, "s3cret-seven", NULL);
  assert_headers (second, "s3cret-seven", NULL);
  ingot_test_await_success (ingot_vault_clear (vault, "https://r7.example/openai/v1", NULL));
  ingot_test_await_success (ingot_credential_authorize (credential, second, NULL));
  assert_headers (second, "s3cret-seven", NULL);
  g_assert_finalize_object (credential);
}

/* Whoever stops takes nothing away from the others, and the next one asks anew. */
static void
test_one_of_two_stops (void)
{
  g_autoptr(IngotVault) vault = ingot_vault_new ();
  g_autoptr(IngotCredential) credential = ingot_key_credential_new (vault, "https://r8.example/openai/v1", INGOT_KEY_HEADER_BEARER);
  g_autoptr(SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  g_autoptr(SoupMessageHeaders) unused = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  DexFuture *stopped, *other;

  ingot_test_await_success (ingot_vault_store (vault, "https://r8.example/openai/v1", "Ingot: eight", "s3cret-eight", NULL));
  stopped = ingot_credential_authorize (credential, unused, cancellable);
  other = ingot_credential_authorize (credential, headers, NULL);
  g_cancellable_cancel (cancellable);
  ingot_test_vault_assert_error (stopped, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  ingot_test_await_success (other);
  assert_headers (headers, NULL, "Bearer s3cret-eight");
  assert_headers (unused, NULL, NULL);
  ingot_test_await_success (ingot_vault_clear (vault, "https://r8.example/openai/v1", NULL));
}

static void
test_all_stop (void)
{
  g_autoptr(IngotVault) vault = ingot_vault_new ();
  g_autoptr(IngotCredential) credential = ingot_key_credential_new (vault, "https://r9.example/openai/v1", INGOT_KEY_HEADER_API_KEY);
  g_autoptr(SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  DexFuture *stopped;

  ingot_test_await_success (ingot_vault_store (vault, "https://r9.example/openai/v1", "Ingot: nine", "s3cret-nine", NULL));
  stopped = ingot_credential_authorize (credential, headers, cancellable);
  g_cancellable_cancel (cancellable);
  ingot_test_vault_assert_error (stopped, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  ingot_test_await_success (ingot_credential_authorize (credential, headers, NULL));
  assert_headers (headers, "s3cret-nine", NULL);
  ingot_test_await_success (ingot_vault_clear (vault, "https://r9.example/openai/v1", NULL));
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = ingot_test_make_folder ();
  g_autofree char *file = g_build_filename (folder, "test.keyring", NULL);
  int status;

  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", file, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", TRUE);
  ingot_test_init (&argc, &argv);
  g_test_add_func ("/vault/round-trip", ingot_test_vault_round_trip);
  g_test_add_func ("/vault/cancelled", test_cancelled);
  g_test_add_func ("/key-credential/one-header", test_one_header);
  g_test_add_func ("/key-credential/bad-keys", test_bad_keys);
  g_test_add_func ("/key-credential/key-is-kept", test_key_is_kept);
  g_test_add_func ("/key-credential/one-of-two-stops", test_one_of_two_stops);
  g_test_add_func ("/key-credential/all-stop", test_all_stop);
  status = g_test_run ();
  ingot_test_remove_folder (folder);
  return status;
}
