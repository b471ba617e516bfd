/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-base"
#include "config.h"

#include "ingot-spawn.h"

/* JSON nested a thousand deep overflows the 128 KiB that libdex gives by default. */
#define STACK_SIZE (1024 * 1024)

DexFuture *
ingot_spawn (DexFiberFunc func, gpointer data, GDestroyNotify destroy)
{
  return dex_scheduler_spawn (NULL, STACK_SIZE, func, data, destroy);
}

DexFuture *
ingot_spawn_worker (DexFiberFunc func, gpointer data, GDestroyNotify destroy)
{
  return dex_scheduler_spawn (dex_thread_pool_scheduler_get_default (), STACK_SIZE, func, data, destroy);
}

static DexFuture *
log_error_cb (DexFuture *completed, gpointer user_data)
{
  g_autoptr(GError) error = NULL;

  if (dex_future_get_value (completed, &error) == NULL
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_message ("%s", error->message);
  return dex_future_new_true ();
}

void
ingot_spawn_detached (DexFiberFunc func, gpointer data, GDestroyNotify destroy)
{
  dex_future_disown (dex_future_finally (ingot_spawn (func, data, destroy),
                                         log_error_cb, NULL, NULL));
}
