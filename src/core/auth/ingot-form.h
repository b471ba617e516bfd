/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * IngotForm:
 *
 * The body of a POST of the sign-in service. It is wiped when it is freed: some fields are secrets.
 */
typedef struct _IngotForm IngotForm;

IngotForm *ingot_form_new (void);
void       ingot_form_free (IngotForm *self);

/* Neither does anything when @value is NULL. */
void       ingot_form_add (IngotForm *self, const char *name, const char *value);

/* The same for a value that no word of the answer may repeat. */
void       ingot_form_add_secret (IngotForm *self, const char *name, const char *value);

/* "name=value&…", escaped */
const char *ingot_form_get_text (IngotForm *self);

/* (transfer full): a copy that is wiped when the last reference goes */
GBytes    *ingot_form_to_bytes (IngotForm *self);

/* Takes the form's secrets out of what a server said. */
void       ingot_form_censor (IngotForm *self, char **text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IngotForm, ingot_form_free)

G_END_DECLS
