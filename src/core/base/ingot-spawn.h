/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/**
 * ingot_spawn:
 * @func: what to run; it may await futures
 * @data: passed to @func
 * @destroy: (nullable): frees @data when the fiber has ended
 *
 * The only way this program starts a fiber: on the calling thread's
 * scheduler, with a stack that deep JSON does not overflow.
 *
 * Dropping the returned future does not stop the fiber: give it a
 * cancellable and cancel that.
 *
 * Returns: (transfer full): what @func returns, in time
 */
DexFuture *ingot_spawn (DexFiberFunc func, gpointer data, GDestroyNotify destroy);

/**
 * ingot_spawn_worker:
 *
 * The same on a thread of the pool, for work that would hold up the window.
 * @func must not touch what belongs to another thread.
 */
DexFuture *ingot_spawn_worker (DexFiberFunc func, gpointer data, GDestroyNotify destroy);

/**
 * ingot_spawn_detached:
 *
 * The same for work whose result nobody waits for. An error other than
 * cancellation is logged, so @func reports what a person must know by itself.
 */
void ingot_spawn_detached (DexFiberFunc func, gpointer data, GDestroyNotify destroy);

G_END_DECLS
