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
  GPtrArray *pictures; /* char *, what is known of those that came with it; or NULL */
  GPtrArray *results;  /* char *, what tools found, each a name and a text; or NULL */
} SandboxTopic;

/* A Markdown answer that says it is simulated, names its deployment and reflects the prompt. It is Korean
 * when the prompt has Hangul in it, else English; a sentence when the prompt asks for something short or is a
 * mere greeting; some thousand tokens when it asks for something long; else a page with all
 * kinds of blocks. Pictures are mentioned first; what tools found is all that such an answer is about. */
char *sandbox_answer_write (const SandboxTopic *topic);

/* Whether a prompt is a greeting or asks for something short or long: it wants words, and no tool. */
gboolean sandbox_answer_is_asked_for (const char *prompt);

/* What a deployment that shows its reasoning thinks before that answer, plain text. */
char *sandbox_answer_think (const SandboxTopic *topic);

G_END_DECLS
