/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * ingot_soup_send:
 *
 * The one bridge to libsoup. Cancelling @cancellable aborts the exchange at
 * any point; reading the body needs the same cancellable again.
 *
 * Returns: (transfer full): the body, a #GInputStream, once the head of the
 *   answer has arrived, whatever its status; or libsoup's error
 */
DexFuture *ingot_soup_send (SoupSession *session, SoupMessage *message, GCancellable *cancellable);

G_END_DECLS
