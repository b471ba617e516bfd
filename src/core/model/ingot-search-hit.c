/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-model"
#include "config.h"

#include "ingot-search-hit.h"

struct _IngotSearchHit
{
  GObject parent_instance;

  gint64 conversation;
  gint64 turn;
  guint64 position;
  gint64 created;
  char *title;
  char *passage;
  GArray *ranges;
};

enum
{
  PROP_0,
  PROP_ID,
  PROP_CONVERSATION,
  PROP_TURN,
  PROP_POSITION,
  PROP_CREATED,
  PROP_TITLE,
  PROP_PASSAGE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (IngotSearchHit, ingot_search_hit, G_TYPE_OBJECT)

static void
ingot_search_hit_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  IngotSearchHit *self = INGOT_SEARCH_HIT (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_int64 (value, ingot_search_hit_get_id (self));
      break;
    case PROP_CONVERSATION:
      g_value_set_int64 (value, self->conversation);
      break;
    case PROP_TURN:
      g_value_set_int64 (value, self->turn);
      break;
    case PROP_POSITION:
      g_value_set_uint64 (value, self->position);
      break;
    case PROP_CREATED:
      g_value_set_int64 (value, self->created);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_PASSAGE:
      g_value_set_string (value, self->passage);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_search_hit_finalize (GObject *object)
{
  IngotSearchHit *self = INGOT_SEARCH_HIT (object);

  g_free (self->title);
  g_free (self->passage);
  g_clear_pointer (&self->ranges, g_array_unref);
  G_OBJECT_CLASS (ingot_search_hit_parent_class)->finalize (object);
}

static void
ingot_search_hit_class_init (IngotSearchHitClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ingot_search_hit_get_property;
  object_class->finalize = ingot_search_hit_finalize;

  props[PROP_ID] = g_param_spec_int64 ("id", NULL, NULL, G_MININT64, G_MAXINT64, 0, readable);
  props[PROP_CONVERSATION] = g_param_spec_int64 ("conversation", NULL, NULL, G_MININT64, G_MAXINT64, 0,
                                                 readable);
  props[PROP_TURN] = g_param_spec_int64 ("turn", NULL, NULL, G_MININT64, G_MAXINT64, 0, readable);
  props[PROP_POSITION] = g_param_spec_uint64 ("position", NULL, NULL, 0, G_MAXUINT64, 0, readable);
  props[PROP_CREATED] = g_param_spec_int64 ("created", NULL, NULL, G_MININT64, G_MAXINT64, 0, readable);
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, readable);
  props[PROP_PASSAGE] = g_param_spec_string ("passage", NULL, NULL, NULL, readable);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
ingot_search_hit_init (IngotSearchHit *self)
{
}

IngotSearchHit *
ingot_search_hit_new (gint64 conversation, gint64 turn, guint64 position, gint64 created, const char *title,
                      const char *passage, GArray *ranges)
{
  IngotSearchHit *self = g_object_new (INGOT_TYPE_SEARCH_HIT, NULL);

  self->conversation = conversation;
  self->turn = turn;
  self->position = position;
  self->created = created;
  self->title = g_strdup (title);
  self->passage = g_strdup (passage);
  self->ranges = ranges;
  return self;
}

gint64
ingot_search_hit_get_id (IngotSearchHit *self)
{
  return self->turn != 0 ? self->turn : self->conversation;
}

gint64
ingot_search_hit_get_conversation (IngotSearchHit *self)
{
  return self->conversation;
}

gint64
ingot_search_hit_get_turn (IngotSearchHit *self)
{
  return self->turn;
}

guint64
ingot_search_hit_get_position (IngotSearchHit *self)
{
  return self->position;
}

gint64
ingot_search_hit_get_created (IngotSearchHit *self)
{
  return self->created;
}

const char *
ingot_search_hit_get_title (IngotSearchHit *self)
{
  return self->title;
}

const char *
ingot_search_hit_get_passage (IngotSearchHit *self)
{
  return self->passage;
}

const IngotSearchRange *
ingot_search_hit_get_ranges (IngotSearchHit *self, guint *n_ranges)
{
  *n_ranges = self->ranges->len;
  return (const IngotSearchRange *) (gpointer) self->ranges->data;
}
