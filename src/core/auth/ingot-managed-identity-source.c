/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-auth"
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/ingot-json.h"
#include "base/ingot-spawn.h"
#include "ingot-entra.h"
#include "ingot-managed-identity-source.h"
#include "net/ingot-exchange.h"

#define METADATA "http://169.254.169.254/metadata/identity/oauth2/token"

/* On a computer that is no virtual machine of Azure's nobody answers at all. */
#define CONNECT_MS 1000

/* Only the end of a token's life may be told, by a clock that is not ours. */
#define LEAST_LIFETIME_S 60

struct _IngotManagedIdentitySource
{
  IngotTokenSource parent_instance;

  SoupSession *session;
};

G_DEFINE_FINAL_TYPE (IngotManagedIdentitySource, ingot_managed_identity_source, INGOT_TYPE_TOKEN_SOURCE)

typedef struct
{
  SoupSession *session;
  char *scope;
  GCancellable *cancellable;
} Fetch;

static void
fetch_free (gpointer data)
{
  Fetch *fetch = data;

  g_object_unref (fetch->session);
  g_free (fetch->scope);
  g_object_unref (fetch->cancellable);
  g_free (fetch);
}

static gboolean
has_endpoint (void)
{
  const char *endpoint = g_getenv ("IDENTITY_ENDPOINT");
  const char *header = g_getenv ("IDENTITY_HEADER");

  return endpoint != NULL && *endpoint != '\0' && header != NULL && *header != '\0';
}

static char *
dup_url (const char *scope)
{
  g_autofree char *resource = ingot_token_source_dup_resource (scope);
  g_autoptr(IngotForm) query = ingot_form_new ();
  const char *base = has_endpoint () ? g_getenv ("IDENTITY_ENDPOINT") : METADATA;

  ingot_form_add (query, "api-version", has_endpoint () ? "2019-08-01" : "2018-02-01");
  ingot_form_add (query, "resource", resource);
  ingot_form_add (query, "client_id", g_getenv ("AZURE_CLIENT_ID"));
  return g_strconcat (base, strchr (base, '?') != NULL ? "&" : "?", ingot_form_get_text (query), NULL);
}

static DexFuture *
prepare (SoupMessage *message, gpointer unused)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  if (has_endpoint ())
    soup_message_headers_replace (headers, "X-IDENTITY-HEADER", g_getenv ("IDENTITY_HEADER"));
  else
    soup_message_headers_replace (headers, "Metadata", "true");
  return dex_future_new_true ();
}

static gint64
get_lifetime (JsonObject *answer)
{
  gint64 lifetime = ingot_token_reply_get_number (answer, "expires_in", -1);
  gint64 end = ingot_token_reply_get_number (answer, "expires_on", 0);

  if (lifetime >= 0)
    return lifetime;
  return MAX (LEAST_LIFETIME_S, end - g_get_real_time () / G_USEC_PER_SEC);
}

static GError *
refusal_error (int status, JsonObject *answer)
{
  const char *text = ingot_json_get_string (answer, "error_description");
  g_autofree char *cut = g_strndup (text != NULL ? text : "", 300);
  g_autofree char *valid = g_utf8_make_valid (cut, -1);

  if (status >= 500 || status == 429)
    return g_error_new (INGOT_ERROR, INGOT_ERROR_SERVICE, _("The identity service answered with status %d."), status);
  return g_error_new (INGOT_ERROR, INGOT_ERROR_NO_SOURCE,
                      _("This machine has no managed identity that may be used (status %d). %s"), status, valid);
}

static DexFuture *
read_answer (IngotExchange *exchange, JsonNode *node)
{
  JsonObject *answer = ingot_json_node_object (node);
  const char *token = ingot_json_get_string (answer, "access_token");
  int status = ingot_exchange_get_status (exchange);

  if (status < 200 || status >= 300)
    return dex_future_new_for_error (refusal_error (status, answer));
  if (!ingot_token_is_text (token))
    return dex_future_new_reject (INGOT_ERROR, INGOT_ERROR_PROTOCOL, "%s",
                                  _("The identity service of this machine sent no token."));
  return dex_future_new_take_boxed (INGOT_TYPE_TOKEN, ingot_token_new (token, get_lifetime (answer), -1));
}

static DexFuture *
fetch_fiber (gpointer user_data)
{
  Fetch *fetch = user_data;
  g_autofree char *url = dup_url (fetch->scope);
  g_autoptr(IngotExchange) exchange = ingot_exchange_new (fetch->session, url, NULL, "application/json");
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = NULL;

  ingot_exchange_set_prepare (exchange, prepare, NULL, NULL);
  ingot_exchange_set_connect_limit (exchange, CONNECT_MS);
  ingot_exchange_allow_link_local (exchange);
  node = ingot_entra_fetch (exchange, fetch->cancellable, &error);
  if (error == NULL)
    return read_answer (exchange, node);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_reject (INGOT_ERROR, INGOT_ERROR_NO_SOURCE,
                                _("No identity service answers, so this is no virtual machine or container of "
                                  "Azure’s: %s"), error->message);
}

static DexFuture *
ingot_managed_identity_source_fetch (IngotTokenSource *source, const char *tenant, const char *scope,
                                     const char *claims, GCancellable *cancellable)
{
  Fetch *fetch = g_new0 (Fetch, 1);

  fetch->session = g_object_ref (INGOT_MANAGED_IDENTITY_SOURCE (source)->session);
  fetch->scope = g_strdup (scope);
  fetch->cancellable = g_object_ref (cancellable);
  return ingot_spawn (fetch_fiber, fetch, fetch_free);
}

static void
ingot_managed_identity_source_finalize (GObject *object)
{
  g_object_unref (INGOT_MANAGED_IDENTITY_SOURCE (object)->session);
  G_OBJECT_CLASS (ingot_managed_identity_source_parent_class)->finalize (object);
}

static void
ingot_managed_identity_source_class_init (IngotManagedIdentitySourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ingot_managed_identity_source_finalize;
  INGOT_TOKEN_SOURCE_CLASS (klass)->fetch = ingot_managed_identity_source_fetch;
}

static void
ingot_managed_identity_source_init (IngotManagedIdentitySource *self)
{
  self->session = ingot_http_session_new ();
  soup_session_set_proxy_resolver (self->session, NULL);
}

IngotTokenSource *
ingot_managed_identity_source_new (void)
{
  return g_object_new (INGOT_TYPE_MANAGED_IDENTITY_SOURCE, NULL);
}
