/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-jobs"
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "auth/ingot-account-source.h"
#include "auth/ingot-browser-sign-in.h"
#include "auth/ingot-device-sign-in.h"
#include "auth/ingot-token-chain.h"
#include "base/ingot-spawn.h"
#include "ingot-accounts-private.h"

/* Signing in */

typedef struct
{
  IngotAccounts *accounts;
  IngotSignInJob *job;
  IngotCloud *cloud;
  char *tenant;
  char *claims;
  char *hint;
  IngotKeepKey keep;
} SignIn;

static void
sign_in_free (gpointer data)
{
  SignIn *self = data;

  g_object_unref (self->accounts);
  g_object_unref (self->job);
  g_object_unref (self->cloud);
  g_free (self->tenant);
  g_free (self->claims);
  g_free (self->hint);
  g_free (self);
}

static void
code_cb (const IngotDeviceCode *code, gpointer job)
{
  ingot_sign_in_job_ask_person (job, code->user_code, code->link, code->lifetime_s);
}

static void
link_cb (const char *link, gpointer job)
{
  ingot_sign_in_job_ask_person (job, NULL, link, 0);
}

/* More proof that was asked for is asked of the person the next time, and then no more. Whoever was blocked
 * cannot help it with more proof, and what that person lacks is not to be asked of the next one. */
static void
note_wanted (SignIn *self, const char *wanted, const GError *error)
{
  const char *authority = ingot_cloud_get_authority (self->cloud);

  if (wanted != NULL && g_error_matches (error, INGOT_ERROR, INGOT_ERROR_MFA))
    g_hash_table_replace (self->accounts->wanted, g_strdup (authority), g_strdup (wanted));
  else
    g_hash_table_remove (self->accounts->wanted, authority);
}

static IngotTokenReply *
get_tokens (SignIn *self, char **wanted, GError **error)
{
  g_autoptr(IngotEntra) entra = ingot_entra_new (self->accounts->sessions, self->cloud);
  GCancellable *cancellable = ingot_job_get_cancellable (INGOT_JOB (self->job));
  const char *scope = ingot_cloud_get_scope (self->cloud);

  if (!ingot_cloud_is_tenant (self->tenant))
    {
      g_set_error_literal (error, INGOT_ERROR, INGOT_ERROR_INPUT,
                           _("The tenant is a directory’s ID or domain, such as contoso.com: letters, digits, dots "
                             "and hyphens."));
      return NULL;
    }
  if (ingot_sign_in_job_get_way (self->job) == INGOT_SIGN_IN_WAY_BROWSER)
    return ingot_browser_sign_in_run (entra, self->tenant, scope, self->claims, self->hint, link_cb, self->job,
                                      wanted, cancellable, error);
  return ingot_device_sign_in_run (entra, self->tenant, scope, self->claims, self->accounts->second_ms, code_cb,
                                   self->job, wanted, cancellable, error);
}

static gboolean
check_reply (const IngotTokenReply *reply, GError **error)
{
  if (reply->tenant != NULL && reply->object_id != NULL && reply->refresh_token != NULL)
    return TRUE;
  g_set_error_literal (error, INGOT_ERROR, INGOT_ERROR_PROTOCOL,
                       _("The sign-in service did not say who signed in, or sent nothing to stay signed in with. "
                         "Check the authority of the cloud and the permissions of its application."));
  return FALSE;
}

/* The same person in the same directory, whichever application and other addresses the cloud has. */
static IngotAccount *
find_account (SignIn *self, const IngotTokenReply *reply)
{
  const char *authority = ingot_cloud_get_authority (self->cloud);

  for (guint i = 0; i < self->accounts->accounts->len; i++)
    {
      IngotAccount *account = self->accounts->accounts->pdata[i];

      if (ingot_account_get_kind (account) == INGOT_ACCOUNT_PERSON
          && g_strcmp0 (ingot_account_get_tenant (account), reply->tenant) == 0
          && g_strcmp0 (ingot_account_get_object_id (account), reply->object_id) == 0
          && g_str_equal (ingot_cloud_get_authority (ingot_account_get_cloud (account)), authority))
        return g_object_ref (account);
    }
  return NULL;
}

/* Another application has another refresh token, under another address. */
static gboolean
change_cloud (SignIn *self, IngotAccount *account, GError **error)
{
  IngotTokenSource *source = ingot_accounts_get_source (self->accounts, account);
  gboolean done;

  if (ingot_cloud_equal (ingot_account_get_cloud (account), self->cloud))
    return TRUE;
  done = dex_await (ingot_account_source_erase (INGOT_ACCOUNT_SOURCE (source)), error);
  ingot_accounts_drop_source (self->accounts, account);
  if (done)
    ingot_account_set_cloud (account, self->cloud);
  return done;
}

static IngotAccount *
take_account (SignIn *self, IngotTokenReply *reply, GError **error)
{
  g_autoptr(IngotAccount) account = find_account (self, reply);
  IngotStore *store = ingot_keeper_get_store (self->accounts->keeper);
  gboolean is_new = account == NULL;
  IngotTokenSource *source;

  if (is_new)
    account = ingot_account_new (INGOT_ACCOUNT_PERSON, self->cloud, NULL);
  else if (!change_cloud (self, account, error))
    return NULL;
  ingot_account_set_person (account, reply->tenant, reply->object_id, reply->username, reply->name);
  source = ingot_accounts_get_source (self->accounts, account);
  if (!dex_await (ingot_account_source_take (INGOT_ACCOUNT_SOURCE (source), reply, NULL,
                                             ingot_cloud_get_scope (self->cloud),
                                             self->keep == INGOT_KEEP_IN_KEYRING), error)
      || !dex_await (ingot_store_save_account (store, account), error))
    {
      if (is_new)
        ingot_keeper_watch (self->accounts->keeper, ingot_account_source_erase (INGOT_ACCOUNT_SOURCE (source)));
      if (is_new)
        ingot_accounts_drop_source (self->accounts, account);
      return NULL;
    }
  ingot_account_set_signed_out (account, FALSE);
  return g_steal_pointer (&account);
}

/* The sentences name whom nobody could reach or trust. */
static void
fail (SignIn *self, const GError *error)
{
  g_autoptr(IngotFailure) failure = NULL;
  g_autoptr(GUri) uri = g_uri_parse (ingot_cloud_get_authority (self->cloud), G_URI_FLAGS_NONE, NULL);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      ingot_job_set_state (INGOT_JOB (self->job), INGOT_JOB_CANCELLED);
      return;
    }
  failure = ingot_failure_new_from_error (error);
  failure->host = g_strdup (uri != NULL ? g_uri_get_host (uri) : NULL);
  ingot_job_fail (INGOT_JOB (self->job), failure);
}

static DexFuture *
sign_in_fiber (gpointer user_data)
{
  SignIn *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *wanted = NULL;
  g_autoptr(IngotTokenReply) reply = get_tokens (self, &wanted, &error);
  g_autoptr(IngotAccount) account = NULL;

  note_wanted (self, wanted, error);
  if (reply != NULL
      && !g_cancellable_set_error_if_cancelled (ingot_job_get_cancellable (INGOT_JOB (self->job)), &error)
      && check_reply (reply, &error))
    {
      ingot_sign_in_job_set_keeping (self->job);
      account = take_account (self, reply, &error);
    }
  if (account == NULL)
    {
      fail (self, error);
      return dex_future_new_true ();
    }
  ingot_accounts_list (self->accounts, account);
  ingot_sign_in_job_finish (self->job, account);
  return dex_future_new_true ();
}

static SignIn *
sign_in_new (IngotAccounts *accounts, IngotCloud *cloud, const char *tenant, IngotSignInWay way, IngotKeepKey keep)
{
  SignIn *self = g_new0 (SignIn, 1);
  g_autofree char *trimmed = tenant != NULL ? g_strstrip (g_strdup (tenant)) : NULL;

  self->accounts = g_object_ref (accounts);
  self->job = ingot_sign_in_job_new (way);
  self->cloud = g_object_ref (cloud);
  self->tenant = g_strdup (trimmed != NULL && *trimmed != '\0' ? trimmed : INGOT_TENANT_ORGANIZATIONS);
  self->claims = g_strdup (g_hash_table_lookup (accounts->wanted, ingot_cloud_get_authority (cloud)));
  self->keep = keep;
  return self;
}

static IngotSignInJob *
start (SignIn *sign_in)
{
  IngotSignInJob *job = g_object_ref (sign_in->job);

  ingot_spawn_detached (sign_in_fiber, sign_in, sign_in_free);
  return job;
}

IngotSignInJob *
ingot_accounts_sign_in (IngotAccounts *self, IngotCloud *cloud, const char *tenant, IngotSignInWay way,
                        IngotKeepKey keep)
{
  return start (sign_in_new (self, cloud, tenant, way, keep));
}

IngotSignInJob *
ingot_accounts_sign_in_again (IngotAccounts *self, IngotAccount *account, IngotSignInWay way, IngotKeepKey keep)
{
  SignIn *sign_in = sign_in_new (self, ingot_account_get_cloud (account), ingot_account_get_tenant (account), way, keep);
  IngotTokenSource *source = ingot_accounts_get_source (self, account);

  g_return_val_if_fail (INGOT_IS_ACCOUNT_SOURCE (source), start (sign_in));

  if (ingot_account_source_get_claims (INGOT_ACCOUNT_SOURCE (source)) != NULL)
    g_set_str (&sign_in->claims, ingot_account_source_get_claims (INGOT_ACCOUNT_SOURCE (source)));
  sign_in->hint = g_strdup (ingot_account_get_username (account));
  return start (sign_in);
}

/* The other sources */

typedef struct
{
  IngotAccounts *accounts;
  IngotJob *job;
  IngotAccount *account;
  IngotTokenSource *source;
} Adding;

static void
adding_free (gpointer data)
{
  Adding *self = data;

  g_object_unref (self->accounts);
  g_object_unref (self->job);
  g_object_unref (self->account);
  g_object_unref (self->source);
  g_free (self);
}

/* A source is the same in the same cloud. */
static IngotAccount *
find_source (IngotAccounts *self, IngotAccountKind kind, IngotCloud *cloud)
{
  for (guint i = 0; i < self->accounts->len; i++)
    {
      IngotAccount *account = self->accounts->pdata[i];

      if (ingot_account_get_kind (account) == kind && ingot_cloud_equal (ingot_account_get_cloud (account), cloud))
        return g_object_ref (account);
    }
  return NULL;
}

static DexFuture *
add_fiber (gpointer user_data)
{
  Adding *self = user_data;
  IngotStore *store = ingot_keeper_get_store (self->accounts->keeper);
  const char *scope = ingot_cloud_get_scope (ingot_account_get_cloud (self->account));
  g_autoptr(GError) error = NULL;

  if (!dex_await (ingot_token_source_get (self->source, NULL, scope, ingot_job_get_cancellable (self->job)), &error)
      || !dex_await (ingot_store_save_account (store, self->account), &error))
    {
      ingot_job_fail_with_error (self->job, error);
      return dex_future_new_true ();
    }
  ingot_accounts_drop_source (self->accounts, self->account);
  ingot_accounts_set_source (self->accounts, self->account, g_object_ref (self->source));
  ingot_accounts_list (self->accounts, self->account);
  ingot_job_set_state (self->job, INGOT_JOB_DONE);
  return dex_future_new_true ();
}

IngotJob *
ingot_accounts_add_source (IngotAccounts *self, IngotAccountKind kind, IngotCloud *cloud)
{
  Adding *adding = g_new0 (Adding, 1);
  IngotJob *job = g_object_new (INGOT_TYPE_JOB, NULL);

  adding->accounts = g_object_ref (self);
  adding->job = g_object_ref (job);
  adding->account = find_source (self, kind, cloud);
  if (adding->account == NULL)
    adding->account = ingot_account_new (kind, cloud, NULL);
  adding->source = ingot_accounts_make_source (self, adding->account);
  g_object_set_data_full (G_OBJECT (job), "account", g_object_ref (adding->account), g_object_unref);
  g_object_set_data_full (G_OBJECT (job), "source", g_object_ref (adding->source), g_object_unref);
  ingot_spawn_detached (add_fiber, adding, adding_free);
  return job;
}

IngotAccount *
ingot_accounts_get_added (IngotAccounts *self, IngotJob *job)
{
  return ingot_job_get_state (job) == INGOT_JOB_DONE ? g_object_get_data (G_OBJECT (job), "account") : NULL;
}

GListModel *
ingot_accounts_dup_outcomes_of (IngotAccounts *self, IngotJob *job)
{
  return g_object_ref (ingot_token_chain_get_outcomes (g_object_get_data (G_OBJECT (job), "source")));
}

/* Signing out */

typedef struct
{
  IngotAccounts *accounts;
  IngotJob *job;
  IngotAccount *account;
} SignOut;

static void
sign_out_free (gpointer data)
{
  SignOut *self = data;

  g_object_unref (self->accounts);
  g_object_unref (self->job);
  g_object_unref (self->account);
  g_free (self);
}

static DexFuture *
sign_out_fiber (gpointer user_data)
{
  SignOut *self = user_data;
  IngotStore *store = ingot_keeper_get_store (self->accounts->keeper);
  IngotTokenSource *source = ingot_accounts_get_source (self->accounts, self->account);
  DexFuture *gone = INGOT_IS_ACCOUNT_SOURCE (source) ? ingot_account_source_erase (INGOT_ACCOUNT_SOURCE (source))
                                                     : ingot_token_source_close (source);
  g_autoptr(GError) error = NULL;

  if (!dex_await (gone, &error))
    {
      ingot_accounts_drop_source (self->accounts, self->account); /* it is closed, the next one is not */
      ingot_job_fail_with_error (self->job, error);
      return dex_future_new_true ();
    }
  ingot_accounts_unlist (self->accounts, self->account);
  if (dex_await (ingot_store_remove_account (store, ingot_account_get_id (self->account)), &error))
    ingot_job_set_state (self->job, INGOT_JOB_DONE);
  else
    ingot_job_fail_with_error (self->job, error);
  return dex_future_new_true ();
}

IngotJob *
ingot_accounts_sign_out (IngotAccounts *self, IngotAccount *account)
{
  SignOut *sign_out = g_new0 (SignOut, 1);
  IngotJob *job = g_object_new (INGOT_TYPE_JOB, NULL);

  sign_out->accounts = g_object_ref (self);
  sign_out->job = g_object_ref (job);
  sign_out->account = g_object_ref (account);
  ingot_spawn_detached (sign_out_fiber, sign_out, sign_out_free);
  return job;
}
