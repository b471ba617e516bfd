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

G_END_DECLS
