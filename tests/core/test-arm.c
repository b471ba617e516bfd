/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The management API against a server that says what the test wants: pages, refusals, and what means no good. */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include <string.h>

#include "auth/ingot-key-credential.h"
#include "azure/ingot-arm-items.h"
#include "azure/ingot-arm.h"
#include "base/ingot-json.h"
#include "base/ingot-spawn.h"
#include "ingot-test-server.h"
#include "ingot-test.h"

#define TOKEN "s3cret-token"

typedef struct
{
  IngotTestServer *server;
  SoupSession *session;
  IngotArm *arm;
  GPtrArray *items;
  IngotFailure *failure;
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  g_autoptr(IngotCredential) credential = ingot_key_credential_new_for_key (TOKEN, INGOT_KEY_HEADER_BEARER);

  self->server = ingot_test_server_new (NULL);
  self->session = ingot_http_session_new ();
  self->arm = ingot_arm_new (self->session, self->server->url, credential);
  self->items = ingot_arm_items_new ();
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  g_clear_pointer (&self->failure, ingot_failure_free);
  g_ptr_array_unref (self->items);
  g_object_unref (self->arm);
  g_object_unref (self->session);
  ingot_test_server_free (self->server);
}

static DexFuture *
list_fiber (gpointer user_data)
{
  Fixture *self = user_data;

  self->failure = ingot_arm_list (self->arm, "/subscriptions", INGOT_ARM_VERSION_RESOURCES, self->items, NULL);
  return dex_future_new_true ();
}

static void
list (Fixture *self)
{
  ingot_test_await_success (ingot_spawn (list_fiber, self, NULL));
}

static void
answer_page (Fixture *self, const char *items, const char *next)
{
  g_autofree char *body = next != NULL ? g_strdup_printf ("{\"value\":[%s],\"nextLink\":\"%s\"}", items, next)
                                       : g_strdup_printf ("{\"value\":[%s],\"nextLink\":null}", items);

  ingot_test_server_answer (self->server, 200, NULL, NULL, body);
}

static void
test_pages (Fixture *self, gconstpointer unused)
{
  g_autofree char *next = g_strconcat (self->server->url, "/subscriptions?api-version=x&$skiptoken=a%2Fb", NULL);

  answer_page (self, "{\"a\":1},7,null,{\"a\":2}", next);
  answer_page (self, "{\"a\":3}", NULL);
  list (self);
  g_assert_null (self->failure);
  g_assert_cmpuint (self->items->len, ==, 3);
  g_assert_cmpint (ingot_json_get_int (self->items->pdata[2], "a", 0), ==, 3);
  g_assert_cmpuint (self->server->seen->len, ==, 2);
  g_assert_cmpstr (self->server->seen->pdata[0], ==, "GET /subscriptions");
  g_assert_cmpstr (soup_message_headers_get_one (self->server->headers, "Authorization"), ==, "Bearer " TOKEN);
}

/* Nobody but the server that the token is for gets it, and a list that never ends does end. */
static void
test_bad_links (Fixture *self, gconstpointer unused)
{
  g_autoptr(IngotTestServer) other = ingot_test_server_new (NULL);
  g_autoptr(GUri) uri = g_uri_parse (self->server->url, G_URI_FLAGS_NONE, NULL);
  const int port = g_uri_get_port (uri);
  char *links[] = {
    g_strconcat (other->url, "/subscriptions", NULL),
    g_strdup_printf ("https://127.0.0.1:%d/subscriptions", port),
    g_strdup_printf ("http://localhost:%d/subscriptions", port),
    g_strdup_printf ("http://127.0.0.1@localhost:%d/x", port),
    g_strdup_printf ("http://user@127.0.0.1:%d/x", port),
    g_strdup ("/subscriptions?page=2"),
    g_strdup ("file:///etc/passwd"),
    g_strdup ("http://["),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (links); i++)
    {
      g_ptr_array_set_size (self->items, 0);
      answer_page (self, "{\"a\":1}", links[i]);
      list (self);
      g_assert_nonnull (self->failure);
      g_assert_cmpint (self->failure->code, ==, INGOT_ERROR_PROTOCOL);
      g_assert_cmpstr (self->failure->host, ==, "127.0.0.1");
      g_assert_cmpuint (self->items->len, ==, 1);
      g_assert_cmpuint (self->server->seen->len, ==, i + 1);
      g_clear_pointer (&self->failure, ingot_failure_free);
      g_free (links[i]);
    }
  g_assert_cmpuint (other->seen->len, ==, 0);
}

static void
test_circle (Fixture *self, gconstpointer unused)
{
  g_autofree char *next = g_strconcat (self->server->url, "/subscriptions?page=2", NULL);

  answer_page (self, "{\"a\":1}", next);
  list (self);
  g_assert_nonnull (self->failure);
  g_assert_cmpint (self->failure->code, ==, INGOT_ERROR_PROTOCOL);
  g_assert_cmpuint (self->server->seen->len, ==, 2);
}

static void
test_refusals (Fixture *self, gconstpointer unused)
{
  static const struct { int status; const char *body; IngotError code; } rows[] = {
    { 403, "{\"error\":{\"code\":\"AuthorizationFailed\",\"message\":\"The client " TOKEN " does not\"}}",
      INGOT_ERROR_CANNOT_LIST },
    { 403, "<html>no</html>", INGOT_ERROR_CANNOT_LIST },
    { 401, "{\"error\":{\"code\":\"InvalidAuthenticationTokenTenant\",\"message\":\"wrong issuer\"}}", INGOT_ERROR_TENANT },
    { 404, "{\"error\":{\"code\":\"SubscriptionNotFound\",\"message\":\"x\"}}", INGOT_ERROR_NOT_LISTED },
    { 400, "{\"error\":{\"code\":\"InvalidApiVersionParameter\",\"message\":\"x\",\"details\":[{\"a\":1}]}}",
      INGOT_ERROR_BAD_REQUEST },
    { 200, "{\"value\":{}}", INGOT_ERROR_PROTOCOL },
    { 200, "[]", INGOT_ERROR_PROTOCOL },
    { 200, "", INGOT_ERROR_PROTOCOL },
    { 302, "", INGOT_ERROR_REDIRECT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      ingot_test_server_answer (self->server, rows[i].status, "Location", "http://127.0.0.1:1/", rows[i].body);
      list (self);
      g_assert_nonnull (self->failure);
      g_assert_cmpint (self->failure->code, ==, rows[i].code);
      g_assert_true (self->failure->service_text == NULL || strstr (self->failure->service_text, TOKEN) == NULL);
      g_clear_pointer (&self->failure, ingot_failure_free);
    }
}

#define ID "/subscriptions/S-1/resourcegroups/rg one/providers/microsoft.cognitiveservices/accounts/contoso"

static IngotResource *
read_account (const char *id, const char *kind, const char *properties, gboolean is_azure)
{
  g_autofree char *json = g_strdup_printf ("{\"id\":\"%s\",\"kind\":\"%s\",\"location\":\"koreacentral\",\"properties\":{%s}}",
                                           id, kind, properties);
  g_autoptr(JsonNode) node = json_from_string (json, NULL);
  g_autoptr(IngotSubscription) subscription = ingot_subscription_new ("s-1", "Production", "t-1");

  return ingot_arm_read_account (json_node_get_object (node), subscription, is_azure);
}

static void
test_accounts (void)
{
  static const struct { const char *id, *kind, *properties; gboolean is_azure; const char *url; } rows[] = {
    { ID, "AIServices", "\"customSubDomainName\":\"contoso\",\"endpoint\":\"https://contoso.cognitiveservices.azure.com/\","
      "\"endpoints\":{\"x\":\"https://contoso.openai.azure.com/\",\"y\":\"https://contoso.services.ai.azure.com/\","
      "\"z\":\"https://contoso.cognitiveservices.azure.com/\",\"n\":null}", TRUE, "https://contoso.services.ai.azure.com" },
    { ID, "OpenAI", "\"endpoint\":\"https://contoso.openai.azure.com/\"", TRUE, "https://contoso.openai.azure.com" },
    { ID, "OpenAI", "\"endpoint\":\"https://evil.example/\"", TRUE, NULL },
    { ID, "OpenAI", "\"endpoint\":\"http://contoso.openai.azure.com/\"", TRUE, NULL },
    { ID, "OpenAI", "\"endpoint\":\"http://evil.example/\"", FALSE, NULL },
    { ID, "OpenAI", "\"endpoint\":\"http://127.0.0.1:4000/\"", FALSE, "http://127.0.0.1:4000" },
    { ID, "OpenAI", "\"endpoint\":\"https://own.example/\"", FALSE, "https://own.example" },
    { ID, "SpeechServices", "\"endpoint\":\"https://contoso.openai.azure.com/\"", TRUE, NULL },
    { ID, "OpenAI", "", TRUE, NULL },
    { ID "/x", "OpenAI", "\"endpoint\":\"https://contoso.openai.azure.com/\"", TRUE, NULL },
    { "/subscriptions/other/resourceGroups/g/providers/Microsoft.CognitiveServices/accounts/a", "OpenAI",
      "\"endpoint\":\"https://contoso.openai.azure.com/\"", TRUE, NULL },
    { "/subscriptions/s-1/resourceGroups/../providers/Microsoft.CognitiveServices/accounts/a", "OpenAI",
      "\"endpoint\":\"https://contoso.openai.azure.com/\"", TRUE, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(IngotResource) resource = read_account (rows[i].id, rows[i].kind, rows[i].properties, rows[i].is_azure);
      g_autofree char *path = NULL;

      g_assert_cmpstr (resource != NULL ? ingot_resource_get_url (resource) : NULL, ==, rows[i].url);
      if (resource == NULL)
        continue;
      path = ingot_arm_dup_deployments_path (ingot_resource_get_info (resource));
      g_assert_cmpstr (path, ==, "/subscriptions/s-1/resourceGroups/rg%20one/providers/Microsoft.CognitiveServices/"
                                 "accounts/contoso/deployments");
      g_assert_cmpstr (ingot_resource_get_name (resource), ==, "contoso");
    }
}

static IngotDeployment *
read_deployment (const char *json)
{
  g_autoptr(JsonNode) node = json_from_string (json, NULL);

  return ingot_arm_read_deployment (json_node_get_object (node));
}

static void
test_deployments (void)
{
  g_autoptr(IngotDeployment) full = read_deployment (
    "{\"name\":\"mine\",\"sku\":{\"name\":\"GlobalStandard\",\"capacity\":50},\"properties\":{"
    "\"provisioningState\":\"Succeeded\",\"model\":{\"format\":\"Mistral AI\",\"name\":\"Mistral-Large-2411\","
    "\"version\":\"2\"},\"raiPolicyName\":\"Microsoft.DefaultV2\",\"capabilities\":{\"chatCompletion\":\"true\","
    "\"assistants\":\"true\",\"audio\":\"false\"},\"rateLimits\":[{\"key\":\"request\",\"renewalPeriod\":10,\"count\":5},"
    "{\"key\":\"token\",\"renewalPeriod\":60,\"count\":50000},7]}}");
  g_autoptr(IngotDeployment) batch = read_deployment (
    "{\"name\":\"b\",\"sku\":{\"name\":\"GlobalBatch\"},\"properties\":{\"capabilities\":{\"chatCompletion\":\"true\"}}}");
  g_autoptr(IngotDeployment) bare = read_deployment (
    "{\"name\":\"e\",\"properties\":{\"model\":{\"name\":\"text-Embedding-3\"},\"rateLimits\":[{\"key\":\"token\","
    "\"renewalPeriod\":0,\"count\":1},{\"key\":\"request\",\"count\":1e300}]}}");
  const IngotDeploymentInfo *info = ingot_deployment_get_info (full);

  g_assert_cmpstr (ingot_deployment_get_model (full), ==, "Mistral-Large-2411 2");
  g_assert_true (ingot_deployment_get_chats (full));
  g_assert_cmpstr (info->format, ==, "Mistral AI");
  g_assert_cmpstr (info->sku, ==, "GlobalStandard");
  g_assert_cmpstr (info->policy, ==, "Microsoft.DefaultV2");
  g_assert_cmpstr (info->state, ==, "Succeeded");
  g_assert_cmpstr (info->capabilities, ==, "assistants, chatCompletion");
  g_assert_cmpint (info->capacity, ==, 50);
  g_assert_cmpint (info->requests_per_minute, ==, 30);
  g_assert_cmpint (info->tokens_per_minute, ==, 50000);
  g_assert_false (ingot_deployment_get_chats (batch));
  g_assert_false (ingot_deployment_get_chats (bare));
  g_assert_cmpint (ingot_deployment_get_info (bare)->tokens_per_minute, ==, -1);
  g_assert_cmpint (ingot_deployment_get_info (bare)->requests_per_minute, ==, -1);
  g_assert_null (read_deployment ("{\"name\":\"a/b\"}"));
  g_assert_null (read_deployment ("{\"name\":7}"));
}

static void
test_long_text (void)
{
  g_autoptr(JsonObject) object = json_object_new ();
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *cut = NULL;

  for (guint i = 0; i < 200; i++)
    g_string_append (text, "한");
  json_object_set_string_member (object, "a", text->str);
  cut = ingot_arm_dup_text (object, "a");
  g_assert_true (g_utf8_validate (cut, -1, NULL));
  g_assert_cmpuint (strlen (cut), ==, 255);
}

int
main (int argc, char **argv)
{
  ingot_test_init (&argc, &argv);
  g_test_add ("/arm/pages", Fixture, NULL, set_up, test_pages, tear_down);
  g_test_add ("/arm/bad-links", Fixture, NULL, set_up, test_bad_links, tear_down);
  g_test_add ("/arm/circle", Fixture, NULL, set_up, test_circle, tear_down);
  g_test_add ("/arm/refusals", Fixture, NULL, set_up, test_refusals, tear_down);
  g_test_add_func ("/arm/accounts", test_accounts);
  g_test_add_func ("/arm/deployments", test_deployments);
  g_test_add_func ("/arm/long-text", test_long_text);
  return g_test_run ();
}
