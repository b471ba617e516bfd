/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * IngotToken:
 *
 * An access token, in memory only, that is wiped when it is freed. How long it is good is counted from
 * when it came, by a clock that nobody sets and that goes on while the computer sleeps: the time of day of
 * this computer and of the server's may differ by any amount.
 */
typedef struct _IngotToken IngotToken;

#define INGOT_TYPE_TOKEN (ingot_token_get_type ())
GType ingot_token_get_type (void);

/**
 * ingot_token_new:
 * @text: the token; visible ASCII
 * @lifetime_s: for how long it is good
 * @refresh_s: after how long the service would like another to be asked for; -1 when it does not say
 */
IngotToken *ingot_token_new (const char *text, gint64 lifetime_s, gint64 refresh_s);
IngotToken *ingot_token_ref (IngotToken *self);
void        ingot_token_unref (IngotToken *self);

const char *ingot_token_get_text (IngotToken *self);

/* Whether it can be sent, and whether it should be, rather than another one asked for: that begins five minutes
 * before its end, or at half of its life when that is shorter. */
gboolean    ingot_token_is_good (IngotToken *self);
gboolean    ingot_token_is_fresh (IngotToken *self);
gint64      ingot_token_get_seconds_left (IngotToken *self);

/* What a token of a server's is made of: visible ASCII of at most 64 KiB. */
gboolean    ingot_token_is_text (const char *text);

/**
 * ingot_token_read_claims:
 * @jwt: a token of an unknown form
 *
 * For display only: nothing in it is verified, and access tokens need have no form at all.
 *
 * Returns: (transfer full) (nullable): its claims
 */
JsonNode   *ingot_token_read_claims (const char *jwt);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IngotToken, ingot_token_unref)

G_END_DECLS
