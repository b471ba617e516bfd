/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-bench"
#include "config.h"

#include "ingot-test-store.h"

#define N_CONVERSATIONS 100
#define N_TURNS 100 /* each */

/* fill-library FOLDER: makes a database of 10 000 turns there, as one has after a year. */

static DexFuture *
add_turn (IngotStore *store, gint64 conversation, guint n)
{
  g_autofree char *text = g_strdup_printf ("Question %u: how are records sorted so that equal ones keep their order?",
                                           n);
  g_autoptr(IngotTurn) turn = n % 2 == 0 ? ingot_turn_new_user (text)
                                         : ingot_turn_new_reply ("mistral-large", "Contoso");

  if (n % 2 == 1)
    {
      for (int i = 0; i < 16; i++)
        ingot_turn_append (turn, "A merge sort keeps equal records in the order in which they came. ");
      ingot_turn_finish (turn, INGOT_TURN_COMPLETE, NULL);
    }
  return ingot_store_add_turn (store, conversation, turn);
}

int
main (int argc, char **argv)
{
  StoreFixture fixture = { 0 };
  DexFuture *last = NULL;

  dex_init ();
  g_return_val_if_fail (argc == 2, 1);
  fixture.folder = argv[1];
  fixture.store = ingot_test_store_open (fixture.folder);
  for (int i = 0; i < N_CONVERSATIONS; i++)
    {
      gint64 conversation = ingot_test_store_add_conversation (&fixture);

      for (guint n = 0; n < N_TURNS; n++)
        {
          g_clear_pointer (&last, dex_unref);
          last = add_turn (fixture.store, conversation, n);
        }
    }
  ingot_test_await_success (last);
  ingot_test_store_close (&fixture.store);
  return 0;
}
