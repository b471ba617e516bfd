/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-text"
#include "config.h"

#include <string.h>

#include "ingot-copy-private.h"

#define BULLET "•"
#define TASK_OPEN "☐"
#define TASK_DONE "☑"
#define RULE "———"

/* What stands before the first line of a block on behalf of one of its containers. */
static void
append_marker (GString *text, const IngotContainer *container)
{
  if (container->kind == INGOT_CONTAINER_FOOTNOTE)
    g_string_append_printf (text, "%s. ", container->label);
  else if (container->task != INGOT_TASK_NONE)
    g_string_append_printf (text, "%s ", container->task == INGOT_TASK_DONE ? TASK_DONE : TASK_OPEN);
  else if (container->kind == INGOT_CONTAINER_ORDERED)
    g_string_append_printf (text, "%u. ", container->ordinal);
  else if (container->kind == INGOT_CONTAINER_BULLET)
    g_string_append (text, BULLET " ");
  else
    g_string_append (text, "> ");
}

static void
append_prefix (GString *text, const IngotBlock *block, gboolean is_first)
{
  for (guint i = 0; i < block->n_containers; i++)
    {
      const IngotContainer *container = &block->containers[i];

      if ((is_first && container->is_first) || container->kind == INGOT_CONTAINER_QUOTE)
        append_marker (text, container);
      else
        {
          g_autoptr(GString) marker = g_string_new (NULL);

          append_marker (marker, container);
          for (glong n = g_utf8_strlen (marker->str, (gssize) marker->len); n > 0; n--)
            g_string_append_c (text, ' ');
        }
    }
}

static void
append_cells (GString *text, const IngotSelected *selected)
{
  guint n_columns = selected->block->n_columns;

  for (guint run = selected->first_run; run <= selected->last_run; run++)
    {
      gsize start, end;

      if (run > selected->first_run)
        g_string_append_c (text, run % n_columns == 0 ? '\n' : '\t');
      if (ingot_selected_get_range (selected, run, &start, &end))
        g_string_append_len (text, selected->block->runs[run].text + start, (gssize) (end - start));
    }
}

/* A block's own text goes on in its containers from line to line. */
static void
append_lines (GString *text, const IngotBlock *block, const char *lines)
{
  for (const char *at = lines; *at != '\0';)
    {
      gsize length = strcspn (at, "\n");

      g_string_append_len (text, at, (gssize) length);
      at += length;
      if (*at == '\0')
        return;
      g_string_append_c (text, *at++);
      append_prefix (text, block, FALSE);
    }
}

static void
append_block (GString *text, const IngotSelected *selected, gboolean has_prefix)
{
  const IngotBlock *block = selected->block;
  g_autoptr(GString) own = g_string_new (NULL);

  if (has_prefix)
    append_prefix (text, block, block->piece == 0);
  if (block->kind == INGOT_BLOCK_RULE)
    g_string_append (own, RULE);
  else
    append_cells (own, selected);
  append_lines (text, block, own->str);
}

static gboolean
is_in_tight_list (const IngotBlock *block)
{
  for (guint i = block->n_containers; i > 0; i--)
    {
      const IngotContainer *container = &block->containers[i - 1];

      if (container->kind == INGOT_CONTAINER_BULLET || container->kind == INGOT_CONTAINER_ORDERED)
        return container->is_tight;
    }
  return FALSE;
}

/* Whether the two lie in one list of the outermost level. */
static gboolean
is_same_list (const IngotBlock *a, const IngotBlock *b)
{
  return a->n_containers > 0 && b->n_containers > 0 && a->containers[0].kind == b->containers[0].kind;
}

static void
append_gap (GString *text, const IngotBlock *before, const IngotBlock *block)
{
  if (block->piece > 0)
    g_string_append (text, block->is_joined ? "" : "\n");
  else
    g_string_append (text, is_in_tight_list (block) && is_same_list (before, block) ? "\n" : "\n\n");
}

char *
ingot_copy_text (GArray *selection)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < selection->len; i++)
    {
      const IngotSelected *selected = &g_array_index (selection, IngotSelected, i);
      gboolean is_joined = i > 0 && selected->block->piece > 0 && selected->block->is_joined;

      if (i > 0)
        append_gap (text, g_array_index (selection, IngotSelected, i - 1).block, selected->block);
      append_block (text, selected, !is_joined && (i > 0 || ingot_selected_has_start (selected)));
    }
  return g_string_free_and_steal (text);
}
