/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-keeper.h"
#include "ingot-search.h"

G_BEGIN_DECLS

IngotSearch *ingot_search_new (IngotKeeper *keeper);

G_END_DECLS
