/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * IngotReach:
 *
 * The way to the host of an address, one layer after the other, as a session would go it: through its proxy, and
 * trusting whom it trusts. Nothing but the handshakes is sent.
 *
 * The three steps wait: they belong in a fiber, and in their order. Each ends at once when the cancellable is
 * cancelled, with G_IO_ERROR_CANCELLED, and else after half a minute, with %INGOT_ERROR_TIMEOUT.
 */
typedef struct _IngotReach IngotReach;

/**
 * ingot_reach_new:
 * @url: http or https
 *
 * Returns: (transfer full): or NULL with %INGOT_ERROR_ADDRESS when no request can go to @url
 */
IngotReach *ingot_reach_new (SoupSession *session, const char *url, GCancellable *cancellable, GError **error);
void        ingot_reach_free (IngotReach *self);

/* Rejects with %INGOT_ERROR_NO_HOST where there is no such host, with %INGOT_ERROR_NO_NAME_SERVICE where nobody
 * says whether there is. A host that is a number, or that is reached through a proxy, is not looked up. */
gboolean    ingot_reach_find_name (IngotReach *self, GError **error);

/* Fails with %INGOT_ERROR_ADDRESS. */
gboolean    ingot_reach_connect (IngotReach *self, GError **error);

/* Fails with %INGOT_ERROR_TLS or %INGOT_ERROR_CERTIFICATE_DATE. Not for plain http. */
gboolean    ingot_reach_secure (IngotReach *self, GError **error);

/* Closes the connection: whoever serves one at a time is free again. */
void        ingot_reach_leave (IngotReach *self);

const char *ingot_reach_get_host (IngotReach *self);
char       *ingot_reach_dup_address (IngotReach *self); /* host and port, as in "[::1]:443" */
char       *ingot_reach_dup_shown_host (IngotReach *self); /* the same, without the usual port */
gboolean    ingot_reach_is_number (IngotReach *self);   /* whether the host is no name, but an IP address */
gboolean    ingot_reach_is_secure (IngotReach *self);   /* whether it is https */
gint64      ingot_reach_get_duration (IngotReach *self); /* of the last step, in microseconds */

/* (nullable): who is asked to connect, as in "proxy.example:3128"; known after the first step */
const char *ingot_reach_get_proxy (IngotReach *self);

/* (nullable) (element-type utf8): what the name stands for, after the first step */
GPtrArray  *ingot_reach_get_addresses (IngotReach *self);

/* (nullable): after the second step, the address that took the connection, which may be the proxy's */
const char *ingot_reach_get_peer (IngotReach *self);

/* (nullable): after the third step, as in "TLS 1.3", and who vouches for the host, as in "Microsoft Azure RSA" */
const char *ingot_reach_get_protocol (IngotReach *self);
const char *ingot_reach_get_issuer (IngotReach *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IngotReach, ingot_reach_free)

G_END_DECLS
