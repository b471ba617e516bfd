/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox"
#include "config.h"

#include <string.h>

#include "sandbox-staging.h"
#include "server/sandbox-json.h"

enum
{
  HOUR = 3600,
  DAY = 24 * HOUR,
};

typedef enum
{
  NUMBER,
  SWITCH,
  CHOICE,
  TEXTS,
  STATUSES,
} MemberType;

typedef struct
{
  const char *name;
  const char *description;
  MemberType type;
  goffset offset; /* in SandboxStaging */
  gint64 min, max;
} Member;

static const char *const networks[] = { "open", "firewall", "private", "virtual-network", NULL };

#define AT(member) G_STRUCT_OFFSET (SandboxStaging, member)

static const Member members[] = {
  { "access_token_lifetime", "in seconds, as all times here; 3599", NUMBER, AT (access_token_lifetime), 1,
    DAY },
  { "refresh_token_lifetime", "90 days", NUMBER, AT (refresh_token_lifetime), 0, 365 * DAY },
  { "managed_identity_lifetime", "of its tokens; a day", NUMBER, AT (managed_identity_lifetime), 1, DAY },
  { "device_code_lifetime", "900", NUMBER, AT (device_code_lifetime), 0, DAY },
  { "device_code_interval", "5", NUMBER, AT (device_code_interval), 0, HOUR },
  { "slow_down", "true: polling faster than that gets slow_down", SWITCH, AT (slow_down) },
  { "single_use_refresh", "true: a refresh token is good for one redemption", SWITCH,
    AT (single_use_refresh) },
  { "claims_challenge", "true: ARM asks for a second factor by a claims challenge", SWITCH,
    AT (claims_challenge) },
  { "clock_offset", "how far ahead the service's clock is", NUMBER, AT (clock_offset), -DAY, DAY },
  { "key_disabled", "true: tokens only (403 AuthenticationTypeDisabled)", SWITCH, AT (key_disabled) },
  { "regional", "true: no custom subdomain, keys only (400)", SWITCH, AT (regional) },
  { "network", "open, firewall, private or virtual-network (403)", CHOICE, AT (network) },
  { "audiences", "of tokens for the data plane: cognitiveservices.azure.com, ai.azure.com", TEXTS,
    AT (audiences) },
  { "tenants", "1 to 5; subscriptions are spread over them", NUMBER, AT (tenants), 1,
    SANDBOX_STAGING_MAX_TENANTS },
  { "subscriptions", "1 to 50", NUMBER, AT (subscriptions), 1, SANDBOX_STAGING_MAX_SUBSCRIPTIONS },
  { "resources", "in all subscriptions; the first one is this sandbox", NUMBER, AT (resources), 1, 1000 },
  { "total_deployments", "in all resources; more than there are exist in listings only", NUMBER,
    AT (total_deployments), 0, 100000 },
  { "page_size", "of ARM's lists; 100", NUMBER, AT (page_size), 1, 10000 },
  { "failing_subscriptions", "a status for each, such as [0, 403, 500]; 0 works", STATUSES,
    AT (failing_subscriptions) },
};

static const SandboxStaging defaults = {
  .access_token_lifetime = 3599,
  .refresh_token_lifetime = 90 * DAY,
  .managed_identity_lifetime = DAY - 1,
  .device_code_lifetime = 900,
  .device_code_interval = 5,
  .tenants = 1,
  .subscriptions = 1,
  .resources = 1,
  .page_size = 100,
};

SandboxStaging *
sandbox_staging_new (void)
{
  static const char *const audiences[]
    = { "https://cognitiveservices.azure.com", "https://ai.azure.com", NULL };
  SandboxStaging *staging = g_memdup2 (&defaults, sizeof defaults);

  staging->audiences = g_strdupv ((char **) audiences);
  return staging;
}

void
sandbox_staging_free (SandboxStaging *staging)
{
  g_strfreev (staging->audiences);
  g_free (staging);
}

void
sandbox_staging_assign (SandboxStaging *staging, const SandboxStaging *other)
{
  g_auto(GStrv) old = staging->audiences;

  *staging = *other;
  staging->audiences = g_strdupv (other->audiences);
}

static const Member *
find_member (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    if (g_str_equal (members[i].name, name))
      return &members[i];
  return NULL;
}

static gboolean
is_of_type (JsonNode *node, GType type)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

static char *
set_number (gpointer at, const Member *member, JsonNode *node)
{
  gint64 value = is_of_type (node, G_TYPE_INT64) ? json_node_get_int (node) : G_MININT64;

  if (value < member->min || value > member->max)
    return g_strdup_printf ("\"%s\" is a whole number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT ".",
                            member->name, member->min, member->max);
  *(gint *) at = (gint) value;
  return NULL;
}

static char *
set_switch (gpointer at, const Member *member, JsonNode *node)
{
  if (!is_of_type (node, G_TYPE_BOOLEAN))
    return g_strdup_printf ("\"%s\" is true or false.", member->name);
  *(gboolean *) at = json_node_get_boolean (node);
  return NULL;
}

static char *
set_choice (gpointer at, const Member *member, JsonNode *node)
{
  g_autofree char *list = g_strjoinv (", ", (char **) networks);

  for (guint i = 0; sandbox_json_is_string (node) && networks[i] != NULL; i++)
    if (g_str_equal (json_node_get_string (node), networks[i]))
      {
        *(gint *) at = (gint) i;
        return NULL;
      }
  return g_strdup_printf ("\"%s\" is one of: %s.", member->name, list);
}

static char *
set_texts (gpointer at, const Member *member, JsonNode *node)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  g_autoptr(GStrvBuilder) texts = g_strv_builder_new ();
  GStrv *strings = at;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (!sandbox_json_is_string (element))
        array = NULL;
      else
        g_strv_builder_add (texts, json_node_get_string (element));
    }
  if (array == NULL)
    return g_strdup_printf ("\"%s\" is an array of strings.", member->name);
  g_strfreev (*strings);
  *strings = g_strv_builder_end (texts);
  return NULL;
}

static char *
set_statuses (gpointer at, const Member *member, JsonNode *node)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  guint statuses[SANDBOX_STAGING_MAX_SUBSCRIPTIONS] = { 0 };

  if (array != NULL && json_array_get_length (array) > G_N_ELEMENTS (statuses))
    array = NULL;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      gint64 status = is_of_type (element, G_TYPE_INT64) ? json_node_get_int (element) : -1;

      if (status != 0 && (status < 400 || status > 599))
        array = NULL;
      else
        statuses[i] = (guint) status;
    }
  if (array == NULL)
    return g_strdup_printf ("\"%s\" is an array of at most %d numbers, 0 or from 400 to 599.", member->name,
                            SANDBOX_STAGING_MAX_SUBSCRIPTIONS);
  memcpy (at, statuses, sizeof statuses);
  return NULL;
}

static char *
set_member (SandboxStaging *staging, const Member *member, JsonNode *node)
{
  static char *(*const setters[]) (gpointer, const Member *, JsonNode *) = {
    [NUMBER] = set_number, [SWITCH] = set_switch,     [CHOICE] = set_choice,
    [TEXTS] = set_texts,   [STATUSES] = set_statuses,
  };

  return setters[member->type](G_STRUCT_MEMBER_P (staging, member->offset), member, node);
}

char *
sandbox_staging_read (SandboxStaging *staging, JsonObject *object, const char **name)
{
  JsonObjectIter iter;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, name, &node))
    {
      const Member *member = find_member (*name);
      char *fault
        = member != NULL
            ? set_member (staging, member, node)
            : g_strdup_printf ("There is nothing called \"%s\" to stage; 'ingot-sandbox --help' lists "
                               "what there is.",
                               *name);

      if (fault != NULL)
        return fault;
    }
  return NULL;
}

char *
sandbox_staging_describe (void)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    g_string_append_printf (text, "    %-25s %s\n", members[i].name, members[i].description);
  return g_string_free_and_steal (text);
}
