/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-arm"
#include "config.h"

#include <string.h>

#include "arm/sandbox-arm-lists.h"
#include "arm/sandbox-arm-roles.h"
#include "server/sandbox-json.h"
#include "server/sandbox-key.h"

#define PROVIDER "Microsoft.CognitiveServices"

/* Of tenants and subscriptions, and of the resource provider. */
static const char *const platform_versions[]
  = { "2016-06-01", "2018-06-01", "2019-06-01", "2019-11-01", "2020-01-01", "2021-01-01", "2021-04-01",
      "2022-04-01", "2022-09-01", "2022-12-01", "2024-03-01", "2024-11-01", "2025-03-01", "2025-04-01", NULL };
static const char *const provider_versions[]
  = { "2021-10-01",         "2022-03-01",         "2022-10-01",
      "2022-12-01",         "2023-05-01",         "2023-10-01-preview",
      "2024-04-01-preview", "2024-06-01-preview", "2024-10-01",
      "2025-04-01-preview", "2025-06-01",         "2025-07-01-preview",
      "2025-09-01",         "2025-10-01-preview", NULL };

/* What a path leads to; "*" stands for any segment. Names are compared without regard to case, as ARM does.
 */
typedef struct
{
  const char *path;
  SandboxArmAddFunc list;
  void (*reply) (SandboxArmRequest *request);
} Place;

static void
challenge (SandboxArmRequest *request, const SandboxTenant *tenant, const char *error,
           const char *description)
{
  g_autofree char *header
    = g_strdup_printf ("Bearer authorization_uri=\"%s/%s\", error=\"%s\", error_description=\"%s\"",
                       request->origin, tenant->id, error, description);

  sandbox_exchange_set_header (request->exchange, "WWW-Authenticate", header);
}

static const SandboxTenant *
home (SandboxArmRequest *request)
{
  return sandbox_directory_get_tenant (sandbox_entra_get_directory (request->arm->world.entra), 0);
}

static void
refuse_token (SandboxArmRequest *request, SandboxTokenVerdict verdict)
{
  static const struct
  {
    const char *code;
    const char *message;
  } answers[] = {
    [SANDBOX_TOKEN_INVALID] = { "InvalidAuthenticationToken", "The access token is invalid." },
    [SANDBOX_TOKEN_EXPIRED]
    = { "ExpiredAuthenticationToken", "The access token expiry UTC time is earlier than current UTC time." },
    [SANDBOX_TOKEN_AUDIENCE]
    = { "InvalidAuthenticationToken",
        "The access token has been obtained for wrong audience or resource. It should exactly match with one "
        "of the "
        "allowed audiences 'https://management.core.windows.net/','https://management.core.windows.net',"
        "'https://management.azure.com/','https://management.azure.com'." },
  };

  challenge (request, home (request), "invalid_token", answers[verdict].message);
  sandbox_arm_request_fail (request, SOUP_STATUS_UNAUTHORIZED, answers[verdict].code, "%s",
                            answers[verdict].message);
}

/* Continuous access evaluation: the token is good, and not good enough. */
static void
check_strength (SandboxArmRequest *request)
{
  const char *claims = sandbox_entra_claims ();
  g_autofree char *encoded = g_base64_encode ((const guchar *) claims, strlen (claims));
  g_autofree char *header = NULL;

  if (!request->arm->world.staging->claims_challenge || request->caller.strong)
    return;
  header = g_strdup_printf ("Bearer realm=\"\", authorization_uri=\"%s/common/oauth2/authorize\", "
                            "error=\"insufficient_claims\", claims=\"%s\"",
                            request->origin, encoded);
  sandbox_exchange_set_header (request->exchange, "WWW-Authenticate", header);
  sandbox_arm_request_fail (request, SOUP_STATUS_UNAUTHORIZED, "InvalidAuthenticationToken",
                            "The access token does not satisfy the claims that the resource needs.");
}

static void
check_caller (SandboxArmRequest *request)
{
  SoupServerMessage *message = sandbox_exchange_get_message (request->exchange);
  const char *token = sandbox_key_get_token (soup_server_message_get_request_headers (message));
  SandboxTokenVerdict verdict;

  if (token == NULL)
    {
      static const char text[] = "Authentication failed. The 'Authorization' header is missing.";

      challenge (request, home (request), "invalid_token", text);
      sandbox_arm_request_fail (request, SOUP_STATUS_UNAUTHORIZED, "AuthenticationFailed", text);
      return;
    }
  verdict = sandbox_entra_judge_management_token (request->arm->world.entra, token, request->origin,
                                                  &request->caller);
  if (verdict != SANDBOX_TOKEN_GOOD)
    refuse_token (request, verdict);
  else
    check_strength (request);
}

static void
check_version (SandboxArmRequest *request)
{
  gboolean provider = FALSE;
  const char *const *versions;
  g_autofree char *list = NULL;

  for (guint i = 0; request->path[i] != NULL; i++)
    provider = provider || g_ascii_strcasecmp (request->path[i], PROVIDER) == 0;
  versions = provider ? provider_versions : platform_versions;
  list = g_strjoinv (", ", (char **) versions);
  if (request->version == NULL)
    sandbox_arm_request_fail (
      request, SOUP_STATUS_BAD_REQUEST, "MissingApiVersionParameter",
      "The api-version query parameter (?api-version=) is required for all requests.");
  else if (!g_strv_contains (versions, request->version) && provider)
    sandbox_arm_request_fail (
      request, SOUP_STATUS_BAD_REQUEST, "NoRegisteredProviderFound",
      "No registered resource provider found for API version '%s' for type 'accounts'. The "
      "supported api-versions are '%s'.",
      request->version, list);
  else if (!g_strv_contains (versions, request->version))
    sandbox_arm_request_fail (request, SOUP_STATUS_BAD_REQUEST, "InvalidApiVersionParameter",
                              "The api-version '%s' is invalid. The supported versions are '%s'.",
                              request->version, list);
}

static void
refuse_tenant (SandboxArmRequest *request, const SandboxSubscription *subscription)
{
  const char *tenant = subscription->tenant->id;

  challenge (
    request, subscription->tenant, "invalid_token",
    "The access token is from the wrong issuer. It must match the tenant associated with this subscription.");
  sandbox_arm_request_fail (
    request, SOUP_STATUS_UNAUTHORIZED, "InvalidAuthenticationTokenTenant",
    "The access token is from the wrong issuer '%s/%s/'. It must match the tenant '%s/%s/' "
    "associated with this subscription. Please use the authority (URL) '%s/%s' to get the "
    "token. Note, if the subscription is transferred to another tenant there is no impact "
    "to the services, but information about new tenant could take time to propagate.",
    request->origin, request->caller.tenant->id, request->origin, tenant, request->origin, tenant);
}

static void
refuse_action (SandboxArmRequest *request, const char *action, const char *scope)
{
  const SandboxAccount *account = request->caller.account;

  sandbox_arm_request_fail (
    request, SOUP_STATUS_FORBIDDEN, "AuthorizationFailed",
    "The client '%s' with object id '%s' does not have authorization to perform action '%s' "
    "over scope '%s' or the scope is invalid. If access was recently granted, please "
    "refresh your credentials.",
    account != NULL ? account->user_name : request->caller.object_id, request->caller.object_id, action,
    scope);
}

/* What fails on purpose. */
static void
check_staged_failure (SandboxArmRequest *request)
{
  guint status = request->arm->world.staging->failing_subscriptions[request->subscription->index];
  g_autofree char *scope = g_strconcat ("/subscriptions/", request->subscription->id, NULL);

  if (status == 0)
    return;
  if (status == SOUP_STATUS_FORBIDDEN)
    refuse_action (request, PROVIDER "/accounts/read", scope);
  else if (status == SOUP_STATUS_UNAUTHORIZED)
    refuse_tenant (request, request->subscription);
  else if (status == SOUP_STATUS_NOT_FOUND)
    sandbox_arm_request_fail (request, status, "SubscriptionNotFound",
                              "The subscription '%s' could not be found.", request->subscription->id);
  else if (status == 429)
    sandbox_arm_request_fail (
      request, status, "TooManyRequests",
      "The request is being throttled as the limit has been reached for operation type - "
      "Read_ObservationWindow_00:05:00. For more information, see - "
      "https://aka.ms/srpthrottlinglimits");
  else
    sandbox_arm_request_fail (request, status, "InternalServerError",
                              "The server encountered an internal error. Please retry the request.");
  if (status == 429)
    request->problem->retry_after_ms = 1000;
}

static void
find_subscription (SandboxArmRequest *request)
{
  SandboxLandscape *landscape = request->arm->landscape;

  if (request->problem != NULL || request->path[1] == NULL)
    return;
  for (guint i = 0; i < sandbox_landscape_get_n_subscriptions (landscape); i++)
    {
      const SandboxSubscription *subscription = sandbox_landscape_get_subscription (landscape, i);

      if (g_ascii_strcasecmp (subscription->id, request->path[1]) == 0)
        request->subscription = subscription;
    }
  if (request->subscription == NULL && !g_uuid_string_is_valid (request->path[1]))
    sandbox_arm_request_fail (request, SOUP_STATUS_BAD_REQUEST, "InvalidSubscriptionId",
                              "The provided subscription identifier '%s' is malformed or invalid.",
                              request->path[1]);
  else if (request->subscription == NULL)
    sandbox_arm_request_fail (request, SOUP_STATUS_NOT_FOUND, "SubscriptionNotFound",
                              "The subscription '%s' could not be found.", request->path[1]);
  else if (request->subscription->tenant != request->caller.tenant)
    refuse_tenant (request, request->subscription);
  else if (request->path[2] != NULL)
    check_staged_failure (request);
}

static gboolean
has_group (SandboxArmRequest *request, const char *name)
{
  for (guint i = 0; i < sandbox_landscape_get_n_resources (request->arm->landscape); i++)
    {
      const SandboxResource *resource = sandbox_landscape_get_resource (request->arm->landscape, i);

      if (resource->subscription == request->subscription && g_ascii_strcasecmp (resource->group, name) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_named (SandboxArmRequest *request, const SandboxResource *resource)
{
  return resource->subscription == request->subscription
         && g_ascii_strcasecmp (resource->group, request->path[3]) == 0
         && g_ascii_strcasecmp (resource->name, request->path[7]) == 0;
}

/* /subscriptions/ID/resourceGroups/GROUP/providers/Microsoft.CognitiveServices/accounts/NAME */
static void
find_resource (SandboxArmRequest *request)
{
  SandboxLandscape *landscape = request->arm->landscape;

  if (request->problem != NULL || g_strv_length (request->path) < 4
      || g_ascii_strcasecmp (request->path[2], "resourceGroups") != 0)
    return;
  if (!has_group (request, request->path[3]))
    sandbox_arm_request_fail (request, SOUP_STATUS_NOT_FOUND, "ResourceGroupNotFound",
                              "Resource group '%s' could not be found.", request->path[3]);
  if (request->problem != NULL || g_strv_length (request->path) < 8)
    return;
  for (guint i = 0; i < sandbox_landscape_get_n_resources (landscape); i++)
    if (is_named (request, sandbox_landscape_get_resource (landscape, i)))
      request->resource = sandbox_landscape_get_resource (landscape, i);
  if (request->resource == NULL)
    sandbox_arm_request_fail (request, SOUP_STATUS_NOT_FOUND, "ResourceNotFound",
                              "The Resource '" PROVIDER
                              "/accounts/%s' under resource group '%s' was not found. For "
                              "more details please go to https://aka.ms/ARMResourceNotFoundFix",
                              request->path[7], request->path[3]);
}

static void
reply_subscription (SandboxArmRequest *request)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  sandbox_arm_add_the_subscription (builder, request->subscription);
  sandbox_exchange_reply (request->exchange, SOUP_STATUS_OK, json_builder_get_root (builder));
}

static void
reply_account (SandboxArmRequest *request)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  sandbox_arm_add_the_account (builder, request, request->resource);
  sandbox_exchange_reply (request->exchange, SOUP_STATUS_OK, json_builder_get_root (builder));
}

static void
reply_deployment (SandboxArmRequest *request)
{
  const char *name = request->path[9];

  for (guint i = 0; i < request->resource->n_deployments; i++)
    {
      SandboxStagedDeployment staged
        = sandbox_landscape_get_deployment (request->arm->landscape, request->resource, i);

      if (g_ascii_strcasecmp (staged.deployment.name, name) != 0)
        continue;
      sandbox_arm_reply_one (request, sandbox_arm_add_deployment, i);
      return;
    }
  sandbox_arm_request_fail (request, SOUP_STATUS_NOT_FOUND, "ResourceNotFound",
                            "The Resource '" PROVIDER
                            "/accounts/%s/deployments/%s' under resource group '%s' was "
                            "not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix",
                            request->path[7], name, request->path[3]);
}

/* A reader may look at everything but the keys. */
static void
reply_keys (SandboxArmRequest *request)
{
  g_autoptr(JsonBuilder) builder = NULL;
  g_autofree char *id = sandbox_arm_dup_resource_id (request->resource);
  g_autofree char *other = sandbox_key_new ();

  if (request->caller.account != NULL && request->caller.account->standing == SANDBOX_STANDING_NO_ROLE)
    refuse_action (request, PROVIDER "/accounts/listKeys/action", id);
  else if (request->arm->world.staging->key_disabled)
    sandbox_arm_request_fail (request, SOUP_STATUS_BAD_REQUEST, "BadRequest",
                              "Failed to list key. disableLocalAuth is set to be true");
  if (request->problem != NULL)
    return;
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  sandbox_json_add_string (builder, "key1", request->resource->real ? request->arm->world.api_key : other);
  sandbox_json_add_string (builder, "key2", request->resource->real ? request->arm->world.api_key : other);
  sandbox_exchange_reply (request->exchange, SOUP_STATUS_OK, sandbox_json_end (builder));
}

static const Place places[] = {
  { "tenants", sandbox_arm_add_tenant },
  { "subscriptions", sandbox_arm_add_subscription },
  { "subscriptions/*", NULL, reply_subscription },
  { "subscriptions/*/locations", sandbox_arm_add_location },
  { "subscriptions/*/resourceGroups", sandbox_arm_add_group },
  { "subscriptions/*/providers/Microsoft.Authorization/roleAssignments", NULL,
    sandbox_arm_reply_role_assignments },
  { "subscriptions/*/providers/Microsoft.Authorization/roleDefinitions/*", NULL,
    sandbox_arm_reply_role_definition },
  { "subscriptions/*/providers/" PROVIDER "/accounts", sandbox_arm_add_account },
  { "subscriptions/*/providers/" PROVIDER "/locations/*/models", sandbox_arm_add_model },
  { "subscriptions/*/providers/" PROVIDER "/locations/*/usages", sandbox_arm_add_usage },
  { "subscriptions/*/resourceGroups/*/providers/" PROVIDER "/accounts", sandbox_arm_add_account },
  { "subscriptions/*/resourceGroups/*/providers/" PROVIDER "/accounts/*", NULL, reply_account },
  { "subscriptions/*/resourceGroups/*/providers/" PROVIDER "/accounts/*/models",
    sandbox_arm_add_account_model },
  { "subscriptions/*/resourceGroups/*/providers/" PROVIDER "/accounts/*/usages",
    sandbox_arm_add_account_usage },
  { "subscriptions/*/resourceGroups/*/providers/" PROVIDER "/accounts/*/deployments",
    sandbox_arm_add_deployment },
  { "subscriptions/*/resourceGroups/*/providers/" PROVIDER "/accounts/*/deployments/*", NULL,
    reply_deployment },
  { "subscriptions/*/resourceGroups/*/providers/" PROVIDER "/accounts/*/deployments/*/skus",
    sandbox_arm_add_deployment_sku },
};

static const Place actions[] = {
  { "subscriptions/*/resourceGroups/*/providers/" PROVIDER "/accounts/*/listKeys", NULL, reply_keys },
};

static gboolean
leads_to (const Place *place, GStrv path)
{
  g_auto(GStrv) steps = g_strsplit (place->path, "/", -1);
  guint i = 0;

  for (; steps[i] != NULL && path[i] != NULL; i++)
    if (!g_str_equal (steps[i], "*") && g_ascii_strcasecmp (steps[i], path[i]) != 0)
      return FALSE;
  return steps[i] == NULL && path[i] == NULL;
}

static const Place *
find_place (const Place *among, gsize n_places, GStrv path)
{
  for (gsize i = 0; i < n_places; i++)
    if (leads_to (&among[i], path))
      return &among[i];
  return NULL;
}

/* What cannot be decoded names nothing, and still has its place. */
static GStrv
split_path (SandboxExchange *exchange)
{
  const char *path = g_uri_get_path (soup_server_message_get_uri (sandbox_exchange_get_message (exchange)));
  g_autoptr(GStrvBuilder) segments = g_strv_builder_new ();
  guint n_segments = 0;

  for (const char *at = path; *at != '\0'; at++)
    n_segments += *at == '/' ? 1 : 0;
  for (guint i = 0; i < n_segments; i++)
    {
      char *segment = sandbox_exchange_dup_segment (exchange, i);

      g_strv_builder_take (segments, segment != NULL ? segment : g_strdup ("\uFFFD"));
    }
  return g_strv_builder_end (segments);
}

static void
enter (SandboxArmRequest *request, SandboxArm *arm, SandboxExchange *exchange)
{
  const SandboxArmWorld *world = &arm->world;

  request->arm = arm;
  request->exchange = exchange;
  request->origin = sandbox_entra_dup_origin (world->entra, exchange);
  request->path = split_path (exchange);
  request->version = sandbox_exchange_dup_query (exchange, "api-version");
  if (arm->landscape != NULL && !sandbox_landscape_fits (arm->landscape, world->staging))
    g_clear_pointer (&arm->landscape, sandbox_landscape_free);
  if (arm->landscape == NULL)
    arm->landscape = sandbox_landscape_new (
      world->subscription_id, sandbox_entra_get_directory (world->entra), world->inference, world->staging);
  check_caller (request);
  check_version (request);
  find_subscription (request);
  find_resource (request);
}

static void
handle (SandboxExchange *exchange, SandboxArm *arm, const Place *among, gsize n_places)
{
  g_auto(SandboxArmRequest) request = { NULL };
  const Place *place;

  enter (&request, arm, exchange);
  place = find_place (among, n_places, request.path);
  if (place == NULL)
    sandbox_arm_request_fail (&request, SOUP_STATUS_NOT_FOUND, "InvalidResourceType",
                              "The resource type could not be found in the namespace '" PROVIDER
                              "' for api version '%s'.",
                              request.version != NULL ? request.version : "");
  if (request.problem == NULL && place->list != NULL)
    sandbox_arm_reply_list (&request, place->list);
  else if (request.problem == NULL)
    place->reply (&request);
  if (request.problem != NULL)
    sandbox_exchange_refuse (exchange, g_steal_pointer (&request.problem));
}

static void
get_handler (SandboxExchange *exchange, gpointer arm)
{
  handle (exchange, arm, places, G_N_ELEMENTS (places));
}

static void
post_handler (SandboxExchange *exchange, gpointer arm)
{
  handle (exchange, arm, actions, G_N_ELEMENTS (actions));
}

SandboxArm *
sandbox_arm_new (const SandboxArmWorld *world)
{
  SandboxArm *arm = g_new0 (SandboxArm, 1);

  arm->world = *world;
  return arm;
}

void
sandbox_arm_free (SandboxArm *arm)
{
  g_clear_pointer (&arm->landscape, sandbox_landscape_free);
  g_free (arm);
}

/* One route for each length of a path: ARM's names are known by any spelling. */
void
sandbox_arm_attach (SandboxArm *arm, SandboxServer *server)
{
  static const char *const paths[] = {
    "/subscriptions/*",
    "/subscriptions/*/*",
    "/subscriptions/*/*/*",
    "/subscriptions/*/*/*/*",
    "/subscriptions/*/*/*/*/*",
    "/subscriptions/*/*/*/*/*/*",
    "/subscriptions/*/*/*/*/*/*/*",
    "/subscriptions/*/*/*/*/*/*/*/*",
    "/subscriptions/*/*/*/*/*/*/*/*/*",
    "/subscriptions/*/*/*/*/*/*/*/*/*/*",
  };

  sandbox_server_add_route_with_flags (server, "GET", "/tenants", SANDBOX_ROUTE_OPEN, get_handler, arm);
  sandbox_server_add_route_with_flags (server, "GET", "/subscriptions", SANDBOX_ROUTE_OPEN, get_handler, arm);
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      sandbox_server_add_route_with_flags (server, "GET", paths[i], SANDBOX_ROUTE_OPEN, get_handler, arm);
      sandbox_server_add_route_with_flags (server, "POST", paths[i], SANDBOX_ROUTE_OPEN, post_handler, arm);
    }
}
