/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "model/ingot-search-hit.h"

G_BEGIN_DECLS

/**
 * IngotSearch:
 *
 * What is found for a text that is being typed: a #GListModel of
 * #IngotSearchHit, the newest first, a page at a time. Hits stay until those of
 * a newer text are there.
 *
 * Properties:
 * - "text" (string, never NULL; writable): what is looked for
 * - "pending" (boolean): the hits are not those of the text yet
 */
#define INGOT_TYPE_SEARCH (ingot_search_get_type ())
G_DECLARE_FINAL_TYPE (IngotSearch, ingot_search, INGOT, SEARCH, GObject)

const char *ingot_search_get_text (IngotSearch *self);
void        ingot_search_set_text (IngotSearch *self, const char *text);
gboolean    ingot_search_get_pending (IngotSearch *self);

/* Gets the next page, if there is one; does nothing while a page is on its way. */
void ingot_search_load_more (IngotSearch *self);

G_END_DECLS
