/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-jobs"
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "auth/ingot-token-credential.h"
#include "azure/ingot-arm-items.h"
#include "azure/ingot-arm.h"
#include "base/ingot-json.h"
#include "base/ingot-spawn.h"
#include "ingot-accounts-private.h"

/* Enough to see what is missing; the list is to be read. */
#define MAX_SUBSCRIPTIONS 20
#define MAX_ROLES 50

#define MAX_PATH_LENGTH 512

typedef struct
{
  IngotAccounts *accounts;
  IngotAccount *account;
  IngotRolesJob *job;
  IngotArm *arm;
  GHashTable *names; /* path of a role's definition → its name */
  char *principal;   /* the id of whoever the token is for, in the directory */
} Listing;

static void
listing_free (gpointer data)
{
  Listing *self = data;

  g_object_unref (self->accounts);
  g_object_unref (self->account);
  g_object_unref (self->job);
  g_clear_object (&self->arm);
  g_hash_table_unref (self->names);
  g_free (self->principal);
  g_free (self);
}

static GCancellable *
cancellable_of (Listing *self)
{
  return ingot_job_get_cancellable (INGOT_JOB (self->job));
}

static gboolean
set_up (Listing *self, GError **error)
{
  IngotCloud *cloud = ingot_account_get_cloud (self->account);
  IngotTokenSource *source = ingot_accounts_get_source (self->accounts, self->account);
  g_autofree char *scope = ingot_cloud_dup_management_scope (cloud);
  g_autoptr(IngotCredential) credential = NULL;
  g_autoptr(IngotToken) token = NULL;
  g_autoptr(JsonNode) claims = NULL;
  SoupSession *session = ingot_accounts_get_session (self->accounts, self->account, error);

  if (session == NULL)
    return FALSE;
  token = dex_await_boxed (ingot_token_source_get (source, NULL, scope, cancellable_of (self)), error);
  if (token == NULL)
    return FALSE;
  claims = ingot_token_read_claims (ingot_token_get_text (token));
  self->principal = g_strdup (ingot_json_get_string (ingot_json_node_object (claims), "oid"));
  if (self->principal == NULL || !g_uuid_string_is_valid (self->principal))
    {
      g_set_error_literal (error, INGOT_ERROR, INGOT_ERROR_PROTOCOL,
                           _("The token does not say whom it is for, so the roles of the account cannot be asked for."));
      return FALSE;
    }
  credential = ingot_token_credential_new (source, NULL, scope, NULL);
  self->arm = ingot_arm_new (session, ingot_cloud_get_management (cloud), credential);
  return TRUE;
}

/* What comes from the service becomes a part of a path of ours only when it looks like one. */
static gboolean
is_definition (const char *path)
{
  return path != NULL && strlen (path) <= MAX_PATH_LENGTH && *path == '/'
         && strstr (path, "/roleDefinitions/") != NULL && strstr (path, "..") == NULL
         && path[strspn (path, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "/-._")] == '\0';
}

static const char *
find_name (Listing *self, const char *path, IngotFailure **failure)
{
  const char *known = g_hash_table_lookup (self->names, path);
  g_autoptr(JsonNode) node = NULL;
  JsonObject *properties;
  char *name;

  if (known != NULL)
    return known;
  node = ingot_arm_get (self->arm, path, INGOT_ARM_VERSION_ROLES, cancellable_of (self), failure);
  if (node == NULL)
    return NULL;
  properties = ingot_json_get_object (ingot_json_node_object (node), "properties");
  name = ingot_arm_dup_text (properties, "roleName");
  if (name != NULL)
    g_hash_table_insert (self->names, g_strdup (path), name);
  return name;
}

/* The last part of a scope is what people call it, but for subscriptions. */
static char *
dup_where (IngotSubscription *subscription, const char *scope)
{
  const char *slash = scope != NULL ? strrchr (scope, '/') : NULL;

  if (slash == NULL || slash[1] == '\0' || strlen (scope) > MAX_PATH_LENGTH
      || g_ascii_strcasecmp (slash + 1, ingot_subscription_get_id (subscription)) == 0)
    return g_strdup (ingot_subscription_get_name (subscription));
  return g_strdup (slash + 1);
}

static IngotFailure *
list_subscription (Listing *self, IngotSubscription *subscription)
{
  g_autofree char *path = g_strdup_printf ("/subscriptions/%s/providers/Microsoft.Authorization/roleAssignments",
                                           ingot_subscription_get_id (subscription));
  g_autofree char *filter = g_strdup_printf ("assignedTo('%s')", self->principal);
  g_autoptr(GPtrArray) items = ingot_arm_items_new ();
  IngotFailure *failure = ingot_arm_list_where (self->arm, path, INGOT_ARM_VERSION_ROLES, filter, items,
                                                cancellable_of (self));

  for (guint i = 0; failure == NULL && i < MIN (items->len, MAX_ROLES); i++)
    {
      JsonObject *properties = ingot_json_get_object (items->pdata[i], "properties");
      const char *definition = ingot_json_get_string (properties, "roleDefinitionId");
      const char *name = is_definition (definition) ? find_name (self, definition, &failure) : NULL;
      g_autofree char *scope = ingot_arm_dup_text (properties, "scope");
      g_autofree char *where = dup_where (subscription, scope);

      if (name != NULL)
        ingot_roles_job_add (self->job, name, where);
    }
  return failure;
}

static IngotFailure *
list_all (Listing *self)
{
  g_autoptr(GPtrArray) items = ingot_arm_items_new ();
  IngotFailure *failure = ingot_arm_list (self->arm, "/subscriptions", INGOT_ARM_VERSION_RESOURCES, items,
                                          cancellable_of (self));

  for (guint i = 0; failure == NULL && i < MIN (items->len, MAX_SUBSCRIPTIONS); i++)
    {
      g_autoptr(IngotSubscription) subscription = ingot_arm_read_subscription (items->pdata[i], NULL);

      if (subscription != NULL)
        failure = list_subscription (self, subscription);
    }
  return failure;
}

static DexFuture *
list_fiber (gpointer user_data)
{
  Listing *self = user_data;
  g_autoptr(IngotFailure) failure = NULL;
  g_autoptr(GError) error = NULL;

  if (!set_up (self, &error))
    {
      ingot_job_fail_with_error (INGOT_JOB (self->job), error);
      return dex_future_new_true ();
    }
  failure = list_all (self);
  if (g_cancellable_is_cancelled (cancellable_of (self)))
    ingot_job_set_state (INGOT_JOB (self->job), INGOT_JOB_CANCELLED);
  else if (failure != NULL)
    ingot_job_fail (INGOT_JOB (self->job), failure);
  else
    ingot_job_set_state (INGOT_JOB (self->job), INGOT_JOB_DONE);
  return dex_future_new_true ();
}

IngotRolesJob *
ingot_accounts_list_roles (IngotAccounts *self, IngotAccount *account)
{
  Listing *listing;
  IngotRolesJob *job;

  if (ingot_cloud_get_management (ingot_account_get_cloud (account)) == NULL)
    return NULL;
  listing = g_new0 (Listing, 1);
  job = ingot_roles_job_new ();
  listing->accounts = g_object_ref (self);
  listing->account = g_object_ref (account);
  listing->job = g_object_ref (job);
  listing->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  ingot_spawn_detached (list_fiber, listing, listing_free);
  return job;
}
