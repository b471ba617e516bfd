/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Whether a model can promise to keep to @schema, that is whether it may be "strict": only some keywords, all
 * members required, none besides. NULL: it may; else what the service says, such as "In context=(),
 * 'additionalProperties' is required to be supplied and to be false." */
char *sandbox_schema_check_strict (JsonNode *schema);

G_END_DECLS
