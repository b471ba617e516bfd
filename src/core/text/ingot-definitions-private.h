/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Definitions of links and footnotes hold for the whole turn, but a part of the turn is parsed by itself. So what
 * each part defines is found out, and the others are given it as lines before their own.
 */

/**
 * IngotDefinition:
 * @label: as it is written, on one line
 * @key: the same for labels that mean the same
 * @target: (nullable): %NULL for a footnote
 * @start: of the part that has it
 */
typedef struct
{
  char *label;
  char *key;
  char *target;
  gsize start;
} IngotDefinition;

/* (transfer full) (nullable) (element-type IngotDefinition): what is defined from @start to @end, or NULL */
GPtrArray *ingot_definitions_collect (const char *source, gsize start, gsize end);

/* (transfer full) (nullable): a set of the keys of what stands in brackets there, or NULL */
GHashTable *ingot_definitions_find_used (const char *source, gsize start, gsize end);

/**
 * ingot_definitions_dup_prelude:
 * @definitions: (nullable): of the whole turn, without repetitions
 * @used: (nullable): keys used in the part
 *
 * Returns: (nullable): Markdown to put before the part, or %NULL
 */
char *ingot_definitions_dup_prelude (GPtrArray *definitions, GHashTable *used, const char *source, gsize start,
                                     gsize end);

gboolean ingot_definition_equal (const IngotDefinition *a, const IngotDefinition *b);

G_END_DECLS
