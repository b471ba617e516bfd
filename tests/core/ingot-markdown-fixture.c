/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include <string.h>

#include "ingot-markdown-fixture.h"
#include "text/ingot-block-builder-private.h"
#include "text/ingot-definitions-private.h"
#include "text/ingot-parse-private.h"

GPtrArray *
ingot_markdown_fixture_parse (const char *source)
{
  gsize length = strlen (source);
  g_autofree char *prelude = ingot_definitions_dup_prelude (NULL, NULL, source, 0, length);
  g_autoptr(IngotParse) parse = ingot_parse_new (source, 0, length, prelude);

  return ingot_blocks_new (parse);
}

static void
describe_run (GString *words, const IngotRun *run)
{
  g_autofree char *text = g_strescape (run->text, NULL);

  g_string_append_printf (words, "  \"%s\" %u-%u\n", text, run->source_start, run->source_end);
  for (guint i = 0; i < run->n_spans; i++)
    g_string_append_printf (words, "    span %d %u-%u of %u-%u, inner %u-%u, %s\n", run->spans[i].kind,
                            run->spans[i].start, run->spans[i].end, run->spans[i].source_start,
                            run->spans[i].source_end, run->spans[i].inner_start, run->spans[i].inner_end,
                            run->spans[i].target != NULL ? run->spans[i].target : "-");
  for (guint i = 0; i < run->n_map; i++)
    g_string_append_printf (words, "    map %u+%u of %u+%u\n", run->map[i].shown, run->map[i].shown_length,
                            run->map[i].source, run->map[i].source_length);
}

char *
ingot_markdown_fixture_describe (const IngotBlock *block)
{
  GString *words = g_string_new (NULL);

  g_string_append_printf (words, "kind %d level %u %s %s %u×%u piece %u%s%s %u-%u", block->kind, block->level,
                          block->language != NULL ? block->language : "-",
                          block->fence != NULL ? block->fence : "-", block->n_rows, block->n_columns, block->piece,
                          block->is_last_piece ? " last" : "", block->is_joined ? " joined" : "",
                          block->source_start, block->source_end);
  for (guint i = 0; i < block->n_containers; i++)
    g_string_append_printf (words, " (%d%s%s task %d number %u at %u %s)", block->containers[i].kind,
                            block->containers[i].is_first ? " first" : "",
                            block->containers[i].is_tight ? " tight" : "", block->containers[i].task,
                            block->containers[i].ordinal, block->containers[i].source_start,
                            block->containers[i].label != NULL ? block->containers[i].label : "-");
  g_string_append_c (words, '\n');
  for (guint i = 0; i < block->n_runs; i++)
    describe_run (words, &block->runs[i]);
  return g_string_free_and_steal (words);
}

GPtrArray *
ingot_markdown_fixture_join (IngotMarkdown *markdown)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) ingot_block_unref);

  for (guint i = 0; i < ingot_markdown_get_n_segments (markdown); i++)
    {
      const GPtrArray *blocks = ingot_markdown_get_blocks (markdown, i);

      for (guint j = 0; j < blocks->len; j++)
        g_ptr_array_add (all, ingot_block_ref (g_ptr_array_index (blocks, j)));
    }
  return all;
}

static char *
describe_all (const GPtrArray *blocks)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < blocks->len; i++)
    {
      g_autofree char *block = ingot_markdown_fixture_describe (g_ptr_array_index (blocks, i));

      g_string_append (words, block);
    }
  return g_string_free_and_steal (words);
}

void
ingot_markdown_fixture_assert_equal (const GPtrArray *got, const GPtrArray *wanted, const char *what)
{
  gboolean equal = got->len == wanted->len;

  for (guint i = 0; equal && i < got->len; i++)
    equal = ingot_block_equal (g_ptr_array_index (got, i), g_ptr_array_index (wanted, i));
  if (!equal)
    {
      g_autofree char *a = describe_all (got);
      g_autofree char *b = describe_all (wanted);

      g_test_message ("%s: got\n%swanted\n%s", what, a, b);
      g_assert_cmpstr (a, ==, b);
    }
}

static void
assert_mapping (const IngotRun *run, const char *source, guint i)
{
  const IngotMapping *mapping = &run->map[i];
  const IngotMapping *before = i > 0 ? mapping - 1 : NULL;

  g_assert_cmpuint (mapping->shown, ==, before != NULL ? before->shown + before->shown_length : 0);
  g_assert_cmpuint (mapping->shown_length, >, 0);
  if (before != NULL)
    g_assert_cmpuint (mapping->source, >=, before->source + before->source_length);
  if (mapping->shown_length != mapping->source_length)
    return;
  for (guint j = 0; j < mapping->shown_length; j++)
    {
      char shown = run->text[mapping->shown + j];
      char written = source[mapping->source + j];

      /* A line end is shown as a space where lines are filled. */
      if (shown != written && !(strchr (" \n", shown) != NULL && strchr ("\r\n", written) != NULL))
        g_assert_cmpint (shown, ==, written);
    }
}

/* The way there and back from the start of each mapping and from within it. */
static void
assert_round_trip (const IngotRun *run, guint i)
{
  const IngotMapping *mapping = &run->map[i];
  gboolean is_plain = mapping->shown_length == mapping->source_length;

  if (mapping->source_length == 0)
    return;
  g_assert_cmpuint (ingot_run_to_source (run, mapping->shown), ==, mapping->source);
  g_assert_cmpuint (ingot_run_to_shown (run, mapping->source), ==, mapping->shown);
  for (guint j = 1; j < mapping->shown_length && is_plain; j++)
    {
      g_assert_cmpuint (ingot_run_to_source (run, mapping->shown + j), ==, mapping->source + j);
      g_assert_cmpuint (ingot_run_to_shown (run, mapping->source + j), ==, mapping->shown + j);
    }
}

static void
assert_run (const IngotRun *run, const char *source)
{
  const IngotMapping *last = run->n_map > 0 ? &run->map[run->n_map - 1] : NULL;

  g_assert_true (g_utf8_validate (run->text, -1, NULL));
  g_assert_cmpuint (strlen (run->text), ==, run->length);
  g_assert_cmpuint (run->length, ==, last != NULL ? last->shown + last->shown_length : 0);
  g_assert_cmpuint (run->length, <=, INGOT_RUN_MAX_BYTES);
  g_assert_cmpuint (run->source_start, <=, run->source_end);
  for (guint i = 0; i < run->n_map; i++)
    {
      assert_mapping (run, source, i);
      assert_round_trip (run, i);
    }
  for (guint i = 0; i < run->n_spans; i++)
    {
      const IngotSpan *span = &run->spans[i];

      g_assert_cmpuint (span->start, <, span->end);
      g_assert_cmpuint (span->end, <=, run->length);
      g_assert_cmpuint (span->source_start, <=, span->inner_start);
      g_assert_cmpuint (span->inner_start, <=, span->inner_end);
      g_assert_cmpuint (span->inner_end, <=, span->source_end);
      if (i > 0)
        g_assert_cmpuint (span->start, >=, run->spans[i - 1].start);
    }
}

static void
assert_block (const IngotBlock *block, const char *source, gsize start, gsize end)
{
  g_assert_cmpuint (block->source_start, >=, start);
  g_assert_cmpuint (block->source_start, <=, block->source_end);
  g_assert_cmpuint (block->source_end, <=, end);
  g_assert_cmpuint (block->n_containers, <=, INGOT_MAX_NESTING);
  g_assert_cmpuint (block->n_runs, >, 0);
  if (block->kind == INGOT_BLOCK_TABLE)
    g_assert_cmpuint (block->n_runs, ==, block->n_rows * block->n_columns);
  for (guint i = 0; i < block->n_runs; i++)
    {
      assert_run (&block->runs[i], source);
      g_assert_cmpuint (block->runs[i].source_start, >=, block->source_start);
      g_assert_cmpuint (block->runs[i].source_end, <=, block->source_end);
    }
}

void
ingot_markdown_fixture_assert_sound (IngotMarkdown *markdown)
{
  gsize before = 0;
  gsize last_block = 0;

  for (guint i = 0; i < ingot_markdown_get_n_segments (markdown); i++)
    {
      const GPtrArray *blocks = ingot_markdown_get_blocks (markdown, i);
      gsize start, end;

      ingot_markdown_get_segment (markdown, i, &start, &end);
      g_assert_cmpuint (start, ==, before);
      g_assert_cmpuint (start, <, end);
      g_assert_cmpuint (ingot_markdown_find_segment (markdown, start), ==, i);
      g_assert_cmpuint (ingot_markdown_find_segment (markdown, end - 1), ==, i);
      before = end;
      for (guint j = 0; j < blocks->len; j++)
        {
          const IngotBlock *block = g_ptr_array_index (blocks, j);

          assert_block (block, ingot_markdown_get_source (markdown), start, end);
          g_assert_cmpuint (block->source_start, >=, last_block);
          last_block = block->source_end;
        }
    }
  g_assert_cmpuint (before, ==, ingot_markdown_get_source_length (markdown));
}

static void
assert_run_aligned (const IngotRun *run)
{
  for (guint i = 0; i < run->n_map; i++)
    g_assert_true (run->map[i].source_length > 0 || run->text[run->map[i].shown] == ' '
                   || (guchar) run->text[run->map[i].shown] >= 0x80);
}

void
ingot_markdown_fixture_assert_aligned (IngotMarkdown *markdown)
{
  g_autoptr(GPtrArray) blocks = ingot_markdown_fixture_join (markdown);

  for (guint i = 0; i < blocks->len; i++)
    {
      const IngotBlock *block = g_ptr_array_index (blocks, i);

      for (guint j = 0; j < block->n_runs; j++)
        assert_run_aligned (&block->runs[j]);
    }
}

void
ingot_markdown_fixture_for_each (void (*test) (const char *name, const char *text))
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "fixtures", "markdown", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GDir) dir = g_dir_open (folder, 0, &error);
  const char *name;
  guint n = 0;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL;

      g_file_get_contents (path, &text, NULL, &error);
      g_assert_no_error (error);
      g_test_message ("%s", name);
      test (name, text);
      n++;
    }
  g_assert_cmpuint (n, >=, 60);
}
