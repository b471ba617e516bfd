/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-text"
#include "config.h"

#include <string.h>

#include "ingot-open-fence-private.h"
#include "ingot-parse-private.h"
#include "ingot-part-private.h"

/* Where a segment is: which part, and which of its segments. */
typedef struct
{
  IngotPart *part;
  guint index;
} Segment;

/**
 * The parts before @n_closed stay as they are whatever follows, but for definitions: the part after them
 * begins with a block at the top on a line that is complete. The others are cut anew with each growth. */
struct _IngotMarkdown
{
  GObject parent_instance;

  GString *source;
  gboolean is_plain;
  gsize limit; /* of a segment, in bytes */
  GPtrArray *parts;
  guint n_closed;
  GArray *segments;
  GPtrArray *definitions; /* (nullable): of all parts, each key once; borrowed */

  /* The long part that was parsed last, so that its segments need not parse all of it one after the other. */
  const IngotPart *long_part;
  GPtrArray *long_blocks;
  IngotOpenFence fence; /* of the last part */
};

G_DEFINE_FINAL_TYPE (IngotMarkdown, ingot_markdown, G_TYPE_OBJECT)

static void
forget_long_part (IngotMarkdown *self)
{
  self->long_part = NULL;
  g_clear_pointer (&self->long_blocks, g_ptr_array_unref);
}

static void
ingot_markdown_finalize (GObject *object)
{
  IngotMarkdown *self = INGOT_MARKDOWN (object);

  forget_long_part (self);
  g_clear_pointer (&self->definitions, g_ptr_array_unref);
  g_array_unref (self->segments);
  g_ptr_array_unref (self->parts);
  g_string_free (self->source, TRUE);
  G_OBJECT_CLASS (ingot_markdown_parent_class)->finalize (object);
}

static void
ingot_markdown_class_init (IngotMarkdownClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ingot_markdown_finalize;
}

static void
ingot_markdown_init (IngotMarkdown *self)
{
  self->source = g_string_new (NULL);
  self->limit = INGOT_SEGMENT_BYTES;
  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) ingot_part_free);
  self->segments = g_array_new (FALSE, FALSE, sizeof (Segment));
}

static const IngotPart *
get_part (IngotMarkdown *self, guint i)
{
  return g_ptr_array_index (self->parts, i);
}

/* Whole blocks as long as they fit. */
static void
add_parts (GPtrArray *parts, GArray *boundaries, gsize start, gsize end, gsize limit)
{
  gsize part_start = start;
  gsize block_start = start;

  for (guint i = 0; i <= boundaries->len; i++)
    {
      gsize block_end = i < boundaries->len ? g_array_index (boundaries, gsize, i) : end;

      if (block_end - part_start > limit && block_start > part_start)
        {
          g_ptr_array_add (parts, ingot_part_new (part_start, block_start));
          part_start = block_start;
        }
      block_start = block_end;
    }
  if (end > part_start)
    g_ptr_array_add (parts, ingot_part_new (part_start, end));
}

/* The last block that begins on a line that nothing can be added to. */
static gsize
find_settled (IngotMarkdown *self, GArray *boundaries, gsize start)
{
  const char *source = self->source->str;
  gsize length = self->source->len;
  gsize line = length;

  /* After a carriage return the line feed may still come. */
  if (line > 0 && source[line - 1] == '\r')
    line--;
  while (line > start && source[line - 1] != '\n' && source[line - 1] != '\r')
    line--;
  for (guint i = boundaries->len; i > 0; i--)
    {
      if (g_array_index (boundaries, gsize, i - 1) < line)
        return g_array_index (boundaries, gsize, i - 1);
    }
  return start;
}

/* Cuts what is open from @start on. Returns how many of the new parts are closed. @whole: where it is one part. */
static guint
cut (IngotMarkdown *self, gsize start, GPtrArray *parts, IngotParse **whole)
{
  gsize end = self->source->len;
  g_autoptr(IngotParse) parse = NULL;
  g_autoptr(GArray) boundaries = NULL;
  gsize settled;
  guint n_closed = 0;

  if (end - start <= self->limit || self->is_plain)
    {
      if (end > start)
        g_ptr_array_add (parts, ingot_part_new (start, end));
      if (end > start && self->is_plain)
        ((IngotPart *) g_ptr_array_index (parts, 0))->is_plain = TRUE;
      return 0;
    }
  parse = ingot_parse_new (self->source->str, start, end, NULL);
  boundaries = ingot_parse_dup_boundaries (parse);
  add_parts (parts, boundaries, start, end, self->limit);
  settled = find_settled (self, boundaries, start);
  while (n_closed < parts->len && ((IngotPart *) g_ptr_array_index (parts, n_closed))->end <= settled)
    n_closed++;
  if (parts->len == 1)
    *whole = g_steal_pointer (&parse);
  return n_closed;
}

/* Parts that are as they were are kept, with all that is known about them. */
static void
keep_equal_parts (GPtrArray *parts, GPtrArray *old)
{
  guint n = MIN (parts->len, old->len);

  for (guint i = 0; i < n; i++)
    {
      IngotPart *part = g_ptr_array_index (parts, i);
      IngotPart *before = g_ptr_array_index (old, i);

      if (before->start != part->start || before->end != part->end)
        return;
      g_ptr_array_index (parts, i) = before;
      g_ptr_array_index (old, i) = part;
    }
}

static gboolean
is_new (GPtrArray *old, IngotPart *part)
{
  return !g_ptr_array_find (old, part, NULL);
}

/* Everything that is defined, the first one of each key. */
static GPtrArray *
merge_definitions (IngotMarkdown *self)
{
  g_autoptr(GHashTable) keys = NULL;
  GPtrArray *definitions = NULL;

  for (guint i = 0; i < self->parts->len; i++)
    {
      const IngotPart *part = get_part (self, i);

      if (part->definitions == NULL)
        continue;
      if (definitions == NULL)
        {
          definitions = g_ptr_array_new ();
          keys = g_hash_table_new (g_str_hash, g_str_equal);
        }
      for (guint j = 0; j < part->definitions->len; j++)
        {
          IngotDefinition *definition = g_ptr_array_index (part->definitions, j);

          if (g_hash_table_add (keys, definition->key))
            g_ptr_array_add (definitions, definition);
        }
    }
  return definitions;
}

static void
add_keys (GHashTable *keys, GPtrArray *definitions)
{
  for (guint i = 0; definitions != NULL && i < definitions->len; i++)
    {
      IngotDefinition *definition = g_ptr_array_index (definitions, i);

      g_hash_table_insert (keys, g_strdup (definition->key), definition);
    }
}

/* The keys that mean something else now. */
static GHashTable *
compare_definitions (GPtrArray *before, GPtrArray *after)
{
  g_autoptr(GHashTable) old = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) new = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTable *changed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer key, value;

  add_keys (old, before);
  add_keys (new, after);
  g_hash_table_iter_init (&iter, new);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const IngotDefinition *other = g_hash_table_lookup (old, key);

      if (other == NULL || !ingot_definition_equal (other, value))
        g_hash_table_add (changed, g_strdup (key));
      g_hash_table_remove (old, key);
    }
  g_hash_table_iter_init (&iter, old);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_hash_table_add (changed, g_strdup (key));
  return changed;
}

/* The first part of those before @end that looks different with the new definitions, or @end. */
static guint
invalidate_users (IngotMarkdown *self, GHashTable *changed, guint end)
{
  guint first = end;

  for (guint i = end; i > 0 && g_hash_table_size (changed) > 0; i--)
    {
      IngotPart *part = g_ptr_array_index (self->parts, i - 1);

      if (!ingot_part_uses (part, self->source->str, changed))
        continue;
      ingot_part_invalidate (part);
      first = i - 1;
    }
  return first;
}

/* @whole: (nullable): the last part, if it has been parsed. */
static void
cut_long_parts (IngotMarkdown *self, guint first, const IngotParse *whole)
{
  for (guint i = first; i < self->parts->len; i++)
    {
      IngotPart *part = g_ptr_array_index (self->parts, i);

      if (part->end - part->start <= self->limit || part->is_cut)
        continue;
      forget_long_part (self);
      self->long_blocks = ingot_part_parse (part, self->source->str, self->definitions,
                                            i + 1 == self->parts->len ? whole : NULL);
      self->long_part = part;
      ingot_part_cut (part, self->long_blocks, self->limit);
    }
}

static void
list_segments (IngotMarkdown *self, guint first_part)
{
  guint n = self->segments->len;

  /* Those of the parts before stay in place. */
  while (n > 0)
    {
      const Segment *last = &g_array_index (self->segments, Segment, n - 1);

      if (first_part > 0 && last->part == get_part (self, first_part - 1))
        break;
      n--;
    }
  g_array_set_size (self->segments, n);
  for (guint i = first_part; i < self->parts->len; i++)
    {
      IngotPart *part = g_ptr_array_index (self->parts, i);

      for (guint j = 0; j < ingot_part_get_n_segments (part); j++)
        {
          Segment segment = { part, j };

          g_array_append_val (self->segments, segment);
        }
    }
}

/* Takes the parts from @first on off, for comparison. */
static GPtrArray *
steal_parts (IngotMarkdown *self, guint first)
{
  GPtrArray *old = g_ptr_array_new_with_free_func ((GDestroyNotify) ingot_part_free);

  for (guint i = first; i < self->parts->len; i++)
    g_ptr_array_add (old, g_ptr_array_index (self->parts, i));
  g_ptr_array_set_free_func (self->parts, NULL);
  g_ptr_array_set_size (self->parts, (int) first);
  g_ptr_array_set_free_func (self->parts, (GDestroyNotify) ingot_part_free);
  return old;
}

static void
hand_over_blocks (GPtrArray *old, GPtrArray *parts)
{
  g_autoptr(GPtrArray) pool = g_ptr_array_new_with_free_func ((GDestroyNotify) ingot_block_unref);

  for (guint i = 0; i < old->len; i++)
    {
      if (is_new (parts, g_ptr_array_index (old, i)))
        ingot_part_collect (g_ptr_array_index (old, i), pool);
    }
  for (guint i = 0; pool->len > 0 && i < parts->len; i++)
    {
      IngotPart *part = g_ptr_array_index (parts, i);

      if (part->pool == NULL && part->blocks[0] == NULL)
        part->pool = g_ptr_array_ref (pool);
    }
}

static void
look_for_fence (IngotMarkdown *self)
{
  guint last = self->parts->len - 1;

  self->fence.part = NULL;
  if (self->parts->len > 0 && self->n_closed == last && self->long_part == get_part (self, last))
    ingot_open_fence_look (&self->fence, self->source->str, self->long_part, self->long_blocks);
}

/* Returns whether what came is only more code; @segment: (out): the first that is not as it was. */
static gboolean
grow_fence (IngotMarkdown *self, guint *segment)
{
  guint last = self->parts->len - 1;
  IngotPart *part = self->fence.part != NULL ? g_ptr_array_index (self->parts, last) : NULL;
  guint n_before;

  if (part == NULL || self->long_part != part
      || !ingot_open_fence_stays (&self->fence, self->source->str, self->source->len))
    return FALSE;
  n_before = self->segments->len - ingot_part_get_n_segments (part);
  *segment = n_before + ingot_open_fence_grow (part, self->long_blocks, self->source->str, self->source->len,
                                               self->limit);
  list_segments (self, last);
  return TRUE;
}

/* Cuts everything after the first @first parts. Returns the first part that is not as it was. */
static guint
recut (IngotMarkdown *self, guint first)
{
  g_autoptr(GPtrArray) definitions = self->definitions;
  g_autoptr(GPtrArray) old = NULL;
  g_autoptr(GPtrArray) parts = g_ptr_array_new ();
  g_autoptr(GHashTable) changed = NULL;
  gsize start = first > 0 ? get_part (self, first - 1)->end : 0;
  g_autoptr(IngotParse) whole = NULL;
  guint n_closed = cut (self, start, parts, &whole);
  guint n_kept = first;

  old = steal_parts (self, first);
  keep_equal_parts (parts, old);
  for (guint i = 0; i < parts->len; i++)
    {
      IngotPart *part = g_ptr_array_index (parts, i);

      g_ptr_array_add (self->parts, part);
      if (i < old->len && part->start == ((IngotPart *) g_ptr_array_index (old, i))->start
          && part->end == ((IngotPart *) g_ptr_array_index (old, i))->end && n_kept == first + i)
        n_kept++;
      else if (!self->is_plain)
        part->definitions = ingot_definitions_collect (self->source->str, part->start, part->end);
    }
  hand_over_blocks (old, parts);
  self->definitions = merge_definitions (self);
  changed = compare_definitions (definitions, self->definitions);
  n_kept = MIN (n_kept, invalidate_users (self, changed, self->parts->len));
  forget_long_part (self);
  cut_long_parts (self, MIN (n_kept, first), whole);
  list_segments (self, MIN (n_kept, first));
  self->n_closed = first + n_closed;
  look_for_fence (self);
  return n_kept;
}

IngotMarkdown *
ingot_markdown_new_with_limit (gsize limit)
{
  IngotMarkdown *self = g_object_new (INGOT_TYPE_MARKDOWN, NULL);

  self->limit = limit;
  return self;
}

IngotMarkdown *
ingot_markdown_new_plain (void)
{
  IngotMarkdown *self = ingot_markdown_new_with_limit (INGOT_SEGMENT_BYTES);

  self->is_plain = TRUE;
  return self;
}

IngotMarkdown *
ingot_markdown_new (const char *source)
{
  IngotMarkdown *self = g_object_new (INGOT_TYPE_MARKDOWN, NULL);

  ingot_markdown_append (self, source, -1);
  return self;
}

/* The number of segments before the part. */
static guint
count_segments (IngotMarkdown *self, guint part)
{
  guint n = self->segments->len;

  while (n > 0 && part < self->parts->len
         && g_array_index (self->segments, Segment, n - 1).part->start >= get_part (self, part)->start)
    n--;
  return n;
}

guint
ingot_markdown_append (IngotMarkdown *self, const char *text, gssize length)
{
  g_autofree char *valid = NULL;
  guint segment;

  g_return_val_if_fail (INGOT_IS_MARKDOWN (self), 0);
  g_return_val_if_fail (text != NULL, 0);

  if (length < 0)
    length = (gssize) strlen (text);
  g_return_val_if_fail (self->source->len + (gsize) length < G_MAXINT32, 0);
  if (!g_utf8_validate_len (text, (gsize) length, NULL))
    {
      valid = g_utf8_make_valid (text, length);
      text = valid;
      length = (gssize) strlen (valid);
    }
  if (length == 0)
    return self->segments->len;
  g_string_append_len (self->source, text, length);
  if (grow_fence (self, &segment))
    return segment;
  return count_segments (self, recut (self, self->n_closed));
}

guint
ingot_markdown_finish (IngotMarkdown *self)
{
  g_return_val_if_fail (INGOT_IS_MARKDOWN (self), 0);

  return count_segments (self, recut (self, 0));
}

const char *
ingot_markdown_get_source (IngotMarkdown *self)
{
  g_return_val_if_fail (INGOT_IS_MARKDOWN (self), NULL);

  return self->source->str;
}

gsize
ingot_markdown_get_source_length (IngotMarkdown *self)
{
  g_return_val_if_fail (INGOT_IS_MARKDOWN (self), 0);

  return self->source->len;
}

guint
ingot_markdown_get_n_segments (IngotMarkdown *self)
{
  g_return_val_if_fail (INGOT_IS_MARKDOWN (self), 0);

  return self->segments->len;
}

void
ingot_markdown_get_segment (IngotMarkdown *self, guint segment, gsize *start, gsize *end)
{
  const Segment *at;

  g_return_if_fail (INGOT_IS_MARKDOWN (self));
  g_return_if_fail (segment < self->segments->len);

  at = &g_array_index (self->segments, Segment, segment);
  ingot_part_get_segment (at->part, at->index, start, end);
}

guint
ingot_markdown_find_segment (IngotMarkdown *self, gsize source_offset)
{
  guint low = 0;
  guint high;

  g_return_val_if_fail (INGOT_IS_MARKDOWN (self), 0);

  high = self->segments->len;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      gsize start, end;

      ingot_markdown_get_segment (self, middle, &start, &end);
      if (end <= source_offset)
        low = middle + 1;
      else
        high = middle;
    }
  return low < self->segments->len || low == 0 ? low : low - 1;
}

static GPtrArray *
parse_segment (IngotMarkdown *self, const Segment *at)
{
  g_autoptr(GPtrArray) all = NULL;
  GPtrArray *blocks;

  if (at->part == self->long_part)
    all = g_ptr_array_ref (self->long_blocks);
  else
    all = ingot_part_parse (at->part, self->source->str, self->definitions, NULL);
  blocks = ingot_part_dup_blocks (at->part, all, at->index);
  if (at->part->cuts == NULL)
    g_clear_pointer (&at->part->pool, g_ptr_array_unref);
  else if (at->part != self->long_part)
    {
      forget_long_part (self);
      self->long_part = at->part;
      self->long_blocks = g_steal_pointer (&all);
    }
  return blocks;
}

const GPtrArray *
ingot_markdown_get_blocks (IngotMarkdown *self, guint segment)
{
  const Segment *at;

  g_return_val_if_fail (INGOT_IS_MARKDOWN (self), NULL);
  g_return_val_if_fail (segment < self->segments->len, NULL);

  at = &g_array_index (self->segments, Segment, segment);
  if (at->part->blocks[at->index] == NULL)
    at->part->blocks[at->index] = parse_segment (self, at);
  return at->part->blocks[at->index];
}

void
ingot_markdown_drop_blocks (IngotMarkdown *self, guint segment)
{
  const Segment *at;

  g_return_if_fail (INGOT_IS_MARKDOWN (self));
  g_return_if_fail (segment < self->segments->len);

  at = &g_array_index (self->segments, Segment, segment);
  g_clear_pointer (&at->part->blocks[at->index], g_ptr_array_unref);
  g_clear_pointer (&at->part->pool, g_ptr_array_unref);
}

gboolean
ingot_markdown_has_blocks (IngotMarkdown *self, guint segment)
{
  const Segment *at;

  g_return_val_if_fail (INGOT_IS_MARKDOWN (self), FALSE);
  g_return_val_if_fail (segment < self->segments->len, FALSE);

  at = &g_array_index (self->segments, Segment, segment);
  return at->part->blocks[at->index] != NULL;
}
