/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-markdown.h"

G_BEGIN_DECLS

typedef enum
{
  INGOT_COPY_TEXT,     /* as it is shown: bullets, numbers, cells with tabs between them */
  INGOT_COPY_MARKDOWN, /* a slice of the source */
  INGOT_COPY_HTML,     /* a fragment; everything escaped, only addresses that are safe to open */
} IngotCopyFormat;

/**
 * ingot_copy:
 * @from, @to: (nullable): %NULL is the start or the end of the turn. @from must not be after @to
 *
 * What is selected from @from to before @to. As Markdown the whole turn is its
 * source, byte for byte; whole blocks are their source, with the markers of
 * containers; what begins or ends within emphasis, a link, code, a fence or a
 * table is completed, so that it reads as what was selected. Parses every segment that it touches,
 * and drops again those that were not parsed before (Markdown: only the first and the last).
 *
 * Returns: (transfer full): UTF-8, without a line end at its end unless the whole source is asked for and has one
 */
char *ingot_copy (IngotMarkdown *markdown, const IngotPlace *from, const IngotPlace *to, IngotCopyFormat format);

G_END_DECLS
