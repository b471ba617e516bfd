/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include <string.h>

#include "ingot-accessible-node.h"
#include "text/ingot-copy.h"

struct _IngotAccessibleNode
{
  GObject parent_instance;

  IngotAccessibleHost *host;  /* not owned; NULL once it left */
  IngotAccessibleNode *above; /* not owned; NULL of an article */
  GPtrArray *children;
  guint number;               /* among its siblings */
  GtkAccessibleRole role;
  char *label;                /* (nullable) */
  guint level;
  GtkATContext *context;
  GtkAccessible *next;        /* weak; only of an article */
  gboolean is_filled;
  gboolean is_focused;

  IngotShownTurn *turn;       /* only of an article */
  IngotPart part;
  IngotPlace place;
  IngotBlock *block;
  guint run;
  gsize start, end;
  char *text;                 /* (nullable): of a text that is not the run's own, or of an article */
};

enum
{
  PROP_0,
  PROP_ACCESSIBLE_ROLE,
};

static void
push_label (IngotAccessibleNode *self)
{
  if (self->context != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    self->label != NULL ? self->label : "", -1);
}

static void
push_level (IngotAccessibleNode *self)
{
  if (self->context != NULL && self->level > 0)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LEVEL, (int) self->level, -1);
}

/* Made when somebody asks: most nodes are never asked for. */
static GtkATContext *
ingot_accessible_node_get_at_context (GtkAccessible *accessible)
{
  IngotAccessibleNode *self = INGOT_ACCESSIBLE_NODE (accessible);

  if (self->context == NULL && self->host != NULL)
    {
      self->context = gtk_at_context_create (self->role, accessible, gtk_widget_get_display (self->host->view));
      push_level (self);
      if (self->label != NULL)
        push_label (self);
    }
  return self->context != NULL ? g_object_ref (self->context) : NULL;
}

static gboolean
ingot_accessible_node_get_platform_state (GtkAccessible *accessible, GtkAccessiblePlatformState state)
{
  IngotAccessibleNode *self = INGOT_ACCESSIBLE_NODE (accessible);

  switch (state)
    {
    case GTK_ACCESSIBLE_PLATFORM_STATE_FOCUSABLE:
      return self->block != NULL && self->above != NULL;
    case GTK_ACCESSIBLE_PLATFORM_STATE_FOCUSED:
      return self->is_focused;
    case GTK_ACCESSIBLE_PLATFORM_STATE_ACTIVE:
    default:
      return FALSE;
    }
}

static GtkAccessible *
ingot_accessible_node_get_accessible_parent (GtkAccessible *accessible)
{
  IngotAccessibleNode *self = INGOT_ACCESSIBLE_NODE (accessible);

  if (self->above != NULL)
    return g_object_ref (GTK_ACCESSIBLE (self->above));
  return self->host != NULL ? g_object_ref (GTK_ACCESSIBLE (self->host->view)) : NULL;
}

static GtkAccessible *
ingot_accessible_node_get_first_accessible_child (GtkAccessible *accessible)
{
  IngotAccessibleNode *self = INGOT_ACCESSIBLE_NODE (accessible);

  if (self->turn != NULL && !self->is_filled && self->host != NULL)
    {
      self->is_filled = TRUE;
      self->host->fill (self->host, self);
    }
  return self->children->len > 0 ? g_object_ref (self->children->pdata[0]) : NULL;
}

static GtkAccessible *
ingot_accessible_node_get_next_accessible_sibling (GtkAccessible *accessible)
{
  IngotAccessibleNode *self = INGOT_ACCESSIBLE_NODE (accessible);

  if (self->above == NULL)
    return self->next != NULL ? g_object_ref (self->next) : NULL;
  if (self->number + 1 < self->above->children->len)
    return g_object_ref (self->above->children->pdata[self->number + 1]);
  return NULL;
}

/* From the corner of what is above. Values that are not set would be sent as they happen to be. */
static gboolean
ingot_accessible_node_get_bounds (GtkAccessible *accessible, int *x, int *y, int *width, int *height)
{
  IngotAccessibleNode *self = INGOT_ACCESSIBLE_NODE (accessible);
  GdkRectangle bounds = { 0 }, above = { 0 };

  if (self->host != NULL && self->host->get_bounds (self->host, self, &bounds) && self->above != NULL
      && self->host->get_bounds (self->host, self->above, &above))
    {
      bounds.x -= above.x;
      bounds.y -= above.y;
    }
  *x = bounds.x;
  *y = bounds.y;
  *width = bounds.width;
  *height = bounds.height;
  return TRUE;
}

static void
accessible_init (GtkAccessibleInterface *iface)
{
  iface->get_at_context = ingot_accessible_node_get_at_context;
  iface->get_platform_state = ingot_accessible_node_get_platform_state;
  iface->get_accessible_parent = ingot_accessible_node_get_accessible_parent;
  iface->get_first_accessible_child = ingot_accessible_node_get_first_accessible_child;
  iface->get_next_accessible_sibling = ingot_accessible_node_get_next_accessible_sibling;
  iface->get_bounds = ingot_accessible_node_get_bounds;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (IngotAccessibleNode, ingot_accessible_node, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_ACCESSIBLE, accessible_init)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_ACCESSIBLE_TEXT, ingot_accessible_node_text_init))

static void
ingot_accessible_node_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_ACCESSIBLE_ROLE)
    g_value_set_enum (value, INGOT_ACCESSIBLE_NODE (object)->role);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

/* The role is given once; the interface wants a property that can be written. */
static void
ingot_accessible_node_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id != PROP_ACCESSIBLE_ROLE)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

/* The context takes a reference to the object once more while it goes: in finalize that would be too late. */
static void
ingot_accessible_node_dispose (GObject *object)
{
  IngotAccessibleNode *self = INGOT_ACCESSIBLE_NODE (object);

  g_clear_weak_pointer (&self->next);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (ingot_accessible_node_parent_class)->dispose (object);
}

static void
ingot_accessible_node_finalize (GObject *object)
{
  IngotAccessibleNode *self = INGOT_ACCESSIBLE_NODE (object);

  g_ptr_array_unref (self->children);
  g_clear_pointer (&self->block, ingot_block_unref);
  g_free (self->text);
  g_free (self->label);
  G_OBJECT_CLASS (ingot_accessible_node_parent_class)->finalize (object);
}

static void
ingot_accessible_node_class_init (IngotAccessibleNodeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ingot_accessible_node_get_property;
  object_class->set_property = ingot_accessible_node_set_property;
  object_class->dispose = ingot_accessible_node_dispose;
  object_class->finalize = ingot_accessible_node_finalize;
  g_object_class_override_property (object_class, PROP_ACCESSIBLE_ROLE, "accessible-role");
}

static void
ingot_accessible_node_init (IngotAccessibleNode *self)
{
  self->children = g_ptr_array_new_with_free_func (g_object_unref);
}

IngotAccessibleNode *
ingot_accessible_node_new (IngotAccessibleHost *host, GtkAccessibleRole role)
{
  IngotAccessibleNode *self = g_object_new (INGOT_TYPE_ACCESSIBLE_NODE, NULL);

  self->host = host;
  self->role = role;
  return self;
}

void
ingot_accessible_node_set_label (IngotAccessibleNode *self, const char *label)
{
  if (g_set_str (&self->label, label))
    push_label (self);
}

void
ingot_accessible_node_set_level (IngotAccessibleNode *self, guint level)
{
  if (self->level == level)
    return;
  self->level = level;
  push_level (self);
}

GtkAccessibleRole
ingot_accessible_node_get_role (IngotAccessibleNode *self)
{
  return self->role;
}

IngotAccessibleHost *
ingot_accessible_node_get_host (IngotAccessibleNode *self)
{
  return self->host;
}

IngotShownTurn *
ingot_accessible_node_get_turn (IngotAccessibleNode *self)
{
  while (self->above != NULL)
    self = self->above;
  return self->turn;
}

void
ingot_accessible_node_set_turn (IngotAccessibleNode *self, IngotShownTurn *turn)
{
  self->turn = turn;
}

static gboolean
is_whole_run (IngotAccessibleNode *self)
{
  return self->start == 0 && self->end == self->block->runs[self->run].length;
}

/* Of two texts, how many bytes at their start are the same, in whole characters. */
static gsize
get_common_start (const char *a, const char *b)
{
  gsize n = 0;

  while (a[n] != '\0' && a[n] == b[n])
    n++;
  while (n > 0 && ((guchar) a[n] & 0xC0) == 0x80)
    n--;
  return n;
}

static void
set_block (IngotAccessibleNode *self, const IngotBlock *block, guint run, gsize start, gsize end)
{
  IngotBlock *kept = ingot_block_ref (block);

  g_clear_pointer (&self->block, ingot_block_unref);
  g_clear_pointer (&self->text, g_free);
  self->block = kept;
  self->run = run;
  self->start = start;
  self->end = end;
}

void
ingot_accessible_node_set_run (IngotAccessibleNode *self, const IngotBlock *block, guint run, gsize start, gsize end)
{
  GtkAccessibleText *accessible = GTK_ACCESSIBLE_TEXT (self);
  g_autofree char *before = self->block != NULL ? g_strdup (ingot_accessible_node_get_text (self)) : NULL;
  gsize same;
  guint first, n_old, n_new;

  if (before == NULL)
    {
      set_block (self, block, run, start, end);
      return;
    }
  same = get_common_start (before, block->runs[run].text + start);
  first = (guint) g_utf8_strlen (before, (gssize) same);
  n_old = (guint) g_utf8_strlen (before, -1);
  if (n_old > first)
    gtk_accessible_text_update_contents (accessible, GTK_ACCESSIBLE_TEXT_CONTENT_CHANGE_REMOVE, first, n_old);
  set_block (self, block, run, start, end);
  n_new = (guint) g_utf8_strlen (ingot_accessible_node_get_text (self), -1);
  if (n_new > first)
    gtk_accessible_text_update_contents (accessible, GTK_ACCESSIBLE_TEXT_CONTENT_CHANGE_INSERT, first, n_new);
}

const IngotRun *
ingot_accessible_node_get_run (IngotAccessibleNode *self, gsize *start, gsize *end)
{
  if (self->block == NULL)
    return NULL;
  *start = self->start;
  *end = self->end;
  return &self->block->runs[self->run];
}

const IngotBlock *
ingot_accessible_node_get_block (IngotAccessibleNode *self)
{
  return self->block;
}

void
ingot_accessible_node_set_place (IngotAccessibleNode *self, IngotPart part, const IngotPlace *place)
{
  self->part = part;
  self->place = *place;
}

void
ingot_accessible_node_get_position (IngotAccessibleNode *self, IngotPosition *position)
{
  IngotShownTurn *turn = ingot_accessible_node_get_turn (self);

  position->turn = turn != NULL ? turn->number : G_MAXUINT;
  position->part = self->part;
  position->place = self->place;
}

/* All that a turn shows, part by part. */
static char *
dup_turn_text (IngotShownTurn *turn)
{
  GString *text = g_string_new (NULL);
  gboolean was_parsed = turn->texts[INGOT_PART_TEXT] != NULL;

  for (IngotPart part = turn->is_open ? INGOT_PART_REASONING : INGOT_PART_TEXT; part < INGOT_N_PARTS; part++)
    {
      g_autofree char *shown = ingot_copy (ingot_shown_turn_get_text (turn, part), NULL, NULL, INGOT_COPY_TEXT);

      if (text->len > 0)
        g_string_append (text, "\n\n");
      g_string_append (text, shown);
    }
  if (!was_parsed && !ingot_shown_turn_is_writing (turn))
    ingot_shown_turn_drop (turn);
  return g_string_free (text, FALSE);
}

const char *
ingot_accessible_node_get_text (IngotAccessibleNode *self)
{
  if (self->block != NULL && is_whole_run (self))
    return self->block->runs[self->run].text;
  if (self->text == NULL && self->block != NULL)
    self->text = g_strndup (self->block->runs[self->run].text + self->start, self->end - self->start);
  else if (self->text == NULL && self->turn != NULL)
    self->text = dup_turn_text (self->turn);
  return self->text != NULL ? self->text : "";
}

void
ingot_accessible_node_forget_text (IngotAccessibleNode *self)
{
  if (self->block == NULL)
    g_clear_pointer (&self->text, g_free);
}

IngotAccessibleNode *
ingot_accessible_node_get_above (IngotAccessibleNode *self)
{
  return self->above;
}

guint
ingot_accessible_node_get_n_children (IngotAccessibleNode *self)
{
  return self->children->len;
}

IngotAccessibleNode *
ingot_accessible_node_get_child (IngotAccessibleNode *self, guint index)
{
  return self->children->pdata[index];
}

void
ingot_accessible_node_append (IngotAccessibleNode *self, IngotAccessibleNode *child)
{
  child->above = self;
  child->number = self->children->len;
  g_ptr_array_add (self->children, child);
}

/* Nobody is to come back from what is gone to what may be freed. */
static void
forget (IngotAccessibleNode *self)
{
  for (guint i = 0; i < self->children->len; i++)
    forget (self->children->pdata[i]);
  g_ptr_array_set_size (self->children, 0);
  self->host = NULL;
  self->above = NULL;
  self->turn = NULL;
  g_clear_weak_pointer (&self->next);
}

/* GTK tells of a node that comes or goes only if it was told of a parent. */
static void
say (IngotAccessibleNode *self, gboolean is_there)
{
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_HIDDEN, !is_there, -1);
}

static void
truncate_children (IngotAccessibleNode *self, guint from)
{
  while (self->children->len > from)
    {
      IngotAccessibleNode *last = self->children->pdata[self->children->len - 1];

      if (last->context != NULL)
        {
          say (last, FALSE);
          gtk_accessible_set_accessible_parent (GTK_ACCESSIBLE (last), NULL, NULL);
        }
      forget (last);
      g_ptr_array_set_size (self->children, (int) self->children->len - 1);
      if (self->children->len > 0 && self->context != NULL)
        gtk_accessible_set_accessible_parent (self->children->pdata[self->children->len - 1], GTK_ACCESSIBLE (self),
                                              NULL);
    }
}

/* GTK keeps who is next, so that has to be true before anything is told. */
static void
announce (IngotAccessibleNode *self, guint from)
{
  GtkAccessible *next = NULL;

  if (self->context == NULL || from >= self->children->len)
    return;
  for (guint i = self->children->len; i > (from > 0 ? from - 1 : 0); i--)
    {
      gtk_accessible_set_accessible_parent (self->children->pdata[i - 1], GTK_ACCESSIBLE (self), next);
      next = self->children->pdata[i - 1];
    }
  for (guint i = from; i < self->children->len; i++)
    {
      say (self->children->pdata[i], FALSE);
      say (self->children->pdata[i], TRUE);
    }
}

static void
take_over (IngotAccessibleNode *self, IngotAccessibleNode *other)
{
  self->part = other->part;
  self->place = other->place;
  if (other->block != NULL)
    ingot_accessible_node_set_run (self, other->block, other->run, other->start, other->end);
  ingot_accessible_node_set_label (self, other->label);
  ingot_accessible_node_set_level (self, other->level);
}

void
ingot_accessible_node_become (IngotAccessibleNode *self, IngotAccessibleNode *other)
{
  guint same = 0;

  while (same < other->children->len && same < self->children->len)
    {
      IngotAccessibleNode *old = self->children->pdata[same], *now = other->children->pdata[same];

      if (old->role != now->role || (old->block == NULL) != (now->block == NULL))
        break;
      take_over (old, now);
      ingot_accessible_node_become (old, now);
      same++;
    }
  truncate_children (self, same);
  while (other->children->len > same)
    ingot_accessible_node_append (self, g_ptr_array_steal_index (other->children, same));
  announce (self, same);
}

gboolean
ingot_accessible_node_is_filled (IngotAccessibleNode *self)
{
  return self->is_filled;
}

void
ingot_accessible_node_set_filled (IngotAccessibleNode *self, gboolean is_filled)
{
  self->is_filled = is_filled;
}

void
ingot_accessible_node_set_next (IngotAccessibleNode *self, GtkAccessible *next)
{
  g_set_weak_pointer (&self->next, next);
  gtk_accessible_set_accessible_parent (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE (self->host->view), next);
}

void
ingot_accessible_node_enter (IngotAccessibleNode *self)
{
  say (self, FALSE);
  say (self, TRUE);
}

void
ingot_accessible_node_leave (IngotAccessibleNode *self)
{
  say (self, FALSE);
  gtk_accessible_set_accessible_parent (GTK_ACCESSIBLE (self), NULL, NULL);
  forget (self);
}

void
ingot_accessible_node_set_focused (IngotAccessibleNode *self, gboolean is_focused)
{
  if (self->is_focused == is_focused)
    return;
  self->is_focused = is_focused;
  gtk_accessible_update_platform_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PLATFORM_STATE_FOCUSED);
}
