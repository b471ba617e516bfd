/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inference/sandbox-inference.h"

G_BEGIN_DECLS

/* The page at "/": the resource, its deployments, lines for curl, and what was asked last. Whoever can reach
 * the port can read it, so neither the key nor the text of a request is there. */
typedef struct _SandboxHome SandboxHome;

/* Adds the page to @server. @ca_file: what a client has to trust, NULL without TLS. Neither @inference nor
 * @server may go before the page does. */
SandboxHome *sandbox_home_new (SandboxInference *inference, SandboxServer *server, const char *ca_file);
void sandbox_home_free (SandboxHome *home);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxHome, sandbox_home_free)

G_END_DECLS
