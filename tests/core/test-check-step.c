/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ingot-test.h"
#include "model/ingot-check-step.h"

static void
pass (gpointer step)
{
  ingot_check_step_set (step, INGOT_CHECK_PASSED, "It is there", 1200);
}

static void
test_notify (void)
{
  static const char *const properties[] = { "state", "detail", "duration-us" };

  for (gsize i = 0; i < G_N_ELEMENTS (properties); i++)
    {
      g_autoptr(IngotCheckStep) step = ingot_check_step_new (INGOT_CHECK_NAME);

      g_assert_cmpuint (ingot_test_count_notify (step, properties[i], pass, step), ==, 1);
      g_assert_cmpuint (ingot_test_count_notify (step, properties[i], pass, step), ==, 0);
    }
}

static void
test_properties (void)
{
  g_autoptr(IngotCheckStep) step = ingot_check_step_new (INGOT_CHECK_ROLE);
  g_autofree char *title = NULL;
  g_autofree char *detail = NULL;
  gint64 duration;
  int kind, state;

  g_assert_cmpint (ingot_check_step_get_duration (step), ==, -1);
  g_assert_null (ingot_check_step_get_detail (step));
  pass (step);
  g_object_get (step, "kind", &kind, "title", &title, "state", &state, "detail", &detail, "duration-us", &duration,
                NULL);
  g_assert_cmpint (kind, ==, INGOT_CHECK_ROLE);
  g_assert_cmpint (state, ==, INGOT_CHECK_PASSED);
  g_assert_cmpstr (title, ==, "Role and Access");
  g_assert_cmpstr (detail, ==, "It is there");
  g_assert_cmpint (duration, ==, 1200);
  g_assert_finalize_object (g_steal_pointer (&step));
}

/* Each step, and each state, has words of its own. */
static void
test_words (void)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < INGOT_CHECK_N_KINDS; i++)
    {
      g_autoptr(IngotCheckStep) step = ingot_check_step_new ((IngotCheckKind) i);

      g_assert_true (g_hash_table_add (seen, (char *) ingot_check_step_get_title (step)));
    }
  for (int state = INGOT_CHECK_WAITING; state <= INGOT_CHECK_SKIPPED; state++)
    g_assert_true (g_hash_table_add (seen, (char *) ingot_check_state_get_title ((IngotCheckState) state)));
}

/* What names no layer is about the answer. */
static void
test_layers (void)
{
  static const struct { IngotError code; IngotCheckKind kind; } layers[] = {
    { INGOT_ERROR_NO_HOST, INGOT_CHECK_NAME },
    { INGOT_ERROR_ADDRESS, INGOT_CHECK_CONNECTION },
    { INGOT_ERROR_CERTIFICATE_DATE, INGOT_CHECK_SECURITY },
    { INGOT_ERROR_KEYRING_LOCKED, INGOT_CHECK_SIGN_IN },
    { INGOT_ERROR_SCOPE, INGOT_CHECK_AUDIENCE },
    { INGOT_ERROR_NETWORK_RULES, INGOT_CHECK_ROLE },
    { INGOT_ERROR_REDIRECT, INGOT_CHECK_PATH },
    { INGOT_ERROR_API_VERSION, INGOT_CHECK_API_VERSION },
    { INGOT_ERROR_NO_DEPLOYMENT, INGOT_CHECK_DEPLOYMENT },
    { INGOT_ERROR_FAILED, INGOT_CHECK_ANSWER },
    { INGOT_ERROR_FILTERED, INGOT_CHECK_ANSWER },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (layers); i++)
    g_assert_cmpint (ingot_check_kind_of_error (layers[i].code), ==, layers[i].kind);
}

int
main (int argc, char *argv[])
{
  ingot_test_init (&argc, &argv);
  g_test_add_func ("/check-step/notify", test_notify);
  g_test_add_func ("/check-step/properties", test_properties);
  g_test_add_func ("/check-step/words", test_words);
  g_test_add_func ("/check-step/layers", test_layers);
  return g_test_run ();
}
