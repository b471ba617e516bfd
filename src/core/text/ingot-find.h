/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bytes from @start to before @end. */
typedef struct
{
  gsize start;
  gsize end;
} IngotRange;

/**
 * ingot_find_all:
 * @text: valid UTF-8
 * @length: of @text in bytes, or -1
 * @needle: (nullable): valid UTF-8; %NULL or empty finds nothing
 *
 * Where @needle stands in @text, whatever the case and whether composed or not
 * (decomposed Hangul too), from the first on, without overlaps. A match never ends within a character.
 *
 * Returns: (transfer full) (element-type IngotRange): never %NULL
 */
GArray *ingot_find_all (const char *text, gssize length, const char *needle);

G_END_DECLS
