/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A rough tokenizer. It needs no vocabulary, and its counts lie within about a quarter of those of the
 * byte-pair encodings in use, which is close enough to try out usage figures, limits and pacing:
 *
 * - a run of ASCII letters, with one space before it, in pieces of at most seven bytes;
 * - a run of ASCII digits in pieces of three;
 * - a run of other spaces and tabs, or of line ends, whole;
 * - a run of the same ASCII punctuation mark in pieces of four;
 * - every other character by itself, with one space before it (Hangul, Han, Kana, accented letters).
 *
 * The pieces joined are the text again. */

/* The length in bytes of the token that @text begins with; 0 at the end of the text. @text is UTF-8. */
gsize sandbox_token_length (const char *text);

guint sandbox_tokens_count (const char *text);

/* All tokens of @text in order, as newly allocated strings that the array owns. */
GPtrArray *sandbox_tokens_split (const char *text);

/* Appends them to @tokens instead, as strings that @chunk owns: a tenth of the memory. */
void sandbox_tokens_append (GPtrArray *tokens, GStringChunk *chunk, const char *text);

G_END_DECLS
