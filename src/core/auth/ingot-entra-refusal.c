/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-auth"
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/ingot-json.h"
#include "ingot-entra-refusal.h"

#define MAX_TEXT 500
#define MAX_CLAIMS (8 * 1024)

static const struct
{
  const char *error;
  IngotError code;
  IngotPoll poll;
} errors[] = {
  { "authorization_pending", INGOT_ERROR_FAILED, INGOT_POLL_PENDING },
  { "slow_down", INGOT_ERROR_FAILED, INGOT_POLL_SLOW_DOWN },
  { "authorization_declined", INGOT_ERROR_DECLINED, INGOT_POLL_STOP },
  { "access_denied", INGOT_ERROR_DECLINED, INGOT_POLL_STOP },
  { "expired_token", INGOT_ERROR_CODE_EXPIRED, INGOT_POLL_STOP },
  { "code_expired", INGOT_ERROR_CODE_EXPIRED, INGOT_POLL_STOP },
  { "bad_verification_code", INGOT_ERROR_CODE_BAD, INGOT_POLL_STOP },
  { "interaction_required", INGOT_ERROR_MFA, INGOT_POLL_STOP },
  { "consent_required", INGOT_ERROR_CONSENT, INGOT_POLL_STOP },
  { "login_required", INGOT_ERROR_SIGN_IN_AGAIN, INGOT_POLL_STOP },
  { "interrupted_user", INGOT_ERROR_SIGN_IN_AGAIN, INGOT_POLL_STOP },
  { "bad_token", INGOT_ERROR_SIGN_IN_AGAIN, INGOT_POLL_STOP },
  { "invalid_grant", INGOT_ERROR_SIGN_IN_AGAIN, INGOT_POLL_STOP },
  { "invalid_client", INGOT_ERROR_CLIENT, INGOT_POLL_STOP },
  { "unauthorized_client", INGOT_ERROR_CLIENT, INGOT_POLL_STOP },
  { "unsupported_grant_type", INGOT_ERROR_CLIENT, INGOT_POLL_STOP },
  { "invalid_scope", INGOT_ERROR_SCOPE, INGOT_POLL_STOP },
  { "invalid_resource", INGOT_ERROR_SCOPE, INGOT_POLL_STOP },
  { "server_error", INGOT_ERROR_SERVICE, INGOT_POLL_LATER },
  { "temporarily_unavailable", INGOT_ERROR_SERVICE, INGOT_POLL_LATER },
};

/* Which of the reasons behind one word it is: only these numbers tell. */
static const struct
{
  int number;
  IngotError code;
} numbers[] = {
  { 50072, INGOT_ERROR_MFA }, { 50074, INGOT_ERROR_MFA }, { 50076, INGOT_ERROR_MFA }, { 50078, INGOT_ERROR_MFA },
  { 50079, INGOT_ERROR_MFA }, { 50158, INGOT_ERROR_MFA },
  { 65001, INGOT_ERROR_CONSENT }, { 90094, INGOT_ERROR_CONSENT }, { 90095, INGOT_ERROR_CONSENT },
  { 65004, INGOT_ERROR_DECLINED },
  { 65002, INGOT_ERROR_CLIENT }, { 700016, INGOT_ERROR_CLIENT }, { 700011, INGOT_ERROR_CLIENT },
  { 70001, INGOT_ERROR_CLIENT }, { 7000218, INGOT_ERROR_CLIENT }, { 7000215, INGOT_ERROR_CLIENT },
  { 7000222, INGOT_ERROR_CLIENT }, { 50011, INGOT_ERROR_CLIENT },
  { 500011, INGOT_ERROR_SCOPE }, { 70011, INGOT_ERROR_SCOPE }, { 28002, INGOT_ERROR_SCOPE },
  { 28003, INGOT_ERROR_SCOPE },
  { 50020, INGOT_ERROR_TENANT }, { 50034, INGOT_ERROR_TENANT }, { 16000, INGOT_ERROR_TENANT },
  { 51004, INGOT_ERROR_TENANT }, { 50059, INGOT_ERROR_TENANT }, { 90002, INGOT_ERROR_TENANT },
  { 90072, INGOT_ERROR_TENANT }, { 900023, INGOT_ERROR_TENANT },
  { 50105, INGOT_ERROR_NOT_ASSIGNED },
  { 53000, INGOT_ERROR_BLOCKED }, { 53001, INGOT_ERROR_BLOCKED }, { 53002, INGOT_ERROR_BLOCKED },
  { 53003, INGOT_ERROR_BLOCKED }, { 530034, INGOT_ERROR_BLOCKED }, { 530035, INGOT_ERROR_BLOCKED },
  { 50005, INGOT_ERROR_BLOCKED },
  { 70008, INGOT_ERROR_SIGN_IN_AGAIN }, { 700082, INGOT_ERROR_SIGN_IN_AGAIN }, { 700084, INGOT_ERROR_SIGN_IN_AGAIN },
  { 70043, INGOT_ERROR_SIGN_IN_AGAIN }, { 50173, INGOT_ERROR_SIGN_IN_AGAIN }, { 50132, INGOT_ERROR_SIGN_IN_AGAIN },
  { 50133, INGOT_ERROR_SIGN_IN_AGAIN },
  { 70018, INGOT_ERROR_CODE_BAD }, { 70019, INGOT_ERROR_CODE_EXPIRED }, { 70020, INGOT_ERROR_CODE_EXPIRED },
  { 50196, INGOT_ERROR_TOO_MANY_SIGN_INS },
};

static const struct
{
  const char *suberror;
  IngotError code;
} suberrors[] = {
  { "basic_action", INGOT_ERROR_MFA },
  { "additional_action", INGOT_ERROR_MFA },
  { "consent_required", INGOT_ERROR_CONSENT },
  { "message_only", INGOT_ERROR_BLOCKED },
  { "user_password_expired", INGOT_ERROR_SIGN_IN_AGAIN },
  { "bad_token", INGOT_ERROR_SIGN_IN_AGAIN },
};

void
ingot_entra_refusal_free (IngotEntraRefusal *self)
{
  g_free (self->text);
  g_free (self->claims);
  g_free (self);
}

static gboolean
find_number (gint64 number, IngotError *code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (numbers[i].number == number)
      {
        *code = numbers[i].code;
        return TRUE;
      }
  return FALSE;
}

static gboolean
find_numbers (JsonObject *object, IngotError *code)
{
  JsonArray *list = ingot_json_get_array (object, "error_codes");

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64
          && find_number (json_node_get_int (node), code))
        return TRUE;
    }
  return FALSE;
}

/* What comes back through the browser has its number in its words only: "AADSTS65004: …". */
static gboolean
find_number_in_words (const char *words, IngotError *code)
{
  const char *at = words != NULL ? strstr (words, "AADSTS") : NULL;

  return at != NULL && find_number (g_ascii_strtoll (at + strlen ("AADSTS"), NULL, 10), code);
}

static gboolean
find_suberror (const char *suberror, IngotError *code)
{
  for (gsize i = 0; suberror != NULL && i < G_N_ELEMENTS (suberrors); i++)
    if (g_str_equal (suberror, suberrors[i].suberror))
      {
        *code = suberrors[i].code;
        return TRUE;
      }
  return FALSE;
}

static gboolean
find_error (IngotEntraRefusal *self, const char *error)
{
  for (gsize i = 0; error != NULL && i < G_N_ELEMENTS (errors); i++)
    if (g_str_equal (error, errors[i].error))
      {
        self->code = errors[i].code;
        self->poll = errors[i].poll;
        return TRUE;
      }
  return FALSE;
}

/* Up to the ids and the time, which only support wants, and never more than a few lines. */
static char *
dup_words (const char *description)
{
  const char *trace = description != NULL ? strstr (description, " Trace ID:") : NULL;
  g_autofree char *cut = NULL;
  gsize length;

  if (description == NULL || *description == '\0')
    return NULL;
  length = trace != NULL ? (gsize) (trace - description) : strlen (description);
  cut = g_strndup (description, MIN (length, MAX_TEXT));
  for (char *at = cut; *at != '\0'; at++)
    if (g_ascii_iscntrl (*at))
      *at = ' ';
  return g_utf8_make_valid (g_strstrip (cut), -1);
}

static void
read_status (IngotEntraRefusal *self, int status)
{
  if (status == 429)
    self->code = INGOT_ERROR_TOO_MANY_SIGN_INS;
  else if (status >= 500 || status == 408)
    self->code = INGOT_ERROR_SERVICE;
  else
    self->code = status == 404 ? INGOT_ERROR_NOT_FOUND : INGOT_ERROR_PROTOCOL;
  if (status == 429 || status == 408 || status >= 500)
    self->poll = INGOT_POLL_LATER;
}

IngotEntraRefusal *
ingot_entra_refusal_read (int status, JsonObject *object)
{
  IngotEntraRefusal *self = g_new0 (IngotEntraRefusal, 1);
  const char *error = ingot_json_get_string (object, "error");
  const char *description = ingot_json_get_string (object, "error_description");

  self->text = dup_words (description != NULL ? description : error);
  self->claims = g_strdup (ingot_entra_refusal_check_claims (ingot_json_get_string (object, "claims")));
  /* A word that polling knows is what it is; behind all others there may be one of many reasons. */
  if (!find_error (self, error))
    read_status (self, status);
  if (self->poll == INGOT_POLL_STOP && !find_numbers (object, &self->code))
    find_suberror (ingot_json_get_string (object, "suberror"), &self->code);
  return self;
}

IngotEntraRefusal *
ingot_entra_refusal_new (const char *error, const char *description)
{
  IngotEntraRefusal *self = g_new0 (IngotEntraRefusal, 1);

  self->text = dup_words (description != NULL ? description : error);
  if (!find_error (self, error))
    self->code = INGOT_ERROR_PROTOCOL;
  self->poll = INGOT_POLL_STOP;
  find_number_in_words (description, &self->code);
  return self;
}

GError *
ingot_entra_refusal_to_gerror (const IngotEntraRefusal *self)
{
  return g_error_new_literal (INGOT_ERROR, self->code,
                              self->text != NULL ? self->text
                                                 : _("The sign-in service refused, and did not say why."));
}

const char *
ingot_entra_refusal_check_claims (const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;
  g_autoptr(JsonNode) node = length > 0 && length <= MAX_CLAIMS ? ingot_json_parse (text, length, NULL) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? text : NULL;
}
