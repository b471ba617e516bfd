/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-auth"
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/ingot-spawn.h"
#include "ingot-environment-source.h"

struct _IngotEnvironmentSource
{
  IngotTokenSource parent_instance;

  IngotEntra *entra;
};

G_DEFINE_FINAL_TYPE (IngotEnvironmentSource, ingot_environment_source, INGOT_TYPE_TOKEN_SOURCE)

typedef struct
{
  IngotEntra *entra;
  char *tenant;
  char *scope;
  GCancellable *cancellable;
} Fetch;

static void
fetch_free (gpointer data)
{
  Fetch *fetch = data;

  g_object_unref (fetch->entra);
  g_free (fetch->tenant);
  g_free (fetch->scope);
  g_object_unref (fetch->cancellable);
  g_free (fetch);
}

static const char *
get_variable (const char *name)
{
  const char *value = g_getenv (name);

  return value != NULL && *value != '\0' ? value : NULL;
}

static gboolean
add_assertion (IngotForm *form, const char *path, GError **error)
{
  g_autoptr(GError) reason = NULL;
  char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, &reason))
    {
      g_set_error (error, INGOT_ERROR, INGOT_ERROR_NO_SOURCE,
                   _("The file that AZURE_FEDERATED_TOKEN_FILE names cannot be read: %s."), reason->message);
      return FALSE;
    }
  ingot_form_add (form, "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
  ingot_form_add_secret (form, "client_assertion", g_strstrip (text));
  secret_password_free (text);
  return TRUE;
}

static IngotForm *
build_form (const char *scope, GError **error)
{
  const char *client = get_variable ("AZURE_CLIENT_ID");
  const char *secret = get_variable ("AZURE_CLIENT_SECRET");
  const char *file = get_variable ("AZURE_FEDERATED_TOKEN_FILE");
  g_autoptr(IngotForm) form = NULL;

  if (get_variable ("AZURE_TENANT_ID") == NULL || client == NULL || (secret == NULL && file == NULL))
    {
      g_set_error_literal (error, INGOT_ERROR, INGOT_ERROR_NO_SOURCE,
                           _("AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET are not all set in the "
                             "environment that Ingot was started in."));
      return NULL;
    }
  if (!ingot_cloud_is_tenant (get_variable ("AZURE_TENANT_ID")))
    {
      g_set_error_literal (error, INGOT_ERROR, INGOT_ERROR_TENANT,
                           _("AZURE_TENANT_ID is no directory: it is made of letters, digits, dots and hyphens."));
      return NULL;
    }
  form = ingot_form_new ();
  ingot_form_add (form, "client_id", client);
  ingot_form_add (form, "grant_type", "client_credentials");
  ingot_form_add (form, "scope", scope);
  if (secret != NULL)
    ingot_form_add_secret (form, "client_secret", secret);
  else if (!add_assertion (form, file, error))
    return NULL;
  return g_steal_pointer (&form);
}

static DexFuture *
fetch_fiber (gpointer user_data)
{
  Fetch *fetch = user_data;
  GError *error = NULL;
  IngotForm *form = build_form (fetch->scope, &error);
  g_autoptr(IngotTokenReply) reply = NULL;

  if (form == NULL)
    return dex_future_new_for_error (error);
  reply = ingot_entra_ask_token (fetch->entra,
                                 fetch->tenant != NULL ? fetch->tenant : get_variable ("AZURE_TENANT_ID"), form,
                                 NULL, fetch->cancellable, &error);
  if (reply == NULL)
    return dex_future_new_for_error (error);
  return dex_future_new_take_boxed (INGOT_TYPE_TOKEN, ingot_token_ref (reply->token));
}

static DexFuture *
ingot_environment_source_fetch (IngotTokenSource *source, const char *tenant, const char *scope, const char *claims,
                                GCancellable *cancellable)
{
  Fetch *fetch = g_new0 (Fetch, 1);

  fetch->entra = g_object_ref (INGOT_ENVIRONMENT_SOURCE (source)->entra);
  fetch->tenant = g_strdup (tenant);
  fetch->scope = g_strdup (scope);
  fetch->cancellable = g_object_ref (cancellable);
  return ingot_spawn (fetch_fiber, fetch, fetch_free);
}

static void
ingot_environment_source_finalize (GObject *object)
{
  g_object_unref (INGOT_ENVIRONMENT_SOURCE (object)->entra);
  G_OBJECT_CLASS (ingot_environment_source_parent_class)->finalize (object);
}

static void
ingot_environment_source_class_init (IngotEnvironmentSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ingot_environment_source_finalize;
  INGOT_TOKEN_SOURCE_CLASS (klass)->fetch = ingot_environment_source_fetch;
}

static void
ingot_environment_source_init (IngotEnvironmentSource *self)
{
}

IngotTokenSource *
ingot_environment_source_new (IngotEntra *entra)
{
  IngotEnvironmentSource *self = g_object_new (INGOT_TYPE_ENVIRONMENT_SOURCE, NULL);

  self->entra = g_object_ref (entra);
  return INGOT_TOKEN_SOURCE (self);
}
