/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sandbox-exchange.h"

G_BEGIN_DECLS

/* POST …/chat/completions in all styles; @inference is a SandboxInference. */
void sandbox_chat_handler (SandboxExchange *exchange, gpointer inference);

G_END_DECLS
