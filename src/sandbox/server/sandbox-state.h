/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The folder for what has to lie in files. One that the user chose is kept, and what lies there is found again
 * after a restart; else there is a temporary one, made when something is first saved and removed at the end.
 * Only the user who runs the sandbox can read the files, and the folder if the sandbox made it. */
typedef struct _SandboxState SandboxState;

/* @folder is made if need be; NULL for a temporary one. NULL with @error set when it cannot be made. */
SandboxState *sandbox_state_new (const char *folder, GError **error);
void sandbox_state_free (SandboxState *state);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxState, sandbox_state_free)

/* Whether the folder outlives the program. */
gboolean sandbox_state_is_kept (SandboxState *state);

/* What was saved under @name, a file name. NULL without @error when nothing was. */
char *sandbox_state_load (SandboxState *state, const char *name, GError **error);
gboolean sandbox_state_save (SandboxState *state, const char *name, const char *text, GError **error);

/* Where @name lies or will lie: an absolute path; NULL for a temporary folder in which nothing was saved. */
char *sandbox_state_dup_path (SandboxState *state, const char *name);

G_END_DECLS
