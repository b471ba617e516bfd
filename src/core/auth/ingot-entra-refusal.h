/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "base/ingot-error.h"

G_BEGIN_DECLS

/* What polling for a device code has to do with an answer. */
typedef enum
{
  INGOT_POLL_STOP,
  INGOT_POLL_PENDING,   /* nobody has entered the code yet */
  INGOT_POLL_SLOW_DOWN, /* the same, and less often */
  INGOT_POLL_LATER,     /* the service has a problem of its own, which passes */
} IngotPoll;

/**
 * IngotEntraRefusal:
 *
 * A bad answer of the sign-in service.
 *
 * Source: https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
typedef struct
{
  IngotError code;
  IngotPoll poll;
  char *text;   /* the service's words, one line; or NULL */
  char *claims; /* JSON that the next sign-in has to send along; or NULL */
} IngotEntraRefusal;

/* @object: (nullable): NULL for an answer that is no JSON */
IngotEntraRefusal *ingot_entra_refusal_read (int status, JsonObject *object);

/* For what comes back through the browser in place of a code: the values of "error" and "error_description". */
IngotEntraRefusal *ingot_entra_refusal_new (const char *error, const char *description);
void               ingot_entra_refusal_free (IngotEntraRefusal *self);

GError            *ingot_entra_refusal_to_gerror (const IngotEntraRefusal *self);

/* @text if it is a JSON object of a reasonable size, as claims are. */
const char        *ingot_entra_refusal_check_claims (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IngotEntraRefusal, ingot_entra_refusal_free)

G_END_DECLS
