/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-entra"
#include "config.h"

#include "sandbox-directory.h"

enum
{
  N_ACCOUNTS = 4,
};

struct _SandboxDirectory
{
  GPtrArray *tenants;
  SandboxAccount accounts[N_ACCOUNTS];
};

static const SandboxAccount accounts[N_ACCOUNTS] = {
  {
    .nick = "fine",
    .name = "Ada Fine",
    .explanation = "May do everything.",
    .standing = SANDBOX_STANDING_FINE,
  },
  {
    .nick = "no-role",
    .name = "Ben Norole",
    .explanation = "Signs in and sees what is deployed, but has no role to use it.",
    .standing = SANDBOX_STANDING_NO_ROLE,
  },
  {
    .nick = "mfa",
    .name = "Cleo Mfa",
    .explanation
    = "Needs multi-factor authentication, which has to be asked for with the claims of the refusal.",
    .standing = SANDBOX_STANDING_MFA,
  },
  {
    .nick = "blocked",
    .name = "Dan Blocked",
    .explanation = "Conditional Access blocks device codes; the browser sign-in works.",
    .standing = SANDBOX_STANDING_BLOCKED,
  },
};

char *
sandbox_guid_new (const char *home, const char *name)
{
  g_autofree char *text = g_strdup_printf ("%s/%s", home, name);
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 d[32];
  gsize length = sizeof d;

  g_checksum_update (checksum, (const guchar *) text, -1);
  g_checksum_get_digest (checksum, d, &length);
  d[6] = (guint8) ((d[6] & 0x0f) | 0x40);
  d[8] = (guint8) ((d[8] & 0x3f) | 0x80);
  return g_strdup_printf ("%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", d[0], d[1],
                          d[2], d[3], d[4], d[5], d[6], d[7], d[8], d[9], d[10], d[11], d[12], d[13], d[14],
                          d[15]);
}

static void
tenant_free (gpointer data)
{
  SandboxTenant *tenant = data;

  g_free (tenant->id);
  g_free (tenant->name);
  g_free (tenant->domain);
  g_free (tenant);
}

static SandboxTenant *
tenant_new (const char *home, guint number)
{
  SandboxTenant *tenant = g_new0 (SandboxTenant, 1);
  g_autofree char *key = g_strdup_printf ("tenant %u", number);

  tenant->id = number == 0 ? g_strdup (home) : sandbox_guid_new (home, key);
  tenant->name = number == 0 ? g_strdup ("Sandbox") : g_strdup_printf ("Sandbox Partner %u", number);
  tenant->domain
    = number == 0 ? g_strdup ("sandbox.example") : g_strdup_printf ("partner%u.sandbox.example", number);
  return tenant;
}

SandboxDirectory *
sandbox_directory_new (const char *home, guint n_tenants)
{
  SandboxDirectory *directory = g_new0 (SandboxDirectory, 1);

  directory->tenants = g_ptr_array_new_with_free_func (tenant_free);
  for (guint i = 0; i < n_tenants; i++)
    g_ptr_array_add (directory->tenants, tenant_new (home, i));
  for (guint i = 0; i < N_ACCOUNTS; i++)
    {
      SandboxAccount *account = &directory->accounts[i];

      *account = accounts[i];
      account->user_name = g_strconcat (account->nick, "@sandbox.example", NULL);
      account->id = sandbox_guid_new (home, account->user_name);
    }
  return directory;
}

void
sandbox_directory_free (SandboxDirectory *directory)
{
  g_ptr_array_unref (directory->tenants);
  for (guint i = 0; i < N_ACCOUNTS; i++)
    {
      g_free (directory->accounts[i].user_name);
      g_free (directory->accounts[i].id);
    }
  g_free (directory);
}

const SandboxTenant *
sandbox_directory_get_tenant (SandboxDirectory *directory, guint index)
{
  return g_ptr_array_index (directory->tenants, index);
}

const SandboxTenant *
sandbox_directory_find_tenant (SandboxDirectory *directory, const char *name, guint n_tenants)
{
  static const char *const any[] = { "organizations", "common", NULL };

  if (g_strv_contains (any, name))
    return sandbox_directory_get_tenant (directory, 0);
  for (guint i = 0; i < n_tenants; i++)
    {
      const SandboxTenant *tenant = sandbox_directory_get_tenant (directory, i);

      if (g_ascii_strcasecmp (tenant->id, name) == 0 || g_ascii_strcasecmp (tenant->domain, name) == 0)
        return tenant;
    }
  return NULL;
}

guint
sandbox_directory_get_n_accounts (SandboxDirectory *directory)
{
  return N_ACCOUNTS;
}

const SandboxAccount *
sandbox_directory_get_account (SandboxDirectory *directory, guint index)
{
  return &directory->accounts[index];
}

const SandboxAccount *
sandbox_directory_find_account (SandboxDirectory *directory, const char *name)
{
  for (guint i = 0; i < N_ACCOUNTS; i++)
    {
      const SandboxAccount *account = &directory->accounts[i];

      if (g_str_equal (account->nick, name) || g_ascii_strcasecmp (account->user_name, name) == 0)
        return account;
    }
  return NULL;
}
