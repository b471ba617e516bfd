/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ingot-test.h"
#include "model/ingot-turn.h"

static void
append_hello (gpointer turn)
{
  ingot_turn_append (turn, "Hello");
}

static void
append_nothing (gpointer turn)
{
  ingot_turn_append (turn, "");
}

static void
test_growing (void)
{
  IngotTurn *turn = ingot_turn_new_reply ("gpt-4o", "Contoso");

  g_assert_cmpint (ingot_turn_get_role (turn), ==, INGOT_ROLE_ASSISTANT);
  g_assert_cmpint (ingot_turn_get_state (turn), ==, INGOT_TURN_WRITING);
  g_assert_cmpint (ingot_turn_get_created (turn), >, 0);
  g_assert_cmpstr (ingot_turn_get_text (turn), ==, "");
  g_assert_cmpuint (ingot_test_count_notify (turn, "text", append_hello, turn), ==, 1);
  g_assert_cmpuint (ingot_test_count_notify (turn, "text", append_nothing, turn), ==, 0);
  ingot_turn_append (turn, " 안녕");
  ingot_turn_append_reasoning (turn, "hm");
  g_assert_cmpstr (ingot_turn_get_text (turn), ==, "Hello 안녕");
  g_assert_cmpuint (ingot_turn_get_text_length (turn), ==, strlen ("Hello 안녕"));
  g_assert_cmpstr (ingot_turn_get_reasoning (turn), ==, "hm");
  g_assert_finalize_object (turn);
}

static void
test_finishing (void)
{
  g_autoptr(IngotFailure) failure = ingot_failure_new (INGOT_ERROR_RATE_LIMIT);
  IngotTurn *turn = ingot_turn_new_reply ("gpt-4o", NULL);

  ingot_turn_finish (turn, INGOT_TURN_FAILED, failure);
  g_assert_cmpint (ingot_turn_get_state (turn), ==, INGOT_TURN_FAILED);
  g_assert_cmpint (ingot_turn_get_failure (turn)->code, ==, INGOT_ERROR_RATE_LIMIT);
  g_assert_true (ingot_turn_get_failure (turn) != failure);
  g_assert_finalize_object (turn);
}

static void
test_grown_after_end (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr(IngotTurn) turn = ingot_turn_new_user ("Done");

      ingot_turn_append (turn, "more");
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*INGOT_TURN_WRITING*");
}

static void
test_facts (void)
{
  g_autoptr(IngotFacts) facts = ingot_facts_new ();
  g_autoptr(IngotFacts) back = NULL;
  g_autofree char *json = NULL;

  g_assert_cmpfloat (ingot_facts_get_speed (facts), ==, -1);
  facts->model = g_strdup ("gpt-4o-2024-11-20");
  facts->first_token_us = 500000;
  facts->total_us = 2500000;
  facts->completion_tokens = 201;
  facts->cached_tokens = 0;
  g_assert_cmpfloat (ingot_facts_get_speed (facts), ==, 100);

  json = ingot_facts_to_json (facts);
  back = ingot_facts_from_json (json);
  g_assert_cmpstr (back->model, ==, "gpt-4o-2024-11-20");
  g_assert_null (back->region);
  g_assert_cmpint (back->cached_tokens, ==, 0);
  g_assert_cmpint (back->prompt_tokens, ==, -1);
  g_assert_cmpint (back->completion_tokens, ==, 201);
}

static void
test_odd_json (void)
{
  static const char *const odd[] = { NULL, "", "{", "[]", "null", "7", "{\"unknown\":{}}" };

  for (gsize i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autoptr(IngotFacts) facts = ingot_facts_from_json (odd[i]);
      g_autoptr(IngotFailure) failure = ingot_failure_from_json (odd[i]);

      g_assert_cmpint (facts->prompt_tokens, ==, -1);
      g_assert_true (failure == NULL || failure->code == INGOT_ERROR_FAILED);
    }
}

/* Each code has sentences of its own, and none shows a placeholder. The last code stands here. */
static void
test_sentences (void)
{
  g_autoptr(GHashTable) headlines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) known_advice = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int code = INGOT_ERROR_FAILED; code <= INGOT_ERROR_CERTIFICATE_DATE; code++)
    {
      g_autoptr(IngotFailure) failure = ingot_failure_new (code);
      char *headline = ingot_failure_dup_headline (failure);
      char *advice = ingot_failure_dup_advice (failure);

      g_test_message ("%d: %s. %s", code, headline, advice);
      g_assert_null (strchr (headline, '%'));
      g_assert_null (strchr (advice, '%'));
      g_assert_true (g_str_has_suffix (advice, "."));
      g_assert_true (g_hash_table_add (headlines, headline));
      g_assert_true (g_hash_table_add (known_advice, advice));
    }
}

/* What another library reports is the request's failure, in that library's own words. */
static void
test_foreign_error (void)
{
  g_autoptr(GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "Broken pipe");
  g_autoptr(IngotFailure) failure = ingot_failure_new_from_error (error);
  g_autofree char *headline = ingot_failure_dup_headline (failure);

  g_assert_cmpint (failure->code, ==, INGOT_ERROR_FAILED);
  g_assert_cmpstr (headline, ==, "The request failed");
  g_assert_cmpstr (failure->service_text, ==, "Broken pipe");
}

static void
test_sentence_names_what_was_asked (void)
{
  g_autoptr(IngotFailure) failure = ingot_failure_new (INGOT_ERROR_NO_DEPLOYMENT);
  g_autofree char *json = NULL;
  g_autoptr(IngotFailure) back = NULL;
  g_autofree char *advice = NULL;

  failure->deployment = g_strdup ("mistral-larg%s");
  failure->service_text = g_strdup ("Unknown model");
  failure->status = 404;
  json = ingot_failure_to_json (failure);
  back = ingot_failure_from_json (json);
  advice = ingot_failure_dup_advice (back);
  g_assert_nonnull (strstr (advice, "“mistral-larg%s”"));
  g_assert_cmpint (back->status, ==, 404);
  g_assert_cmpstr (back->service_text, ==, "Unknown model");
  g_assert_null (back->request_id);
}

int
main (int argc, char **argv)
{
  ingot_test_init (&argc, &argv);
  g_test_add_func ("/turn/growing", test_growing);
  g_test_add_func ("/turn/finishing", test_finishing);
  g_test_add_func ("/turn/grown-after-end", test_grown_after_end);
  g_test_add_func ("/facts/round-trip", test_facts);
  g_test_add_func ("/facts/odd-json", test_odd_json);
  g_test_add_func ("/failure/sentences", test_sentences);
  g_test_add_func ("/failure/foreign-error", test_foreign_error);
  g_test_add_func ("/failure/names-what-was-asked", test_sentence_names_what_was_asked);
  return g_test_run ();
}
