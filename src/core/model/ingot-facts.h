/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "ingot-filter.h"

G_BEGIN_DECLS

/**
 * IngotFacts:
 *
 * What is known about one reply beside its text. Strings are NULL and numbers
 * are -1 while unknown: unknown is never shown as zero.
 */
typedef struct
{
  char *model;              /* the model that answered, with its version, as the service names it */
  char *finish_reason;      /* as sent: "stop", "length", … */
  char *region;             /* x-ms-region */
  char *request_id;         /* apim-request-id: what support asks for */
  char *adjusted;           /* parameters that were sent otherwise than set: "max_tokens:max_completion_tokens
                             * temperature", a name alone for one that was left out */
  gint64 first_token_us;    /* from sending to the first text, microseconds */
  gint64 thinking_us;       /* from the first reasoning to the first text of the answer, microseconds */
  gint64 total_us;          /* from sending to the end, microseconds */
  gint64 prompt_tokens;
  gint64 completion_tokens; /* reasoning included */
  gint64 reasoning_tokens;
  gint64 cached_tokens;
  gint64 limit_requests;    /* per minute, x-ratelimit-limit-requests */
  gint64 remaining_requests;
  gint64 limit_tokens;
  gint64 remaining_tokens;
  gint64 attempts;          /* how often the request was sent; 1 without a retry */
  IngotFilter *prompt_filter; /* what the content filter says about the prompt, or NULL */
  IngotFilter *reply_filter;
} IngotFacts;

#define INGOT_TYPE_FACTS (ingot_facts_get_type ())
GType ingot_facts_get_type (void);

IngotFacts *ingot_facts_new (void);
IngotFacts *ingot_facts_copy (const IngotFacts *self);
void        ingot_facts_free (IngotFacts *self);

/* A JSON object with the known members only; unknown members are ignored when read. */
char       *ingot_facts_to_json (const IngotFacts *self);
IngotFacts *ingot_facts_from_json (const char *json);

/* Tokens per second after the first one, or -1 when that cannot be said. */
double ingot_facts_get_speed (const IngotFacts *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IngotFacts, ingot_facts_free)

G_END_DECLS
