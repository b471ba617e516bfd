/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-server"
#include "config.h"

#include <errno.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "sandbox-state.h"

enum
{
  PRIVATE_FOLDER = 0700,
  PRIVATE_FILE = 0600,
};

struct _SandboxState
{
  char *folder; /* absolute; NULL for a temporary one that was not needed yet */
  gboolean kept;
};

static gboolean
fail (GError **error, const char *folder, int number)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (number), "Cannot make the folder %s: %s", folder,
               g_strerror (number));
  return FALSE;
}

SandboxState *
sandbox_state_new (const char *folder, GError **error)
{
  g_autoptr(SandboxState) state = g_new0 (SandboxState, 1);

  if (folder == NULL)
    return g_steal_pointer (&state);
  state->kept = TRUE;
  state->folder = g_canonicalize_filename (folder, NULL);
  if (g_mkdir_with_parents (state->folder, PRIVATE_FOLDER) != 0)
    {
      fail (error, state->folder, errno);
      return NULL;
    }
  return g_steal_pointer (&state);
}

/* The files that were saved, which is all that is in a folder of our own making. */
static void
remove_folder (const char *folder)
{
  g_autoptr(GDir) files = g_dir_open (folder, 0, NULL);
  const char *name;

  while (files != NULL && (name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

void
sandbox_state_free (SandboxState *state)
{
  if (!state->kept && state->folder != NULL)
    remove_folder (state->folder);
  g_free (state->folder);
  g_free (state);
}

gboolean
sandbox_state_is_kept (SandboxState *state)
{
  return state->kept;
}

char *
sandbox_state_load (SandboxState *state, const char *name, GError **error)
{
  g_autofree char *path = sandbox_state_dup_path (state, name);
  g_autoptr(GError) local = NULL;
  char *text = NULL;

  if (path == NULL || g_file_get_contents (path, &text, NULL, &local))
    return text;
  if (!g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

gboolean
sandbox_state_save (SandboxState *state, const char *name, const char *text, GError **error)
{
  g_autofree char *path = NULL;

  if (state->folder == NULL)
    state->folder = g_dir_make_tmp ("ingot-sandbox-XXXXXX", error);
  if (state->folder == NULL)
    return FALSE;
  path = sandbox_state_dup_path (state, name);
  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, PRIVATE_FILE, error);
}

char *
sandbox_state_dup_path (SandboxState *state, const char *name)
{
  return state->folder != NULL ? g_build_filename (state->folder, name, NULL) : NULL;
}
