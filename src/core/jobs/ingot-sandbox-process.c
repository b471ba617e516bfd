/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-jobs"
#include "config.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include <libsecret/secret.h>
#include <signal.h>

#include "base/ingot-error.h"
#include "base/ingot-spawn.h"
#include "ingot-sandbox-process.h"
#include "model/ingot-endpoint.h"

#define START_TIMEOUT_MS 10000

struct _IngotSandboxProcess
{
  GObject parent_instance;

  char *program;
  GSubprocess *child;
  DexFuture *ready; /* while it starts or runs */
  char *origin;
  char *key; /* wiped when freed */
  char *chat_deployment;
};

G_DEFINE_FINAL_TYPE (IngotSandboxProcess, ingot_sandbox_process, G_TYPE_OBJECT)

static void
forget (IngotSandboxProcess *self)
{
  g_clear_object (&self->child);
  dex_clear (&self->ready);
  g_clear_pointer (&self->origin, g_free);
  g_clear_pointer (&self->key, secret_password_free);
  g_clear_pointer (&self->chat_deployment, g_free);
}

static void
ingot_sandbox_process_dispose (GObject *object)
{
  ingot_sandbox_process_stop (INGOT_SANDBOX_PROCESS (object));
  G_OBJECT_CLASS (ingot_sandbox_process_parent_class)->dispose (object);
}

static void
ingot_sandbox_process_finalize (GObject *object)
{
  g_free (INGOT_SANDBOX_PROCESS (object)->program);
  G_OBJECT_CLASS (ingot_sandbox_process_parent_class)->finalize (object);
}

static void
ingot_sandbox_process_class_init (IngotSandboxProcessClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ingot_sandbox_process_dispose;
  object_class->finalize = ingot_sandbox_process_finalize;
}

static void
ingot_sandbox_process_init (IngotSandboxProcess *self)
{
}

IngotSandboxProcess *
ingot_sandbox_process_new (const char *program)
{
  IngotSandboxProcess *self = g_object_new (INGOT_TYPE_SANDBOX_PROCESS, NULL);

  self->program = g_strdup (program);
  return self;
}

static void
line_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(DexPromise) promise = user_data;
  GError *error = NULL;
  char *line = g_data_input_stream_read_line_finish_utf8 (G_DATA_INPUT_STREAM (object), result, NULL, &error);

  if (error != NULL)
    dex_promise_reject (promise, error);
  else if (line == NULL)
    dex_promise_reject (promise, g_error_new_literal (INGOT_ERROR, INGOT_ERROR_SANDBOX, "It ended without a word"));
  else
    dex_promise_resolve_string (promise, line);
}

static DexFuture *
read_line (GInputStream *stream)
{
  DexPromise *promise = dex_promise_new_cancellable ();
  g_autoptr(GDataInputStream) lines = g_data_input_stream_new (stream);

  g_data_input_stream_read_line_async (lines, G_PRIORITY_DEFAULT, dex_promise_get_cancellable (promise),
                                       line_cb, dex_ref (promise));
  return DEX_FUTURE (promise);
}

/* Only an address of this machine is believed. */
static gboolean
take_ready_line (IngotSandboxProcess *self, const char *line, GError **error)
{
  g_autoptr(JsonNode) root = json_from_string (line, NULL);
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  const char *origin = object ? json_object_get_string_member_with_default (object, "origin", NULL) : NULL;
  const char *key = object ? json_object_get_string_member_with_default (object, "api_key", NULL) : NULL;
  const char *chat = object ? json_object_get_string_member_with_default (object, "chat_deployment", NULL) : NULL;
  g_autoptr(GUri) uri = origin != NULL ? g_uri_parse (origin, G_URI_FLAGS_NONE, NULL) : NULL;

  if (uri == NULL || key == NULL || chat == NULL || !ingot_endpoint_is_loopback (g_uri_get_host (uri)))
    {
      g_set_error_literal (error, INGOT_ERROR, INGOT_ERROR_SANDBOX, "Its first line is not understood");
      return FALSE;
    }

  self->origin = g_strdup (origin);
  self->key = g_strdup (key);
  self->chat_deployment = g_strdup (chat);
  return TRUE;
}

static void
free_weak_ref (GWeakRef *weak)
{
  g_weak_ref_clear (weak);
  g_free (weak);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GWeakRef, free_weak_ref)

/* Watching must not keep the object alive: it is what ends the child. */
static void
ended_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GWeakRef) weak = user_data;
  g_autoptr(IngotSandboxProcess) self = g_weak_ref_get (weak);

  g_subprocess_wait_finish (G_SUBPROCESS (object), result, NULL);
  if (self != NULL && self->child == G_SUBPROCESS (object))
    forget (self);
}

static void
watch_child (IngotSandboxProcess *self, GSubprocess *child)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  g_subprocess_wait_async (child, NULL, ended_cb, weak);
}

static GSubprocess *
spawn_child (IngotSandboxProcess *self, GError **error)
{
  g_autoptr(GError) local = NULL;
  g_autoptr(GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  GSubprocess *child;

  /* What is secret of the environment that Ingot was started in is not for everybody that it starts. */
  g_subprocess_launcher_unsetenv (launcher, "AZURE_CLIENT_SECRET");
  g_subprocess_launcher_unsetenv (launcher, "IDENTITY_HEADER");
  child = g_subprocess_launcher_spawn (launcher, &local, self->program, NULL);
  if (child == NULL)
    g_set_error_literal (error, INGOT_ERROR, INGOT_ERROR_SANDBOX, local->message);
  return child;
}

static DexFuture *
start_fiber (gpointer user_data)
{
  IngotSandboxProcess *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *line = NULL;
  g_autoptr(GSubprocess) child = spawn_child (self, &error);

  if (child == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  self->child = g_object_ref (child);
  watch_child (self, child);
  line = dex_await_string (dex_future_first (read_line (g_subprocess_get_stdout_pipe (child)),
                                             dex_timeout_new_msec (START_TIMEOUT_MS), NULL), &error);
  if (self->child != child)
    return dex_future_new_reject (INGOT_ERROR, INGOT_ERROR_SANDBOX, "It ended while it started");
  if (line == NULL || !take_ready_line (self, line, &error))
    {
      DexFuture *failed = dex_future_new_reject (INGOT_ERROR, INGOT_ERROR_SANDBOX, "%s", error->message);

      ingot_sandbox_process_stop (self);
      return failed;
    }
  secret_password_wipe (line);
  return dex_future_new_true ();
}

DexFuture *
ingot_sandbox_process_start (IngotSandboxProcess *self)
{
  /* A start that failed is not remembered: the next caller tries again. */
  if (self->ready != NULL && dex_future_is_rejected (self->ready))
    forget (self);
  if (self->ready == NULL)
    self->ready = ingot_spawn (start_fiber, g_object_ref (self), g_object_unref);
  return dex_ref (self->ready);
}

void
ingot_sandbox_process_stop (IngotSandboxProcess *self)
{
  if (self->child != NULL)
    g_subprocess_send_signal (self->child, SIGTERM);
  forget (self);
}

gboolean
ingot_sandbox_process_is_running (IngotSandboxProcess *self)
{
  return self->origin != NULL;
}

const char *
ingot_sandbox_process_get_origin (IngotSandboxProcess *self)
{
  return self->origin;
}

const char *
ingot_sandbox_process_get_key (IngotSandboxProcess *self)
{
  return self->key;
}

const char *
ingot_sandbox_process_get_chat_deployment (IngotSandboxProcess *self)
{
  return self->chat_deployment;
}
