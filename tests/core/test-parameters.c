/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include "ingot-test.h"
#include "model/ingot-lessons.h"
#include "model/ingot-parameters.h"

static void
count_cb (IngotParameters *parameters, int parameter, int *counts)
{
  counts[parameter]++;
}

static void
test_unset_is_not_zero (void)
{
  IngotParameters *parameters = ingot_parameters_new ();

  g_assert_false (ingot_parameters_is_any_set (parameters));
  g_assert_null (ingot_parameters_to_json (parameters));
  g_assert_cmpfloat (ingot_parameters_get_number (parameters, INGOT_PARAMETER_TEMPERATURE), ==, 1);
  ingot_parameters_set_number (parameters, INGOT_PARAMETER_TEMPERATURE, 0);
  g_assert_true (ingot_parameters_is_set (parameters, INGOT_PARAMETER_TEMPERATURE));
  ingot_parameters_reset (parameters, INGOT_PARAMETER_TEMPERATURE);
  g_assert_false (ingot_parameters_is_any_set (parameters));
  g_assert_finalize_object (parameters);
}

static void
test_changes (void)
{
  g_autoptr(IngotParameters) parameters = ingot_parameters_new ();
  int counts[INGOT_N_PARAMETERS] = { 0 };

  g_signal_connect (parameters, "changed", G_CALLBACK (count_cb), counts);
  ingot_parameters_set_number (parameters, INGOT_PARAMETER_TOP_P, 0.1 + 0.2);
  ingot_parameters_set_number (parameters, INGOT_PARAMETER_TOP_P, 0.3);
  g_assert_cmpint (counts[INGOT_PARAMETER_TOP_P], ==, 1);
  g_assert_cmpfloat (ingot_parameters_get_number (parameters, INGOT_PARAMETER_TOP_P), ==, 0.3);
  ingot_parameters_set_number (parameters, INGOT_PARAMETER_TOP_P, 7);
  g_assert_cmpfloat (ingot_parameters_get_number (parameters, INGOT_PARAMETER_TOP_P), ==, 1);
  ingot_parameters_set_text (parameters, INGOT_PARAMETER_REASONING_EFFORT, "huge");
  g_assert_cmpint (counts[INGOT_PARAMETER_REASONING_EFFORT], ==, 0);
  ingot_parameters_set_text (parameters, INGOT_PARAMETER_REASONING_EFFORT, "low");
  ingot_parameters_set_text (parameters, INGOT_PARAMETER_REASONING_EFFORT, "");
  g_assert_cmpint (counts[INGOT_PARAMETER_REASONING_EFFORT], ==, 2);
}

static void
test_json (void)
{
  g_autoptr(IngotParameters) parameters = ingot_parameters_new ();
  g_autoptr(IngotParameters) back = ingot_parameters_new ();
  g_autofree char *json = NULL;
  g_autofree char *again = NULL;

  ingot_parameters_set_system_prompt (parameters, "Answer in \"one\" line.");
  ingot_parameters_set_number (parameters, INGOT_PARAMETER_MAX_TOKENS, 512.4);
  ingot_parameters_set_text (parameters, INGOT_PARAMETER_STOP, "END\n###");
  ingot_parameters_set_text (parameters, INGOT_PARAMETER_FORMAT, "json_object");
  json = ingot_parameters_to_json (parameters);
  g_assert_cmpstr (json, ==, "{\"system_prompt\":\"Answer in \\\"one\\\" line.\",\"max_tokens\":512,"
                             "\"stop\":\"END\\n###\",\"response_format\":\"json_object\"}");
  ingot_parameters_read_json (back, json);
  again = ingot_parameters_to_json (back);
  g_assert_cmpstr (again, ==, json);
}

static void
test_odd_json (void)
{
  static const char *const odd[] = {
    NULL, "", "{", "[]", "{\"temperature\":\"hot\",\"stop\":7,\"system_prompt\":[],\"seed\":{},\"top_p\":null}",
    "{\"reasoning_effort\":\"huge\"}", "{\"response_format\":{\"type\":\"json_object\"}}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autoptr(IngotParameters) parameters = ingot_parameters_new ();
      g_autoptr(IngotLessons) lessons = ingot_lessons_new ();

      ingot_parameters_read_json (parameters, odd[i]);
      ingot_lessons_read_json (lessons, odd[i]);
      g_assert_false (ingot_parameters_is_any_set (parameters));
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (lessons)), ==, 0);
    }
}

static void
test_lessons (void)
{
  IngotLessons *lessons = ingot_lessons_new ();
  g_autoptr(IngotLessons) back = ingot_lessons_new ();
  g_autofree char *json = NULL;

  g_assert_null (ingot_lessons_to_json (lessons));
  ingot_lessons_add (lessons, "max_tokens", NULL, NULL);
  ingot_lessons_add (lessons, "temperature", NULL, "Unsupported value");
  ingot_lessons_add (lessons, "max_tokens", "max_completion_tokens", "Use the other");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (lessons)), ==, 2);
  json = ingot_lessons_to_json (lessons);
  ingot_lessons_read_json (back, json);
  g_assert_cmpstr (ingot_lesson_get_replacement (ingot_lessons_find (back, "max_tokens")), ==,
                   "max_completion_tokens");
  g_assert_null (ingot_lesson_get_replacement (ingot_lessons_find (back, "temperature")));
  ingot_lessons_forget (lessons, "temperature");
  ingot_lessons_forget (lessons, "temperature");
  g_assert_null (ingot_lessons_find (lessons, "temperature"));
  g_assert_finalize_object (lessons);
}

int
main (int argc, char **argv)
{
  ingot_test_init (&argc, &argv);
  g_test_add_func ("/parameters/unset-is-not-zero", test_unset_is_not_zero);
  g_test_add_func ("/parameters/changes", test_changes);
  g_test_add_func ("/parameters/json", test_json);
  g_test_add_func ("/parameters/odd-json", test_odd_json);
  g_test_add_func ("/lessons", test_lessons);
  return g_test_run ();
}
