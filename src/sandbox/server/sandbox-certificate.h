/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "server/sandbox-state.h"

G_BEGIN_DECLS

/* The certificate with its key that the sandbox shows as localhost, 127.0.0.1 and ::1. It is signed by an
 * authority of its own, whose certificate lies in the state folder as SANDBOX_CERTIFICATE_CA for clients to
 * trust and whose key is forgotten at once: nobody can sign anything else with it. Both are found again in a
 * folder that is kept, until a month before they expire. NULL with @error set when they cannot be saved. */
GTlsCertificate *sandbox_certificate_new (SandboxState *state, GError **error);

#define SANDBOX_CERTIFICATE_CA "ca.pem"

G_END_DECLS
