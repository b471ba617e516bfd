/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "auth/ingot-credential.h"
#include "model/ingot-failure.h"
#include "net/ingot-exchange.h"

G_BEGIN_DECLS

/* The versions of the two providers that are asked: https://learn.microsoft.com/rest/api/resources and
 * https://learn.microsoft.com/rest/api/aiservices. */
#define INGOT_ARM_VERSION_RESOURCES "2022-12-01"
#define INGOT_ARM_VERSION_ACCOUNTS "2025-09-01"

/* Of https://learn.microsoft.com/rest/api/authorization */
#define INGOT_ARM_VERSION_ROLES "2022-04-01"

/**
 * IngotArm:
 *
 * The management API of a cloud, as one directory's tokens see it.
 */
#define INGOT_TYPE_ARM (ingot_arm_get_type ())
G_DECLARE_FINAL_TYPE (IngotArm, ingot_arm, INGOT, ARM, GObject)

/* @management: as in "https://management.azure.com" */
IngotArm *ingot_arm_new (SoupSession *session, const char *management, IngotCredential *credential);

/**
 * ingot_arm_list:
 * @path: as in "/subscriptions", its parts escaped
 * @items: (element-type JsonObject): gets what the list has, as far as it came
 *
 * Follows the links to further pages as long as they lead to the same server, which is where the token belongs, and not
 * for ever: 200 pages, 20,000 items and 64 MiB are the most. It waits: it belongs in a fiber.
 *
 * Returns: (transfer full) (nullable): why there is not all of it; of no meaning when @cancellable is cancelled
 */
IngotFailure *ingot_arm_list (IngotArm *self, const char *path, const char *version, GPtrArray *items,
                              GCancellable *cancellable);

/* The same of those items that @filter lets through, an expression of OData. */
IngotFailure *ingot_arm_list_where (IngotArm *self, const char *path, const char *version, const char *filter,
                                    GPtrArray *items, GCancellable *cancellable);

/**
 * ingot_arm_get:
 * @failure: (out) (transfer full): why there is nothing
 *
 * One thing, of at most 64 MiB. It waits: it belongs in a fiber.
 *
 * Returns: (transfer full) (nullable): an object
 */
JsonNode *ingot_arm_get (IngotArm *self, const char *path, const char *version, GCancellable *cancellable,
                         IngotFailure **failure);

/* An array for @items above. */
GPtrArray *ingot_arm_items_new (void);

G_END_DECLS
