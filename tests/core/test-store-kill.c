/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/ingot-error.h"
#include "ingot-test-store.h"

#define N_KILLS 20

static const char *writer;

/* What the trace says of one turn. */
typedef struct
{
  gint64 conversation;
  gint64 bytes;
  gboolean reply;
  gboolean finished;
} Acknowledged;

static Acknowledged *
get_turn (GHashTable *turns, gint64 id)
{
  Acknowledged *turn = g_hash_table_lookup (turns, &id);

  if (turn == NULL)
    {
      turn = g_new0 (Acknowledged, 1);
      g_hash_table_insert (turns, g_memdup2 (&id, sizeof id), turn);
    }
  return turn;
}

static void
read_line (GHashTable *turns, const char *line)
{
  const char *trace = strstr (line, "acknowledged turn ");
  long turn, conversation, bytes, total;
  unsigned seq;
  int kind, state;

  if (trace == NULL)
    return;
  if (sscanf (trace, "acknowledged turn %ld added to conversation %ld bytes %ld",
              &turn, &conversation, &bytes) == 3)
    {
      get_turn (turns, turn)->conversation = conversation;
      get_turn (turns, turn)->bytes = bytes;
      get_turn (turns, turn)->reply = bytes == 0;
    }
  else if (sscanf (trace, "acknowledged turn %ld part %u kind %d bytes %ld total %ld",
                   &turn, &seq, &kind, &bytes, &total) == 5)
    get_turn (turns, turn)->bytes = total;
  else if (sscanf (trace, "acknowledged turn %ld finished state %d bytes %ld", &turn, &state, &bytes) == 3)
    {
      g_assert_cmpint (get_turn (turns, turn)->bytes, ==, bytes);
      get_turn (turns, turn)->finished = TRUE;
    }
  else
    g_error ("Not understood: %s", trace);
}

static GSubprocess *
start_writer (const char *folder)
{
  g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr(GError) error = NULL;
  GSubprocess *process;

  g_subprocess_launcher_setenv (launcher, "G_MESSAGES_DEBUG", "ingot-store", TRUE);
  process = g_subprocess_launcher_spawn (launcher, &error, writer, folder, NULL);
  g_assert_no_error (error);
  return process;
}

/* Adds what comes next. Returns: FALSE at the end */
static gboolean
read_trace (GSubprocess *process, GString *trace, guint *n_lines)
{
  g_autoptr(GError) error = NULL;
  char buffer[4096];
  GInputStream *pipe = g_subprocess_get_stderr_pipe (process);
  gssize n = g_input_stream_read (pipe, buffer, sizeof buffer, NULL, &error);

  g_assert_no_error (error);
  g_string_append_len (trace, buffer, n);
  for (gssize i = 0; i < n; i++)
    *n_lines += buffer[i] == '\n';
  return n > 0;
}

static void
kill_writer (GSubprocess *process)
{
  g_autoptr(GError) error = NULL;

  g_subprocess_force_exit (process);
  g_subprocess_wait (process, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_signaled (process));
}

/* Kills the writer after about @n_lines of trace. What it still wrote counts too. Returns: the lines read */
static guint
run_and_kill (const char *folder, guint n_lines, GHashTable *turns)
{
  g_autoptr(GSubprocess) process = start_writer (folder);
  g_autoptr(GString) trace = g_string_new (NULL);
  g_auto(GStrv) lines = NULL;
  guint n_read = 0;

  while (n_read < n_lines && read_trace (process, trace, &n_read))
    ;
  kill_writer (process);
  while (read_trace (process, trace, &n_read))
    ;
  lines = g_strsplit (trace->str, "\n", -1);
  /* What follows the last line end was cut by the kill: nobody can have read it. */
  for (guint i = 0; i < n_read; i++)
    read_line (turns, lines[i]);
  return n_read;
}

/* Numbers from 0 on, each with a space, from the first to the last that is whole. */
static void
assert_reply_text (const char *text)
{
  g_autoptr(GString) expected = g_string_new (NULL);

  for (int i = 0; expected->len < strlen (text); i++)
    g_string_append_printf (expected, "%d ", i);
  g_assert_cmpstr (text, ==, expected->str);
}

static void
assert_turn (IngotTurn *turn, GHashTable *turns, guint *n_found)
{
  gint64 id = ingot_turn_get_id (turn);
  Acknowledged *acknowledged = g_hash_table_lookup (turns, &id);

  /* What was committed but not said any more may be there as well. */
  if (acknowledged == NULL)
    return;
  (*n_found)++;
  g_assert_cmpint ((gint64) ingot_turn_get_text_length (turn), >=, acknowledged->bytes);
  if (!acknowledged->reply)
    {
      g_assert_cmpstr (ingot_turn_get_text (turn), ==, HARD_TEXT);
      return;
    }
  assert_reply_text (ingot_turn_get_text (turn));
  if (acknowledged->finished)
    g_assert_cmpint (ingot_turn_get_state (turn), ==, INGOT_TURN_COMPLETE);
  else
    g_assert_cmpint (ingot_turn_get_state (turn), !=, INGOT_TURN_WRITING);
}

/* Everything that was ever acknowledged, whatever came between. */
static void
assert_all_there (const char *folder, GHashTable *turns)
{
  StoreFixture fixture = { (char *) folder, ingot_test_store_open (folder) };
  g_autoptr(GListModel) conversations = NULL;
  guint n_found = 0;

  g_assert_cmpint (ingot_store_get_set_aside (fixture.store, NULL), ==, INGOT_SET_ASIDE_NONE);
  conversations = ingot_test_store_load_conversations (&fixture);
  for (guint i = 0; i < g_list_model_get_n_items (conversations); i++)
    {
      g_autoptr(IngotConversation) conversation = g_list_model_get_item (conversations, i);
      g_autoptr(GListModel) list =
        ingot_test_load (ingot_store_load_turns (fixture.store, ingot_conversation_get_id (conversation)));

      for (guint j = 0; j < g_list_model_get_n_items (list); j++)
        {
          g_autoptr(IngotTurn) turn = g_list_model_get_item (list, j);

          assert_turn (turn, turns, &n_found);
        }
    }
  g_assert_cmpuint (n_found, ==, g_hash_table_size (turns));
  ingot_test_store_close (&fixture.store);
}

static void
test_kill (void)
{
  g_autofree char *folder = ingot_test_make_folder ();
  g_autoptr(GHashTable) turns = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  guint n_lines = 0;

  for (int i = 0; i < N_KILLS; i++)
    {
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;

      /* Each fourth time at once, which is while the database is made or opened. */
      n_lines += run_and_kill (folder, i % 4 == 0 ? 0 : (guint) g_test_rand_int_range (1, 3000), turns);
      /* Looking at what the kill left behind tidies it up, so only every other time somebody looks. */
      if (i % 2 == 0)
        before = ingot_test_store_query (folder, "PRAGMA integrity_check");
      g_assert_cmpstr (i % 2 == 0 ? before : "ok", ==, "ok");
      assert_all_there (folder, turns);
      after = ingot_test_store_query (folder, "PRAGMA integrity_check");
      g_assert_cmpstr (after, ==, "ok");
    }
  g_test_message ("%u lines of trace, %u turns", n_lines, g_hash_table_size (turns));
  ingot_test_remove_folder (folder);
}

/* Another process writes: no second store, until it is gone, however it went. */
static void
test_lock (void)
{
  g_autofree char *folder = ingot_test_make_folder ();
  g_autoptr(GSubprocess) process = start_writer (folder);
  g_autoptr(GString) trace = g_string_new (NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(IngotStore) store = NULL;
  guint n_lines = 0;

  while (n_lines == 0)
    g_assert_true (read_trace (process, trace, &n_lines));
  g_assert_null (ingot_test_await_object (ingot_store_open (folder), &error));
  g_assert_error (error, INGOT_ERROR, INGOT_ERROR_STORE_IN_USE);

  kill_writer (process);
  store = ingot_test_store_open (folder);
  ingot_test_store_close (&store);
  ingot_test_remove_folder (folder);
}

int
main (int argc, char **argv)
{
  ingot_test_init (&argc, &argv);
  writer = argv[1];
  g_test_add_func ("/store/lock", test_lock);
  g_test_add_func ("/store/kill", test_kill);
  return g_test_run ();
}
