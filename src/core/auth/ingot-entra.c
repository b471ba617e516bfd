/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-auth"
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/ingot-json.h"
#include "ingot-entra.h"

/* Tokens of people in many groups are the longest: some KiB. */
#define MAX_ANSWER (1024 * 1024)

struct _IngotEntra
{
  GObject parent_instance;

  IngotSessionPool *sessions;
  IngotCloud *cloud;
};

G_DEFINE_FINAL_TYPE (IngotEntra, ingot_entra, G_TYPE_OBJECT)

static void
ingot_entra_finalize (GObject *object)
{
  IngotEntra *self = INGOT_ENTRA (object);

  g_object_unref (self->sessions);
  g_object_unref (self->cloud);
  G_OBJECT_CLASS (ingot_entra_parent_class)->finalize (object);
}

static void
ingot_entra_class_init (IngotEntraClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ingot_entra_finalize;
}

static void
ingot_entra_init (IngotEntra *self)
{
}

IngotEntra *
ingot_entra_new (IngotSessionPool *sessions, IngotCloud *cloud)
{
  IngotEntra *self = g_object_new (INGOT_TYPE_ENTRA, NULL);

  self->sessions = g_object_ref (sessions);
  self->cloud = g_object_ref (cloud);
  return self;
}

IngotCloud *
ingot_entra_get_cloud (IngotEntra *self)
{
  return self->cloud;
}

char *
ingot_entra_dup_url (IngotEntra *self, const char *tenant, const char *leaf)
{
  return g_strdup_printf ("%s/%s/oauth2/v2.0/%s", ingot_cloud_get_authority (self->cloud), tenant, leaf);
}

char *
ingot_entra_dup_scopes (const char *scope)
{
  return g_strconcat (scope, " offline_access openid profile", NULL);
}

IngotForm *
ingot_entra_new_form (IngotEntra *self)
{
  IngotForm *form = ingot_form_new ();

  ingot_form_add (form, "client_id", ingot_cloud_get_client_id (self->cloud));
  return form;
}

static gboolean
read_all (IngotExchange *exchange, GByteArray *text, GCancellable *cancellable, GError **error)
{
  for (;;)
    {
      g_autoptr(GBytes) bytes = dex_await_boxed (ingot_exchange_read (exchange, cancellable), error);
      gsize length = bytes != NULL ? g_bytes_get_size (bytes) : 0;

      if (bytes == NULL)
        return FALSE;
      if (length == 0)
        return TRUE;
      if (text->len + length > MAX_ANSWER)
        {
          g_set_error_literal (error, INGOT_ERROR, INGOT_ERROR_PROTOCOL, _("The answer is too long."));
          return FALSE;
        }
      g_byte_array_append (text, g_bytes_get_data (bytes, NULL), (guint) length);
    }
}

JsonNode *
ingot_entra_fetch (IngotExchange *exchange, GCancellable *cancellable, GError **error)
{
  g_autoptr(GInputStream) body = dex_await_object (ingot_exchange_send (exchange, cancellable), error);
  g_autoptr(GByteArray) text = g_byte_array_sized_new (16 * 1024);
  JsonNode *node = NULL;

  if (body != NULL && read_all (exchange, text, cancellable, error))
    node = ingot_json_parse ((const char *) text->data, text->len, NULL);
  if (text->data != NULL)
    explicit_bzero (text->data, text->len);
  if (node != NULL && !JSON_NODE_HOLDS_OBJECT (node))
    g_clear_pointer (&node, json_node_unref);
  return node;
}

/* Whatever the server said, what we sent it is not in it any more. */
static void
censor (IngotForm *form, IngotEntraRefusal *refusal)
{
  ingot_form_censor (form, &refusal->text);
  ingot_form_censor (form, &refusal->claims);
}

static JsonNode *
read_answer (IngotForm *form, IngotExchange *exchange, JsonNode *answer, IngotEntraRefusal **refusal_out,
             GError **error)
{
  int status = ingot_exchange_get_status (exchange);
  g_autoptr(IngotEntraRefusal) refusal = NULL;

  if (status >= 200 && status < 300 && answer != NULL)
    return answer;
  if (status >= 200 && status < 300)
    {
      g_set_error_literal (error, INGOT_ERROR, INGOT_ERROR_PROTOCOL,
                           _("The sign-in service sent something that is no answer. Check the authority of the "
                             "cloud, and whether this network asks you to log in first."));
      return NULL;
    }
  refusal = ingot_entra_refusal_read (status, ingot_json_node_object (answer));
  g_clear_pointer (&answer, json_node_unref);
  censor (form, refusal);
  g_propagate_error (error, ingot_entra_refusal_to_gerror (refusal));
  if (refusal_out != NULL)
    *refusal_out = g_steal_pointer (&refusal);
  return NULL;
}

JsonNode *
ingot_entra_post (IngotEntra *self, const char *tenant, const char *leaf, IngotForm *form,
                  IngotEntraRefusal **refusal, GCancellable *cancellable, GError **error)
{
  g_autoptr(IngotForm) owned = form;
  SoupSession *session = ingot_session_pool_get (self->sessions, ingot_cloud_get_ca_file (self->cloud), error);
  g_autofree char *url = ingot_entra_dup_url (self, tenant, leaf);
  g_autoptr(GBytes) body = ingot_form_to_bytes (form);
  g_autoptr(IngotExchange) exchange = NULL;
  g_autoptr(GError) reason = NULL;
  JsonNode *answer;

  if (session == NULL)
    return NULL;
  exchange = ingot_exchange_new (session, url, body, "application/json");
  ingot_exchange_set_content_type (exchange, "application/x-www-form-urlencoded");
  answer = ingot_entra_fetch (exchange, cancellable, &reason);
  if (reason == NULL)
    return read_answer (owned, exchange, answer, refusal, error);
  g_propagate_error (error, g_steal_pointer (&reason));
  return NULL;
}

IngotTokenReply *
ingot_entra_ask_token (IngotEntra *self, const char *tenant, IngotForm *form, IngotEntraRefusal **refusal,
                       GCancellable *cancellable, GError **error)
{
  g_autoptr(JsonNode) answer = ingot_entra_post (self, tenant, "token", form, refusal, cancellable, error);

  return answer != NULL ? ingot_token_reply_read (ingot_json_node_object (answer), error) : NULL;
}
