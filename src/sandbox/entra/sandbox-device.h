/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "entra/sandbox-entra-private.h"

G_BEGIN_DECLS

/* The device authorization grant, RFC 8628 as Entra has it. */

/* POST /TENANT/oauth2/v2.0/devicecode */
void sandbox_device_code_handler (SandboxExchange *exchange, gpointer entra);

/* GET and POST /devicelogin: the page on which a person types the code. */
void sandbox_device_page_handler (SandboxExchange *exchange, gpointer entra);
void sandbox_device_form_handler (SandboxExchange *exchange, gpointer entra);

/* The session that a device code stands for, with what was asked for in @scope, once it is approved; else
 * NULL and the request has a problem. */
SandboxSession *sandbox_device_redeem (SandboxEntraRequest *request, SandboxScope **scope);

/* A table of device codes. */
GHashTable *sandbox_device_new_table (void);

G_END_DECLS
