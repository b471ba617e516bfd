/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "jobs/ingot-sign-in-job.h"
#include "model/ingot-cloud.h"

G_BEGIN_DECLS

/**
 * IngotSignInView:
 *
 * How a sign-in goes: the code that a person enters in a browser and how long it is good, or that the browser is
 * waited for, or why it came to nothing and what can be done then.
 *
 * Signals: "again" (int: #IngotSignInWay): begin anew, in this way; "keep-until-quit": the same, without a keyring;
 * "change": back to where one signs in.
 */
#define INGOT_TYPE_SIGN_IN_VIEW (ingot_sign_in_view_get_type ())
G_DECLARE_FINAL_TYPE (IngotSignInView, ingot_sign_in_view, INGOT, SIGN_IN_VIEW, AdwBin)

GtkWidget *ingot_sign_in_view_new (void);

/**
 * ingot_sign_in_view_show:
 * @job: (nullable): NULL for none
 * @whose: (nullable): the directory's name, where it is known
 * @can_change: whether there is something to go back to
 */
void ingot_sign_in_view_show (IngotSignInView *self, IngotSignInJob *job, IngotCloud *cloud, const char *whose,
                              gboolean can_change);

G_END_DECLS
