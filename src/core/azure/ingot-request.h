/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/ingot-credential.h"
#include "model/ingot-failure.h"
#include "net/ingot-exchange.h"

G_BEGIN_DECLS

/**
 * IngotRequest:
 *
 * An exchange together with how it is signed in. It knows which secret went out,
 * so that no word of the server can carry it into an error.
 */
typedef struct _IngotRequest IngotRequest;

/* @credential: (nullable) */
IngotRequest *ingot_request_new (IngotExchange *exchange, IngotCredential *credential,
                                 GCancellable *cancellable);
void          ingot_request_free (IngotRequest *self);

/* One header beside the usual ones, set before it is sent. @value: (nullable): NULL for none */
void          ingot_request_set_header (IngotRequest *self, const char *name, const char *value);

/* These two wait: they belong in a fiber. Errors are those of the exchange. */
gboolean ingot_request_send (IngotRequest *self, GError **error);
GBytes  *ingot_request_read (IngotRequest *self, GError **error); /* empty at the end */

/* Gives the end of a body that must be near a moment to come, so that the connection can be used again. */
void ingot_request_drain (IngotRequest *self);

/* Whether the answer has a good status. */
gboolean ingot_request_is_ok (IngotRequest *self);

/**
 * ingot_request_read_rest:
 * @text: what has been read already; the rest is added
 * @max: the bytes that it may have in all
 *
 * Returns: FALSE with the exchange's error, or %INGOT_ERROR_PROTOCOL for more than @max bytes
 */
gboolean ingot_request_read_rest (IngotRequest *self, GByteArray *text, gsize max, GError **error);

/* Reads the body of an answer with a bad status, in a fiber. (transfer full) (nullable): NULL with an
 * error when it was cancelled; a body that breaks off is read as far as it came. */
IngotFailure *ingot_request_read_failure (IngotRequest *self, GError **error);

/* Fills in what is known of the request: status, ids; and takes out the secret if the server sent it back. */
void ingot_request_complete_failure (IngotRequest *self, IngotFailure *failure);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IngotRequest, ingot_request_free)

G_END_DECLS
