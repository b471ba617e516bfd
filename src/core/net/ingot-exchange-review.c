/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-net"
#include "config.h"

#include "ingot-exchange-private.h"

/* Refusals are a few hundred bytes. */
#define MAX_REFUSAL (256 * 1024)

/* What breaks off is read as far as it came. */
static GBytes *
read_body (IngotExchange *self)
{
  g_autoptr(GByteArray) body = g_byte_array_new ();
  gsize length = 1;

  while (length > 0 && body->len < MAX_REFUSAL)
    {
      g_autoptr(GBytes) bytes = dex_await_boxed (ingot_exchange_read (self, NULL), NULL);

      length = bytes != NULL ? g_bytes_get_size (bytes) : 0;
      if (length > 0)
        g_byte_array_append (body, g_bytes_get_data (bytes, NULL), (guint) length);
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&body));
}

/* Whoever sent the request reads the body as if nobody had read it before. */
static void
give_back (IngotExchange *self, GBytes *body)
{
  ingot_exchange_close_stream (self);
  self->at_end = FALSE;
  self->stream = g_memory_input_stream_new_from_bytes (body);
}

gboolean
ingot_exchange_is_mended (IngotExchange *self, GError **error)
{
  g_autoptr(GCancellable) caller = self->caller != NULL ? g_object_ref (self->caller) : NULL;
  g_autoptr(GBytes) body = NULL;
  gboolean mended;

  if (self->review == NULL || ingot_exchange_get_status (self) != SOUP_STATUS_UNAUTHORIZED)
    return FALSE;
  body = read_body (self);
  ingot_exchange_follow_caller (self, caller); /* reading to the end forgets it */
  if (g_cancellable_is_cancelled (self->io))
    return FALSE;
  give_back (self, body);
  mended = dex_await_boolean (dex_future_first (self->review (self->message, body, self->prepare_data),
                                                dex_cancellable_new_from_cancellable (self->io), NULL), error);
  if (mended)
    ingot_exchange_close_stream (self);
  return mended;
}
