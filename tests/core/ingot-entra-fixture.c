/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include <string.h>

#include "ingot-entra-fixture.h"
#include "ingot-test.h"

void
ingot_entra_fixture_use_file (const char *folder)
{
  g_autofree char *file = g_build_filename (folder, "test.keyring", NULL);

  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", file, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", TRUE);
}

void
ingot_entra_fixture_set_up (EntraFixture *self, gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *address = NULL;

  self->echo = "s3cret-rt-1";
  self->server = ingot_test_server_new (NULL);
  self->sessions = ingot_session_pool_new ();
  self->vault = ingot_vault_new ();
  self->cloud = ingot_cloud_new_other (self->server->url, NULL, SCOPE_ONE, "client-1", NULL, &error);
  g_assert_no_error (error);
  self->entra = ingot_entra_new (self->sessions, self->cloud);
  self->account = ingot_account_new (INGOT_ACCOUNT_PERSON, self->cloud, NULL);
  ingot_account_set_person (self->account, "t1", "o-1", "kim@contoso.example", NULL);
  address = ingot_account_dup_vault_address (self->account);
  ingot_test_await_success (ingot_vault_store (self->vault, address, "Ingot: test", "s3cret-rt-1", NULL));
  self->source = ingot_account_source_new (self->entra, self->vault, self->account);
}

void
ingot_entra_fixture_tear_down (EntraFixture *self, gconstpointer unused)
{
  if (self->source != NULL)
    ingot_test_await_success (ingot_account_source_erase (self->source));
  g_clear_object (&self->source);
  g_object_unref (self->account);
  g_object_unref (self->entra);
  g_object_unref (self->cloud);
  g_object_unref (self->vault);
  g_object_unref (self->sessions);
  ingot_test_server_free (self->server);
}

void
ingot_entra_fixture_answer (EntraFixture *self, const char *token, const char *refresh_token, const char *lifetime)
{
  g_autofree char *refresh = refresh_token != NULL ? g_strdup_printf (",\"refresh_token\":\"%s\"", refresh_token)
                                                   : g_strdup ("");
  g_autofree char *body = g_strdup_printf ("{\"token_type\":\"Bearer\",\"access_token\":\"%s\",\"expires_in\":%s%s,"
                                           "\"id_token\":\"" ENTRA_ID_TOKEN "\"}", token, lifetime, refresh);

  ingot_test_server_answer (self->server, 200, NULL, NULL, body);
}

void
ingot_entra_fixture_refuse (EntraFixture *self, const char *error, int number, const char *more)
{
  g_autofree char *body = g_strdup_printf ("{\"error\":\"%s\",\"error_codes\":[%d],\"error_description\":"
                                           "\"AADSTS%d: you sent %s\"%s}", error, number, number, self->echo, more);

  ingot_test_server_answer (self->server, 400, NULL, NULL, body);
}

char *
ingot_entra_fixture_dup_token (EntraFixture *self, const char *scope)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(IngotToken) token =
    ingot_test_await_boxed (ingot_token_source_get (INGOT_TOKEN_SOURCE (self->source), NULL, scope, NULL), &error);

  g_assert_no_error (error);
  return g_strdup (ingot_token_get_text (token));
}

void
ingot_entra_fixture_assert_error (DexFuture *future, GQuark domain, int code)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (ingot_test_await (future, &error));
  g_assert_error (error, domain, code);
  g_assert_null (strstr (error->message, "s3cret"));
}
