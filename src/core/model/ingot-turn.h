/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "ingot-facts.h"
#include "ingot-failure.h"

G_BEGIN_DECLS

/* The numbers of these two are written to the database: fixed, append only. */
typedef enum
{
  INGOT_ROLE_USER = 1,
  INGOT_ROLE_ASSISTANT = 2,
} IngotRole;

typedef enum
{
  INGOT_TURN_WRITING = 1,     /* a reply that still grows; found in the database at a start, it was interrupted */
  INGOT_TURN_COMPLETE = 2,
  INGOT_TURN_STOPPED = 3,     /* by the person */
  INGOT_TURN_INTERRUPTED = 4, /* the stream ended with no finish reason, or the program did */
  INGOT_TURN_FAILED = 5,      /* see "failure"; text that had arrived is kept */
} IngotTurnState;

/**
 * IngotTurn:
 *
 * One message of a conversation. A reply is a turn that is still being
 * written: its text only grows, and each growth notifies at once (views
 * coalesce).
 *
 * Properties: "id" (int64), "role", "state" (int), "text", "reasoning"
 * (string), "created" (int64, Unix time in microseconds), "deployment-name",
 * "resource-name" (string, nullable: as they were when it was asked), "facts"
 * (#IngotFacts), "failure" (#IngotFailure, nullable).
 */
#define INGOT_TYPE_TURN (ingot_turn_get_type ())
G_DECLARE_FINAL_TYPE (IngotTurn, ingot_turn, INGOT, TURN, GObject)

IngotTurn *ingot_turn_new_user  (const char *text);
IngotTurn *ingot_turn_new_reply (const char *deployment_name, const char *resource_name);

gint64              ingot_turn_get_id (IngotTurn *self);
void                ingot_turn_set_id (IngotTurn *self, gint64 id);
IngotRole           ingot_turn_get_role (IngotTurn *self);
IngotTurnState      ingot_turn_get_state (IngotTurn *self);
gint64              ingot_turn_get_created (IngotTurn *self);
const char         *ingot_turn_get_deployment_name (IngotTurn *self);
const char         *ingot_turn_get_resource_name (IngotTurn *self);
const IngotFacts   *ingot_turn_get_facts (IngotTurn *self);
const IngotFailure *ingot_turn_get_failure (IngotTurn *self); /* (nullable) */

/* Valid until the turn changes. Never NULL; always valid UTF-8. Lengths are in bytes. */
const char *ingot_turn_get_text (IngotTurn *self);
gsize       ingot_turn_get_text_length (IngotTurn *self);
const char *ingot_turn_get_reasoning (IngotTurn *self);
gsize       ingot_turn_get_reasoning_length (IngotTurn *self);

/* Whether it is a reply that broke off in a way that asking for the rest of it can mend. */
gboolean ingot_turn_can_continue (IngotTurn *self);

/* Whether the content filter took its text back: it is neither shown nor sent again. */
gboolean ingot_turn_is_withheld (IngotTurn *self);

/* These three only while the turn is being written. @text must be valid UTF-8. */
void ingot_turn_append (IngotTurn *self, const char *text);
void ingot_turn_append_reasoning (IngotTurn *self, const char *text);
void ingot_turn_set_facts (IngotTurn *self, const IngotFacts *facts);

/**
 * ingot_turn_finish:
 * @failure: (nullable): why, for %INGOT_TURN_FAILED
 *
 * The end of the writing; @state must not be %INGOT_TURN_WRITING.
 */
void ingot_turn_finish (IngotTurn *self, IngotTurnState state, const IngotFailure *failure);

G_END_DECLS
