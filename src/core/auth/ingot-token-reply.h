/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsecret/secret.h>

#include "ingot-token.h"

G_BEGIN_DECLS

/**
 * IngotTokenReply:
 *
 * A good answer of a token endpoint. Whoever signed in is from the id token, which nobody verified: for
 * display, and to tell accounts apart.
 */
typedef struct
{
  IngotToken *token;
  SecretValue *refresh_token; /* or NULL: the one that was sent stays good */
  char *tenant;               /* this and the next three: or NULL */
  char *object_id;
  char *username;
  char *name;
} IngotTokenReply;

void ingot_token_reply_free (IngotTokenReply *self);

/**
 * ingot_token_reply_read:
 * @object: (nullable)
 *
 * Numbers may come as strings: some servers write them so.
 *
 * Returns: (transfer full): or NULL with %INGOT_ERROR_PROTOCOL and no word of the server
 */
IngotTokenReply *ingot_token_reply_read (JsonObject *object, GError **error);

/* A number that may be a string; @fallback for anything else. */
gint64 ingot_token_reply_get_number (JsonObject *object, const char *name, gint64 fallback);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IngotTokenReply, ingot_token_reply_free)

G_END_DECLS
