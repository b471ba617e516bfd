/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "jobs/ingot-check-job.h"

G_BEGIN_DECLS

/**
 * IngotCheckOutcome:
 *
 * What came of a check: what to do about it, with what does it, and the service's own words.
 *
 * Signals: "use" (string: a deployment's name, int: an #IngotEndpointStyle) when somebody would rather have these;
 * "sign-in": the account has to be signed in again; "edit" (int: the #IngotCheckKind that failed): the address, the key
 * or the version is to be changed.
 */
#define INGOT_TYPE_CHECK_OUTCOME (ingot_check_outcome_get_type ())
G_DECLARE_FINAL_TYPE (IngotCheckOutcome, ingot_check_outcome, INGOT, CHECK_OUTCOME, AdwBin)

/* @job: (nullable): one that is over; NULL hides all of it */
void ingot_check_outcome_show (IngotCheckOutcome *self, IngotCheckJob *job);

/* Whether what was checked is still being typed, so that the form that it is typed in is where it is changed. */
void ingot_check_outcome_set_is_typed (IngotCheckOutcome *self, gboolean is_typed);

G_END_DECLS
