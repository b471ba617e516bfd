/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox"
#include "config.h"

#include <math.h>

#include "sandbox-help.h"
#include "sandbox-options.h"

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, message);
  return FALSE;
}

static gboolean
is_sendable (const char *key)
{
  for (const char *at = key; *at != '\0'; at++)
    if (!g_ascii_isgraph (*at))
      return FALSE;
  return *key != '\0';
}

static gboolean
check_seed (SandboxOptions *options, const char *seed, GError **error)
{
  gint64 value = 1;

  if (seed != NULL && !g_ascii_string_to_signed (seed, 10, G_MININT64, G_MAXINT64, &value, NULL))
    return refuse (error, "A seed is a whole number.");
  options->seed = (guint64) value;
  options->seed_given = seed != NULL;
  return TRUE;
}

static gboolean
check (SandboxOptions *options, gint port, GStrv rest, GError **error)
{
  if (rest != NULL && rest[0] != NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "The argument '%s' is not understood.",
                   rest[0]);
      return FALSE;
    }
  if (port < 0 || port > G_MAXUINT16)
    return refuse (error, "A port is a number from 1 to 65535, or 0 for a free one.");
  if (!isfinite (options->rate) || options->rate < 0)
    return refuse (
      error, "A rate is a number of tokens per second, greater than 0; 0 leaves each deployment its own.");
  if (options->api_key != NULL && !is_sendable (options->api_key))
    return refuse (error, "A key consists of visible ASCII characters without spaces.");
  options->port = (guint16) port;
  return TRUE;
}

gboolean
sandbox_options_parse (SandboxOptions *options, GStrv arguments, GError **error)
{
  gint port = 0;
  g_autofree char *seed = NULL;
  g_auto(GStrv) rest = NULL;
  const GOptionEntry entries[] = {
    { "port", 'p', 0, G_OPTION_ARG_INT, &port, "Listen on this port (default: a free one)", "N" },
    { "seed", 's', 0, G_OPTION_ARG_STRING, &seed, "Vary the answers (default: 1)", "N" },
    { "api-key", 'k', 0, G_OPTION_ARG_STRING, &options->api_key,
      "Use this key instead of a random one; other users of the machine can see it", "K" },
    { "rate", 'r', 0, G_OPTION_ARG_DOUBLE, &options->rate,
      "Speed of all deployments, without a delay before the first token", "TOKENS_PER_S" },
    { "tls", 0, 0, G_OPTION_ARG_NONE, &options->tls, "Speak HTTPS, with a certificate of its own making",
      NULL },
    { "state-dir", 0, 0, G_OPTION_ARG_FILENAME, &options->state_dir,
      "Keep key, seed, ids and certificates in this folder, for the next start", "DIR" },
    { "config", 0, 0, G_OPTION_ARG_FILENAME, &options->config,
      "Take the deployments from this JSON file instead of the built-in ones", "FILE" },
    { "faults", 0, 0, G_OPTION_ARG_NONE, &options->faults, "Add deployments that misbehave", NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &options->show_version, "Print the version and end", NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &rest, NULL, NULL },
    { NULL },
  };
  g_autoptr(GOptionContext) context = g_option_context_new (NULL);
  g_autofree char *description = sandbox_help_dup_description ();

  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_set_summary (context, sandbox_help_summary);
  g_option_context_set_description (context, description);
  if (!g_option_context_parse_strv (context, &arguments, error))
    return FALSE;
  return check_seed (options, seed, error) && check (options, port, rest, error);
}

void
sandbox_options_clear (SandboxOptions *options)
{
  g_free (options->api_key);
  g_free (options->state_dir);
  g_free (options->config);
}
