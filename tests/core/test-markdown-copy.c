/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include <string.h>

#include "ingot-markdown-fixture.h"
#include "text/ingot-copy.h"
#include "text/ingot-part-private.h"

/* A place by its block, counted over all segments. */
static IngotPlace
make_place (IngotMarkdown *markdown, guint block, guint run, gsize offset)
{
  IngotPlace place = { 0, block, run, offset };

  while (place.block >= ingot_markdown_get_blocks (markdown, place.segment)->len)
    place.block -= ingot_markdown_get_blocks (markdown, place.segment++)->len;
  return place;
}

typedef struct
{
  const char *text;
  guint from[3]; /* block, run, offset */
  guint to[3];
  const char *markdown;
  const char *shown;
} Sample;

static const Sample samples[] = {
  { "a **bold** c\n", { 0, 0, 3 }, { 0, 0, 5 }, "**ol**", "ol" },
  { "a **bold** c\n", { 0, 0, 2 }, { 0, 0, 6 }, "**bold**", "bold" },
  { "a **bold** c\n", { 0, 0, 0 }, { 0, 0, 4 }, "a **bo**", "a bo" },
  { "[a *b* c](d)\n", { 0, 0, 2 }, { 0, 0, 5 }, "[*b* c](d)", "b c" },
  { "`code` x\n", { 0, 0, 1 }, { 0, 0, 6 }, "`ode` x", "ode x" },
  { "a &amp; \\* b\n", { 0, 0, 2 }, { 0, 0, 5 }, "&amp; \\*", "& *" },
  { "# One\n\ntwo\n\n> three\n", { 0, 0, 0 }, { 1, 0, 3 }, "# One\n\ntwo", "One\n\ntwo" },
  { "# One\n\ntwo\n\n> three\n", { 1, 0, 1 }, { 2, 0, 3 }, "wo\n\n> thr", "wo\n\n> thr" },
  { "# One\n\ntwo\n", { 0, 0, 1 }, { 1, 0, 0 }, "ne", "ne" },
  { "- a\n- b\n- c\n", { 1, 0, 0 }, { 2, 0, 1 }, "- b\n- c", "• b\n• c" },
  { "1. a\n   - b\n2. [ ] c\n", { 0, 0, 0 }, { 2, 0, 1 }, "1. a\n   - b\n2. [ ] c\n", "1. a\n   • b\n☐ c" },
  { "```c\nint a;\nint b;\n```\n\nx\n", { 0, 0, 4 }, { 0, 0, 9 }, "a;\nin", "a;\nin" },
  { "```c\nint a;\nint b;\n```\n\nx\n", { 0, 0, 7 }, { 1, 0, 1 }, "```c\nint b;\n```\n\nx", "int b;\n\nx" },
  { "x\n\n~~~c\nint a;\nint b;\n~~~\n", { 0, 0, 0 }, { 1, 0, 6 }, "x\n\n~~~c\nint a;\n~~~", "x\n\nint a;" },
  { "> ```\n> a\n> b\n> ```\n", { 0, 0, 1 }, { 0, 0, 3 }, "\nb", "\n> b" },
  { "|a|b|\n|-|-|\n|*c*|d|\n|e|f|\n", { 0, 2, 0 }, { 0, 3, 1 }, "|a|b|\n|-|-|\n|*c*|d|", "c\td" },
  { "|a|b|\n|-|-|\n|*cc*|d|\n", { 0, 2, 1 }, { 0, 2, 2 }, "*c*", "c" },
  { "|a|b|\n|-|-|\n|c|d|\n\nx\n", { 0, 1, 0 }, { 1, 0, 1 }, "|a|b|\n|-|-|\n|c|d|\n\nx", "b\nc\td\n\nx" },
};

static void
test_parts (void)
{
  static const gsize limits[] = { INGOT_SEGMENT_BYTES, 1 };

  for (gsize i = 0; i < G_N_ELEMENTS (samples) * G_N_ELEMENTS (limits); i++)
    {
      const Sample *sample = &samples[i / G_N_ELEMENTS (limits)];
      g_autoptr(IngotMarkdown) markdown = ingot_markdown_new_with_limit (limits[i % G_N_ELEMENTS (limits)]);
      IngotPlace from, to;
      g_autofree char *source = NULL;
      g_autofree char *shown = NULL;

      ingot_markdown_append (markdown, sample->text, -1);
      from = make_place (markdown, sample->from[0], sample->from[1], sample->from[2]);
      to = make_place (markdown, sample->to[0], sample->to[1], sample->to[2]);
      source = ingot_copy (markdown, &from, &to, INGOT_COPY_MARKDOWN);
      shown = ingot_copy (markdown, &from, &to, INGOT_COPY_TEXT);
      g_assert_cmpstr (source, ==, sample->markdown);
      g_assert_cmpstr (shown, ==, sample->shown);
    }
}

/* All of it is the source, byte for byte, however it is asked for; and asking keeps nothing in memory. */
static void
copy_whole (const char *name, const char *text)
{
  g_autoptr(IngotMarkdown) markdown = ingot_markdown_new_with_limit (30);
  g_autofree char *all = NULL;
  g_autofree char *from_places = NULL;
  g_autofree char *html = NULL;
  IngotPlace from, to;

  ingot_markdown_append (markdown, text, -1);
  all = ingot_copy (markdown, NULL, NULL, INGOT_COPY_MARKDOWN);
  g_assert_cmpstr (all, ==, text);
  html = ingot_copy (markdown, NULL, NULL, INGOT_COPY_HTML);
  g_assert_true (g_utf8_validate (html, -1, NULL));
  g_assert_null (strstr (html, "<script"));
  g_assert_null (strstr (html, "href=\"javascript"));
  g_assert_null (strstr (html, "href=\"data"));
  for (guint i = 0; i < ingot_markdown_get_n_segments (markdown); i++)
    g_assert_false (ingot_markdown_has_blocks (markdown, i));
  from = (IngotPlace) { 0, 0, 0, 0 };
  g_assert_true (ingot_markdown_locate (markdown, strlen (text), &to));
  from_places = ingot_copy (markdown, &from, &to, INGOT_COPY_MARKDOWN);
  g_assert_cmpstr (from_places, ==, text);
}

static void
test_whole (void)
{
  ingot_markdown_fixture_for_each (copy_whole);
}

/* An open fence has no last line, so that empty lines at its end are lost with the line end. */
static gboolean
ends_empty (const IngotBlock *block)
{
  return block->kind == INGOT_BLOCK_CODE && g_str_has_suffix (block->runs[0].text, "\n");
}

/* Whole blocks are their source: a copy of each one is, when it is parsed again, that block. */
static void
copy_blocks (const char *name, const char *text)
{
  g_autoptr(IngotMarkdown) markdown = ingot_markdown_new (text);
  const GPtrArray *blocks = ingot_markdown_get_blocks (markdown, 0);

  for (guint i = 0; i < blocks->len; i++)
    {
      const IngotBlock *block = g_ptr_array_index (blocks, i);
      IngotPlace from = { 0, i, 0, 0 };
      IngotPlace to = { 0, i, block->n_runs - 1, block->runs[block->n_runs - 1].length };
      g_autofree char *copy = ingot_copy (markdown, &from, &to, INGOT_COPY_MARKDOWN);
      g_autoptr(GPtrArray) again = NULL;

      if (block->n_containers > 0 || block->kind == INGOT_BLOCK_PARAGRAPH || strchr (text, '^') != NULL
          || strstr (text, "]:") != NULL || ends_empty (block))
        continue;
      g_test_message ("%s", copy);
      again = ingot_markdown_fixture_parse (copy);
      g_assert_cmpuint (again->len, ==, 1);
      g_assert_true (ingot_block_looks_equal (g_ptr_array_index (again, 0), block));
    }
}

static void
test_blocks (void)
{
  ingot_markdown_fixture_for_each (copy_blocks);
}

/* A place leads to the source and back. */
static void
locate_everything (const char *name, const char *text)
{
  g_autoptr(IngotMarkdown) markdown = ingot_markdown_new_with_limit (30);
  IngotPlace before = { 0, 0, 0, 0 };

  ingot_markdown_append (markdown, text, -1);
  for (gsize at = 0; at <= strlen (text); at++)
    {
      IngotPlace place, again;

      g_assert_true (ingot_markdown_locate (markdown, at, &place));
      g_assert_true (place.segment > before.segment
                     || (place.segment == before.segment && place.block >= before.block));
      before = place;
      g_assert_true (ingot_markdown_locate (markdown, ingot_markdown_get_source_offset (markdown, &place), &again));
      g_assert_cmpuint (again.segment, ==, place.segment);
      g_assert_cmpuint (again.block, ==, place.block);
    }
}

static void
test_locate (void)
{
  ingot_markdown_fixture_for_each (locate_everything);
}

static void
test_html (void)
{
  static const char text[] = "# A & <b>\n\n*x **y*** [z](http://a.b/?c&d) [bad](javascript:e) `f<`\n\n- g\n- h\n  1. i\n\n"
                             "> j\n\n```\n<k>\n```\n\n| l | m |\n|---|--:|\n| n | o |\n\n***\n\n<p onclick=\"q\">\n";
  static const char wanted[] =
    "<h1>A &amp; &lt;b&gt;</h1>\n<p><em>x <strong>y</strong></em> <a href=\"http://a.b/?c&amp;d\">z</a> bad "
    "<code>f&lt;</code></p>\n<ul>\n<li>g\n</li>\n<li>h\n<ol>\n<li>i\n</li>\n</ol>\n</li>\n</ul>\n<blockquote>\n<p>j</p>\n"
    "</blockquote>\n<pre><code>&lt;k&gt;</code></pre>\n<table>\n<tr><th>l</th><th style=\"text-align: right\">m</th></tr>\n"
    "<tr><td>n</td><td style=\"text-align: right\">o</td></tr>\n</table>\n<hr>\n<pre><code>&lt;p onclick=&quot;q&quot;&gt;"
    "</code></pre>\n";
  g_autoptr(IngotMarkdown) markdown = ingot_markdown_new (text);
  g_autofree char *html = ingot_copy (markdown, NULL, NULL, INGOT_COPY_HTML);

  g_assert_cmpstr (html, ==, wanted);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/markdown-copy/parts", test_parts);
  g_test_add_func ("/markdown-copy/whole", test_whole);
  g_test_add_func ("/markdown-copy/blocks", test_blocks);
  g_test_add_func ("/markdown-copy/locate", test_locate);
  g_test_add_func ("/markdown-copy/html", test_html);
  return g_test_run ();
}
