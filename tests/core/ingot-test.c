/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include <glib/gstdio.h>

#include "ingot-test.h"

void
ingot_test_init (int *argc, char ***argv)
{
  dex_init ();
  g_test_init (argc, argv, NULL);
}

static DexFuture *
stop_loop (DexFuture *completed, gpointer user_data)
{
  g_main_loop_quit (user_data);
  return dex_ref (completed);
}

/* Returns: (transfer full): @future, which has come to its end */
static DexFuture *
run_until_completed (DexFuture *future)
{
  /* Quitting a loop before it runs would be lost, so nothing is waited for that is already there. */
  if (dex_future_is_pending (future))
    {
      g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
      g_autoptr(DexFuture) waiter = dex_future_finally (dex_ref (future), stop_loop, loop, NULL);

      if (dex_future_is_pending (waiter))
        g_main_loop_run (loop);
    }
  return future;
}

gboolean
ingot_test_await (DexFuture *future, GError **error)
{
  g_autoptr(DexFuture) completed = run_until_completed (future);

  return dex_future_get_value (completed, error) != NULL;
}

gpointer
ingot_test_await_object (DexFuture *future, GError **error)
{
  g_autoptr(DexFuture) completed = run_until_completed (future);
  const GValue *value = dex_future_get_value (completed, error);

  return value != NULL ? g_value_dup_object (value) : NULL;
}

gpointer
ingot_test_await_boxed (DexFuture *future, GError **error)
{
  g_autoptr(DexFuture) completed = run_until_completed (future);
  const GValue *value = dex_future_get_value (completed, error);

  return value != NULL ? g_value_dup_boxed (value) : NULL;
}

void
ingot_test_await_success (DexFuture *future)
{
  g_autoptr(GError) error = NULL;

  ingot_test_await (future, &error);
  g_assert_no_error (error);
}

char *
ingot_test_make_folder (void)
{
  g_autoptr(GError) error = NULL;
  char *folder = g_dir_make_tmp ("ingot-test-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

void
ingot_test_remove_folder (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        ingot_test_remove_folder (path);
      else
        g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
count_cb (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  guint *count = user_data;

  (*count)++;
}

guint
ingot_test_count_notify (gpointer object, const char *property, void (*change) (gpointer data), gpointer data)
{
  g_autofree char *name = g_strconcat ("notify::", property, NULL);
  guint count = 0;
  gulong handler = g_signal_connect (object, name, G_CALLBACK (count_cb), &count);

  change (data);
  g_signal_handler_disconnect (object, handler);
  return count;
}
