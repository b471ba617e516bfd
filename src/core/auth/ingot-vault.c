/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-auth"
#include "config.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

#include "base/ingot-error.h"
#include "ingot-vault.h"

/* What an item is found by. Keyrings show it, so it says something to people too. */
#define ADDRESS "address"

struct _IngotVault
{
  GObject parent_instance;
};

G_DEFINE_FINAL_TYPE (IngotVault, ingot_vault, G_TYPE_OBJECT)

static const SecretSchema schema = {
  .name = APP_ID,
  .flags = SECRET_SCHEMA_NONE,
  .attributes = { { ADDRESS, SECRET_SCHEMA_ATTRIBUTE_STRING } },
};

typedef struct
{
  DexPromise *promise;
  char *address;
} Call;

static Call *
call_new (const char *address)
{
  Call *call = g_new0 (Call, 1);

  call->promise = dex_promise_new ();
  call->address = g_strdup (address);
  return call;
}

static void
call_free (Call *call)
{
  dex_unref (call->promise);
  g_free (call->address);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

/* Cancelling ends our waiting and nothing else: libsecret would withdraw the question from the screen,
 * and gnome-keyring-daemon 48 aborts when that happens (perform_next_unlock: !self->current). Whoever
 * unlocks the keyring later finds it unlocked the next time. */
static DexFuture *
wait_for (Call *call, GCancellable *cancellable)
{
  DexFuture *answer = dex_ref (call->promise);

  if (cancellable == NULL)
    return answer;
  return dex_future_first (answer, dex_cancellable_new_from_cancellable (cancellable), NULL);
}

static DexFuture *
refuse_cancelled (void)
{
  return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Operation was cancelled");
}

static gboolean
is_service_missing (const GError *error)
{
  g_autofree char *name = g_dbus_error_get_remote_error (error);

  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_SERVER)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_DISCONNECTED)
         || (name != NULL && g_str_has_prefix (name, "org.freedesktop.DBus.Error.Spawn"))
         || (error->domain == G_IO_ERROR && name == NULL); /* no session bus at all */
}

static GError *
locked_error (void)
{
  return g_error_new_literal (INGOT_ERROR, INGOT_ERROR_KEYRING_LOCKED,
                              _("The keyring stayed locked. Unlock it and try again."));
}

/* libsecret's own words hold no secret: it never puts a value into an error. */
static GError *
explain (const GError *error)
{
  g_autoptr(GError) stripped = g_error_copy (error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (error);
  if (g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    return locked_error ();
  if (is_service_missing (error))
    return g_error_new_literal (INGOT_ERROR, INGOT_ERROR_KEYRING,
                                _("Ingot keeps keys in the keyring, and no keyring answers. Start GNOME "
                                  "Keyring or another password store that has a Secret Service, and try "
                                  "again."));
  g_dbus_error_strip_remote_error (stripped);
  return g_error_new (INGOT_ERROR, INGOT_ERROR_KEYRING,
                      _("The keyring reports a problem: %s. Look into Passwords and Keys, and try again."),
                      stripped->message);
}

static void
store_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(Call) call = user_data;
  g_autoptr(GError) error = NULL;

  if (secret_password_store_finish (result, &error))
    dex_promise_resolve_boolean (call->promise, TRUE);
  else
    dex_promise_reject (call->promise, error != NULL ? explain (error) : locked_error ());
}

/* A dismissed prompt looks like a key that does not exist; the item itself can be seen without unlocking. */
static void
search_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(Call) call = user_data;
  g_autoptr(GError) error = NULL;
  g_autolist(SecretRetrievable) items = secret_password_search_finish (result, &error);

  if (error != NULL)
    dex_promise_reject (call->promise, explain (error));
  else if (items != NULL)
    dex_promise_reject (call->promise, locked_error ());
  else
    dex_promise_reject (call->promise,
                        g_error_new_literal (INGOT_ERROR, INGOT_ERROR_NO_KEY,
                                             _("The keyring has no key for this resource. Enter it again.")));
}

static void
search (Call *call)
{
  secret_password_search (&schema, SECRET_SEARCH_NONE, NULL, search_cb, call,
                          ADDRESS, call->address, NULL);
}

static void
lookup_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(Call) call = user_data;
  g_autoptr(GError) error = NULL;
  SecretValue *value = secret_password_lookup_binary_finish (result, &error);

  if (value != NULL)
    dex_promise_resolve_boxed (call->promise, SECRET_TYPE_VALUE, value);
  else if (error != NULL)
    dex_promise_reject (call->promise, explain (error));
  else
    search (g_steal_pointer (&call));
}

static void
clear_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(Call) call = user_data;
  g_autoptr(GError) error = NULL;

  secret_password_clear_finish (result, &error);
  if (error == NULL)
    dex_promise_resolve_boolean (call->promise, TRUE);
  else
    dex_promise_reject (call->promise, explain (error));
}

static void
ingot_vault_class_init (IngotVaultClass *klass)
{
}

static void
ingot_vault_init (IngotVault *self)
{
}

IngotVault *
ingot_vault_new (void)
{
  return g_object_new (INGOT_TYPE_VAULT, NULL);
}

DexFuture *
ingot_vault_store (IngotVault *self, const char *address, const char *label, const char *key,
                   GCancellable *cancellable)
{
  Call *call;
  DexFuture *answer;

  if (g_cancellable_is_cancelled (cancellable))
    return refuse_cancelled ();
  call = call_new (address);
  answer = wait_for (call, cancellable);
  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, key, NULL, store_cb, call,
                         ADDRESS, call->address, NULL);
  return answer;
}

DexFuture *
ingot_vault_lookup (IngotVault *self, const char *address, GCancellable *cancellable)
{
  Call *call;
  DexFuture *answer;

  if (g_cancellable_is_cancelled (cancellable))
    return refuse_cancelled ();
  call = call_new (address);
  answer = wait_for (call, cancellable);
  secret_password_lookup (&schema, NULL, lookup_cb, call, ADDRESS, call->address, NULL);
  return answer;
}

DexFuture *
ingot_vault_clear (IngotVault *self, const char *address, GCancellable *cancellable)
{
  Call *call;
  DexFuture *answer;

  if (g_cancellable_is_cancelled (cancellable))
    return refuse_cancelled ();
  call = call_new (address);
  answer = wait_for (call, cancellable);
  secret_password_clear (&schema, NULL, clear_cb, call, ADDRESS, call->address, NULL);
  return answer;
}
