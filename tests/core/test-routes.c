/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include <string.h>

#include "azure/ingot-routes.h"
#include "ingot-chat-fixture.h"
#include "ingot-test.h"

#define INFERENCE INGOT_ENDPOINT_STYLE_INFERENCE
#define DEPLOYMENT INGOT_ENDPOINT_STYLE_DEPLOYMENT
#define V1 INGOT_ENDPOINT_STYLE_V1
#define AZURE "/openai/v1"

#define OPENAI "https://c.openai.azure.com"
#define ONE_MODEL "https://m.eastus2.models.ai.azure.com"
#define SERVICES "https://c.services.ai.azure.com"

#define CHAT INGOT_OPERATION_CHAT
#define EMBEDDINGS INGOT_OPERATION_EMBEDDINGS
#define IMAGES INGOT_OPERATION_IMAGE_EMBEDDINGS
#define FILES INGOT_OPERATION_FILES
#define REALTIME INGOT_OPERATION_REALTIME
#define ASSISTANTS INGOT_OPERATION_ASSISTANTS

/* What is said of one deployment, which the tests change before they ask. */
typedef struct
{
  IngotResource *resource;
  IngotDeployment *deployment;
} Place;

static Place *
place_new (const char *url, const char *v1_path, const char *name, IngotEndpointStyle style)
{
  Place *self = g_new0 (Place, 1);
  g_autoptr(IngotDeployment) deployment = ingot_deployment_new (name, style);

  self->resource = ingot_resource_new (INGOT_RESOURCE_REMOTE, "C", INGOT_SIGN_IN_KEY);
  ingot_resource_set_address (self->resource, url, v1_path);
  self->deployment = g_object_ref (ingot_resource_add_deployment (self->resource, deployment));
  return self;
}

static void
place_free (Place *self)
{
  g_object_unref (self->deployment);
  g_object_unref (self->resource);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Place, place_free)

static void
set_info (Place *self, const char *capabilities, const char *sku, const char *state)
{
  g_autoptr(IngotDeploymentInfo) info = ingot_deployment_info_new ();

  info->model = g_strdup ("embed-chat-realtime"); /* from which nothing may be guessed */
  info->capabilities = g_strdup (capabilities);
  info->sku = g_strdup (sku);
  info->state = g_strdup (state);
  ingot_deployment_set_info (self->deployment, info);
}

static IngotRoute *
find_route (Place *self, IngotEndpointStyle style, IngotOperation operation)
{
  g_autoptr(GListModel) routes = ingot_routes_list (self->deployment);

  for (guint i = 0; i < g_list_model_get_n_items (routes); i++)
    {
      g_autoptr(IngotRoute) route = g_list_model_get_item (routes, i);

      if (ingot_route_get_style (route) == style && ingot_route_get_operation (route) == operation)
        return g_steal_pointer (&route);
    }
  g_assert_not_reached ();
}

/* Every operation in every style, of a name that has to be escaped. */
static void
test_urls (void)
{
  static const struct
  {
    IngotOperation operation;
    IngotEndpointStyle style;
    const char *url, *body_field;
  } expected[] = {
    { CHAT, V1, OPENAI "/openai/v1/chat/completions", "\"model\": \"a b/\\\"ü\"" },
    { CHAT, DEPLOYMENT,
      OPENAI "/openai/deployments/a%20b%2F%22%C3%BC/chat/completions?api-version=2024-10-21", NULL },
    { CHAT, INFERENCE, OPENAI "/models/chat/completions?api-version=2024-05-01-preview",
      "\"model\": \"a b/\\\"ü\"" },
    { EMBEDDINGS, V1, OPENAI "/openai/v1/embeddings", "\"model\": \"a b/\\\"ü\"" },
    { EMBEDDINGS, DEPLOYMENT,
      OPENAI "/openai/deployments/a%20b%2F%22%C3%BC/embeddings?api-version=2024-10-21", NULL },
    { EMBEDDINGS, INFERENCE, OPENAI "/models/embeddings?api-version=2024-05-01-preview",
      "\"model\": \"a b/\\\"ü\"" },
    { IMAGES, V1, NULL, NULL },
    { IMAGES, DEPLOYMENT, NULL, NULL },
    { IMAGES, INFERENCE, OPENAI "/models/images/embeddings?api-version=2024-05-01-preview",
      "\"model\": \"a b/\\\"ü\"" },
    { FILES, V1, OPENAI "/openai/v1/files", "\"model\": \"a b/\\\"ü\"" },
    { FILES, DEPLOYMENT, OPENAI "/openai/files?api-version=2024-10-21", "\"model\": \"a b/\\\"ü\"" },
    { FILES, INFERENCE, NULL, NULL },
    { REALTIME, V1, "wss://c.openai.azure.com/openai/v1/realtime?model=a%20b%2F%22%C3%BC", NULL },
    { REALTIME, DEPLOYMENT,
      "wss://c.openai.azure.com/openai/realtime?api-version=2025-04-01-preview&deployment=a%20b%2F%22%C3%BC", NULL },
    { REALTIME, INFERENCE, NULL, NULL },
    { ASSISTANTS, V1, NULL, NULL },
    { ASSISTANTS, DEPLOYMENT, NULL, NULL },
    { ASSISTANTS, INFERENCE, NULL, NULL },
  };
  g_autoptr(Place) place = place_new (OPENAI, AZURE, "a b/\"ü", V1);
  g_autoptr(GListModel) routes = ingot_routes_list (place->deployment);

  g_assert_cmpuint (g_list_model_get_n_items (routes), ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr(IngotRoute) route = g_list_model_get_item (routes, i);

      g_assert_cmpint (ingot_route_get_operation (route), ==, expected[i].operation);
      g_assert_cmpint (ingot_route_get_style (route), ==, expected[i].style);
      g_assert_cmpstr (ingot_route_get_url (route), ==, expected[i].url);
      g_assert_cmpstr (ingot_route_get_body_field (route), ==, expected[i].body_field);
      g_assert_cmpstr (ingot_route_get_method (route), ==, expected[i].operation == REALTIME ? "WSS" : "POST");
      g_assert_cmpint (ingot_route_get_available (route), ==, expected[i].url != NULL);
      if (expected[i].url == NULL)
        g_assert_nonnull (ingot_route_get_reason (route));
    }
}

/* A version is of the style that it was pinned for; a socket has none that Azure does not know for sockets. */
static void
test_versions (void)
{
  static const struct
  {
    IngotEndpointStyle pinned_for;
    const char *version;
    IngotEndpointStyle style;
    IngotOperation operation;
    const char *url;
  } cases[] = {
    { DEPLOYMENT, "2025-01-01-preview", DEPLOYMENT, CHAT,
      "https://h/openai/deployments/m/chat/completions?api-version=2025-01-01-preview" },
    { DEPLOYMENT, "2025-01-01-preview", INFERENCE, CHAT,
      "https://h/models/chat/completions?api-version=2024-05-01-preview" },
    { DEPLOYMENT, "2025-01-01-preview", V1, CHAT, "https://h/openai/v1/chat/completions" },
    { INFERENCE, "2025-05-15-preview", INFERENCE, EMBEDDINGS,
      "https://h/models/embeddings?api-version=2025-05-15-preview" },
    { INFERENCE, "2025-05-15-preview", DEPLOYMENT, CHAT,
      "https://h/openai/deployments/m/chat/completions?api-version=2024-10-21" },
    { DEPLOYMENT, "2024-10-21&x=y", DEPLOYMENT, FILES,
      "https://h/openai/files?api-version=2024-10-21%26x%3Dy" },
    { DEPLOYMENT, "2024-12-17-preview", DEPLOYMENT, REALTIME,
      "wss://h/openai/realtime?api-version=2024-12-17-preview&deployment=m" },
    { DEPLOYMENT, "2024-06-01-preview", DEPLOYMENT, REALTIME,
      "wss://h/openai/realtime?api-version=2025-04-01-preview&deployment=m" },
    { DEPLOYMENT, "2024-10-21", DEPLOYMENT, REALTIME,
      "wss://h/openai/realtime?api-version=2025-04-01-preview&deployment=m" },
    { V1, "2024-10-21", V1, REALTIME, "wss://h/openai/v1/realtime?model=m" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(Place) place = place_new ("https://h", AZURE, "m", cases[i].pinned_for);
      g_autoptr(IngotRoute) route = NULL;

      ingot_deployment_set_api_version (place->deployment, cases[i].version);
      route = find_route (place, cases[i].style, cases[i].operation);
      g_assert_cmpstr (ingot_route_get_url (route), ==, cases[i].url);
    }
}

/* Where the same name is there in another style already, that one's version is what would be sent. */
static void
test_twin (void)
{
  g_autoptr(Place) place = place_new ("https://h", AZURE, "m", V1);
  g_autoptr(IngotDeployment) twin = ingot_deployment_new ("m", DEPLOYMENT);
  g_autoptr(IngotRoute) route = NULL;

  ingot_deployment_set_api_version (twin, "2024-06-01");
  ingot_resource_add_deployment (place->resource, twin);
  route = find_route (place, DEPLOYMENT, CHAT);
  g_assert_cmpstr (ingot_route_get_url (route), ==, "https://h/openai/deployments/m/chat/completions?api-version=2024-06-01");
}

/* What is shown is what is sent, and so is the field of the body. */
static void
test_as_sent (void)
{
  static const IngotEndpointStyle styles[] = { V1, DEPLOYMENT, INFERENCE };

  for (gsize i = 0; i < G_N_ELEMENTS (styles); i++)
    {
      g_autoptr(IngotChatFixture) fixture = ingot_chat_fixture_new (AZURE);
      g_autoptr(IngotDeployment) deployment = ingot_deployment_new ("x y/..", styles[i]);
      Place place = { fixture->resource, ingot_resource_add_deployment (fixture->resource, deployment) };
      g_autoptr(IngotRoute) route = find_route (&place, styles[i], CHAT);
      g_autofree char *line = g_strdup_printf ("POST %s HTTP/1.1\r\n",
                                               ingot_route_get_url (route) + strlen (fixture->server->url));
      g_autofree char *field = NULL;
      g_autoptr(JsonNode) body = NULL;
      const char *model;

      ingot_wire_server_answer_text (fixture->server, 200, "", "data: {\"choices\":[{\"index\":0,\"delta\":"
                                     "{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
      g_set_object (&fixture->deployment, place.deployment);
      g_assert_true (ingot_chat_fixture_run (fixture, NULL));
      g_assert_true (g_str_has_prefix (ingot_route_get_url (route), fixture->server->url));
      g_assert_true (g_str_has_prefix (g_ptr_array_index (fixture->server->requests, 0), line));
      body = ingot_chat_fixture_dup_body (fixture, 0);
      model = json_object_get_string_member_with_default (json_node_get_object (body), "model", NULL);
      field = model != NULL ? g_strdup_printf ("\"model\": \"%s\"", model) : NULL;
      g_assert_cmpstr (ingot_route_get_body_field (route), ==, field);
    }
}

/* Hosts, gateways and servers of all kinds. NULL for no such URL. */
static void
test_hosts (void)
{
  static const struct
  {
    const char *url, *v1_path;
    IngotEndpointStyle own, style;
    IngotOperation operation;
    const char *expected;
    gboolean available;
  } cases[] = {
    { "https://gw.example/ai", AZURE, V1, V1, CHAT, "https://gw.example/ai/openai/v1/chat/completions",
      TRUE },
    { "https://gw.example/ai", AZURE, V1, DEPLOYMENT, EMBEDDINGS,
      "https://gw.example/ai/openai/deployments/m/embeddings?api-version=2024-10-21", TRUE },
    { "https://gw.example/ai", AZURE, V1, INFERENCE, IMAGES,
      "https://gw.example/ai/models/images/embeddings?api-version=2024-05-01-preview", TRUE },
    { "https://gw.example/ai", AZURE, V1, V1, REALTIME, "wss://gw.example/ai/openai/v1/realtime?model=m",
      TRUE },
    { "http://localhost:8080", "/v1", V1, V1, CHAT, "http://localhost:8080/v1/chat/completions", TRUE },
    { "http://localhost:8080", "/v1", V1, V1, REALTIME, "ws://localhost:8080/v1/realtime?model=m", TRUE },
    { "http://localhost:8080", "/v1", V1, DEPLOYMENT, CHAT, NULL, FALSE },
    { "http://localhost:8080", "/v1", V1, INFERENCE, IMAGES, NULL, FALSE },
    { "http://localhost:8080", "/v1", INFERENCE, INFERENCE, CHAT,
      "http://localhost:8080/models/chat/completions?api-version=2024-05-01-preview", TRUE },
    { "https://models.github.ai", "/inference", V1, V1, CHAT,
      "https://models.github.ai/inference/chat/completions", TRUE },
    { ONE_MODEL, "/v1", INFERENCE, INFERENCE, CHAT,
      ONE_MODEL "/chat/completions?api-version=2024-05-01-preview", TRUE },
    { ONE_MODEL, "/v1", INFERENCE, V1, CHAT, ONE_MODEL "/v1/chat/completions", TRUE },
    { ONE_MODEL, "/v1", INFERENCE, DEPLOYMENT, CHAT, NULL, FALSE },
    { ONE_MODEL, "/v1", INFERENCE, V1, REALTIME, "wss://m.eastus2.models.ai.azure.com/v1/realtime?model=m",
      FALSE },
    { "https://westeurope.api.cognitive.microsoft.com", AZURE, V1, V1, CHAT,
      "https://westeurope.api.cognitive.microsoft.com/openai/v1/chat/completions", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(Place) place = place_new (cases[i].url, cases[i].v1_path, "m", cases[i].own);
      g_autoptr(IngotRoute) route = find_route (place, cases[i].style, cases[i].operation);

      g_assert_cmpstr (ingot_route_get_url (route), ==, cases[i].expected);
      g_assert_cmpint (ingot_route_get_available (route), ==, cases[i].available);
    }
}

/* Where one model is all that a host has, the name is the person's own word for it. */
static void
test_one_model (void)
{
  g_autoptr(Place) place = place_new (ONE_MODEL, "/v1", "m", INFERENCE);
  g_autoptr(IngotRoute) route = find_route (place, INFERENCE, CHAT);

  g_assert_cmpstr (ingot_route_get_body_field (route), ==, NULL);
  g_assert_cmpstr (ingot_route_get_reason (route), ==, NULL);
}

static void
assert_says (IngotRoute *route, const char *part)
{
  const char *reason = ingot_route_get_reason (route);

  if (part == NULL)
    g_assert_cmpstr (reason, ==, NULL);
  else if (reason == NULL || strstr (reason, part) == NULL)
    g_error ("“%s” is not in “%s”", part, reason != NULL ? reason : "nothing");
}

/* What a listing said decides, and nothing else: the model's name here says everything and means nothing. */
static void
test_models (void)
{
  static const struct
  {
    const char *capabilities;
    IngotOperation operation;
    IngotEndpointStyle style;
    gboolean available;
    const char *says;
  } cases[] = {
    { NULL, CHAT, V1, TRUE, NULL },
    { NULL, EMBEDDINGS, V1, TRUE, NULL },
    { NULL, IMAGES, INFERENCE, TRUE, NULL },
    { NULL, REALTIME, V1, TRUE, "made for speech" },
    { "chatCompletion, jsonObjectResponse", CHAT, V1, TRUE, NULL },
    { "chatCompletion", EMBEDDINGS, V1, FALSE, "Not this model: its capabilities are chatCompletion." },
    { "chatCompletion", IMAGES, INFERENCE, FALSE, "Not this model" },
    { "chatCompletion", REALTIME, DEPLOYMENT, FALSE, "Not this model" },
    { "chat_completion", CHAT, INFERENCE, TRUE, NULL },
    { "embeddings", CHAT, DEPLOYMENT, FALSE, "Not this model: its capabilities are embeddings." },
    { "embeddings", EMBEDDINGS, DEPLOYMENT, TRUE, NULL },
    { "embeddings", IMAGES, INFERENCE, TRUE, NULL },
    { "embeddings", REALTIME, V1, FALSE, "Not this model" },
    { "embeddings", FILES, V1, FALSE, "Not this model" },
    { "chatCompletion, embeddings", CHAT, V1, TRUE, NULL },
    { "chatCompletion, embeddings", EMBEDDINGS, V1, TRUE, NULL },
    { "realtime", REALTIME, V1, TRUE, NULL },
    { "realtime", CHAT, V1, FALSE, "Not this model" },
    { "audio", REALTIME, V1, TRUE, "made for speech" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(Place) place = place_new (SERVICES, AZURE, "embedder", V1);
      g_autoptr(IngotRoute) route = NULL;

      set_info (place, cases[i].capabilities, NULL, NULL);
      route = find_route (place, cases[i].style, cases[i].operation);
      g_assert_cmpint (ingot_route_get_available (route), ==, cases[i].available);
      assert_says (route, cases[i].says);
      g_assert_nonnull (ingot_route_get_url (route));
    }
}

/* What the service itself said to a question is no guess either. */
static void
test_learned (void)
{
  g_autoptr(Place) place = place_new (SERVICES, AZURE, "m", V1);
  g_autoptr(IngotRoute) chat = NULL;
  g_autoptr(IngotRoute) embeddings = NULL;

  ingot_deployment_set_chats (place->deployment, FALSE);
  chat = find_route (place, V1, CHAT);
  embeddings = find_route (place, V1, EMBEDDINGS);
  g_assert_false (ingot_route_get_available (chat));
  assert_says (chat, "does not chat");
  g_assert_true (ingot_route_get_available (embeddings));
}

static void
test_batches (void)
{
  static const struct
  {
    const char *url, *sku;
    IngotEndpointStyle style;
    IngotOperation operation;
    gboolean available;
    const char *says;
  } cases[] = {
    { OPENAI, NULL, V1, FILES, TRUE, "such as GlobalBatch." },
    { OPENAI, "GlobalBatch", V1, FILES, TRUE, "Each line names the deployment." },
    { OPENAI, "DataZoneBatch", DEPLOYMENT, FILES, TRUE, "Each line names the deployment." },
    { OPENAI, "GlobalStandard", V1, FILES, FALSE, "This one is GlobalStandard." },
    { OPENAI, "GlobalBatch", V1, CHAT, FALSE, "takes batches only: its capacity type is GlobalBatch." },
    { OPENAI, "GlobalBatch", DEPLOYMENT, EMBEDDINGS, FALSE, "takes batches only" },
    { "https://c.openai.azure.us", "GlobalBatch", V1, FILES, FALSE, "US Government" },
    { "https://c.openai.azure.us", "GlobalStandard", V1, CHAT, TRUE, NULL },
    { SERVICES, "GlobalBatch", INFERENCE, FILES, FALSE,
      "Batches do not exist on the inference endpoint. Upload the file to https://c.services.ai.azure.com/openai/v1/files" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(Place) place = place_new (cases[i].url, AZURE, "m", V1);
      g_autoptr(IngotRoute) route = NULL;

      set_info (place, NULL, cases[i].sku, "Succeeded");
      route = find_route (place, cases[i].style, cases[i].operation);
      g_assert_cmpint (ingot_route_get_available (route), ==, cases[i].available);
      assert_says (route, cases[i].says);
    }
}

/* What is somewhere else says where. */
static void
test_elsewhere (void)
{
  g_autoptr(Place) place = place_new (SERVICES, AZURE, "gpt realtime", INFERENCE);
  g_autoptr(IngotRoute) realtime = find_route (place, INFERENCE, REALTIME);
  g_autoptr(IngotRoute) images = find_route (place, V1, IMAGES);
  g_autoptr(IngotRoute) assistants = find_route (place, DEPLOYMENT, ASSISTANTS);

  assert_says (realtime, "Realtime does not exist on the inference endpoint.");
  assert_says (realtime, "wss://c.services.ai.azure.com/openai/v1/realtime?model=gpt%20realtime");
  assert_says (realtime, "wss://c.services.ai.azure.com/openai/realtime?api-version=2025-04-01-preview&deployment=gpt%20realtime");
  assert_says (images, SERVICES "/models/images/embeddings?api-version=2024-05-01-preview");
  assert_says (assistants, "retired");
  assert_says (assistants, SERVICES "/openai/v1/responses");
}

/* What is most likely wrong when the answer is 404. */
static void
test_remarks (void)
{
  static const struct { const char *url; IngotEndpointStyle style; const char *says; } cases[] = {
    { OPENAI, INFERENCE, "https://c.services.ai.azure.com only" },
    { "https://c.cognitiveservices.azure.us", INFERENCE, "https://c.services.ai.azure.us only" },
    { SERVICES, INFERENCE, NULL },
    { OPENAI, DEPLOYMENT, NULL },
    { "https://westeurope.api.cognitive.microsoft.com", INFERENCE, "a resource’s own address only" },
    { "https://westeurope.api.cognitive.microsoft.com", V1, NULL },
    { "https://gw.example", INFERENCE, NULL },
    { "http://localhost:1234", DEPLOYMENT, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(Place) place = place_new (cases[i].url, AZURE, "m", V1);
      g_autoptr(IngotRoute) route = find_route (place, cases[i].style, CHAT);

      g_assert_true (ingot_route_get_available (route));
      assert_says (route, cases[i].says);
    }
}

/* Item 37: tokens are not for whole regions. */
static void
test_region (void)
{
  g_autoptr(Place) place = place_new ("https://westeurope.api.cognitive.microsoft.com", AZURE, "m", V1);
  g_autoptr(IngotRoute) route = NULL;

  ingot_resource_set_sign_in (place->resource, INGOT_SIGN_IN_ACCOUNT);
  route = find_route (place, V1, CHAT);
  g_assert_false (ingot_route_get_available (route));
  assert_says (route, "keys only");
}

static void
test_state (void)
{
  g_autoptr(Place) place = place_new (OPENAI, AZURE, "m", V1);
  g_autoptr(IngotRoute) ready = NULL;
  g_autoptr(IngotRoute) creating = NULL;
  g_autoptr(IngotRoute) gone = NULL;

  set_info (place, "chatCompletion", "Standard", "succeeded");
  ready = find_route (place, V1, CHAT);
  g_assert_true (ingot_route_get_available (ready));
  assert_says (ready, NULL);
  set_info (place, "chatCompletion", "Standard", "Creating");
  creating = find_route (place, V1, CHAT);
  g_assert_false (ingot_route_get_available (creating));
  assert_says (creating, "its state is Creating");
  set_info (place, "chatCompletion", "Standard", "Succeeded");
  ingot_deployment_set_found (place->deployment, 10);
  ingot_resource_set_listed (place->resource, 20);
  gone = find_route (place, V1, CHAT);
  assert_says (gone, "did not have this deployment any more");
}

/* Every sentence is there without an address, too. */
static void
test_no_address (void)
{
  g_autoptr(IngotResource) sandbox = ingot_resource_new (INGOT_RESOURCE_SANDBOX, "Sandbox", INGOT_SIGN_IN_KEY);
  g_autoptr(IngotDeployment) deployment = ingot_deployment_new ("m", V1);
  Place place = { sandbox, ingot_resource_add_deployment (sandbox, deployment) };
  g_autoptr(GListModel) routes = ingot_routes_list (place.deployment);
  g_autoptr(IngotRoute) chat = find_route (&place, V1, CHAT);
  g_autoptr(IngotRoute) realtime = find_route (&place, V1, REALTIME);
  g_autoptr(IngotRoute) elsewhere = find_route (&place, INFERENCE, REALTIME);

  for (guint i = 0; i < g_list_model_get_n_items (routes); i++)
    {
      g_autoptr(IngotRoute) route = g_list_model_get_item (routes, i);

      g_assert_null (ingot_route_get_url (route));
      g_assert_null (ingot_route_get_body_field (route));
      g_assert_nonnull (ingot_route_get_reason (route));
      g_assert_null (strstr (ingot_route_get_reason (route), "(null)"));
    }
  assert_says (chat, "not running");
  g_assert_true (ingot_route_get_available (chat));
  assert_says (realtime, "The sandbox has neither");
  g_assert_false (ingot_route_get_available (realtime));
  assert_says (elsewhere, "does not exist on the inference endpoint");
}

/* A view may hold a deployment longer than anybody its resource. */
static void
test_gone (void)
{
  g_autoptr(IngotDeployment) deployment = ingot_deployment_new ("m", V1);
  g_autoptr(GListModel) routes = ingot_routes_list (deployment);

  g_assert_cmpuint (g_list_model_get_n_items (routes), ==, 0);
}

/* What a view binds to. */
static void
test_properties (void)
{
  g_autoptr(IngotRoute) route = ingot_route_new (DEPLOYMENT, REALTIME, "wss://u", "\"model\": \"m\"", TRUE, "Because.");
  g_autofree char *method = NULL;
  g_autofree char *url = NULL;
  g_autofree char *field = NULL;
  g_autofree char *reason = NULL;
  int style, operation;
  gboolean available;

  g_object_get (route, "style", &style, "operation", &operation, "method", &method, "url", &url, "body-field", &field,
                "available", &available, "reason", &reason, NULL);
  g_assert_cmpint (style, ==, DEPLOYMENT);
  g_assert_cmpint (operation, ==, REALTIME);
  g_assert_cmpstr (method, ==, "WSS");
  g_assert_cmpstr (url, ==, "wss://u");
  g_assert_cmpstr (field, ==, "\"model\": \"m\"");
  g_assert_true (available);
  g_assert_cmpstr (reason, ==, "Because.");
  for (int i = 0; i < INGOT_N_OPERATIONS; i++)
    for (int j = 0; j < i; j++)
      g_assert_cmpstr (ingot_operation_get_title ((IngotOperation) i), !=, ingot_operation_get_title ((IngotOperation) j));
  g_assert_finalize_object (g_steal_pointer (&route));
}

int
main (int argc, char **argv)
{
  ingot_test_init (&argc, &argv);
  g_test_add_func ("/routes/urls", test_urls);
  g_test_add_func ("/routes/versions", test_versions);
  g_test_add_func ("/routes/twin", test_twin);
  g_test_add_func ("/routes/as-sent", test_as_sent);
  g_test_add_func ("/routes/hosts", test_hosts);
  g_test_add_func ("/routes/one-model", test_one_model);
  g_test_add_func ("/routes/models", test_models);
  g_test_add_func ("/routes/learned", test_learned);
  g_test_add_func ("/routes/batches", test_batches);
  g_test_add_func ("/routes/elsewhere", test_elsewhere);
  g_test_add_func ("/routes/remarks", test_remarks);
  g_test_add_func ("/routes/region", test_region);
  g_test_add_func ("/routes/state", test_state);
  g_test_add_func ("/routes/no-address", test_no_address);
  g_test_add_func ("/routes/gone", test_gone);
  g_test_add_func ("/routes/properties", test_properties);
  return g_test_run ();
}
