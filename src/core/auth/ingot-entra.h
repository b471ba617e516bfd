/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-entra-refusal.h"
#include "ingot-form.h"
#include "ingot-token-reply.h"
#include "model/ingot-cloud.h"
#include "net/ingot-exchange.h"
#include "net/ingot-session-pool.h"

G_BEGIN_DECLS

/**
 * IngotEntra:
 *
 * Talks to the sign-in service of one cloud. It knows no account and keeps no token.
 *
 * Source: https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code and the pages beside it.
 */
#define INGOT_TYPE_ENTRA (ingot_entra_get_type ())
G_DECLARE_FINAL_TYPE (IngotEntra, ingot_entra, INGOT, ENTRA, GObject)

IngotEntra *ingot_entra_new (IngotSessionPool *sessions, IngotCloud *cloud);
IngotCloud *ingot_entra_get_cloud (IngotEntra *self);

/* (transfer full): "https://login.microsoftonline.com/TENANT/oauth2/v2.0/LEAF" */
char *ingot_entra_dup_url (IngotEntra *self, const char *tenant, const char *leaf);

/* (transfer full): @scope together with what makes a refresh token and an id token come */
char *ingot_entra_dup_scopes (const char *scope);

/* A form that names us. */
IngotForm *ingot_entra_new_form (IngotEntra *self);

/**
 * ingot_entra_post:
 * @refusal: (out) (optional) (transfer full): what the service said when it refused
 *
 * Posts @form, which it takes, and reads the answer. It waits: it belongs in a fiber.
 *
 * Returns: (transfer full): the answer's object, or NULL with an error of the exchange, of the refusal, or
 *   %INGOT_ERROR_PROTOCOL; in none of them is a secret of the form
 */
JsonNode *ingot_entra_post (IngotEntra *self, const char *tenant, const char *leaf, IngotForm *form,
                            IngotEntraRefusal **refusal, GCancellable *cancellable, GError **error);

/* The same at the token endpoint. */
IngotTokenReply *ingot_entra_ask_token (IngotEntra *self, const char *tenant, IngotForm *form,
                                        IngotEntraRefusal **refusal, GCancellable *cancellable, GError **error);

/**
 * ingot_entra_fetch:
 *
 * Sends @exchange and reads a small JSON object, whatever its status. It waits.
 *
 * Returns: (transfer full) (nullable): the object; NULL without an error for an answer that is none
 */
JsonNode *ingot_entra_fetch (IngotExchange *exchange, GCancellable *cancellable, GError **error);

G_END_DECLS
