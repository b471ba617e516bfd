/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-model"
#include "config.h"

#include "ingot-turn.h"

struct _IngotTurn
{
  GObject parent_instance;

  gint64 id;
  IngotRole role;
  IngotTurnState state;
  GString *text;
  GString *reasoning;
  gint64 created;
  char *deployment_name;
  char *resource_name;
  IngotFacts *facts;
  IngotFailure *failure;
};

enum
{
  PROP_0,
  PROP_ID,
  PROP_ROLE,
  PROP_STATE,
  PROP_TEXT,
  PROP_REASONING,
  PROP_CREATED,
  PROP_DEPLOYMENT_NAME,
  PROP_RESOURCE_NAME,
  PROP_FACTS,
  PROP_FAILURE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (IngotTurn, ingot_turn, G_TYPE_OBJECT)

static void
ingot_turn_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  IngotTurn *self = INGOT_TURN (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_int64 (value, self->id);
      break;
    case PROP_ROLE:
      g_value_set_int (value, (int) self->role);
      break;
    case PROP_STATE:
      g_value_set_int (value, (int) self->state);
      break;
    case PROP_TEXT:
      g_value_set_string (value, self->text->str);
      break;
    case PROP_REASONING:
      g_value_set_string (value, self->reasoning->str);
      break;
    case PROP_CREATED:
      g_value_set_int64 (value, self->created);
      break;
    case PROP_DEPLOYMENT_NAME:
      g_value_set_string (value, self->deployment_name);
      break;
    case PROP_RESOURCE_NAME:
      g_value_set_string (value, self->resource_name);
      break;
    case PROP_FACTS:
      g_value_set_boxed (value, self->facts);
      break;
    case PROP_FAILURE:
      g_value_set_boxed (value, self->failure);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* A GString keeps up to twice what it has, for more to come; a library of ten thousand turns need not. */
static void
fit (GString *string)
{
  string->str = g_realloc (string->str, string->len + 1);
  string->allocated_len = string->len + 1;
}

static void
ingot_turn_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  IngotTurn *self = INGOT_TURN (object);

  switch (prop_id)
    {
    case PROP_ID:
      ingot_turn_set_id (self, g_value_get_int64 (value));
      break;
    case PROP_ROLE:
      self->role = (IngotRole) g_value_get_int (value);
      break;
    case PROP_STATE:
      self->state = (IngotTurnState) g_value_get_int (value);
      break;
    case PROP_TEXT:
      g_string_assign (self->text, g_value_get_string (value) != NULL ? g_value_get_string (value) : "");
      fit (self->text);
      break;
    case PROP_REASONING:
      g_string_assign (self->reasoning, g_value_get_string (value) != NULL ? g_value_get_string (value) : "");
      fit (self->reasoning);
      break;
    case PROP_CREATED:
      self->created = g_value_get_int64 (value);
      break;
    case PROP_DEPLOYMENT_NAME:
      self->deployment_name = g_value_dup_string (value);
      break;
    case PROP_RESOURCE_NAME:
      self->resource_name = g_value_dup_string (value);
      break;
    case PROP_FACTS:
      self->facts = g_value_dup_boxed (value);
      break;
    case PROP_FAILURE:
      self->failure = g_value_dup_boxed (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_turn_constructed (GObject *object)
{
  IngotTurn *self = INGOT_TURN (object);

  G_OBJECT_CLASS (ingot_turn_parent_class)->constructed (object);
  if (self->created == 0)
    self->created = g_get_real_time ();
  if (self->facts == NULL)
    self->facts = ingot_facts_new ();
}

static void
ingot_turn_finalize (GObject *object)
{
  IngotTurn *self = INGOT_TURN (object);

  g_string_free (self->text, TRUE);
  g_string_free (self->reasoning, TRUE);
  g_free (self->deployment_name);
  g_free (self->resource_name);
  ingot_facts_free (self->facts);
  g_clear_pointer (&self->failure, ingot_failure_free);
  G_OBJECT_CLASS (ingot_turn_parent_class)->finalize (object);
}

static void
ingot_turn_class_init (IngotTurnClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags set_once = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS
                               | G_PARAM_EXPLICIT_NOTIFY;
  const GParamFlags writable = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ingot_turn_get_property;
  object_class->set_property = ingot_turn_set_property;
  object_class->constructed = ingot_turn_constructed;
  object_class->finalize = ingot_turn_finalize;

  props[PROP_ID] = g_param_spec_int64 ("id", NULL, NULL, 0, G_MAXINT64, 0, writable);
  props[PROP_ROLE] = g_param_spec_int ("role", NULL, NULL, 1, G_MAXINT, INGOT_ROLE_USER, set_once);
  props[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 1, G_MAXINT, INGOT_TURN_COMPLETE, set_once);
  props[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, set_once);
  props[PROP_REASONING] = g_param_spec_string ("reasoning", NULL, NULL, NULL, set_once);
  props[PROP_CREATED] = g_param_spec_int64 ("created", NULL, NULL, 0, G_MAXINT64, 0, set_once);
  props[PROP_DEPLOYMENT_NAME] = g_param_spec_string ("deployment-name", NULL, NULL, NULL, set_once);
  props[PROP_RESOURCE_NAME] = g_param_spec_string ("resource-name", NULL, NULL, NULL, set_once);
  props[PROP_FACTS] = g_param_spec_boxed ("facts", NULL, NULL, INGOT_TYPE_FACTS, set_once);
  props[PROP_FAILURE] = g_param_spec_boxed ("failure", NULL, NULL, INGOT_TYPE_FAILURE, set_once);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
ingot_turn_init (IngotTurn *self)
{
  self->text = g_string_new (NULL);
  self->reasoning = g_string_new (NULL);
}

IngotTurn *
ingot_turn_new_user (const char *text)
{
  return g_object_new (INGOT_TYPE_TURN, "role", (int) INGOT_ROLE_USER, "text", text, NULL);
}

IngotTurn *
ingot_turn_new_reply (const char *deployment_name, const char *resource_name)
{
  return g_object_new (INGOT_TYPE_TURN,
                       "role", (int) INGOT_ROLE_ASSISTANT,
                       "state", (int) INGOT_TURN_WRITING,
                       "deployment-name", deployment_name,
                       "resource-name", resource_name,
                       NULL);
}

gint64
ingot_turn_get_id (IngotTurn *self)
{
  return self->id;
}

void
ingot_turn_set_id (IngotTurn *self, gint64 id)
{
  if (self->id == id)
    return;
  self->id = id;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ID]);
}

IngotRole
ingot_turn_get_role (IngotTurn *self)
{
  return self->role;
}

IngotTurnState
ingot_turn_get_state (IngotTurn *self)
{
  return self->state;
}

gint64
ingot_turn_get_created (IngotTurn *self)
{
  return self->created;
}

const char *
ingot_turn_get_deployment_name (IngotTurn *self)
{
  return self->deployment_name;
}

const char *
ingot_turn_get_resource_name (IngotTurn *self)
{
  return self->resource_name;
}

const IngotFacts *
ingot_turn_get_facts (IngotTurn *self)
{
  return self->facts;
}

const IngotFailure *
ingot_turn_get_failure (IngotTurn *self)
{
  return self->failure;
}

const char *
ingot_turn_get_text (IngotTurn *self)
{
  return self->text->str;
}

gsize
ingot_turn_get_text_length (IngotTurn *self)
{
  return self->text->len;
}

const char *
ingot_turn_get_reasoning (IngotTurn *self)
{
  return self->reasoning->str;
}

gsize
ingot_turn_get_reasoning_length (IngotTurn *self)
{
  return self->reasoning->len;
}

gboolean
ingot_turn_can_continue (IngotTurn *self)
{
  if (self->role != INGOT_ROLE_ASSISTANT || self->text->len == 0)
    return FALSE;
  switch (self->state)
    {
    case INGOT_TURN_STOPPED:
    case INGOT_TURN_INTERRUPTED:
      return TRUE;
    case INGOT_TURN_FAILED:
      return self->failure == NULL || self->failure->code != INGOT_ERROR_FILTERED;
    case INGOT_TURN_COMPLETE:
      return g_strcmp0 (self->facts->finish_reason, "length") == 0;
    case INGOT_TURN_WRITING:
    default:
      return FALSE;
    }
}

gboolean
ingot_turn_is_withheld (IngotTurn *self)
{
  return self->failure != NULL && self->failure->withheld;
}

void
ingot_turn_append (IngotTurn *self, const char *text)
{
  g_return_if_fail (self->state == INGOT_TURN_WRITING);

  if (*text == '\0')
    return;
  g_string_append (self->text, text);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TEXT]);
}

void
ingot_turn_append_reasoning (IngotTurn *self, const char *text)
{
  g_return_if_fail (self->state == INGOT_TURN_WRITING);

  if (*text == '\0')
    return;
  g_string_append (self->reasoning, text);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_REASONING]);
}

void
ingot_turn_set_facts (IngotTurn *self, const IngotFacts *facts)
{
  g_return_if_fail (self->state == INGOT_TURN_WRITING);

  ingot_facts_free (self->facts);
  self->facts = ingot_facts_copy (facts);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FACTS]);
}

void
ingot_turn_finish (IngotTurn *self, IngotTurnState state, const IngotFailure *failure)
{
  g_return_if_fail (self->state == INGOT_TURN_WRITING);
  g_return_if_fail (state != INGOT_TURN_WRITING);

  g_object_freeze_notify (G_OBJECT (self));
  self->state = state;
  fit (self->text);
  fit (self->reasoning);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
  if (failure != NULL)
    {
      self->failure = ingot_failure_copy (failure);
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FAILURE]);
    }
  g_object_thaw_notify (G_OBJECT (self));
}
