/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-auth"
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/ingot-error.h"
#include "base/ingot-spawn.h"
#include "ingot-token-chain.h"

struct _IngotTokenChain
{
  IngotTokenSource parent_instance;

  GPtrArray *sources;   /* of IngotTokenSource */
  GListStore *outcomes; /* of IngotSourceOutcome */
  IngotTokenSource *used;
};

G_DEFINE_FINAL_TYPE (IngotTokenChain, ingot_token_chain, INGOT_TYPE_TOKEN_SOURCE)

typedef struct
{
  IngotTokenChain *chain;
  char *tenant;
  char *scope;
  char *claims;
  GCancellable *cancellable;
} Fetch;

static void
fetch_free (gpointer data)
{
  Fetch *fetch = data;

  g_object_unref (fetch->chain);
  g_free (fetch->tenant);
  g_free (fetch->scope);
  g_free (fetch->claims);
  g_object_unref (fetch->cancellable);
  g_free (fetch);
}

static void
tell (IngotTokenChain *self, guint i, IngotToken *token, const GError *error)
{
  g_autoptr(IngotSourceOutcome) outcome = g_list_model_get_item (G_LIST_MODEL (self->outcomes), i);

  if (token != NULL)
    ingot_source_outcome_set (outcome, INGOT_SOURCE_USED, NULL);
  else if (g_error_matches (error, INGOT_ERROR, INGOT_ERROR_NO_SOURCE))
    ingot_source_outcome_set (outcome, INGOT_SOURCE_MISSING, error->message);
  else
    ingot_source_outcome_set (outcome, INGOT_SOURCE_FAILED, error->message);
}

/* Past its own store: the chain keeps what it gives. */
static IngotToken *
ask (Fetch *fetch, IngotTokenSource *source, GError **error)
{
  return dex_await_boxed (INGOT_TOKEN_SOURCE_GET_CLASS (source)->fetch (source, fetch->tenant, fetch->scope,
                                                                        fetch->claims, fetch->cancellable), error);
}

static GError *
none_error (IngotTokenChain *self, GError *last)
{
  if (self->sources->len == 1 && last != NULL)
    return last;
  g_clear_error (&last);
  return g_error_new_literal (INGOT_ERROR, INGOT_ERROR_NO_SOURCE,
                              _("None of the sources of this computer has a token."));
}

static DexFuture *
fetch_fiber (gpointer user_data)
{
  Fetch *fetch = user_data;
  IngotTokenChain *self = fetch->chain;
  GError *error = NULL;

  for (guint i = 0; i < self->sources->len; i++)
    {
      IngotTokenSource *source = self->sources->pdata[i];
      IngotToken *token;

      if (self->used != NULL && self->used != source)
        continue;
      g_clear_error (&error);
      token = ask (fetch, source, &error);
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return dex_future_new_for_error (error);
      tell (self, i, token, error);
      self->used = token != NULL ? source : NULL;
      if (token != NULL)
        return dex_future_new_take_boxed (INGOT_TYPE_TOKEN, token);
      /* Whoever set up a source means it: what is wrong with it is not passed over. */
      if (!g_error_matches (error, INGOT_ERROR, INGOT_ERROR_NO_SOURCE))
        return dex_future_new_for_error (error);
    }
  return dex_future_new_for_error (none_error (self, error));
}

static DexFuture *
ingot_token_chain_fetch (IngotTokenSource *source, const char *tenant, const char *scope, const char *claims,
                         GCancellable *cancellable)
{
  Fetch *fetch = g_new0 (Fetch, 1);

  fetch->chain = INGOT_TOKEN_CHAIN (g_object_ref (source));
  fetch->tenant = g_strdup (tenant);
  fetch->scope = g_strdup (scope);
  fetch->claims = g_strdup (claims);
  fetch->cancellable = g_object_ref (cancellable);
  return ingot_spawn (fetch_fiber, fetch, fetch_free);
}

static void
ingot_token_chain_finalize (GObject *object)
{
  IngotTokenChain *self = INGOT_TOKEN_CHAIN (object);

  g_ptr_array_unref (self->sources);
  g_object_unref (self->outcomes);
  G_OBJECT_CLASS (ingot_token_chain_parent_class)->finalize (object);
}

static void
ingot_token_chain_class_init (IngotTokenChainClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ingot_token_chain_finalize;
  INGOT_TOKEN_SOURCE_CLASS (klass)->fetch = ingot_token_chain_fetch;
}

static void
ingot_token_chain_init (IngotTokenChain *self)
{
  self->sources = g_ptr_array_new_with_free_func (g_object_unref);
  self->outcomes = g_list_store_new (INGOT_TYPE_SOURCE_OUTCOME);
}

IngotTokenChain *
ingot_token_chain_new (void)
{
  return g_object_new (INGOT_TYPE_TOKEN_CHAIN, NULL);
}

void
ingot_token_chain_add (IngotTokenChain *self, IngotAccountKind kind, IngotTokenSource *source)
{
  g_autoptr(IngotSourceOutcome) outcome = ingot_source_outcome_new (kind);

  g_ptr_array_add (self->sources, g_object_ref (source));
  g_list_store_append (self->outcomes, outcome);
}

GListModel *
ingot_token_chain_get_outcomes (IngotTokenChain *self)
{
  return G_LIST_MODEL (self->outcomes);
}
