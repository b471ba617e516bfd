/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "inference/sandbox-hints.h"

G_BEGIN_DECLS

/* A value that fits @schema, a JSON Schema, filled from the prompt where that has names and numbers. It
 * follows local references, enumerations, alternatives, bounds and lengths, and ends recursion as soon as the
 * schema lets it. @variant varies what the schema leaves open: the same one gives the same value. Patterns
 * are not kept to, nor keywords such as "not" or "if". */
JsonNode *sandbox_sample_new (JsonNode *schema, const SandboxHints *hints, guint variant);

G_END_DECLS
