/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * What people write after the fence of a block of code. The names are here and not asked of GtkSourceView, because
 * it reads all of its hundred languages before it tells the name of one.
 */

/* GtkSourceView's id of the language that @word (nullable, hostile) means, or NULL if it has no colours. */
const char *ingot_code_language_get_id (const char *word);

/* Its name as people write it ("C++"), or @word itself. */
const char *ingot_code_language_get_name (const char *word);

G_END_DECLS
