/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-azure"
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ingot-route-reason.h"
#include "model/ingot-endpoint-hosts.h"

/* What is asked about, and what has been found out so far. */
typedef struct
{
  IngotDeployment *deployment;
  IngotDeployment *candidate;
  IngotResource *resource;
  const IngotDeploymentInfo *info; /* (nullable) */
  IngotEndpointStyle style;
  IngotOperation operation;
  char *host; /* (nullable): while there is no address */
  IngotHostKind host_kind;
  GString *sentences;
  gboolean available;
} Inquiry;

static char *
dup_host (IngotResource *resource)
{
  const char *url = ingot_resource_get_url (resource);
  g_autoptr(GUri) uri = url != NULL ? g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL) : NULL;

  return uri != NULL ? g_strdup (g_uri_get_host (uri)) : NULL;
}

gboolean
ingot_route_reason_has_style (IngotDeployment *deployment, IngotEndpointStyle style)
{
  IngotResource *resource = ingot_deployment_get_resource (deployment);
  const char *url = ingot_resource_get_url (resource);

  if (style == INGOT_ENDPOINT_STYLE_V1 || style == ingot_deployment_get_style (deployment))
    return TRUE;
  if (url != NULL && ingot_endpoint_serves_one_model (url))
    return style == INGOT_ENDPOINT_STYLE_INFERENCE;
  return ingot_azure_has_styles (resource);
}

static void
say (Inquiry *self, const char *sentence)
{
  if (self->sentences->len > 0)
    g_string_append_c (self->sentences, ' ');
  g_string_append (self->sentences, sentence);
}

static void G_GNUC_PRINTF (2, 3)
say_with (Inquiry *self, const char *format, ...)
{
  g_autofree char *sentence = NULL;
  va_list arguments;

  va_start (arguments, format);
  sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  say (self, sentence);
}

static void
refuse (Inquiry *self, const char *sentence)
{
  self->available = FALSE;
  say (self, sentence);
}

/* Where @operation is in @style, as in a sentence; NULL while there is no address. */
static char *
dup_elsewhere (Inquiry *self, IngotEndpointStyle style, IngotOperation operation)
{
  g_autoptr(IngotDeployment) other = ingot_deployment_new (ingot_deployment_get_name (self->deployment), style);

  if (self->host == NULL)
    return NULL;
  ingot_deployment_set_resource (other, self->resource);
  return ingot_endpoint_style_find (style)->dup_url (other, operation);
}

/* The resource */

static void
judge_address (Inquiry *self)
{
  if (self->host != NULL)
    return;
  if (ingot_resource_get_kind (self->resource) == INGOT_RESOURCE_SANDBOX)
    say (self, _("The sandbox is not running. It has an address once it is started."));
  else
    say (self, _("The resource has no address yet."));
}

/* Returns: whether there is more to say */
static gboolean
judge_style (Inquiry *self)
{
  if (ingot_route_reason_has_style (self->deployment, self->style))
    return TRUE;
  if (self->host_kind == INGOT_HOST_ONE_MODEL)
    refuse (self, _("This host serves one model, in the inference style. There are no deployments to choose from."));
  else
    refuse (self, _("This is not an Azure resource: it has the v1 style only."));
  return FALSE;
}

/* "contoso.openai.azure.com" is "contoso.services.ai.azure.com" there. */
static char *
dup_inference_host (const char *host)
{
  static const char *const kinds[] = { ".openai.", ".cognitiveservices." };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const char *at = strstr (host, kinds[i]);

      if (at != NULL)
        return g_strdup_printf ("%.*s.services.ai.%s", (int) (at - host), host, at + strlen (kinds[i]));
    }
  return NULL;
}

/* What is documented for other hosts of the same resource only is what a 404 is most likely about. */
static void
judge_host (Inquiry *self)
{
  g_autofree char *other = self->host != NULL ? dup_inference_host (self->host) : NULL;

  if (self->host_kind == INGOT_HOST_REGION && ingot_resource_get_sign_in (self->resource) == INGOT_SIGN_IN_ACCOUNT)
    refuse (self, _("This is the address of a whole region, which takes keys only. Use the resource’s own address."));
  if (self->style == INGOT_ENDPOINT_STYLE_INFERENCE && self->host_kind == INGOT_HOST_AZURE && other != NULL)
    say_with (self, _("Azure promises this style at https://%s only: here it may answer 404."), other);
  else if (self->style == INGOT_ENDPOINT_STYLE_INFERENCE && self->host_kind == INGOT_HOST_REGION)
    say (self, _("Azure promises this style at a resource’s own address only: here it may answer 404."));
}

/* The deployment */

static gboolean
embeds (Inquiry *self)
{
  return self->info != NULL && ingot_deployment_info_embeds (self->info);
}

static gboolean
chats (Inquiry *self)
{
  return ingot_deployment_info_has (self->info, "chatCompletion")
         || ingot_deployment_info_has (self->info, "chat_completion");
}

/* Only where a listing said what the model can do: what it is called proves nothing. */
static gboolean
is_other_model (Inquiry *self)
{
  if (self->info == NULL || self->info->capabilities == NULL)
    return FALSE;
  switch (self->operation)
    {
    case INGOT_OPERATION_CHAT:
      return !chats (self);
    case INGOT_OPERATION_EMBEDDINGS:
    case INGOT_OPERATION_IMAGE_EMBEDDINGS:
      return !embeds (self);
    case INGOT_OPERATION_FILES:
      return embeds (self) && !chats (self);
    case INGOT_OPERATION_REALTIME:
      /* One that says neither may be for speech only. */
      return (embeds (self) || chats (self)) && !ingot_deployment_info_has (self->info, "realtime");
    case INGOT_OPERATION_ASSISTANTS:
    default:
      return FALSE;
    }
}

static void
judge_model (Inquiry *self)
{
  if (is_other_model (self))
    {
      self->available = FALSE;
      say_with (self, _("Not this model: its capabilities are %s."), self->info->capabilities);
    }
  else if (self->operation == INGOT_OPERATION_CHAT && self->info == NULL
           && !ingot_deployment_get_chats (self->deployment))
    refuse (self, _("Not this model: the service says that it does not chat."));
}

/* What is not listed any more answers 404, unless the listing left it out. */
static void
judge_age (Inquiry *self)
{
  if (ingot_deployment_is_gone (self->deployment))
    say (self, _("The last listing of the resource did not have this deployment any more."));
}

static gboolean
is_for_batches (Inquiry *self)
{
  return self->info != NULL && self->info->sku != NULL && g_str_has_suffix (self->info->sku, "Batch");
}

static void
judge_state (Inquiry *self)
{
  const char *state = self->info != NULL ? self->info->state : NULL;

  if (state != NULL && g_ascii_strcasecmp (state, "Succeeded") != 0)
    {
      self->available = FALSE;
      say_with (self, _("The deployment cannot be used now: its state is %s."), state);
    }
  if (is_for_batches (self) && self->operation != INGOT_OPERATION_FILES)
    {
      self->available = FALSE;
      say_with (self, _("This deployment takes batches only: its capacity type is %s."), self->info->sku);
    }
}

/* The operations */

static void
judge_files (Inquiry *self)
{
  if (self->host != NULL && ingot_cloud_kind_for_host (self->host) == INGOT_CLOUD_US_GOVERNMENT)
    refuse (self, _("There are no batches in the cloud of the US Government."));
  else if (self->info == NULL || self->info->sku == NULL)
    say (self, _("Batches need a deployment of a batch capacity type, such as GlobalBatch."));
  else if (!is_for_batches (self))
    {
      self->available = FALSE;
      say_with (self, _("Batches need a deployment of a batch capacity type, such as GlobalBatch. This one is %s."),
                self->info->sku);
    }
  else
    say (self, _("A file with one request a line goes here first, then a batch refers to it. "
                 "Each line names the deployment."));
}

static void
judge_realtime (Inquiry *self)
{
  if (self->available && (self->info == NULL || !ingot_deployment_info_has (self->info, "realtime")))
    say (self, _("Only models made for speech answer here."));
  if (self->style == INGOT_ENDPOINT_STYLE_DEPLOYMENT && self->host != NULL)
    say (self, _("Realtime is in preview versions only, and the deployment belongs into the query, not into the path."));
}

/* What is special about an operation that the style has. */
static void
judge_operation (Inquiry *self)
{
  if (self->operation != INGOT_OPERATION_FILES && self->operation != INGOT_OPERATION_REALTIME)
    return;
  if (ingot_resource_get_kind (self->resource) == INGOT_RESOURCE_SANDBOX)
    refuse (self, _("The sandbox has neither batches nor realtime."));
  else if (self->host_kind == INGOT_HOST_ONE_MODEL)
    refuse (self, _("This host serves one model, and takes neither files nor sockets."));
  else if (!ingot_azure_has_styles (self->resource))
    say (self, _("This is not an Azure resource: whether it has this, its own documentation tells."));
  else if (self->operation == INGOT_OPERATION_FILES)
    judge_files (self);
  else
    judge_realtime (self);
}

static void
refuse_assistants (Inquiry *self)
{
  g_autofree char *chat = dup_elsewhere (self, INGOT_ENDPOINT_STYLE_V1, INGOT_OPERATION_CHAT);

  if (chat == NULL || !ingot_azure_has_styles (self->resource) || self->host_kind == INGOT_HOST_ONE_MODEL)
    refuse (self, _("Assistants and threads are retired. Use Responses in their place."));
  else
    {
      chat[strlen (chat) - strlen ("/chat/completions")] = '\0';
      self->available = FALSE;
      say_with (self, _("Azure has retired assistants and threads. Use Responses in their place: %s/responses"), chat);
    }
}

/* The inference endpoint has no batches and no sockets. */
static void
refuse_on_inference (Inquiry *self)
{
  gboolean files = self->operation == INGOT_OPERATION_FILES;
  g_autofree char *v1 = dup_elsewhere (self, INGOT_ENDPOINT_STYLE_V1, self->operation);
  g_autofree char *own = dup_elsewhere (self, INGOT_ENDPOINT_STYLE_DEPLOYMENT, self->operation);

  refuse (self, files ? _("Batches do not exist on the inference endpoint.")
                      : _("Realtime does not exist on the inference endpoint."));
  if (self->host_kind == INGOT_HOST_ONE_MODEL || v1 == NULL)
    return;
  if (files)
    say_with (self, _("Upload the file to %s"), v1);
  else
    say_with (self, _("Use the deployment’s own URL, %s or %s"), v1, own);
}

/* What to do about an operation that the style does not have. */
static void
judge_absence (Inquiry *self)
{
  g_autofree char *inference = NULL;

  if (self->operation == INGOT_OPERATION_ASSISTANTS)
    refuse_assistants (self);
  else if (self->style == INGOT_ENDPOINT_STYLE_INFERENCE)
    refuse_on_inference (self);
  else
    {
      inference = dup_elsewhere (self, INGOT_ENDPOINT_STYLE_INFERENCE, self->operation);
      refuse (self, _("Image embeddings are on the inference endpoint only."));
      if (inference != NULL && ingot_azure_has_styles (self->resource))
        say_with (self, _("Their URL is %s"), inference);
    }
}

/* Asked of an address that stands for any, since a sandbox that does not run has none. */
static gboolean
has_operation (Inquiry *self)
{
  g_autoptr(IngotResource) anywhere = ingot_resource_new (INGOT_RESOURCE_REMOTE, NULL, INGOT_SIGN_IN_NONE);
  g_autoptr(IngotDeployment) any = ingot_deployment_new ("any", self->style);
  g_autofree char *url = NULL;

  ingot_resource_set_address (anywhere, "https://any.openai.azure.com", "/openai/v1");
  ingot_deployment_set_resource (any, anywhere);
  url = ingot_endpoint_style_find (self->style)->dup_url (any, self->operation);
  return url != NULL;
}

char *
ingot_route_reason_dup (IngotDeployment *deployment, IngotDeployment *candidate, IngotOperation operation,
                        gboolean *available)
{
  IngotResource *resource = ingot_deployment_get_resource (deployment);
  g_autofree char *host = dup_host (resource);
  g_autoptr(GString) sentences = g_string_new (NULL);
  Inquiry self = { deployment, candidate, resource, ingot_deployment_get_info (deployment),
                   ingot_deployment_get_style (candidate), operation, host,
                   host != NULL ? ingot_endpoint_host_kind (host) : INGOT_HOST_OTHER, sentences, TRUE };

  if (judge_style (&self))
    {
      if (has_operation (&self))
        {
          judge_address (&self);
          judge_age (&self);
          judge_model (&self);
          judge_state (&self);
          judge_operation (&self);
          judge_host (&self);
        }
      else
        judge_absence (&self);
    }
  *available = self.available;
  return sentences->len > 0 ? g_strdup (sentences->str) : NULL;
}
