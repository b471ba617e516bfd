/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-azure"
#include "config.h"

#include <string.h>

#include "base/ingot-json.h"
#include "ingot-arm-items.h"
#include "model/ingot-endpoint-hosts.h"

#define MAX_TEXT 256
#define MAX_CAPABILITIES 64
#define MAX_ENDPOINTS 64
#define MAX_COUNT G_GINT64_CONSTANT (1000000000000)

char *
ingot_arm_dup_text (JsonObject *object, const char *name)
{
  const char *text = ingot_json_get_string (object, name);
  const char *end;

  if (text == NULL || *text == '\0')
    return NULL;
  if (strlen (text) <= MAX_TEXT)
    return g_strdup (text);
  end = g_utf8_find_prev_char (text, text + MAX_TEXT + 1);
  return g_strndup (text, (gsize) (end - text));
}

gboolean
ingot_arm_is_name (const char *text)
{
  if (text == NULL || *text == '\0' || strlen (text) > MAX_TEXT
      || g_str_equal (text, ".") || g_str_equal (text, ".."))
    return FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)) || strchr ("/\\?#%", *p) != NULL)
      return FALSE;
  return TRUE;
}

char *
ingot_arm_read_tenant (JsonObject *item, char **title)
{
  const char *id = ingot_json_get_string (item, "tenantId");

  *title = NULL;
  if (!ingot_arm_is_name (id) || !ingot_cloud_is_tenant (id))
    return NULL;
  *title = ingot_arm_dup_text (item, "displayName");
  if (*title == NULL)
    *title = ingot_arm_dup_text (item, "defaultDomain");
  return g_strdup (id);
}

IngotSubscription *
ingot_arm_read_subscription (JsonObject *item, const char *tenant)
{
  const char *id = ingot_json_get_string (item, "subscriptionId");
  const char *own_tenant = ingot_json_get_string (item, "tenantId");
  g_autofree char *name = ingot_arm_dup_text (item, "displayName");

  if (!ingot_arm_is_name (id))
    return NULL;
  if (ingot_arm_is_name (own_tenant) && ingot_cloud_is_tenant (own_tenant))
    tenant = own_tenant;
  return ingot_subscription_new (id, name != NULL ? name : id, tenant);
}

/* The group and the name of "/subscriptions/ID/resourceGroups/GROUP/providers/Microsoft.CognitiveServices/accounts/NAME",
 * whose fixed parts may be written in any case. */
static gboolean
read_id (const char *id, IngotSubscription *subscription, char **group, char **name)
{
  static const char *const fixed[] = {
    "", "subscriptions", NULL, "resourceGroups", NULL, "providers", "Microsoft.CognitiveServices", "accounts", NULL,
  };
  g_auto(GStrv) parts = id != NULL ? g_strsplit (id, "/", (int) G_N_ELEMENTS (fixed) + 1) : NULL;

  if (parts == NULL || g_strv_length (parts) != G_N_ELEMENTS (fixed))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (fixed); i++)
    if (fixed[i] != NULL ? g_ascii_strcasecmp (fixed[i], parts[i]) != 0 : !ingot_arm_is_name (parts[i]))
      return FALSE;
  if (g_ascii_strcasecmp (parts[2], ingot_subscription_get_id (subscription)) != 0)
    return FALSE;
  *group = g_strdup (parts[4]);
  *name = g_strdup (parts[8]);
  return TRUE;
}

/* The origin of @address, where a token may go; or NULL. */
static char *
dup_origin (const char *address, gboolean is_azure)
{
  g_autoptr(GUri) uri = address != NULL ? g_uri_parse (address, G_URI_FLAGS_NONE, NULL) : NULL;
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  gboolean is_https = uri != NULL && g_str_equal (g_uri_get_scheme (uri), "https");
  IngotHostKind kind;

  if (host == NULL || *host == '\0' || strlen (host) > 253 || g_uri_get_userinfo (uri) != NULL)
    return NULL;
  kind = ingot_endpoint_host_kind (host);
  if (is_azure && (!is_https || (kind != INGOT_HOST_AZURE && kind != INGOT_HOST_REGION)))
    return NULL;
  if (!is_https && !(g_str_equal (g_uri_get_scheme (uri), "http") && ingot_endpoint_is_loopback (host)))
    return NULL;
  return g_uri_join (G_URI_FLAGS_NONE, g_uri_get_scheme (uri), NULL, host, g_uri_get_port (uri), "", NULL, NULL);
}

/* The address with all models of the resource is the best; that with models of OpenAI alone is the next. */
static int
rank_origin (const char *origin)
{
  if (strstr (origin, ".services.ai.azure.") != NULL)
    return 3;
  if (strstr (origin, ".openai.azure.") != NULL)
    return 2;
  return 1;
}

static void
prefer (char **best, const char *address, gboolean is_azure)
{
  g_autofree char *origin = dup_origin (address, is_azure);

  if (origin == NULL || (*best != NULL && rank_origin (*best) >= rank_origin (origin)))
    return;
  g_free (*best);
  *best = g_steal_pointer (&origin);
}

static char *
dup_address (JsonObject *properties, gboolean is_azure)
{
  JsonObject *endpoints = ingot_json_get_object (properties, "endpoints");
  JsonObjectIter iter;
  const char *label;
  char *best = NULL;
  guint n = 0;

  prefer (&best, ingot_json_get_string (properties, "endpoint"), is_azure);
  if (endpoints == NULL)
    return best;
  json_object_iter_init (&iter, endpoints);
  while (n++ < MAX_ENDPOINTS && json_object_iter_next (&iter, &label, NULL))
    prefer (&best, ingot_json_get_string (endpoints, label), is_azure);
  return best;
}

static IngotResourceInfo *
read_info (JsonObject *item, IngotSubscription *subscription, char **name)
{
  JsonObject *properties = ingot_json_get_object (item, "properties");
  g_autoptr(IngotResourceInfo) info = ingot_resource_info_new ();

  if (!read_id (ingot_json_get_string (item, "id"), subscription, &info->group, name))
    return NULL;
  info->id = g_strdup_printf ("/subscriptions/%s/resourceGroups/%s/providers/Microsoft.CognitiveServices/accounts/%s",
                              ingot_subscription_get_id (subscription), info->group, *name);
  info->kind = ingot_arm_dup_text (item, "kind");
  info->location = ingot_arm_dup_text (item, "location");
  info->subscription = g_strdup (ingot_subscription_get_id (subscription));
  info->subscription_name = g_strdup (ingot_subscription_get_name (subscription));
  info->tenant = g_strdup (ingot_subscription_get_tenant (subscription));
  info->project = ingot_arm_dup_text (properties, "defaultProject");
  info->keys_disabled = ingot_json_is_truthy (properties, "disableLocalAuth");
  info->is_regional = !ingot_json_is_truthy (properties, "customSubDomainName");
  return g_steal_pointer (&info);
}

IngotResource *
ingot_arm_read_account (JsonObject *item, IngotSubscription *subscription, gboolean is_azure)
{
  const char *kind = ingot_json_get_string (item, "kind");
  g_autoptr(IngotResourceInfo) info = NULL;
  g_autofree char *name = NULL;
  g_autofree char *url = NULL;
  IngotResource *resource;

  if (g_strcmp0 (kind, "AIServices") != 0 && g_strcmp0 (kind, "OpenAI") != 0)
    return NULL;
  info = read_info (item, subscription, &name);
  url = dup_address (ingot_json_get_object (item, "properties"), is_azure);
  if (info == NULL || url == NULL)
    return NULL;
  resource = ingot_resource_new (INGOT_RESOURCE_REMOTE, name, INGOT_SIGN_IN_ACCOUNT);
  ingot_resource_set_address (resource, url, "/openai/v1");
  ingot_resource_set_info (resource, info);
  return resource;
}

static char *
escape (const char *part)
{
  return g_uri_escape_string (part, NULL, FALSE);
}

char *
ingot_arm_dup_accounts_path (IngotSubscription *subscription)
{
  g_autofree char *id = escape (ingot_subscription_get_id (subscription));

  return g_strdup_printf ("/subscriptions/%s/providers/Microsoft.CognitiveServices/accounts", id);
}

char *
ingot_arm_dup_deployments_path (const IngotResourceInfo *info)
{
  g_autofree char *id = escape (info->subscription);
  g_autofree char *group = escape (info->group);
  g_autofree char *name = escape (strrchr (info->id, '/') + 1);

  return g_strdup_printf ("/subscriptions/%s/resourceGroups/%s/providers/Microsoft.CognitiveServices/accounts/%s"
                          "/deployments", id, group, name);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

char *
ingot_arm_dup_capabilities (JsonObject *capabilities)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  JsonObjectIter iter;
  const char *name;

  if (capabilities == NULL)
    return NULL;
  json_object_iter_init (&iter, capabilities);
  while (names->len < MAX_CAPABILITIES && json_object_iter_next (&iter, &name, NULL))
    if (ingot_arm_is_name (name) && strchr (name, ',') == NULL && ingot_json_is_truthy (capabilities, name)
        && g_ascii_strcasecmp (ingot_json_get_string (capabilities, name) != NULL
                                 ? ingot_json_get_string (capabilities, name) : "true", "false") != 0)
      g_ptr_array_add (names, (gpointer) name);
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return g_strjoinv (", ", (char **) names->pdata);
}

/* Of each key that limit which is given for a minute, else the first one, as if it were. */
static gint64
read_limit (JsonArray *limits, const char *key)
{
  gint64 found = -1;

  for (guint i = 0; limits != NULL && i < MIN (json_array_get_length (limits), 64); i++)
    {
      JsonObject *limit = ingot_json_array_object (limits, i);
      gint64 period = ingot_json_get_int (limit, "renewalPeriod", 60);
      gint64 count = ingot_json_get_int (limit, "count", -1);

      if (g_strcmp0 (ingot_json_get_string (limit, "key"), key) != 0 || count < 0 || count > MAX_COUNT
          || period < 1 || period > 24 * 60 * 60)
        continue;
      if (period == 60)
        return count;
      if (found < 0)
        found = count * 60 / period;
    }
  return found;
}

static IngotDeploymentInfo *
read_deployment_info (JsonObject *item)
{
  IngotDeploymentInfo *info = ingot_deployment_info_new ();
  JsonObject *properties = ingot_json_get_object (item, "properties");
  JsonObject *model = ingot_json_get_object (properties, "model");
  JsonObject *sku = ingot_json_get_object (item, "sku");
  JsonArray *limits = ingot_json_get_array (properties, "rateLimits");
  gint64 capacity = ingot_json_get_int (sku, "capacity", -1);

  info->model = ingot_arm_dup_text (model, "name");
  info->version = ingot_arm_dup_text (model, "version");
  info->format = ingot_arm_dup_text (model, "format");
  info->sku = ingot_arm_dup_text (sku, "name");
  info->policy = ingot_arm_dup_text (properties, "raiPolicyName");
  info->state = ingot_arm_dup_text (properties, "provisioningState");
  info->capabilities = ingot_arm_dup_capabilities (ingot_json_get_object (properties, "capabilities"));
  info->capacity = capacity >= 0 && capacity <= MAX_COUNT ? capacity : -1;
  info->tokens_per_minute = read_limit (limits, "token");
  info->requests_per_minute = read_limit (limits, "request");
  return info;
}

IngotDeployment *
ingot_arm_read_deployment (JsonObject *item)
{
  const char *name = ingot_json_get_string (item, "name");
  g_autoptr(IngotDeploymentInfo) info = NULL;
  IngotDeployment *deployment;

  if (!ingot_arm_is_name (name))
    return NULL;
  info = read_deployment_info (item);
  deployment = ingot_deployment_new (name, INGOT_ENDPOINT_STYLE_V1);
  ingot_deployment_set_info (deployment, info);
  return deployment;
}
