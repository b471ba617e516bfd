/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include <string.h>

#include "base/ingot-error.h"
#include "ingot-test-store.h"

/* Clouds and accounts, and what the store keeps of them. */

static void
test_known_clouds (void)
{
  static const struct { IngotCloudKind kind; const char *authority, *management_scope, *scope, *other; } rows[] = {
    { INGOT_CLOUD_PUBLIC, "https://login.microsoftonline.com", "https://management.azure.com/.default",
      "https://cognitiveservices.azure.com/.default", "https://ai.azure.com/.default" },
    { INGOT_CLOUD_US_GOVERNMENT, "https://login.microsoftonline.us", "https://management.usgovcloudapi.net/.default",
      "https://cognitiveservices.azure.us/.default", "https://ai.azure.us/.default" },
    { INGOT_CLOUD_CHINA, "https://login.chinacloudapi.cn", "https://management.chinacloudapi.cn/.default",
      "https://cognitiveservices.azure.cn/.default", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(IngotCloud) cloud = ingot_cloud_new (rows[i].kind, NULL);
      g_autoptr(IngotCloud) own = ingot_cloud_new (rows[i].kind, " 1111-2222 ");
      g_autofree char *management = ingot_cloud_dup_management_scope (cloud);

      g_assert_cmpstr (ingot_cloud_get_authority (cloud), ==, rows[i].authority);
      g_assert_cmpstr (management, ==, rows[i].management_scope);
      g_assert_cmpstr (ingot_cloud_get_scope (cloud), ==, rows[i].scope);
      g_assert_cmpstr (ingot_cloud_get_other_scope (cloud, rows[i].scope), ==, rows[i].other);
      g_assert_cmpstr (ingot_cloud_get_client_name (cloud), ==, "Microsoft Azure CLI");
      g_assert_cmpstr (ingot_cloud_get_client_id (own), ==, "1111-2222");
      g_assert_null (ingot_cloud_get_client_name (own));
      g_assert_false (ingot_cloud_equal (cloud, own));
    }
}

static void
test_other_scope_goes_back (void)
{
  g_autoptr(IngotCloud) cloud = ingot_cloud_new (INGOT_CLOUD_PUBLIC, NULL);
  const char *usual = ingot_cloud_get_scope (cloud);

  g_assert_cmpstr (ingot_cloud_get_other_scope (cloud, ingot_cloud_get_other_scope (cloud, usual)), ==, usual);
}

static void
test_hosts (void)
{
  g_assert_cmpint (ingot_cloud_kind_for_host ("contoso.openai.azure.com"), ==, INGOT_CLOUD_PUBLIC);
  g_assert_cmpint (ingot_cloud_kind_for_host ("contoso.openai.azure.US"), ==, INGOT_CLOUD_US_GOVERNMENT);
  g_assert_cmpint (ingot_cloud_kind_for_host ("contoso.cognitiveservices.azure.cn"), ==, INGOT_CLOUD_CHINA);
  g_assert_cmpint (ingot_cloud_kind_for_host ("azure.cn.example"), ==, INGOT_CLOUD_PUBLIC);
}

static void
test_tenants (void)
{
  g_assert_true (ingot_cloud_is_tenant ("organizations"));
  g_assert_true (ingot_cloud_is_tenant ("contoso.onmicrosoft.com"));
  g_assert_true (ingot_cloud_is_tenant ("2f1d0c9b-8a7e-4655-9433-221100ffeedd"));
  g_assert_false (ingot_cloud_is_tenant (NULL));
  g_assert_false (ingot_cloud_is_tenant (""));
  g_assert_false (ingot_cloud_is_tenant ("a/b"));
  g_assert_false (ingot_cloud_is_tenant ("../common"));
  g_assert_false (ingot_cloud_is_tenant ("a?b"));
  g_assert_false (ingot_cloud_is_tenant ("콘토소"));
}

static void
assert_refused (const char *authority, const char *management, const char *scope, const char *client_id,
                const char *ca_file, const char *words)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(IngotCloud) cloud = ingot_cloud_new_other (authority, management, scope, client_id, ca_file, &error);

  g_assert_null (cloud);
  g_assert_error (error, INGOT_ERROR, INGOT_ERROR_INPUT);
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_other_cloud (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(IngotCloud) cloud = ingot_cloud_new_other (" https://127.0.0.1:40001/ ", "", NULL, "", "", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (ingot_cloud_get_authority (cloud), ==, "https://127.0.0.1:40001");
  g_assert_null (ingot_cloud_get_management (cloud));
  g_assert_null (ingot_cloud_dup_management_scope (cloud));
  g_assert_null (ingot_cloud_get_ca_file (cloud));
  g_assert_cmpstr (ingot_cloud_get_scope (cloud), ==, "https://cognitiveservices.azure.com/.default");
  assert_refused ("", NULL, NULL, NULL, NULL, "authority");
  assert_refused ("login.contoso.example", NULL, NULL, NULL, NULL, "authority");
  assert_refused ("http://login.contoso.example", NULL, NULL, NULL, NULL, "authority");
  assert_refused ("https://me:pw@login.contoso.example", NULL, NULL, NULL, NULL, "authority");
  assert_refused ("https://login.contoso.example?x", NULL, NULL, NULL, NULL, "authority");
  assert_refused ("https://a.example", "ftp://b.example", NULL, NULL, NULL, "management");
  assert_refused ("https://a.example", NULL, "two scopes", NULL, NULL, "scope");
  assert_refused ("https://a.example", NULL, NULL, "a&b", NULL, "application ID");
  assert_refused ("https://a.example", NULL, NULL, NULL, "/no/such/file.pem", "certificate authority");
}

static void
set_person (gpointer account)
{
  ingot_account_set_person (account, "t", "o", "kim@contoso.example", "Kim");
}

static void
test_account_properties (void)
{
  g_autoptr(IngotCloud) cloud = ingot_cloud_new (INGOT_CLOUD_PUBLIC, NULL);
  g_autoptr(IngotAccount) account = ingot_account_new (INGOT_ACCOUNT_PERSON, cloud, NULL);
  g_autoptr(IngotAccount) source = ingot_account_new (INGOT_ACCOUNT_AZURE_CLI, cloud, NULL);

  g_assert_null (ingot_account_dup_vault_address (account));
  g_assert_null (ingot_account_dup_vault_address (source));
  g_assert_cmpstr (ingot_account_get_title (source), ==, "Azure CLI");
  g_assert_cmpuint (ingot_test_count_notify (account, "title", set_person, account), ==, 1);
  g_assert_cmpuint (ingot_test_count_notify (account, "username", set_person, account), ==, 0);
  g_assert_cmpstr (ingot_account_get_title (account), ==, "kim@contoso.example");
}

/* Two directories, two people, two applications: never one token for another. */
static void
test_vault_addresses_differ (void)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < 16; i++)
    {
      g_autoptr(IngotCloud) cloud = ingot_cloud_new (i & 1 ? INGOT_CLOUD_CHINA : INGOT_CLOUD_PUBLIC,
                                                     i & 2 ? "own" : NULL);
      g_autoptr(IngotAccount) account = ingot_account_new (INGOT_ACCOUNT_PERSON, cloud, NULL);

      ingot_account_set_person (account, i & 4 ? "t1" : "t2", i & 8 ? "o1" : "o2", "same@contoso.example", NULL);
      g_assert_true (g_hash_table_add (seen, ingot_account_dup_vault_address (account)));
    }
}

static IngotAccount *
save_account (StoreFixture *fixture)
{
  g_autoptr(IngotCloud) cloud = ingot_cloud_new (INGOT_CLOUD_US_GOVERNMENT, "own-app");
  IngotAccount *account = ingot_account_new (INGOT_ACCOUNT_PERSON, cloud, NULL);

  ingot_account_set_person (account, "tenant-4711", "object-4711", "trace4711@contoso.example", "김 4711");
  ingot_test_await_success (ingot_store_save_account (fixture->store, account));
  return account;
}

static void
test_round_trip (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr(IngotAccount) account = save_account (fixture);
  g_autoptr(IngotResource) resource = ingot_resource_new (INGOT_RESOURCE_REMOTE, "R", INGOT_SIGN_IN_ACCOUNT);
  g_autoptr(GListModel) accounts = NULL;
  g_autoptr(GListModel) resources = NULL;
  g_autoptr(IngotAccount) loaded = NULL;
  g_autoptr(IngotResource) loaded_resource = NULL;

  ingot_resource_set_account (resource, account);
  ingot_resource_set_scope (resource, "https://ai.azure.us/.default");
  ingot_test_await_success (ingot_store_save_resource (fixture->store, resource));
  ingot_account_set_signed_out (account, TRUE);
  ingot_test_await_success (ingot_store_save_account (fixture->store, account));
  ingot_test_store_reopen (fixture);
  accounts = ingot_test_load (ingot_store_load_accounts (fixture->store));
  resources = ingot_test_load (ingot_store_load_resources (fixture->store, accounts));
  g_assert_cmpuint (g_list_model_get_n_items (accounts), ==, 1);
  loaded = g_list_model_get_item (accounts, 0);
  loaded_resource = g_list_model_get_item (resources, 0);
  g_assert_true (ingot_cloud_equal (ingot_account_get_cloud (loaded), ingot_account_get_cloud (account)));
  g_assert_cmpstr (ingot_account_get_object_id (loaded), ==, "object-4711");
  g_assert_cmpstr (ingot_account_get_title (loaded), ==, "trace4711@contoso.example");
  g_assert_true (ingot_account_get_signed_out (loaded));
  g_assert_true (ingot_resource_get_account (loaded_resource) == loaded);
  g_assert_cmpstr (ingot_resource_get_scope (loaded_resource), ==, "https://ai.azure.us/.default");
}

static gboolean
folder_has (const char *folder, const char *text)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *bytes = NULL;
      gsize length;

      if (g_file_get_contents (path, &bytes, &length, NULL) && memmem (bytes, length, text, strlen (text)) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* Not in the file, not in its log, while the store is still open; and what it signed in to stays. */
static void
test_removed_without_a_trace (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr(IngotAccount) account = save_account (fixture);
  g_autoptr(IngotResource) resource = ingot_resource_new (INGOT_RESOURCE_REMOTE, "R", INGOT_SIGN_IN_ACCOUNT);
  g_autoptr(GListModel) resources = NULL;
  g_autoptr(IngotResource) loaded = NULL;

  ingot_resource_set_account (resource, account);
  ingot_test_await_success (ingot_store_save_resource (fixture->store, resource));
  g_assert_true (folder_has (fixture->folder, "4711"));
  ingot_test_await_success (ingot_store_remove_account (fixture->store, ingot_account_get_id (account)));
  g_assert_false (folder_has (fixture->folder, "4711"));

  /* A resource that is saved with an account that has just gone is kept. */
  ingot_test_await_success (ingot_store_save_resource (fixture->store, resource));
  resources = ingot_test_load (ingot_store_load_resources (fixture->store, NULL));
  loaded = g_list_model_get_item (resources, 0);
  g_assert_null (ingot_resource_get_account (loaded));
}

int
main (int argc, char **argv)
{
  ingot_test_init (&argc, &argv);
  g_test_add_func ("/cloud/known", test_known_clouds);
  g_test_add_func ("/cloud/other-scope-goes-back", test_other_scope_goes_back);
  g_test_add_func ("/cloud/hosts", test_hosts);
  g_test_add_func ("/cloud/tenants", test_tenants);
  g_test_add_func ("/cloud/other", test_other_cloud);
  g_test_add_func ("/account/properties", test_account_properties);
  g_test_add_func ("/account/vault-addresses-differ", test_vault_addresses_differ);
  g_test_add ("/account/round-trip", StoreFixture, NULL, ingot_test_store_set_up, test_round_trip,
              ingot_test_store_tear_down);
  g_test_add ("/account/removed-without-a-trace", StoreFixture, NULL, ingot_test_store_set_up,
              test_removed_without_a_trace, ingot_test_store_tear_down);
  return g_test_run ();
}
