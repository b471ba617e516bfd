/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include <string.h>

#include "ingot-wire-server.h"

typedef struct
{
  GBytes *bytes;
  IngotWireEnd end;
  gboolean given;
} Answer;

typedef struct
{
  IngotWireServer *server;
  GSocketConnection *connection;
  GString *request;
  IngotWireEnd end;
  char buffer[16384];
} Talk;

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_bytes_unref (answer->bytes);
  g_free (answer);
}

static void
talk_free (Talk *talk)
{
  talk->server->n_open--;
  g_io_stream_close (G_IO_STREAM (talk->connection), NULL, NULL);
  g_object_unref (talk->connection);
  g_string_free (talk->request, TRUE);
  g_free (talk);
}

static void read_more (Talk *talk);

static void
written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Talk *talk = user_data;

  g_output_stream_write_all_finish (G_OUTPUT_STREAM (object), result, NULL, NULL);
  if (talk->end == INGOT_WIRE_CLOSE)
    talk_free (talk);
  else
    read_more (talk);
}

static void
answer_request (Talk *talk)
{
  IngotWireServer *self = talk->server;
  Answer *answer = g_queue_peek_head (&self->answers);
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (talk->connection));
  gsize length;
  gconstpointer bytes;

  g_assert_nonnull (answer);
  g_ptr_array_add (self->requests, g_strdup (talk->request->str));
  g_string_truncate (talk->request, 0);
  talk->end = answer->end;
  bytes = g_bytes_get_data (answer->bytes, &length);
  g_object_set_data_full (G_OBJECT (talk->connection), "answer", g_bytes_ref (answer->bytes),
                          (GDestroyNotify) g_bytes_unref);
  g_output_stream_write_all_async (out, bytes, length, G_PRIORITY_DEFAULT, NULL, written_cb, talk);
  answer->given = TRUE;
  if (g_queue_get_length (&self->answers) > 1)
    answer_free (g_queue_pop_head (&self->answers));
}

static gboolean
is_complete (const GString *request)
{
  const char *end = strstr (request->str, "\r\n\r\n");
  const char *length = strstr (request->str, "Content-Length: ");
  gsize expected = length != NULL && length < end ? g_ascii_strtoull (length + 16, NULL, 10) : 0;

  return end != NULL && request->len >= (gsize) (end + 4 - request->str) + expected;
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Talk *talk = user_data;
  gssize length = g_input_stream_read_finish (G_INPUT_STREAM (object), result, NULL);

  if (length <= 0)
    {
      talk->server->n_closed++;
      talk_free (talk);
      return;
    }
  g_string_append_len (talk->request, talk->buffer, length);
  if (is_complete (talk->request))
    answer_request (talk);
  else
    read_more (talk);
}

static void
read_more (Talk *talk)
{
  g_input_stream_read_async (g_io_stream_get_input_stream (G_IO_STREAM (talk->connection)), talk->buffer,
                             sizeof talk->buffer, G_PRIORITY_DEFAULT, NULL, read_cb, talk);
}

static gboolean
incoming_cb (GSocketService *service, GSocketConnection *connection, GObject *source, gpointer user_data)
{
  Talk *talk = g_new0 (Talk, 1);

  talk->server = user_data;
  talk->server->n_connections++;
  talk->server->n_open++;
  talk->connection = g_object_ref (connection);
  talk->request = g_string_new (NULL);
  read_more (talk);
  return TRUE;
}

IngotWireServer *
ingot_wire_server_new (void)
{
  IngotWireServer *self = g_new0 (IngotWireServer, 1);
  g_autoptr(GSocketAddress) asked = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr(GSocketAddress) got = NULL;
  g_autoptr(GError) error = NULL;

  self->service = g_socket_service_new ();
  self->requests = g_ptr_array_new_with_free_func (g_free);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), asked, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &got, &error);
  g_assert_no_error (error);
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);
  self->url = g_strdup_printf ("http://127.0.0.1:%d", g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (got)));
  return self;
}

void
ingot_wire_server_free (IngotWireServer *self)
{
  while (self->n_open > 0)
    g_main_context_iteration (NULL, TRUE);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_object_unref (self->service);
  g_ptr_array_unref (self->requests);
  g_queue_clear_full (&self->answers, answer_free);
  g_free (self->url);
  g_free (self);
}

void
ingot_wire_server_answer (IngotWireServer *self, const char *bytes, gsize length, IngotWireEnd end)
{
  Answer *answer = g_new0 (Answer, 1);
  Answer *last = g_queue_peek_head (&self->answers);

  if (last != NULL && last->given)
    answer_free (g_queue_pop_head (&self->answers));
  answer->bytes = g_bytes_new (bytes, length);
  answer->end = end;
  g_queue_push_tail (&self->answers, answer);
}

char *
ingot_wire_chunked (int status, const char *headers, const char *body, gsize length, gsize first, gsize size,
                    gsize *wire_length)
{
  GString *wire = g_string_new (NULL);

  g_string_printf (wire, "HTTP/1.1 %d Whatever\r\n%sTransfer-Encoding: chunked\r\n\r\n", status, headers);
  for (gsize at = 0; at < length;)
    {
      gsize part = MIN (at == 0 && first > 0 ? first : size, length - at);

      g_string_append_printf (wire, "%" G_GSIZE_MODIFIER "x\r\n", part);
      g_string_append_len (wire, body + at, (gssize) part);
      g_string_append (wire, "\r\n");
      at += part;
    }
  g_string_append (wire, "0\r\n\r\n");
  *wire_length = wire->len;
  return g_string_free (wire, FALSE);
}

void
ingot_wire_server_answer_text (IngotWireServer *self, int status, const char *headers, const char *body)
{
  gsize length;
  g_autofree char *wire = ingot_wire_chunked (status, headers, body, strlen (body), 0, G_MAXSIZE, &length);

  ingot_wire_server_answer (self, wire, length, INGOT_WIRE_KEEP);
}
