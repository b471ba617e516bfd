/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Made-up probabilities of @tokens, char *, and of @n_top others in each place: an object with "content" and
 * "refusal". The same token has the same one everywhere. */
JsonNode *sandbox_logprobs_to_json (GPtrArray *tokens, guint n_top);

/* The same for one token of a stream. */
char *sandbox_logprobs_print (const char *token, guint n_top);

G_END_DECLS
