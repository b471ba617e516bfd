/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include "auth/ingot-key-credential.h"
#include "base/ingot-error.h"
#include "ingot-test.h"
#include "ingot-test-server.h"
#include "ingot-test-vault.h"

/*
 * Run by with-keyring.sh, against GNOME Keyring itself. Only the person is played: the keyring asks
 * through org.gnome.keyring.SystemPrompter, and here that is somebody who looks at the question for
 * as long as it takes, or closes it.
 */

static const char prompter_xml[] =
  "<node><interface name='org.gnome.keyring.internal.Prompter'>"
  "<method name='BeginPrompting'><arg type='o' direction='in'/></method>"
  "<method name='PerformPrompt'><arg type='o' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='a{sv}' direction='in'/><arg type='s' direction='in'/></method>"
  "<method name='StopPrompting'><arg type='o' direction='in'/></method>"
  "</interface></node>";

typedef struct
{
  GDBusConnection *connection;
  gboolean dismiss; /* else the question stays open */
  int asked;
  char *sender, *path; /* of the question that is open */
} Person;

static Person person;

static void
call_back (const char *method, GVariant *arguments)
{
  g_dbus_connection_call (person.connection, person.sender, person.path,
                          "org.gnome.keyring.internal.Prompter.Callback", method, arguments, NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL, NULL);
}

static void
prompter_cb (GDBusConnection *connection, const char *sender, const char *object_path, const char *interface,
             const char *method, GVariant *parameters, GDBusMethodInvocation *invocation, gpointer user_data)
{
  const char *path;

  g_variant_get_child (parameters, 0, "&o", &path);
  g_dbus_method_invocation_return_value (invocation, NULL);
  g_set_str (&person.sender, sender);
  g_set_str (&person.path, path);
  if (g_str_equal (method, "BeginPrompting"))
    call_back ("PromptReady", g_variant_new ("(sa{sv}s)", "", NULL, ""));
  else if (g_str_equal (method, "StopPrompting"))
    call_back ("PromptDone", NULL);
  else
    {
      person.asked++;
      if (person.dismiss)
        call_back ("PromptDone", NULL);
    }
}

static const GDBusInterfaceVTable prompter_vtable = { .method_call = prompter_cb };

static void
meet_person (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (prompter_xml, &error);
  g_autoptr(GVariant) reply = NULL;

  g_assert_no_error (error);
  person.connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);
  g_dbus_connection_register_object (person.connection, "/org/gnome/keyring/Prompter", node->interfaces[0],
                                     &prompter_vtable, NULL, NULL, &error);
  g_assert_no_error (error);
  reply = g_dbus_connection_call_sync (person.connection, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                       "org.freedesktop.DBus", "RequestName",
                                       g_variant_new ("(su)", "org.gnome.keyring.SystemPrompter", 0),
                                       NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
}

static void
lock_keyring (gboolean dismiss)
{
  static const char *collections[] = { "/org/freedesktop/secrets/collection/login", NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply =
    g_dbus_connection_call_sync (person.connection, "org.freedesktop.secrets", "/org/freedesktop/secrets",
                                 "org.freedesktop.Secret.Service", "Lock",
                                 g_variant_new ("(^ao)", collections),
                                 NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);

  g_assert_no_error (error);
  person.dismiss = dismiss;
  person.asked = 0;
}

static gboolean
tick_cb (gpointer user_data)
{
  int *ticks = user_data;

  (*ticks)++;
  return G_SOURCE_CONTINUE;
}

/* The loop turns while the question is open, and Stop ends the waiting. */
static void
assert_waits_and_stops (DexFuture *future, GCancellable *cancellable)
{
  int ticks = 0;
  guint source = g_timeout_add (1, tick_cb, &ticks);

  INGOT_TEST_WAIT_FOR (person.asked > 0 && ticks > 50);
  g_assert_true (dex_future_is_pending (future));
  g_cancellable_cancel (cancellable);
  ingot_test_vault_assert_error (future, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_source_remove (source);
}

static void
test_locked_lookup (void)
{
  g_autoptr(IngotVault) vault = ingot_vault_new ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();

  ingot_test_await_success (ingot_vault_store (vault, "https://r1.example/openai/v1", "Ingot: one", "s3cret-one", NULL));
  lock_keyring (FALSE);
  assert_waits_and_stops (ingot_vault_lookup (vault, "https://r1.example/openai/v1", cancellable), cancellable);
  call_back ("PromptDone", NULL);
}

static void
test_locked_store (void)
{
  g_autoptr(IngotVault) vault = ingot_vault_new ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();

  lock_keyring (FALSE);
  assert_waits_and_stops (ingot_vault_store (vault, "https://r2.example/openai/v1", "Ingot: two", "s3cret-two", cancellable), cancellable);
  call_back ("PromptDone", NULL);
}

/* However many lanes wait, one after the other too, the person is asked once. */
static void
test_locked_credential (void)
{
  g_autoptr(IngotVault) vault = ingot_vault_new ();
  g_autoptr(IngotCredential) credential = ingot_key_credential_new (vault, "https://r1.example/openai/v1", INGOT_KEY_HEADER_API_KEY);
  g_autoptr(SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  DexFuture *other;

  lock_keyring (FALSE);
  other = ingot_credential_authorize (credential, headers, cancellable);
  assert_waits_and_stops (ingot_credential_authorize (credential, headers, cancellable), cancellable);
  ingot_test_vault_assert_error (other, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  other = ingot_credential_authorize (credential, headers, NULL);
  g_assert_true (dex_future_is_pending (other));
  call_back ("PromptDone", NULL);
  ingot_test_vault_assert_error (other, INGOT_ERROR, INGOT_ERROR_KEYRING_LOCKED);
  g_assert_cmpint (person.asked, ==, 1);
}

static void
test_dismissed (void)
{
  g_autoptr(IngotVault) vault = ingot_vault_new ();

  lock_keyring (TRUE);
  ingot_test_vault_assert_error (ingot_vault_lookup (vault, "https://r1.example/openai/v1", NULL),
                                 INGOT_ERROR, INGOT_ERROR_KEYRING_LOCKED);
  g_assert_cmpint (person.asked, ==, 1);
  ingot_test_vault_assert_error (ingot_vault_store (vault, "https://r2.example/openai/v1", "Ingot: two", "s3cret-two", NULL),
                                 INGOT_ERROR, INGOT_ERROR_KEYRING_LOCKED);
  ingot_test_vault_assert_error (ingot_vault_lookup (vault, "https://r77.example/openai/v1", NULL), INGOT_ERROR, INGOT_ERROR_NO_KEY);
}

int
main (int argc, char **argv)
{
  ingot_test_init (&argc, &argv);
  meet_person ();
  g_test_add_func ("/vault-keyring/round-trip", ingot_test_vault_round_trip);
  g_test_add_func ("/vault-keyring/locked-lookup", test_locked_lookup);
  g_test_add_func ("/vault-keyring/locked-store", test_locked_store);
  g_test_add_func ("/vault-keyring/locked-credential", test_locked_credential);
  g_test_add_func ("/vault-keyring/dismissed", test_dismissed);
  return g_test_run ();
}
