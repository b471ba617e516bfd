/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a prompt has in it that an answer could be about. */
typedef struct
{
  const char *prompt;
  GStrv names;   /* what stands in quotation marks, else words with a capital letter: "Busan", "New York" */
  double number; /* the first number */
  gboolean has_number;
} SandboxHints;

/* @prompt must outlive the hints. */
SandboxHints *sandbox_hints_new (const char *prompt);
void sandbox_hints_free (SandboxHints *hints);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxHints, sandbox_hints_free)

/* Whether @text has @word in it, whatever the case of its ASCII letters. */
gboolean sandbox_has_word (const char *text, const char *word);

G_END_DECLS
