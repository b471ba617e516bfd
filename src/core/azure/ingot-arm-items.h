/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "model/ingot-resource.h"
#include "model/ingot-subscription.h"

G_BEGIN_DECLS

/* What the lists of the management API have in them. Each is NULL for an item that cannot be used: too long, of another
 * kind, or with a name that is no name. Texts that are only shown are cut. */

/* (transfer full): an item of /tenants: its id, and what people call it, which is not always known */
char              *ingot_arm_read_tenant (JsonObject *item, char **title);

/* (transfer full): an item of /subscriptions. @tenant: (nullable): for one that does not say */
IngotSubscription *ingot_arm_read_subscription (JsonObject *item, const char *tenant);

/**
 * ingot_arm_read_account:
 * @is_azure: whether it has to be a host of Azure's, as in the clouds that are known
 *
 * An item of /subscriptions/…/accounts. Its address is that of its own host if it has one; the labels of its
 * endpoints differ from resource to resource, so the hosts tell what they are.
 *
 * Returns: (transfer full): a resource that tokens sign in to, with its info and without deployments or account
 */
IngotResource     *ingot_arm_read_account (JsonObject *item, IngotSubscription *subscription, gboolean is_azure);

/* (transfer full): where the deployments of such a resource are listed */
char              *ingot_arm_dup_deployments_path (const IngotResourceInfo *info);
char              *ingot_arm_dup_accounts_path (IngotSubscription *subscription);

/* (transfer full): an item of …/deployments, in the v1 style, with its info */
IngotDeployment   *ingot_arm_read_deployment (JsonObject *item);

/* Helpers for other listings of deployments. */

/* (transfer full) (nullable): the text of @name, cut to what can be shown */
char              *ingot_arm_dup_text (JsonObject *object, const char *name);
/* (transfer full) (nullable): the names of the members that are true, or say so */
char              *ingot_arm_dup_capabilities (JsonObject *capabilities);
gboolean           ingot_arm_is_name (const char *text);

G_END_DECLS
