/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * ingot_refusal_read:
 * @body: (nullable): the body of an answer with status 400 or 422
 *
 * Finds the parameters that the service says it does not take, in each of the forms
 * that are known: a code with "param", a list of locations, either of them again as
 * JSON inside of the message, and plain sentences. A value that is out of range is no
 * refusal of its parameter, nor is one of a few words where others are taken.
 *
 * Sources: reports of users, among them langchain#29679, litellm#11696, obot#2862,
 * pydantic-ai#6593 and azure-rest-api-specs#29157.
 *
 * Returns: (transfer full) (nullable): names of members of the request, at most 16
 */
char **ingot_refusal_read (JsonObject *body);

G_END_DECLS
