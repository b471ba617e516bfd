/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "deployments/ingot-deployment-pane.h"
#include "ingot-workspace-fixture.h"

G_BEGIN_DECLS

/* The pane of a deployment in a window, which is not shown: without one its buttons do not know its actions. */
typedef struct
{
  IngotWorkspaceFixture base;
  IngotDeploymentPane *pane;
  GtkWindow *window;
} IngotPaneFixture;

void ingot_pane_fixture_set_up    (IngotPaneFixture *self, gconstpointer data);
void ingot_pane_fixture_tear_down (IngotPaneFixture *self, gconstpointer data);

/* (transfer full): a resource of which the management API said everything */
IngotResource   *ingot_pane_fixture_make_resource  (const char *name);
/* (transfer none): a chat model in the v1 style, of which a listing said everything */
IngotDeployment *ingot_pane_fixture_add_deployment (IngotResource *resource, const char *name);

/* (transfer none): what the template of the pane calls @name */
gpointer ingot_pane_fixture_get_part (IngotPaneFixture *self, const char *name);

/* (transfer none) (nullable): the nth widget of @type in @widget, in reading order */
gpointer ingot_pane_fixture_find (gpointer widget, GType type, guint n);

G_END_DECLS
