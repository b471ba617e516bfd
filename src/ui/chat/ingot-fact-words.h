/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ingot-turn.h"

G_BEGIN_DECLS

/* What is known about a reply, each fact in a few words. What is not known is not mentioned. */
char **ingot_fact_words_dup (IngotTurn *turn);

G_END_DECLS
