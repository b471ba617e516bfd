/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-faults"
#include "config.h"

#include "sandbox-stages.h"

enum
{
  RETRY_AFTER_MS = 2000,
};

typedef struct
{
  const char *name;
  const char *path;
  guint status;
  const char *code;
  const char *message;
} Stage;

#define STAGE(label, ...) { label, "/stage/" label "/**", __VA_ARGS__ }

/* The sentences are those that were seen on the service. */
static const Stage stages[] = {
  STAGE ("no-subdomain", SOUP_STATUS_NOT_FOUND, "404", "Subdomain does not map to a resource."),
  STAGE ("broken", SOUP_STATUS_INTERNAL_SERVER_ERROR, "InternalServerError",
         "The server had an error while processing your request. Sorry about that!"),
  STAGE ("busy", SOUP_STATUS_SERVICE_UNAVAILABLE, "ServiceUnavailable",
         "The server is currently unable to handle the request. Please retry later."),
};

static void
stage_handler (SandboxExchange *exchange, gpointer user_data)
{
  const Stage *stage = user_data;
  SandboxProblem *problem = sandbox_problem_new (stage->status, stage->code, stage->message);

  if (stage->status == SOUP_STATUS_SERVICE_UNAVAILABLE)
    problem->retry_after_ms = RETRY_AFTER_MS;
  sandbox_exchange_refuse (exchange, problem);
}

void
sandbox_stages_attach (SandboxServer *server)
{
  for (gsize i = 0; i < G_N_ELEMENTS (stages); i++)
    sandbox_server_add_route_with_flags (server, NULL, stages[i].path, SANDBOX_ROUTE_OPEN, stage_handler,
                                         (gpointer) &stages[i]);
}

char *
sandbox_stages_describe (void)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (stages); i++)
    g_string_append_printf (text, "    %-13s %u %s\n", stages[i].name, stages[i].status, stages[i].message);
  return g_string_free_and_steal (text);
}
