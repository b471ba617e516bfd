/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include <string.h>

#include "ingot-test-store.h"

/*
 * Every version of the schema that was ever released has a dump in
 * fixtures/schema. A change of the schema needs a new step in ingot-schema.c
 * and a new dump; /store/schema/last-dump fails until it is there.
 */
#define LAST_VERSION 7

#define SHAPE \
  "SELECT group_concat (type || ' ' || name || ': ' || sql, char (10) ORDER BY name)" \
  " FROM sqlite_schema WHERE sql IS NOT NULL"

static void
test_last_dump (StoreFixture *fixture, gconstpointer unused)
{
  g_autofree char *folder = ingot_test_make_folder ();
  g_autofree char *shape = ingot_test_store_query (fixture->folder, SHAPE);
  g_autofree char *version = ingot_test_store_query (fixture->folder, "PRAGMA user_version");
  g_autofree char *last = g_strdup_printf ("%d", LAST_VERSION);
  g_autofree char *dumped = NULL;

  ingot_test_store_load_dump (folder, LAST_VERSION);
  dumped = ingot_test_store_query (folder, SHAPE);
  g_assert_cmpstr (version, ==, last);
  g_assert_cmpstr (shape, ==, dumped);
  ingot_test_remove_folder (folder);
}

static void
assert_resources (GListModel *resources)
{
  g_autoptr(IngotResource) first = g_list_model_get_item (resources, 0);
  g_autoptr(IngotResource) sandbox = g_list_model_get_item (resources, 1);
  IngotDeployment *deployment = ingot_resource_find_deployment (first, "text-embedding-3-small");

  g_assert_cmpuint (g_list_model_get_n_items (resources), ==, 2);
  g_assert_cmpstr (ingot_resource_get_name (first), ==, "Contoso 콘토소");
  g_assert_cmpstr (ingot_resource_get_url (first), ==, "https://contoso.openai.azure.com");
  g_assert_cmpint (ingot_resource_get_kind (sandbox), ==, INGOT_RESOURCE_SANDBOX);
  g_assert_nonnull (deployment);
  g_assert_cmpint (ingot_deployment_get_style (deployment), ==, INGOT_ENDPOINT_STYLE_DEPLOYMENT);
  g_assert_false (ingot_deployment_get_chats (deployment));
}

static void
assert_conversations (GListModel *conversations)
{
  g_autoptr(IngotConversation) first = g_list_model_get_item (conversations, 0);
  g_autoptr(IngotConversation) second = g_list_model_get_item (conversations, 1);
  IngotDeployment *deployment = ingot_conversation_get_deployment (first);

  g_assert_cmpuint (g_list_model_get_n_items (conversations), ==, 2);
  g_assert_cmpstr (ingot_conversation_get_title (first), ==, "첫 줄 👋");
  g_assert_cmpstr (ingot_conversation_get_draft (first), ==, "draft 초안");
  g_assert_cmpint (ingot_conversation_get_updated (first), ==, 1700000003000000);
  g_assert_nonnull (deployment);
  g_assert_cmpstr (ingot_deployment_get_name (deployment), ==, "mistral-large");
  g_assert_cmpstr (ingot_conversation_get_title (second), ==, "Renamed");
}

static void
assert_turns (StoreFixture *fixture)
{
  g_autoptr(IngotTurn) question = ingot_test_store_load_turn (fixture, 6, 0, 3);
  g_autoptr(IngotTurn) failed = ingot_test_store_load_turn (fixture, 6, 1, 3);
  g_autoptr(IngotTurn) interrupted = ingot_test_store_load_turn (fixture, 6, 2, 3);

  g_assert_cmpstr (ingot_turn_get_text (question), ==, "첫 줄 👋\nsecond");
  g_assert_cmpint (ingot_turn_get_role (question), ==, INGOT_ROLE_USER);
  g_assert_cmpint (ingot_turn_get_state (failed), ==, INGOT_TURN_FAILED);
  g_assert_cmpstr (ingot_turn_get_reasoning (failed), ==, "thought");
  g_assert_cmpint (ingot_turn_get_facts (failed)->prompt_tokens, ==, 12);
  g_assert_nonnull (ingot_turn_get_failure (failed));
  g_assert_cmpint (ingot_turn_get_failure (failed)->status, ==, 429);
  g_assert_cmpint (ingot_turn_get_state (interrupted), ==, INGOT_TURN_INTERRUPTED);
  g_assert_cmpstr (ingot_turn_get_text (interrupted), ==, "still 쓰는 중");
  g_assert_cmpstr (ingot_turn_get_reasoning (interrupted), ==, "hm");
}

/* What came with version 2. */
static void
assert_settings (GListModel *conversations)
{
  g_autoptr(IngotConversation) first = g_list_model_get_item (conversations, 0);
  IngotParameters *parameters = ingot_conversation_get_parameters (first);
  IngotDeployment *deployment = ingot_conversation_get_deployment (first);
  IngotLesson *lesson = ingot_lessons_find (ingot_deployment_get_lessons (deployment), "max_tokens");

  g_assert_true (ingot_conversation_get_pinned (first));
  g_assert_cmpstr (ingot_parameters_get_system_prompt (parameters), ==, "간단히");
  g_assert_cmpfloat (ingot_parameters_get_number (parameters, INGOT_PARAMETER_TEMPERATURE), ==, 0.2);
  g_assert_cmpstr (ingot_deployment_get_api_version (deployment), ==, "2024-10-21");
  g_assert_nonnull (lesson);
  g_assert_cmpstr (ingot_lesson_get_replacement (lesson), ==, "max_completion_tokens");
}

/* What came with version 4. */
static void
assert_drops_extras (GListModel *resources, gboolean expected)
{
  g_autoptr(IngotResource) first = g_list_model_get_item (resources, 0);
  g_autoptr(IngotResource) sandbox = g_list_model_get_item (resources, 1);

  g_assert_cmpint (ingot_resource_get_drops_extras (first), ==, expected);
  g_assert_false (ingot_resource_get_drops_extras (sandbox));
}

static void
assert_found (StoreFixture *fixture, const char *text, gint64 id)
{
  g_autoptr(GListModel) hits = ingot_test_load (ingot_store_search (fixture->store, text, 0, 10));
  g_autoptr(IngotSearchHit) hit = g_list_model_get_item (hits, 0);

  g_assert_cmpuint (g_list_model_get_n_items (hits), ==, id != 0 ? 1 : 0);
  if (id != 0)
    g_assert_cmpint (ingot_search_hit_get_id (hit), ==, id);
}

/* What came with version 3 is made from what was there. */
static void
assert_index (StoreFixture *fixture)
{
  assert_found (fixture, "첫", 9);
  assert_found (fixture, "쓰는", 12);
  assert_found (fixture, "renam", 7);
  assert_found (fixture, "regenerated", 0);
}

/* What came with version 5. */
static void
assert_account (GListModel *resources)
{
  g_autoptr(IngotResource) first = g_list_model_get_item (resources, 0);
  IngotAccount *account = ingot_resource_get_account (first);
  IngotCloud *cloud;

  g_assert_nonnull (account);
  g_assert_cmpint (ingot_resource_get_sign_in (first), ==, INGOT_SIGN_IN_ACCOUNT);
  g_assert_cmpstr (ingot_resource_get_scope (first), ==, "https://ai.azure.com/.default");
  g_assert_cmpstr (ingot_resource_get_tenant (first), ==, "fabrikam.example");
  g_assert_cmpstr (ingot_account_get_username (account), ==, "kim@contoso.example");
  g_assert_cmpstr (ingot_account_get_name (account), ==, "김민지");
  g_assert_cmpstr (ingot_account_get_tenant (account), ==, "contoso.example");
  g_assert_true (ingot_account_get_signed_out (account));
  cloud = ingot_account_get_cloud (account);
  g_assert_cmpint (ingot_cloud_get_kind (cloud), ==, INGOT_CLOUD_OTHER);
  g_assert_cmpstr (ingot_cloud_get_authority (cloud), ==, "https://login.contoso.example");
  g_assert_cmpstr (ingot_cloud_get_client_id (cloud), ==, "ingot");
  g_assert_cmpstr (ingot_cloud_get_ca_file (cloud), ==, "/no/such/ca.pem");
}

/* What came with version 6. */
static void
assert_listing (GListModel *resources, gboolean expected)
{
  g_autoptr(IngotResource) first = g_list_model_get_item (resources, 0);
  const IngotResourceInfo *resource = ingot_resource_get_info (first);
  IngotDeployment *deployment = ingot_resource_find_deployment (first, "mistral-large");
  const IngotDeploymentInfo *info = ingot_deployment_get_info (deployment);

  g_assert_cmpint (ingot_resource_get_listed (first), ==, expected ? 1780000000000000 : 0);
  g_assert_cmpint (ingot_deployment_get_found (deployment), ==, expected ? 1780000000000000 : 0);
  g_assert_cmpint (resource != NULL, ==, expected);
  g_assert_cmpint (info != NULL, ==, expected);
  g_assert_cmpstr (ingot_deployment_get_model (deployment), ==, "Mistral-large-2411");
  if (!expected)
    return;
  g_assert_true (g_str_has_suffix (resource->id, "/accounts/contoso"));
  g_assert_cmpstr (resource->location, ==, "koreacentral");
  g_assert_true (resource->keys_disabled);
  g_assert_false (resource->is_regional);
  g_assert_cmpstr (info->format, ==, "Mistral AI");
  g_assert_cmpint (info->capacity, ==, 50);
  g_assert_cmpint (info->requests_per_minute, ==, -1);
  g_assert_true (ingot_deployment_info_has (info, "jsonObjectResponse"));
  g_assert_false (ingot_deployment_info_has (info, "json"));
}

/* What a program of that version left behind is all there, in the shape of today. */
static void
test_dump (gconstpointer data)
{
  g_autofree char *folder = ingot_test_make_folder ();
  StoreFixture fixture = { folder, NULL };
  g_autoptr(GListModel) accounts = NULL;
  g_autoptr(GListModel) resources = NULL;
  g_autoptr(GListModel) conversations = NULL;
  g_autofree char *integrity = NULL;
  g_autofree char *violations = NULL;

  ingot_test_store_load_dump (folder, GPOINTER_TO_INT (data));
  fixture.store = ingot_test_store_open (folder);
  g_assert_cmpint (ingot_store_get_set_aside (fixture.store, NULL), ==, INGOT_SET_ASIDE_NONE);
  g_assert_cmpint (ingot_store_new_id (fixture.store), ==, GPOINTER_TO_INT (data) >= 5 ? 14 : 13);
  accounts = ingot_test_load (ingot_store_load_accounts (fixture.store));
  resources = ingot_test_load (ingot_store_load_resources (fixture.store, accounts));
  conversations = ingot_test_load (ingot_store_load_conversations (fixture.store, resources));
  assert_resources (resources);
  assert_drops_extras (resources, GPOINTER_TO_INT (data) >= 4);
  assert_conversations (conversations);
  if (GPOINTER_TO_INT (data) >= 2)
    assert_settings (conversations);
  if (GPOINTER_TO_INT (data) >= 5)
    assert_account (resources);
  assert_listing (resources, GPOINTER_TO_INT (data) >= 6);
  assert_turns (&fixture);
  assert_index (&fixture);
  ingot_test_store_close (&fixture.store);
  integrity = ingot_test_store_query (folder, "PRAGMA integrity_check");
  violations = ingot_test_store_query (folder, "PRAGMA foreign_key_check");
  g_assert_cmpstr (integrity, ==, "ok");
  g_assert_cmpstr (violations, ==, "");
  ingot_test_remove_folder (folder);
}

int
main (int argc, char **argv)
{
  ingot_test_init (&argc, &argv);
  g_test_add ("/store/schema/last-dump", StoreFixture, NULL,
              ingot_test_store_set_up, test_last_dump, ingot_test_store_tear_down);
  for (int version = 1; version <= LAST_VERSION; version++)
    {
      g_autofree char *path = g_strdup_printf ("/store/schema/v%d", version);

      g_test_add_data_func (path, GINT_TO_POINTER (version), test_dump);
    }
  return g_test_run ();
}
