/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-model"
#include "config.h"

#include "ingot-source-outcome.h"

struct _IngotSourceOutcome
{
  GObject parent_instance;

  IngotAccountKind kind;
  IngotSourceState state;
  char *text;
};

enum
{
  PROP_0,
  PROP_KIND,
  PROP_TITLE,
  PROP_STATE,
  PROP_TEXT,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (IngotSourceOutcome, ingot_source_outcome, G_TYPE_OBJECT)

static void
ingot_source_outcome_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  IngotSourceOutcome *self = INGOT_SOURCE_OUTCOME (object);

  switch (prop_id)
    {
    case PROP_KIND:
      g_value_set_int (value, (int) self->kind);
      break;
    case PROP_TITLE:
      g_value_set_string (value, ingot_source_outcome_get_title (self));
      break;
    case PROP_STATE:
      g_value_set_int (value, (int) self->state);
      break;
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_source_outcome_finalize (GObject *object)
{
  g_free (INGOT_SOURCE_OUTCOME (object)->text);
  G_OBJECT_CLASS (ingot_source_outcome_parent_class)->finalize (object);
}

static void
ingot_source_outcome_class_init (IngotSourceOutcomeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ingot_source_outcome_get_property;
  object_class->finalize = ingot_source_outcome_finalize;
  props[PROP_KIND] = g_param_spec_int ("kind", NULL, NULL, 0, G_MAXINT, INGOT_ACCOUNT_ENVIRONMENT, readable);
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, readable);
  props[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, G_MAXINT, INGOT_SOURCE_UNTRIED, readable);
  props[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, readable);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
ingot_source_outcome_init (IngotSourceOutcome *self)
{
}

IngotSourceOutcome *
ingot_source_outcome_new (IngotAccountKind kind)
{
  IngotSourceOutcome *self = g_object_new (INGOT_TYPE_SOURCE_OUTCOME, NULL);

  self->kind = kind;
  return self;
}

IngotAccountKind
ingot_source_outcome_get_kind (IngotSourceOutcome *self)
{
  return self->kind;
}

const char *
ingot_source_outcome_get_title (IngotSourceOutcome *self)
{
  return ingot_account_kind_get_title (self->kind);
}

IngotSourceState
ingot_source_outcome_get_state (IngotSourceOutcome *self)
{
  return self->state;
}

const char *
ingot_source_outcome_get_text (IngotSourceOutcome *self)
{
  return self->text;
}

void
ingot_source_outcome_set (IngotSourceOutcome *self, IngotSourceState state, const char *text)
{
  g_object_freeze_notify (G_OBJECT (self));
  if (self->state != state)
    {
      self->state = state;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
    }
  if (g_set_str (&self->text, text))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TEXT]);
  g_object_thaw_notify (G_OBJECT (self));
}
