/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include <string.h>

#include "ingot-test-store.h"

/*
 * Writes replies into the store in the folder that it is given, as fast as that
 * goes, until somebody kills it. The trace on standard error tells what was
 * acknowledged. Part n of a reply is the number n and a space.
 */

#define PARTS_PER_REPLY 400
#define WINDOW 8 /* parts that are under way at once, as in comparisons */

static void
write_parts (IngotStore *store, IngotTurn *reply)
{
  DexFuture *under_way[WINDOW] = { NULL };

  for (int i = 0; i < PARTS_PER_REPLY; i++)
    {
      DexFuture **slot = &under_way[i % WINDOW];
      g_autofree char *text = g_strdup_printf ("%d ", i);

      if (*slot != NULL)
        ingot_test_await_success (g_steal_pointer (slot));
      *slot = ingot_store_append_part (store, ingot_turn_get_id (reply), INGOT_PART_TEXT,
                                       text, strlen (text));
      ingot_turn_append (reply, text);
    }
  for (int i = 0; i < WINDOW; i++)
    ingot_test_await_success (under_way[i]);
}

static void
write_reply (IngotStore *store, gint64 conversation)
{
  g_autoptr(IngotTurn) question = ingot_turn_new_user (HARD_TEXT);
  g_autoptr(IngotTurn) reply = ingot_turn_new_reply ("deployment", "resource");

  ingot_test_await_success (ingot_store_add_turn (store, conversation, question));
  ingot_test_await_success (ingot_store_add_turn (store, conversation, reply));
  write_parts (store, reply);
  ingot_turn_finish (reply, INGOT_TURN_COMPLETE, NULL);
  ingot_test_await_success (ingot_store_finish_turn (store, reply));
}

int
main (int argc, char **argv)
{
  g_autoptr(IngotStore) store = NULL;
  g_autoptr(IngotConversation) conversation = NULL;

  dex_init ();
  g_log_writer_default_set_use_stderr (TRUE);
  store = ingot_test_store_open (argv[1]);
  conversation = ingot_conversation_new ();
  ingot_test_await_success (ingot_store_save_conversation (store, conversation));
  while (TRUE)
    write_reply (store, ingot_conversation_get_id (conversation));
}
