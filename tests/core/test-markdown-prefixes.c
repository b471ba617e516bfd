/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include <string.h>

#include "ingot-markdown-fixture.h"
#include "text/ingot-part-private.h"

/* With the last one, every block at the top is a segment, and what is in it is cut too. */
static const gsize limits[] = { INGOT_SEGMENT_BYTES, 100, 30, 1 };

#define N_MIXTURES 500

static GPtrArray *documents;

/* For every prefix: what was cut and parsed bit by bit is what it is when it is parsed at once. */
static void
assert_every_prefix (const char *name, const char *text)
{
  g_autoptr(GString) prefix = g_string_new (NULL);
  IngotMarkdown *growing[G_N_ELEMENTS (limits)];

  for (gsize i = 0; i < G_N_ELEMENTS (limits); i++)
    growing[i] = ingot_markdown_new_with_limit (limits[i]);
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      g_autoptr(GPtrArray) wanted = NULL;

      g_string_append_len (prefix, at, g_utf8_next_char (at) - at);
      wanted = ingot_markdown_fixture_parse (prefix->str);
      for (gsize i = 0; i < G_N_ELEMENTS (limits); i++)
        {
          g_autofree char *what = g_strdup_printf ("%s, %zu bytes, limit %zu", name, prefix->len, limits[i]);
          g_autoptr(GPtrArray) got = NULL;

          ingot_markdown_append (growing[i], at, g_utf8_next_char (at) - at);
          got = ingot_markdown_fixture_join (growing[i]);
          ingot_markdown_fixture_assert_equal (got, wanted, what);
        }
    }
  for (gsize i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      ingot_markdown_fixture_assert_sound (growing[i]);
      ingot_markdown_fixture_assert_aligned (growing[i]);
      g_object_unref (growing[i]);
    }
}

static void
test_corpus (void)
{
  ingot_markdown_fixture_for_each (assert_every_prefix);
}

static void
collect (const char *name, const char *text)
{
  g_ptr_array_add (documents, g_strdup (text));
}

/* Pieces of documents one after the other, and now and then a character of markup. */
static char *
make_mixture (GRand *random)
{
  static const char *const markup[] = { "\n", "\n\n", " ", "    ", "\t", "> ", "- ", "1. ", "```\n", "|", "[", "]", "*",
                                        "`", "\\", "<", "&", "[^1]", "]: ", "---\n", "\r\n", "~~" };
  GString *mixture = g_string_new (NULL);

  for (int n = g_rand_int_range (random, 2, 12); n > 0; n--)
    {
      const char *text = g_ptr_array_index (documents, (guint) g_rand_int_range (random, 0, (int) documents->len));
      glong length = g_utf8_strlen (text, -1);
      glong start = g_rand_int_range (random, 0, (int) length);
      glong end = start + g_rand_int_range (random, 1, 60);
      g_autofree char *piece = g_utf8_substring (text, start, MIN (length, end));

      g_string_append (mixture, piece);
      g_string_append (mixture, markup[g_rand_int_range (random, 0, G_N_ELEMENTS (markup))]);
    }
  return g_string_free_and_steal (mixture);
}

static void
assert_mixture (const char *text, GRand *random)
{
  g_autoptr(IngotMarkdown) markdown = ingot_markdown_new_with_limit (limits[g_rand_int_range (random, 1, 4)]);
  const char *at = text;

  while (*at != '\0')
    {
      const char *end = at;
      g_autofree char *prefix = NULL;
      g_autoptr(GPtrArray) wanted = NULL;
      g_autoptr(GPtrArray) got = NULL;

      for (int n = g_rand_int_range (random, 1, 40); n > 0 && *end != '\0'; n--)
        end = g_utf8_next_char (end);
      ingot_markdown_append (markdown, at, end - at);
      at = end;
      prefix = g_strndup (text, (gsize) (end - text));
      wanted = ingot_markdown_fixture_parse (prefix);
      got = ingot_markdown_fixture_join (markdown);
      ingot_markdown_fixture_assert_equal (got, wanted, prefix);
    }
  ingot_markdown_fixture_assert_sound (markdown);
}

/* Always the same ones: what fails once fails again. */
static void
test_mixtures (void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (4);

  documents = g_ptr_array_new_with_free_func (g_free);
  ingot_markdown_fixture_for_each (collect);
  /* Folders have no order of their own. */
  g_ptr_array_sort_values (documents, (GCompareFunc) strcmp);
  for (int i = 0; i < N_MIXTURES; i++)
    {
      g_autofree char *text = make_mixture (random);

      g_test_message ("%s", text);
      assert_mixture (text, random);
    }
  g_clear_pointer (&documents, g_ptr_array_unref);
}

/* Code of so many lines that it is cut, in steps of any size, with everything that may look like its end. */
static void
test_long_fence (void)
{
  static const char *const lines[] = { "int a;", "", "   ", "``", "    ```", "```c", "> > quoted", "[a]: b", "~~~", "한국어",
                                       "\ttab", "x ```", "- item" };
  static const char *const ends[] = { "```\n", "  ````  \n\nAfter [a].\n", "```\n\n[a]: /b\n\n[a]\n",
                                      "x\r\n```\r\n" };
  g_autoptr(GRand) random = g_rand_new_with_seed (7);

  for (int round = 0; round < 60; round++)
    {
      g_autoptr(IngotMarkdown) markdown = ingot_markdown_new_with_limit (limits[round % 4]);
      g_autoptr(GString) text = g_string_new (round % 3 == 0 ? "Before.\n\n" : "");
      g_autofree char *wide = g_strnfill (3000, 'w');
      gsize at = 0;

      g_string_append (text, round % 5 == 0 ? "~~~~ python\n" : "```python\n");
      for (int i = 0; i < 400; i++)
        {
          g_string_append (text, g_rand_int_range (random, 0, 40) == 0 && round % 2 == 0
                                   ? wide
                                   : lines[g_rand_int_range (random, 0, G_N_ELEMENTS (lines))]);
          g_string_append_c (text, '\n');
        }
      g_string_append (text, ends[g_rand_int_range (random, 0, G_N_ELEMENTS (ends))]);
      while (at < text->len)
        {
          gsize step = (gsize) g_rand_int_range (random, 1, 700);
          gsize end = MIN (text->len, at + step);
          g_autofree char *prefix = NULL;
          g_autoptr(GPtrArray) wanted = NULL;
          g_autoptr(GPtrArray) got = NULL;

          while (end < text->len && ((guchar) text->str[end] & 0xc0) == 0x80)
            end++;
          ingot_markdown_append (markdown, text->str + at, (gssize) (end - at));
          at = end;
          prefix = g_strndup (text->str, at);
          wanted = ingot_markdown_fixture_parse (prefix);
          got = ingot_markdown_fixture_join (markdown);
          ingot_markdown_fixture_assert_equal (got, wanted, "a long fence");
        }
      ingot_markdown_fixture_assert_sound (markdown);
      ingot_markdown_fixture_assert_aligned (markdown);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/markdown-prefixes/corpus", test_corpus);
  g_test_add_func ("/markdown-prefixes/mixtures", test_mixtures);
  g_test_add_func ("/markdown-prefixes/long-fence", test_long_fence);
  return g_test_run ();
}
