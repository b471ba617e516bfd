/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Lets @drop_down choose all resources, the first item, or one of @resources, of #IngotResource: each then is the
 * selected item. Their names are followed. */
void ingot_resource_choice_fill (GtkDropDown *drop_down, GListModel *resources);

G_END_DECLS
