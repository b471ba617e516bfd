/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * How text is cut for the full-text search.
 *
 * Languages that are written without spaces, or that add particles to words, are cut into overlapping
 * pairs: "감사합니다" gives 감사, 사합, 합니, 니다 and, so that each of its characters begins a token, 다. A word
 * of two syllables is then a token wherever it stands, and a lone one is found by its prefix.
 *
 * Everything else is cut into words as SQLite's unicode61 does: letters and numbers without case and
 * diacritics. Underscores separate, so "retry_delay_ms" is found by any of its parts. Emoji are words.
 */

/* No token is longer, in bytes; what is too long is cut. */
#define INGOT_TOKENS_MAX_LENGTH 96

typedef enum
{
  INGOT_TOKENS_OF_TEXT,
  /* The last character of the last run is not a token by itself: what is looked for may go on there. */
  INGOT_TOKENS_OF_QUERY,
} IngotTokensKind;

/**
 * IngotTokenFunc:
 * @token: folded, not terminated
 * @start, @end: its bytes in the text
 *
 * Returns: 0 to go on; all else ends the cutting
 */
typedef int (*IngotTokenFunc) (const char *token, gsize length, gsize start, gsize end, gpointer user_data);

/* @text may hold anything; bytes that are not UTF-8 separate. Returns: what @func last returned */
int ingot_tokens_cut (const char *text, gsize length, IngotTokensKind kind, IngotTokenFunc func,
                      gpointer user_data);

/* Whether @c is of a script that is cut into pairs. */
gboolean ingot_tokens_is_paired (gunichar c);

G_END_DECLS
