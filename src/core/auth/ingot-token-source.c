/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-auth"
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/ingot-error.h"
#include "base/ingot-spawn.h"
#include "ingot-token-source.h"

typedef struct
{
  char *tenant;
  char *scope;
  IngotToken *token; /* NULL in what is only asked for */
} Entry;

/* One fetch, and whoever waits for it. */
typedef struct
{
  IngotTokenSource *source;
  char *tenant;
  char *scope;
  char *claims;
  DexPromise *promise;
} Flight;

typedef struct
{
  GPtrArray *entries; /* of Entry: a handful */
  Flight *flight;     /* or NULL */
  GCancellable *closing;
} IngotTokenSourcePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (IngotTokenSource, ingot_token_source, G_TYPE_OBJECT)

#define PRIVATE(self) ((IngotTokenSourcePrivate *) ingot_token_source_get_instance_private (self))

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->tenant);
  g_free (entry->scope);
  g_clear_pointer (&entry->token, ingot_token_unref);
  g_free (entry);
}

static Entry *
find (IngotTokenSource *self, const char *tenant, const char *scope)
{
  GPtrArray *entries = PRIVATE (self)->entries;

  for (guint i = 0; i < entries->len; i++)
    {
      Entry *entry = entries->pdata[i];

      if (g_strcmp0 (entry->tenant, tenant) == 0 && g_str_equal (entry->scope, scope))
        return entry;
    }
  return NULL;
}

static void
keep (IngotTokenSource *self, const char *tenant, const char *scope, IngotToken *token)
{
  Entry *entry = find (self, tenant, scope);

  if (entry == NULL)
    {
      entry = g_new0 (Entry, 1);
      entry->tenant = g_strdup (tenant);
      entry->scope = g_strdup (scope);
      g_ptr_array_add (PRIVATE (self)->entries, entry);
    }
  g_clear_pointer (&entry->token, ingot_token_unref);
  entry->token = ingot_token_ref (token);
}

static void
forget (IngotTokenSource *self, const char *tenant, const char *scope)
{
  Entry *entry = find (self, tenant, scope);

  if (entry != NULL)
    g_ptr_array_remove_fast (PRIVATE (self)->entries, entry);
}

static void
flight_free (gpointer data)
{
  Flight *flight = data;

  g_object_unref (flight->source);
  g_free (flight->tenant);
  g_free (flight->scope);
  g_free (flight->claims);
  dex_unref (flight->promise);
  g_free (flight);
}

static DexFuture *
landed_cb (DexFuture *fetched, gpointer user_data)
{
  Flight *flight = user_data;
  IngotTokenSourcePrivate *priv = PRIVATE (flight->source);
  GError *error = NULL;
  const GValue *value = dex_future_get_value (fetched, &error);

  priv->flight = NULL;
  if (value == NULL)
    {
      dex_promise_reject (flight->promise, error);
      return dex_future_new_true ();
    }
  if (!g_cancellable_is_cancelled (priv->closing))
    keep (flight->source, flight->tenant, flight->scope, g_value_get_boxed (value));
  dex_promise_resolve_boxed (flight->promise, INGOT_TYPE_TOKEN, g_value_dup_boxed (value));
  return dex_future_new_true ();
}

/* (transfer full): what it resolves, which it may have done already */
static DexFuture *
start_flight (IngotTokenSource *self, const char *tenant, const char *scope, const char *claims)
{
  IngotTokenSourcePrivate *priv = PRIVATE (self);
  Flight *flight = g_new0 (Flight, 1);
  DexFuture *future;

  flight->source = g_object_ref (self);
  flight->tenant = g_strdup (tenant);
  flight->scope = g_strdup (scope);
  flight->claims = g_strdup (claims);
  flight->promise = dex_promise_new ();
  future = dex_ref (DEX_FUTURE (flight->promise));
  priv->flight = flight;
  dex_future_disown (dex_future_finally (INGOT_TOKEN_SOURCE_GET_CLASS (self)->fetch (self, tenant, scope, claims,
                                                                                   priv->closing),
                                         landed_cb, flight, flight_free));
  return future;
}

/* One caller */
typedef struct
{
  IngotTokenSource *source;
  char *tenant;
  char *scope;
  char *claims;
  GCancellable *cancellable;
} Call;

static void
call_free (gpointer data)
{
  Call *call = data;

  g_object_unref (call->source);
  g_free (call->tenant);
  g_free (call->scope);
  g_free (call->claims);
  g_clear_object (&call->cancellable);
  g_free (call);
}

static DexFuture *
resolve (IngotToken *token)
{
  return dex_future_new_take_boxed (INGOT_TYPE_TOKEN, ingot_token_ref (token));
}

/* @mine: (out): whether it fetches what is called for, not something that has to be waited for first */
static IngotToken *
await_flight (Call *call, gboolean *mine, GError **error)
{
  Flight *flight = PRIVATE (call->source)->flight;
  DexFuture *until;

  *mine = flight == NULL
          || (g_strcmp0 (flight->tenant, call->tenant) == 0 && g_str_equal (flight->scope, call->scope));
  if (flight == NULL)
    until = start_flight (call->source, call->tenant, call->scope, call->claims);
  else
    until = dex_ref (DEX_FUTURE (flight->promise));
  if (call->cancellable != NULL)
    until = dex_future_first (until, dex_cancellable_new_from_cancellable (call->cancellable), NULL);
  return dex_await_boxed (until, error);
}

/* A service that cannot be reached is no reason not to use what is still good for some minutes. */
static gboolean
is_passing (const GError *error)
{
  return g_error_matches (error, INGOT_ERROR, INGOT_ERROR_ADDRESS)
         || g_error_matches (error, INGOT_ERROR, INGOT_ERROR_TIMEOUT)
         || g_error_matches (error, INGOT_ERROR, INGOT_ERROR_FAILED)
         || g_error_matches (error, INGOT_ERROR, INGOT_ERROR_SERVICE)
         || g_error_matches (error, INGOT_ERROR, INGOT_ERROR_TOO_MANY_SIGN_INS);
}

static DexFuture *
get_fiber (gpointer user_data)
{
  Call *call = user_data;
  IngotTokenSourcePrivate *priv = PRIVATE (call->source);

  for (;;)
    {
      Entry *entry = find (call->source, call->tenant, call->scope);
      g_autoptr(IngotToken) kept = entry != NULL ? ingot_token_ref (entry->token) : NULL;
      g_autoptr(IngotToken) token = NULL;
      GError *error = NULL;
      gboolean mine;

      if (g_cancellable_set_error_if_cancelled (call->cancellable, &error))
        return dex_future_new_for_error (error);
      if (g_cancellable_is_cancelled (priv->closing))
        return dex_future_new_reject (INGOT_ERROR, INGOT_ERROR_SIGN_IN_AGAIN, "%s", _("The account was signed out."));
      if (kept != NULL && ingot_token_is_fresh (kept))
        return resolve (kept);
      token = await_flight (call, &mine, &error);
      if (mine && token != NULL)
        return resolve (token);
      if (mine && kept != NULL && ingot_token_is_good (kept) && is_passing (error))
        {
          g_error_free (error);
          return resolve (kept);
        }
      if (mine || g_cancellable_is_cancelled (call->cancellable))
        return dex_future_new_for_error (error);
      g_clear_error (&error);
    }
}

static DexFuture *
call (IngotTokenSource *self, const char *tenant, const char *scope, const char *claims, GCancellable *cancellable)
{
  Call *data = g_new0 (Call, 1);

  data->source = g_object_ref (self);
  data->tenant = g_strdup (tenant);
  data->scope = g_strdup (scope);
  data->claims = g_strdup (claims);
  g_set_object (&data->cancellable, cancellable);
  return ingot_spawn (get_fiber, data, call_free);
}

static void
ingot_token_source_finalize (GObject *object)
{
  IngotTokenSourcePrivate *priv = PRIVATE (INGOT_TOKEN_SOURCE (object));

  g_ptr_array_unref (priv->entries);
  g_object_unref (priv->closing);
  G_OBJECT_CLASS (ingot_token_source_parent_class)->finalize (object);
}

static void
ingot_token_source_class_init (IngotTokenSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ingot_token_source_finalize;
}

static void
ingot_token_source_init (IngotTokenSource *self)
{
  IngotTokenSourcePrivate *priv = PRIVATE (self);

  priv->entries = g_ptr_array_new_with_free_func (entry_free);
  priv->closing = g_cancellable_new ();
}

DexFuture *
ingot_token_source_get (IngotTokenSource *self, const char *tenant, const char *scope, GCancellable *cancellable)
{
  return call (self, tenant, scope, NULL, cancellable);
}

DexFuture *
ingot_token_source_renew (IngotTokenSource *self, const char *tenant, const char *scope, const char *refused,
                          const char *claims, GCancellable *cancellable)
{
  if (ingot_token_source_has (self, tenant, scope, refused))
    forget (self, tenant, scope);
  return call (self, tenant, scope, claims, cancellable);
}

gboolean
ingot_token_source_has (IngotTokenSource *self, const char *tenant, const char *scope, const char *text)
{
  Entry *entry = find (self, tenant, scope);

  return entry != NULL && g_str_equal (ingot_token_get_text (entry->token), text);
}

void
ingot_token_source_keep (IngotTokenSource *self, const char *tenant, const char *scope, IngotToken *token)
{
  g_ptr_array_set_size (PRIVATE (self)->entries, 0);
  keep (self, tenant, scope, token);
}

static DexFuture *
closed_cb (DexFuture *landed, gpointer user_data)
{
  g_ptr_array_set_size (PRIVATE (INGOT_TOKEN_SOURCE (user_data))->entries, 0);
  return dex_future_new_true ();
}

DexFuture *
ingot_token_source_close (IngotTokenSource *self)
{
  IngotTokenSourcePrivate *priv = PRIVATE (self);
  DexFuture *landed = priv->flight != NULL ? dex_ref (DEX_FUTURE (priv->flight->promise)) : dex_future_new_true ();

  g_cancellable_cancel (priv->closing);
  g_ptr_array_set_size (priv->entries, 0);
  return dex_future_finally (landed, closed_cb, g_object_ref (self), g_object_unref);
}

void
ingot_token_source_foreach (IngotTokenSource *self, IngotTokenFunc func, gpointer user_data)
{
  GPtrArray *entries = PRIVATE (self)->entries;

  for (guint i = 0; i < entries->len; i++)
    {
      Entry *entry = entries->pdata[i];

      func (entry->tenant, entry->scope, entry->token, user_data);
    }
}

char *
ingot_token_source_dup_resource (const char *scope)
{
  static const char end[] = "/.default";

  return g_str_has_suffix (scope, end) ? g_strndup (scope, strlen (scope) - strlen (end)) : g_strdup (scope);
}
