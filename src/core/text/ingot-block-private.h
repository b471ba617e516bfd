/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-block.h"

G_BEGIN_DECLS

/* With one reference and empty fields. */
IngotBlock *ingot_block_new (IngotBlockKind kind);

/* Frees what is in them, not themselves. */
void ingot_run_clear       (IngotRun *run);
void ingot_span_clear      (IngotSpan *span);
void ingot_container_clear (IngotContainer *container);

G_END_DECLS
