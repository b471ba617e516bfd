/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-net"
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/ingot-error.h"
#include "ingot-exchange-private.h"
#include "ingot-net-error.h"

#define READ_SIZE (16 * 1024)

typedef struct
{
  IngotExchange *exchange;
  DexPromise *promise;
} Read;

static void
read_free (Read *read)
{
  g_object_unref (read->exchange);
  dex_unref (read->promise);
  g_free (read);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Read, read_free)

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(Read) read = user_data;
  IngotExchange *self = read->exchange;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (object), result, &error);

  self->reading = FALSE;
  ingot_exchange_disarm (self);
  if (bytes == NULL || g_bytes_get_size (bytes) == 0)
    {
      self->at_end = bytes != NULL;
      ingot_exchange_forget_caller (self);
      ingot_exchange_close_stream (self);
    }
  if (bytes != NULL)
    dex_promise_resolve_boxed (read->promise, G_TYPE_BYTES, g_steal_pointer (&bytes));
  else
    dex_promise_reject (read->promise,
                        self->timed_out ? ingot_exchange_timeout_error () : ingot_net_error_for_read (error));
}

static void
abandoned_cb (GCancellable *promise_cancellable, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static DexFuture *
start_read (IngotExchange *self)
{
  Read *read = g_new0 (Read, 1);
  DexPromise *promise = dex_promise_new_cancellable ();

  /* When nobody waits for the promise any more, its own cancellable is cancelled. */
  g_signal_connect_object (dex_promise_get_cancellable (promise), "cancelled",
                           G_CALLBACK (abandoned_cb), self->io, 0);
  read->exchange = g_object_ref (self);
  read->promise = dex_ref (promise);
  self->reading = TRUE;
  ingot_exchange_arm (self, self->deadlines.idle);
  g_input_stream_read_bytes_async (self->stream, READ_SIZE, G_PRIORITY_DEFAULT, self->io, read_cb, read);
  return DEX_FUTURE (promise);
}

static DexFuture *
refuse_read (IngotExchange *self)
{
  if (self->at_end)
    return dex_future_new_take_boxed (G_TYPE_BYTES, g_bytes_new (NULL, 0));
  if (self->timed_out)
    return dex_future_new_for_error (ingot_exchange_timeout_error ());
  if (g_cancellable_is_cancelled (self->io))
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Operation was cancelled");
  return dex_future_new_reject (INGOT_ERROR, INGOT_ERROR_INTERRUPTED, _("The connection is closed."));
}

DexFuture *
ingot_exchange_read (IngotExchange *self, GCancellable *cancellable)
{
  g_return_val_if_fail (!self->reading, NULL);

  if (self->stream != NULL)
    ingot_exchange_follow_caller (self, cancellable);
  if (self->stream == NULL || g_cancellable_is_cancelled (self->io))
    return refuse_read (self);
  return start_read (self);
}
