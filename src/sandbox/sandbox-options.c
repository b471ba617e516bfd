/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox"
#include "config.h"

#include <math.h>

#include "faults/sandbox-faults.h"
#include "sandbox-options.h"

static const char summary[]
  = "A stand-in for an Azure AI Foundry resource, on this machine only: it answers the\n"
    "requests of all three endpoint styles as the service does, at realistic speeds, with simulated text.\n"
    "Use it to try out any client without a network, an account or a bill.";

static const char description_start[]
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
    "  POST /openai/v1/chat/completions, /openai/v1/embeddings\n"
    "  POST /openai/deployments/NAME/chat/completions, …/embeddings   with ?api-version=2024-10-21\n"
    "  POST /models/chat/completions, /models/embeddings   with ?api-version=2024-05-01-preview\n"
    "  POST /models/images/embeddings   pictures as data URLs, to embed-v-4-0; none is ever fetched\n"
    "  GET  /openai/v1/models, /openai/models?api-version=2024-10-21   the deployments\n"
    "  GET  /openai/deployments?api-version=2023-03-15-preview   the same in the old form\n"
    "  GET  /models/info?model=NAME&api-version=2025-05-01   404 except for mistral-large, embed-v-4-0\n"
    "  GET  /api/projects/ANY/deployments?api-version=v1   the same as a project shows them;\n"
    "       /api/projects/ANY/openai/v1/… is the v1 style once more\n"
    "  GET  /sandbox/requests   the last 100 requests as JSON, secrets masked\n"
    "  POST /sandbox/reset      forget requests, rate limits and faults\n"
    "\n"
    "DEPLOYMENTS\n"
    "  mistral-large           60 tokens/s, first token after 0.3 s; refuses max_completion_tokens\n"
    "                          and a history with reasoning_content\n"
    "  deepseek-v3-0324        35 tokens/s, 0.6 s\n"
    "  deepseek-r1             40 tokens/s, 0.7 s; shows its reasoning, on /models before\n"
    "                          2025-05-15-preview within <think>\n"
    "  gpt-4o                  90 tokens/s, 0.4 s\n"
    "  gpt-5-mini              120 tokens/s; reasons unseen, refuses max_tokens, temperature,\n"
    "                          top_p and penalties\n"
    "  text-embedding-3-small, text-embedding-3-large, embed-v-4-0: text embeddings,\n"
    "                          the last one also of pictures, from their pixels\n"
    "  Each allows 6,000 requests and 1,000,000 tokens a minute (the prompt's and max_tokens) and\n"
    "  answers 429 beyond that.\n"
    "\n"
    "ANSWERS\n"
    "  The word 'short' in a prompt gets a sentence, 'long' some thousand tokens, anything else a\n"
    "  page with all of Markdown; Korean gets Korean. The same seed and the same requests get the\n"
    "  same answers, ids and dates aside. A request with 'seed' or 'temperature': 0 always gets the\n"
    "  same answer. Tokens are counted roughly, by pieces of words.\n"
    "\n"
    "CONTENT FILTER\n"
    "  Words in the last message or the system prompt make the filter speak:\n"
    "    filter-prompt-WHAT    about the prompt: a blocked one is answered with 400\n"
    "    filter-reply-WHAT     about the reply: a blocked one ends after 12 tokens, content_filter\n"
    "  WHAT is hate, sexual, violence or self-harm with -low (noted), -medium or -high (blocked),\n"
    "  such as filter-prompt-violence-high. Besides, for prompts: jailbreak, indirect-attack,\n"
    "  blocklist (blocked); for replies: text (known text, blocked), code (known code with its\n"
    "  citation, noted); for both: error (the filter did not run, nothing is blocked).\n"
    "\n"
    "FAULTS (with --faults)\n";

static const char description_end[]
  = "  Without --faults: missing api-version (404), unknown one (400), stream_options in versions up\n"
    "  to 2024-05-01-preview (400), undeclared members on /models (400 without the header\n"
    "  extra-parameters: drop or pass-through; 422 by Mistral even then), no model on /models (400\n"
    "  no_model_name), unknown deployments (404, on /models labelled text/plain).\n";

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
  g_auto (GStrv) rest = NULL;
  const GOptionEntry entries[] = {
    { "port", 'p', 0, G_OPTION_ARG_INT, &port, "Listen on this port (default: a free one)", "N" },
    { "seed", 's', 0, G_OPTION_ARG_INT64, &seed, "Vary the answers (default: 1)", "N" },
    { "api-key", 'k', 0, G_OPTION_ARG_STRING, &options->api_key,
      "Use this key instead of a random one; other users of the machine can see it", "K" },
    { "rate", 'r', 0, G_OPTION_ARG_DOUBLE, &options->rate,
      "Speed of all deployments, without a delay before the first token", "TOKENS_PER_S" },
    { "tls", 't', 0, G_OPTION_ARG_NONE, &options->tls, "Speak HTTPS, with a certificate of its own making", NULL },
    { "state-dir", 0, 0, G_OPTION_ARG_FILENAME, &options->state_dir,
      "Keep key, ids and certificates in this folder, for the next start", "DIR" },
    { "faults", 0, 0, G_OPTION_ARG_NONE, &options->faults, "Add deployments that misbehave", NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &options->show_version, "Print the version and end", NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &rest, NULL, NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autofree char *faults = sandbox_faults_describe ();
  g_autofree char *description = g_strconcat (description_start, faults, description_end, NULL);

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
  g_free (options->state_dir);
}
