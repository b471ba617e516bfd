/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-keeper.h"
#include "ingot-library.h"

G_BEGIN_DECLS

/* @stored: what ingot_store_load_conversations() gave */
IngotLibrary *ingot_library_new (IngotKeeper *keeper, GListModel *stored);

IngotStore *ingot_library_get_store (IngotLibrary *self);

/* Writes at once what would have been written soon. */
void ingot_library_flush (IngotLibrary *self);

G_END_DECLS
