/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-inference"
#include "config.h"

#include "sandbox-absent.h"
#include "sandbox-gate.h"

static void
refuse (SandboxExchange *exchange, SandboxInference *inference, SandboxOperations operation)
{
  static const char *const known[] = { NULL };
  g_auto (SandboxGate) gate = { 0 };

  sandbox_gate_enter (&gate, inference, exchange, operation, known);
  if (gate.desk != NULL)
    sandbox_gate_charge (&gate, 0);
  sandbox_gate_refuse (&gate);
}

static void
completion_handler (SandboxExchange *exchange, gpointer inference)
{
  refuse (exchange, inference, SANDBOX_OPERATION_COMPLETION);
}

static void
responses_handler (SandboxExchange *exchange, gpointer inference)
{
  refuse (exchange, inference, SANDBOX_OPERATION_RESPONSES);
}

static void
images_handler (SandboxExchange *exchange, gpointer inference)
{
  refuse (exchange, inference, SANDBOX_OPERATION_IMAGES);
}

static void
audio_handler (SandboxExchange *exchange, gpointer inference)
{
  refuse (exchange, inference, SANDBOX_OPERATION_AUDIO);
}

void
sandbox_absent_attach (SandboxInference *inference, SandboxServer *server)
{
  static const struct
  {
    const char *path;
    SandboxHandler handler;
  } routes[] = {
    { "/openai/v1/completions", completion_handler },
    { "/openai/deployments/*/completions", completion_handler },
    { "/openai/v1/responses", responses_handler },
    { "/openai/responses", responses_handler },
    { "/openai/v1/images/generations", images_handler },
    { "/openai/deployments/*/images/generations", images_handler },
    { "/openai/deployments/*/images/edits", images_handler },
    { "/models/images/generations", images_handler },
    { "/openai/v1/audio/speech", audio_handler },
    { "/openai/deployments/*/audio/speech", audio_handler },
    { "/openai/deployments/*/audio/transcriptions", audio_handler },
    { "/openai/deployments/*/audio/translations", audio_handler },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++)
    sandbox_server_add_route (server, "POST", routes[i].path, routes[i].handler, inference);
}
