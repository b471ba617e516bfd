/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ingot-resource.h"

G_BEGIN_DECLS

/* How an endpoint style is called on a chip. */
const char *ingot_style_to_string (IngotEndpointStyle style);

/* How a resource is signed in to, in a word or two. */
const char *ingot_resource_describe_sign_in (IngotResource *resource);

G_END_DECLS
