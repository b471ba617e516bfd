/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include "base/ingot-error.h"
#include "ingot-test.h"
#include "ingot-test-vault.h"

/* Run by with-keyring.sh: a session that has a bus and no keyring on it, nor one that could be started. */

static void
test_no_service (void)
{
  g_autoptr(IngotVault) vault = ingot_vault_new ();

  ingot_test_vault_assert_error (ingot_vault_lookup (vault, "https://r1.example/openai/v1", NULL), INGOT_ERROR, INGOT_ERROR_KEYRING);
  ingot_test_vault_assert_error (ingot_vault_store (vault, "https://r1.example/openai/v1", "Ingot", "s3cret", NULL),
                                 INGOT_ERROR, INGOT_ERROR_KEYRING);
  ingot_test_vault_assert_error (ingot_vault_clear (vault, "https://r1.example/openai/v1", NULL), INGOT_ERROR, INGOT_ERROR_KEYRING);
}

/* Runs first: a bus that was found once is kept. */
static void
test_no_bus (void)
{
  g_autoptr(IngotVault) vault = ingot_vault_new ();
  g_autofree char *address = g_strdup (g_getenv ("DBUS_SESSION_BUS_ADDRESS"));

  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  ingot_test_vault_assert_error (ingot_vault_lookup (vault, "https://r1.example/openai/v1", NULL), INGOT_ERROR, INGOT_ERROR_KEYRING);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", address, TRUE);
}

int
main (int argc, char **argv)
{
  ingot_test_init (&argc, &argv);
  g_test_add_func ("/vault-missing/no-bus", test_no_bus);
  g_test_add_func ("/vault-missing/no-service", test_no_service);
  return g_test_run ();
}
