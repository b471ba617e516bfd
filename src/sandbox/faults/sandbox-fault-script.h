/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inference/sandbox-script.h"

G_BEGIN_DECLS

/* Makes a proper stream one that misbehaves. Faults that are none of a stream leave it as it is. */
void sandbox_fault_script_bend (SandboxScript *script, SandboxFault fault);

G_END_DECLS
