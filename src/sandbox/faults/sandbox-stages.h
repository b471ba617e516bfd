/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sandbox-server.h"

G_BEGIN_DECLS

/* Refusals of a whole resource, which no deployment can stage: everything below /stage/NAME is answered with
 * that of NAME, as on a resource that has the trouble. */
void sandbox_stages_attach (SandboxServer *server);

/* One line for each of them, for --help. */
char *sandbox_stages_describe (void);

G_END_DECLS
