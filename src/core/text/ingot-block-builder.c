/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-text"
#include "config.h"

#include <string.h>

#include <cmark-gfm-core-extensions.h>

#include "ingot-block-builder-private.h"
#include "ingot-block-private.h"
#include "ingot-table-builder-private.h"

/* A container that the walk is in. */
typedef struct
{
  cmark_node *node;
  IngotContainer container;
  guint next_ordinal; /* of a list */
  gboolean is_list;   /* a list is no container of ours, its items are */
} Frame;

typedef struct
{
  const IngotParse *parse;
  GPtrArray *blocks;
  GArray *frames;
} Walk;

/* Where the node's own text begins, after the markers of containers. */
static gsize
get_start (const Walk *walk, cmark_node *node)
{
  gsize start = ingot_parse_get_line_start (walk->parse, ingot_parse_get_line (node));
  gsize end = ingot_parse_get_line_end (walk->parse, ingot_parse_get_line (node));

  return MIN (start + (gsize) MAX (cmark_node_get_start_column (node) - 1, 0), end);
}

static guint
count_quotes (const Walk *walk)
{
  guint n = 0;

  for (guint i = 0; i < walk->frames->len; i++)
    {
      const Frame *frame = &g_array_index (walk->frames, Frame, i);

      n += !frame->is_list && frame->container.kind == INGOT_CONTAINER_QUOTE;
    }
  return n;
}

/* The containers that the walk is in, for a block; from now on they are no longer new. */
static void
set_containers (Walk *walk, IngotBlock *block)
{
  GArray *containers = g_array_new (FALSE, FALSE, sizeof (IngotContainer));

  for (guint i = 0; i < walk->frames->len; i++)
    {
      Frame *frame = &g_array_index (walk->frames, Frame, i);
      IngotContainer container = frame->container;

      if (frame->is_list)
        continue;
      frame->container.is_first = FALSE;
      if (containers->len == INGOT_MAX_NESTING)
        continue;
      container.label = g_strdup (container.label);
      g_array_append_val (containers, container);
    }
  block->n_containers = containers->len;
  block->containers = (IngotContainer *) (gpointer) g_array_free (containers, containers->len == 0);
}

static void
add_block (Walk *walk, IngotBlock *block, int first_line, int last_line)
{
  block->source_start = (guint32) (walk->parse->base + ingot_parse_get_line_start (walk->parse, first_line));
  block->source_end = (guint32) (walk->parse->base + ingot_parse_get_line_end (walk->parse, last_line));
  set_containers (walk, block);
  g_ptr_array_add (walk->blocks, block);
}

static IngotBlock *
new_block_with_run (IngotBlockKind kind)
{
  IngotBlock *block = ingot_block_new (kind);

  block->runs = g_new0 (IngotRun, 1);
  block->n_runs = 1;
  return block;
}

static int
count_newlines (const char *text)
{
  int n = 0;

  for (const char *at = text; *at != '\0' && at[1] != '\0'; at++)
    n += *at == '\n';
  return n;
}

/* A block without text: a rule, an empty heading, or the paragraph that an empty container is shown by. */
static void
add_empty (Walk *walk, cmark_node *node, IngotBlockKind kind)
{
  IngotBlock *block = new_block_with_run (kind);
  IngotRunBuilder builder;
  int line = ingot_parse_get_line (node);

  ingot_run_builder_init (&builder, walk->parse, ingot_parse_get_line_end (walk->parse, line), 0, 0);
  ingot_run_builder_finish (&builder, &block->runs[0]);
  add_block (walk, block, line, line);
}

static gsize
skip_markers (const Walk *walk, gsize at, gsize end)
{
  guint quotes = count_quotes (walk);

  for (; at < end; at++)
    {
      char c = walk->parse->text[at];

      if (c == '>' && quotes > 0)
        quotes--;
      else if (c != ' ' && c != '\t')
        break;
    }
  return at;
}

/* Where a line of the text of a node begins, after the markers of containers. */
static gsize
get_text_start (const Walk *walk, cmark_node *node, int line)
{
  if (line == ingot_parse_get_line (node))
    return get_start (walk, node);
  return skip_markers (walk, ingot_parse_get_line_start (walk->parse, line),
                       ingot_parse_get_line_end (walk->parse, line));
}

/*
 * Definitions of links at the start of a paragraph are taken out of it, but not out of its place; so the first line
 * that is as its content begins is where it begins.
 */
static int
get_first_text_line (const Walk *walk, cmark_node *node)
{
  const char *content = cmark_node_get_string_content (node);
  gsize length = content != NULL ? strcspn (content, "\n") : 0;
  int first = ingot_parse_get_line (node);
  int last = walk->parse->prelude_lines + (int) walk->parse->lines->len - 1;

  for (int line = first; line <= last && length > 0; line++)
    {
      gsize start = get_text_start (walk, node, line);

      if (ingot_parse_get_line_end (walk->parse, line) - start == length
          && memcmp (walk->parse->text + start, content, length) == 0)
        return line;
      if (walk->parse->text[get_start (walk, node)] != '[')
        break;
    }
  return first;
}

static void
add_lines_of_inlines (Walk *walk, cmark_node *node, IngotBlock *block, int first, int last, gsize at)
{
  gsize end = ingot_parse_get_line_end (walk->parse, last);
  IngotRunBuilder builder;

  ingot_run_builder_init (&builder, walk->parse, at, end, count_quotes (walk));
  ingot_run_builder_add_inlines (&builder, node);
  ingot_run_builder_finish (&builder, &block->runs[0]);
  add_block (walk, block, first, last);
}

static void
add_paragraph (Walk *walk, cmark_node *node)
{
  int first = ingot_parse_get_line (node);
  int n_more = count_newlines (cmark_node_get_string_content (node));
  int text_line = first;
  gsize at;

  if (cmark_node_get_start_line (node) == 0)
    /* What stood above the head of a table. */
    at = get_start (walk, cmark_node_next (node));
  else
    {
      text_line = get_first_text_line (walk, node);
      at = get_text_start (walk, node, text_line);
    }
  add_lines_of_inlines (walk, node, new_block_with_run (INGOT_BLOCK_PARAGRAPH), first, text_line + n_more, at);
}

static gsize
count_hashes (const IngotParse *parse, gsize at)
{
  gsize n = 0;

  while (at + n < parse->length && parse->text[at + n] == '#')
    n++;
  return n;
}

/* Whether the heading at @at is one by its hashes, not by a line below. */
static gboolean
has_hashes (const IngotParse *parse, gsize at, gsize level)
{
  return count_hashes (parse, at) == level
         && (at + level == parse->length || strchr (" \t\r\n", parse->text[at + level]) != NULL);
}

static void
add_heading (Walk *walk, cmark_node *node)
{
  IngotBlock *block = new_block_with_run (INGOT_BLOCK_HEADING);
  int first = ingot_parse_get_line (node);
  int last = first;
  gsize at = get_start (walk, node);

  block->level = (guint) cmark_node_get_heading_level (node);
  if (has_hashes (walk->parse, at, block->level))
    {
      at += block->level;
      while (at < walk->parse->length && (walk->parse->text[at] == ' ' || walk->parse->text[at] == '\t'))
        at++;
    }
  else
    {
      int text_line = get_first_text_line (walk, node);

      last = text_line + count_newlines (cmark_node_get_string_content (node)) + 1;
      at = get_text_start (walk, node, text_line);
    }
  add_lines_of_inlines (walk, node, block, first, last, at);
}

/* The first word after the fence. */
static char *
dup_language (const char *info)
{
  gsize length = info != NULL ? strcspn (info, " \t") : 0;

  return length > 0 ? g_strndup (info, length) : NULL;
}

/* cmark ends a fence that its container ends one line too late, so that the line has to be looked at. */
static int
get_last_line_of_fence (const Walk *walk, cmark_node *node, const char *literal, const char *fence)
{
  int last = ingot_parse_get_line (node) + (*literal != '\0' ? count_newlines (literal) + 1 : 0);
  gsize end = ingot_parse_get_line_end (walk->parse, last + 1);
  gsize start = skip_markers (walk, ingot_parse_get_line_start (walk->parse, last + 1), end);

  if (cmark_node_get_end_line (node) > last && end - start >= strlen (fence)
      && memcmp (walk->parse->text + start, fence, strlen (fence)) == 0)
    last++;
  return last;
}

static void
add_literal (Walk *walk, cmark_node *node, IngotBlockKind kind)
{
  IngotBlock *block = new_block_with_run (kind);
  const char *literal = cmark_node_get_literal (node);
  int first = ingot_parse_get_line (node);
  int last = first + count_newlines (literal);
  int offset, length;
  char character;
  IngotRunBuilder builder;

  if (kind == INGOT_BLOCK_CODE)
    block->is_fenced = cmark_node_get_fenced (node, &length, &offset, &character) != 0;
  if (block->is_fenced)
    {
      block->fence = g_strnfill ((gsize) length, character);
      block->language = dup_language (cmark_node_get_fence_info (node));
      last = get_last_line_of_fence (walk, node, literal, block->fence);
    }
  ingot_run_builder_init (&builder, walk->parse, ingot_parse_get_line_end (walk->parse, first), 0, 0);
  ingot_run_builder_add_lines (&builder, literal, first + block->is_fenced);
  ingot_run_builder_finish (&builder, &block->runs[0]);
  add_block (walk, block, first, last);
}

static void
add_table (Walk *walk, cmark_node *node)
{
  IngotBlock *block = ingot_block_new (INGOT_BLOCK_TABLE);
  cmark_node *previous = cmark_node_previous (node);
  int head = ingot_table_get_head_line (node);
  int last = cmark_node_get_end_line (node);

  ingot_table_fill (block, walk->parse, node, count_quotes (walk));
  /* Only a table with something above its head begins later than cmark says. */
  if (previous == NULL || cmark_node_get_start_line (previous) != 0)
    head = ingot_parse_get_line (node);
  add_block (walk, block, head, MAX (last, head + 1));
}

static void
add_leaf (Walk *walk, cmark_node *node)
{
  cmark_node_type type = cmark_node_get_type (node);

  if (type == CMARK_NODE_PARAGRAPH)
    add_paragraph (walk, node);
  else if (type == CMARK_NODE_HEADING)
    add_heading (walk, node);
  else if (type == CMARK_NODE_CODE_BLOCK)
    add_literal (walk, node, INGOT_BLOCK_CODE);
  else if (type == CMARK_NODE_HTML_BLOCK)
    add_literal (walk, node, INGOT_BLOCK_HTML);
  else if (g_str_equal (cmark_node_get_type_string (node), "table"))
    add_table (walk, node);
  else
    add_empty (walk, node, type == CMARK_NODE_THEMATIC_BREAK ? INGOT_BLOCK_RULE : INGOT_BLOCK_PARAGRAPH);
}

static gboolean
is_container (cmark_node *node)
{
  cmark_node_type type = cmark_node_get_type (node);

  return type == CMARK_NODE_BLOCK_QUOTE || type == CMARK_NODE_LIST || type == CMARK_NODE_ITEM
         || type == CMARK_NODE_FOOTNOTE_DEFINITION;
}

/* cmark looks for the mark in the whole line, so that "- [ ] as [x]" would be done. */
static IngotTask
get_task (const Walk *walk, cmark_node *item)
{
  const char *text = walk->parse->text;
  gsize at = get_start (walk, item);
  gsize end = ingot_parse_get_line_end (walk->parse, ingot_parse_get_line (item));

  if (g_strcmp0 (cmark_node_get_type_string (item), "tasklist") != 0)
    return INGOT_TASK_NONE;
  while (at < end && text[at] != '[')
    at++;
  return at + 1 < end && (text[at + 1] == 'x' || text[at + 1] == 'X') ? INGOT_TASK_DONE : INGOT_TASK_OPEN;
}

static void
describe_item (Walk *walk, cmark_node *item, Frame *list, IngotContainer *container)
{
  gboolean is_ordered = cmark_node_get_list_type (list->node) == CMARK_ORDERED_LIST;

  container->kind = is_ordered ? INGOT_CONTAINER_ORDERED : INGOT_CONTAINER_BULLET;
  container->is_tight = cmark_node_get_list_tight (list->node) != 0;
  container->task = get_task (walk, item);
  if (is_ordered)
    container->ordinal = list->next_ordinal++;
}

/* Where a container begins, in the source. */
static gsize
get_container_start (const Walk *walk, cmark_node *node)
{
  if (cmark_node_get_type (node) == CMARK_NODE_FOOTNOTE_DEFINITION)
    return walk->parse->base + ingot_parse_get_line_start (walk->parse, ingot_parse_get_line (node));
  return walk->parse->base + get_start (walk, node);
}

static void
enter (Walk *walk, cmark_node *node)
{
  cmark_node_type type = cmark_node_get_type (node);
  Frame frame = { .node = node, .container = { .is_first = TRUE } };

  frame.container.source_start = (guint32) get_container_start (walk, node);
  if (type == CMARK_NODE_LIST)
    {
      frame.is_list = TRUE;
      frame.next_ordinal = (guint) MAX (cmark_node_get_list_start (node), 0);
    }
  else if (type == CMARK_NODE_ITEM)
    describe_item (walk, node, &g_array_index (walk->frames, Frame, walk->frames->len - 1), &frame.container);
  else if (type == CMARK_NODE_BLOCK_QUOTE)
    frame.container.kind = INGOT_CONTAINER_QUOTE;
  else
    {
      frame.container.kind = INGOT_CONTAINER_FOOTNOTE;
      frame.container.label = g_strdup (cmark_node_get_literal (node));
    }
  g_array_append_val (walk->frames, frame);
}

static void
leave (Walk *walk)
{
  Frame *frame = &g_array_index (walk->frames, Frame, walk->frames->len - 1);

  /* What has nothing in it is still seen. */
  if (!frame->is_list && frame->container.is_first)
    add_empty (walk, frame->node, INGOT_BLOCK_PARAGRAPH);
  frame = &g_array_index (walk->frames, Frame, walk->frames->len - 1);
  ingot_container_clear (&frame->container);
  g_array_set_size (walk->frames, walk->frames->len - 1);
}

/* The next block to visit after all of @node was, leaving what ends with it. */
static cmark_node *
climb (Walk *walk, cmark_node *node)
{
  while (cmark_node_next (node) == NULL)
    {
      node = cmark_node_parent (node);
      if (node == walk->parse->root)
        return NULL;
      leave (walk);
    }
  return cmark_node_next (node);
}

static void
walk_tree (Walk *walk)
{
  cmark_node *root = walk->parse->root;
  cmark_node *node = cmark_node_first_child (root);

  while (node != NULL)
    {
      if (cmark_node_parent (node) == root && ingot_parse_get_line (node) <= walk->parse->prelude_lines)
        {
          node = cmark_node_next (node);
          continue;
        }
      if (is_container (node))
        {
          enter (walk, node);
          if (cmark_node_first_child (node) != NULL)
            {
              node = cmark_node_first_child (node);
              continue;
            }
          leave (walk);
        }
      else
        add_leaf (walk, node);
      node = climb (walk, node);
    }
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const IngotBlock *x = *(IngotBlock *const *) a;
  const IngotBlock *y = *(IngotBlock *const *) b;

  return (x->source_start > y->source_start) - (x->source_start < y->source_start);
}

/* cmark ends a fence that its container ends one line too late. */
static void
clamp_end (const IngotParse *parse, IngotBlock *block, const IngotBlock *next)
{
  gsize least = block->n_runs > 0 ? block->runs[block->n_runs - 1].source_end : block->source_start;
  gsize end = next != NULL ? MIN (block->source_end, next->source_start) : block->source_end;

  while (end > least && strchr ("\r\n", parse->text[end - 1 - parse->base]) != NULL)
    end--;
  block->source_end = (guint32) end;
}

/* A container that had nothing in it but a footnote, which cmark took out of it, needs nothing in its place. */
static gboolean
is_superfluous (const IngotBlock *block, const IngotBlock *next)
{
  return next != NULL && block->source_start == next->source_start && block->kind == INGOT_BLOCK_PARAGRAPH
         && block->runs[0].length == 0;
}

GPtrArray *
ingot_blocks_new (const IngotParse *parse)
{
  Walk walk = { .parse = parse };
  GPtrArray *pieces = g_ptr_array_new_with_free_func ((GDestroyNotify) ingot_block_unref);

  walk.blocks = g_ptr_array_new ();
  walk.frames = g_array_new (FALSE, TRUE, sizeof (Frame));
  walk_tree (&walk);
  /* Footnotes are where they are defined, not at the end, where cmark puts them. */
  g_ptr_array_sort (walk.blocks, compare_places);
  for (guint i = 0; i < walk.blocks->len; i++)
    {
      IngotBlock *block = g_ptr_array_index (walk.blocks, i);

      const IngotBlock *next = i + 1 < walk.blocks->len ? g_ptr_array_index (walk.blocks, i + 1) : NULL;

      if (is_superfluous (block, next))
        {
          ingot_block_unref (block);
          continue;
        }
      clamp_end (parse, block, next);
      ingot_block_cut (block, pieces);
    }
  g_ptr_array_unref (walk.blocks);
  g_array_unref (walk.frames);
  return pieces;
}
