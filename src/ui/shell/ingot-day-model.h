/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * IngotDayModel:
 *
 * The conversations of another list in the same order, which must be the pinned
 * ones first and then the most recently updated, with sections: one for the
 * pinned ones and one for each day. Sections are searched, not
 * kept, so a long library costs nothing at the start.
 *
 * Properties: "model" (#GListModel of #IngotConversation, nullable), "today" (uint, a Julian day; the
 * sections are seen from there).
 */
#define INGOT_TYPE_DAY_MODEL (ingot_day_model_get_type ())
G_DECLARE_FINAL_TYPE (IngotDayModel, ingot_day_model, INGOT, DAY_MODEL, GObject)

IngotDayModel *ingot_day_model_new (void);

G_END_DECLS
