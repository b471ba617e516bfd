/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-jobs"
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "auth/ingot-token-credential.h"
#include "azure/ingot-chat.h"
#include "azure/ingot-deployment-list.h"
#include "azure/ingot-embedding-probe.h"
#include "azure/ingot-endpoint-style.h"
#include "azure/ingot-routes.h"
#include "azure/ingot-style-probe.h"
#include "ingot-check-private.h"
#include "model/ingot-nearest.h"

/* Whoever reads about a failure waits for the names. */
#define LISTING_S 5

#define MAX_NEAREST 3

/* A key that is in memory already takes no time that anybody would read. */
#define NO_TIME_US 100

/* What was asked, and what came of it. */
typedef struct
{
  IngotCheck *check;
  IngotOperation operation;
  gint64 asked_at;
  IngotFailure *failure; /* NULL when all is well */
  char *words;           /* what came back */
  gint64 duration;       /* until the answer came */
} Answer;

/* What one answer tells of */

static const char *
get_key_words (IngotCheck *self)
{
  if (ingot_resource_get_kind (self->job->resource) == INGOT_RESOURCE_SANDBOX)
    return _("The sandbox’s own key is accepted");
  return self->job->is_typed ? _("The key that was typed is accepted") : _("The key from the keyring is accepted");
}

/* Some gateways look at the path before they look at who asks. */
static gboolean
is_certain (IngotCheckKind kind)
{
  return kind != INGOT_CHECK_PATH;
}

static void
pass_sign_in (IngotCheck *self, const Answer *answer, IngotCheckKind until)
{
  if (self->credential == NULL || ingot_check_uses_tokens (self))
    return;
  ingot_check_job_pass (self->job, INGOT_CHECK_SIGN_IN,
                        is_certain (until) ? get_key_words (self) : _("The service did not object to the key"),
                        self->signing_in_us >= NO_TIME_US ? self->signing_in_us : -1);
  ingot_check_skip_tokens (self);
}

static void
pass_audience (IngotCheck *self, const Answer *answer, IngotCheckKind until)
{
  IngotTokenCredential *credential;
  g_autofree char *audience = NULL;
  g_autofree char *detail = NULL;

  if (!ingot_check_uses_tokens (self))
    return;
  credential = INGOT_TOKEN_CREDENTIAL (self->credential);
  audience = ingot_token_source_dup_resource (ingot_token_credential_get_scope (credential));
  detail = g_strdup_printf (is_certain (until) ? _("Tokens for %s are accepted")
                                               : _("The service did not object to a token for %s"), audience);
  ingot_check_job_pass (self->job, INGOT_CHECK_AUDIENCE, detail, -1);
}

static void
pass_role (IngotCheck *self, const Answer *answer, IngotCheckKind until)
{
  if (self->credential == NULL)
    ingot_check_job_skip (self->job, INGOT_CHECK_ROLE, _("This server asks for nothing"));
  else if (!is_certain (until))
    ingot_check_job_pass (self->job, INGOT_CHECK_ROLE, _("The service did not object"), -1);
  else if (ingot_check_uses_tokens (self))
    ingot_check_job_pass (self->job, INGOT_CHECK_ROLE, _("The account may use deployments here"), -1);
  else
    ingot_check_job_pass (self->job, INGOT_CHECK_ROLE, _("Whoever has the key may use deployments here"), -1);
}

static void
pass_path (IngotCheck *self, const Answer *answer, IngotCheckKind until)
{
  const IngotEndpointStyleTable *style = ingot_endpoint_style_find (ingot_deployment_get_style (self->job->deployment));
  g_autofree char *url = style->dup_url (self->job->deployment, answer->operation);
  g_autoptr(GUri) uri = url != NULL ? g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL) : NULL;
  g_autofree char *detail = g_strdup_printf (_("%s is there"), uri != NULL ? g_uri_get_path (uri) : "/");

  ingot_check_job_pass (self->job, INGOT_CHECK_PATH, detail, -1);
}

static void
pass_version (IngotCheck *self, const Answer *answer, IngotCheckKind until)
{
  const char *usual = ingot_endpoint_style_get_version (ingot_deployment_get_style (self->job->deployment));
  const char *pinned = ingot_deployment_get_api_version (self->job->deployment);
  g_autofree char *detail = NULL;

  if (usual == NULL)
    {
      ingot_check_job_skip (self->job, INGOT_CHECK_API_VERSION, _("The v1 style has none"));
      return;
    }
  detail = g_strdup_printf (_("%s is accepted"), pinned != NULL ? pinned : usual);
  ingot_check_job_pass (self->job, INGOT_CHECK_API_VERSION, detail, -1);
}

static void
pass_deployment (IngotCheck *self, const Answer *answer, IngotCheckKind until)
{
  g_autofree char *detail = g_strdup_printf (_("“%s” is there"), ingot_deployment_get_name (self->job->deployment));

  ingot_check_job_pass (self->job, INGOT_CHECK_DEPLOYMENT, detail, -1);
}

/* A service looks at one layer after the other: what it complains of, all before was right. */
static void
pass_before (IngotCheck *self, const Answer *answer, IngotCheckKind until)
{
  static void (*const pass[]) (IngotCheck *self, const Answer *answer, IngotCheckKind until) = {
    [INGOT_CHECK_SIGN_IN] = pass_sign_in,
    [INGOT_CHECK_AUDIENCE] = pass_audience,
    [INGOT_CHECK_ROLE] = pass_role,
    [INGOT_CHECK_PATH] = pass_path,
    [INGOT_CHECK_API_VERSION] = pass_version,
    [INGOT_CHECK_DEPLOYMENT] = pass_deployment,
  };

  for (guint i = INGOT_CHECK_SIGN_IN; i < until && i < G_N_ELEMENTS (pass); i++)
    pass[i] (self, answer, until);
}

/* Asking */

static IngotChat *
new_chat (IngotCheck *self, IngotTurn *reply)
{
  g_autoptr(IngotConversation) conversation = ingot_conversation_new_shortest (reply);
  IngotChat *chat = ingot_chat_new (self->session, self->job->deployment, self->credential, conversation,
                                    reply);

  ingot_chat_forbid_retries (chat);
  return chat;
}

/* A model that reasons unseen cannot say anything in one token. It has answered all the same. */
static gboolean
has_run_out (const IngotFailure *failure)
{
  return failure->code == INGOT_ERROR_BAD_REQUEST && failure->service_text != NULL
         && strstr (failure->service_text, "output limit was reached") != NULL;
}

/* The answer has come; what follows only finds out which path would have been right. */
static void
note_answer (Answer *answer)
{
  answer->duration = g_get_monotonic_time () - answer->asked_at;
}

static void
probing_cb (Answer *answer, GParamSpec *pspec, IngotChat *chat)
{
  if (!ingot_chat_get_probing (chat))
    return;
  note_answer (answer);
  pass_before (answer->check, answer, INGOT_CHECK_PATH);
  ingot_check_job_begin (answer->check->job, INGOT_CHECK_PATH);
}

/* Returns: FALSE when it was cancelled. */
static gboolean
ask_chat (IngotCheck *self, Answer *answer)
{
  g_autoptr(IngotTurn) reply = ingot_turn_new_reply (NULL, NULL);
  g_autoptr(IngotChat) chat = new_chat (self, reply);
  g_autoptr(IngotFailure) failure = NULL;
  g_autoptr(GError) error = NULL;
  const IngotFacts *facts;
  gboolean done;

  g_signal_connect_swapped (chat, "notify::probing", G_CALLBACK (probing_cb), answer);
  done = dex_await (ingot_chat_run (chat, self->cancellable), &error);
  g_signal_handlers_disconnect_by_data (chat, answer);
  if (g_cancellable_is_cancelled (self->cancellable))
    return FALSE;
  if (answer->duration < 0)
    note_answer (answer);
  failure = done ? NULL : ingot_chat_dup_failure (chat, error);
  if (!done && !has_run_out (failure))
    {
      answer->failure = g_steal_pointer (&failure);
      return TRUE;
    }
  facts = ingot_turn_get_facts (reply);
  answer->words = facts != NULL && facts->model != NULL ? g_strdup_printf (_("%s answered with one token"), facts->model)
                                                         : g_strdup (_("One token came back"));
  return TRUE;
}

/* Returns: FALSE when it was cancelled. */
static gboolean
ask_embedding (IngotCheck *self, Answer *answer)
{
  IngotDeployment *deployment = self->job->deployment;
  g_autoptr(GError) error = NULL;
  guint n = ingot_embedding_probe_run (self->session, deployment, self->credential, answer->operation,
                                       self->cancellable, &answer->failure, &error);

  note_answer (answer);
  if (n > 0)
    answer->words = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "A vector of %u number came back",
                                                  "A vector of %u numbers came back", n), n);
  else if (answer->failure != NULL && ingot_style_probe_is_due (deployment, answer->failure))
    answer->failure->suggested_style = ingot_style_probe_run (self->session, deployment, self->credential,
                                                              answer->operation, self->cancellable);
  return error == NULL && !g_cancellable_is_cancelled (self->cancellable);
}

/* Where a listing names what the model can do, and embeds pictures only. */
static IngotOperation
choose_operation (IngotDeployment *deployment)
{
  const IngotDeploymentInfo *info = ingot_deployment_get_info (deployment);
  IngotOperation operation = ingot_routes_get_main_operation (deployment);

  if (operation == INGOT_OPERATION_EMBEDDINGS && info != NULL && ingot_deployment_info_has (info, "imageEmbeddings")
      && !ingot_deployment_info_has (info, "embeddings"))
    return INGOT_OPERATION_IMAGE_EMBEDDINGS;
  return operation;
}

/* What may have been meant */

/* (transfer none) (nullable): the resource that what was typed belongs to */
static IngotResource *
find_known (IngotCheck *self)
{
  const IngotEndpoint where = {
    .url = (char *) ingot_resource_get_url (self->job->resource),
    .v1_path = (char *) ingot_resource_get_v1_path (self->job->resource),
  };

  return self->job->is_typed ? ingot_resources_find (self->job->resources, &where) : self->job->resource;
}

static void
add_names (IngotResource *all, GListModel *deployments, const char *unknown)
{
  for (guint i = 0; deployments != NULL && i < g_list_model_get_n_items (deployments); i++)
    {
      g_autoptr(IngotDeployment) deployment = g_list_model_get_item (deployments, i);
      g_autoptr(IngotDeployment) copy = NULL;

      /* Neither the name that is not there, nor what was gone at the last look. */
      if (g_str_equal (ingot_deployment_get_name (deployment), unknown) || ingot_deployment_is_gone (deployment))
        continue;
      copy = ingot_deployment_new (ingot_deployment_get_name (deployment), INGOT_ENDPOINT_STYLE_V1);
      ingot_deployment_set_model (copy, ingot_deployment_get_model (deployment));
      ingot_deployment_set_info (copy, ingot_deployment_get_info (deployment));
      ingot_resource_add_deployment (all, copy);
    }
}

/* Only a resource that has not been looked at is asked, which costs no token. */
static GListModel *
fetch_names (IngotCheck *self)
{
  const IngotResourceInfo *info = ingot_resource_get_info (self->job->resource);
  DexFuture *listing = ingot_deployment_list_fetch (self->session, self->job->resource, self->credential,
                                                    info != NULL ? info->project : NULL, self->cancellable);

  return dex_await_object (dex_future_first (listing, dex_timeout_new_seconds (LISTING_S),
                                             dex_cancellable_new_from_cancellable (self->cancellable), NULL), NULL);
}

static void
find_nearest (IngotCheck *self)
{
  const char *name = ingot_deployment_get_name (self->job->deployment);
  g_autoptr(IngotResource) all = ingot_resource_new (INGOT_RESOURCE_REMOTE, "", INGOT_SIGN_IN_NONE);
  IngotResource *known = find_known (self);
  gboolean is_listed = known != NULL && ingot_resource_get_listed (known) != 0;
  g_autoptr(GListModel) fetched = is_listed ? NULL : fetch_names (self);

  add_names (all, fetched, name);
  if (known != NULL)
    add_names (all, G_LIST_MODEL (known), name);
  self->job->nearest = ingot_resource_find_nearest (all, name, MAX_NEAREST);
}

/* The end */

static void
answer_clear (Answer *self)
{
  g_clear_pointer (&self->failure, ingot_failure_free);
  g_clear_pointer (&self->words, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

static void
finish_well (IngotCheck *self, const Answer *answer)
{
  pass_before (self, answer, INGOT_CHECK_ANSWER);
  if (answer->words != NULL)
    ingot_check_job_pass (self->job, INGOT_CHECK_ANSWER, answer->words, answer->duration);
  else
    ingot_check_job_skip (self->job, INGOT_CHECK_ANSWER, _("The model is there; it neither chats nor makes vectors"));
  ingot_job_set_state (INGOT_JOB (self->job), INGOT_JOB_DONE);
}

static void
finish_badly (IngotCheck *self, const Answer *answer)
{
  IngotCheckKind kind = ingot_check_kind_of_error (answer->failure->code);

  pass_before (self, answer, kind);
  if (answer->failure->code == INGOT_ERROR_NO_DEPLOYMENT)
    {
      ingot_check_job_begin (self->job, INGOT_CHECK_DEPLOYMENT);
      find_nearest (self);
    }
  if (g_cancellable_is_cancelled (self->cancellable))
    ingot_check_job_end_cancelled (self->job);
  else
    ingot_check_stop_with_failure (self, kind, answer->failure, NULL, answer->duration);
}

/* What neither chats nor embeds, such as a model of speech, is there all the same. */
static gboolean
is_another_kind (const Answer *answer)
{
  return answer->failure != NULL && answer->operation != INGOT_OPERATION_CHAT
         && answer->failure->code == INGOT_ERROR_NO_CHAT;
}

void
ingot_check_ask (IngotCheck *self)
{
  g_auto(Answer) answer = {
    .check = self,
    .operation = choose_operation (self->job->deployment),
    .asked_at = g_get_monotonic_time (),
    .duration = -1,
  };
  gboolean answered;

  if (self->credential == NULL)
    ingot_check_job_begin (self->job, INGOT_CHECK_PATH);
  answered = answer.operation == INGOT_OPERATION_CHAT ? ask_chat (self, &answer) : ask_embedding (self, &answer);
  if (!answered)
    ingot_check_job_end_cancelled (self->job);
  else if (answer.failure == NULL || is_another_kind (&answer))
    finish_well (self, &answer);
  else
    finish_badly (self, &answer);
}
