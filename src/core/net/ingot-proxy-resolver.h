/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * IngotProxyResolver:
 *
 * Asks another resolver, but never sends what is for this computer through a
 * proxy. It goes over plain http, so a proxy that http_proxy names would read the key.
 */
#define INGOT_TYPE_PROXY_RESOLVER (ingot_proxy_resolver_get_type ())
G_DECLARE_FINAL_TYPE (IngotProxyResolver, ingot_proxy_resolver, INGOT, PROXY_RESOLVER, GObject)

GProxyResolver *ingot_proxy_resolver_new (GProxyResolver *others);

G_END_DECLS
