/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "entra/sandbox-entra-private.h"

G_BEGIN_DECLS

/* What the pages on which people sign in share. */

/* A choice among the accounts; @selected is a nick. */
void sandbox_entra_page_add_accounts (GString *html, SandboxDirectory *directory, const char *selected);

/* A page that says one thing. */
void sandbox_entra_page_reply (SandboxExchange *exchange, guint status, const char *title, const char *text);

/* Whether a form was sent by somebody else's page; that is answered. */
gboolean sandbox_entra_page_is_foreign (SandboxExchange *exchange);

/* GET /error?code=N: what a refusal's error_uri leads to. */
void sandbox_entra_page_error_handler (SandboxExchange *exchange, gpointer entra);

/* GET /TENANT/oauth2/v2.0/logout: there is no session in the browser, so nothing is to be ended. */
void sandbox_entra_page_logout_handler (SandboxExchange *exchange, gpointer entra);

G_END_DECLS
