/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-job.h"
#include "model/ingot-account.h"

G_BEGIN_DECLS

typedef enum
{
  INGOT_SIGN_IN_WAY_CODE,    /* a code that is typed into any browser */
  INGOT_SIGN_IN_WAY_BROWSER, /* this computer's browser; where codes are blocked */
} IngotSignInWay;

typedef enum
{
  INGOT_SIGN_IN_STEP_STARTING, /* asking for a code, or getting ready for the browser */
  INGOT_SIGN_IN_STEP_PERSON,   /* the person's turn: see "link" and, by code, "user-code" */
  INGOT_SIGN_IN_STEP_KEEPING,  /* signed in; it is being kept */
} IngotSignInStep;

/**
 * IngotSignInJob:
 *
 * Signs somebody in. IngotAccounts runs it. Cancelling ends the waiting for the browser or the code.
 *
 * Properties beside those of #IngotJob, each notifies: "way", "step" (int), "user-code" (string, nullable), "link"
 * (string, nullable: what the browser is to open), "ends-at" (int64: when the code is good no more, monotonic
 * microseconds; 0 for never), "lifetime" (int: for how many seconds it was good), "account" (#IngotAccount, nullable:
 * once it is done).
 */
#define INGOT_TYPE_SIGN_IN_JOB (ingot_sign_in_job_get_type ())
G_DECLARE_FINAL_TYPE (IngotSignInJob, ingot_sign_in_job, INGOT, SIGN_IN_JOB, IngotJob)

IngotSignInWay  ingot_sign_in_job_get_way (IngotSignInJob *self);
IngotSignInStep ingot_sign_in_job_get_step (IngotSignInJob *self);
const char     *ingot_sign_in_job_get_user_code (IngotSignInJob *self); /* (nullable) */
const char     *ingot_sign_in_job_get_link (IngotSignInJob *self);      /* (nullable) */
gint64          ingot_sign_in_job_get_ends_at (IngotSignInJob *self);
int             ingot_sign_in_job_get_lifetime (IngotSignInJob *self);
IngotAccount   *ingot_sign_in_job_get_account (IngotSignInJob *self);   /* (transfer none) (nullable) */

/* Whether it failed in a way that signing in with the browser may mend. */
gboolean        ingot_sign_in_job_offers_browser (IngotSignInJob *self);

/* For whoever runs it. */
IngotSignInJob *ingot_sign_in_job_new (IngotSignInWay way);
void            ingot_sign_in_job_ask_person (IngotSignInJob *self, const char *user_code, const char *link,
                                              int lifetime_s);
void            ingot_sign_in_job_set_keeping (IngotSignInJob *self);
void            ingot_sign_in_job_finish (IngotSignInJob *self, IngotAccount *account);

G_END_DECLS
