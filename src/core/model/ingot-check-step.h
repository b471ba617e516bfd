/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "base/ingot-error.h"

G_BEGIN_DECLS

/* The layers between a person and an answer, in the order in which they are checked. */
typedef enum
{
  INGOT_CHECK_NAME,        /* the host's name is found */
  INGOT_CHECK_CONNECTION,  /* something accepts a connection there */
  INGOT_CHECK_SECURITY,    /* TLS, and whose certificate it is */
  INGOT_CHECK_SIGN_IN,     /* a key that is taken, or a token that can be had */
  INGOT_CHECK_AUDIENCE,    /* the token is for this service */
  INGOT_CHECK_ROLE,        /* whoever it is may use it, and from here */
  INGOT_CHECK_PATH,        /* the endpoint style is one of this server's */
  INGOT_CHECK_API_VERSION,
  INGOT_CHECK_DEPLOYMENT,  /* the name is known */
  INGOT_CHECK_ANSWER,      /* the model answers */
  INGOT_CHECK_N_KINDS,
} IngotCheckKind;

typedef enum
{
  INGOT_CHECK_WAITING, /* not tried yet, or never, where an earlier step failed */
  INGOT_CHECK_RUNNING,
  INGOT_CHECK_PASSED,
  INGOT_CHECK_FAILED,
  INGOT_CHECK_SKIPPED, /* there is nothing to be checked here; the detail says why */
} IngotCheckState;

/**
 * IngotCheckStep:
 *
 * One layer of a check, and what came of it.
 *
 * Properties (all but the first two notify): "kind" (int), "title" (string: what is checked, translated), "state"
 * (int), "detail" (string, nullable: a phrase or a sentence about the state, translated), "duration-us" (int64: the
 * time that was spent in this step alone, in microseconds; -1 where none was, or where another step's request told).
 */
#define INGOT_TYPE_CHECK_STEP (ingot_check_step_get_type ())
G_DECLARE_FINAL_TYPE (IngotCheckStep, ingot_check_step, INGOT, CHECK_STEP, GObject)

IngotCheckStep *ingot_check_step_new (IngotCheckKind kind);

IngotCheckKind  ingot_check_step_get_kind (IngotCheckStep *self);
const char     *ingot_check_step_get_title (IngotCheckStep *self);
IngotCheckState ingot_check_step_get_state (IngotCheckStep *self);
const char     *ingot_check_step_get_detail (IngotCheckStep *self); /* (nullable) */
gint64          ingot_check_step_get_duration (IngotCheckStep *self);

/* @detail: (nullable) */
void            ingot_check_step_set (IngotCheckStep *self, IngotCheckState state, const char *detail,
                                      gint64 duration_us);

/* "OK", "failed" …, for reports and screen readers; translated. */
const char     *ingot_check_state_get_title (IngotCheckState state);

/* The layer that an error of a request is about. */
IngotCheckKind  ingot_check_kind_of_error (IngotError code);

G_END_DECLS
