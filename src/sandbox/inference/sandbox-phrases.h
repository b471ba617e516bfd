/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What answers are put together from, one voice a language. Each list ends with NULL. Names in braces, such
 * as {deployment}, stand for facts; sandbox-answer.c says which there are. Phrases are Markdown. */
typedef struct
{
  const char *const *openings; /* a heading, a paragraph and the quoted prompt */
  const char *const *facts;    /* each of the following is one section without its heading */
  const char *const *tables;
  const char *const *tasks;
  const char *const *steps;
  const char *const *codes;
  const char *const *closings;
  const char *const *shorts;    /* whole answers */
  const char *picture;          /* that came with the message: {picture} */
  const char *result;           /* what a tool found: {tool}, {result} */
  const char *const *thoughts;  /* reasoning, plain text */
  const char *const *titles;    /* chapters of a long answer */
  const char *const *sentences; /* what those chapters say */
} SandboxVoice;

extern const SandboxVoice sandbox_voice_english;
extern const SandboxVoice sandbox_voice_korean;

G_END_DECLS
