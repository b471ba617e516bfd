/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include "text/ingot-find.h"

typedef struct
{
  const char *text;
  const char *needle;
  const char *found; /* each as start-end */
} Sample;

static const Sample samples[] = {
  { "abcabc", "bc", "1-3 4-6 " },
  { "aaaa", "aa", "0-2 2-4 " },
  { "Straße STRASSE", "stra", "0-4 8-12 " },
  { "ABC abc", "aBc", "0-3 4-7 " },
  { "ÄÖÜ äöü", "äöü", "0-6 7-13 " },
  { "a\xcc\x88 ä", "ä", "0-3 4-6 " },  /* decomposed and composed */
  { "a\xcc\x88 ä", "a", "" },          /* an a with a mark is another letter */
  { "ΣΑΣ σας", "σα", "0-4 7-11 " },
  { "사과를 먹는다", "사과", "0-6 " },
  { "각 가", "가", "4-7 " },            /* not the beginning of a syllable */
  { "\xe1\x84\x80\xe1\x85\xa1\xe1\x86\xa8 \xe1\x84\x80\xe1\x85\xa1", "가", "10-16 " },
  { "한국", "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab", "0-3 " },
  { "**bold** text", "bold", "2-6 " },
  { "👍🏽 👍", "👍", "0-4 9-13 " },
  { "a\nb", "a\nb", "0-3 " },
  { "abc", "", "" },
  { "abc", NULL, "" },
  { "", "a", "" },
  { "ab", "abc", "" },
};

static void
test_samples (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autoptr(GArray) ranges = ingot_find_all (samples[i].text, -1, samples[i].needle);
      g_autoptr(GString) found = g_string_new (NULL);

      for (guint j = 0; j < ranges->len; j++)
        g_string_append_printf (found, "%zu-%zu ", g_array_index (ranges, IngotRange, j).start,
                                g_array_index (ranges, IngotRange, j).end);
      g_test_message ("%s in %s", samples[i].needle, samples[i].text);
      g_assert_cmpstr (found->str, ==, samples[i].found);
    }
}

/* Nothing after the length is looked at. */
static void
test_length (void)
{
  g_autoptr(GArray) ranges = ingot_find_all ("abcabc", 4, "bc");

  g_assert_cmpuint (ranges->len, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/find/samples", test_samples);
  g_test_add_func ("/find/length", test_length);
  return g_test_run ();
}
