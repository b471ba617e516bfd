/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ingot-ui-test.h"
#include "model/ingot-conversation.h"
#include "shell/ingot-day-clock.h"
#include "shell/ingot-day-model.h"
#include "shell/ingot-days.h"

static gint64
to_time (const char *iso)
{
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr(GDateTime) time = g_date_time_new_from_iso8601 (iso, utc);

  return g_date_time_to_unix_usec (time);
}

static guint
to_day (const char *date)
{
  g_autofree char *iso = g_strconcat (date, "T12:00:00", NULL);

  return ingot_days_of_time (to_time (iso));
}

static void
test_sections (void)
{
  static const struct
  {
    const char *time, *today, *title, *brief;
  } cases[] = {
    { "2026-03-09T00:00:00", "2026-03-09", "Today", "00:00" },
    { "2026-03-09T23:59:59", "2026-03-09", "Today", "23:59" },
    { "2026-03-10T00:00:00", "2026-03-09", "Today", "00:00" },
    { "2026-03-08T23:59:59", "2026-03-09", "Yesterday", "Sun" },
    { "2026-03-08T00:00:00", "2026-03-09", "Yesterday", "Sun" },
    { "2026-03-07T23:59:59", "2026-03-09", "Previous 7 Days", "Sat" },
    { "2026-03-02T00:00:00", "2026-03-09", "Previous 7 Days", "Mon" },
    { "2026-03-01T23:59:59", "2026-03-09", "March", "1 Mar" },
    { "2026-02-28T00:00:00", "2026-03-09", "February", "28 Feb" },
    { "2026-02-28T00:00:00", "2026-03-01", "Yesterday", "Sat" },
    { "2025-12-31T23:59:59", "2026-01-01", "Yesterday", "Wed" },
    { "2025-12-24T23:59:59", "2026-01-01", "December 2025", "24 Dec" },
    { "2025-01-05T00:00:00", "2026-01-01", "January 2025", "5 Jan" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 time = to_time (cases[i].time);
      guint today = to_day (cases[i].today);
      g_autofree char *title = ingot_days_dup_section_title (time, today);
      g_autofree char *brief = ingot_days_dup_time (time, today);

      g_assert_cmpstr (title, ==, cases[i].title);
      g_assert_cmpstr (brief, ==, cases[i].brief);
    }
}

/* Every two times of two years: the later one is never in a later section, and months never share one. */
static void
test_order (void)
{
  guint today = to_day ("2026-11-23");
  guint last = 0;

  for (guint back = 0; back < 800; back++)
    {
      gint64 time = to_time ("2026-11-23T10:00:00") - back * G_TIME_SPAN_DAY;
      guint section = ingot_days_get_section (time, today);

      g_assert_cmpuint (section, >=, last);
      last = section;
    }
  /* 23 November 2026 less 799 days is in September 2024. */
  g_assert_cmpuint (last, ==, 3 + 26);
}

static IngotConversation *
make_conversation (const char *time)
{
  return ingot_conversation_restore (1, NULL, "A chat", "", 1, to_time (time));
}

static void
assert_section (IngotDayModel *model, guint position, guint start, guint end)
{
  guint found_start, found_end;

  gtk_section_model_get_section (GTK_SECTION_MODEL (model), position, &found_start, &found_end);
  g_assert_cmpuint (found_start, ==, start);
  g_assert_cmpuint (found_end, ==, end);
}

static GListStore *
make_store (void)
{
  static const char *const times[] = {
    "2026-03-09T11:00:00", "2026-03-09T10:00:00", "2026-03-08T10:00:00",
    "2026-03-05T10:00:00", "2026-03-04T10:00:00", "2026-01-01T10:00:00",
  };
  GListStore *store = g_list_store_new (INGOT_TYPE_CONVERSATION);

  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autoptr(IngotConversation) conversation = make_conversation (times[i]);

      g_list_store_append (store, conversation);
    }
  return store;
}

static void
test_model_sections (void)
{
  g_autoptr(GListStore) store = make_store ();
  g_autoptr(IngotDayModel) model = ingot_day_model_new ();

  assert_section (model, 0, 0, G_MAXUINT);
  g_object_set (model, "model", store, "today", to_day ("2026-03-09"), NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 6);
  assert_section (model, 0, 0, 2);
  assert_section (model, 1, 0, 2);
  assert_section (model, 2, 2, 3);
  assert_section (model, 3, 3, 5);
  assert_section (model, 4, 3, 5);
  assert_section (model, 5, 5, 6);
  assert_section (model, 6, 6, G_MAXUINT);
  g_assert_finalize_object (g_steal_pointer (&model));
}

static void
count_cb (GtkSectionModel *model, guint position, guint n, gpointer user_data)
{
  guint *count = user_data;

  g_assert_cmpuint (position, ==, 0);
  g_assert_cmpuint (n, ==, g_list_model_get_n_items (G_LIST_MODEL (model)));
  (*count)++;
}

static void
test_midnight (void)
{
  g_autoptr(GListStore) store = make_store ();
  g_autoptr(IngotDayModel) model = ingot_day_model_new ();
  guint count = 0;

  g_object_set (model, "model", store, "today", to_day ("2026-03-09"), NULL);
  g_signal_connect (model, "sections-changed", G_CALLBACK (count_cb), &count);
  g_object_set (model, "today", to_day ("2026-03-09"), NULL);
  g_assert_cmpuint (count, ==, 0);
  g_object_set (model, "today", to_day ("2026-03-10"), NULL);
  g_assert_cmpuint (count, ==, 1);
  assert_section (model, 0, 0, 2);
  assert_section (model, 2, 2, 5);
}

/* The first conversation gets a turn after midnight: it does not move, but it is of today now. */
static void
test_first_is_updated (void)
{
  g_autoptr(GListStore) store = make_store ();
  g_autoptr(IngotDayModel) model = ingot_day_model_new ();
  g_autoptr(IngotConversation) first = g_list_model_get_item (G_LIST_MODEL (store), 0);
  g_autoptr(IngotTurn) turn = ingot_turn_new_user ("Hello");
  g_autoptr(IngotTurn) next = ingot_turn_new_user ("Hello");
  guint count = 0;

  g_object_set (model, "model", store, "today", ingot_days_of_time (g_get_real_time ()), NULL);
  g_signal_connect (model, "sections-changed", G_CALLBACK (count_cb), &count);
  ingot_conversation_append (first, turn);
  g_assert_cmpuint (count, ==, 1);
  assert_section (model, 0, 0, 1);
  ingot_conversation_append (first, next);
  g_assert_cmpuint (count, ==, 1);
}

static void
test_clock (void)
{
  guint before = ingot_days_of_time (g_get_real_time ());
  IngotDayClock *clock = ingot_day_clock_new ();
  guint after = ingot_days_of_time (g_get_real_time ());

  g_assert_cmpuint (ingot_day_clock_get_today (clock), >=, before);
  g_assert_cmpuint (ingot_day_clock_get_today (clock), <=, after);
  g_assert_finalize_object (clock);
}

int
main (int argc, char *argv[])
{
  ingot_ui_test_init (&argc, &argv);
  g_test_add_func ("/days/sections", test_sections);
  g_test_add_func ("/days/order", test_order);
  g_test_add_func ("/days/model/sections", test_model_sections);
  g_test_add_func ("/days/model/midnight", test_midnight);
  g_test_add_func ("/days/model/first-is-updated", test_first_is_updated);
  g_test_add_func ("/days/clock", test_clock);
  return g_test_run ();
}
