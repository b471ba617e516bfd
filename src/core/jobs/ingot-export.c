/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-jobs"
#include "config.h"

#include <string.h>

#include "base/ingot-spawn.h"
#include "formats/ingot-markdown-export.h"
#include "ingot-export.h"
#include "ingot-library-private.h"

struct _IngotExport
{
  IngotJob parent_instance;

  IngotStore *store;
  IngotConversation *conversation;
  GFile *file;
};

G_DEFINE_FINAL_TYPE (IngotExport, ingot_export, INGOT_TYPE_JOB)

static void
ingot_export_dispose (GObject *object)
{
  IngotExport *self = INGOT_EXPORT (object);

  g_clear_object (&self->store);
  g_clear_object (&self->conversation);
  g_clear_object (&self->file);
  G_OBJECT_CLASS (ingot_export_parent_class)->dispose (object);
}

static void
ingot_export_class_init (IngotExportClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ingot_export_dispose;
}

static void
ingot_export_init (IngotExport *self)
{
}

static void
replaced_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(DexPromise) promise = user_data;
  GError *error = NULL;

  if (g_file_replace_contents_finish (G_FILE (object), result, NULL, &error))
    dex_promise_resolve_boolean (promise, TRUE);
  else
    dex_promise_reject (promise, error);
}

/* A local file is written under another name beside it, which then takes its place. */
static DexFuture *
replace (IngotExport *self, GBytes *bytes)
{
  DexPromise *promise = dex_promise_new ();

  g_file_replace_contents_bytes_async (self->file, bytes, NULL, FALSE, G_FILE_CREATE_NONE,
                                       ingot_job_get_cancellable (INGOT_JOB (self)),
                                       replaced_cb, dex_ref (promise));
  return DEX_FUTURE (promise);
}

static GListModel *
get_turns (IngotExport *self, GError **error)
{
  if (ingot_conversation_get_loaded (self->conversation))
    return G_LIST_MODEL (g_object_ref (self->conversation));
  return dex_await_object (ingot_store_load_turns (self->store, ingot_conversation_get_id (self->conversation)),
                           error);
}

static DexFuture *
export_fiber (gpointer user_data)
{
  IngotExport *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) turns = get_turns (self, &error);
  g_autoptr(GBytes) bytes = NULL;

  if (turns != NULL)
    {
      char *document = ingot_markdown_export_dup (ingot_conversation_get_title (self->conversation),
                                                  ingot_conversation_get_created (self->conversation), turns);

      bytes = g_bytes_new_take (document, strlen (document));
      dex_await (replace (self, bytes), &error);
    }
  if (error != NULL)
    ingot_job_fail_with_error (INGOT_JOB (self), error);
  else
    ingot_job_set_state (INGOT_JOB (self), INGOT_JOB_DONE);
  return dex_future_new_true ();
}

IngotJob *
ingot_export_new (IngotLibrary *library, IngotConversation *conversation, GFile *file)
{
  IngotExport *self = g_object_new (INGOT_TYPE_EXPORT, NULL);

  self->store = g_object_ref (ingot_library_get_store (library));
  self->conversation = g_object_ref (conversation);
  self->file = g_object_ref (file);
  ingot_spawn_detached (export_fiber, g_object_ref (self), g_object_unref);
  return INGOT_JOB (self);
}

char *
ingot_export_dup_name (IngotConversation *conversation)
{
  return ingot_markdown_export_dup_name (ingot_conversation_get_title (conversation));
}
