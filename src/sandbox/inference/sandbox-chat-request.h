/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "inference/sandbox-address.h"
#include "inference/sandbox-deployment.h"
#include "inference/sandbox-format.h"
#include "inference/sandbox-tools.h"
#include "safety/sandbox-verdict.h"
#include "server/sandbox-problem.h"

G_BEGIN_DECLS

#define SANDBOX_NO_LIMIT G_MAXUINT

/* A chat request that was found to be in order. */
typedef struct
{
  char *prompt; /* the text of the last user message; empty when there is none */
  guint turns;  /* messages with the role user */
  guint prompt_tokens;
  guint max_tokens;       /* SANDBOX_NO_LIMIT unless given */
  GStrv stop;             /* possibly empty, never NULL */
  gboolean is_repeatable; /* seed or temperature 0: the same request gets the same answer again */
  gint64 seed;
  guint n; /* answers */
  gboolean stream;
  gboolean include_usage;
  gboolean logprobs;
  guint n_top_logprobs;
  guint effort_percent;   /* of the reasoning that the deployment does by itself */
  gboolean mentions_json; /* the word is in some message */
  GPtrArray *pictures;    /* char *: those of the last user message, such as "PNG, 640 × 480" */
  GPtrArray *results;  /* char *: what tools found, when the messages end with that, each a name and a text */
  SandboxTools *tools; /* NULL: none */
  SandboxFormat format;
  SandboxVerdict prompt_verdict;
  SandboxVerdict reply_verdict;
} SandboxChatRequest;

/* The JSON object of a request's body, or NULL with *@problem set. */
JsonObject *sandbox_request_body_parse (GBytes *bytes, SandboxProblem **problem);

/* The deployment that a request is for: a part of the path, or the member "model" of the body. NULL with
 * *@problem set. */
const char *sandbox_request_body_get_model (JsonObject *body, const SandboxAddress *address,
                                            SandboxProblem **problem);

/* Checks a body as the server behind @deployment does. NULL with *@problem set when it is refused. */
SandboxChatRequest *sandbox_chat_request_new (JsonObject *body, const SandboxDeployment *deployment,
                                              const SandboxAddress *address, SandboxProblem **problem);
void sandbox_chat_request_free (SandboxChatRequest *request);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxChatRequest, sandbox_chat_request_free)

G_END_DECLS
