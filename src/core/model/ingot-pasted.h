/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * IngotPasted:
 *
 * What lies in a text that somebody pasted: an address, a curl line for sh, cmd or
 * PowerShell, lines of an environment file, a piece of Python, C# or JSON. Nothing of it
 * is ever executed, and no variable is looked up.
 */
typedef struct
{
  char *address;     /* the likeliest address, as it was written; or the whole text, trimmed */
  char *key;         /* or NULL; wiped when freed */
  char *deployment;  /* of a line or a member that names one; or NULL */
  char *api_version; /* a dated one, likewise; or NULL */
  char *masked;      /* the text without its secrets; NULL when it has none */
  gboolean has_token;     /* a token of Entra ID instead of a key: it expires within the hour */
  gboolean has_variable;  /* the address is in a shell variable */
} IngotPasted;

IngotPasted *ingot_pasted_read (const char *text);
void         ingot_pasted_free (IngotPasted *self);

/* Whether @text is what an example has where a reader puts something of their own: "<deployment>", "YOUR_KEY". */
gboolean ingot_pasted_is_placeholder (const char *text);

/* Whether @text is a version of the kind "2024-10-21" or "2024-05-01-preview". */
gboolean ingot_pasted_is_dated (const char *text);

/* Overwrites and frees a secret. (nullable) */
void ingot_pasted_wipe (char *secret);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IngotPasted, ingot_pasted_free)

G_END_DECLS
