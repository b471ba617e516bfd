/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include <string.h>

#include <json-glib/json-glib.h>

#include "base/ingot-soup.h"
#include "ingot-test.h"
#include "ingot-tls-sandbox.h"

static char *
take (JsonObject *object, const char *name)
{
  return g_strdup (json_object_get_string_member (object, name));
}

IngotTlsSandbox *
ingot_tls_sandbox_new (void)
{
  IngotTlsSandbox *self = g_new0 (IngotTlsSandbox, 1);
  g_autoptr(GDataInputStream) lines = NULL;
  g_autofree char *line = NULL;
  g_autofree char *state_option = NULL;
  g_autoptr(JsonNode) ready = NULL;
  g_autoptr(GTlsDatabase) database = NULL;
  g_autoptr(GError) error = NULL;
  JsonObject *object;

  self->state = ingot_test_make_folder ();
  state_option = g_strconcat ("--state-dir=", self->state, NULL);
  self->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                                      g_getenv ("INGOT_TEST_SANDBOX"), "--tls", "--rate=100000", state_option, NULL);
  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  line = g_data_input_stream_read_line (lines, NULL, NULL, &error);
  g_assert_no_error (error);
  ready = json_from_string (line, &error);
  g_assert_no_error (error);
  object = json_node_get_object (ready);
  self->origin = take (object, "authority");
  self->key = take (object, "api_key");
  self->ca_file = take (object, "ca_file");
  self->chat_deployment = take (object, "chat_deployment");
  database = g_tls_file_database_new (self->ca_file, &error);
  g_assert_no_error (error);
  self->session = soup_session_new ();
  soup_session_set_tls_database (self->session, database);
  return self;
}

void
ingot_tls_sandbox_free (IngotTlsSandbox *self)
{
  g_object_unref (self->session);
  g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
  g_subprocess_wait (self->process, NULL, NULL);
  g_object_unref (self->process);
  ingot_test_remove_folder (self->state);
  g_free (self->state);
  g_free (self->origin);
  g_free (self->key);
  g_free (self->ca_file);
  g_free (self->chat_deployment);
  g_free (self);
}

char *
ingot_tls_sandbox_load (IngotTlsSandbox *self, SoupMessage *message)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GInputStream) stream = ingot_test_await_object (ingot_soup_send (self->session, message, NULL), &error);
  g_autoptr(GOutputStream) page = g_memory_output_stream_new_resizable ();

  g_assert_no_error (error);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
  g_output_stream_splice (page, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &error);
  g_assert_no_error (error);
  return g_strndup (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (page)),
                    g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (page)));
}

char *
ingot_tls_sandbox_post (IngotTlsSandbox *self, const char *path, const char *type, const char *text)
{
  g_autofree char *url = g_strconcat (self->origin, path, NULL);
  g_autoptr(SoupMessage) message = soup_message_new ("POST", url);
  g_autoptr(GBytes) body = g_bytes_new (text, strlen (text));

  soup_message_set_request_body_from_bytes (message, type, body);
  if (g_str_has_prefix (path, "/sandbox/"))
    soup_message_headers_replace (soup_message_get_request_headers (message), "api-key", self->key);
  return ingot_tls_sandbox_load (self, message);
}

void
ingot_tls_sandbox_stage (IngotTlsSandbox *self, const char *json)
{
  g_autofree char *answer = ingot_tls_sandbox_post (self, "/sandbox/stage", "application/json", json);

  g_assert_nonnull (answer);
}
