/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include <string.h>

#include "ingot-hostile.h"
#include "ingot-markdown-fixture.h"
#include "text/ingot-copy.h"

/* Nothing here asserts a time; what is quadratic never ends. */

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
  g_autofree char *text = ingot_hostile_make (data);
  g_autoptr(IngotMarkdown) markdown = ingot_markdown_new (text);
  g_autoptr(GPtrArray) wanted = ingot_markdown_fixture_parse (text);
  g_autoptr(GPtrArray) got = ingot_markdown_fixture_join (markdown);

  ingot_markdown_fixture_assert_sound (markdown);
  ingot_markdown_fixture_assert_equal (got, wanted, ((const IngotHostile *) data)->name);
  copy_all (markdown, text);
}

/* In a few parts: cut in its first repetitions, in its middle and shortly before its end. */
static void
test_parts (gconstpointer data)
{
  g_autofree char *text = ingot_hostile_make (data);
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

          ingot_markdown_fixture_assert_equal (got, wanted, ((const IngotHostile *) data)->name);
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
  for (gsize i = 0; i < ingot_n_hostile; i++)
    {
      g_autofree char *whole = g_strdup_printf ("/markdown-hostile/whole/%s", ingot_hostile[i].name);
      g_autofree char *parts = g_strdup_printf ("/markdown-hostile/parts/%s", ingot_hostile[i].name);

      g_test_add_data_func (whole, &ingot_hostile[i], test_whole);
      g_test_add_data_func (parts, &ingot_hostile[i], test_parts);
    }
  g_test_add_func ("/markdown-hostile/bytes", test_bytes);
  return g_test_run ();
}
