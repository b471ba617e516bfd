/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The time to the first token beside curl's to the first byte, in turns, over connections of their own. Both ask the
 * same local sandbox, which answers at once: what differs is the client's part. */
#define G_LOG_DOMAIN "ingot-bench"
#include "config.h"

#include <stdlib.h>

#include "auth/ingot-key-credential.h"
#include "azure/ingot-chat.h"
#include "azure/ingot-endpoint-style.h"
#include "ingot-test-sandbox.h"
#include "ingot-test.h"

#define N_ROUNDS 100
#define PROMPT "A short answer, please."

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a;
  gint64 y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

static void
stamp_cb (IngotTurn *reply, GParamSpec *pspec, gint64 *first)
{
  if (*first == 0)
    *first = g_get_monotonic_time ();
}

/* From the person's wish to the text in the model, with a new session: nothing is warm. */
static gint64
ask_ourselves (IngotTestSandbox *sandbox)
{
  g_autoptr(SoupSession) session = ingot_http_session_new ();
  g_autoptr(IngotResource) resource = ingot_resource_new (INGOT_RESOURCE_SANDBOX, "Sandbox", INGOT_SIGN_IN_KEY);
  g_autoptr(IngotDeployment) deployment = ingot_deployment_new ("gpt-4o", INGOT_ENDPOINT_STYLE_V1);
  g_autoptr(IngotConversation) conversation = ingot_conversation_new ();
  g_autoptr(IngotTurn) question = ingot_turn_new_user (PROMPT);
  g_autoptr(IngotTurn) reply = ingot_turn_new_reply ("gpt-4o", "Sandbox");
  g_autoptr(IngotCredential) credential = NULL;
  g_autoptr(IngotChat) chat = NULL;
  gint64 first = 0;
  gint64 start;

  ingot_resource_set_address (resource, sandbox->origin, "/openai/v1");
  ingot_resource_add_deployment (resource, deployment);
  credential = ingot_key_credential_new_for_key (sandbox->key, ingot_azure_key_header (resource));
  ingot_conversation_append (conversation, question);
  ingot_conversation_append (conversation, reply);
  g_signal_connect (reply, "notify::text", G_CALLBACK (stamp_cb), &first);
  start = g_get_monotonic_time ();
  chat = ingot_chat_new (session, deployment, credential, conversation, reply);
  ingot_test_await_success (ingot_chat_run (chat, NULL));
  return first - start;
}

/* As curl itself measures it, without the start of its process. */
static gint64
ask_curl (IngotTestSandbox *sandbox)
{
  g_autofree char *url = g_strconcat (sandbox->origin, "/openai/v1/chat/completions", NULL);
  g_autofree char *key = g_strconcat ("api-key: ", sandbox->key, NULL);
  g_autofree char *time = NULL;
  g_autoptr(GError) error = NULL;
  const char *arguments[] = {
    "curl", "-s", "-N", "-o", "/dev/null", "-w", "%{time_starttransfer}", "-H", key, "-H",
    "Content-Type: application/json", "-d",
    "{\"model\":\"gpt-4o\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"" PROMPT "\"}]}", url, NULL
  };

  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &time, NULL, NULL, &error);
  g_assert_no_error (error);
  return (gint64) (g_ascii_strtod (time, NULL) * G_USEC_PER_SEC);
}

int
main (int argc, char **argv)
{
  g_autoptr(IngotTestSandbox) sandbox = NULL;
  gint64 ours[N_ROUNDS], theirs[N_ROUNDS];

  dex_init ();
  sandbox = ingot_test_sandbox_new (100000);
  for (int i = 0; i < N_ROUNDS; i++)
    {
      ours[i] = ask_ourselves (sandbox);
      theirs[i] = ask_curl (sandbox);
    }
  qsort (ours, N_ROUNDS, sizeof *ours, compare_times);
  qsort (theirs, N_ROUNDS, sizeof *theirs, compare_times);
  g_print ("{\"name\":\"first token\",\"n\":%d,\"p50_us\":%" G_GINT64_FORMAT ",\"p90_us\":%" G_GINT64_FORMAT
           ",\"curl_p50_us\":%" G_GINT64_FORMAT ",\"curl_p90_us\":%" G_GINT64_FORMAT "}\n",
           N_ROUNDS, ours[N_ROUNDS / 2], ours[N_ROUNDS / 10 * 9], theirs[N_ROUNDS / 2], theirs[N_ROUNDS / 10 * 9]);
  return 0;
}
