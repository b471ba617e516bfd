/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include "base/ingot-error.h"
#include "ingot-test.h"

static void
test_completed (void)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (ingot_test_await (dex_future_new_true (), &error));
  g_assert_no_error (error);
  g_assert_false (ingot_test_await (dex_future_new_reject (INGOT_ERROR, INGOT_ERROR_STORE, "no"), &error));
  g_assert_error (error, INGOT_ERROR, INGOT_ERROR_STORE);
}

static gpointer
resolve_elsewhere (gpointer data)
{
  g_autoptr(DexPromise) promise = data;

  dex_promise_resolve_object (promise, g_object_new (G_TYPE_OBJECT, NULL));
  return NULL;
}

/* Another thread resolves at any moment around the start of the loop: none may be missed. */
static void
test_other_thread (void)
{
  for (int i = 0; i < 500; i++)
    {
      DexPromise *promise = dex_promise_new ();
      GThread *thread = g_thread_new ("resolve", resolve_elsewhere, dex_ref (promise));
      g_autoptr(GError) error = NULL;
      g_autoptr(GObject) object = ingot_test_await_object (DEX_FUTURE (promise), &error);

      g_assert_no_error (error);
      g_assert_true (G_IS_OBJECT (object));
      g_thread_join (thread);
    }
}

int
main (int argc, char **argv)
{
  ingot_test_init (&argc, &argv);
  g_test_add_func ("/await/completed", test_completed);
  g_test_add_func ("/await/other-thread", test_other_thread);
  return g_test_run ();
}
