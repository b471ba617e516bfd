/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-model"
#include "config.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "ingot-failure.h"

G_DEFINE_BOXED_TYPE (IngotFailure, ingot_failure, ingot_failure_copy, ingot_failure_free)

/* "%s" in the advice is replaced by what @about names, if anything. */
typedef enum { ABOUT_NOTHING, ABOUT_DEPLOYMENT, ABOUT_HOST } About;

static const struct
{
  IngotError code;
  About about;
  const char *headline;
  const char *advice;
} sentences[] = {
  { INGOT_ERROR_FAILED, ABOUT_NOTHING, N_("The request failed"),
    N_("Try again. If it fails again, the details below say what happened.") },
  { INGOT_ERROR_ADDRESS, ABOUT_HOST, N_("The server cannot be reached"),
    N_("Nothing answers at %s. Check the address of the resource and your network connection, then try again.") },
  { INGOT_ERROR_TLS, ABOUT_HOST, N_("The connection is not secure"),
    N_("The certificate of %s is not trusted, so nothing was sent. Check the address. If your organization "
       "inspects connections, install its certificate authority on this system.") },
  { INGOT_ERROR_SIGN_IN, ABOUT_HOST, N_("The key was refused"),
    N_("%s does not accept this key. It may have been regenerated, or belong to another resource. "
       "Copy the key of this resource again and replace it.") },
  { INGOT_ERROR_FORBIDDEN, ABOUT_HOST, N_("Access is not allowed"),
    N_("%s knows you but does not let you in. Keys may be disabled for this resource, or its network rules "
       "may exclude this computer. Ask whoever manages it.") },
  { INGOT_ERROR_NO_DEPLOYMENT, ABOUT_DEPLOYMENT, N_("There is no such deployment"),
    N_("The resource has no deployment named “%s”. Check the name, which can differ from the model’s name. "
       "A new deployment can take five minutes to appear.") },
  { INGOT_ERROR_NOT_FOUND, ABOUT_HOST, N_("The address leads nowhere"),
    N_("%s answers, but knows no chat at this address. Check the path of the resource’s address.") },
  { INGOT_ERROR_BAD_REQUEST, ABOUT_DEPLOYMENT, N_("The request was refused"),
    N_("“%s” does not accept a part of the request. The details below say which.") },
  { INGOT_ERROR_TOO_LONG, ABOUT_DEPLOYMENT, N_("The conversation is too long"),
    N_("It has more text than “%s” can read at once. Start a new chat, or shorten your message.") },
  { INGOT_ERROR_RATE_LIMIT, ABOUT_DEPLOYMENT, N_("The rate limit is used up"),
    N_("“%s” accepts no more requests for now. Wait a moment and try again, or use another deployment.") },
  { INGOT_ERROR_SERVICE, ABOUT_HOST, N_("The service has a problem"),
    N_("%s reports a fault of its own. Try again in a few minutes.") },
  { INGOT_ERROR_INTERRUPTED, ABOUT_NOTHING, N_("The reply was interrupted"),
    N_("What arrived is kept. Regenerate the reply to get it whole.") },
  { INGOT_ERROR_PROTOCOL, ABOUT_HOST, N_("The answer makes no sense"),
    N_("%s did not answer as a model endpoint does. Check that the address is that of a v1 endpoint.") },
  { INGOT_ERROR_TIMEOUT, ABOUT_HOST, N_("No answer came"),
    N_("%s was silent for too long. Try again, or use another deployment.") },
  { INGOT_ERROR_REDIRECT, ABOUT_HOST, N_("The server points elsewhere"),
    N_("%s sends requests on to another address. Your key was not sent there. "
       "Use the address of the resource itself.") },
  { INGOT_ERROR_KEYRING, ABOUT_NOTHING, N_("The keyring does not work"),
    N_("Keys are kept in the system’s keyring, and it does not answer. Start a keyring such as "
       "GNOME Keyring or KWallet, then try again.") },
  { INGOT_ERROR_KEYRING_LOCKED, ABOUT_NOTHING, N_("The keyring is locked"),
    N_("The key of this resource is in a locked keyring. Try again and enter the keyring’s password when asked.") },
  { INGOT_ERROR_NO_KEY, ABOUT_HOST, N_("There is no key"),
    N_("The keyring has no key for %s. Add the resource again with its key.") },
  { INGOT_ERROR_STORE, ABOUT_NOTHING, N_("Conversations cannot be saved"),
    N_("The database cannot be written. Check that the disk is not full and that you may write to your data folder.") },
  { INGOT_ERROR_STORE_IN_USE, ABOUT_NOTHING, N_("Ingot is already running"),
    N_("Another Ingot writes to the same conversations. Close it, then start again.") },
  { INGOT_ERROR_SANDBOX, ABOUT_NOTHING, N_("The sandbox does not start"),
    N_("The program ingot-sandbox ended or did not answer. Reinstall Ingot if it happens again.") },
  { INGOT_ERROR_INPUT, ABOUT_NOTHING, N_("This was not understood"),
    N_("Check what was typed, and try again.") },
  { INGOT_ERROR_KEYS_DISABLED, ABOUT_HOST, N_("Keys are disabled"),
    N_("%s takes no keys. Sign in with Microsoft Entra ID instead, or ask whoever manages it to allow keys.") },
  { INGOT_ERROR_ROLE_MISSING, ABOUT_HOST, N_("A role is missing"),
    N_("%s knows you, but you lack the role that inference needs. Ask for “Cognitive Services User”; "
       "Owner and Contributor do not include it. A new role takes five minutes to work.") },
  { INGOT_ERROR_NETWORK_RULES, ABOUT_HOST, N_("The network rules keep you out"),
    N_("%s does not accept connections from this network. Connect to the organization’s network, "
       "or ask whoever manages the resource to allow this one.") },
  { INGOT_ERROR_SUSPENDED, ABOUT_HOST, N_("The resource is blocked"),
    N_("%s was blocked by the service’s abuse monitoring for a time. Ask whoever manages it.") },
  { INGOT_ERROR_NO_CHAT, ABOUT_DEPLOYMENT, N_("This model does not chat"),
    N_("The model of “%s” has no chat completions. Choose a deployment of a chat model.") },
  { INGOT_ERROR_API_VERSION, ABOUT_DEPLOYMENT, N_("The API version does not fit"),
    N_("The model of “%s” does not work with the API version that was sent. Choose another version, "
       "or the v1 endpoint style, which has none.") },
  { INGOT_ERROR_CAPACITY, ABOUT_DEPLOYMENT, N_("The service is too busy"),
    N_("Too many people use the model of “%s” right now. This has nothing to do with your quota: "
       "wait a moment and try again, or use another deployment.") },
  { INGOT_ERROR_QUOTA_TOO_SMALL, ABOUT_DEPLOYMENT, N_("The request is larger than the quota"),
    N_("“%s” accepts less in a whole minute than this one request needs, so waiting does not help. "
       "Shorten the conversation, lower Max Tokens, or raise the deployment’s capacity.") },
  { INGOT_ERROR_NO_RESOURCE, ABOUT_HOST, N_("There is no such resource"),
    N_("No resource has the name in %s. Check the address.") },
  { INGOT_ERROR_SIGN_IN_AGAIN, ABOUT_NOTHING, N_("You are signed out"),
    N_("The account was used too long ago, its password was changed, or somebody ended its sessions. "
       "Sign in again to go on.") },
  { INGOT_ERROR_DECLINED, ABOUT_NOTHING, N_("The sign-in was declined"),
    N_("Somebody pressed Cancel or refused the permission in the browser. Start again if that was a mistake.") },
  { INGOT_ERROR_CODE_EXPIRED, ABOUT_NOTHING, N_("The code has expired"),
    N_("Nobody entered it in time. Get a new code and enter it within its minutes. If the browser said that access "
       "is blocked, sign in with the browser instead.") },
  { INGOT_ERROR_CODE_BAD, ABOUT_NOTHING, N_("The code is not known"),
    N_("The sign-in service does not know this code any more. Get a new code and enter that.") },
  { INGOT_ERROR_BLOCKED, ABOUT_NOTHING, N_("Your organization blocks this sign-in"),
    N_("A Conditional Access rule does not let you in with a code, or not from this computer. Sign in with the "
       "browser instead, use a key, or ask your administrator.") },
  { INGOT_ERROR_CONSENT, ABOUT_NOTHING, N_("A permission is missing"),
    N_("Nobody has allowed this application to use the service for you yet. Sign in with the browser and agree, or ask "
       "your administrator to allow the application.") },
  { INGOT_ERROR_MFA, ABOUT_NOTHING, N_("One more proof is needed"),
    N_("Your organization asks for multi-factor authentication. Sign in again and confirm it there.") },
  { INGOT_ERROR_CLIENT, ABOUT_NOTHING, N_("The application is refused"),
    N_("The directory does not know the application that Ingot signs in as, or that application does not allow public "
       "clients, or its secret is wrong or has expired. Check the application ID of the cloud, or the variables that "
       "name it.") },
  { INGOT_ERROR_TENANT, ABOUT_NOTHING, N_("The directory does not fit"),
    N_("There is no such directory, or your account is not in it. Check the tenant, or sign in with another account.") },
  { INGOT_ERROR_SCOPE, ABOUT_NOTHING, N_("The directory does not know the service"),
    N_("No token can be had for this service: it is not registered in the directory, or the cloud is another one. "
       "Check the cloud and its scope.") },
  { INGOT_ERROR_TOKEN_REFUSED, ABOUT_HOST, N_("The token was refused"),
    N_("%s does not accept the token of this account. Check that the account belongs to the directory and the cloud of "
       "the resource.") },
  { INGOT_ERROR_SUBDOMAIN, ABOUT_HOST, N_("This address takes keys only"),
    N_("%s is shared by a whole region and cannot tell whom a token is for. Use the resource’s own address, such as "
       "https://name.services.ai.azure.com, or a key.") },
  { INGOT_ERROR_NO_SOURCE, ABOUT_NOTHING, N_("This computer has no such sign-in"),
    N_("What the tokens should come from is not set up on this computer. The details below say what is missing. "
       "Set it up, or sign in with an account.") },
  { INGOT_ERROR_NOT_ASSIGNED, ABOUT_NOTHING, N_("You are not assigned to the application"),
    N_("Your administrator decides who may sign in to this application. Ask to be assigned to it.") },
  { INGOT_ERROR_TOO_MANY_SIGN_INS, ABOUT_NOTHING, N_("Too many sign-ins"),
    N_("The sign-in service was asked too often. Wait some minutes, then try again.") },
  { INGOT_ERROR_CANNOT_LIST, ABOUT_NOTHING, N_("Not allowed to list what is there"),
    N_("The account has no role that lets it see the resources and deployments here. Ask whoever manages the "
       "subscription for the role Reader, or add the resource with its address.") },
  { INGOT_ERROR_NOT_LISTED, ABOUT_NOTHING, N_("Not there any more"),
    N_("The subscription or the resource was deleted or moved while it was listed, or is hidden from the account. "
       "Refresh the list.") },
  { INGOT_ERROR_NO_HOST, ABOUT_HOST, N_("There is no such host"),
    N_("No computer has the name %s. Compare the address of the resource with the one in the portal.") },
  { INGOT_ERROR_NO_NAME_SERVICE, ABOUT_NOTHING, N_("Names cannot be looked up"),
    N_("No name service answers, so this computer seems to be offline. Check your network connection, "
       "then try again.") },
  { INGOT_ERROR_CERTIFICATE_DATE, ABOUT_HOST, N_("The certificate is out of date"),
    N_("The certificate of %s has expired or is not valid yet, so nothing was sent. Look whether the clock of this "
       "computer is right; if it is, whoever manages the server has to renew the certificate.") },
};

static gsize
find_sentence (IngotError code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (sentences[i].code == code)
      return i;
  return 0;
}

IngotFailure *
ingot_failure_new (IngotError code)
{
  IngotFailure *self = g_new0 (IngotFailure, 1);

  self->code = code;
  self->retry_after_ms = -1;
  return self;
}

IngotFailure *
ingot_failure_copy (const IngotFailure *self)
{
  IngotFailure *copy = g_memdup2 (self, sizeof *self);

  copy->service_code = g_strdup (self->service_code);
  copy->service_text = g_strdup (self->service_text);
  copy->request_id = g_strdup (self->request_id);
  copy->deployment = g_strdup (self->deployment);
  copy->host = g_strdup (self->host);
  copy->filter = self->filter != NULL ? ingot_filter_copy (self->filter) : NULL;
  copy->refused = g_strdupv (self->refused);
  return copy;
}

void
ingot_failure_free (IngotFailure *self)
{
  g_free (self->service_code);
  g_free (self->service_text);
  g_free (self->request_id);
  g_free (self->deployment);
  g_free (self->host);
  g_clear_pointer (&self->filter, ingot_filter_free);
  g_strfreev (self->refused);
  g_free (self);
}

IngotFailure *
ingot_failure_new_from_error (const GError *error)
{
  IngotFailure *self = ingot_failure_new (error->domain == INGOT_ERROR ? (IngotError) error->code
                                                                       : INGOT_ERROR_FAILED);

  self->service_text = g_strdup (error->message);
  return self;
}

/* Who filtered what matters more than that it was filtered. */
static const char *
filter_headline (const IngotFailure *self)
{
  return self->prompt_stopped ? _("The prompt was stopped by the content filter")
                              : _("The reply was stopped by the content filter");
}

static const char *
filter_advice (const IngotFailure *self)
{
  if (self->prompt_stopped)
    return _("Nothing was sent to the model. Rephrase your message, or ask whoever manages the filter policy.");
  if (self->withheld)
    return _("What had been written was taken back. Rephrase your message, or ask whoever manages the filter policy.");
  return _("What was written before is kept. Rephrase your message, or ask whoever manages the filter policy.");
}

/* Which part of the address is wrong, and what is right instead. */
static char *
dup_style_advice (const IngotFailure *self)
{
  const char *host = self->host != NULL ? self->host : _("The server");
  const char *style = ingot_endpoint_style_get_title (self->suggested_style);

  if (self->code == INGOT_ERROR_API_VERSION)
    return g_strdup_printf (_("%s does not accept the API version that was sent. "
                              "The same deployment answers in the %s style."), host, style);
  return g_strdup_printf (_("%s does not know the path that this style sends requests to. "
                            "The same deployment answers in the %s style."), host, style);
}

char *
ingot_failure_dup_headline (const IngotFailure *self)
{
  if (self->code == INGOT_ERROR_FILTERED)
    return g_strdup (filter_headline (self));
  if (self->code == INGOT_ERROR_NOT_FOUND && self->suggested_style != 0)
    return g_strdup (_("The endpoint style does not fit"));
  return g_strdup (_(sentences[find_sentence (self->code)].headline));
}

char *
ingot_failure_dup_advice (const IngotFailure *self)
{
  gsize i = find_sentence (self->code);
  const char *about = NULL;
  g_auto(GStrv) around = NULL;

  if (self->code == INGOT_ERROR_FILTERED)
    return g_strdup (filter_advice (self));
  if (self->suggested_style != 0)
    return dup_style_advice (self);
  if (sentences[i].about == ABOUT_DEPLOYMENT)
    about = self->deployment != NULL ? self->deployment : _("This deployment");
  else if (sentences[i].about == ABOUT_HOST)
    about = self->host != NULL ? self->host : _("The server");
  if (about == NULL)
    return g_strdup (_(sentences[i].advice));

  /* The sentence comes from a table, so it cannot be a format that the compiler checks. */
  around = g_strsplit (_(sentences[i].advice), "%s", 2);
  return g_strjoinv (about, around);
}

char *
ingot_failure_to_json (const IngotFailure *self)
{
  g_autoptr(JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_node_take_object (root, object);
  json_object_set_int_member (object, "code", self->code);
  json_object_set_int_member (object, "status", self->status);
  json_object_set_string_member (object, "service_code", self->service_code);
  json_object_set_string_member (object, "service_text", self->service_text);
  json_object_set_string_member (object, "request_id", self->request_id);
  json_object_set_string_member (object, "deployment", self->deployment);
  json_object_set_string_member (object, "host", self->host);
  json_object_set_int_member (object, "retry_after_ms", self->retry_after_ms);
  json_object_set_int_member (object, "suggested_style", self->suggested_style);
  if (self->filter != NULL)
    json_object_set_member (object, "filter", ingot_filter_to_json (self->filter));
  json_object_set_boolean_member (object, "prompt_stopped", self->prompt_stopped);
  json_object_set_boolean_member (object, "withheld", self->withheld);
  return json_to_string (root, FALSE);
}

IngotFailure *
ingot_failure_from_json (const char *json)
{
  g_autoptr(JsonNode) root = json != NULL ? json_from_string (json, NULL) : NULL;
  JsonObject *object;
  IngotFailure *self;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;

  object = json_node_get_object (root);
  self = ingot_failure_new (json_object_get_int_member_with_default (object, "code", INGOT_ERROR_FAILED));
  self->status = json_object_get_int_member_with_default (object, "status", 0);
  self->service_code = g_strdup (json_object_get_string_member_with_default (object, "service_code", NULL));
  self->service_text = g_strdup (json_object_get_string_member_with_default (object, "service_text", NULL));
  self->request_id = g_strdup (json_object_get_string_member_with_default (object, "request_id", NULL));
  self->deployment = g_strdup (json_object_get_string_member_with_default (object, "deployment", NULL));
  self->host = g_strdup (json_object_get_string_member_with_default (object, "host", NULL));
  self->retry_after_ms = json_object_get_int_member_with_default (object, "retry_after_ms", -1);
  self->suggested_style = ingot_endpoint_style_read (json_object_get_int_member_with_default (object,
                                                                                              "suggested_style", 0));
  self->filter = ingot_filter_from_json (json_object_get_member (object, "filter"));
  self->prompt_stopped = json_object_get_boolean_member_with_default (object, "prompt_stopped", FALSE);
  self->withheld = json_object_get_boolean_member_with_default (object, "withheld", FALSE);
  return self;
}
