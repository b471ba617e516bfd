/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "model/ingot-conversation.h"
#include "model/ingot-track-record.h"

G_BEGIN_DECLS

/**
 * IngotLibrary:
 *
 * All conversations, a #GListModel of #IngotConversation, the pinned
 * ones first, and then the most recently updated. It keeps the store in step: a title, a draft or a deployment
 * that changes is written by itself.
 *
 * A new conversation is listed and stored once something is in it.
 */
#define INGOT_TYPE_LIBRARY (ingot_library_get_type ())
G_DECLARE_FINAL_TYPE (IngotLibrary, ingot_library, INGOT, LIBRARY, GObject)

/* A conversation that is not listed yet. It comes into the list with its first draft or turn. */
IngotConversation *ingot_library_begin (IngotLibrary *self);

/* Reads its turns, if that has not been done; "loaded" tells when they are there. */
void ingot_library_load (IngotLibrary *self, IngotConversation *conversation);

/* (transfer none) (nullable) */
IngotConversation *ingot_library_find (IngotLibrary *self, gint64 id);

/* (transfer none) (nullable): the most recently updated one, pinned or not */
IngotConversation *ingot_library_get_latest (IngotLibrary *self);

/* Takes it out of the list, and puts it back. What was removed is gone for good at the next start. */
void ingot_library_remove (IngotLibrary *self, IngotConversation *conversation);
void ingot_library_restore (IngotLibrary *self, IngotConversation *conversation);

/* (transfer full): how @deployment did in the newest replies that are kept of it. It fills itself, once. */
IngotTrackRecord *ingot_library_dup_track_record (IngotLibrary *self, IngotDeployment *deployment);

G_END_DECLS
