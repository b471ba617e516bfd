/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-store"
#include "config.h"

#include "ingot-statement.h"
#include "ingot-track-rows.h"

struct _IngotTrackRow
{
  char *deployment_name;
  char *resource_name;
};

/* What the rows come to. */
typedef struct
{
  IngotTrackFacts facts;
  GArray *first_tokens; /* of double */
  GArray *speeds;
} Tally;

IngotTrackRow *
ingot_track_row_new (const char *deployment_name, const char *resource_name)
{
  IngotTrackRow *row = g_new0 (IngotTrackRow, 1);

  row->deployment_name = g_strdup (deployment_name);
  row->resource_name = g_strdup (resource_name);
  return row;
}

void
ingot_track_row_free (gpointer data)
{
  IngotTrackRow *row = data;

  g_free (row->deployment_name);
  g_free (row->resource_name);
  g_free (row);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* Of an even number, the mean of the two in the middle; -1 of none. */
static double
median (GArray *values)
{
  guint middle = values->len / 2;

  if (values->len == 0)
    return -1;
  g_array_sort (values, compare_doubles);
  if (values->len % 2 == 1)
    return g_array_index (values, double, middle);
  return (g_array_index (values, double, middle - 1) + g_array_index (values, double, middle)) / 2;
}

/* The rows come newest first, so that the first one that says what is left is the last word on it. */
static void
take_headroom (Tally *self, const IngotFacts *facts, gint64 created)
{
  if (self->facts.headroom_at != 0 || (facts->remaining_tokens < 0 && facts->remaining_requests < 0))
    return;
  self->facts.headroom_at = created + MAX (facts->total_us, 0);
  self->facts.tokens_left = facts->remaining_tokens;
  self->facts.tokens_limit = facts->limit_tokens;
  self->facts.requests_left = facts->remaining_requests;
  self->facts.requests_limit = facts->limit_requests;
}

static void
take_times (Tally *self, const IngotFacts *facts)
{
  double first_token = (double) facts->first_token_us / 1000;
  double speed = ingot_facts_get_speed (facts);

  self->facts.n_replies++;
  if (facts->first_token_us >= 0)
    g_array_append_val (self->first_tokens, first_token);
  if (speed >= 0)
    g_array_append_val (self->speeds, speed);
}

/* One that failed tells nothing of how fast replies are, but its refusal says what is left. */
static void
take_row (Tally *self, IngotStatement *statement)
{
  g_autofree char *json = ingot_statement_dup_text (statement, 0);
  g_autoptr(IngotFacts) facts = ingot_facts_from_json (json);

  take_headroom (self, facts, MAX (ingot_statement_get_int (statement, 1), 0));
  if (ingot_statement_get_int (statement, 2) != INGOT_TURN_FAILED)
    take_times (self, facts);
}

/* The condition on the role is that of the index turn_deployment, to the letter. */
static gboolean
take_rows (IngotDatabase *db, const IngotTrackRow *row, Tally *tally, GError **error)
{
  g_autoptr(IngotStatement) statement =
    ingot_statement_new (db, "SELECT facts, created, state FROM turn"
                             " WHERE role = 2 AND deployment_name = ?1 AND resource_name IS ?2 AND state <> 1"
                             " ORDER BY id DESC LIMIT 100", error);
  gboolean is_row;

  if (statement == NULL)
    return FALSE;
  ingot_statement_bind_text (statement, 1, row->deployment_name, -1);
  ingot_statement_bind_text (statement, 2, row->resource_name, -1);
  while (ingot_statement_step (statement, db, &is_row, error))
    {
      if (!is_row)
        return TRUE;
      take_row (tally, statement);
    }
  return FALSE;
}

gboolean
ingot_track_rows_load (IngotDatabase *db, gpointer data, IngotOutcome *outcome, GError **error)
{
  g_autoptr(GArray) first_tokens = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(GArray) speeds = g_array_new (FALSE, FALSE, sizeof (double));
  Tally tally = { INGOT_TRACK_FACTS_UNKNOWN, first_tokens, speeds };
  IngotTrackRecord *record;

  if (!take_rows (db, data, &tally, error))
    return FALSE;
  tally.facts.first_token_ms = median (first_tokens);
  tally.facts.tokens_per_second = median (speeds);
  record = ingot_track_record_new ();
  ingot_track_record_fill (record, &tally.facts);
  outcome->object = G_OBJECT (record);
  return TRUE;
}
