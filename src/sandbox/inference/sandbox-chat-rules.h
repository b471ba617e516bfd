/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inference/sandbox-request-reader.h"

G_BEGIN_DECLS

/* Refuses what a deployment's model or the server in front of it does not take: members that it does not
 * know, parameters that a reasoning model has no use for. The messages must have been read. */
void sandbox_chat_rules_check (SandboxReader *reader);

G_END_DECLS
