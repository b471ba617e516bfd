/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include <string.h>

#include "azure/ingot-model-list.h"
#include "ingot-chat-fixture.h"
#include "ingot-test.h"

static GListModel *
fetch (IngotChatFixture *fixture, GError **error)
{
  return ingot_test_await_object (ingot_model_list_fetch (fixture->session, fixture->resource, fixture->credential,
                                                          fixture->cancellable), error);
}

/* "a+ b-": the names, each with whether it chats. */
static char *
print (GListModel *list)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(IngotDeployment) deployment = g_list_model_get_item (list, i);

      g_assert_cmpint (ingot_deployment_get_style (deployment), ==, INGOT_ENDPOINT_STYLE_V1);
      g_string_append_printf (text, "%s%s%c", i > 0 ? " " : "", ingot_deployment_get_name (deployment),
                              ingot_deployment_get_chats (deployment) ? '+' : '-');
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_request (void)
{
  g_autoptr(IngotChatFixture) fixture = ingot_chat_fixture_new ("/v1");
  g_autoptr(GListModel) list = NULL;
  g_autoptr(GError) error = NULL;
  const char *request;

  ingot_wire_server_answer_text (fixture->server, 200, "", "{\"object\":\"list\",\"data\":[]}");
  list = fetch (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 0);
  request = g_ptr_array_index (fixture->server->requests, 0);
  g_assert_true (g_str_has_prefix (request, "GET /v1/models HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (request, "\r\nAuthorization: Bearer " INGOT_CHAT_FIXTURE_KEY "\r\n"));
  g_assert_nonnull (strstr (request, "\r\nAccept: application/json\r\n"));
  g_assert_null (strstr (request, "api-key"));
  g_assert_true (g_str_has_suffix (request, "\r\n\r\n"));
}

static void
test_lists (void)
{
  static const struct { const char *body, *expected; } rows[] = {
    { "{\"data\":[{\"id\":\"a\",\"capabilities\":{\"chat_completion\":true}},"
      "{\"id\":\"b\",\"capabilities\":{\"chat_completion\":false,\"embeddings\":true}},"
      "{\"id\":\"c\",\"capabilities\":{\"embeddings\":\"true\"}},{\"id\":\"d\",\"capabilities\":{\"chat_completion\":\"true\"}},"
      "{\"id\":\"e\",\"capabilities\":{\"chat_completion\":\"false\"}},{\"id\":\"f\"}]}", "a+ b- c- d+ e- f+" },
    { "{\"data\":[null,1,\"x\",{},{\"id\":null},{\"id\":\"\"},{\"id\":7},{\"id\":\"a\",\"capabilities\":[\"completion\"]}]}", "a+" },
    { "{\"models\":[{\"name\":\"x\"}],\"object\":\"list\",\"data\":[{\"id\":\"tiny.gguf\",\"meta\":{\"n_ctx\":512}}]}", "tiny.gguf+" },
  };
  g_autoptr(IngotChatFixture) fixture = ingot_chat_fixture_new ("/openai/v1");

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GListModel) list = NULL;
      g_autofree char *printed = NULL;

      ingot_wire_server_answer_text (fixture->server, 200, "", rows[i].body);
      list = fetch (fixture, &error);
      g_assert_no_error (error);
      printed = print (list);
      g_assert_cmpstr (printed, ==, rows[i].expected);
    }
}

static void
test_failures (void)
{
  static const struct { int status; const char *body; int code; } rows[] = {
    { 401, "{\"error\":{\"code\":\"401\",\"message\":\"Key " INGOT_CHAT_FIXTURE_KEY "\"}}", INGOT_ERROR_SIGN_IN },
    { 404, "", INGOT_ERROR_NOT_FOUND },
    { 200, "", INGOT_ERROR_PROTOCOL },
    { 200, "{}", INGOT_ERROR_PROTOCOL },
    { 200, "[]", INGOT_ERROR_PROTOCOL },
    { 200, "{\"data\":{}}", INGOT_ERROR_PROTOCOL },
    { 200, "<html></html>", INGOT_ERROR_PROTOCOL },
  };
  g_autoptr(IngotChatFixture) fixture = ingot_chat_fixture_new ("/openai/v1");

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;

      ingot_wire_server_answer_text (fixture->server, rows[i].status, "", rows[i].body);
      g_assert_null (fetch (fixture, &error));
      g_assert_error (error, INGOT_ERROR, rows[i].code);
      g_assert_null (strstr (error->message, INGOT_CHAT_FIXTURE_KEY));
    }
}

/* An answer that does not fit is given up, not kept in memory. */
static void
test_huge (void)
{
  g_autoptr(IngotChatFixture) fixture = ingot_chat_fixture_new ("/openai/v1");
  g_autofree char *body = g_strnfill (9 * 1024 * 1024, ' ');
  g_autoptr(GError) error = NULL;

  ingot_wire_server_answer_text (fixture->server, 200, "", body);
  g_assert_null (fetch (fixture, &error));
  g_assert_error (error, INGOT_ERROR, INGOT_ERROR_PROTOCOL);
}

static void
test_no_address (void)
{
  g_autoptr(IngotChatFixture) fixture = ingot_chat_fixture_new ("/openai/v1");
  g_autoptr(GError) error = NULL;

  ingot_resource_set_address (fixture->resource, NULL, NULL);
  g_assert_null (fetch (fixture, &error));
  g_assert_error (error, INGOT_ERROR, INGOT_ERROR_ADDRESS);
}

static void
test_cancel (void)
{
  g_autoptr(IngotChatFixture) fixture = ingot_chat_fixture_new ("/openai/v1");
  DexFuture *future;
  g_autoptr(GError) error = NULL;

  ingot_wire_server_answer (fixture->server, "", 0, INGOT_WIRE_HOLD);
  future = ingot_model_list_fetch (fixture->session, fixture->resource, fixture->credential, fixture->cancellable);
  while (fixture->server->requests->len == 0)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (fixture->cancellable);
  g_assert_false (ingot_test_await (future, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  ingot_test_init (&argc, &argv);

  g_test_add_func ("/model-list/request", test_request);
  g_test_add_func ("/model-list/lists", test_lists);
  g_test_add_func ("/model-list/failures", test_failures);
  g_test_add_func ("/model-list/huge", test_huge);
  g_test_add_func ("/model-list/no-address", test_no_address);
  g_test_add_func ("/model-list/cancel", test_cancel);

  return g_test_run ();
}
