/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include <string.h>

#include "ingot-markdown-fixture.h"
#include "text/ingot-part-private.h"

/* @text over and over, with the number instead of each "@". */
static char *
repeat (const char *text, guint n)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i);
      g_autoptr(GString) one = g_string_new (text);

      g_string_replace (one, "@", number, 0);
      g_string_append (all, one->str);
    }
  return g_string_free_and_steal (all);
}

/* Up to the size of a segment nothing is parsed to be cut; above it there are some, each within the size. */
static void
test_segments (void)
{
  g_autofree char *text = repeat ("Paragraph **@** with some words in it.\n\n", 2000);
  g_autoptr(IngotMarkdown) empty = ingot_markdown_new ("");
  g_autoptr(IngotMarkdown) small = ingot_markdown_new ("a\n\nb\n");
  g_autoptr(IngotMarkdown) large = ingot_markdown_new (text);

  g_assert_cmpuint (ingot_markdown_get_n_segments (empty), ==, 0);
  g_assert_cmpuint (ingot_markdown_get_n_segments (small), ==, 1);
  g_assert_cmpuint (ingot_markdown_get_n_segments (large), ==, strlen (text) / INGOT_SEGMENT_BYTES + 1);
  for (guint i = 0; i < ingot_markdown_get_n_segments (large); i++)
    {
      gsize start, end;

      ingot_markdown_get_segment (large, i, &start, &end);
      g_assert_cmpuint (end - start, <=, INGOT_SEGMENT_BYTES);
      g_assert_true (g_str_has_prefix (text + start, "Paragraph"));
    }
  ingot_markdown_fixture_assert_sound (large);
}

/* A block that is longer than a segment has several. */
static void
test_long_blocks (void)
{
  static const char *const lines[] = { "- item @\n", "> quote @\n", "    code @\n", "word @ " };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *text = repeat (lines[i], 5000);
      g_autoptr(IngotMarkdown) markdown = ingot_markdown_new (text);
      g_autoptr(GPtrArray) wanted = ingot_markdown_fixture_parse (text);
      g_autoptr(GPtrArray) got = ingot_markdown_fixture_join (markdown);

      g_assert_cmpuint (ingot_markdown_get_n_segments (markdown), >=, strlen (text) / INGOT_SEGMENT_BYTES);
      ingot_markdown_fixture_assert_equal (got, wanted, lines[i]);
      ingot_markdown_fixture_assert_sound (markdown);
    }
}

static void
test_drop (void)
{
  g_autofree char *text = repeat ("# @\n\nSee [a] and *b*.\n\n[a]: /a\n\n", 1000);
  g_autoptr(IngotMarkdown) markdown = ingot_markdown_new (text);
  g_autoptr(GPtrArray) before = ingot_markdown_fixture_join (markdown);
  g_autoptr(GPtrArray) after = NULL;

  for (guint i = 0; i < ingot_markdown_get_n_segments (markdown); i++)
    {
      g_assert_true (ingot_markdown_has_blocks (markdown, i));
      ingot_markdown_drop_blocks (markdown, i);
      g_assert_false (ingot_markdown_has_blocks (markdown, i));
    }
  after = ingot_markdown_fixture_join (markdown);
  ingot_markdown_fixture_assert_equal (after, before, "after dropping");
}

/* While it grows, what is as it was is the same block, not only an equal one. */
static void
assert_kept (GPtrArray *before, GPtrArray *after)
{
  for (guint i = 0; i < MIN (before->len, after->len); i++)
    {
      if (ingot_block_equal (g_ptr_array_index (before, i), g_ptr_array_index (after, i)))
        g_assert_true (g_ptr_array_index (before, i) == g_ptr_array_index (after, i));
    }
}

static void
grow (const char *name, const char *text)
{
  g_autoptr(IngotMarkdown) markdown = ingot_markdown_new_with_limit (100);
  g_autoptr(GPtrArray) before = ingot_markdown_fixture_join (markdown);
  g_autoptr(GPtrArray) first_arrays = g_ptr_array_new ();

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      guint first = ingot_markdown_append (markdown, at, g_utf8_next_char (at) - at);
      g_autoptr(GPtrArray) after = NULL;

      g_assert_cmpuint (first, <=, ingot_markdown_get_n_segments (markdown));
      /* What is before the first change was not even looked at. */
      for (guint i = 0; i < first; i++)
        g_assert_true (ingot_markdown_get_blocks (markdown, i) == g_ptr_array_index (first_arrays, i));
      after = ingot_markdown_fixture_join (markdown);
      assert_kept (before, after);
      g_ptr_array_set_size (first_arrays, 0);
      for (guint i = 0; i < ingot_markdown_get_n_segments (markdown); i++)
        g_ptr_array_add (first_arrays, (gpointer) ingot_markdown_get_blocks (markdown, i));
      g_ptr_array_unref (before);
      before = g_steal_pointer (&after);
    }
  g_assert_cmpuint (ingot_markdown_finish (markdown), <=, ingot_markdown_get_n_segments (markdown));
  ingot_markdown_fixture_assert_sound (markdown);
}

static void
test_kept (void)
{
  ingot_markdown_fixture_for_each (grow);
}

/* The end of a long answer leaves its beginning alone. */
static void
test_tail (void)
{
  g_autofree char *text = repeat ("Paragraph **@** with some words in it.\n\n", 2000);
  g_autoptr(IngotMarkdown) markdown = ingot_markdown_new (text);
  guint n = ingot_markdown_get_n_segments (markdown);

  g_assert_cmpuint (ingot_markdown_append (markdown, "More", -1), ==, n - 1);
  /* A definition reaches back to where it is used. */
  g_assert_cmpuint (ingot_markdown_append (markdown, " [x]\n\n", -1), ==, n - 1);
  g_assert_cmpuint (ingot_markdown_append (markdown, "[x]: /x\n", -1), ==, n - 1);
}

static void
test_definition_reaches_back (void)
{
  g_autofree char *text = repeat ("Paragraph **@** with some words in it.\n\n", 1000);
  g_autofree char *all = g_strconcat ("First [x].\n\n", text, NULL);
  g_autoptr(IngotMarkdown) markdown = ingot_markdown_new (all);
  const IngotBlock *block = g_ptr_array_index (ingot_markdown_get_blocks (markdown, 0), 0);

  g_assert_cmpstr (block->runs[0].text, ==, "First [x].");
  g_assert_cmpuint (ingot_markdown_append (markdown, "[x]: /x\n", -1), ==, 0);
  block = g_ptr_array_index (ingot_markdown_get_blocks (markdown, 0), 0);
  g_assert_cmpstr (block->runs[0].text, ==, "First x.");
  g_assert_cmpstr (block->runs[0].spans[0].target, ==, "/x");
}

static void
test_tasks (void)
{
  g_autoptr(IngotMarkdown) markdown = ingot_markdown_new ("- [ ] see [x]\n- [X] b\n- c\n\n3. d\n4. e\n");
  const GPtrArray *blocks = ingot_markdown_get_blocks (markdown, 0);
  static const IngotTask tasks[] = { INGOT_TASK_OPEN, INGOT_TASK_DONE, INGOT_TASK_NONE, INGOT_TASK_NONE };
  static const guint ordinals[] = { 0, 0, 0, 3, 4 };

  g_assert_cmpuint (blocks->len, ==, 5);
  for (guint i = 0; i < blocks->len; i++)
    {
      const IngotBlock *block = g_ptr_array_index (blocks, i);

      g_assert_cmpuint (block->n_containers, ==, 1);
      g_assert_cmpint (block->containers[0].task, ==, i < 4 ? tasks[i] : INGOT_TASK_NONE);
      g_assert_cmpuint (block->containers[0].ordinal, ==, ordinals[i]);
      g_assert_true (block->containers[0].is_first);
    }
}

static void
test_targets (void)
{
  g_assert_true (ingot_target_is_safe ("http://a"));
  g_assert_true (ingot_target_is_safe ("HTTPS://a"));
  g_assert_true (ingot_target_is_safe ("mailto:a@b"));
  g_assert_false (ingot_target_is_safe (NULL));
  g_assert_false (ingot_target_is_safe (""));
  g_assert_false (ingot_target_is_safe ("http:"));
  g_assert_false (ingot_target_is_safe (" http://a"));
  g_assert_false (ingot_target_is_safe ("javascript:a"));
  g_assert_false (ingot_target_is_safe ("file:///a"));
  g_assert_false (ingot_target_is_safe ("a.html"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/markdown/segments", test_segments);
  g_test_add_func ("/markdown/long-blocks", test_long_blocks);
  g_test_add_func ("/markdown/drop", test_drop);
  g_test_add_func ("/markdown/kept", test_kept);
  g_test_add_func ("/markdown/tail", test_tail);
  g_test_add_func ("/markdown/definition-reaches-back", test_definition_reaches_back);
  g_test_add_func ("/markdown/tasks", test_tasks);
  g_test_add_func ("/markdown/targets", test_targets);
  return g_test_run ();
}
