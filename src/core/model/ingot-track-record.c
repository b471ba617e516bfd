/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-model"
#include "config.h"

#include "ingot-track-record.h"

struct _IngotTrackRecord
{
  GObject parent_instance;

  IngotTrackFacts facts;
  gboolean loaded;
};

enum
{
  PROP_0,
  PROP_N_REPLIES,
  PROP_FIRST_TOKEN_MS,
  PROP_TOKENS_PER_SECOND,
  PROP_HEADROOM_AT,
  PROP_TOKENS_LEFT,
  PROP_TOKENS_LIMIT,
  PROP_REQUESTS_LEFT,
  PROP_REQUESTS_LIMIT,
  PROP_LOADED,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

/* Where the whole numbers are. */
static const gsize offsets[N_PROPS] = {
  [PROP_HEADROOM_AT] = G_STRUCT_OFFSET (IngotTrackFacts, headroom_at),
  [PROP_TOKENS_LEFT] = G_STRUCT_OFFSET (IngotTrackFacts, tokens_left),
  [PROP_TOKENS_LIMIT] = G_STRUCT_OFFSET (IngotTrackFacts, tokens_limit),
  [PROP_REQUESTS_LEFT] = G_STRUCT_OFFSET (IngotTrackFacts, requests_left),
  [PROP_REQUESTS_LIMIT] = G_STRUCT_OFFSET (IngotTrackFacts, requests_limit),
};

#define NUMBER_AT(facts, prop) G_STRUCT_MEMBER (gint64, (facts), offsets[prop])

G_DEFINE_FINAL_TYPE (IngotTrackRecord, ingot_track_record, G_TYPE_OBJECT)

static void
ingot_track_record_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  IngotTrackRecord *self = INGOT_TRACK_RECORD (object);

  switch (prop_id)
    {
    case PROP_N_REPLIES:
      g_value_set_uint (value, self->facts.n_replies);
      break;
    case PROP_FIRST_TOKEN_MS:
      g_value_set_double (value, self->facts.first_token_ms);
      break;
    case PROP_TOKENS_PER_SECOND:
      g_value_set_double (value, self->facts.tokens_per_second);
      break;
    case PROP_HEADROOM_AT:
    case PROP_TOKENS_LEFT:
    case PROP_TOKENS_LIMIT:
    case PROP_REQUESTS_LEFT:
    case PROP_REQUESTS_LIMIT:
      g_value_set_int64 (value, NUMBER_AT (&self->facts, prop_id));
      break;
    case PROP_LOADED:
      g_value_set_boolean (value, self->loaded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_track_record_class_init (IngotTrackRecordClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ingot_track_record_get_property;
  props[PROP_N_REPLIES] = g_param_spec_uint ("n-replies", NULL, NULL, 0, G_MAXUINT, 0, readable);
  props[PROP_FIRST_TOKEN_MS] = g_param_spec_double ("first-token-ms", NULL, NULL, -1, G_MAXDOUBLE, -1, readable);
  props[PROP_TOKENS_PER_SECOND] =
    g_param_spec_double ("tokens-per-second", NULL, NULL, -1, G_MAXDOUBLE, -1, readable);
  props[PROP_HEADROOM_AT] = g_param_spec_int64 ("headroom-at", NULL, NULL, 0, G_MAXINT64, 0, readable);
  props[PROP_TOKENS_LEFT] = g_param_spec_int64 ("tokens-left", NULL, NULL, -1, G_MAXINT64, -1, readable);
  props[PROP_TOKENS_LIMIT] = g_param_spec_int64 ("tokens-limit", NULL, NULL, -1, G_MAXINT64, -1, readable);
  props[PROP_REQUESTS_LEFT] = g_param_spec_int64 ("requests-left", NULL, NULL, -1, G_MAXINT64, -1, readable);
  props[PROP_REQUESTS_LIMIT] = g_param_spec_int64 ("requests-limit", NULL, NULL, -1, G_MAXINT64, -1, readable);
  props[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, readable);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
ingot_track_record_init (IngotTrackRecord *self)
{
  const IngotTrackFacts unknown = INGOT_TRACK_FACTS_UNKNOWN;

  self->facts = unknown;
}

IngotTrackRecord *
ingot_track_record_new (void)
{
  return g_object_new (INGOT_TYPE_TRACK_RECORD, NULL);
}

const IngotTrackFacts *
ingot_track_record_get_facts (IngotTrackRecord *self)
{
  return &self->facts;
}

gboolean
ingot_track_record_get_loaded (IngotTrackRecord *self)
{
  return self->loaded;
}

/* A double that is read back is the very same, so that comparing is exact. */
static gboolean
differs (double a, double b)
{
  return a < b || a > b;
}

void
ingot_track_record_fill (IngotTrackRecord *self, const IngotTrackFacts *facts)
{
  const IngotTrackFacts before = self->facts;

  g_object_freeze_notify (G_OBJECT (self));
  self->facts = *facts;
  if (before.n_replies != facts->n_replies)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_REPLIES]);
  if (differs (before.first_token_ms, facts->first_token_ms))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FIRST_TOKEN_MS]);
  if (differs (before.tokens_per_second, facts->tokens_per_second))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TOKENS_PER_SECOND]);
  for (guint i = PROP_HEADROOM_AT; i <= PROP_REQUESTS_LIMIT; i++)
    if (NUMBER_AT (&before, i) != NUMBER_AT (facts, i))
      g_object_notify_by_pspec (G_OBJECT (self), props[i]);
  if (!self->loaded)
    {
      self->loaded = TRUE;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LOADED]);
    }
  g_object_thaw_notify (G_OBJECT (self));
}
