/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include <string.h>

#include <json-glib/json-glib.h>

#include "base/ingot-soup.h"
#include "ingot-test-sandbox.h"
#include "ingot-test.h"

IngotTestSandbox *
ingot_test_sandbox_new_with_key (int rate, const char *key)
{
  IngotTestSandbox *self = g_new0 (IngotTestSandbox, 1);
  g_autofree char *rate_option = g_strdup_printf ("--rate=%d", rate);
  g_autofree char *key_option = key != NULL ? g_strdup_printf ("--api-key=%s", key) : NULL;
  g_autoptr(GDataInputStream) lines = NULL;
  g_autofree char *line = NULL;
  g_autoptr(JsonNode) ready = NULL;
  g_autoptr(GError) error = NULL;

  self->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                                    g_getenv ("INGOT_TEST_SANDBOX"), rate_option, "--faults", key_option, NULL);
  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  line = g_data_input_stream_read_line (lines, NULL, NULL, &error);
  g_assert_no_error (error);
  ready = json_from_string (line, &error);
  g_assert_no_error (error);
  self->origin = g_strdup (json_object_get_string_member (json_node_get_object (ready), "origin"));
  self->key = g_strdup (json_object_get_string_member (json_node_get_object (ready), "api_key"));
  return self;
}

IngotTestSandbox *
ingot_test_sandbox_new (int rate)
{
  return ingot_test_sandbox_new_with_key (rate, NULL);
}

void
ingot_test_sandbox_stage (IngotTestSandbox *self, const char *json)
{
  g_autoptr(SoupSession) session = soup_session_new ();
  g_autofree char *url = g_strconcat (self->origin, "/sandbox/stage", NULL);
  g_autoptr(SoupMessage) message = soup_message_new ("POST", url);
  g_autoptr(GBytes) body = g_bytes_new (json, strlen (json));
  g_autoptr(GInputStream) stream = NULL;
  g_autoptr(GError) error = NULL;

  soup_message_set_request_body_from_bytes (message, "application/json", body);
  soup_message_headers_replace (soup_message_get_request_headers (message), "api-key", self->key);
  stream = ingot_test_await_object (ingot_soup_send (session, message, NULL), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
}

void
ingot_test_sandbox_free (IngotTestSandbox *self)
{
  g_autoptr(GError) error = NULL;

  /* It ends when its standard input does. */
  g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, &error);
  g_assert_no_error (error);
  g_subprocess_wait (self->process, NULL, &error);
  g_assert_no_error (error);
  g_object_unref (self->process);
  g_free (self->origin);
  g_free (self->key);
  g_free (self);
}
