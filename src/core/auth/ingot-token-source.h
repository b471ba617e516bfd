/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

#include "ingot-token.h"

G_BEGIN_DECLS

/**
 * IngotTokenSource:
 *
 * Where access tokens come from. It keeps them, in memory only, for each directory and scope, asks for another
 * before one ends, and never asks twice at a time: whoever needs a token meanwhile waits for that one.
 */
#define INGOT_TYPE_TOKEN_SOURCE (ingot_token_source_get_type ())
G_DECLARE_DERIVABLE_TYPE (IngotTokenSource, ingot_token_source, INGOT, TOKEN_SOURCE, GObject)

struct _IngotTokenSourceClass
{
  GObjectClass parent_class;

  /* Resolves to a boxed #IngotToken. @tenant and @claims may be NULL; @cancellable is that of the source. */
  DexFuture *(*fetch) (IngotTokenSource *self, const char *tenant, const char *scope, const char *claims,
                       GCancellable *cancellable);
};

/**
 * ingot_token_source_get:
 * @tenant: (nullable): another directory than the account's own
 * @scope: as in "https://cognitiveservices.azure.com/.default"
 * @cancellable: (nullable): ends the waiting, not what others wait for too
 *
 * Resolves to a boxed #IngotToken. Rejects with %INGOT_ERROR_SIGN_IN_AGAIN, one of the errors after it, or one of
 * an exchange or the keyring.
 */
DexFuture *ingot_token_source_get (IngotTokenSource *self, const char *tenant, const char *scope,
                                   GCancellable *cancellable);

/**
 * ingot_token_source_renew:
 * @refused: the token that a service did not take
 * @claims: (nullable): JSON that the service asks for
 *
 * The same, but never with @refused again. When another one has come since, it is that one.
 */
DexFuture *ingot_token_source_renew (IngotTokenSource *self, const char *tenant, const char *scope,
                                     const char *refused, const char *claims, GCancellable *cancellable);

/* Whether @text is the token that would be sent for @scope now. */
gboolean ingot_token_source_has (IngotTokenSource *self, const char *tenant, const char *scope, const char *text);

/* Takes a token that came in another way, such as with a sign-in. All others are forgotten. */
void ingot_token_source_keep (IngotTokenSource *self, const char *tenant, const char *scope, IngotToken *token);

/* Ends for good: forgets all tokens and fetches no more. Resolves to TRUE when nothing is under way any more. */
DexFuture *ingot_token_source_close (IngotTokenSource *self);

/* Called for each token that is kept: its directory (nullable), its scope. */
typedef void (*IngotTokenFunc) (const char *tenant, const char *scope, IngotToken *token, gpointer user_data);
void ingot_token_source_foreach (IngotTokenSource *self, IngotTokenFunc func, gpointer user_data);

/* A scope without what makes it one: the resource that some sources ask for. */
char *ingot_token_source_dup_resource (const char *scope);

G_END_DECLS
