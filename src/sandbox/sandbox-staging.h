/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Which way the network keeps a client from the resource, in the service's three different words. */
typedef enum
{
  SANDBOX_NETWORK_OPEN,
  SANDBOX_NETWORK_FIREWALL,
  SANDBOX_NETWORK_PRIVATE,
  SANDBOX_NETWORK_VIRTUAL,
} SandboxNetwork;

#define SANDBOX_STAGING_MAX_TENANTS 5
#define SANDBOX_STAGING_MAX_SUBSCRIPTIONS 50

/* How the resource, its tenant and its subscriptions are set up: what a person would do in the portal, and
 * what can go wrong there. It can be changed while the sandbox runs. Times are in seconds. */
typedef struct
{
  guint access_token_lifetime;
  guint refresh_token_lifetime;
  guint managed_identity_lifetime;
  guint device_code_lifetime;
  guint device_code_interval;
  gboolean slow_down;          /* polling faster than the interval is answered with slow_down */
  gboolean single_use_refresh; /* a refresh token is good for one redemption; Entra is not that strict */
  gboolean claims_challenge;   /* ARM wants a sign-in with more than one factor, by a claims challenge */
  gint clock_offset;           /* of the service's clock against ours */
  gboolean key_disabled;       /* disableLocalAuth: the data plane takes tokens only */
  gboolean regional;           /* no subdomain of its own: the data plane takes keys only */
  SandboxNetwork network;
  GStrv audiences; /* of the tokens that the data plane takes */
  guint tenants;
  guint subscriptions;
  guint resources;         /* in all subscriptions; the first one is this sandbox */
  guint total_deployments; /* in all resources; the sandbox's own are always there */
  guint page_size;         /* of ARM's lists */
  guint failing_subscriptions[SANDBOX_STAGING_MAX_SUBSCRIPTIONS]; /* a status for each, 0: works */
} SandboxStaging;

SandboxStaging *sandbox_staging_new (void);
void sandbox_staging_free (SandboxStaging *staging);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxStaging, sandbox_staging_free)

/* Makes @staging what @other is. */
void sandbox_staging_assign (SandboxStaging *staging, const SandboxStaging *other);

/* Sets what the members of @object say. What is wrong, or NULL; then *@member is the name of the member at
 * fault and members before it may have been set. */
char *sandbox_staging_read (SandboxStaging *staging, JsonObject *object, const char **member);

/* A line for each member, for --help. */
char *sandbox_staging_describe (void);

G_END_DECLS
