/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A refusal in the service's shape, {"error":{…}}. The gateway in front of the models sends code and message
 * only; a model's server sends message, type, param and code, null where there is nothing to say. */
typedef struct
{
  guint status;
  char *code;
  char *message;
  char *type; /* NULL: the gateway's shape */
  char *param;
  guint retry_after_ms; /* 0: no such headers */
} SandboxProblem;

SandboxProblem *sandbox_problem_new (guint status, const char *code, const char *message);

/* 400 with type invalid_request_error. @code and @param may be NULL. */
SandboxProblem *sandbox_problem_new_invalid (const char *code, const char *param, const char *format, ...)
  G_GNUC_PRINTF (3, 4);

void sandbox_problem_free (SandboxProblem *problem);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxProblem, sandbox_problem_free)

JsonNode *sandbox_problem_to_json (const SandboxProblem *problem);

/* 404 for a path that the service does not have. */
SandboxProblem *sandbox_problem_new_no_resource (void);

/* 401 for a key that is missing or wrong. */
SandboxProblem *sandbox_problem_new_no_access (void);

G_END_DECLS
