/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-store"
#define _GNU_SOURCE /* F_OFD_SETLK */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "base/ingot-error.h"
#include "ingot-store-folder.h"

/* The file comes last: SQLite removes a log that lies beside an empty file, so none may stay behind. */
static const char *const endings[] = { "-wal", "-shm", "-journal", "" };

static gboolean
fail (GError **error, const char *path, int code)
{
  g_set_error (error, INGOT_ERROR, INGOT_ERROR_STORE, "%s: %s", path, g_strerror (code));
  return FALSE;
}

/*
 * An open file description lock: unlike the older kind it is not lost when
 * something else in this process closes the same file, and it keeps a second
 * store of this process out too.
 */
static gboolean
take_lock (IngotStoreFolder *self, GError **error)
{
  struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

  self->fd = open (self->lock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (self->fd < 0)
    return fail (error, self->lock, errno);
  if (fcntl (self->fd, F_OFD_SETLK, &whole) == 0)
    return TRUE;
  if (errno != EAGAIN && errno != EACCES)
    return fail (error, self->lock, errno);

  g_set_error_literal (error, INGOT_ERROR, INGOT_ERROR_STORE_IN_USE,
                       _("Another Ingot writes to the same conversations. Close it, then start again."));
  return FALSE;
}

IngotStoreFolder *
ingot_store_folder_new (const char *folder, GError **error)
{
  g_autoptr(IngotStoreFolder) self = g_new0 (IngotStoreFolder, 1);

  self->fd = -1;
  self->database = g_build_filename (folder, "ingot.db", NULL);
  self->lock = g_strconcat (self->database, ".lock", NULL);
  self->suspect = g_strconcat (self->database, ".suspect", NULL);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      fail (error, folder, errno);
      return NULL;
    }
  if (!take_lock (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
ingot_store_folder_free (IngotStoreFolder *self)
{
  if (self->fd >= 0)
    close (self->fd);
  g_free (self->database);
  g_free (self->lock);
  g_free (self->suspect);
  g_free (self);
}

gboolean
ingot_store_folder_ensure_file (IngotStoreFolder *self, GError **error)
{
  int fd = open (self->database, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  gboolean done;

  if (fd < 0)
    return fail (error, self->database, errno);
  /* SQLite gives its log the permissions of the file. A file that was copied here may have laxer ones. */
  done = fchmod (fd, 0600) == 0 || fail (error, self->database, errno);
  close (fd);
  return done;
}

gboolean
ingot_store_folder_is_suspect (IngotStoreFolder *self)
{
  g_autofree char *log = g_strconcat (self->database, "-wal", NULL);

  return g_file_test (self->suspect, G_FILE_TEST_EXISTS) || g_file_test (log, G_FILE_TEST_EXISTS);
}

void
ingot_store_folder_set_suspect (IngotStoreFolder *self, gboolean suspect)
{
  if (suspect)
    {
      int fd = open (self->suspect, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

      if (fd >= 0)
        close (fd);
    }
  else
    g_unlink (self->suspect);
}

static gboolean
is_free (const char *path)
{
  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat (path, endings[i], NULL);
      GStatBuf unused;

      if (g_lstat (name, &unused) == 0)
        return FALSE;
    }
  return TRUE;
}

static char *
find_free_name (IngotStoreFolder *self, const char *why)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *time = g_date_time_format (now, "%Y%m%d-%H%M%S");

  for (guint i = 1;; i++)
    {
      g_autofree char *path = i == 1 ? g_strdup_printf ("%s.%s-%s", self->database, why, time)
                                     : g_strdup_printf ("%s.%s-%s-%u", self->database, why, time, i);

      if (is_free (path))
        return g_steal_pointer (&path);
    }
}

char *
ingot_store_folder_set_aside (IngotStoreFolder *self, const char *why, GError **error)
{
  g_autofree char *path = find_free_name (self, why);

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *from = g_strconcat (self->database, endings[i], NULL);
      g_autofree char *to = g_strconcat (path, endings[i], NULL);

      if (g_rename (from, to) != 0 && errno != ENOENT)
        {
          fail (error, from, errno);
          return NULL;
        }
    }
  ingot_store_folder_set_suspect (self, FALSE);
  return g_steal_pointer (&path);
}
