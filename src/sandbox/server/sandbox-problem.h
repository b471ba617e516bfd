/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A refusal in the service's shape, {"error":{…}}. The gateway in front of the models sends code and message
 * only, that of the inference style their details, too; a model's server sends message, type, param and
 * code, null where there is nothing to say. Other shapes are whole bodies. */
typedef struct
{
  guint status;
  char *code;
  char *message;
  char *type; /* NULL: the gateway's shape */
  char *param;
  gboolean has_details; /* the message once more, as the inference gateway sends it */
  gboolean is_text;     /* labelled as plain text although it is JSON */
  char *body;           /* NULL: the shape above; else what is sent, JSON unless @content_type says other */
  const char *content_type;
  guint retry_after_ms; /* 0: no such headers */
  const char *policy;   /* the header policy-id, or NULL */
  guint reset_s;        /* the header x-rate-limit-reset-tokens, 0: none */
} SandboxProblem;

SandboxProblem *sandbox_problem_new (guint status, const char *code, const char *message);

/* 400 with type invalid_request_error. @code and @param may be NULL. */
SandboxProblem *sandbox_problem_new_invalid (const char *code, const char *param, const char *format, ...)
  G_GNUC_PRINTF (3, 4);

/* A body of its own; takes it. @code is for the header x-ms-error-code and may be NULL. */
SandboxProblem *sandbox_problem_new_body (guint status, const char *code, char *body);

/* 422: what Mistral's server says about a member that it does not know, as the gateway hands it on: its own
 * answer as a string within the message. @path leads from the body to the member, separated by dots. */
SandboxProblem *sandbox_problem_new_forbidden (const char *path, JsonNode *input);

void sandbox_problem_free (SandboxProblem *problem);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxProblem, sandbox_problem_free)

/* The body of the answer. */
char *sandbox_problem_print (const SandboxProblem *problem);

/* 404 for a path that the service does not have. */
SandboxProblem *sandbox_problem_new_no_resource (void);

/* 401 for a key that is missing or wrong. */
SandboxProblem *sandbox_problem_new_no_access (void);

G_END_DECLS
