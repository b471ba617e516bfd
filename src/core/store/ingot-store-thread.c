/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-store"
#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdatomic.h>

#include "base/ingot-error.h"
#include "ingot-store-folder.h"
#include "ingot-store-opening.h"
#include "ingot-store-thread.h"

/* Ids of all tables come from one counter. */
#define HIGHEST_ID \
  "SELECT max (coalesce ((SELECT max (id) FROM resource), 0)," \
  " coalesce ((SELECT max (id) FROM deployment), 0)," \
  " coalesce ((SELECT max (id) FROM account), 0)," \
  " coalesce ((SELECT max (id) FROM conversation), 0)," \
  " coalesce ((SELECT max (id) FROM turn), 0))"

struct _IngotStoreThread
{
  GAsyncQueue *queue; /* of Task */
  gboolean closed;    /* nothing may be queued any more; under the queue's lock */
  _Atomic gint64 next_id;

  /* Written while opening, read only after that. */
  IngotSetAside set_aside;
  char *aside_path;

  /* The thread's own. */
  IngotStoreFolder *folder;
  IngotDatabase *db;
};

typedef enum { TASK_OPEN, TASK_READ, TASK_WRITE, TASK_CLOSE } TaskKind;

typedef struct
{
  TaskKind kind;
  IngotStoreWork work;
  gpointer data;
  GDestroyNotify destroy;
  DexPromise *promise;
} Task;

static void
task_free (Task *task)
{
  if (task->destroy != NULL)
    task->destroy (task->data);
  dex_unref (task->promise);
  g_free (task);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Task, task_free)

static void
thread_clear (gpointer data)
{
  IngotStoreThread *self = data;

  g_async_queue_unref (self->queue);
  g_free (self->aside_path);
}

static gboolean
open_database (IngotStoreThread *self, GError **error)
{
  gint64 highest;

  self->db = ingot_store_opening_run (self->folder, &self->set_aside, &self->aside_path, error);
  if (self->db == NULL || !ingot_database_get_int (self->db, HIGHEST_ID, &highest, error))
    return FALSE;
  atomic_store (&self->next_id, highest + 1);
  return TRUE;
}

static void
close_database (IngotStoreThread *self)
{
  g_clear_pointer (&self->db, ingot_database_free);
  g_clear_pointer (&self->folder, ingot_store_folder_free);
}

typedef struct
{
  char *folder;
  IngotStore *store;
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_free (opening->folder);
  g_object_unref (opening->store);
  g_free (opening);
}

static gboolean
perform_open (IngotStoreThread *self, Opening *opening, IngotOutcome *outcome, GError **error)
{
  self->folder = ingot_store_folder_new (opening->folder, error);
  if (self->folder == NULL || !open_database (self, error))
    {
      close_database (self);
      return FALSE;
    }
  outcome->object = g_object_ref (G_OBJECT (opening->store));
  return TRUE;
}

static gboolean
perform_work (IngotStoreThread *self, Task *task, IngotOutcome *outcome, GError **error)
{
  if (task->kind == TASK_READ)
    return task->work (self->db, task->data, outcome, error);

  if (!ingot_database_begin (self->db, error))
    return FALSE;
  if (task->work (self->db, task->data, outcome, error) && ingot_database_commit (self->db, error))
    return TRUE;
  ingot_database_rollback (self->db);
  return FALSE;
}

static gboolean
perform (IngotStoreThread *self, Task *task, IngotOutcome *outcome, GError **error)
{
  switch (task->kind)
    {
    case TASK_OPEN:
      return perform_open (self, task->data, outcome, error);
    case TASK_CLOSE:
      close_database (self);
      return TRUE;
    case TASK_READ:
    case TASK_WRITE:
    default:
      break;
    }
  if (perform_work (self, task, outcome, error))
    return TRUE;
  /* The next start then looks at the whole file, and moves it aside if it is as bad as it seems. */
  if (self->db->corrupt)
    ingot_store_folder_set_suspect (self->folder, TRUE);
  return FALSE;
}

static void
run_task (IngotStoreThread *self, Task *task)
{
  IngotOutcome outcome = { NULL };
  GError *error = NULL;
  gboolean done = perform (self, task, &outcome, &error);

  if (done && outcome.trace != NULL)
    g_debug ("%s", outcome.trace);
  if (!done)
    dex_promise_reject (task->promise, error);
  else if (outcome.object != NULL)
    dex_promise_resolve_object (task->promise, g_steal_pointer (&outcome.object));
  else
    dex_promise_resolve_boolean (task->promise, TRUE);
  g_clear_object (&outcome.object);
  g_free (outcome.trace);
}

static gpointer
thread_main (gpointer data)
{
  IngotStoreThread *self = data;
  gboolean last = FALSE;

  while (!last)
    {
      g_autoptr(Task) task = g_async_queue_pop (self->queue);

      run_task (self, task);
      last = task->kind == TASK_CLOSE;
    }
  g_atomic_rc_box_release_full (self, thread_clear);
  return NULL;
}

static DexFuture *
push (IngotStoreThread *self, TaskKind kind, IngotStoreWork work, gpointer data, GDestroyNotify destroy)
{
  g_autoptr(Task) task = g_new0 (Task, 1);
  DexFuture *future;

  *task = (Task) { kind, work, data, destroy, dex_promise_new () };
  future = dex_ref (DEX_FUTURE (task->promise));

  g_async_queue_lock (self->queue);
  if (!self->closed)
    g_async_queue_push_unlocked (self->queue, g_steal_pointer (&task));
  self->closed |= kind == TASK_CLOSE;
  g_async_queue_unlock (self->queue);

  if (task != NULL)
    dex_promise_reject (task->promise, g_error_new_literal (INGOT_ERROR, INGOT_ERROR_STORE,
                                                            _("The database is already closed.")));
  return future;
}

IngotStoreThread *
ingot_store_thread_new (void)
{
  IngotStoreThread *self = g_atomic_rc_box_new0 (IngotStoreThread);

  self->queue = g_async_queue_new ();
  g_thread_unref (g_thread_new ("ingot-store", thread_main, g_atomic_rc_box_acquire (self)));
  return self;
}

void
ingot_store_thread_release (IngotStoreThread *self)
{
  dex_unref (push (self, TASK_CLOSE, NULL, NULL, NULL));
  g_atomic_rc_box_release_full (self, thread_clear);
}

DexFuture *
ingot_store_thread_open (IngotStoreThread *self, const char *folder, IngotStore *store)
{
  Opening *opening = g_new0 (Opening, 1);

  opening->folder = g_strdup (folder);
  opening->store = g_object_ref (store);
  return push (self, TASK_OPEN, NULL, opening, opening_free);
}

DexFuture *
ingot_store_thread_read (IngotStoreThread *self, IngotStoreWork work, gpointer data, GDestroyNotify destroy)
{
  return push (self, TASK_READ, work, data, destroy);
}

DexFuture *
ingot_store_thread_write (IngotStoreThread *self, IngotStoreWork work, gpointer data, GDestroyNotify destroy)
{
  return push (self, TASK_WRITE, work, data, destroy);
}

DexFuture *
ingot_store_thread_close (IngotStoreThread *self)
{
  return push (self, TASK_CLOSE, NULL, NULL, NULL);
}

gint64
ingot_store_thread_new_id (IngotStoreThread *self)
{
  return atomic_fetch_add (&self->next_id, 1);
}

IngotSetAside
ingot_store_thread_get_set_aside (IngotStoreThread *self, const char **path)
{
  if (path != NULL)
    *path = self->aside_path;
  return self->set_aside;
}
