/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "safety/sandbox-verdict.h"
#include "server/sandbox-problem.h"

G_BEGIN_DECLS

/* 400 for a prompt that the filter blocks. @product: whose policy it names, "Azure OpenAI" or "Microsoft".
 * @verdict NULL: it does not say why. */
SandboxProblem *sandbox_refusal_new (const SandboxVerdict *verdict, const char *product);

/* The same in an older shape, without the wrapper. */
SandboxProblem *sandbox_refusal_new_unwrapped (void);

G_END_DECLS
