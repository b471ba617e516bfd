/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-ui-test.h"
#include "transcript/ingot-transcript-private.h"

G_BEGIN_DECLS

#define INGOT_TRANSCRIPT_FIXTURE_PAGE 500

/* A reply with one of everything. */
extern const char ingot_transcript_fixture_document[];

/* A transcript in a window of its own. */
typedef struct
{
  IngotConversation *conversation;
  IngotTranscriptView *view;
  GtkAdjustment *adjustment;
  GtkWindow *window;
} IngotTranscriptFixture;

void ingot_transcript_fixture_set_up    (IngotTranscriptFixture *self, gconstpointer data);
void ingot_transcript_fixture_tear_down (IngotTranscriptFixture *self, gconstpointer data);

/* A question and its answer, which is returned. */
IngotTurn *ingot_transcript_fixture_add_turns (IngotTranscriptFixture *self, const char *text, gboolean is_finished);

void ingot_transcript_fixture_wait_for_frames (IngotTranscriptFixture *self, int n);
void ingot_transcript_fixture_go_to_start     (IngotTranscriptFixture *self);

/* The place before (or, @after, behind) the first @text from the start on. */
IngotPosition ingot_transcript_fixture_find (IngotTranscriptFixture *self, const char *text, gboolean after);

G_END_DECLS
