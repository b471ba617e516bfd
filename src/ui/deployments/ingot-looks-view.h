/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "jobs/ingot-discover-job.h"
#include "jobs/ingot-list-job.h"

G_BEGIN_DECLS

/**
 * IngotLooksView:
 *
 * How the looks for deployments get on: how far they are, and what could not be listed and why. It takes no room while
 * there is nothing to say.
 *
 * Properties:
 * - "looks" (#GListModel of #IngotJob, nullable, writable): see ingot_resources_get_looks()
 * - "accounts" (#GListModel of #IngotAccount, nullable, writable): those that are signed out are a problem, too
 * - "busy" (boolean): a look is under way
 *
 * Signals:
 * - "try-again" (#IngotJob): somebody wants that look to be taken once more
 * - "sign-in" (#IngotAccount): somebody wants to sign in to it again
 */
#define INGOT_TYPE_LOOKS_VIEW (ingot_looks_view_get_type ())
G_DECLARE_FINAL_TYPE (IngotLooksView, ingot_looks_view, INGOT, LOOKS_VIEW, AdwBin)

gboolean ingot_looks_view_get_busy (IngotLooksView *self);

G_END_DECLS
