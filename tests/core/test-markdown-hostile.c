/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include <string.h>

#include "ingot-markdown-fixture.h"
#include "text/ingot-copy.h"

/* Text that nobody writes but that a server may send. Nothing here asserts a time; what is quadratic never ends. */

typedef struct
{
  const char *name;
  const char *start;
  const char *repeated;
  const char *end;
  gsize size;
} Hostile;

#define MEGABYTE (1024 * 1024)

static const Hostile hostile[] = {
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

static char *
make (const Hostile *kind)
{
  GString *text = g_string_new (kind->start);

  while (text->len < kind->size)
    g_string_append (text, kind->repeated);
  g_string_append (text, kind->end);
  return g_string_free_and_steal (text);
}

static void
copy_all (IngotMarkdown *markdown, const char *text)
{
  g_autofree char *source = ingot_copy (markdown, NULL, NULL, INGOT_COPY_MARKDOWN);
  g_autofree char *shown = ingot_copy (markdown, NULL, NULL, INGOT_COPY_TEXT);
  g_autofree char *html = ingot_copy (markdown, NULL, NULL, INGOT_COPY_HTML);

  g_assert_cmpstr (source, ==, text);
  g_assert_true (g_utf8_validate (shown, -1, NULL));
  g_assert_true (g_utf8_validate (html, -1, NULL));
}

static void
test_whole (gconstpointer data)
{
  g_autofree char *text = make (data);
  g_autoptr(IngotMarkdown) markdown = ingot_markdown_new (text);
  g_autoptr(GPtrArray) wanted = ingot_markdown_fixture_parse (text);
  g_autoptr(GPtrArray) got = ingot_markdown_fixture_join (markdown);

  ingot_markdown_fixture_assert_sound (markdown);
  ingot_markdown_fixture_assert_equal (got, wanted, ((const Hostile *) data)->name);
  copy_all (markdown, text);
}

/* In a few parts: cut in its first repetitions, in its middle and shortly before its end. */
static void
test_parts (gconstpointer data)
{
  g_autofree char *text = make (data);
  gsize length = strlen (text);
  const gsize cuts[] = { 1, 7, 1000, 8191, 8192, 8193, 20000, length / 2, length - 1, length };
  g_autoptr(IngotMarkdown) markdown = ingot_markdown_new ("");
  gsize done = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (cuts); i++)
    {
      gsize end = MIN (cuts[i], length);

      while (end < length && ((guchar) text[end] & 0xc0) == 0x80)
        end++;
      if (end <= done)
        continue;
      ingot_markdown_append (markdown, text + done, (gssize) (end - done));
      done = end;
      if (i == 2 || i == 6 || end == length)
        {
          g_autofree char *prefix = g_strndup (text, end);
          g_autoptr(GPtrArray) wanted = ingot_markdown_fixture_parse (prefix);
          g_autoptr(GPtrArray) got = ingot_markdown_fixture_join (markdown);

          ingot_markdown_fixture_assert_equal (got, wanted, ((const Hostile *) data)->name);
        }
    }
}

/* Not what a turn may have, but it must not do harm. */
static void
test_bytes (void)
{
  static const char bytes[] = "a\0b \xff\xfe *c\xea\xb0* \xed\xa0\x80 `\xc0\xaf`\n";
  g_autoptr(IngotMarkdown) markdown = ingot_markdown_new ("");

  ingot_markdown_append (markdown, bytes, sizeof bytes - 1);
  g_assert_true (g_utf8_validate (ingot_markdown_get_source (markdown), -1, NULL));
  g_assert_true (g_str_has_prefix (ingot_markdown_get_source (markdown), "a\xef\xbf\xbd" "b \xef\xbf\xbd"));
  ingot_markdown_fixture_assert_sound (markdown);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_autofree char *whole = g_strdup_printf ("/markdown-hostile/whole/%s", hostile[i].name);
      g_autofree char *parts = g_strdup_printf ("/markdown-hostile/parts/%s", hostile[i].name);

      g_test_add_data_func (whole, &hostile[i], test_whole);
      g_test_add_data_func (parts, &hostile[i], test_parts);
    }
  g_test_add_func ("/markdown-hostile/bytes", test_bytes);
  return g_test_run ();
}
