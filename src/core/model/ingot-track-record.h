/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What is known of a deployment's past replies. Numbers are -1 while unknown: unknown is never shown as zero. */
typedef struct
{
  guint n_replies;          /* how many replies this is of, at most 100 */
  double first_token_ms;    /* the median, from sending to the first text */
  double tokens_per_second; /* the median, after the first one */
  gint64 headroom_at;       /* when the service last said what is left: Unix time in microseconds; 0 for never */
  gint64 tokens_left;       /* as it said so then, of tokens_limit a minute */
  gint64 tokens_limit;
  gint64 requests_left;
  gint64 requests_limit;
} IngotTrackFacts;

#define INGOT_TRACK_FACTS_UNKNOWN { 0, -1, -1, 0, -1, -1, -1, -1 }

/**
 * IngotTrackRecord:
 *
 * How a deployment did in the newest replies that are kept of it. It fills itself: each property notifies when it
 * is known.
 *
 * Properties (read only): "n-replies" (uint), "first-token-ms", "tokens-per-second" (double), "headroom-at",
 * "tokens-left", "tokens-limit", "requests-left", "requests-limit" (int64): see #IngotTrackFacts; "loaded"
 * (boolean): whether they have been looked up.
 */
#define INGOT_TYPE_TRACK_RECORD (ingot_track_record_get_type ())
G_DECLARE_FINAL_TYPE (IngotTrackRecord, ingot_track_record, INGOT, TRACK_RECORD, GObject)

IngotTrackRecord *ingot_track_record_new (void);

const IngotTrackFacts *ingot_track_record_get_facts (IngotTrackRecord *self);
gboolean               ingot_track_record_get_loaded (IngotTrackRecord *self);

/* For whoever fills it. */
void ingot_track_record_fill (IngotTrackRecord *self, const IngotTrackFacts *facts);

G_END_DECLS
