/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-server"
#include "config.h"

#include <gio/gio.h>

#include "sandbox-identity.h"
#include "sandbox-key.h"

#define FILE_NAME "identity.ini"
#define GROUP "identity"

/* The value of @name that was saved, else a new one, which is added to @file. */
static char *
find_or_make (GKeyFile *file, const char *name, char *(*make) (void) )
{
  char *value = g_key_file_get_string (file, GROUP, name, NULL);

  if (value != NULL && *value != '\0')
    return value;
  g_free (value);
  value = make ();
  g_key_file_set_string (file, GROUP, name, value);
  return value;
}

static gboolean
load (SandboxState *state, GKeyFile *file, GError **error)
{
  g_autoptr(GError) local = NULL;
  g_autofree char *text = sandbox_state_load (state, FILE_NAME, &local);

  if (text == NULL && local == NULL)
    return TRUE;
  if (text != NULL && g_key_file_load_from_data (file, text, (gsize) -1, G_KEY_FILE_NONE, &local))
    return TRUE;
  g_propagate_prefixed_error (error, g_steal_pointer (&local),
                              "Cannot read %s in the state folder: ", FILE_NAME);
  return FALSE;
}

static guint64
find_seed (GKeyFile *file, const guint64 *seed)
{
  if (seed != NULL)
    g_key_file_set_uint64 (file, GROUP, "seed", *seed);
  return g_key_file_has_key (file, GROUP, "seed", NULL) ? g_key_file_get_uint64 (file, GROUP, "seed", NULL)
                                                        : 1;
}

SandboxIdentity *
sandbox_identity_new (SandboxState *state, const char *api_key, const guint64 *seed, GError **error)
{
  g_autoptr(SandboxIdentity) identity = g_new0 (SandboxIdentity, 1);
  g_autoptr(GKeyFile) file = g_key_file_new ();
  g_autofree char *text = NULL;

  if (!load (state, file, error))
    return NULL;
  identity->api_key = api_key != NULL ? g_strdup (api_key) : find_or_make (file, "api-key", sandbox_key_new);
  identity->tenant_id = find_or_make (file, "tenant", g_uuid_string_random);
  identity->subscription_id = find_or_make (file, "subscription", g_uuid_string_random);
  identity->identity_header = find_or_make (file, "identity-header", sandbox_key_new);
  identity->seed = find_seed (file, seed);
  text = g_key_file_to_data (file, NULL, NULL);
  if (sandbox_state_is_kept (state) && !sandbox_state_save (state, FILE_NAME, text, error))
    return NULL;
  return g_steal_pointer (&identity);
}

void
sandbox_identity_free (SandboxIdentity *identity)
{
  g_free (identity->api_key);
  g_free (identity->tenant_id);
  g_free (identity->subscription_id);
  g_free (identity->identity_header);
  g_free (identity);
}
