/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "base/ingot-error.h"
#include "ingot-endpoint.h"
#include "ingot-filter.h"

G_BEGIN_DECLS

/**
 * IngotFailure:
 *
 * Why a reply failed, kept as facts. The sentences that a person reads are
 * made of them when they are shown, in the language of that day.
 */
typedef struct
{
  IngotError code;
  int status;              /* HTTP status, 0 when no answer came */
  char *service_code;      /* error.code as the service sent it, or NULL */
  char *service_text;      /* the service's or the library's own words, or NULL: shown on demand */
  char *request_id;        /* what support asks for, or NULL */
  char *deployment;        /* the deployment that was asked */
  char *host;              /* host and port that were asked */
  gint64 retry_after_ms;   /* what the service asks to wait, or -1 */
  IngotFilter *filter;     /* what stopped it, when the content filter did and says so; or NULL */
  gboolean prompt_stopped; /* the filter stopped the prompt: nothing was sent to the model */
  gboolean withheld;       /* the filter took back what had been shown: the text is not to be shown */
  IngotEndpointStyle suggested_style; /* in which the same deployment does answer; or 0 */
  char **refused;          /* parameters that it does not take, or NULL; not stored, as it is learned at once */
} IngotFailure;

#define INGOT_TYPE_FAILURE (ingot_failure_get_type ())
GType ingot_failure_get_type (void);

IngotFailure *ingot_failure_new (IngotError code);
IngotFailure *ingot_failure_copy (const IngotFailure *self);
void          ingot_failure_free (IngotFailure *self);

/**
 * ingot_failure_new_from_error:
 *
 * An error of another domain becomes %INGOT_ERROR_FAILED; its text is kept.
 */
IngotFailure *ingot_failure_new_from_error (const GError *error);

/* What happened, a few words, and what to do about it, a sentence or two. */
char *ingot_failure_dup_headline (const IngotFailure *self);
char *ingot_failure_dup_advice (const IngotFailure *self);

char         *ingot_failure_to_json (const IngotFailure *self);
IngotFailure *ingot_failure_from_json (const char *json); /* (nullable) */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IngotFailure, ingot_failure_free)

G_END_DECLS
