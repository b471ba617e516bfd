/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-database.h"
#include "ingot-store-folder.h"
#include "ingot-store.h"

G_BEGIN_DECLS

/**
 * ingot_store_opening_run:
 * @set_aside: (out): why an older database was moved, if one was
 * @aside_path: (out): where to
 *
 * Opens the database of @folder, sound, up to date and with nothing in it that
 * is still being written.
 */
IngotDatabase *ingot_store_opening_run (IngotStoreFolder *folder, IngotSetAside *set_aside, char **aside_path,
                                        GError **error);

G_END_DECLS
