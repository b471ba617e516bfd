/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ingot-resource.h"

G_BEGIN_DECLS

/* What a listing says of a deployment, and how numbers and ages are written, in the same words wherever they are
 * shown. What is not said is NULL here, never zero: it is shown as INGOT_WORDS_UNKNOWN. All is translated. */

#define INGOT_WORDS_UNKNOWN "–"

/* How an endpoint style is called on a chip. */
const char *ingot_style_to_string (IngotEndpointStyle style);

/* How a resource is signed in to, in a word or two. */
const char *ingot_resource_describe_sign_in (IngotResource *resource);

/* Whether a deployment can be asked. In the order in which they are told: the first that holds. */
typedef enum
{
  INGOT_WORDS_STATE_GONE,       /* the last listing did not have it any more */
  INGOT_WORDS_STATE_SIGNED_OUT, /* its resource has no account whose tokens are good */
  INGOT_WORDS_STATE_BUSY,       /* it is being made, moved or deleted */
  INGOT_WORDS_STATE_OFF,        /* it failed or was switched off */
  INGOT_WORDS_STATE_BATCH,      /* it is ready, but for batches only */
  INGOT_WORDS_STATE_READY,
  INGOT_WORDS_STATE_UNKNOWN,    /* nothing has said so */
} IngotWordsState;

IngotWordsState ingot_words_find_state      (IngotDeployment *deployment);
/* A word or two, as in "Ready"; the service's own where Ingot knows no better. */
const char     *ingot_words_get_state       (IngotDeployment *deployment);
/* (nullable): a sentence, why it cannot be asked; NULL where nothing is known to be wrong */
const char     *ingot_words_get_state_reason (IngotDeployment *deployment);
const char     *ingot_words_get_state_icon  (IngotWordsState state);
/* The palette's class for the icon, as in "success"; "dim-label" where there is nothing to say. */
const char     *ingot_words_get_state_class (IngotWordsState state);

/* Each @info is (nullable), each result (nullable). */

/* "Global Standard"; the name itself of a type that Ingot does not know. */
const char *ingot_words_get_capacity_type (const IngotDeploymentInfo *info);
/* "50 K tokens a minute", "50 PTU" or "50 units", as the capacity type has it. (transfer full) */
char       *ingot_words_dup_amount        (const IngotDeploymentInfo *info);
/* "50 K tokens" and "300 requests", both a minute. (transfer full) */
char       *ingot_words_dup_token_limit   (const IngotDeploymentInfo *info);
char       *ingot_words_dup_request_limit (const IngotDeploymentInfo *info);
/* The content filter policy, without the "Microsoft." of those that are not one's own. */
const char *ingot_words_get_policy        (const IngotDeploymentInfo *info);

/* Both (nullable), one a line, or the one that there is. (transfer full) (nullable) */
char *ingot_words_dup_lines (const char *first, const char *second);

/* "450 K", "1.2 M", "900"; NULL for a negative number. (transfer full) (nullable) */
char *ingot_words_dup_count (gint64 count);

/* "1.4 ms", "483 ms" or "12.3 s"; and "92 tok/s"; NULL for a negative number. (transfer full) (nullable) */
char *ingot_words_dup_duration (gint64 us);
char *ingot_words_dup_speed    (double tokens_per_second);

/* "just now", "2 minutes ago", "3 hours ago", as part of a sentence; NULL for no time (0). @time and @now: Unix time
 * in microseconds. (transfer full) (nullable) */
char *ingot_words_dup_ago (gint64 time, gint64 now);

G_END_DECLS
