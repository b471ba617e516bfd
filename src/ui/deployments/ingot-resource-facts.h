/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/ingot-resource.h"

G_BEGIN_DECLS

/**
 * IngotResourceFacts:
 *
 * Where a resource is, how it is signed in to, and when it was last looked at. What is not known is left out.
 */
#define INGOT_TYPE_RESOURCE_FACTS (ingot_resource_facts_get_type ())
G_DECLARE_FINAL_TYPE (IngotResourceFacts, ingot_resource_facts, INGOT, RESOURCE_FACTS, AdwBin)

/* Shows @resource as it is now; it is not kept. @now: Unix time in microseconds. */
void ingot_resource_facts_show (IngotResourceFacts *self, IngotResource *resource, gint64 now);

G_END_DECLS
