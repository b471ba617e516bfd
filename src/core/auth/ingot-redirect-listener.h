/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/**
 * IngotRedirectListener:
 *
 * Waits on the loopback device for what a browser brings back from the sign-in page, RFC 8252: a random port, one
 * answer that counts, and only one with the state that was sent along. Whoever else calls gets a page that says no.
 * The port is open as long as this object lives.
 */
#define INGOT_TYPE_REDIRECT_LISTENER (ingot_redirect_listener_get_type ())
G_DECLARE_FINAL_TYPE (IngotRedirectListener, ingot_redirect_listener, INGOT, REDIRECT_LISTENER, GObject)

/* @state: what the answer has to repeat. Returns: (transfer full): or NULL with %INGOT_ERROR_FAILED */
IngotRedirectListener *ingot_redirect_listener_new (const char *state, GError **error);

/* "http://localhost:40001": what applications register, with any port. */
const char *ingot_redirect_listener_get_uri (IngotRedirectListener *self);

/* Resolves to the code, a string; rejects with %INGOT_ERROR_DECLINED, %INGOT_ERROR_BLOCKED or another error that the
 * sign-in page sent the browser back with. To be called once. */
DexFuture *ingot_redirect_listener_wait (IngotRedirectListener *self);

G_END_DECLS
