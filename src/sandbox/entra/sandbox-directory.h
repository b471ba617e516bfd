/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Who there is: tenants and the people in them. All ids follow from that of the first tenant, so that a
 * client finds its accounts again where that one is kept. */
typedef struct _SandboxDirectory SandboxDirectory;

/* What becomes of a person who signs in. */
typedef enum
{
  SANDBOX_STANDING_FINE,
  SANDBOX_STANDING_NO_ROLE, /* reads what is deployed and may not use it */
  SANDBOX_STANDING_MFA,     /* has to confirm each sign-in, which a plain device code does not ask for */
  SANDBOX_STANDING_BLOCKED, /* Conditional Access refuses device codes */
} SandboxStanding;

typedef struct
{
  char *id; /* a GUID, as all ids here */
  char *name;
  char *domain;
} SandboxTenant;

typedef struct
{
  const char *nick; /* what forms and options call it */
  const char *name;
  const char *explanation; /* a sentence about what happens to it */
  char *user_name;
  char *id;
  SandboxStanding standing;
} SandboxAccount;

/* @n_tenants: at least 1; the first, @home, is everybody's own, in the others they are guests. */
SandboxDirectory *sandbox_directory_new (const char *home, guint n_tenants);
void sandbox_directory_free (SandboxDirectory *directory);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxDirectory, sandbox_directory_free)

const SandboxTenant *sandbox_directory_get_tenant (SandboxDirectory *directory, guint index);

/* @name: an id or a domain of one of the first @n_tenants; common and organizations are the home tenant. NULL
 * when there is no such one. */
const SandboxTenant *sandbox_directory_find_tenant (SandboxDirectory *directory, const char *name,
                                                    guint n_tenants);

guint sandbox_directory_get_n_accounts (SandboxDirectory *directory);
const SandboxAccount *sandbox_directory_get_account (SandboxDirectory *directory, guint index);

/* @name: a nick or a user name. */
const SandboxAccount *sandbox_directory_find_account (SandboxDirectory *directory, const char *name);

/* The GUID of what is called @name where the first tenant is @home; always the same. */
char *sandbox_guid_new (const char *home, const char *name);

G_END_DECLS
