/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox"
#include "config.h"

#include "faults/sandbox-faults.h"
#include "faults/sandbox-stages.h"
#include "sandbox-config.h"
#include "sandbox-help.h"

const char sandbox_help_summary[]
  = "A stand-in for an Azure AI Foundry resource, on this machine only: it answers the\n"
    "requests of all three endpoint styles as the service does, at realistic speeds, with simulated text.\n"
    "Use it to try out any client without a network, an account or a bill.";

static const char start[]
  = "READY LINE\n"
    "  When it listens it prints one line of JSON on standard output, for instance\n"
    "    {\"origin\":\"http://127.0.0.1:40001\",\"api_key\":\"...\",...}\n"
    "  It ends on SIGTERM and on Ctrl+C and, when its standard input is a pipe, when that closes.\n";

/* ORIGIN and KEY are those of the ready line. */
static const char use[]
  = "USE (put in ORIGIN, KEY and CA_FILE from the ready line)\n"
    "  curl -N ORIGIN/openai/v1/chat/completions \\\n"
    "    -H \"api-key: KEY\" -H \"Content-Type: application/json\" \\\n"
    "    -d "
    "'{\"model\":\"mistral-large\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}'"
    "\n"
    "  The key goes into the header 'api-key', or into 'Authorization: Bearer KEY'. With --tls:\n"
    "    curl --cacert CA_FILE …                    SSL_CERT_FILE=CA_FILE for OpenAI's library\n"
    "  Python:\n"
    "    OpenAI(base_url=\"ORIGIN/openai/v1\", api_key=\"KEY\")\n"
    "    AzureOpenAI(azure_endpoint=\"ORIGIN\", api_key=\"KEY\", api_version=\"2024-10-21\")\n"
    "    ChatCompletionsClient(\"ORIGIN/models\", AzureKeyCredential(\"KEY\"))   "
    "connection_verify=\"CA_FILE\"\n"
    "  ORIGIN in a browser shows the deployments, ready-made lines for curl and the last requests.\n";

static const char paths[]
  = "PATHS\n"
    "  POST /openai/v1/chat/completions, /openai/v1/embeddings\n"
    "  POST /openai/deployments/NAME/chat/completions, …/embeddings   with ?api-version=2024-10-21\n"
    "  POST /models/chat/completions, /models/embeddings   with ?api-version=2024-05-01-preview\n"
    "  POST /models/images/embeddings   pictures as data URLs, to embed-v-4-0; none is ever fetched\n"
    "  GET  /openai/v1/models, /openai/models?api-version=2024-10-21   the catalogue: what could be\n"
    "       deployed, by model and version; none of these ids is a deployment\n"
    "  GET  /openai/deployments?api-version=2023-03-15-preview   the deployments (newer versions: 404)\n"
    "  GET  /models/info?model=NAME&api-version=2025-05-01   404 except for mistral-large, embed-v-4-0\n"
    "  GET  /api/projects/ANY/deployments?api-version=v1   the deployments as a project shows them;\n"
    "       /api/projects/ANY/openai/v1/… is the v1 style once more\n"
    "  GET  /sandbox/requests   the last 100 requests as JSON, secrets masked\n"
    "  POST /sandbox/stage      change what is staged, see STAGING\n"
    "  POST /sandbox/reset      forget requests, rate limits, faults and what was staged meanwhile\n";

static const char deployments[]
  = "DEPLOYMENTS\n"
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
    "  answers 429 beyond that.\n";

static const char config[]
  = "CONFIGURATION (--config=FILE)\n"
    "  {\"deployments\": [{\"name\": \"my-chat\", \"like\": \"mistral-large\", \"tokens_per_minute\": 1000}, "
    "…]}\n"
    "  These take the place of the built-in ones. What a member does not say is as in the copied one:\n";

static const char state[]
  = "STATE FOLDER (--state-dir=DIR)\n"
    "  Key, seed, tenant, subscription and certificates lie there and are the same at the next start;\n"
    "  who has signed in need not do so again.\n"
    "  Without it they are new each time, and certificates lie in a temporary folder.\n";

static const char sign_in[]
  = "SIGN-IN (Microsoft Entra ID at ORIGIN/TENANT/oauth2/v2.0; SDKs want --tls)\n"
    "  devicecode and token, with the page ORIGIN/devicelogin, which also takes a form:\n"
    "    curl --cacert CA_FILE -d user_code=CODE -d action=approve -d account=NAME ORIGIN/devicelogin\n"
    "  action is approve or deny, account one of\n"
    "    fine      may do everything\n"
    "    no-role   sees what is deployed and cannot list keys; its tokens get 401 PermissionDenied\n"
    "    mfa       gets AADSTS50076 with claims, unless the client signs in with these claims\n"
    "    blocked   gets AADSTS53003 with a device code; may sign in with the browser\n"
    "  authorize, with PKCE and back to http://localhost at any port; refresh tokens;\n"
    "  client credentials: the secret of all applications is the KEY.\n"
    "  Any GUID is an application. 00000000-0000-0000-0000-00000NNNNNNN gets AADSTSNNNNNNN when somebody\n"
    "  signs in, 00000000-0000-0000-0001-00000NNNNNNN when a token is refreshed: 65001, 700016, 7000218, …\n"
    "  Tokens for https://cognitiveservices.azure.com and https://ai.azure.com open the data plane.\n"
    "  GET identity_endpoint with X-IDENTITY-HEADER: a managed identity, as DefaultAzureCredential asks\n"
    "  for it where IDENTITY_ENDPOINT, IDENTITY_HEADER (and REQUESTS_CA_BUNDLE=CA_FILE) are set.\n";

static const char management[]
  = "MANAGEMENT (Azure Resource Manager at ORIGIN, with tokens for https://management.azure.com)\n"
    "  GET /tenants, /subscriptions, …/providers/Microsoft.CognitiveServices/accounts, a resource's\n"
    "  deployments, models and usages; POST listKeys; who asks has which roles. Nothing is created or\n"
    "  deleted.\n";

static const char staging[]
  = "STAGING (\"staging\": {…} in the configuration; POST /sandbox/stage with {…} while it runs)\n";

static const char staging_end[]
  = "    revoke                    true: ends the life of all refresh tokens (POST only)\n";

static const char answers[]
  = "ANSWERS\n"
    "  The word 'short' in a prompt gets a sentence, 'long' some thousand tokens, anything else a\n"
    "  page with all of Markdown; Korean gets Korean. The same seed and the same requests get the\n"
    "  same answers, ids and dates aside. A request with 'seed' or 'temperature': 0 always gets the\n"
    "  same answer. Tokens are counted roughly, by pieces of words.\n"
    "  Tools: with tool_choice \"auto\" one is called, the one that has most words in common with the\n"
    "  prompt, unless that is a greeting, has 'short' or 'long' in it, or the messages end with the\n"
    "  tool's result. Arguments fit the tool's schema; texts come from names in the prompt (\"in\n"
    "  quotation marks\", or with a Capital), numbers from its first number. Several names or tools\n"
    "  get several calls, unless parallel_tool_calls is false. JSON schemas are kept to in the same\n"
    "  way; strict ones must be of the documented subset. deepseek-r1 has neither (422).\n"
    "  Pictures in data: URLs are looked at (size, tokens); those elsewhere are accepted, not fetched.\n"
    "  Files, batches, assistants and realtime are not there (404); responses, completions of bare\n"
    "  text, pictures and sound are refused as by a model that cannot do them (400).\n";

static const char filter[]
  = "CONTENT FILTER\n"
    "  Words in the last message or the system prompt make the filter speak:\n"
    "    filter-prompt-WHAT    about the prompt: a blocked one is answered with 400\n"
    "    filter-reply-WHAT     about the reply: a blocked one ends after 12 tokens, content_filter\n"
    "  WHAT is hate, sexual, violence or self-harm with -low (noted), -medium or -high (blocked),\n"
    "  such as filter-prompt-violence-high. Besides, for prompts: jailbreak, indirect-attack,\n"
    "  blocklist (blocked); for replies: text (known text, blocked), code (known code with its\n"
    "  citation, noted); for both: error (the filter did not run, nothing is blocked). Of several\n"
    "  choices (n) only the first is withheld. fault-async-filter looks at the text after it was sent.\n";

static const char faults[] = "FAULTS (with --faults)\n";

static const char staged[]
  = "  Without --faults: missing api-version (404), unknown one (400), stream_options in versions up\n"
    "  to 2024-05-01-preview (400), undeclared members on /models (400 without the header\n"
    "  extra-parameters: drop or pass-through; 422 by Mistral even then), no model on /models (400\n"
    "  no_model_name), unknown deployments (404, on /models labelled text/plain).\n"
    "  Everything below ORIGIN/stage/NAME is refused as by a resource in trouble:\n";

char *
sandbox_help_dup_description (void)
{
  g_autofree char *members = sandbox_config_describe ();
  g_autofree char *faulty = sandbox_faults_describe ();
  g_autofree char *stages = sandbox_stages_describe ();
  g_autofree char *set_up = sandbox_staging_describe ();

  return g_strconcat (start, "\n", use, "\n", paths, "\n", deployments, "\n", config, members, "\n", state,
                      "\n", sign_in, "\n", management, "\n", staging, set_up, staging_end, "\n", answers,
                      "\n", filter, "\n", faults, faulty, staged, stages, NULL);
}
