/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-auth"
#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/ingot-error.h"
#include "base/ingot-json.h"
#include "ingot-secret.h"
#include "ingot-token-reply.h"

/* Where a server does not say: short enough to be harmless. */
#define DEFAULT_LIFETIME_S 300

#define MAX_WORD 256

void
ingot_token_reply_free (IngotTokenReply *self)
{
  g_clear_pointer (&self->token, ingot_token_unref);
  g_clear_pointer (&self->refresh_token, secret_value_unref);
  g_free (self->tenant);
  g_free (self->object_id);
  g_free (self->username);
  g_free (self->name);
  g_free (self);
}

gint64
ingot_token_reply_get_number (JsonObject *object, const char *name, gint64 fallback)
{
  const char *text = ingot_json_get_string (object, name);
  char *end = NULL;
  double number = text != NULL ? g_ascii_strtod (text, &end) : 0;

  if (text == NULL)
    return ingot_json_get_int (object, name, fallback);
  return end != text && *end == '\0' && fabs (number) < 1e15 ? (gint64) number : fallback;
}

/* One line of at most 256 bytes. */
static char *
dup_word (JsonObject *claims, const char *name)
{
  const char *text = ingot_json_get_string (claims, name);
  char *word;

  if (text == NULL || *text == '\0' || strlen (text) > MAX_WORD)
    return NULL;
  word = g_strdup (text);
  for (char *at = word; *at != '\0'; at++)
    if (g_ascii_iscntrl (*at))
      *at = ' ';
  return g_strstrip (word);
}

/* Ids become parts of addresses. */
static char *
dup_id (JsonObject *claims, const char *name)
{
  g_autofree char *word = dup_word (claims, name);

  return word != NULL && word[strspn (word, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS ".-_")] == '\0'
           ? g_steal_pointer (&word) : NULL;
}

static void
read_person (IngotTokenReply *self, const char *id_token)
{
  g_autoptr(JsonNode) node = ingot_token_read_claims (id_token);
  JsonObject *claims = ingot_json_node_object (node);

  if (claims == NULL)
    return;
  self->tenant = dup_id (claims, "tid");
  self->object_id = dup_id (claims, "oid");
  self->username = dup_word (claims, "preferred_username");
  self->name = dup_word (claims, "name");
}

static gboolean
is_bearer (JsonObject *object)
{
  const char *type = ingot_json_get_string (object, "token_type");

  return type == NULL || g_ascii_strcasecmp (type, "Bearer") == 0;
}

IngotTokenReply *
ingot_token_reply_read (JsonObject *object, GError **error)
{
  const char *token = ingot_json_get_string (object, "access_token");
  const char *refresh_token = ingot_json_get_string (object, "refresh_token");
  IngotTokenReply *self;

  if (!ingot_token_is_text (token) || !is_bearer (object))
    {
      g_set_error_literal (error, INGOT_ERROR, INGOT_ERROR_PROTOCOL,
                           _("The sign-in service sent no token, though it said that all is well. Check the "
                             "authority of the cloud, and try again."));
      return NULL;
    }
  self = g_new0 (IngotTokenReply, 1);
  self->token = ingot_token_new (token, ingot_token_reply_get_number (object, "expires_in", DEFAULT_LIFETIME_S),
                                 ingot_token_reply_get_number (object, "refresh_in", -1));
  if (ingot_token_is_text (refresh_token))
    self->refresh_token = ingot_secret_new (refresh_token);
  read_person (self, ingot_json_get_string (object, "id_token"));
  return self;
}
