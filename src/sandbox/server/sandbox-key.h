/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* 64 hexadecimal digits from the system's source of randomness. */
char *sandbox_key_new (void);

/* Whether two secrets are the same; takes as long for a wrong one as for the right one. */
gboolean sandbox_key_equal (const char *a, const char *b);

/* Whether the request carries @key, as "api-key: K" or "Authorization: Bearer K". */
gboolean sandbox_key_opens (const char *key, SoupMessageHeaders *headers);

/* What "Authorization: Bearer TOKEN" brought, unless there is an api-key, which is looked at first; else
 * NULL. */
const char *sandbox_key_get_token (SoupMessageHeaders *headers);

/* A header's value as it may be shown: without the secret in it. */
char *sandbox_key_mask_header (const char *name, const char *value);

/* @text, a body or a query, with every occurrence of @key blotted out, and all tokens, codes and passwords of
 * a sign-in. */
char *sandbox_key_mask (const char *key, const char *text);

G_END_DECLS
