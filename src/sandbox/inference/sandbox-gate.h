/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inference/sandbox-chat-request.h"
#include "inference/sandbox-inference.h"

G_BEGIN_DECLS

/* What the gateway in front of the models does with a request before a model sees it. */
typedef struct
{
  SandboxInference *inference;
  SandboxExchange *exchange;
  SandboxAddress *address;
  JsonObject *body;
  SandboxDesk *desk;
  SandboxProblem *problem; /* the first thing that is wrong, or NULL */
} SandboxGate;

/* Reads the address, the body and the deployment's name, and looks whether it does @operation. @known: the
 * members that the inference style knows; others are treated as the header extra-parameters says. Without a
 * problem all members are set. */
void sandbox_gate_enter (SandboxGate *gate, SandboxInference *inference, SandboxExchange *exchange,
                         SandboxOperations operation, const char *const *known);
void sandbox_gate_clear (SandboxGate *gate);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SandboxGate, sandbox_gate_clear)

/* Counts @tokens against the deployment's limits, and writes the headers of a reply. */
void sandbox_gate_charge (SandboxGate *gate, guint tokens);

/* Answers with the problem. */
void sandbox_gate_refuse (SandboxGate *gate);

/* 422 for a value that a parameter of the inference style does not take. */
SandboxProblem *sandbox_gate_new_unsupported (const char *param, JsonNode *input);

G_END_DECLS
