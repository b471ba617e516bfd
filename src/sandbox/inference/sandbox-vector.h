/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The vector of a text: its words and the runs of characters within them, hashed. Similar texts are near to
 * each other, unrelated ones nearly at right angles; of meaning it knows nothing. The same text gives the
 * same vector on every machine. */
typedef struct _SandboxVector SandboxVector;

SandboxVector *sandbox_vector_new (void);
void sandbox_vector_free (SandboxVector *vector);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxVector, sandbox_vector_free)

/* Adds @text, UTF-8. */
void sandbox_vector_add_text (SandboxVector *vector, const char *text);

/* Adds a token that is known by its number only. */
void sandbox_vector_add_token (SandboxVector *vector, gint64 token);

/* Adds the feature that is known by @number, @weight times; a multiple of a half. */
void sandbox_vector_add_number (SandboxVector *vector, guint64 number, double weight);

/* The first @n_components, scaled to the length 1; free with g_free. */
float *sandbox_vector_dup_unit (SandboxVector *vector, guint n_components);

G_END_DECLS
