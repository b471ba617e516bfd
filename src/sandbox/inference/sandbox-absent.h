/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inference/sandbox-inference.h"

G_BEGIN_DECLS

/* Adds the routes of what the service does with a deployment and the sandbox does not: completions of bare
 * text, responses, pictures and sound. They are refused as the service does where a model is not up to it.
 * Files, batches, threads, realtime and the like have no routes at all: 404. */
void sandbox_absent_attach (SandboxInference *inference, SandboxServer *server);

G_END_DECLS
