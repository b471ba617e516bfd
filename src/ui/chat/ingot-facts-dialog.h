/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/ingot-turn.h"

G_BEGIN_DECLS

/* Everything that is known about a reply beside its text; what is not known is not listed. A sheet where it is narrow. */
AdwDialog *ingot_facts_dialog_new (IngotTurn *turn);

G_END_DECLS
