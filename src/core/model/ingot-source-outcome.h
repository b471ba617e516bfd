/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-account.h"

G_BEGIN_DECLS

typedef enum
{
  INGOT_SOURCE_UNTRIED,
  INGOT_SOURCE_USED,    /* the tokens come from here */
  INGOT_SOURCE_MISSING, /* this computer does not have it */
  INGOT_SOURCE_FAILED,  /* it is there, and gave no token */
} IngotSourceState;

/**
 * IngotSourceOutcome:
 *
 * What came of one of the places that a token may come from.
 *
 * Properties: "kind" (int, an #IngotAccountKind), "title" (string), "state" (int), "text" (string, nullable: a
 * sentence that says what is missing or went wrong).
 */
#define INGOT_TYPE_SOURCE_OUTCOME (ingot_source_outcome_get_type ())
G_DECLARE_FINAL_TYPE (IngotSourceOutcome, ingot_source_outcome, INGOT, SOURCE_OUTCOME, GObject)

IngotSourceOutcome *ingot_source_outcome_new (IngotAccountKind kind);

IngotAccountKind ingot_source_outcome_get_kind (IngotSourceOutcome *self);
const char      *ingot_source_outcome_get_title (IngotSourceOutcome *self);
IngotSourceState ingot_source_outcome_get_state (IngotSourceOutcome *self);
const char      *ingot_source_outcome_get_text (IngotSourceOutcome *self); /* (nullable) */
void             ingot_source_outcome_set (IngotSourceOutcome *self, IngotSourceState state, const char *text);

G_END_DECLS
