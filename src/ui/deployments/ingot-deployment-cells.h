/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ingot-deployment-entry.h"

G_BEGIN_DECLS

/* What fills a column of the table of deployments, and how it is ordered. (transfer full) */
GtkListItemFactory *ingot_deployment_cells_new_factory (IngotDeploymentColumn column);
GtkSorter          *ingot_deployment_cells_new_sorter (IngotDeploymentColumn column);

/* Tells each row of the table as one: its name, its resource and its state. (transfer full) */
GtkListItemFactory *ingot_deployment_cells_new_row_factory (void);

/* The entry of the row that @widget, something in the table, is in or around. (transfer none) (nullable) */
IngotDeploymentEntry *ingot_deployment_cells_find_entry (GtkWidget *widget);

/* The two lines of a cell, "–" for what is not known. (transfer full) */
char *ingot_deployment_cells_dup_text (IngotDeploymentEntry *entry, IngotDeploymentColumn column);

/* What is shown of a state that nothing has said is that nobody has asked. */
const char *ingot_deployment_cells_get_state (IngotDeploymentEntry *entry);

G_END_DECLS
