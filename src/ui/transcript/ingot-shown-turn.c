/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-shown-turn.h"

IngotShownTurn *
ingot_shown_turn_new (IngotTurn *turn)
{
  IngotShownTurn *self = g_new0 (IngotShownTurn, 1);

  self->turns = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (self->turns, g_object_ref (turn));
  return self;
}

void
ingot_shown_turn_free (IngotShownTurn *self)
{
  ingot_shown_turn_drop (self);
  g_clear_pointer (&self->scrolls, g_hash_table_unref);
  g_ptr_array_unref (self->turns);
  g_free (self);
}

gboolean
ingot_shown_turn_goes_on (IngotShownTurn *self, IngotTurn *turn)
{
  IngotTurn *last = ingot_shown_turn_get_last (self);

  return ingot_turn_get_role (turn) == INGOT_ROLE_ASSISTANT && ingot_turn_get_role (last) == INGOT_ROLE_ASSISTANT
         && g_strcmp0 (ingot_turn_get_deployment_name (last), ingot_turn_get_deployment_name (turn)) == 0
         && g_strcmp0 (ingot_turn_get_resource_name (last), ingot_turn_get_resource_name (turn)) == 0;
}

void
ingot_shown_turn_add (IngotShownTurn *self, IngotTurn *turn)
{
  g_ptr_array_add (self->turns, g_object_ref (turn));
}

gboolean
ingot_shown_turn_is_user (IngotShownTurn *self)
{
  return ingot_turn_get_role (ingot_shown_turn_get_first (self)) == INGOT_ROLE_USER;
}

gboolean
ingot_shown_turn_is_writing (IngotShownTurn *self)
{
  return ingot_turn_get_state (ingot_shown_turn_get_last (self)) == INGOT_TURN_WRITING;
}

IngotTurn *
ingot_shown_turn_get_first (IngotShownTurn *self)
{
  return self->turns->pdata[0];
}

IngotTurn *
ingot_shown_turn_get_last (IngotShownTurn *self)
{
  return self->turns->pdata[self->turns->len - 1];
}

const char *
ingot_shown_turn_get_name (IngotShownTurn *self)
{
  const char *deployment = ingot_turn_get_deployment_name (ingot_shown_turn_get_first (self));

  if (ingot_shown_turn_is_user (self))
    return _("You");
  return deployment != NULL ? deployment : _("Reply");
}

char *
ingot_shown_turn_dup_thought (IngotShownTurn *self)
{
  const IngotFacts *facts = ingot_turn_get_facts (ingot_shown_turn_get_last (self));

  if (ingot_shown_turn_is_writing (self) && ingot_shown_turn_get_length (self, INGOT_PART_TEXT) == 0)
    return g_strdup (_("Thinking…"));
  if (facts->thinking_us < 0)
    return g_strdup (_("Thought"));
  return g_strdup_printf (_("Thought for %.1f s"), facts->thinking_us / (double) G_USEC_PER_SEC);
}

char *
ingot_shown_turn_dup_thought_tokens (IngotShownTurn *self)
{
  const IngotFacts *facts = ingot_turn_get_facts (ingot_shown_turn_get_last (self));

  if (facts->reasoning_tokens <= 0)
    return NULL;
  return g_strdup_printf (ngettext ("%d token", "%d tokens", facts->reasoning_tokens),
                          (int) facts->reasoning_tokens);
}

static const char *
get_source (IngotTurn *turn, IngotPart part, gsize *length)
{
  if (ingot_turn_is_withheld (turn))
    *length = 0;
  else if (part == INGOT_PART_REASONING)
    *length = ingot_turn_get_reasoning_length (turn);
  else
    *length = ingot_turn_get_text_length (turn);
  return part == INGOT_PART_REASONING ? ingot_turn_get_reasoning (turn) : ingot_turn_get_text (turn);
}

gsize
ingot_shown_turn_get_length (IngotShownTurn *self, IngotPart part)
{
  gsize sum = 0;

  for (guint i = 0; i < self->turns->len; i++)
    {
      gsize length;

      get_source (self->turns->pdata[i], part, &length);
      sum += length;
    }
  return sum;
}

char *
ingot_shown_turn_dup_source (IngotShownTurn *self, IngotPart part)
{
  GString *text = g_string_sized_new (ingot_shown_turn_get_length (self, part) + 1);

  for (guint i = 0; i < self->turns->len; i++)
    {
      gsize length;
      const char *source = get_source (self->turns->pdata[i], part, &length);

      g_string_append_len (text, source, (gssize) length);
    }
  return g_string_free_and_steal (text);
}

static IngotMarkdown *
create_text (IngotShownTurn *self)
{
  /* What a person typed is shown as they typed it. */
  return ingot_shown_turn_is_user (self) ? ingot_markdown_new_plain () : ingot_markdown_new ("");
}

/* Appends what is behind the first @taken bytes. */
static guint
append_rest (IngotShownTurn *self, IngotPart part, gsize taken)
{
  IngotMarkdown *text = self->texts[part];
  guint first = ingot_markdown_get_n_segments (text);

  for (guint i = 0; i < self->turns->len; i++)
    {
      gsize length;
      const char *source = get_source (self->turns->pdata[i], part, &length);

      if (taken < length)
        {
          guint changed = ingot_markdown_append (text, source + taken, (gssize) (length - taken));

          first = MIN (first, changed);
        }
      taken -= MIN (taken, length);
    }
  return first;
}

guint
ingot_shown_turn_refresh (IngotShownTurn *self, IngotPart part)
{
  gsize taken;
  guint first;

  if (self->texts[part] == NULL)
    self->texts[part] = create_text (self);
  taken = ingot_markdown_get_source_length (self->texts[part]);
  if (taken > ingot_shown_turn_get_length (self, part))
    {
      g_set_object (&self->texts[part], NULL);
      self->texts[part] = create_text (self);
      append_rest (self, part, 0);
      return 0;
    }
  first = append_rest (self, part, taken);
  if (!ingot_shown_turn_is_writing (self))
    {
      guint changed = ingot_markdown_finish (self->texts[part]);

      first = MIN (first, changed);
    }
  return first;
}

IngotMarkdown *
ingot_shown_turn_get_text (IngotShownTurn *self, IngotPart part)
{
  if (self->texts[part] == NULL)
    ingot_shown_turn_refresh (self, part);
  return self->texts[part];
}

void
ingot_shown_turn_drop (IngotShownTurn *self)
{
  for (int i = 0; i < INGOT_N_PARTS; i++)
    g_clear_object (&self->texts[i]);
}

gboolean
ingot_shown_turn_find (IngotShownTurn *self, gint64 turn, gsize source_offset, gsize *offset)
{
  gsize before = 0;

  for (guint i = 0; i < self->turns->len; i++)
    {
      gsize length;

      get_source (self->turns->pdata[i], INGOT_PART_TEXT, &length);
      *offset = before + MIN (source_offset, length);
      if (ingot_turn_get_id (self->turns->pdata[i]) == turn)
        return TRUE;
      before += length;
    }
  return FALSE;
}
