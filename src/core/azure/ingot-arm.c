/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-azure"
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/ingot-json.h"
#include "ingot-arm.h"
#include "ingot-request.h"

#define MAX_PAGES 200
#define MAX_ITEMS 20000
#define MAX_PAGE (16 * 1024 * 1024)
#define MAX_TOTAL (64 * 1024 * 1024)
#define MAX_LINK (16 * 1024)

struct _IngotArm
{
  GObject parent_instance;

  SoupSession *session;
  char *management;
  IngotCredential *credential;
};

G_DEFINE_FINAL_TYPE (IngotArm, ingot_arm, G_TYPE_OBJECT)

static void
ingot_arm_finalize (GObject *object)
{
  IngotArm *self = INGOT_ARM (object);

  g_object_unref (self->session);
  g_free (self->management);
  g_clear_object (&self->credential);
  G_OBJECT_CLASS (ingot_arm_parent_class)->finalize (object);
}

static void
ingot_arm_class_init (IngotArmClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ingot_arm_finalize;
}

static void
ingot_arm_init (IngotArm *self)
{
}

IngotArm *
ingot_arm_new (SoupSession *session, const char *management, IngotCredential *credential)
{
  IngotArm *self = g_object_new (INGOT_TYPE_ARM, NULL);

  self->session = g_object_ref (session);
  self->management = g_strdup (management);
  self->credential = g_object_ref (credential);
  return self;
}

/* Codes of the management API, whose statuses alone would say something else here. */
static const struct
{
  const char *code;
  IngotError meaning;
} codes[] = {
  { "AuthorizationFailed", INGOT_ERROR_CANNOT_LIST },
  { "LinkedAuthorizationFailed", INGOT_ERROR_CANNOT_LIST },
  { "InvalidAuthenticationTokenTenant", INGOT_ERROR_TENANT },
  { "SubscriptionNotFound", INGOT_ERROR_NOT_LISTED },
  { "ResourceGroupNotFound", INGOT_ERROR_NOT_LISTED },
  { "ResourceNotFound", INGOT_ERROR_NOT_LISTED },
};

static IngotError
classify (const IngotFailure *failure)
{
  for (gsize i = 0; failure->service_code != NULL && i < G_N_ELEMENTS (codes); i++)
    if (g_ascii_strcasecmp (failure->service_code, codes[i].code) == 0)
      return codes[i].meaning;
  if (failure->code == INGOT_ERROR_FORBIDDEN)
    return INGOT_ERROR_CANNOT_LIST;
  return failure->code;
}

static int
get_port (GUri *uri)
{
  if (g_uri_get_port (uri) > 0)
    return g_uri_get_port (uri);
  return g_str_equal (g_uri_get_scheme (uri), "https") ? 443 : 80;
}

/* The token goes with each request, so a link may not lead to anybody else. */
static gboolean
is_of_same_server (const char *management, const char *link)
{
  g_autoptr(GUri) own = g_uri_parse (management, G_URI_FLAGS_ENCODED, NULL);
  g_autoptr(GUri) next = g_uri_parse (link, G_URI_FLAGS_ENCODED, NULL);

  return own != NULL && next != NULL && g_uri_get_host (own) != NULL && g_uri_get_host (next) != NULL
         && g_uri_get_userinfo (next) == NULL
         && g_ascii_strcasecmp (g_uri_get_scheme (own), g_uri_get_scheme (next)) == 0
         && g_ascii_strcasecmp (g_uri_get_host (own), g_uri_get_host (next)) == 0
         && get_port (own) == get_port (next);
}

static JsonNode *
fetch (IngotArm *self, const char *url, gsize *budget, GCancellable *cancellable, IngotFailure **failure)
{
  g_autoptr(IngotExchange) exchange = ingot_exchange_new (self->session, url, NULL, "application/json");
  g_autoptr(IngotRequest) request = ingot_request_new (exchange, self->credential, cancellable);
  g_autoptr(GByteArray) text = g_byte_array_new ();
  g_autoptr(GError) error = NULL;
  JsonNode *root = NULL;

  if (ingot_request_send (request, &error) && !ingot_request_is_ok (request))
    {
      *failure = ingot_request_read_failure (request, &error);
      if (*failure != NULL)
        (*failure)->code = classify (*failure);
    }
  else if (error == NULL && ingot_request_read_rest (request, text, MIN (*budget, MAX_PAGE), &error))
    {
      g_autoptr(GBytes) bytes = NULL;

      *budget -= text->len;
      bytes = g_byte_array_free_to_bytes (g_steal_pointer (&text));
      root = ingot_json_parse_await (bytes, &error);
    }
  if (root == NULL && *failure == NULL)
    *failure = ingot_failure_new_from_error (error);
  return root;
}

static IngotFailure *
new_protocol_failure (const char *text)
{
  IngotFailure *failure = ingot_failure_new (INGOT_ERROR_PROTOCOL);

  failure->service_text = g_strdup (text);
  return failure;
}

static IngotFailure *
take_items (JsonObject *page, GPtrArray *items)
{
  JsonArray *value = ingot_json_get_array (page, "value");

  if (value == NULL)
    return new_protocol_failure (_("The answer is not a list."));
  for (guint i = 0; i < json_array_get_length (value); i++)
    {
      JsonObject *item = ingot_json_array_object (value, i);

      if (item == NULL)
        continue;
      if (items->len >= MAX_ITEMS)
        return new_protocol_failure (_("The list is too long."));
      g_ptr_array_add (items, json_object_ref (item));
    }
  return NULL;
}

/* (transfer full): the address of the next page, or NULL at the end */
static char *
dup_next (IngotArm *self, JsonObject *page, GHashTable *seen, IngotFailure **failure)
{
  const char *link = ingot_json_get_string (page, "nextLink");

  if (link == NULL || *link == '\0')
    return NULL;
  if (strlen (link) > MAX_LINK || !is_of_same_server (self->management, link))
    *failure = new_protocol_failure (_("The next page of the list is said to be on another server. "
                                       "Ingot sends it no token."));
  else if (g_hash_table_size (seen) >= MAX_PAGES)
    *failure = new_protocol_failure (_("The list is too long."));
  else if (!g_hash_table_add (seen, g_strdup (link)))
    *failure = new_protocol_failure (_("The pages of the list go around in a circle."));
  return *failure == NULL ? g_strdup (link) : NULL;
}

static void
complete (IngotArm *self, IngotFailure *failure)
{
  g_autoptr(GUri) uri = g_uri_parse (self->management, G_URI_FLAGS_NONE, NULL);

  if (failure->host == NULL && uri != NULL)
    failure->host = g_strdup (g_uri_get_host (uri));
}

/* @url: (transfer full): of the first page */
static IngotFailure *
list (IngotArm *self, char *url, GPtrArray *items, GCancellable *cancellable)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  IngotFailure *failure = NULL;
  gsize budget = MAX_TOTAL;

  while (url != NULL && failure == NULL)
    {
      g_autoptr(JsonNode) root = fetch (self, url, &budget, cancellable, &failure);
      JsonObject *page = ingot_json_node_object (root);

      g_clear_pointer (&url, g_free);
      if (failure == NULL)
        failure = take_items (page, items);
      if (failure == NULL)
        url = dup_next (self, page, seen, &failure);
    }
  if (failure != NULL)
    complete (self, failure);
  g_free (url);
  return failure;
}

IngotFailure *
ingot_arm_list (IngotArm *self, const char *path, const char *version, GPtrArray *items, GCancellable *cancellable)
{
  return list (self, g_strconcat (self->management, path, "?api-version=", version, NULL), items, cancellable);
}

IngotFailure *
ingot_arm_list_where (IngotArm *self, const char *path, const char *version, const char *filter, GPtrArray *items,
                      GCancellable *cancellable)
{
  g_autofree char *escaped = g_uri_escape_string (filter, NULL, FALSE);

  return list (self, g_strconcat (self->management, path, "?api-version=", version, "&$filter=", escaped, NULL), items,
               cancellable);
}

JsonNode *
ingot_arm_get (IngotArm *self, const char *path, const char *version, GCancellable *cancellable,
               IngotFailure **failure)
{
  g_autofree char *url = g_strconcat (self->management, path, "?api-version=", version, NULL);
  gsize budget = MAX_TOTAL;
  g_autoptr(JsonNode) root = fetch (self, url, &budget, cancellable, failure);

  if (root != NULL && !JSON_NODE_HOLDS_OBJECT (root))
    {
      *failure = new_protocol_failure (_("The answer is not what was asked for."));
      g_clear_pointer (&root, json_node_unref);
    }
  if (root == NULL)
    complete (self, *failure);
  return g_steal_pointer (&root);
}

GPtrArray *
ingot_arm_items_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
}
