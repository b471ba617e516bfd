/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/ingot-error.h"
#include "ingot-test-store.h"

static char *
path_in (StoreFixture *fixture, const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

static GBytes *
read_file (const char *path)
{
  char *data = NULL;
  gsize length = 0;
  g_autoptr(GError) error = NULL;

  g_file_get_contents (path, &data, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (data, length);
}

static void
write_file (const char *path, gconstpointer data, gsize length)
{
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, data, (gssize) length, &error);
  g_assert_no_error (error);
}

static void
assert_open_fails (const char *folder, IngotError code)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (ingot_test_await_object (ingot_store_open (folder), &error));
  g_assert_error (error, INGOT_ERROR, (int) code);
}

/* Some hundred pages of conversation, then closed. */
static void
fill_and_close (StoreFixture *fixture)
{
  gint64 conversation = ingot_test_store_add_conversation (fixture);
  g_autofree char *text = g_strnfill (20000, 'x');

  for (int i = 0; i < 20; i++)
    ingot_test_store_add_user_turn (fixture, conversation, text);
  ingot_test_store_close (&fixture->store);
}

/* An empty store that works, and that finds itself in order the next time. */
static void
assert_begun_anew (StoreFixture *fixture)
{
  g_autoptr(GListModel) none = ingot_test_store_load_conversations (fixture);

  g_assert_cmpuint (g_list_model_get_n_items (none), ==, 0);
  ingot_test_store_add_conversation (fixture);
  ingot_test_store_reopen (fixture);
  g_assert_cmpint (ingot_store_get_set_aside (fixture->store, NULL), ==, INGOT_SET_ASIDE_NONE);
  g_object_unref (ingot_test_store_load_only_conversation (fixture));
}

/* Opens what lies there: it must be moved aside with every byte that it had. Returns: where to */
static char *
open_set_aside (StoreFixture *fixture, IngotSetAside why)
{
  g_autofree char *database = path_in (fixture, "ingot.db");
  g_autoptr(GBytes) before = read_file (database);
  g_autoptr(GBytes) after = NULL;
  const char *path = NULL;

  fixture->store = ingot_test_store_open (fixture->folder);
  g_assert_cmpint (ingot_store_get_set_aside (fixture->store, &path), ==, why);
  g_assert_true (g_str_has_prefix (path, database));
  g_assert_nonnull (strstr (path, why == INGOT_SET_ASIDE_NEWER ? ".newer-" : ".corrupt-"));
  after = read_file (path);
  g_assert_true (g_bytes_equal (before, after));
  return g_strdup (path);
}

static void
make_garbage (StoreFixture *fixture)
{
  g_autofree char *database = path_in (fixture, "ingot.db");
  guint8 garbage[5000];

  for (gsize i = 0; i < sizeof garbage; i++)
    garbage[i] = (guint8) (i * 7 + i / 256);
  write_file (database, garbage, sizeof garbage);
}

static void
make_short_garbage (StoreFixture *fixture)
{
  g_autofree char *database = path_in (fixture, "ingot.db");

  write_file (database, "hello", 5);
}

static void
truncate_to_half (StoreFixture *fixture)
{
  g_autofree char *database = path_in (fixture, "ingot.db");
  g_autoptr(GBytes) bytes = read_file (database);

  write_file (database, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes) / 2 + 100);
}

static void
truncate_to_header (StoreFixture *fixture)
{
  g_autofree char *database = path_in (fixture, "ingot.db");
  g_autoptr(GBytes) bytes = read_file (database);

  write_file (database, g_bytes_get_data (bytes, NULL), 60);
}

/* Overwrites the root of @table, which any look at it meets. */
static void
damage_table (StoreFixture *fixture, const char *table)
{
  g_autofree char *database = path_in (fixture, "ingot.db");
  g_autofree char *sql = g_strdup_printf ("SELECT rootpage FROM sqlite_schema WHERE name = '%s'", table);
  g_autofree char *root = ingot_test_store_query (fixture->folder, sql);
  g_autofree char *page_size = ingot_test_store_query (fixture->folder, "PRAGMA page_size");
  gsize size = (gsize) g_ascii_strtoll (page_size, NULL, 10);
  gsize offset = size * (gsize) (g_ascii_strtoll (root, NULL, 10) - 1);
  g_autoptr(GBytes) bytes = read_file (database);
  gsize length;
  g_autofree char *data = g_memdup2 (g_bytes_get_data (bytes, &length), g_bytes_get_size (bytes));

  g_assert_cmpuint (offset + size, <=, length);
  memset (data + offset, 0xee, size);
  write_file (database, data, length);
}

static void
damage_conversations (StoreFixture *fixture)
{
  damage_table (fixture, "conversation");
}

/* A writer that was killed leaves its log; then all of the file is looked at. */
static void
damage_turns_unclean (StoreFixture *fixture)
{
  g_autofree char *log = path_in (fixture, "ingot.db-wal");

  damage_table (fixture, "turn");
  write_file (log, "", 0);
}

static void
replace_by_foreign (StoreFixture *fixture)
{
  g_autofree char *database = path_in (fixture, "ingot.db");

  g_assert_cmpint (g_unlink (database), ==, 0);
  ingot_test_store_sql (fixture->folder, "CREATE TABLE music (song TEXT); INSERT INTO music VALUES ('la')");
}

static void
drop_table (StoreFixture *fixture)
{
  ingot_test_store_sql (fixture->folder, "DROP TABLE turn_part");
}

static void
test_corrupt (StoreFixture *fixture, gconstpointer data)
{
  void (*damage) (StoreFixture *fixture) = data;

  fill_and_close (fixture);
  damage (fixture);
  g_free (open_set_aside (fixture, INGOT_SET_ASIDE_CORRUPT));
  assert_begun_anew (fixture);
}

/* Twice within a second: neither takes the place of the other. */
static void
test_corrupt_twice (StoreFixture *fixture, gconstpointer unused)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr(GBytes) kept = NULL;

  ingot_test_store_close (&fixture->store);
  make_short_garbage (fixture);
  first = open_set_aside (fixture, INGOT_SET_ASIDE_CORRUPT);
  ingot_test_store_close (&fixture->store);
  make_garbage (fixture);
  second = open_set_aside (fixture, INGOT_SET_ASIDE_CORRUPT);
  g_assert_cmpstr (first, !=, second);
  kept = read_file (first);
  g_assert_cmpmem (g_bytes_get_data (kept, NULL), g_bytes_get_size (kept), "hello", 5);
}

/* Damage that a start does not meet: the start succeeds, the conversation does not, the next start acts. */
static void
test_late_corruption (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr(IngotConversation) conversation = NULL;
  g_autoptr(GError) error = NULL;
  gint64 id;

  fill_and_close (fixture);
  damage_table (fixture, "turn_position");
  fixture->store = ingot_test_store_open (fixture->folder);
  g_assert_cmpint (ingot_store_get_set_aside (fixture->store, NULL), ==, INGOT_SET_ASIDE_NONE);
  conversation = ingot_test_store_load_only_conversation (fixture);
  id = ingot_conversation_get_id (conversation);
  g_assert_false (ingot_test_await (ingot_store_load_turns (fixture->store, id), &error));
  g_assert_error (error, INGOT_ERROR, INGOT_ERROR_STORE);
  ingot_test_store_close (&fixture->store);
  g_free (open_set_aside (fixture, INGOT_SET_ASIDE_CORRUPT));
  assert_begun_anew (fixture);
}

static void
test_newer (StoreFixture *fixture, gconstpointer unused)
{
  fill_and_close (fixture);
  ingot_test_store_sql (fixture->folder, "PRAGMA user_version = 4711; CREATE TABLE wonder (x TEXT)");
  g_free (open_set_aside (fixture, INGOT_SET_ASIDE_NEWER));
  assert_begun_anew (fixture);
}

static void
copy_file (StoreFixture *from, StoreFixture *to, const char *name)
{
  g_autofree char *source = path_in (from, name);
  g_autofree char *target = path_in (to, name);
  g_autoptr(GBytes) bytes = read_file (source);

  write_file (target, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* A newer Ingot was killed: its log holds what its file does not, and both are kept as they are. */
static void
test_newer_unclean (StoreFixture *fixture, gconstpointer unused)
{
  g_autofree char *folder = ingot_test_make_folder ();
  StoreFixture copy = { folder, NULL };
  g_autofree char *log = path_in (&copy, "ingot.db-wal");
  g_autofree char *aside = NULL;
  g_autofree char *aside_log = NULL;
  g_autoptr(GBytes) before = NULL;
  g_autoptr(GBytes) after = NULL;

  ingot_test_store_sql (fixture->folder, "PRAGMA user_version = 4711");
  ingot_test_store_add_conversation (fixture);
  copy_file (fixture, &copy, "ingot.db");
  copy_file (fixture, &copy, "ingot.db-wal");
  before = read_file (log);
  g_assert_cmpuint (g_bytes_get_size (before), >, 0);
  aside = open_set_aside (&copy, INGOT_SET_ASIDE_NEWER);
  aside_log = g_strconcat (aside, "-wal", NULL);
  after = read_file (aside_log);
  g_assert_true (g_bytes_equal (before, after));
  assert_begun_anew (&copy);
  ingot_test_store_close (&copy.store);
  ingot_test_remove_folder (folder);

  /* So that this store can be opened again when the test is over. */
  ingot_test_store_sql (fixture->folder, "PRAGMA user_version = 1");
}

static void
test_empty_file (StoreFixture *fixture, gconstpointer unused)
{
  g_autofree char *database = path_in (fixture, "ingot.db");

  fill_and_close (fixture);
  write_file (database, "", 0);
  fixture->store = ingot_test_store_open (fixture->folder);
  assert_begun_anew (fixture);
}

static void
test_lock_here (StoreFixture *fixture, gconstpointer unused)
{
  assert_open_fails (fixture->folder, INGOT_ERROR_STORE_IN_USE);
  /* That attempt took nothing away from the one that has the lock. */
  assert_open_fails (fixture->folder, INGOT_ERROR_STORE_IN_USE);
  ingot_test_store_add_conversation (fixture);
  ingot_test_store_reopen (fixture);
  g_object_unref (ingot_test_store_load_only_conversation (fixture));
}

static void
assert_mode (const char *path, guint mode)
{
  GStatBuf status;

  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmphex (status.st_mode & 0777, ==, mode);
}

static void
test_permissions (StoreFixture *fixture, gconstpointer unused)
{
  g_autofree char *folder = path_in (fixture, "a");
  g_autofree char *nested = g_build_filename (folder, "b", NULL);
  StoreFixture inner = { nested, NULL };
  mode_t old = umask (0);

  inner.store = ingot_test_store_open (nested);
  ingot_test_store_add_conversation (&inner);
  umask (old);
  assert_mode (folder, 0700);
  assert_mode (nested, 0700);
  for (int i = 0; i < 4; i++)
    {
      const char *names[] = { "ingot.db", "ingot.db-wal", "ingot.db-shm", "ingot.db.lock" };
      g_autofree char *path = g_build_filename (nested, names[i], NULL);

      assert_mode (path, 0600);
    }
  ingot_test_store_close (&inner.store);
}

/* Nothing can be written there, for root neither. */
static void
test_no_folder (StoreFixture *fixture, gconstpointer unused)
{
  g_autofree char *file = path_in (fixture, "file");
  g_autofree char *below = g_build_filename (file, "data", NULL);
  g_autofree char *taken = path_in (fixture, "taken");
  g_autofree char *database = g_build_filename (taken, "ingot.db", NULL);

  write_file (file, "x", 1);
  assert_open_fails (file, INGOT_ERROR_STORE);
  assert_open_fails (below, INGOT_ERROR_STORE);
  assert_open_fails ("/proc/self", INGOT_ERROR_STORE);
  assert_open_fails ("/proc/ingot", INGOT_ERROR_STORE);
  g_assert_cmpint (g_mkdir_with_parents (database, 0700), ==, 0);
  assert_open_fails (taken, INGOT_ERROR_STORE);
}

static void
test_read_only_folder (StoreFixture *fixture, gconstpointer unused)
{
  g_autofree char *folder = path_in (fixture, "read-only");
  g_autofree char *database = g_build_filename (folder, "ingot.db", NULL);

  g_assert_cmpint (g_mkdir (folder, 0500), ==, 0);
  /* Root writes wherever it likes; then a folder that is not writable is one that works. */
  if (g_access (folder, W_OK) == 0)
    {
      g_autoptr(IngotStore) store = ingot_test_store_open (folder);

      ingot_test_store_close (&store);
    }
  else
    assert_open_fails (folder, INGOT_ERROR_STORE);
  g_assert_cmpint (g_chmod (folder, 0700), ==, 0);
}

static guint
append_until_full (StoreFixture *fixture, gint64 reply, const char *part)
{
  for (guint n = 0;; n++)
    {
      g_autoptr(GError) error = NULL;

      DexFuture *appending =
        ingot_store_append_part (fixture->store, reply, INGOT_PART_TEXT, part, strlen (part));

      if (!ingot_test_await (appending, &error))
        {
          g_assert_error (error, INGOT_ERROR, INGOT_ERROR_STORE);
          return n;
        }
    }
}

/* No file may grow, as on a full disk: what was acknowledged stays, and it goes on when there is room. */
static void
test_full_disk (StoreFixture *fixture, gconstpointer unused)
{
  gint64 conversation = ingot_test_store_add_conversation (fixture);
  gint64 reply = ingot_test_store_add_reply (fixture, conversation);
  g_autofree char *part = g_strnfill (1000, 'p');
  g_autoptr(IngotTurn) turn = NULL;
  struct rlimit old, limit;
  guint n;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &old), ==, 0);
  limit = old;
  limit.rlim_cur = 300000;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  n = append_until_full (fixture, reply, part);
  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (append_until_full (fixture, reply, part), ==, 0);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &old), ==, 0);

  ingot_test_await_success (ingot_store_append_part (fixture->store, reply, INGOT_PART_TEXT, part, 1000));
  ingot_test_store_reopen (fixture);
  g_assert_cmpint (ingot_store_get_set_aside (fixture->store, NULL), ==, INGOT_SET_ASIDE_NONE);
  turn = ingot_test_store_load_turn (fixture, conversation, 0, 1);
  g_assert_cmpuint (ingot_turn_get_text_length (turn), ==, (n + 1) * 1000);
}

#define ADD_DATA(path, function, data) \
  g_test_add (path, StoreFixture, data, ingot_test_store_set_up, function, ingot_test_store_tear_down)
#define ADD(path, function) ADD_DATA (path, function, NULL)

int
main (int argc, char **argv)
{
  ingot_test_init (&argc, &argv);
  ADD_DATA ("/store/files/garbage", test_corrupt, make_garbage);
  ADD_DATA ("/store/files/short-garbage", test_corrupt, make_short_garbage);
  ADD_DATA ("/store/files/truncated", test_corrupt, truncate_to_half);
  ADD_DATA ("/store/files/header-only", test_corrupt, truncate_to_header);
  ADD_DATA ("/store/files/damaged-conversations", test_corrupt, damage_conversations);
  ADD_DATA ("/store/files/damaged-unclean", test_corrupt, damage_turns_unclean);
  ADD_DATA ("/store/files/foreign", test_corrupt, replace_by_foreign);
  ADD_DATA ("/store/files/missing-table", test_corrupt, drop_table);
  ADD ("/store/files/corrupt-twice", test_corrupt_twice);
  ADD ("/store/files/late-corruption", test_late_corruption);
  ADD ("/store/files/newer", test_newer);
  ADD ("/store/files/newer-unclean", test_newer_unclean);
  ADD ("/store/files/empty", test_empty_file);
  ADD ("/store/files/lock-here", test_lock_here);
  ADD ("/store/files/permissions", test_permissions);
  ADD ("/store/files/no-folder", test_no_folder);
  ADD ("/store/files/read-only-folder", test_read_only_folder);
  ADD ("/store/files/full-disk", test_full_disk);
  return g_test_run ();
}
