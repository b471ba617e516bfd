/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum
{
  SANDBOX_SEVERITY_SAFE,
  SANDBOX_SEVERITY_LOW,
  SANDBOX_SEVERITY_MEDIUM,
  SANDBOX_SEVERITY_HIGH,
} SandboxSeverity;

#define SANDBOX_N_CATEGORIES 4

/* What the content filter says about a text. All zero: nothing was found. */
typedef struct
{
  SandboxSeverity severities[SANDBOX_N_CATEGORIES]; /* hate, self_harm, sexual, violence */
  gboolean jailbreak;
  gboolean indirect_attack;
  gboolean blocklist;
  gboolean known_text;
  gboolean known_code; /* found, with a citation, but let through */
  gboolean failed;     /* the filter could not run: the text is unfiltered */
} SandboxVerdict;

/* Adds what the trigger words in @text ask for. They are filter-prompt-<what> for @about "prompt" and
 * filter-reply-<what> for "reply", where <what> is a category and a severity such as "violence-high", or one
 * of jailbreak, indirect-attack, blocklist (prompt), text, code (reply) and error. */
void sandbox_verdict_read (SandboxVerdict *verdict, const char *text, const char *about);

/* Medium and high severities are withheld, low ones only noted; so are attacks, blocked words and known text.
 */
gboolean sandbox_verdict_blocks (const SandboxVerdict *verdict);

/* The member @name of the object that @builder is in: for a prompt, for a reply, and for a piece of one. */
void sandbox_verdict_add_prompt (const SandboxVerdict *verdict, JsonBuilder *builder, const char *name);
void sandbox_verdict_add_reply (const SandboxVerdict *verdict, JsonBuilder *builder, const char *name);
void sandbox_verdict_add_piece (const SandboxVerdict *verdict, JsonBuilder *builder, const char *name);

G_END_DECLS
