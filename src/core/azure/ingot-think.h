/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * IngotThink:
 *
 * Parts the reasoning from the answer where a model writes both into one text,
 * as DeepSeek-R1 does on /models: "<think>…</think>" at the very beginning. A
 * tag anywhere else is text. The pieces of a stream may cut a tag anywhere.
 */
typedef struct _IngotThink IngotThink;

IngotThink *ingot_think_new (void);
void        ingot_think_free (IngotThink *self);

/* Appends what @text has of either; what could be the beginning of a tag waits for more. */
void ingot_think_feed (IngotThink *self, const char *text, GString *reasoning, GString *answer);

/* The end of the text: what waited was no tag. */
void ingot_think_finish (IngotThink *self, GString *reasoning, GString *answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IngotThink, ingot_think_free)

G_END_DECLS
