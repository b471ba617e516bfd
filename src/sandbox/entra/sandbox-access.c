/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-entra"
#include "config.h"

#include <string.h>

#include "entra/sandbox-access.h"
#include "server/sandbox-json.h"

/* This answer of the gateway has no wrapper. */
static SandboxProblem *
refuse_token (void)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  sandbox_json_add_integer (builder, "statusCode", SOUP_STATUS_UNAUTHORIZED);
  sandbox_json_add_string (
    builder, "message",
    "Unauthorized. Access token is missing, invalid, audience is incorrect "
    "(https://cognitiveservices.azure.com/ or https://ai.azure.com/), or have expired.");
  return sandbox_problem_new_body (SOUP_STATUS_UNAUTHORIZED, "401", sandbox_json_print (builder));
}

JsonObject *
sandbox_access_open (SandboxEntra *entra, const char *token, gboolean *expired)
{
  g_autoptr(JsonObject) claims = sandbox_signer_open (entra->signer, token);
  gint64 now = sandbox_entra_now (entra);

  *expired = claims != NULL
             && (json_object_get_int_member_with_default (claims, "exp", 0) <= now
                 || json_object_get_int_member_with_default (claims, "nbf", G_MAXINT64) > now);
  return *expired ? NULL : g_steal_pointer (&claims);
}

static gboolean
is_audience (SandboxEntra *entra, JsonObject *claims)
{
  const char *audience = json_object_get_string_member_with_default (claims, "aud", "");

  for (guint i = 0; entra->settings.audiences[i] != NULL; i++)
    if (sandbox_audience_equal (entra->settings.audiences[i], audience))
      return TRUE;
  return FALSE;
}

/* Applications, and with them the managed identity, have what they need. */
static gboolean
has_role (SandboxEntra *entra, JsonObject *claims)
{
  const char *name = json_object_get_string_member_with_default (claims, "upn", NULL);
  const SandboxAccount *account
    = name != NULL ? sandbox_directory_find_account (entra->directory, name) : NULL;

  return account == NULL || account->standing != SANDBOX_STANDING_NO_ROLE;
}

/* What has not two dots was meant to be a key. */
static gboolean
looks_like_token (const char *text)
{
  const char *dot = strchr (text, '.');

  return dot != NULL && strchr (dot + 1, '.') != NULL;
}

SandboxProblem *
sandbox_access_check (const char *token, gpointer data)
{
  SandboxEntra *entra = data;
  gboolean expired;
  g_autoptr(JsonObject) claims = sandbox_access_open (entra, token, &expired);

  if (!looks_like_token (token))
    return sandbox_problem_new_no_access ();
  if (claims == NULL || !is_audience (entra, claims))
    return refuse_token ();
  if (!has_role (entra, claims))
    return sandbox_problem_new (SOUP_STATUS_UNAUTHORIZED, "PermissionDenied",
                                "Principal does not have access to API/Operation.");
  return NULL;
}
