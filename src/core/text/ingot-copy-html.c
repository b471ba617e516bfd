/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-text"
#include "config.h"

#include "ingot-copy-private.h"

static void
append_escaped (GString *html, const char *text, gsize length, gboolean with_breaks)
{
  for (gsize i = 0; i < length; i++)
    {
      switch (text[i])
        {
        case '&':
          g_string_append (html, "&amp;");
          break;
        case '<':
          g_string_append (html, "&lt;");
          break;
        case '>':
          g_string_append (html, "&gt;");
          break;
        case '"':
          g_string_append (html, "&quot;");
          break;
        case '\n':
          g_string_append (html, with_breaks ? "<br>\n" : "\n");
          break;
        default:
          g_string_append_c (html, text[i]);
        }
    }
}

static const char *
get_tag (const IngotSpan *span)
{
  switch (span->kind)
    {
    case INGOT_SPAN_EMPHASIS:
      return "em";
    case INGOT_SPAN_STRONG:
      return "strong";
    case INGOT_SPAN_STRIKETHROUGH:
      return "del";
    case INGOT_SPAN_CODE:
      return "code";
    case INGOT_SPAN_FOOTNOTE:
      return "sup";
    case INGOT_SPAN_LINK:
    case INGOT_SPAN_IMAGE:
      return ingot_target_is_safe (span->target) ? "a" : NULL;
    case INGOT_SPAN_HTML:
    default:
      return NULL;
    }
}

static void
open_span (GString *html, const IngotSpan *span)
{
  const char *tag = get_tag (span);

  if (g_strcmp0 (tag, "a") == 0)
    {
      g_string_append (html, "<a href=\"");
      append_escaped (html, span->target, strlen (span->target), FALSE);
      g_string_append (html, "\">");
    }
  else if (tag != NULL)
    g_string_append_printf (html, "<%s>", tag);
}

/* Ends the spans that end at or before @at, and appends the text up to there. */
static gsize
close_spans (GString *html, const IngotRun *run, GPtrArray *open, gsize done, gsize at, gsize end)
{
  while (open->len > 0)
    {
      const IngotSpan *span = g_ptr_array_index (open, open->len - 1);
      gsize stop = MIN (span->end, end);

      if (stop > at)
        break;
      append_escaped (html, run->text + done, MAX (stop, done) - done, TRUE);
      done = MAX (stop, done);
      if (get_tag (span) != NULL)
        g_string_append_printf (html, "</%s>", get_tag (span));
      g_ptr_array_set_size (open, (int) open->len - 1);
    }
  if (at > done)
    append_escaped (html, run->text + done, at - done, TRUE);
  return MAX (at, done);
}

static void
append_run (GString *html, const IngotRun *run, gsize start, gsize end)
{
  g_autoptr(GPtrArray) open = g_ptr_array_new ();
  gsize done = start;

  for (guint i = 0; i < run->n_spans && run->spans[i].start < end; i++)
    {
      const IngotSpan *span = &run->spans[i];

      if (span->end <= start)
        continue;
      done = close_spans (html, run, open, done, MAX (span->start, start), end);
      open_span (html, span);
      g_ptr_array_add (open, (gpointer) span);
    }
  close_spans (html, run, open, done, end, end);
}

static void
append_cells (GString *html, const IngotSelected *selected)
{
  static const char *const styles[] = { "", " style=\"text-align: left\"", " style=\"text-align: center\"",
                                        " style=\"text-align: right\"" };
  const IngotBlock *block = selected->block;

  for (guint row = selected->first_run / block->n_columns; row <= selected->last_run / block->n_columns; row++)
    {
      const char *tag = row == 0 && block->has_head ? "th" : "td";

      g_string_append (html, "<tr>");
      for (guint column = 0; column < block->n_columns; column++)
        {
          guint run = row * block->n_columns + column;
          gsize start, end;

          g_string_append_printf (html, "<%s%s>", tag, styles[block->alignments[column]]);
          if (ingot_selected_get_range (selected, run, &start, &end))
            append_run (html, &block->runs[run], start, end);
          g_string_append_printf (html, "</%s>", tag);
        }
      g_string_append (html, "</tr>\n");
    }
}

static gboolean
is_tight (const IngotBlock *block)
{
  return block->n_containers > 0 && block->containers[block->n_containers - 1].is_tight;
}

static gboolean
is_paragraph (const IngotBlock *block)
{
  return block->kind == INGOT_BLOCK_PARAGRAPH || block->kind == INGOT_BLOCK_PLAIN;
}

static void
open_block (GString *html, const IngotBlock *block)
{
  if (block->kind == INGOT_BLOCK_HEADING)
    g_string_append_printf (html, "<h%u>", block->level);
  else if (block->kind == INGOT_BLOCK_TABLE)
    g_string_append (html, "<table>\n");
  else if (block->kind == INGOT_BLOCK_CODE || block->kind == INGOT_BLOCK_HTML)
    g_string_append (html, "<pre><code>");
  else if (is_paragraph (block) && !is_tight (block))
    g_string_append (html, "<p>");
}

static void
close_block (GString *html, const IngotBlock *block)
{
  if (block->kind == INGOT_BLOCK_HEADING)
    g_string_append_printf (html, "</h%u>\n", block->level);
  else if (block->kind == INGOT_BLOCK_TABLE)
    g_string_append (html, "</table>\n");
  else if (block->kind == INGOT_BLOCK_CODE || block->kind == INGOT_BLOCK_HTML)
    g_string_append (html, "</code></pre>\n");
  else if (is_paragraph (block))
    g_string_append (html, is_tight (block) ? "\n" : "</p>\n");
}

static void
append_content (GString *html, const IngotSelected *selected)
{
  const IngotBlock *block = selected->block;
  gsize start, end;

  ingot_selected_get_range (selected, 0, &start, &end);
  if (block->kind == INGOT_BLOCK_TABLE)
    append_cells (html, selected);
  else if (block->kind == INGOT_BLOCK_CODE || block->kind == INGOT_BLOCK_HTML)
    append_escaped (html, block->runs[0].text + start, end - start, FALSE);
  else if (block->kind == INGOT_BLOCK_RULE)
    g_string_append (html, "<hr>\n");
  else
    append_run (html, &block->runs[0], start, end);
}

static gboolean
is_item (const IngotContainer *container)
{
  return container->kind == INGOT_CONTAINER_BULLET || container->kind == INGOT_CONTAINER_ORDERED;
}

static void
open_container (GString *html, const IngotContainer *container, gboolean with_list)
{
  if (container->kind == INGOT_CONTAINER_BULLET && with_list)
    g_string_append (html, "<ul>\n");
  else if (container->kind == INGOT_CONTAINER_ORDERED && with_list)
    g_string_append_printf (html, container->ordinal != 1 ? "<ol start=\"%u\">\n" : "<ol>\n", container->ordinal);
  if (container->kind == INGOT_CONTAINER_QUOTE)
    g_string_append (html, "<blockquote>\n");
  else if (container->kind == INGOT_CONTAINER_FOOTNOTE)
    g_string_append (html, "<div>\n");
  else
    g_string_append_printf (html, "<li>%s", container->task == INGOT_TASK_DONE   ? "☑ "
                                            : container->task == INGOT_TASK_OPEN ? "☐ "
                                                                                 : "");
  if (container->kind == INGOT_CONTAINER_FOOTNOTE && container->is_first)
    {
      g_string_append (html, "<sup>");
      append_escaped (html, container->label, strlen (container->label), FALSE);
      g_string_append (html, "</sup>\n");
    }
}

static void
close_container (GString *html, const IngotContainer *container, gboolean with_list)
{
  if (container->kind == INGOT_CONTAINER_QUOTE)
    g_string_append (html, "</blockquote>\n");
  else if (container->kind == INGOT_CONTAINER_FOOTNOTE)
    g_string_append (html, "</div>\n");
  else
    g_string_append (html, "</li>\n");
  if (is_item (container) && with_list)
    g_string_append (html, container->kind == INGOT_CONTAINER_BULLET ? "</ul>\n" : "</ol>\n");
}

/* From the containers of one block to those of the next. Either may be NULL. */
static void
change_containers (GString *html, const IngotBlock *before, const IngotBlock *after)
{
  guint n_before = before != NULL ? before->n_containers : 0;
  guint n_after = after != NULL ? after->n_containers : 0;
  guint common = 0;
  gboolean same_list;

  while (common < n_before && common < n_after
         && before->containers[common].source_start == after->containers[common].source_start
         && before->containers[common].kind == after->containers[common].kind)
    common++;
  same_list = common < n_before && common < n_after && is_item (&before->containers[common])
              && before->containers[common].kind == after->containers[common].kind;
  for (guint i = n_before; i > common; i--)
    close_container (html, &before->containers[i - 1], !(same_list && i - 1 == common));
  for (guint i = common; i < n_after; i++)
    open_container (html, &after->containers[i], !(same_list && i == common));
}

/* Whether two of the selected are pieces of one block. */
static gboolean
goes_on (GArray *selection, guint i)
{
  return i > 0 && i < selection->len && g_array_index (selection, IngotSelected, i).block->piece > 0;
}

char *
ingot_copy_html (GArray *selection)
{
  GString *html = g_string_new (NULL);
  const IngotBlock *before = NULL;

  for (guint i = 0; i < selection->len; i++)
    {
      const IngotSelected *selected = &g_array_index (selection, IngotSelected, i);

      if (!goes_on (selection, i))
        {
          change_containers (html, before, selected->block);
          open_block (html, selected->block);
        }
      else if (!selected->block->is_joined && selected->block->kind != INGOT_BLOCK_TABLE)
        g_string_append_c (html, '\n');
      append_content (html, selected);
      if (!goes_on (selection, i + 1))
        close_block (html, selected->block);
      before = selected->block;
    }
  change_containers (html, before, NULL);
  return g_string_free_and_steal (html);
}
