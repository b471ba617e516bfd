/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ingot_pasted_take_key:
 * @text: what somebody pasted where an address belongs
 * @rest: (out): what is left of it without the key
 *
 * Finds a key that was pasted alone, or in the header of a curl line.
 *
 * Returns: (transfer full) (nullable): the key; free it with g_free() after
 *   overwriting it. @rest is set only with it
 */
char *ingot_pasted_take_key (const char *text, char **rest);

/* The first web address in @text, or all of it, trimmed, when there is none. */
char *ingot_pasted_dup_address (const char *text);

G_END_DECLS
