/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Makes @soup listen on the loopback addresses. Returns the port, or 0 with @error set. */
guint16 sandbox_listen (SoupServer *soup, guint16 port, GError **error);

/* Whether @host, without port and brackets, is this machine's loopback. */
gboolean sandbox_host_is_loopback (const char *host);

G_END_DECLS
