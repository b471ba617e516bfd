/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include <string.h>

#include "ingot-markdown-fixture.h"
#include "text/ingot-part-private.h"

/* With the last one, every block at the top is a segment, and what is in it is cut too. */
static const gsize limits[] = { INGOT_SEGMENT_BYTES, 100, 30, 1 };

/* For every prefix: what was cut and parsed bit by bit is what it is when it is parsed at once. */
static void
assert_every_prefix (const char *name, const char *text)
{
  g_autoptr(GString) prefix = g_string_new (NULL);
  IngotMarkdown *documents[G_N_ELEMENTS (limits)];

  for (gsize i = 0; i < G_N_ELEMENTS (limits); i++)
    documents[i] = ingot_markdown_new_with_limit (limits[i]);
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      g_autoptr(GPtrArray) wanted = NULL;

      g_string_append_len (prefix, at, g_utf8_next_char (at) - at);
      wanted = ingot_markdown_fixture_parse (prefix->str);
      for (gsize i = 0; i < G_N_ELEMENTS (limits); i++)
        {
          g_autofree char *what = g_strdup_printf ("%s, %zu bytes, limit %zu", name, prefix->len, limits[i]);
          g_autoptr(GPtrArray) got = NULL;

          ingot_markdown_append (documents[i], at, g_utf8_next_char (at) - at);
          got = ingot_markdown_fixture_join (documents[i]);
          ingot_markdown_fixture_assert_equal (got, wanted, what);
        }
    }
  for (gsize i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      ingot_markdown_fixture_assert_sound (documents[i]);
      g_object_unref (documents[i]);
    }
}

static void
test_corpus (void)
{
  ingot_markdown_fixture_for_each (assert_every_prefix);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/markdown-prefixes/corpus", test_corpus);
  return g_test_run ();
}
