/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include "ingot-hostile.h"

#define MEGABYTE (1024 * 1024)

const IngotHostile ingot_hostile[] = {
  { "nested-quotes", "", ">", "a\n", 100000 },
  { "nested-quotes-spaced", "", "> ", "a\n", 60000 },
  { "nested-quotes-lazy", "", ">", "a\nb\nc [d](e) *f*\n", 100000 },
  { "nested-quotes-lines", "", "> > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > a\n", "", 60000 },
  { "nested-quotes-links", ">>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>", "[a](b)", "", 60000 },
  { "nested-lists", "", "- ", "a\n", 100000 },
  { "nested-list-numbers", "", "1. ", "a\n", 100000 },
  { "dashes", "", "-", "\n", 200000 },
  { "one-line", "", "word ", "", MEGABYTE },
  { "one-word", "", "a", "", MEGABYTE },
  { "one-word-korean", "", "가", "", 200000 },
  { "marks", "a", "\xcc\x81", "", 100000 },
  { "joiners", "", "👩\xe2\x80\x8d", "", 100000 },
  { "flags", "", "🇰", "", 100000 },
  { "open-brackets", "", "[", "", 60000 },
  { "open-images", "", "![", "", 60000 },
  { "brackets", "", "[a", "]", 60000 },
  { "closed-brackets", "", "[]", "", 60000 },
  { "open-links", "", "[a](", "", 60000 },
  { "open-links-angle", "", "[a](<b", "", 60000 },
  { "links", "", "[a](b) ", "", 80000 },
  { "images", "", "![", "](a)", 100000 },
  { "stars", "", "*", "", 60000 },
  { "emphasis-open", "", "*a **b ", "", 60000 },
  { "emphasis-mixed", "", "*a_ ", "", 60000 },
  { "emphasis-nested", "", "_*a", "", 100000 },
  { "emphasis", "", "**a** *b* ", "", 80000 },
  { "tildes", "", "~a ~~b ", "", 60000 },
  { "backticks", "", "`a``b", "", 60000 },
  { "ampersands", "", "&", "", 60000 },
  { "entities", "", "&amp;", "", 80000 },
  { "backslashes", "", "\\", "", 60000 },
  { "escapes", "", "\\*", "", 80000 },
  { "tags-open", "", "<a ", "", 60000 },
  { "comments-open", "a ", "<!--", "", 60000 },
  { "instructions-open", "a ", "<?", "", 60000 },
  { "autolinks", "", "http://a.b/ ", "", 60000 },
  { "autolink-colons", "", "://", "", 60000 },
  { "www", "", "www.", "", 60000 },
  { "addresses", "", "a@b.c ", "", 60000 },
  { "at-signs", "", "a@", "", 60000 },
  { "parentheses", "[a](", "(", "", 60000 },
  { "fence-open", "```\n", "code\n", "", MEGABYTE },
  { "fence-one-line", "```\n", "code ", "", 200000 },
  { "fence-info", "```", "a", "\nb\n```\n", 60000 },
  { "html-open", "<div>\n", "a\n", "", 200000 },
  { "table", "|a|b|\n|-|-|\n", "|c|d|\n", "", 60000 },
  { "table-wide", "", "|a", "|\n", 30000 },
  { "table-heads", "", "|a|\n|-|\n\n", "", 60000 },
  { "table-delimiters", "|a|\n", "|-|\n", "", 100000 },
  { "list", "", "- a\n", "", 80000 },
  { "list-loose", "", "1. a\n\n", "", 60000 },
  { "list-blank", "- a\n  - b\n    - c\n", "\n", "x", 80000 },
  { "headings", "", "# a\n", "", 60000 },
  { "setext", "a\n", "=\n", "", 60000 },
  { "paragraph-lines", "", "a\n", "", 80000 },
  { "hard-breaks", "", "a  \n", "", 60000 },
  { "rules", "", "***\n", "", 60000 },
  { "blank-lines", "", "\n", "a", 200000 },
  { "spaces", "", " ", "a", MEGABYTE },
  { "tabs", "", "\t", "a", 60000 },
  { "definitions", "", "[a]: b\n", "", 100000 },
  { "definitions-open", "", "[a]: ", "", 100000 },
  { "definition-likes", "", "a[b]: c ", "", 100000 },
  { "footnotes", "", "[^a]: b\n", "", 100000 },
  { "footnote-references", "[^a]: b\n\n", "[^a]", "", 60000 },
  { "footnote-open", "", "[^", "]", 100000 },
  { "carriage-returns", "", "\r", "a", 60000 },
};

const gsize ingot_n_hostile = G_N_ELEMENTS (ingot_hostile);

char *
ingot_hostile_make (const IngotHostile *kind)
{
  GString *text = g_string_new (kind->start);

  while (text->len < kind->size)
    g_string_append (text, kind->repeated);
  g_string_append (text, kind->end);
  return g_string_free_and_steal (text);
}
