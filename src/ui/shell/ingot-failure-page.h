/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/ingot-failure.h"

G_BEGIN_DECLS

/* What the window shows when the library cannot be opened: what is wrong, and what to do. */
#define INGOT_TYPE_FAILURE_PAGE (ingot_failure_page_get_type ())
G_DECLARE_FINAL_TYPE (IngotFailurePage, ingot_failure_page, INGOT, FAILURE_PAGE, AdwBin)

GtkWidget *ingot_failure_page_new (void);
void       ingot_failure_page_show (IngotFailurePage *self, const IngotFailure *failure);

G_END_DECLS
