/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

#include "ingot-database.h"
#include "ingot-store.h"

G_BEGIN_DECLS

/* What a piece of work leaves behind, beside rows. */
typedef struct
{
  GObject *object; /* what the future resolves to; TRUE if NULL */
  char *trace;     /* logged once the work is committed, before the future resolves */
} IngotOutcome;

/* Runs on the store's thread, within a transaction that is committed if it returns TRUE. */
typedef gboolean (*IngotStoreWork) (IngotDatabase *db, gpointer data, IngotOutcome *outcome, GError **error);

/**
 * IngotStoreThread:
 *
 * The one thread that touches the database, and the queue of its work.
 */
typedef struct _IngotStoreThread IngotStoreThread;

IngotStoreThread *ingot_store_thread_new (void);

/* What is queued is still done; a database that was not closed is closed after that. Waits for nothing. */
void              ingot_store_thread_release (IngotStoreThread *self);

/* The first work of all. The future resolves to @store. */
DexFuture        *ingot_store_thread_open (IngotStoreThread *self, const char *folder, IngotStore *store);

/* @data is freed on the store's thread. */
DexFuture        *ingot_store_thread_read (IngotStoreThread *self, IngotStoreWork work,
                                           gpointer data, GDestroyNotify destroy);
DexFuture        *ingot_store_thread_write (IngotStoreThread *self, IngotStoreWork work,
                                            gpointer data, GDestroyNotify destroy);

/* The last work of all; what is asked afterwards is rejected. */
DexFuture        *ingot_store_thread_close (IngotStoreThread *self);

/* These once the store is open. */
gint64            ingot_store_thread_new_id (IngotStoreThread *self);
IngotSetAside     ingot_store_thread_get_set_aside (IngotStoreThread *self, const char **path);

G_END_DECLS
