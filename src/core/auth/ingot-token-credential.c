/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-auth"
#include "config.h"

#include <string.h>

#include "base/ingot-error.h"
#include "base/ingot-json.h"
#include "base/ingot-spawn.h"
#include "ingot-entra-refusal.h"
#include "ingot-token-credential.h"

#define MAX_CHALLENGE (16 * 1024)

struct _IngotTokenCredential
{
  GObject parent_instance;

  IngotTokenSource *source;
  char *tenant;
  char *scope;
  char *other_scope;
};

enum
{
  PROP_0,
  PROP_SCOPE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static void ingot_token_credential_iface_init (IngotCredentialInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (IngotTokenCredential, ingot_token_credential, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (INGOT_TYPE_CREDENTIAL, ingot_token_credential_iface_init))

static void
set_bearer (SoupMessageHeaders *headers, const char *token)
{
  char *value = g_strconcat ("Bearer ", token, NULL);

  soup_message_headers_remove (headers, "api-key");
  soup_message_headers_replace (headers, "Authorization", value);
  explicit_bzero (value, strlen (value));
  g_free (value);
}

static DexFuture *
token_is_there_cb (DexFuture *got, gpointer user_data)
{
  const GValue *value = dex_future_get_value (got, NULL);

  set_bearer (user_data, ingot_token_get_text (g_value_get_boxed (value)));
  return dex_future_new_true ();
}

static DexFuture *
ingot_token_credential_authorize (IngotCredential *credential, SoupMessageHeaders *headers,
                                  GCancellable *cancellable)
{
  IngotTokenCredential *self = INGOT_TOKEN_CREDENTIAL (credential);

  return dex_future_then (ingot_token_source_get (self->source, self->tenant, self->scope, cancellable),
                          token_is_there_cb, soup_message_headers_ref (headers),
                          (GDestroyNotify) soup_message_headers_unref);
}

/* What a service asks for beyond a good token: WWW-Authenticate: Bearer …, claims="<base64>". */
static char *
dup_claims (SoupMessageHeaders *answer)
{
  const char *challenge = soup_message_headers_get_list (answer, "WWW-Authenticate");
  const char *begin = challenge != NULL && strlen (challenge) <= MAX_CHALLENGE ? strstr (challenge, "claims=\"") : NULL;
  const char *end;
  g_autofree char *encoded = NULL;
  g_autofree char *text = NULL;
  gsize length;

  if (begin == NULL)
    return NULL;
  begin += strlen ("claims=\"");
  end = strchr (begin, '"');
  if (end == NULL || end == begin)
    return NULL;
  encoded = g_strndup (begin, (gsize) (end - begin));
  g_strdelimit (encoded, "-", '+');
  g_strdelimit (encoded, "_", '/');
  {
    g_autofree guchar *bytes = g_base64_decode (encoded, &length);

    text = g_strndup ((const char *) bytes, length);
  }
  return g_strdup (ingot_entra_refusal_check_claims (text));
}

/* A missing role is not mended by any token. */
static gboolean
is_about_a_role (GBytes *body)
{
  gsize length;
  const char *text = g_bytes_get_data (body, &length);
  g_autoptr(JsonNode) node = ingot_json_parse (text, length, NULL);
  JsonObject *object = ingot_json_node_object (node);
  JsonObject *error = ingot_json_get_object (object, "error");

  return g_strcmp0 (ingot_json_get_string (error != NULL ? error : object, "code"), "PermissionDenied") == 0;
}

static const char *
get_token (SoupMessageHeaders *sent)
{
  const char *value = soup_message_headers_get_one (sent, "Authorization");

  return value != NULL && g_str_has_prefix (value, "Bearer ") ? value + strlen ("Bearer ") : NULL;
}

static void
switch_scope (IngotTokenCredential *self)
{
  char *scope = self->scope;

  self->scope = self->other_scope;
  self->other_scope = scope;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SCOPE]);
}

static DexFuture *
got_cb (DexFuture *got, gpointer unused)
{
  return dex_future_new_true ();
}

/* A directory that does not know the other audience says nothing about the first one. */
static DexFuture *
not_got_cb (DexFuture *failed, gpointer user_data)
{
  switch_scope (user_data);
  return dex_future_new_for_boolean (FALSE);
}

/* Only the first and the second refusal of a request are worth another try. */
static DexFuture *
ingot_token_credential_recover (IngotCredential *credential, const IngotCredentialRefusal *refusal,
                                GCancellable *cancellable)
{
  IngotTokenCredential *self = INGOT_TOKEN_CREDENTIAL (credential);
  const char *token = get_token (refusal->sent);
  g_autofree char *claims = dup_claims (refusal->answer);
  gboolean is_mine;

  if (token == NULL || is_about_a_role (refusal->body))
    return dex_future_new_for_boolean (FALSE);
  is_mine = ingot_token_source_has (self->source, self->tenant, self->scope, token);
  if (refusal->round == 1)
    return dex_future_then (ingot_token_source_renew (self->source, self->tenant, self->scope, token, claims,
                                                      cancellable), got_cb, NULL, NULL);
  if (self->other_scope == NULL)
    return dex_future_new_for_boolean (FALSE);
  if (refusal->round == 2)
    {
      if (!is_mine)
        return dex_future_new_true (); /* another request has changed it meanwhile */
      switch_scope (self);
      return dex_future_catch (dex_future_then (ingot_token_source_get (self->source, self->tenant, self->scope,
                                                                        cancellable), got_cb, NULL, NULL),
                               not_got_cb, g_object_ref (self), g_object_unref);
    }
  if (is_mine)
    switch_scope (self); /* neither is taken: the first one is as good as the other */
  return dex_future_new_for_boolean (FALSE);
}

static void
ingot_token_credential_iface_init (IngotCredentialInterface *iface)
{
  iface->authorize = ingot_token_credential_authorize;
  iface->recover = ingot_token_credential_recover;
}

static void
ingot_token_credential_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_SCOPE)
    g_value_set_string (value, INGOT_TOKEN_CREDENTIAL (object)->scope);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
ingot_token_credential_finalize (GObject *object)
{
  IngotTokenCredential *self = INGOT_TOKEN_CREDENTIAL (object);

  g_clear_object (&self->source);
  g_free (self->tenant);
  g_free (self->scope);
  g_free (self->other_scope);
  G_OBJECT_CLASS (ingot_token_credential_parent_class)->finalize (object);
}

static void
ingot_token_credential_class_init (IngotTokenCredentialClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ingot_token_credential_get_property;
  object_class->finalize = ingot_token_credential_finalize;
  props[PROP_SCOPE] = g_param_spec_string ("scope", NULL, NULL, NULL,
                                           G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
ingot_token_credential_init (IngotTokenCredential *self)
{
}

IngotCredential *
ingot_token_credential_new (IngotTokenSource *source, const char *tenant, const char *scope, const char *other_scope)
{
  IngotTokenCredential *self = g_object_new (INGOT_TYPE_TOKEN_CREDENTIAL, NULL);

  self->source = g_object_ref (source);
  self->tenant = g_strdup (tenant);
  self->scope = g_strdup (scope);
  self->other_scope = g_strdup (other_scope);
  return INGOT_CREDENTIAL (self);
}

const char *
ingot_token_credential_get_scope (IngotTokenCredential *self)
{
  return self->scope;
}
