/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-auth"
#include "config.h"

#include <stdio.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/ingot-error.h"
#include "base/ingot-json.h"
#include "base/ingot-spawn.h"
#include "ingot-azure-cli-source.h"
#include "ingot-token-reply.h"

/* It is a Python program of many modules, and asks the sign-in service itself. */
#define LIMIT_S 60

/* Where it does not tell when the token ends: asked for again soon, which costs it nothing. */
#define UNKNOWN_LIFETIME_S 60

#define MAX_WORDS 300

struct _IngotAzureCliSource
{
  IngotTokenSource parent_instance;

  char *flatpak_info;
};

G_DEFINE_FINAL_TYPE (IngotAzureCliSource, ingot_azure_cli_source, INGOT_TYPE_TOKEN_SOURCE)

typedef struct
{
  char *flatpak_info;
  char *tenant;
  char *scope;
  GCancellable *cancellable;
} Fetch;

static void
fetch_free (gpointer data)
{
  Fetch *fetch = data;

  g_free (fetch->flatpak_info);
  g_free (fetch->tenant);
  g_free (fetch->scope);
  g_object_unref (fetch->cancellable);
  g_free (fetch);
}

/* "2026-09-01 17:16:30.000000" on the clock of @zone; 0 for anything else. */
static gint64
read_local_time (const char *text, GTimeZone *zone)
{
  int year, month, day, hour, minute, second;
  g_autoptr(GDateTime) time = NULL;

  if (text == NULL || sscanf (text, "%4d-%2d-%2d %2d:%2d:%2d", &year, &month, &day, &hour, &minute, &second) != 6)
    return 0;
  time = g_date_time_new (zone, year, month, day, hour, minute, second);
  return time != NULL ? g_date_time_to_unix (time) : 0;
}

IngotToken *
ingot_azure_cli_source_read (const char *text, gsize length, gint64 now, GTimeZone *zone, GError **error)
{
  g_autoptr(JsonNode) node = ingot_json_parse (text, length, NULL);
  JsonObject *object = ingot_json_node_object (node);
  const char *token = ingot_json_get_string (object, "accessToken");
  gint64 end = ingot_token_reply_get_number (object, "expires_on", 0);

  if (!ingot_token_is_text (token))
    {
      g_set_error_literal (error, INGOT_ERROR, INGOT_ERROR_PROTOCOL,
                           _("The Azure CLI printed no token. Run “az account get-access-token” in a terminal to "
                             "see what it says."));
      return NULL;
    }
  if (end <= 0)
    end = read_local_time (ingot_json_get_string (object, "expiresOn"), zone);
  return ingot_token_new (token, end > 0 ? MAX (end - now, 0) : UNKNOWN_LIFETIME_S, -1);
}

static gboolean
is_flatpak (const char *flatpak_info)
{
  return g_file_test (flatpak_info, G_FILE_TEST_EXISTS);
}

/* Whether somebody has given this Flatpak the permission that ingot_azure_cli_source_dup_obstacle() names. */
static gboolean
may_call_host (const char *flatpak_info)
{
  g_autoptr(GKeyFile) info = g_key_file_new ();
  g_autofree char *policy = NULL;

  if (!g_key_file_load_from_file (info, flatpak_info, G_KEY_FILE_NONE, NULL))
    return FALSE;
  policy = g_key_file_get_string (info, "Session Bus Policy", "org.freedesktop.Flatpak", NULL);
  return g_strcmp0 (policy, "talk") == 0 || g_strcmp0 (policy, "own") == 0;
}

char *
ingot_azure_cli_source_dup_obstacle (const char *flatpak_info)
{
  if (!is_flatpak (flatpak_info) || may_call_host (flatpak_info))
    return NULL;
  /* Translators: %s is a command. */
  return g_strdup_printf (_("This Ingot is a Flatpak and cannot run the Azure CLI of this computer. “%s” lets "
                            "it. With that, Ingot and whatever gets hold of it can run any program with all your "
                            "rights, outside of the sandbox: signing in with an account needs no such permission."),
                          "flatpak override --user --talk-name=org.freedesktop.Flatpak io.github.ingotapp.Ingot");
}

static gboolean
check_program (const char *flatpak_info, GError **error)
{
  g_autofree char *obstacle = ingot_azure_cli_source_dup_obstacle (flatpak_info);
  g_autofree char *path = g_find_program_in_path (is_flatpak (flatpak_info) ? "flatpak-spawn" : "az");

  if (obstacle != NULL)
    g_set_error_literal (error, INGOT_ERROR, INGOT_ERROR_NO_SOURCE, obstacle);
  else if (path == NULL)
    g_set_error_literal (error, INGOT_ERROR, INGOT_ERROR_NO_SOURCE,
                         _("The Azure CLI is not installed: there is no program “az”."));
  else
    return TRUE;
  return FALSE;
}

/* No shell is in between. A program "az" of wherever we were started is not meant. */
static GSubprocess *
start (Fetch *fetch, GError **error)
{
  g_autofree char *resource = ingot_token_source_dup_resource (fetch->scope);
  g_autoptr(GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  const char *argv[] = { "flatpak-spawn", "--host", "--watch-bus", "--directory=/",
                         "az", "account", "get-access-token", "--output", "json", "--resource", resource,
                         fetch->tenant != NULL ? "--tenant" : NULL, fetch->tenant, NULL };
  const int program = 4;

  g_subprocess_launcher_set_cwd (launcher, "/");
  g_subprocess_launcher_unsetenv (launcher, "AZURE_CLIENT_SECRET"); /* it has its own */
  return g_subprocess_launcher_spawnv (launcher, is_flatpak (fetch->flatpak_info) ? argv : argv + program, error);
}

static void
communicated_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(DexPromise) promise = user_data;
  g_autoptr(GBytes) out = NULL;
  g_autoptr(GBytes) words = NULL;
  GError *error = NULL;

  if (!g_subprocess_communicate_finish (G_SUBPROCESS (object), result, &out, &words, &error))
    {
      dex_promise_reject (promise, error);
      return;
    }
  g_object_set_data_full (object, "words", g_steal_pointer (&words), (GDestroyNotify) g_bytes_unref);
  dex_promise_resolve_boxed (promise, G_TYPE_BYTES, g_steal_pointer (&out));
}

static GError *
failure_error (GSubprocess *process)
{
  GBytes *bytes = g_object_get_data (G_OBJECT (process), "words");
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", MIN (length, MAX_WORDS));

  g_strdelimit (valid, "\r\n\t", ' ');
  if (strstr (valid, "az login") != NULL)
    return g_error_new_literal (INGOT_ERROR, INGOT_ERROR_NO_SOURCE,
                                _("Nobody is signed in to the Azure CLI. Run “az login” in a terminal."));
  return g_error_new (INGOT_ERROR, INGOT_ERROR_NO_SOURCE, _("The Azure CLI gave no token. It says: %s"), valid);
}

static GBytes *
await_output (Fetch *fetch, GSubprocess *process, GError **error)
{
  DexPromise *promise = dex_promise_new ();
  g_autoptr(GError) reason = NULL;
  GBytes *out;

  g_subprocess_communicate_async (process, NULL, fetch->cancellable, communicated_cb, dex_ref (promise));
  out = dex_await_boxed (dex_future_first (DEX_FUTURE (promise), dex_timeout_new_seconds (LIMIT_S),
                                           dex_cancellable_new_from_cancellable (fetch->cancellable), NULL), &reason);
  if (out != NULL)
    return out;
  g_subprocess_force_exit (process);
  if (g_error_matches (reason, DEX_ERROR, DEX_ERROR_TIMED_OUT))
    g_set_error_literal (error, INGOT_ERROR, INGOT_ERROR_TIMEOUT, _("The Azure CLI did not answer in time."));
  else
    g_propagate_error (error, g_steal_pointer (&reason));
  return NULL;
}

static DexFuture *
fetch_fiber (gpointer user_data)
{
  Fetch *fetch = user_data;
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GBytes) out = NULL;
  g_autoptr(GTimeZone) zone = g_time_zone_new_local ();
  GError *error = NULL;
  IngotToken *token;
  gsize length;
  const char *text;

  if (!check_program (fetch->flatpak_info, &error) || (process = start (fetch, &error)) == NULL
      || (out = await_output (fetch, process, &error)) == NULL)
    return dex_future_new_for_error (error);
  if (!g_subprocess_get_if_exited (process) || g_subprocess_get_exit_status (process) != 0)
    return dex_future_new_for_error (failure_error (process));
  text = g_bytes_get_data (out, &length);
  token = ingot_azure_cli_source_read (text, length, g_get_real_time () / G_USEC_PER_SEC, zone, &error);
  if (token == NULL)
    return dex_future_new_for_error (error);
  return dex_future_new_take_boxed (INGOT_TYPE_TOKEN, token);
}

static DexFuture *
ingot_azure_cli_source_fetch (IngotTokenSource *source, const char *tenant, const char *scope, const char *claims,
                              GCancellable *cancellable)
{
  Fetch *fetch = g_new0 (Fetch, 1);

  fetch->flatpak_info = g_strdup (INGOT_AZURE_CLI_SOURCE (source)->flatpak_info);
  fetch->tenant = g_strdup (tenant);
  fetch->scope = g_strdup (scope);
  fetch->cancellable = g_object_ref (cancellable);
  return ingot_spawn (fetch_fiber, fetch, fetch_free);
}

static void
ingot_azure_cli_source_finalize (GObject *object)
{
  g_free (INGOT_AZURE_CLI_SOURCE (object)->flatpak_info);
  G_OBJECT_CLASS (ingot_azure_cli_source_parent_class)->finalize (object);
}

static void
ingot_azure_cli_source_class_init (IngotAzureCliSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ingot_azure_cli_source_finalize;
  INGOT_TOKEN_SOURCE_CLASS (klass)->fetch = ingot_azure_cli_source_fetch;
}

static void
ingot_azure_cli_source_init (IngotAzureCliSource *self)
{
}

IngotTokenSource *
ingot_azure_cli_source_new (const char *flatpak_info)
{
  IngotAzureCliSource *self = g_object_new (INGOT_TYPE_AZURE_CLI_SOURCE, NULL);

  self->flatpak_info = g_strdup (flatpak_info);
  return INGOT_TOKEN_SOURCE (self);
}
