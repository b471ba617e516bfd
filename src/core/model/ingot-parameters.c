/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-model"
#include "config.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <math.h>

#include "ingot-parameters.h"

#define SYSTEM_PROMPT "system_prompt"

/* Azure's words; which of them a model knows differs, and a deployment that refuses one says so. */
static const char *const efforts[] = { "none", "minimal", "low", "medium", "high", "xhigh", NULL };

/* "text" is what everything answers unasked. */
static const char *const formats[] = { "json_object", NULL };

static const IngotParameterInfo infos[INGOT_N_PARAMETERS] = {
  { "temperature", N_("Temperature"), INGOT_PARAMETER_KIND_NUMBER, 0, 2, 0.1, 1, NULL },
  { "top_p", N_("Top P"), INGOT_PARAMETER_KIND_NUMBER, 0, 1, 0.05, 1, NULL },
  { "max_tokens", N_("Max Tokens"), INGOT_PARAMETER_KIND_INTEGER, 1, 1000000, 256, 2048, NULL },
  { "stop", N_("Stop Sequences"), INGOT_PARAMETER_KIND_LINES, 0, 0, 0, 0, NULL },
  { "seed", N_("Seed"), INGOT_PARAMETER_KIND_INTEGER, 0, 2147483647, 1, 0, NULL },
  { "reasoning_effort", N_("Reasoning Effort"), INGOT_PARAMETER_KIND_CHOICE, 0, 0, 0, 0, efforts },
  { "presence_penalty", N_("Presence Penalty"), INGOT_PARAMETER_KIND_NUMBER, -2, 2, 0.1, 0, NULL },
  { "frequency_penalty", N_("Frequency Penalty"), INGOT_PARAMETER_KIND_NUMBER, -2, 2, 0.1, 0, NULL },
  { "response_format", N_("Format"), INGOT_PARAMETER_KIND_CHOICE, 0, 0, 0, 0, formats },
};

struct _IngotParameters
{
  GObject parent_instance;

  char *system_prompt;
  double numbers[INGOT_N_PARAMETERS]; /* NAN while unset */
  char *texts[INGOT_N_PARAMETERS];    /* NULL while unset */
};

enum
{
  PROP_0,
  PROP_SYSTEM_PROMPT,
  N_PROPS
};

static GParamSpec *props[N_PROPS];
static guint changed_signal;

G_DEFINE_FINAL_TYPE (IngotParameters, ingot_parameters, G_TYPE_OBJECT)

static void
ingot_parameters_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_SYSTEM_PROMPT)
    g_value_set_string (value, INGOT_PARAMETERS (object)->system_prompt);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
ingot_parameters_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_SYSTEM_PROMPT)
    ingot_parameters_set_system_prompt (INGOT_PARAMETERS (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
ingot_parameters_finalize (GObject *object)
{
  IngotParameters *self = INGOT_PARAMETERS (object);

  g_free (self->system_prompt);
  for (int i = 0; i < INGOT_N_PARAMETERS; i++)
    g_free (self->texts[i]);
  G_OBJECT_CLASS (ingot_parameters_parent_class)->finalize (object);
}

static void
ingot_parameters_class_init (IngotParametersClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ingot_parameters_get_property;
  object_class->set_property = ingot_parameters_set_property;
  object_class->finalize = ingot_parameters_finalize;

  props[PROP_SYSTEM_PROMPT] =
    g_param_spec_string ("system-prompt", NULL, NULL, "",
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  changed_signal = g_signal_new ("changed", INGOT_TYPE_PARAMETERS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
ingot_parameters_init (IngotParameters *self)
{
  self->system_prompt = g_strdup ("");
  for (int i = 0; i < INGOT_N_PARAMETERS; i++)
    self->numbers[i] = NAN;
}

static gboolean
is_number (IngotParameter parameter)
{
  return infos[parameter].kind == INGOT_PARAMETER_KIND_NUMBER
         || infos[parameter].kind == INGOT_PARAMETER_KIND_INTEGER;
}

static void
emit_changed (IngotParameters *self, IngotParameter parameter)
{
  g_signal_emit (self, changed_signal, 0, (int) parameter);
}

const IngotParameterInfo *
ingot_parameter_get_info (IngotParameter parameter)
{
  g_return_val_if_fail (parameter < INGOT_N_PARAMETERS, NULL);
  return &infos[parameter];
}

IngotParameters *
ingot_parameters_new (void)
{
  return g_object_new (INGOT_TYPE_PARAMETERS, NULL);
}

const char *
ingot_parameters_get_system_prompt (IngotParameters *self)
{
  return self->system_prompt;
}

void
ingot_parameters_set_system_prompt (IngotParameters *self, const char *text)
{
  if (g_set_str (&self->system_prompt, text != NULL ? text : ""))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SYSTEM_PROMPT]);
}

gboolean
ingot_parameters_is_set (IngotParameters *self, IngotParameter parameter)
{
  return !isnan (self->numbers[parameter]) || self->texts[parameter] != NULL;
}

gboolean
ingot_parameters_is_any_set (IngotParameters *self)
{
  for (int i = 0; i < INGOT_N_PARAMETERS; i++)
    if (ingot_parameters_is_set (self, i))
      return TRUE;
  return *self->system_prompt != '\0';
}

void
ingot_parameters_reset (IngotParameters *self, IngotParameter parameter)
{
  if (!ingot_parameters_is_set (self, parameter))
    return;
  self->numbers[parameter] = NAN;
  g_clear_pointer (&self->texts[parameter], g_free);
  emit_changed (self, parameter);
}

double
ingot_parameters_get_number (IngotParameters *self, IngotParameter parameter)
{
  g_return_val_if_fail (is_number (parameter), 0);
  return isnan (self->numbers[parameter]) ? infos[parameter].usual : self->numbers[parameter];
}

void
ingot_parameters_set_number (IngotParameters *self, IngotParameter parameter, double value)
{
  const IngotParameterInfo *info = &infos[parameter];

  g_return_if_fail (is_number (parameter));
  g_return_if_fail (!isnan (value));

  value = CLAMP (value, info->minimum, info->maximum);
  /* A scale gives 0.30000000000000004, which nobody meant. */
  value = info->kind == INGOT_PARAMETER_KIND_INTEGER ? round (value) : round (value * 1000) / 1000;
  if (self->numbers[parameter] == value)
    return;
  self->numbers[parameter] = value;
  emit_changed (self, parameter);
}

const char *
ingot_parameters_get_text (IngotParameters *self, IngotParameter parameter)
{
  return self->texts[parameter] != NULL ? self->texts[parameter] : "";
}

void
ingot_parameters_set_text (IngotParameters *self, IngotParameter parameter, const char *text)
{
  const IngotParameterInfo *info = &infos[parameter];

  g_return_if_fail (!is_number (parameter));

  if (text == NULL || *text == '\0')
    ingot_parameters_reset (self, parameter);
  else if (info->choices != NULL && !g_strv_contains (info->choices, text))
    return;
  else if (g_set_str (&self->texts[parameter], text))
    emit_changed (self, parameter);
}

static void
write_member (IngotParameters *self, IngotParameter parameter, JsonObject *object)
{
  const IngotParameterInfo *info = &infos[parameter];

  if (!ingot_parameters_is_set (self, parameter))
    return;
  if (info->kind == INGOT_PARAMETER_KIND_INTEGER)
    json_object_set_int_member (object, info->name, (gint64) self->numbers[parameter]);
  else if (info->kind == INGOT_PARAMETER_KIND_NUMBER)
    json_object_set_double_member (object, info->name, self->numbers[parameter]);
  else
    json_object_set_string_member (object, info->name, self->texts[parameter]);
}

char *
ingot_parameters_to_json (IngotParameters *self)
{
  g_autoptr(JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_node_take_object (root, object);
  if (!ingot_parameters_is_any_set (self))
    return NULL;
  if (*self->system_prompt != '\0')
    json_object_set_string_member (object, SYSTEM_PROMPT, self->system_prompt);
  for (int i = 0; i < INGOT_N_PARAMETERS; i++)
    write_member (self, i, object);
  return json_to_string (root, FALSE);
}

static void
read_member (IngotParameters *self, IngotParameter parameter, JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, infos[parameter].name);
  GType type = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if (is_number (parameter) && (type == G_TYPE_INT64 || type == G_TYPE_DOUBLE))
    ingot_parameters_set_number (self, parameter, json_node_get_double (node));
  else if (!is_number (parameter) && type == G_TYPE_STRING)
    ingot_parameters_set_text (self, parameter, json_node_get_string (node));
}

void
ingot_parameters_read_json (IngotParameters *self, const char *json)
{
  g_autoptr(JsonNode) root = json != NULL ? json_from_string (json, NULL) : NULL;
  JsonObject *object;
  JsonNode *prompt;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return;
  object = json_node_get_object (root);
  prompt = json_object_get_member (object, SYSTEM_PROMPT);
  if (prompt != NULL && JSON_NODE_HOLDS_VALUE (prompt) && json_node_get_value_type (prompt) == G_TYPE_STRING)
    ingot_parameters_set_system_prompt (self, json_node_get_string (prompt));
  for (int i = 0; i < INGOT_N_PARAMETERS; i++)
    read_member (self, i, object);
}
