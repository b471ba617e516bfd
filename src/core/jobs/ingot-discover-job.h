/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-job.h"
#include "model/ingot-account.h"
#include "model/ingot-subscription.h"

G_BEGIN_DECLS

/**
 * IngotDiscoverJob:
 *
 * Finds what an account reaches: its subscriptions in all directories, the resources in them, and their deployments.
 * What is found goes into #IngotResources as it comes, and into the store. IngotResources runs it.
 *
 * It is done when all was asked, even if parts of it were refused: those have their "failure" in the list of
 * subscriptions. It fails when nothing at all could be listed.
 *
 * Properties: "subscriptions" (a #GListModel of #IngotSubscription), "n-asked" and "n-to-ask" (uint, both notify: the
 * lists that have been asked for, and those that are known to be needed so far, which grow), "n-failures" (uint,
 * notifies: how many of the subscriptions have a failure).
 */
#define INGOT_TYPE_DISCOVER_JOB (ingot_discover_job_get_type ())
G_DECLARE_FINAL_TYPE (IngotDiscoverJob, ingot_discover_job, INGOT, DISCOVER_JOB, IngotJob)

IngotDiscoverJob *ingot_discover_job_new (IngotAccount *account);

/* (transfer none) (nullable): whose resources it finds; NULL once that is gone, since the account has its last job */
IngotAccount *ingot_discover_job_get_account (IngotDiscoverJob *self);

GListModel *ingot_discover_job_get_subscriptions (IngotDiscoverJob *self);
guint       ingot_discover_job_get_n_asked (IngotDiscoverJob *self);
guint       ingot_discover_job_get_n_to_ask (IngotDiscoverJob *self);
guint       ingot_discover_job_get_n_failures (IngotDiscoverJob *self);

/* For the discovery. */
void        ingot_discover_job_add_to_ask (IngotDiscoverJob *self, guint n);
void        ingot_discover_job_add_asked (IngotDiscoverJob *self);
void        ingot_discover_job_add_subscription (IngotDiscoverJob *self, IngotSubscription *subscription);
/* @failed_at: (nullable): see IngotSubscription */
void        ingot_discover_job_note_failure (IngotDiscoverJob *self, IngotSubscription *subscription,
                                             const IngotFailure *failure, const char *failed_at);

G_END_DECLS
