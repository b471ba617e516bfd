/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * IngotFailingResolver:
 *
 * A name service that finds nothing: what no real one can be made to do. Numbers and "localhost" never come to it.
 */
#define INGOT_TYPE_FAILING_RESOLVER (ingot_failing_resolver_get_type ())
G_DECLARE_FINAL_TYPE (IngotFailingResolver, ingot_failing_resolver, INGOT, FAILING_RESOLVER, GResolver)

/* @reason: a #GResolverError, or -1 to say nothing until the question is cancelled */
GResolver *ingot_failing_resolver_new (int reason);

G_END_DECLS
