/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a resource itself says of its deployments, by a server that says what the test wants. */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include <string.h>

#include "auth/ingot-key-credential.h"
#include "azure/ingot-deployment-list.h"
#include "base/ingot-error.h"
#include "ingot-chat-fixture.h"
#include "ingot-test-server.h"
#include "ingot-test.h"

#define KEY "s3cret-key"

typedef struct
{
  IngotTestServer *server;
  SoupSession *session;
  IngotResource *resource;
  IngotCredential *credential;
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  self->server = ingot_test_server_new (NULL);
  self->session = ingot_http_session_new ();
  self->resource = ingot_resource_new (INGOT_RESOURCE_REMOTE, "Contoso", INGOT_SIGN_IN_KEY);
  ingot_resource_set_address (self->resource, self->server->url, "/openai/v1");
  self->credential = ingot_key_credential_new_for_key (KEY, INGOT_KEY_HEADER_API_KEY);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  g_object_unref (self->credential);
  g_object_unref (self->resource);
  g_object_unref (self->session);
  ingot_test_server_free (self->server);
}

static GListModel *
fetch (Fixture *self, const char *project, GError **error)
{
  return ingot_test_await_object (ingot_deployment_list_fetch (self->session, self->resource, self->credential, project,
                                                               NULL), error);
}

static void
test_old_form (Fixture *self, gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) list = NULL;
  g_autoptr(IngotDeployment) first = NULL;
  g_autoptr(IngotDeployment) second = NULL;

  ingot_test_server_answer (self->server, 200, NULL, NULL,
                            "{\"data\":[{\"id\":\"mine\",\"model\":\"Mistral-Large-2411\",\"status\":\"succeeded\"},"
                            "7,{\"id\":\"../x\"},{\"id\":\"new\",\"model\":\"gpt-4o\",\"status\":\"creating\"}]}");
  list = fetch (self, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 2);
  first = g_list_model_get_item (list, 0);
  second = g_list_model_get_item (list, 1);
  g_assert_cmpstr (ingot_deployment_get_name (first), ==, "mine");
  g_assert_cmpstr (ingot_deployment_get_model (first), ==, "Mistral-Large-2411");
  g_assert_true (ingot_deployment_get_chats (first));
  g_assert_false (ingot_deployment_get_chats (second));
  g_assert_cmpuint (self->server->seen->len, ==, 1);
  g_assert_cmpstr (self->server->seen->pdata[0], ==, "GET /openai/deployments");
  g_assert_cmpstr (soup_message_headers_get_one (self->server->headers, "api-key"), ==, KEY);
}

/* The project knows more of what the resource lists; what it says besides is not asked. */
static void
test_both (Fixture *self, gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) list = NULL;
  g_autoptr(GListModel) without = NULL;
  g_autoptr(IngotDeployment) first = NULL;
  const IngotDeploymentInfo *info;
  static const char old[] = "{\"data\":[{\"id\":\"mine\",\"model\":\"gpt-4o\",\"status\":\"creating\"}]}";

  ingot_test_server_answer (self->server, 200, NULL, NULL, old);
  ingot_test_server_answer (self->server, 200, NULL, NULL,
                            "{\"value\":[{\"name\":\"other\"},{\"name\":\"mine\",\"modelName\":\"gpt-4o\","
                            "\"modelVersion\":\"2024-11-20\",\"sku\":{\"name\":\"Standard\",\"capacity\":50}}]}");
  list = fetch (self, "p", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 1);
  first = g_list_model_get_item (list, 0);
  info = ingot_deployment_get_info (first);
  g_assert_cmpstr (info->version, ==, "2024-11-20");
  g_assert_cmpint (info->capacity, ==, 50);
  g_assert_cmpstr (info->state, ==, "creating");
  g_assert_false (ingot_deployment_get_chats (first));

  /* What is wrong with the project is nothing to be told of. */
  ingot_test_server_answer (self->server, 200, NULL, NULL, old);
  ingot_test_server_answer (self->server, 403, NULL, NULL, "{}");
  without = fetch (self, "p", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (without), ==, 1);
}

static void
test_project (Fixture *self, gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) list = NULL;
  g_autoptr(IngotDeployment) first = NULL;
  const IngotDeploymentInfo *info;

  ingot_test_server_answer (self->server, 404, NULL, NULL, "{\"error\":{\"code\":\"404\",\"message\":\"Resource not found\"}}");
  ingot_test_server_answer (self->server, 200, NULL, NULL,
                            "{\"value\":[{\"name\":\"mine\",\"modelName\":\"Mistral-Large-2411\",\"modelVersion\":\"2\","
                            "\"modelPublisher\":\"Mistral AI\",\"capabilities\":{\"chat_completion\":\"true\"},"
                            "\"sku\":{\"name\":\"GlobalStandard\",\"capacity\":50}}]}");
  list = fetch (self, "proj 1", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 1);
  first = g_list_model_get_item (list, 0);
  info = ingot_deployment_get_info (first);
  g_assert_cmpstr (info->sku, ==, "GlobalStandard");
  g_assert_cmpint (info->capacity, ==, 50);
  g_assert_cmpstr (info->format, ==, "Mistral AI");
  g_assert_true (ingot_deployment_get_chats (first));
  g_assert_true (g_str_has_prefix (self->server->seen->pdata[1], "GET /api/projects/proj"));
}

/* Where nothing lists them, the error says so; what is wrong with the key is no reason to ask elsewhere. */
static void
test_refusals (Fixture *self, gconstpointer unused)
{
  static const struct { int status; const char *body, *project; IngotError code; guint n_requests; } rows[] = {
    { 404, "{\"error\":{\"code\":\"404\",\"message\":\"Resource not found\"}}", NULL, INGOT_ERROR_NOT_FOUND, 1 },
    { 404, "{\"error\":{\"code\":\"404\",\"message\":\"Resource not found\"}}", "p", INGOT_ERROR_NOT_FOUND, 2 },
    { 404, "{\"error\":{\"code\":\"404\",\"message\":\"Resource not found\"}}", "../x", INGOT_ERROR_NOT_FOUND, 1 },
    { 401, "{\"error\":{\"code\":\"401\",\"message\":\"You sent " KEY "\"}}", "p", INGOT_ERROR_SIGN_IN, 1 },
    { 200, "{\"data\":7}", "p", INGOT_ERROR_PROTOCOL, 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      guint before = self->server->seen->len;
      g_autoptr(GError) error = NULL;
      g_autoptr(GListModel) list = NULL;

      for (guint j = 0; j < rows[i].n_requests; j++)
        ingot_test_server_answer (self->server, rows[i].status, NULL, NULL, rows[i].body);
      list = fetch (self, rows[i].project, &error);
      g_assert_null (list);
      g_assert_error (error, INGOT_ERROR, (int) rows[i].code);
      g_assert_null (strstr (error->message, KEY));
      g_assert_cmpuint (self->server->seen->len - before, ==, rows[i].n_requests);
    }
}

/* What is not there on most resources is not asked for: neither /openai/deployments/NAME/models nor /models/info, and
 * not /openai/v1/models either, whose models are not deployed. */
static void
test_items_48_50_listings_only (Fixture *self, gconstpointer unused)
{
  g_autoptr(GListModel) list = NULL;

  ingot_test_server_answer (self->server, 404, NULL, NULL, "{\"error\":{\"code\":\"404\",\"message\":\"Resource not found\"}}");
  list = fetch (self, "p", NULL);
  g_assert_cmpuint (self->server->seen->len, ==, 2);
  g_assert_cmpstr (self->server->seen->pdata[0], ==, "GET /openai/deployments");
  g_assert_cmpstr (self->server->seen->pdata[1], ==, "GET /api/projects/p/deployments");
}

/* An answer that does not fit is given up, not kept in memory. */
static void
test_huge (void)
{
  g_autoptr(IngotChatFixture) fixture = ingot_chat_fixture_new ("/openai/v1");
  g_autofree char *body = g_strnfill (9 * 1024 * 1024, ' ');
  g_autoptr(GError) error = NULL;

  ingot_wire_server_answer_text (fixture->server, 200, "", body);
  g_assert_null (ingot_test_await_object (
    ingot_deployment_list_fetch (fixture->session, fixture->resource, fixture->credential, NULL, NULL), &error));
  g_assert_error (error, INGOT_ERROR, INGOT_ERROR_PROTOCOL);
}

static void
test_no_address (Fixture *self, gconstpointer unused)
{
  g_autoptr(GError) error = NULL;

  ingot_resource_set_address (self->resource, NULL, NULL);
  g_assert_null (fetch (self, NULL, &error));
  g_assert_error (error, INGOT_ERROR, INGOT_ERROR_ADDRESS);
}

static void
test_cancel (void)
{
  g_autoptr(IngotChatFixture) fixture = ingot_chat_fixture_new ("/openai/v1");
  DexFuture *future;
  g_autoptr(GError) error = NULL;

  ingot_wire_server_answer (fixture->server, "", 0, INGOT_WIRE_HOLD);
  future = ingot_deployment_list_fetch (fixture->session, fixture->resource, fixture->credential, "p",
                                        fixture->cancellable);
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
  g_test_add ("/deployment-list/old-form", Fixture, NULL, set_up, test_old_form, tear_down);
  g_test_add ("/deployment-list/both", Fixture, NULL, set_up, test_both, tear_down);
  g_test_add ("/deployment-list/project", Fixture, NULL, set_up, test_project, tear_down);
  g_test_add ("/deployment-list/refusals", Fixture, NULL, set_up, test_refusals, tear_down);
  g_test_add ("/deployment-list/items-48-50-listings-only", Fixture, NULL, set_up, test_items_48_50_listings_only,
              tear_down);
  g_test_add ("/deployment-list/no-address", Fixture, NULL, set_up, test_no_address, tear_down);
  g_test_add_func ("/deployment-list/huge", test_huge);
  g_test_add_func ("/deployment-list/cancel", test_cancel);
  return g_test_run ();
}
