/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/ingot-track-record.h"

G_BEGIN_DECLS

/**
 * IngotTrackView:
 *
 * How a deployment did in its past replies, and how much room the last one left. What is not known is not shown.
 *
 * Property, writable: "record" (#IngotTrackRecord, nullable).
 */
#define INGOT_TYPE_TRACK_VIEW (ingot_track_view_get_type ())
G_DECLARE_FINAL_TYPE (IngotTrackView, ingot_track_view, INGOT, TRACK_VIEW, AdwBin)

void ingot_track_view_set_record (IngotTrackView *self, IngotTrackRecord *record);

/* Counts the age of what is shown anew. */
void ingot_track_view_refresh (IngotTrackView *self);

G_END_DECLS
