/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-accessible-tree.h"

/* A container that is open while blocks are gone through. */
typedef struct
{
  IngotContainerKind kind;
  guint32 source_start;
  IngotAccessibleNode *node;
} Open;

typedef struct
{
  IngotAccessibleHost *host;
  IngotAccessibleNode *root;
  GArray *open;               /* of Open, outermost first */
  IngotAccessibleNode *table; /* (nullable): that pieces go on with */
  const IngotBlock *block;
  IngotPart part;
  IngotPlace place;           /* of the block */
} Builder;

static IngotAccessibleNode *
add_node (Builder *self, IngotAccessibleNode *above, GtkAccessibleRole role)
{
  IngotAccessibleNode *node = ingot_accessible_node_new (self->host, role);

  ingot_accessible_node_append (above, node);
  return node;
}

static void
set_run (Builder *self, IngotAccessibleNode *node, guint run, gsize start, gsize end)
{
  IngotPlace place = self->place;

  place.run = run;
  place.offset = start;
  ingot_accessible_node_set_place (node, self->part, &place);
  ingot_accessible_node_set_run (node, self->block, run, start, end);
}

static void
add_text (Builder *self, IngotAccessibleNode *node, guint number)
{
  const IngotRun *run = &self->block->runs[number];

  set_run (self, node, number, 0, run->length);
  for (guint i = 0; i < run->n_spans; i++)
    if (run->spans[i].kind == INGOT_SPAN_LINK || run->spans[i].kind == INGOT_SPAN_IMAGE)
      {
        IngotAccessibleNode *link = add_node (self, node, GTK_ACCESSIBLE_ROLE_LINK);

        set_run (self, link, number, run->spans[i].start, run->spans[i].end);
        ingot_accessible_node_set_label (link, ingot_accessible_node_get_text (link));
      }
}

static gboolean
is_item (IngotContainerKind kind)
{
  return kind == INGOT_CONTAINER_BULLET || kind == INGOT_CONTAINER_ORDERED;
}

/* The list that an item goes on with, or another one. */
static IngotAccessibleNode *
get_list (Builder *self, IngotAccessibleNode *above, const IngotContainer *item, const Open *before)
{
  guint n = ingot_accessible_node_get_n_children (above);

  if (n > 0 && before != NULL && before->kind == item->kind && before->source_start < item->source_start)
    {
      IngotAccessibleNode *last = ingot_accessible_node_get_child (above, n - 1);

      if (ingot_accessible_node_get_role (last) == GTK_ACCESSIBLE_ROLE_LIST)
        return last;
    }
  return add_node (self, above, GTK_ACCESSIBLE_ROLE_LIST);
}

static IngotAccessibleNode *
open_container (Builder *self, IngotAccessibleNode *above, const IngotContainer *container, const Open *before)
{
  IngotAccessibleNode *node;

  if (container->kind == INGOT_CONTAINER_QUOTE)
    return add_node (self, above, GTK_ACCESSIBLE_ROLE_BLOCK_QUOTE);
  if (is_item (container->kind))
    return add_node (self, get_list (self, above, container, before), GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  node = add_node (self, above, GTK_ACCESSIBLE_ROLE_GROUP);
  if (container->label != NULL)
    {
      g_autofree char *label = g_strdup_printf (_("Footnote %s"), container->label);

      ingot_accessible_node_set_label (node, label);
    }
  return node;
}

/* Enters the containers of a block, and leaves those that it is not in. Returns: the innermost, or the root */
static IngotAccessibleNode *
enter_containers (Builder *self)
{
  IngotAccessibleNode *node = self->root;

  for (guint i = 0; i < self->block->n_containers; i++)
    {
      const IngotContainer *container = &self->block->containers[i];
      Open before = { 0 }, now = { container->kind, container->source_start, NULL };
      gboolean has_before = i < self->open->len;

      if (has_before)
        before = g_array_index (self->open, Open, i);
      if (has_before && before.kind == now.kind && before.source_start == now.source_start)
        {
          node = before.node;
          continue;
        }
      g_array_set_size (self->open, i);
      now.node = node = open_container (self, node, container, has_before ? &before : NULL);
      g_array_append_val (self->open, now);
    }
  g_array_set_size (self->open, self->block->n_containers);
  return node;
}

/* What stands beside the first text of an item, as words. */
static void
label_item (IngotAccessibleNode *node, const IngotContainer *item)
{
  const char *text = ingot_accessible_node_get_text (node);
  g_autofree char *label = NULL;

  if (item->task == INGOT_TASK_DONE)
    label = g_strdup_printf (_("Done: %s"), text);
  else if (item->task == INGOT_TASK_OPEN)
    label = g_strdup_printf (_("Not done: %s"), text);
  else if (item->kind == INGOT_CONTAINER_ORDERED)
    label = g_strdup_printf ("%u. %s", item->ordinal, text);
  ingot_accessible_node_set_label (node, label != NULL ? label : text);
}

static void
add_table (Builder *self, IngotAccessibleNode *above)
{
  const IngotBlock *block = self->block;

  if (block->piece == 0 || self->table == NULL)
    self->table = add_node (self, above, GTK_ACCESSIBLE_ROLE_TABLE);
  for (guint row = 0; row < block->n_rows; row++)
    {
      IngotAccessibleNode *line = add_node (self, self->table, GTK_ACCESSIBLE_ROLE_ROW);

      for (guint column = 0; column < block->n_columns; column++)
        {
          /* Not a column header, even in the head: GTK 4.18 shows that as a filler, and nobody reads those. */
          IngotAccessibleNode *cell = add_node (self, line, GTK_ACCESSIBLE_ROLE_CELL);

          add_text (self, cell, row * block->n_columns + column);
          ingot_accessible_node_set_label (cell, ingot_accessible_node_get_text (cell));
        }
    }
}

static void
add_code (Builder *self, IngotAccessibleNode *above)
{
  IngotAccessibleNode *node = add_node (self, above, GTK_ACCESSIBLE_ROLE_GROUP);
  g_autofree char *label = NULL;

  if (self->block->language != NULL)
    label = g_strdup_printf (_("Code, %s"), self->block->language);
  ingot_accessible_node_set_label (node, label != NULL ? label : _("Code"));
  add_text (self, node, 0);
}

static void
add_heading (Builder *self, IngotAccessibleNode *above)
{
  IngotAccessibleNode *node = add_node (self, above, GTK_ACCESSIBLE_ROLE_HEADING);

  add_text (self, node, 0);
  ingot_accessible_node_set_level (node, self->block->level);
  ingot_accessible_node_set_label (node, self->block->runs[0].text);
}

/* An item is read with its first text. */
static void
add_paragraph (Builder *self, IngotAccessibleNode *above)
{
  const IngotBlock *block = self->block;
  const IngotContainer *innermost = block->n_containers > 0 ? &block->containers[block->n_containers - 1] : NULL;

  if (innermost != NULL && is_item (innermost->kind) && innermost->is_first && block->piece == 0)
    {
      add_text (self, above, 0);
      label_item (above, innermost);
    }
  else
    add_text (self, add_node (self, above, GTK_ACCESSIBLE_ROLE_PARAGRAPH), 0);
}

static void
add_block (Builder *self)
{
  IngotAccessibleNode *above = enter_containers (self);

  switch (self->block->kind)
    {
    case INGOT_BLOCK_TABLE:
      add_table (self, above);
      break;
    case INGOT_BLOCK_CODE:
      add_code (self, above);
      break;
    case INGOT_BLOCK_HEADING:
      add_heading (self, above);
      break;
    case INGOT_BLOCK_RULE:
      add_node (self, above, GTK_ACCESSIBLE_ROLE_SEPARATOR);
      break;
    case INGOT_BLOCK_PARAGRAPH:
    case INGOT_BLOCK_HTML:
    case INGOT_BLOCK_PLAIN:
    default:
      add_paragraph (self, above);
    }
}

static void
add_segment (Builder *self, IngotMarkdown *text)
{
  gboolean was_parsed = ingot_markdown_has_blocks (text, self->place.segment);
  const GPtrArray *blocks = ingot_markdown_get_blocks (text, self->place.segment);

  for (guint i = 0; i < blocks->len; i++)
    {
      self->block = blocks->pdata[i];
      self->place.block = i;
      add_block (self);
    }
  if (!was_parsed)
    ingot_markdown_drop_blocks (text, self->place.segment);
}

void
ingot_accessible_tree_update (IngotAccessibleNode *article)
{
  IngotShownTurn *turn = ingot_accessible_node_get_turn (article);
  g_autoptr(IngotAccessibleNode) root = ingot_accessible_node_new (NULL, GTK_ACCESSIBLE_ROLE_GROUP);
  g_autoptr(GArray) open = g_array_new (FALSE, FALSE, sizeof (Open));
  gboolean was_parsed = turn->texts[INGOT_PART_TEXT] != NULL;
  Builder builder = { .host = ingot_accessible_node_get_host (article), .root = root, .open = open };

  for (IngotPart part = turn->is_open ? INGOT_PART_REASONING : INGOT_PART_TEXT; part < INGOT_N_PARTS; part++)
    {
      IngotMarkdown *text = ingot_shown_turn_get_text (turn, part);

      builder.part = part;
      builder.table = NULL;
      g_array_set_size (open, 0);
      for (guint i = 0; i < ingot_markdown_get_n_segments (text); i++)
        {
          builder.place.segment = i;
          add_segment (&builder, text);
        }
    }
  if (!was_parsed && !ingot_shown_turn_is_writing (turn))
    ingot_shown_turn_drop (turn);
  ingot_accessible_node_become (article, root);
}

static gboolean
has_position (IngotAccessibleNode *node, const IngotPosition *position)
{
  IngotPosition at;
  gsize start, end;

  if (ingot_accessible_node_get_run (node, &start, &end) == NULL)
    return FALSE;
  ingot_accessible_node_get_position (node, &at);
  return at.part == position->part && at.place.segment == position->place.segment
         && at.place.block == position->place.block && at.place.run == position->place.run;
}

IngotAccessibleNode *
ingot_accessible_tree_find (IngotAccessibleNode *article, const IngotPosition *position)
{
  for (guint i = 0; i < ingot_accessible_node_get_n_children (article); i++)
    {
      IngotAccessibleNode *child = ingot_accessible_node_get_child (article, i), *found;

      if (has_position (child, position))
        return child;
      found = ingot_accessible_tree_find (child, position);
      if (found != NULL)
        return found;
    }
  return NULL;
}
