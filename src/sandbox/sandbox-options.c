/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox"
#include "config.h"

#include <math.h>

#include "sandbox-options.h"

static const char summary[]
  = "A stand-in for an Azure AI Foundry resource, on this machine only: it answers the\n"
    "requests of the v1 style as the service does, at realistic speeds, with simulated text.\n"
    "Use it to try out any client without a network, an account or a bill.";

static const char description[]
  = "READY LINE\n"
    "  When it listens it prints one line of JSON on standard output, for instance\n"
    "    {\"origin\":\"http://127.0.0.1:40001\",\"api_key\":\"...\",...}\n"
    "  It ends on SIGTERM and on Ctrl+C and, when its standard input is a pipe, when that closes.\n"
    "\n"
    "USE\n"
    "    curl -N ORIGIN/openai/v1/chat/completions \\\n"
    "      -H \"api-key: KEY\" -H \"Content-Type: application/json\" \\\n"
    "      -d "
    "'{\"model\":\"mistral-large\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}'"
    "\n"
    "  Python: OpenAI(base_url=ORIGIN + \"/openai/v1\", api_key=KEY)\n"
    "  The key goes into the header 'api-key', or into 'Authorization: Bearer KEY'.\n"
    "\n"
    "PATHS\n"
    "  POST /openai/v1/chat/completions  chat, whole or streamed\n"
    "  GET  /openai/v1/models            the deployments\n"
    "  GET  /sandbox/requests            the last 100 requests as JSON, secrets masked\n"
    "  POST /sandbox/reset               forget requests, rate limits and faults\n"
    "\n"
    "DEPLOYMENTS\n"
    "  mistral-large           60 tokens/s, first token after 0.3 s\n"
    "  deepseek-v3-0324        35 tokens/s, 0.6 s\n"
    "  deepseek-r1             40 tokens/s, 0.7 s; shows its reasoning\n"
    "  gpt-4o                  90 tokens/s, 0.4 s\n"
    "  gpt-5-mini              120 tokens/s; reasons unseen, refuses max_tokens and temperature\n"
    "  text-embedding-3-small, text-embedding-3-large, embed-v-4-0: listed; they refuse chat\n"
    "  Each allows 6,000 requests and 1,000,000 tokens a minute and answers 429 beyond that.\n"
    "\n"
    "ANSWERS\n"
    "  The word 'short' in a prompt gets a sentence, 'long' some thousand tokens, anything else a\n"
    "  page with all of Markdown; Korean gets Korean. The same seed and the same requests get the\n"
    "  same answers, ids and dates aside. A request with 'seed' or 'temperature': 0 always gets the\n"
    "  same answer. Tokens are counted roughly, by pieces of words.\n"
    "\n"
    "FAULTS (with --faults)\n"
    "  fault-429      answers its first two requests with 429, retry after 2 s, then works\n"
    "  fault-cut      closes the connection after 12 tokens (a whole reply: instead of it)\n"
    "  fault-no-done  ends its stream without [DONE]\n"
    "  fault-slow     first token after 3 s, then 2 tokens/s, whatever --rate says\n";

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
  gint64 seed = 1;
  g_auto(GStrv) rest = NULL;
  const GOptionEntry entries[] = {
    { "port", 'p', 0, G_OPTION_ARG_INT, &port, "Listen on this port (default: a free one)", "N" },
    { "seed", 's', 0, G_OPTION_ARG_INT64, &seed, "Vary the answers (default: 1)", "N" },
    { "api-key", 'k', 0, G_OPTION_ARG_STRING, &options->api_key,
      "Use this key instead of a random one; other users of the machine can see it", "K" },
    { "rate", 'r', 0, G_OPTION_ARG_DOUBLE, &options->rate,
      "Speed of all deployments, without a delay before the first token", "TOKENS_PER_S" },
    { "faults", 0, 0, G_OPTION_ARG_NONE, &options->faults, "Add deployments that misbehave", NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &options->show_version, "Print the version and end", NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &rest, NULL, NULL },
    { NULL },
  };
  g_autoptr(GOptionContext) context = g_option_context_new (NULL);

  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_set_summary (context, summary);
  g_option_context_set_description (context, description);
  if (!g_option_context_parse_strv (context, &arguments, error))
    return FALSE;
  options->seed = (guint64) seed;
  return check (options, port, rest, error);
}

void
sandbox_options_clear (SandboxOptions *options)
{
  g_free (options->api_key);
}
