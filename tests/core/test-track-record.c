/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include "base/ingot-error.h"
#include "ingot-test-store.h"

#define NAME "gpt-4o"
#define RESOURCE "Contoso"

typedef struct
{
  const char *name;
  const char *resource;
  IngotTurnState state;
  gint64 first_token_us;
  gint64 total_us;
  gint64 tokens;
} Reply;

static gint64
add_reply (StoreFixture *fixture, gint64 conversation, const Reply *reply, const IngotFacts *more)
{
  g_autoptr(IngotTurn) turn = ingot_turn_new_reply (reply->name, reply->resource);
  g_autoptr(IngotFacts) facts = more != NULL ? ingot_facts_copy (more) : ingot_facts_new ();

  facts->first_token_us = reply->first_token_us;
  facts->total_us = reply->total_us;
  facts->completion_tokens = reply->tokens;
  ingot_turn_set_facts (turn, facts);
  if (reply->state == INGOT_TURN_FAILED)
    {
      g_autoptr(IngotFailure) failure = ingot_failure_new (INGOT_ERROR_RATE_LIMIT);

      ingot_turn_finish (turn, INGOT_TURN_FAILED, failure);
    }
  else if (reply->state != INGOT_TURN_WRITING)
    ingot_turn_finish (turn, reply->state, NULL);
  ingot_test_await_success (ingot_store_add_turn (fixture->store, conversation, turn));
  return ingot_turn_get_created (turn);
}

static IngotTrackRecord *
load (StoreFixture *fixture, const char *name, const char *resource)
{
  g_autoptr(GError) error = NULL;
  IngotTrackRecord *record =
    ingot_test_await_object (ingot_store_load_track_record (fixture->store, name, resource), &error);

  g_assert_no_error (error);
  g_assert_true (ingot_track_record_get_loaded (record));
  return record;
}

static void
assert_unknown (const IngotTrackFacts *facts)
{
  g_assert_cmpuint (facts->n_replies, ==, 0);
  g_assert_cmpfloat (facts->first_token_ms, ==, -1);
  g_assert_cmpfloat (facts->tokens_per_second, ==, -1);
  g_assert_cmpint (facts->headroom_at, ==, 0);
  g_assert_cmpint (facts->tokens_left, ==, -1);
  g_assert_cmpint (facts->tokens_limit, ==, -1);
  g_assert_cmpint (facts->requests_left, ==, -1);
  g_assert_cmpint (facts->requests_limit, ==, -1);
}

/* Nobody asked it anything: unknown is not zero. */
static void
test_none (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr(IngotTrackRecord) fresh = ingot_track_record_new ();
  g_autoptr(IngotTrackRecord) record = load (fixture, NAME, RESOURCE);

  assert_unknown (ingot_track_record_get_facts (fresh));
  g_assert_false (ingot_track_record_get_loaded (fresh));
  assert_unknown (ingot_track_record_get_facts (record));
}

/* The one in the middle, not the mean: one slow start says nothing about the others. Only its own replies count, and
 * only those that are over and did not fail; what is not known of one is left out of that median alone. */
static void
test_medians (StoreFixture *fixture, gconstpointer unused)
{
  static const Reply replies[] = {
    { NAME, RESOURCE, INGOT_TURN_COMPLETE, 300000, 1300000, 41 },       /* 40 a second */
    { NAME, RESOURCE, INGOT_TURN_STOPPED, 100000, 1100000, 21 },        /* 20 a second */
    { NAME, RESOURCE, INGOT_TURN_INTERRUPTED, 90000000, 91000000, -1 }, /* nobody counted */
    { NAME, RESOURCE, INGOT_TURN_COMPLETE, -1, 500000, 10 },            /* nothing but a tool call */
    { NAME, RESOURCE, INGOT_TURN_FAILED, 1, 2, 1000 },
    { NAME, RESOURCE, INGOT_TURN_WRITING, 1, 2, 1000 },
    { "gpt-4", RESOURCE, INGOT_TURN_COMPLETE, 1, 2, 1000 },
    { NAME, "Fabrikam", INGOT_TURN_COMPLETE, 1, 2, 1000 },
    { NAME, NULL, INGOT_TURN_COMPLETE, 700000, 1700000, 11 },
  };
  gint64 conversation = ingot_test_store_add_conversation (fixture);
  g_autoptr(IngotTrackRecord) record = NULL;
  g_autoptr(IngotTrackRecord) nameless = NULL;
  const IngotTrackFacts *facts;

  for (gsize i = 0; i < G_N_ELEMENTS (replies); i++)
    add_reply (fixture, conversation, &replies[i], NULL);
  record = load (fixture, NAME, RESOURCE);
  facts = ingot_track_record_get_facts (record);
  g_assert_cmpuint (facts->n_replies, ==, 4);
  g_assert_cmpfloat_with_epsilon (facts->first_token_ms, 300, 0.001);
  g_assert_cmpfloat_with_epsilon (facts->tokens_per_second, 30, 0.001);
  g_assert_cmpint (facts->headroom_at, ==, 0);
  nameless = load (fixture, NAME, NULL);
  g_assert_cmpuint (ingot_track_record_get_facts (nameless)->n_replies, ==, 1);
  g_assert_cmpfloat_with_epsilon (ingot_track_record_get_facts (nameless)->first_token_ms, 700, 0.001);
}

/* What it was like long ago is no news. */
static void
test_newest (StoreFixture *fixture, gconstpointer unused)
{
  static const Reply old = { NAME, RESOURCE, INGOT_TURN_COMPLETE, 9000000, 9100000, 3 };
  static const Reply new = { NAME, RESOURCE, INGOT_TURN_COMPLETE, 200000, 1200000, 101 };
  gint64 conversation = ingot_test_store_add_conversation (fixture);
  g_autoptr(IngotTrackRecord) record = NULL;

  for (int i = 0; i < 150; i++)
    add_reply (fixture, conversation, i < 50 ? &old : &new, NULL);
  record = load (fixture, NAME, RESOURCE);
  g_assert_cmpuint (ingot_track_record_get_facts (record)->n_replies, ==, 100);
  g_assert_cmpfloat_with_epsilon (ingot_track_record_get_facts (record)->first_token_ms, 200, 0.001);
  g_assert_cmpfloat_with_epsilon (ingot_track_record_get_facts (record)->tokens_per_second, 100, 0.001);
}

/* The last word on what is left may be a refusal; one that says nothing does not take it back. */
static void
test_headroom (StoreFixture *fixture, gconstpointer unused)
{
  static const Reply answer = { NAME, RESOURCE, INGOT_TURN_COMPLETE, 1000, 2000, 5 };
  static const Reply refusal = { NAME, RESOURCE, INGOT_TURN_FAILED, -1, 3000, -1 };
  gint64 conversation = ingot_test_store_add_conversation (fixture);
  g_autoptr(IngotFacts) said = ingot_facts_new ();
  g_autoptr(IngotTrackRecord) record = NULL;
  const IngotTrackFacts *facts;
  gint64 refused;

  said->remaining_tokens = 4000;
  said->limit_tokens = 50000;
  said->remaining_requests = 49;
  said->limit_requests = 50;
  add_reply (fixture, conversation, &answer, said);
  said->remaining_tokens = 0;
  said->remaining_requests = -1;
  refused = add_reply (fixture, conversation, &refusal, said);
  add_reply (fixture, conversation, &answer, NULL);
  record = load (fixture, NAME, RESOURCE);
  facts = ingot_track_record_get_facts (record);
  g_assert_cmpuint (facts->n_replies, ==, 2);
  g_assert_cmpint (facts->headroom_at, ==, refused + 3000);
  g_assert_cmpint (facts->tokens_left, ==, 0);
  g_assert_cmpint (facts->tokens_limit, ==, 50000);
  g_assert_cmpint (facts->requests_left, ==, -1);
  g_assert_cmpint (facts->requests_limit, ==, 50);
}

/* Facts that are no JSON, of a file that somebody wrote into, are facts that are not known. */
static void
test_damaged (StoreFixture *fixture, gconstpointer unused)
{
  static const Reply answer = { NAME, RESOURCE, INGOT_TURN_COMPLETE, 1000, 2000, 5 };
  gint64 conversation = ingot_test_store_add_conversation (fixture);
  g_autoptr(IngotTrackRecord) record = NULL;

  add_reply (fixture, conversation, &answer, NULL);
  ingot_test_store_sql (fixture->folder, "UPDATE turn SET facts = '{\"first_token_us\":', created = -5");
  record = load (fixture, NAME, RESOURCE);
  g_assert_cmpuint (ingot_track_record_get_facts (record)->n_replies, ==, 1);
  g_assert_cmpfloat (ingot_track_record_get_facts (record)->first_token_ms, ==, -1);
}

static void
fill (gpointer data)
{
  const IngotTrackFacts facts = { 3, 12.5, 40, 99, 1, 2, 3, 4 };

  ingot_track_record_fill (data, &facts);
}

/* Each property is told once, and what stays as it is is not told again. */
static void
test_properties (void)
{
  static const char *const names[] = { "n-replies", "first-token-ms", "tokens-per-second", "headroom-at", "tokens-left",
                                       "tokens-limit", "requests-left", "requests-limit", "loaded" };
  g_autoptr(IngotTrackRecord) shown = ingot_track_record_new ();
  double first_token, speed;
  gint64 at, numbers[4];
  guint n;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(IngotTrackRecord) record = ingot_track_record_new ();

      g_assert_cmpuint (ingot_test_count_notify (record, names[i], fill, record), ==, 1);
      g_assert_cmpuint (ingot_test_count_notify (record, names[i], fill, record), ==, 0);
    }
  fill (shown);
  g_object_get (shown, "n-replies", &n, "first-token-ms", &first_token, "tokens-per-second", &speed, "headroom-at", &at,
                "tokens-left", &numbers[0], "tokens-limit", &numbers[1], "requests-left", &numbers[2],
                "requests-limit", &numbers[3], NULL);
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpfloat (first_token, ==, 12.5);
  g_assert_cmpfloat (speed, ==, 40);
  g_assert_cmpint (at, ==, 99);
  for (int i = 0; i < 4; i++)
    g_assert_cmpint (numbers[i], ==, i + 1);
}

int
main (int argc, char **argv)
{
  static const struct { const char *path; void (*run) (StoreFixture *, gconstpointer); } tests[] = {
    { "/track-record/none", test_none },         { "/track-record/medians", test_medians },
    { "/track-record/newest", test_newest },     { "/track-record/headroom", test_headroom },
    { "/track-record/damaged", test_damaged },
  };

  ingot_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, StoreFixture, NULL, ingot_test_store_set_up, tests[i].run, ingot_test_store_tear_down);
  g_test_add_func ("/track-record/properties", test_properties);
  return g_test_run ();
}
