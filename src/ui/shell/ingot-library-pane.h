/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "jobs/ingot-search.h"
#include "model/ingot-conversation.h"

G_BEGIN_DECLS

/**
 * IngotLibraryPane:
 *
 * The sidebar: all conversations, the pinned ones first, the others grouped by
 * day; while somebody looks for something, what is found instead.
 *
 * Properties:
 * - "library" (#GListModel of #IngotConversation, nullable), the pinned ones first, then the most
 *   recently updated
 * - "search" (#IngotSearch, nullable)
 * - "selected" (#IngotConversation, nullable): the one that is shown; one that is not in the library
 *   leaves all rows unselected until it comes
 * - "today" (uint): the Julian day from which groups and times are told
 *
 * Signals:
 * - "chosen": somebody clicked or activated a row, perhaps the selected one
 * - "hit-chosen" (#IngotSearchHit): somebody wants to see what was found
 * - "rename", "export", "delete" (#IngotConversation): somebody asks for it
 */
#define INGOT_TYPE_LIBRARY_PANE (ingot_library_pane_get_type ())
G_DECLARE_FINAL_TYPE (IngotLibraryPane, ingot_library_pane, INGOT, LIBRARY_PANE, AdwBin)

GtkWidget *ingot_library_pane_new (void);

IngotConversation *ingot_library_pane_get_selected (IngotLibraryPane *self);
void               ingot_library_pane_set_selected (IngotLibraryPane *self, IngotConversation *conversation);

/* Opens the search, with the keyboard in it. */
void ingot_library_pane_begin_search (IngotLibraryPane *self);

/**
 * ingot_library_pane_dup_neighbour:
 * @step: 1 for the one below @conversation, -1 for the one above
 *
 * Returns: (transfer full) (nullable): NULL at the ends; for a @conversation
 *   that is not listed the first one below, none above
 */
IngotConversation *ingot_library_pane_dup_neighbour (IngotLibraryPane *self, IngotConversation *conversation,
                                                     int step);

G_END_DECLS
