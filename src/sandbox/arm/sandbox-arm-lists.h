/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "arm/sandbox-arm-private.h"

G_BEGIN_DECLS

/* What ARM's lists are of; each is a SandboxArmAddFunc. */

gboolean sandbox_arm_add_tenant (JsonBuilder *builder, SandboxArmRequest *request, guint index);

/* Of the caller's tenant. */
gboolean sandbox_arm_add_subscription (JsonBuilder *builder, SandboxArmRequest *request, guint index);
gboolean sandbox_arm_add_location (JsonBuilder *builder, SandboxArmRequest *request, guint index);

/* Of the request's subscription. */
gboolean sandbox_arm_add_group (JsonBuilder *builder, SandboxArmRequest *request, guint index);

/* Of the request's subscription, and of its resource group where the path names one. */
gboolean sandbox_arm_add_account (JsonBuilder *builder, SandboxArmRequest *request, guint index);

/* Of the request's resource. */
gboolean sandbox_arm_add_deployment (JsonBuilder *builder, SandboxArmRequest *request, guint index);
gboolean sandbox_arm_add_deployment_sku (JsonBuilder *builder, SandboxArmRequest *request, guint index);
gboolean sandbox_arm_add_account_model (JsonBuilder *builder, SandboxArmRequest *request, guint index);
gboolean sandbox_arm_add_account_usage (JsonBuilder *builder, SandboxArmRequest *request, guint index);

/* Of a location. */
gboolean sandbox_arm_add_model (JsonBuilder *builder, SandboxArmRequest *request, guint index);
gboolean sandbox_arm_add_usage (JsonBuilder *builder, SandboxArmRequest *request, guint index);

/* The subscription as an answer of its own, and the resource. */
void sandbox_arm_add_the_subscription (JsonBuilder *builder, const SandboxSubscription *subscription);
void sandbox_arm_add_the_account (JsonBuilder *builder, SandboxArmRequest *request,
                                  const SandboxResource *resource);

G_END_DECLS
