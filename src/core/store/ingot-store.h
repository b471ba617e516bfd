/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

#include "model/ingot-conversation.h"
#include "model/ingot-resource.h"
#include "model/ingot-search-hit.h"
#include "model/ingot-track-record.h"

G_BEGIN_DECLS

/**
 * IngotStore:
 *
 * The database of everything that is kept: accounts, resources, deployments,
 * conversations, turns. Never a key or a token.
 *
 * One thread owns the database. Every function here returns at once; its
 * future resolves on the caller's thread when the thread has committed, in the
 * order of the calls. What has resolved survives `kill -9`. Failures reject
 * with %INGOT_ERROR_STORE and the database's own words.
 *
 * Objects given to a call are read before it returns; objects that a future
 * resolves to belong to the receiver.
 */
#define INGOT_TYPE_STORE (ingot_store_get_type ())
G_DECLARE_FINAL_TYPE (IngotStore, ingot_store, INGOT, STORE, GObject)

/**
 * ingot_store_open:
 * @folder: where "ingot.db" lies or will lie; made if missing, for the user alone
 *
 * Takes the writer's lock, brings an older schema up to date, and marks the
 * replies that were being written as interrupted. A database that is corrupt or
 * was written by a newer Ingot is moved aside under another name beside it, never
 * overwritten, and an empty one is begun: see ingot_store_get_set_aside().
 *
 * Resolves to an #IngotStore; rejects with %INGOT_ERROR_STORE_IN_USE when
 * another process has the lock.
 */
DexFuture *ingot_store_open (const char *folder);

/* Why an older database was moved aside. */
typedef enum
{
  INGOT_SET_ASIDE_NONE,
  INGOT_SET_ASIDE_CORRUPT,
  INGOT_SET_ASIDE_NEWER,
} IngotSetAside;

IngotSetAside ingot_store_get_set_aside (IngotStore *self, const char **path);

/* A number that no row has and no later call gives. Any thread. */
gint64 ingot_store_new_id (IngotStore *self);

/* Commits what was asked before, folds the log into the file, gives up the lock. */
DexFuture *ingot_store_close (IngotStore *self);

/* Resolves to a #GListModel of #IngotAccount, in the order of their ids. */
DexFuture *ingot_store_load_accounts (IngotStore *self);

/* Gives it an id if it has none, before it returns. */
DexFuture *ingot_store_save_account (IngotStore *self, IngotAccount *account);

/* Removes it so that nothing of it stays in the file. Resources that it signed in to stay without an account. */
DexFuture *ingot_store_remove_account (IngotStore *self, gint64 account_id);

/**
 * ingot_store_load_resources:
 * @accounts: (nullable): a #GListModel of #IngotAccount, where those of the resources are found by id
 *
 * Resolves to a #GListModel of #IngotResource with their deployments, in the order of their ids.
 */
DexFuture *ingot_store_load_resources (IngotStore *self, GListModel *accounts);

/* Writes the resource and all its deployments; gives ids to those that have none, before it returns. */
DexFuture *ingot_store_save_resource (IngotStore *self, IngotResource *resource);

/* Removes it and its deployments. Conversations stay; they have no deployment then. */
DexFuture *ingot_store_remove_resource (IngotStore *self, gint64 resource_id);

/**
 * ingot_store_load_conversations:
 * @resources: a #GListModel of #IngotResource, where their deployments are found by id
 *
 * Resolves to a #GListModel of #IngotConversation without their turns, the pinned
 * ones first, and then the most recently updated. Deleted ones are not in it.
 */
DexFuture *ingot_store_load_conversations (IngotStore *self, GListModel *resources);

/* Resolves to a #GListModel of #IngotTurn, oldest first; a turn that was superseded is not in it. */
DexFuture *ingot_store_load_turns (IngotStore *self, gint64 conversation_id);

/* Writes its head: own title, draft, deployment, times. Gives it an id if it has none, before it returns. */
DexFuture *ingot_store_save_conversation (IngotStore *self, IngotConversation *conversation);

/* Deleted conversations are kept until they are purged, so that deleting can be undone. */
DexFuture *ingot_store_set_deleted (IngotStore *self, gint64 conversation_id, gboolean deleted);
DexFuture *ingot_store_purge_deleted (IngotStore *self);

/* Adds @turn at the end of its conversation. Gives it an id if it has none, before it returns. */
DexFuture *ingot_store_add_turn (IngotStore *self, gint64 conversation_id, IngotTurn *turn);

/* What a part of a reply belongs to. Written to the database: fixed, append only. */
typedef enum
{
  INGOT_PART_TEXT = 0,
  INGOT_PART_REASONING = 1,
} IngotPartKind;

/**
 * ingot_store_append_part:
 * @text: what is new since the last part
 * @length: its bytes
 *
 * Adds to a reply that is being written. The growing text is never rewritten.
 */
DexFuture *ingot_store_append_part (IngotStore *self, gint64 turn_id, IngotPartKind kind,
                                    const char *text, gsize length);

/* The end of a reply: writes its state, facts and failure, and folds its parts into its text. */
DexFuture *ingot_store_finish_turn (IngotStore *self, IngotTurn *turn);

/* Hides a turn that was deleted or whose place another one takes (regenerated, edited). It stays in the database. */
DexFuture *ingot_store_supersede_turn (IngotStore *self, gint64 turn_id);

/* Shows it again, in the place that it had. */
DexFuture *ingot_store_restore_turn (IngotStore *self, gint64 turn_id);

/**
 * ingot_store_search:
 * @text: what somebody typed; no character of it has a special meaning
 * @before_id: 0 for the first page, else the id of the last hit of the page before
 * @limit: how many hits at most
 *
 * Finds what has all the words of @text, the last one as the beginning of a word,
 * in turns that are finished and in titles that people gave.
 *
 * Resolves to a #GListModel of #IngotSearchHit, the newest first.
 */
DexFuture *ingot_store_search (IngotStore *self, const char *text, gint64 before_id, guint limit);

/**
 * ingot_store_load_track_record:
 * @resource_name: (nullable)
 *
 * Resolves to an #IngotTrackRecord that is filled: of the newest 100 replies of that deployment that are finished,
 * also of those that were replaced or are in conversations that were deleted.
 */
DexFuture *ingot_store_load_track_record (IngotStore *self, const char *deployment_name, const char *resource_name);

G_END_DECLS
