/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  INGOT_PARAMETER_TEMPERATURE,
  INGOT_PARAMETER_TOP_P,
  INGOT_PARAMETER_MAX_TOKENS,
  INGOT_PARAMETER_STOP,
  INGOT_PARAMETER_SEED,
  INGOT_PARAMETER_REASONING_EFFORT,
  INGOT_PARAMETER_PRESENCE_PENALTY,
  INGOT_PARAMETER_FREQUENCY_PENALTY,
  INGOT_PARAMETER_FORMAT,
  INGOT_N_PARAMETERS
} IngotParameter;

typedef enum
{
  INGOT_PARAMETER_KIND_NUMBER,
  INGOT_PARAMETER_KIND_INTEGER,
  INGOT_PARAMETER_KIND_LINES,  /* a list of strings, one a line */
  INGOT_PARAMETER_KIND_CHOICE, /* one of the words */
} IngotParameterKind;

/* What is the same for every conversation. */
typedef struct
{
  const char *name;            /* on the wire and in stored JSON */
  const char *title;           /* for people; translate it with _() */
  IngotParameterKind kind;
  double minimum, maximum, step;
  double usual;                /* where a control stands while nothing is set; never sent */
  const char *const *choices;  /* NULL-terminated, of a choice */
} IngotParameterInfo;

const IngotParameterInfo *ingot_parameter_get_info (IngotParameter parameter);

/**
 * IngotParameters:
 *
 * How a conversation asks: the system prompt, and what a person changed of the
 * sampling. Unset is not zero: what nobody changed is not sent.
 *
 * Property "system-prompt" (string, never NULL; writable).
 * Signal "changed" (IngotParameter as int): a parameter was set or reset.
 */
#define INGOT_TYPE_PARAMETERS (ingot_parameters_get_type ())
G_DECLARE_FINAL_TYPE (IngotParameters, ingot_parameters, INGOT, PARAMETERS, GObject)

IngotParameters *ingot_parameters_new (void);

const char *ingot_parameters_get_system_prompt (IngotParameters *self);
void        ingot_parameters_set_system_prompt (IngotParameters *self, const char *text);

gboolean    ingot_parameters_is_set (IngotParameters *self, IngotParameter parameter);
gboolean    ingot_parameters_is_any_set (IngotParameters *self);
void        ingot_parameters_reset (IngotParameters *self, IngotParameter parameter);

/* Of numbers and integers: what is set, else what is usual. Values are kept in range. */
double      ingot_parameters_get_number (IngotParameters *self, IngotParameter parameter);
void        ingot_parameters_set_number (IngotParameters *self, IngotParameter parameter, double value);

/* Of lines and choices: what is set, else "". Setting "" resets; a word that is no choice is ignored. */
const char *ingot_parameters_get_text (IngotParameters *self, IngotParameter parameter);
void        ingot_parameters_set_text (IngotParameters *self, IngotParameter parameter, const char *text);

/* A JSON object of what is set; NULL when nothing is. What cannot be read is left out. */
char       *ingot_parameters_to_json (IngotParameters *self);
void        ingot_parameters_read_json (IngotParameters *self, const char *json);

G_END_DECLS
