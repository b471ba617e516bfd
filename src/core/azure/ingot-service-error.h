/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "model/ingot-failure.h"

G_BEGIN_DECLS

/**
 * ingot_service_error_read:
 * @status: the HTTP status, 400 and up
 * @body: whatever came with it: one of the JSON forms of the inference gateway, of
 *   Azure OpenAI or of llama-server, wrapped in "error" or not; HTML or XML of a
 *   gateway; or nothing. Its content type is not looked at: it is often wrong.
 * @headers: (nullable): for the ids and for how long to wait
 *
 * Sources: https://learn.microsoft.com/azure/ai-foundry/openai/reference and the model inference
 * specification 2024-05-01-preview; both differ from what is sent.
 *
 * Returns: (transfer full): what is known, without deployment and host
 */
IngotFailure *ingot_service_error_read (int status, const char *body, gsize length,
                                        SoupMessageHeaders *headers);

/* The same for an error that came in an answer with a good status. @body is the event or the whole answer. */
IngotFailure *ingot_service_error_read_object (int status, JsonObject *body);

/* What support asks for: apim-request-id, else x-request-id. (nullable) */
char *ingot_service_error_dup_request_id (SoupMessageHeaders *headers);

/* One line of what a person would read on a page that is no JSON: HTML, XML, words. (nullable) */
char *ingot_service_error_dup_page_text (const char *page, gsize length);

/* A header's text: valid UTF-8, at most 256 bytes. (nullable) */
char *ingot_service_error_dup_header (SoupMessageHeaders *headers, const char *name);

/* An error with the failure's code and the service's words. */
GError *ingot_service_error_to_gerror (const IngotFailure *failure);

G_END_DECLS
