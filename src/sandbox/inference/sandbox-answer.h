/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What an answer is about. The same values give the same text, on every machine. */
typedef struct
{
  const char *deployment;
  const char *model;
  const char *prompt; /* the last message of the user, UTF-8 */
  guint turns;        /* how many messages the user has sent in this conversation */
  guint64 seed;
} SandboxTopic;

/* A Markdown answer that says it is simulated, names its deployment and reflects the prompt. It is Korean
 * when the prompt has Hangul in it, else English; a sentence when the prompt asks for something short or is a
 * mere greeting; some thousand tokens when it asks for something long; else a page with all
 * kinds of blocks. */
char *sandbox_answer_write (const SandboxTopic *topic);

/* What a deployment that shows its reasoning thinks before that answer, plain text. */
char *sandbox_answer_think (const SandboxTopic *topic);

G_END_DECLS
