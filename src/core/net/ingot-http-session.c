/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-net"
#include "config.h"

#include "ingot-exchange.h"
#include "ingot-proxy-resolver.h"

/* libsoup opens two connections to a host, which makes eight lanes take four times as long as one. */
#define MAX_CONNECTIONS 64
#define MAX_CONNECTIONS_PER_HOST 16

/* A kept connection spares a handshake while somebody goes on talking; gateways drop it a little later. */
#define KEEP_IDLE_S 60

SoupSession *
ingot_http_session_new (void)
{
  g_autoptr(GProxyResolver) proxies = ingot_proxy_resolver_new (g_proxy_resolver_get_default ());
  /* No deadline of libsoup's: it has one for connecting, for the head and for every
   * read, and a reasoning model needs another for each. The exchange has its own. */
  SoupSession *session = g_object_new (SOUP_TYPE_SESSION,
                                       "max-conns", MAX_CONNECTIONS,
                                       "max-conns-per-host", MAX_CONNECTIONS_PER_HOST,
                                       "proxy-resolver", proxies,
                                       "timeout", 0,
                                       "idle-timeout", KEEP_IDLE_S,
                                       "user-agent", "Ingot/" VERSION,
                                       "accept-language-auto", FALSE,
                                       NULL);

  /* A compressed event stream comes in lumps, and a small hostile answer can unpack to a huge one. */
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);
  return session;
}
