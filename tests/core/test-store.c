/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include "base/ingot-error.h"
#include "ingot-test-store.h"

static IngotResource *
new_resource (const char *name)
{
  IngotResource *resource = ingot_resource_new (INGOT_RESOURCE_REMOTE, name, INGOT_SIGN_IN_KEY);
  g_autoptr(IngotDeployment) first = ingot_deployment_new ("채팅 👩‍👩‍👧", INGOT_ENDPOINT_STYLE_V1);
  g_autoptr(IngotDeployment) second = ingot_deployment_new ("b", INGOT_ENDPOINT_STYLE_DEPLOYMENT);

  ingot_resource_set_address (resource, "https://contoso.openai.azure.com", "/openai/v1");
  ingot_deployment_set_model (first, "mistral-large (2411)");
  ingot_deployment_set_chats (second, FALSE);
  ingot_resource_add_deployment (resource, first);
  ingot_resource_add_deployment (resource, second);
  return resource;
}

static void
assert_same_deployment (GListModel *expected, GListModel *actual, guint position)
{
  g_autoptr(IngotDeployment) a = g_list_model_get_item (expected, position);
  g_autoptr(IngotDeployment) b = g_list_model_get_item (actual, position);

  g_assert_cmpint (ingot_deployment_get_id (a), ==, ingot_deployment_get_id (b));
  g_assert_cmpstr (ingot_deployment_get_name (a), ==, ingot_deployment_get_name (b));
  g_assert_cmpstr (ingot_deployment_get_model (a), ==, ingot_deployment_get_model (b));
  g_assert_cmpint (ingot_deployment_get_style (a), ==, ingot_deployment_get_style (b));
  g_assert_cmpint (ingot_deployment_get_chats (a), ==, ingot_deployment_get_chats (b));
  g_assert_true (ingot_deployment_get_resource (b) == INGOT_RESOURCE (actual));
}

static void
assert_same_resource (IngotResource *a, IngotResource *b)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (a));

  g_assert_cmpint (ingot_resource_get_id (a), ==, ingot_resource_get_id (b));
  g_assert_cmpint (ingot_resource_get_kind (a), ==, ingot_resource_get_kind (b));
  g_assert_cmpint (ingot_resource_get_sign_in (a), ==, ingot_resource_get_sign_in (b));
  g_assert_cmpstr (ingot_resource_get_name (a), ==, ingot_resource_get_name (b));
  g_assert_cmpstr (ingot_resource_get_url (a), ==, ingot_resource_get_url (b));
  g_assert_cmpstr (ingot_resource_get_v1_path (a), ==, ingot_resource_get_v1_path (b));
  g_assert_cmpuint (n, ==, g_list_model_get_n_items (G_LIST_MODEL (b)));
  for (guint i = 0; i < n; i++)
    assert_same_deployment (G_LIST_MODEL (a), G_LIST_MODEL (b), i);
}

static void
test_resources (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr(IngotResource) first = new_resource ("퍼스트 'A'");
  g_autoptr(IngotResource) second = new_resource ("B");
  g_autoptr(IngotDeployment) third = ingot_deployment_new ("c", INGOT_ENDPOINT_STYLE_INFERENCE);
  g_autoptr(DexFuture) saving = ingot_store_save_resource (fixture->store, first);
  g_autoptr(GListModel) loaded = NULL;
  g_autoptr(IngotResource) loaded_first = NULL;
  g_autoptr(IngotResource) loaded_second = NULL;

  g_assert_cmpint (ingot_resource_get_id (first), >, 0);
  ingot_test_await_success (g_steal_pointer (&saving));
  ingot_test_await_success (ingot_store_save_resource (fixture->store, second));

  /* Saving again changes the rows; it does not add others. */
  ingot_resource_add_deployment (first, third);
  ingot_resource_set_name (first, "A");
  ingot_resource_set_address (first, NULL, "/v1");
  ingot_test_await_success (ingot_store_save_resource (fixture->store, first));

  ingot_test_store_reopen (fixture);
  loaded = ingot_test_load (ingot_store_load_resources (fixture->store, NULL));
  g_assert_cmpuint (g_list_model_get_n_items (loaded), ==, 2);
  loaded_first = g_list_model_get_item (loaded, 0);
  loaded_second = g_list_model_get_item (loaded, 1);
  assert_same_resource (first, loaded_first);
  assert_same_resource (second, loaded_second);
}

static void
test_sandbox_address (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr(IngotResource) sandbox =
    ingot_resource_new (INGOT_RESOURCE_SANDBOX, "Sandbox", INGOT_SIGN_IN_KEY);
  g_autoptr(GListModel) loaded = NULL;
  g_autoptr(IngotResource) resource = NULL;

  ingot_resource_set_address (sandbox, "http://127.0.0.1:40001", "/openai/v1");
  ingot_test_await_success (ingot_store_save_resource (fixture->store, sandbox));
  loaded = ingot_test_load (ingot_store_load_resources (fixture->store, NULL));
  resource = g_list_model_get_item (loaded, 0);
  g_assert_cmpint (ingot_resource_get_kind (resource), ==, INGOT_RESOURCE_SANDBOX);
  g_assert_null (ingot_resource_get_url (resource));
}

static void
test_remove_resource (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr(IngotResource) resource = new_resource ("A");
  g_autoptr(IngotDeployment) deployment = g_list_model_get_item (G_LIST_MODEL (resource), 0);
  g_autoptr(IngotConversation) conversation = ingot_conversation_new ();
  g_autoptr(IngotConversation) before = NULL;
  g_autoptr(IngotConversation) after = NULL;
  g_autoptr(GListModel) resources = NULL;

  ingot_test_await_success (ingot_store_save_resource (fixture->store, resource));
  ingot_conversation_set_deployment (conversation, deployment);
  ingot_test_await_success (ingot_store_save_conversation (fixture->store, conversation));
  before = ingot_test_store_load_only_conversation (fixture);
  g_assert_cmpint (ingot_deployment_get_id (ingot_conversation_get_deployment (before)), ==,
                   ingot_deployment_get_id (deployment));

  ingot_test_await_success (ingot_store_remove_resource (fixture->store, ingot_resource_get_id (resource)));
  resources = ingot_test_load (ingot_store_load_resources (fixture->store, NULL));
  g_assert_cmpuint (g_list_model_get_n_items (resources), ==, 0);
  after = ingot_test_store_load_only_conversation (fixture);
  g_assert_null (ingot_conversation_get_deployment (after));

  /* A draft that is saved with a deployment that has just gone is kept. */
  ingot_conversation_set_draft (conversation, "kept");
  ingot_test_await_success (ingot_store_save_conversation (fixture->store, conversation));
  g_clear_object (&after);
  after = ingot_test_store_load_only_conversation (fixture);
  g_assert_cmpstr (ingot_conversation_get_draft (after), ==, "kept");
}

static void
test_conversation (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr(IngotConversation) conversation = ingot_conversation_new ();
  g_autoptr(IngotConversation) loaded = NULL;

  ingot_conversation_set_draft (conversation, HARD_TEXT);
  ingot_conversation_set_own_title (conversation, "제목");
  ingot_test_await_success (ingot_store_save_conversation (fixture->store, conversation));
  ingot_test_store_reopen (fixture);
  loaded = ingot_test_store_load_only_conversation (fixture);
  g_assert_cmpint (ingot_conversation_get_id (loaded), ==, ingot_conversation_get_id (conversation));
  g_assert_cmpstr (ingot_conversation_get_draft (loaded), ==, HARD_TEXT);
  g_assert_cmpstr (ingot_conversation_get_own_title (loaded), ==, "제목");
  g_assert_cmpint (ingot_conversation_get_created (loaded), ==,
                   ingot_conversation_get_created (conversation));
  g_assert_cmpint (ingot_conversation_get_updated (loaded), ==,
                   ingot_conversation_get_updated (conversation));
  g_assert_false (ingot_conversation_get_loaded (loaded));

  ingot_conversation_set_draft (conversation, "");
  ingot_conversation_set_own_title (conversation, NULL);
  ingot_test_await_success (ingot_store_save_conversation (fixture->store, conversation));
  g_clear_object (&loaded);
  loaded = ingot_test_store_load_only_conversation (fixture);
  g_assert_cmpstr (ingot_conversation_get_draft (loaded), ==, "");
  g_assert_null (ingot_conversation_get_title (loaded));
}

static void
test_title (StoreFixture *fixture, gconstpointer unused)
{
  gint64 conversation = ingot_test_store_add_conversation (fixture);
  gint64 first = ingot_test_store_add_user_turn (fixture, conversation, "\n  첫 줄 👋 \nsecond line");
  g_autoptr(IngotConversation) loaded = NULL;

  ingot_test_store_add_user_turn (fixture, conversation, "another");
  loaded = ingot_test_store_load_only_conversation (fixture);
  g_assert_cmpstr (ingot_conversation_get_title (loaded), ==, "첫 줄 👋 ");

  ingot_test_await_success (ingot_store_supersede_turn (fixture->store, first));
  g_clear_object (&loaded);
  loaded = ingot_test_store_load_only_conversation (fixture);
  g_assert_cmpstr (ingot_conversation_get_title (loaded), ==, "another");
}

static void
test_updated_order (StoreFixture *fixture, gconstpointer unused)
{
  gint64 older = ingot_test_store_add_conversation (fixture);
  gint64 newer = ingot_test_store_add_conversation (fixture);
  g_autoptr(GListModel) before = ingot_test_store_load_conversations (fixture);
  g_autoptr(IngotConversation) first_before = g_list_model_get_item (before, 0);
  g_autoptr(GListModel) after = NULL;
  g_autoptr(IngotConversation) first_after = NULL;

  g_assert_cmpint (ingot_conversation_get_id (first_before), ==, newer);
  ingot_test_store_add_user_turn (fixture, older, "news");
  after = ingot_test_store_load_conversations (fixture);
  first_after = g_list_model_get_item (after, 0);
  g_assert_cmpint (ingot_conversation_get_id (first_after), ==, older);
}

static void
test_delete (StoreFixture *fixture, gconstpointer unused)
{
  gint64 conversation = ingot_test_store_add_conversation (fixture);
  g_autoptr(GListModel) none = NULL;
  g_autoptr(IngotConversation) back = NULL;
  g_autoptr(IngotTurn) turn = NULL;
  g_autoptr(GListModel) turns = NULL;

  ingot_test_store_add_user_turn (fixture, conversation, "still here");
  ingot_test_await_success (ingot_store_set_deleted (fixture->store, conversation, TRUE));
  ingot_test_store_reopen (fixture);
  none = ingot_test_store_load_conversations (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (none), ==, 0);

  ingot_test_await_success (ingot_store_set_deleted (fixture->store, conversation, FALSE));
  ingot_test_await_success (ingot_store_purge_deleted (fixture->store));
  back = ingot_test_store_load_only_conversation (fixture);
  turn = ingot_test_store_load_turn (fixture, conversation, 0, 1);
  g_assert_cmpstr (ingot_turn_get_text (turn), ==, "still here");

  ingot_test_await_success (ingot_store_set_deleted (fixture->store, conversation, TRUE));
  ingot_test_await_success (ingot_store_purge_deleted (fixture->store));
  ingot_test_await_success (ingot_store_set_deleted (fixture->store, conversation, FALSE));
  g_clear_object (&none);
  none = ingot_test_store_load_conversations (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (none), ==, 0);
  turns = ingot_test_load (ingot_store_load_turns (fixture->store, conversation));
  g_assert_cmpuint (g_list_model_get_n_items (turns), ==, 0);
}

static void
test_ids (StoreFixture *fixture, gconstpointer unused)
{
  gint64 conversation = ingot_test_store_add_conversation (fixture);
  gint64 turn = ingot_test_store_add_user_turn (fixture, conversation, "x");
  gint64 next = ingot_store_new_id (fixture->store);

  g_assert_cmpint (conversation, >, 0);
  g_assert_cmpint (turn, >, conversation);
  g_assert_cmpint (next, >, turn);
  g_assert_cmpint (ingot_store_new_id (fixture->store), >, next);
  ingot_test_store_reopen (fixture);
  g_assert_cmpint (ingot_store_new_id (fixture->store), >, turn);
}

static void
test_closed (StoreFixture *fixture, gconstpointer unused)
{
  g_autofree char *log = g_build_filename (fixture->folder, "ingot.db-wal", NULL);
  g_autoptr(GError) error = NULL;
  DexFuture *draft;
  g_autoptr(IngotConversation) conversation = ingot_conversation_new ();

  /* What was asked before is done first; what is asked afterwards is refused. */
  draft = ingot_store_save_conversation (fixture->store, conversation);
  ingot_test_await_success (ingot_store_close (fixture->store));
  g_assert_true (dex_future_is_resolved (draft));
  dex_unref (draft);
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
  g_assert_false (ingot_test_await (ingot_store_purge_deleted (fixture->store), &error));
  g_assert_error (error, INGOT_ERROR, INGOT_ERROR_STORE);
  g_assert_finalize_object (g_steal_pointer (&fixture->store));
  fixture->store = ingot_test_store_open (fixture->folder);
}

/* Objects are read before the call returns: what changes afterwards is not written. */
static void
test_snapshot (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr(IngotConversation) conversation = ingot_conversation_new ();
  g_autoptr(IngotConversation) loaded = NULL;
  DexFuture *saving;

  ingot_conversation_set_draft (conversation, "one");
  saving = ingot_store_save_conversation (fixture->store, conversation);
  ingot_conversation_set_draft (conversation, "two");
  ingot_test_await_success (saving);
  loaded = ingot_test_store_load_only_conversation (fixture);
  g_assert_cmpstr (ingot_conversation_get_draft (loaded), ==, "one");
}

#define ADD(path, function) \
  g_test_add (path, StoreFixture, NULL, ingot_test_store_set_up, function, ingot_test_store_tear_down)

int
main (int argc, char **argv)
{
  ingot_test_init (&argc, &argv);
  ADD ("/store/resources", test_resources);
  ADD ("/store/sandbox-address", test_sandbox_address);
  ADD ("/store/remove-resource", test_remove_resource);
  ADD ("/store/conversation", test_conversation);
  ADD ("/store/title", test_title);
  ADD ("/store/updated-order", test_updated_order);
  ADD ("/store/delete", test_delete);
  ADD ("/store/ids", test_ids);
  ADD ("/store/closed", test_closed);
  ADD ("/store/snapshot", test_snapshot);
  return g_test_run ();
}
