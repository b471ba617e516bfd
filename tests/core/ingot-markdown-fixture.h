/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "text/ingot-markdown.h"

G_BEGIN_DECLS

/* What @source is when it is parsed in one piece, by itself. (transfer full) */
GPtrArray *ingot_markdown_fixture_parse (const char *source);

/* A block in words, on some lines. */
char *ingot_markdown_fixture_describe (const IngotBlock *block);

/* All blocks of all segments. (transfer full) */
GPtrArray *ingot_markdown_fixture_join (IngotMarkdown *markdown);

/* Ends the test with both in words where they are not equal. */
void ingot_markdown_fixture_assert_equal (const GPtrArray *got, const GPtrArray *wanted, const char *what);

/* That segments follow one another, and that each mapping, range and span is within what it should be within. */
void ingot_markdown_fixture_assert_sound (IngotMarkdown *markdown);

/* That the source of each character was found. Only the second one of an entity and the rest of a tab have none. */
void ingot_markdown_fixture_assert_aligned (IngotMarkdown *markdown);

/* Calls @test with each document of tests/fixtures/markdown, its name and text. */
void ingot_markdown_fixture_for_each (void (*test) (const char *name, const char *text));

G_END_DECLS
