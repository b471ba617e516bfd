/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-auth"
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/ingot-spawn.h"
#include "ingot-account-source.h"

struct _IngotAccountSource
{
  IngotTokenSource parent_instance;

  IngotEntra *entra;
  IngotVault *vault;
  IngotAccount *account;
  SecretValue *refresh_token; /* once it was needed */
  gboolean in_memory_only;
  char *claims;
};

G_DEFINE_FINAL_TYPE (IngotAccountSource, ingot_account_source, INGOT_TYPE_TOKEN_SOURCE)

typedef struct
{
  IngotAccountSource *source;
  char *tenant;
  char *scope;
  char *claims;
  GCancellable *cancellable;
  SecretValue *used; /* the refresh token that was sent */
} Fetch;

static void
fetch_free (gpointer data)
{
  Fetch *fetch = data;

  g_object_unref (fetch->source);
  g_free (fetch->tenant);
  g_free (fetch->scope);
  g_free (fetch->claims);
  g_object_unref (fetch->cancellable);
  g_clear_pointer (&fetch->used, secret_value_unref);
  g_free (fetch);
}

static DexFuture *
store (IngotAccountSource *self)
{
  g_autofree char *address = ingot_account_dup_vault_address (self->account);
  g_autofree char *label = g_strdup_printf ("Ingot: %s", ingot_account_get_title (self->account));

  return ingot_vault_store (self->vault, address, label, secret_value_get_text (self->refresh_token), NULL);
}

static GError *
signed_out_error (void)
{
  return g_error_new_literal (INGOT_ERROR, INGOT_ERROR_SIGN_IN_AGAIN,
                              _("The keyring has no sign-in of this account. Sign in again."));
}

static gboolean
find_refresh_token (Fetch *fetch, GError **error)
{
  IngotAccountSource *self = fetch->source;
  g_autofree char *address = ingot_account_dup_vault_address (self->account);
  g_autoptr(GError) reason = NULL;

  if (self->refresh_token != NULL)
    return TRUE;
  if (address != NULL && !self->in_memory_only)
    self->refresh_token = dex_await_boxed (ingot_vault_lookup (self->vault, address, fetch->cancellable), &reason);
  if (self->refresh_token != NULL)
    return TRUE;
  if (reason == NULL || g_error_matches (reason, INGOT_ERROR, INGOT_ERROR_NO_KEY))
    g_propagate_error (error, signed_out_error ());
  else
    g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

/* The old one stays in its place when the answer has none. One that cannot be kept is used until the end. */
static void
rotate (IngotAccountSource *self, IngotTokenReply *reply)
{
  g_autoptr(GError) error = NULL;

  if (reply->refresh_token == NULL)
    return;
  g_clear_pointer (&self->refresh_token, secret_value_unref);
  self->refresh_token = secret_value_ref (reply->refresh_token);
  if (!self->in_memory_only && !dex_await (store (self), &error))
    g_message ("A new refresh token could not be kept: %s", error->message);
}

/* What no token of this account will come from any more is no longer worth keeping. */
static void
drop_refresh_token (IngotAccountSource *self)
{
  g_autofree char *address = ingot_account_dup_vault_address (self->account);

  g_clear_pointer (&self->refresh_token, secret_value_unref);
  if (address != NULL && !self->in_memory_only)
    dex_await (ingot_vault_clear (self->vault, address, NULL), NULL);
}

static void
note_refusal (IngotAccountSource *self, const IngotEntraRefusal *refusal, gboolean own_directory)
{
  /* What another directory thinks of a guest says nothing about the account. */
  if (!own_directory)
    return;
  g_set_str (&self->claims, refusal->claims);
  if (refusal->code == INGOT_ERROR_SIGN_IN_AGAIN)
    drop_refresh_token (self);
  if (refusal->code == INGOT_ERROR_SIGN_IN_AGAIN || refusal->code == INGOT_ERROR_MFA)
    ingot_account_set_signed_out (self->account, TRUE);
}

static void
note_person (IngotAccountSource *self, const IngotTokenReply *reply)
{
  /* As a guest of another directory one has another id there. */
  if (g_strcmp0 (reply->object_id, ingot_account_get_object_id (self->account)) == 0
      && g_strcmp0 (reply->tenant, ingot_account_get_tenant (self->account)) == 0)
    ingot_account_set_person (self->account, reply->tenant, reply->object_id,
                              reply->username != NULL ? reply->username : ingot_account_get_username (self->account),
                              reply->name != NULL ? reply->name : ingot_account_get_name (self->account));
}

static const char *
get_tenant (Fetch *fetch)
{
  const char *own = ingot_account_get_tenant (fetch->source->account);

  if (fetch->tenant != NULL)
    return fetch->tenant;
  return own != NULL ? own : INGOT_TENANT_ORGANIZATIONS;
}

static IngotTokenReply *
redeem (Fetch *fetch, IngotEntraRefusal **refusal, GError **error)
{
  IngotAccountSource *self = fetch->source;
  g_autofree char *scopes = ingot_entra_dup_scopes (fetch->scope);
  IngotForm *form = ingot_entra_new_form (self->entra);

  fetch->used = secret_value_ref (self->refresh_token);
  ingot_form_add (form, "grant_type", "refresh_token");
  ingot_form_add_secret (form, "refresh_token", secret_value_get_text (self->refresh_token));
  ingot_form_add (form, "scope", scopes);
  ingot_form_add (form, "claims", fetch->claims);
  return ingot_entra_ask_token (self->entra, get_tenant (fetch), form, refusal, fetch->cancellable, error);
}

static DexFuture *
fetch_fiber (gpointer user_data)
{
  Fetch *fetch = user_data;
  IngotAccountSource *self = fetch->source;
  g_autoptr(IngotEntraRefusal) refusal = NULL;
  g_autoptr(IngotTokenReply) reply = NULL;
  GError *error = NULL;

  if (!find_refresh_token (fetch, &error))
    {
      if (g_error_matches (error, INGOT_ERROR, INGOT_ERROR_SIGN_IN_AGAIN))
        ingot_account_set_signed_out (self->account, TRUE);
      return dex_future_new_for_error (error);
    }
  reply = redeem (fetch, &refusal, &error);
  /* Nothing is kept of an account that was signed out meanwhile. */
  if (reply != NULL && g_cancellable_is_cancelled (fetch->cancellable))
    return dex_future_new_for_error (signed_out_error ());
  if (reply == NULL)
    {
      if (refusal != NULL && fetch->used == self->refresh_token)
        note_refusal (self, refusal, fetch->tenant == NULL);
      return dex_future_new_for_error (error);
    }
  /* Somebody may have signed in again meanwhile: that is newer. */
  if (fetch->used == self->refresh_token)
    rotate (self, reply);
  note_person (self, reply);
  g_clear_pointer (&self->claims, g_free);
  ingot_account_set_signed_out (self->account, FALSE);
  return dex_future_new_take_boxed (INGOT_TYPE_TOKEN, ingot_token_ref (reply->token));
}

static DexFuture *
ingot_account_source_fetch (IngotTokenSource *source, const char *tenant, const char *scope, const char *claims,
                            GCancellable *cancellable)
{
  Fetch *fetch = g_new0 (Fetch, 1);

  fetch->source = INGOT_ACCOUNT_SOURCE (g_object_ref (source));
  fetch->tenant = g_strdup (tenant);
  fetch->scope = g_strdup (scope);
  fetch->claims = g_strdup (claims);
  fetch->cancellable = g_object_ref (cancellable);
  return ingot_spawn (fetch_fiber, fetch, fetch_free);
}

static void
ingot_account_source_finalize (GObject *object)
{
  IngotAccountSource *self = INGOT_ACCOUNT_SOURCE (object);

  g_object_unref (self->entra);
  g_object_unref (self->vault);
  g_object_unref (self->account);
  g_clear_pointer (&self->refresh_token, secret_value_unref);
  g_free (self->claims);
  G_OBJECT_CLASS (ingot_account_source_parent_class)->finalize (object);
}

static void
ingot_account_source_class_init (IngotAccountSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ingot_account_source_finalize;
  INGOT_TOKEN_SOURCE_CLASS (klass)->fetch = ingot_account_source_fetch;
}

static void
ingot_account_source_init (IngotAccountSource *self)
{
}

IngotAccountSource *
ingot_account_source_new (IngotEntra *entra, IngotVault *vault, IngotAccount *account)
{
  IngotAccountSource *self = g_object_new (INGOT_TYPE_ACCOUNT_SOURCE, NULL);

  self->entra = g_object_ref (entra);
  self->vault = g_object_ref (vault);
  self->account = g_object_ref (account);
  return self;
}

DexFuture *
ingot_account_source_take (IngotAccountSource *self, IngotTokenReply *reply, const char *tenant, const char *scope,
                           gboolean keep_in_vault)
{
  g_clear_pointer (&self->refresh_token, secret_value_unref);
  if (reply->refresh_token != NULL)
    self->refresh_token = secret_value_ref (reply->refresh_token);
  self->in_memory_only = !keep_in_vault;
  g_clear_pointer (&self->claims, g_free);
  ingot_token_source_keep (INGOT_TOKEN_SOURCE (self), tenant, scope, reply->token);
  return keep_in_vault && self->refresh_token != NULL ? store (self) : dex_future_new_true ();
}

const char *
ingot_account_source_get_claims (IngotAccountSource *self)
{
  return self->claims;
}

static DexFuture *
closed_cb (DexFuture *closed, gpointer user_data)
{
  IngotAccountSource *self = user_data;
  g_autofree char *address = ingot_account_dup_vault_address (self->account);

  g_clear_pointer (&self->refresh_token, secret_value_unref);
  return address != NULL && !self->in_memory_only ? ingot_vault_clear (self->vault, address, NULL) : dex_future_new_true ();
}

DexFuture *
ingot_account_source_erase (IngotAccountSource *self)
{
  return dex_future_then (ingot_token_source_close (INGOT_TOKEN_SOURCE (self)), closed_cb, g_object_ref (self),
                          g_object_unref);
}
