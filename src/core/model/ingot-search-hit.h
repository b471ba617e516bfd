/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* A part of a text, in bytes. */
typedef struct
{
  gsize start;
  gsize end;
} IngotSearchRange;

/**
 * IngotSearchHit:
 *
 * One turn, or one title, in which something was found. It never changes.
 *
 * Properties, all read-only: "id" (int64: grows with the time of the hit, and is where the next page
 * begins), "conversation" (int64), "turn" (int64; 0 where the title was found), "position" (uint64: where in
 * the turn's text, in bytes), "created" (int64, Unix time in microseconds), "title" (string, nullable: of the
 * conversation), "passage" (string: one line of text around the match).
 */
#define INGOT_TYPE_SEARCH_HIT (ingot_search_hit_get_type ())
G_DECLARE_FINAL_TYPE (IngotSearchHit, ingot_search_hit, INGOT, SEARCH_HIT, GObject)

/* @ranges: (transfer full): of #IngotSearchRange, within @passage */
IngotSearchHit *ingot_search_hit_new (gint64 conversation, gint64 turn, guint64 position, gint64 created,
                                      const char *title, const char *passage, GArray *ranges);

gint64      ingot_search_hit_get_id (IngotSearchHit *self);
gint64      ingot_search_hit_get_conversation (IngotSearchHit *self);
gint64      ingot_search_hit_get_turn (IngotSearchHit *self);
guint64     ingot_search_hit_get_position (IngotSearchHit *self);
gint64      ingot_search_hit_get_created (IngotSearchHit *self);
const char *ingot_search_hit_get_title (IngotSearchHit *self);
const char *ingot_search_hit_get_passage (IngotSearchHit *self);

/* What of the passage matches. */
const IngotSearchRange *ingot_search_hit_get_ranges (IngotSearchHit *self, guint *n_ranges);

G_END_DECLS
