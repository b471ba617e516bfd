/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-failure.h"

G_BEGIN_DECLS

/**
 * IngotSubscription:
 *
 * One subscription, or a directory whose subscriptions could not be listed, as a discovery found it: how much is in
 * it, and why not all of it is known.
 *
 * Properties (each notifies): "id" (string, nullable: NULL for a directory), "name" (string), "tenant" (string,
 * nullable: the directory that it is in), "n-resources", "n-deployments" (uint), "failure" (#IngotFailure, nullable: the
 * first thing that went wrong in it), "failed-at" (string, nullable: the resource whose deployments could not be
 * listed; NULL when it is the resources that could not be).
 */
#define INGOT_TYPE_SUBSCRIPTION (ingot_subscription_get_type ())
G_DECLARE_FINAL_TYPE (IngotSubscription, ingot_subscription, INGOT, SUBSCRIPTION, GObject)

IngotSubscription  *ingot_subscription_new (const char *id, const char *name, const char *tenant);

const char         *ingot_subscription_get_id (IngotSubscription *self);     /* (nullable) */
const char         *ingot_subscription_get_name (IngotSubscription *self);
const char         *ingot_subscription_get_tenant (IngotSubscription *self); /* (nullable) */
guint               ingot_subscription_get_n_resources (IngotSubscription *self);
guint               ingot_subscription_get_n_deployments (IngotSubscription *self);
const IngotFailure *ingot_subscription_get_failure (IngotSubscription *self);   /* (nullable) */
const char         *ingot_subscription_get_failed_at (IngotSubscription *self); /* (nullable) */

/* For the discovery. */
void ingot_subscription_add_resource (IngotSubscription *self);
void ingot_subscription_add_deployments (IngotSubscription *self, guint n);

/* Keeps the first one. @failed_at: (nullable) */
void ingot_subscription_fail (IngotSubscription *self, const IngotFailure *failure, const char *failed_at);

G_END_DECLS
