/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "model/ingot-filter.h"

G_BEGIN_DECLS

/*
 * Reads what the content filter says, in all the places and spellings in which the
 * service says it. Source: the Azure OpenAI specification 2024-10-21, whose
 * "content_filter_results" the errors spell without the "s".
 */

/**
 * ingot_filter_notes_read:
 * @filter: (inout) (nullable): made when there is something to add
 * @results: (nullable): an object of categories
 */
void ingot_filter_notes_read (IngotFilter **filter, JsonObject *results);

/* The same for "prompt_filter_results" of a chunk or an answer; old versions say "prompt_annotations". */
void ingot_filter_notes_read_prompt (IngotFilter **filter, JsonObject *object);

/* The notes of an error; NULL when it has none. @error and @inner may be NULL. */
IngotFilter *ingot_filter_notes_read_error (JsonObject *error, JsonObject *inner);

G_END_DECLS
