/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-resource.h"

G_BEGIN_DECLS

/**
 * ingot_resource_find_nearest:
 * @name: what somebody typed in place of a deployment's name
 * @n: how many at most
 *
 * Finds the deployments that @name is likely to mean: their name differs by a slip or two, is part of the other or
 * the other way round, or @name is what their model is called. Case and separators do not count. A deployment that
 * is there in several styles is found once.
 *
 * Returns: (transfer full): of #IngotDeployment, the nearest first; empty when none is near
 */
GPtrArray *ingot_resource_find_nearest (IngotResource *resource, const char *name, guint n);

G_END_DECLS
