/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * IngotStoreFolder:
 *
 * The folder of the database, and the writer's lock on it for as long as this exists.
 */
typedef struct
{
  char *database; /* path of the file */
  char *lock;     /* path of the file that is locked; it stays when the lock is given up */
  char *suspect;  /* path of a mark that the database once looked corrupt while it was in use */
  int fd;
} IngotStoreFolder;

/**
 * ingot_store_folder_new:
 *
 * Makes the folder and an empty database if they are missing, for the user alone.
 *
 * Returns: NULL with %INGOT_ERROR_STORE_IN_USE when another process has the
 *   lock, else with %INGOT_ERROR_STORE
 */
IngotStoreFolder *ingot_store_folder_new (const char *folder, GError **error);
void              ingot_store_folder_free (IngotStoreFolder *self);

/* Makes an empty file, for the user alone, where none is. */
gboolean ingot_store_folder_ensure_file (IngotStoreFolder *self, GError **error);

/* Whether the last writer ended without closing, or left the mark. */
gboolean ingot_store_folder_is_suspect (IngotStoreFolder *self);
void     ingot_store_folder_set_suspect (IngotStoreFolder *self, gboolean suspect);

/**
 * ingot_store_folder_set_aside:
 * @why: a word for the new name, "corrupt" or "newer"
 *
 * Renames the database and what SQLite keeps beside it. Nothing is overwritten.
 *
 * Returns: (transfer full): the new path, or NULL with the error
 */
char *ingot_store_folder_set_aside (IngotStoreFolder *self, const char *why, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IngotStoreFolder, ingot_store_folder_free)

G_END_DECLS
