/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include "ingot-test-server.h"

typedef struct
{
  int status; /* 0 to hold */
  gboolean used;
  char *header;
  char *value;
  char *body;
} Answer;

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_free (answer->header);
  g_free (answer->value);
  g_free (answer->body);
  g_free (answer);
}

static gboolean
watch_cb (GSocket *socket, GIOCondition condition, gpointer user_data)
{
  IngotTestServer *self = user_data;
  char byte;
  GInputVector vector = { &byte, 1 };
  int flags = G_SOCKET_MSG_PEEK;

  if (g_socket_receive_message (socket, NULL, &vector, 1, NULL, NULL, &flags, NULL, NULL) > 0)
    return G_SOURCE_CONTINUE;
  self->closed_at = g_get_monotonic_time ();
  self->is_closed = TRUE;
  return G_SOURCE_REMOVE;
}

static void
stop_watching (IngotTestServer *self)
{
  if (self->watch != NULL)
    g_source_destroy (self->watch);
  g_clear_pointer (&self->watch, g_source_unref);
}

static void
hold (IngotTestServer *self, SoupServerMessage *message)
{
  soup_server_message_pause (message);
  g_set_object (&self->held, message);
  self->is_closed = FALSE;
  stop_watching (self);
  self->watch = g_socket_create_source (soup_server_message_get_socket (message), G_IO_IN | G_IO_HUP, NULL);
  g_source_set_callback (self->watch, G_SOURCE_FUNC (watch_cb), self, NULL);
  g_source_attach (self->watch, NULL);
}

static void
remember (IngotTestServer *self, SoupServerMessage *message, const char *path)
{
  GInetSocketAddress *address = G_INET_SOCKET_ADDRESS (soup_server_message_get_remote_address (message));
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr(GBytes) bytes = soup_message_body_flatten (body);

  g_ptr_array_add (self->seen, g_strdup_printf ("%s %s", soup_server_message_get_method (message), path));
  g_clear_pointer (&self->headers, soup_message_headers_unref);
  self->headers = soup_message_headers_ref (soup_server_message_get_request_headers (message));
  g_free (self->body);
  self->body = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  self->client_port = g_inet_socket_address_get_port (address);
}

static Answer *
next_answer (IngotTestServer *self)
{
  Answer *answer = g_queue_peek_head (&self->answers);

  g_assert_nonnull (answer);
  if (answer->used && g_queue_get_length (&self->answers) > 1)
    {
      answer_free (g_queue_pop_head (&self->answers));
      answer = g_queue_peek_head (&self->answers);
    }
  answer->used = TRUE;
  return answer;
}

static void
handle_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query,
           gpointer user_data)
{
  IngotTestServer *self = user_data;
  Answer *answer = next_answer (self);

  remember (self, message, path);
  if (answer->status == 0)
    hold (self, message);
  else
    {
      soup_server_message_set_status (message, answer->status, NULL);
      if (answer->header != NULL)
        soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                      answer->header, answer->value);
      soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY,
                                        answer->body, strlen (answer->body));
    }
}

IngotTestServer *
ingot_test_server_new (GTlsCertificate *certificate)
{
  IngotTestServer *self = g_new0 (IngotTestServer, 1);
  g_autoptr(GError) error = NULL;
  g_autoslist(GUri) uris = NULL;

  self->server = soup_server_new ("server-header", "test", NULL);
  self->seen = g_ptr_array_new_with_free_func (g_free);
  if (certificate != NULL)
    soup_server_set_tls_certificate (self->server, certificate);
  soup_server_add_handler (self->server, NULL, handle_cb, self, NULL);
  soup_server_listen_local (self->server, 0,
                            SOUP_SERVER_LISTEN_IPV4_ONLY
                              | (certificate != NULL ? SOUP_SERVER_LISTEN_HTTPS : 0),
                            &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  self->url = g_strdup_printf ("%s://127.0.0.1:%d", certificate != NULL ? "https" : "http",
                               g_uri_get_port (uris->data));
  return self;
}

void
ingot_test_server_free (IngotTestServer *self)
{
  stop_watching (self);
  g_clear_object (&self->held);
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_queue_clear_full (&self->answers, answer_free);
  g_ptr_array_unref (self->seen);
  g_clear_pointer (&self->headers, soup_message_headers_unref);
  g_free (self->body);
  g_free (self->url);
  g_free (self);
  /* What is still being closed keeps whole messages until then. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

void
ingot_test_server_answer (IngotTestServer *self, int status, const char *header, const char *value,
                          const char *body)
{
  Answer *answer = g_new0 (Answer, 1);

  answer->status = status;
  answer->header = g_strdup (header);
  answer->value = g_strdup (value);
  answer->body = g_strdup (body);
  g_queue_push_tail (&self->answers, answer);
}

void
ingot_test_server_hold (IngotTestServer *self)
{
  g_queue_push_tail (&self->answers, g_new0 (Answer, 1));
}

void
ingot_test_server_send_chunk (IngotTestServer *self, const char *data, gsize length)
{
  soup_server_message_set_status (self->held, 200, NULL);
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (self->held),
                                     SOUP_ENCODING_CHUNKED);
  soup_message_body_append (soup_server_message_get_response_body (self->held), SOUP_MEMORY_COPY,
                            data, length);
  soup_server_message_unpause (self->held);
}

void
ingot_test_server_complete (IngotTestServer *self)
{
  stop_watching (self);
  soup_message_body_complete (soup_server_message_get_response_body (self->held));
  soup_server_message_unpause (self->held);
}

void
ingot_test_server_cut (IngotTestServer *self)
{
  g_autoptr(GError) error = NULL;

  stop_watching (self);
  g_socket_close (soup_server_message_get_socket (self->held), &error);
  g_assert_no_error (error);
}
