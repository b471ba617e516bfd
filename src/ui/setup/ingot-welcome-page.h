/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "jobs/ingot-resources.h"

G_BEGIN_DECLS

/**
 * IngotWelcomePage:
 *
 * What the first start shows: the doors to a first conversation.
 *
 * Properties: "resources" (#IngotResources, nullable).
 *
 * Signals:
 * - "deployment-ready" (#IngotDeployment): the sandbox has started, and this is whom to talk to
 * - "problem" (string): it has not, and why; the page shows it too
 */
#define INGOT_TYPE_WELCOME_PAGE (ingot_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (IngotWelcomePage, ingot_welcome_page, INGOT, WELCOME_PAGE, AdwBin)

GtkWidget *ingot_welcome_page_new (void);

/* Starts the sandbox; does nothing while it is starting. */
void ingot_welcome_page_try_sandbox (IngotWelcomePage *self);

G_END_DECLS
