/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/**
 * IngotSandboxProcess:
 *
 * The sandbox as a child: started when first needed, ended with this object.
 * Its key comes through its standard output and stays in memory. The child ends
 * by itself when this process dies, since it watches its standard input.
 */
#define INGOT_TYPE_SANDBOX_PROCESS (ingot_sandbox_process_get_type ())
G_DECLARE_FINAL_TYPE (IngotSandboxProcess, ingot_sandbox_process, INGOT, SANDBOX_PROCESS, GObject)

IngotSandboxProcess *ingot_sandbox_process_new (const char *program);

/* Resolves to TRUE when it listens; rejects with %INGOT_ERROR_SANDBOX. Any number of callers may wait. */
DexFuture *ingot_sandbox_process_start (IngotSandboxProcess *self);
void       ingot_sandbox_process_stop (IngotSandboxProcess *self);
gboolean   ingot_sandbox_process_is_running (IngotSandboxProcess *self);

/* Of the process that runs; NULL while none does. */
const char *ingot_sandbox_process_get_origin (IngotSandboxProcess *self);
const char *ingot_sandbox_process_get_key (IngotSandboxProcess *self);
const char *ingot_sandbox_process_get_chat_deployment (IngotSandboxProcess *self);

G_END_DECLS
