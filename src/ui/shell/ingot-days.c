/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-shell"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-days.h"

enum
{
  SECTION_TODAY,
  SECTION_YESTERDAY,
  SECTION_WEEK,
  SECTION_MONTHS
};

static GDateTime *
to_local (gint64 time)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc_usec (time);

  return g_date_time_to_local (utc);
}

static guint
to_day (GDateTime *time)
{
  GDate date;
  int year, month, day;

  g_date_time_get_ymd (time, &year, &month, &day);
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return g_date_get_julian (&date);
}

/* Months since the year 0, to count with. */
static guint
to_month (guint day)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, day);
  return g_date_get_year (&date) * 12u + g_date_get_month (&date);
}

guint
ingot_days_of_time (gint64 time)
{
  g_autoptr(GDateTime) local = to_local (time);

  return to_day (local);
}

guint
ingot_days_get_section (gint64 time, guint today)
{
  guint day = ingot_days_of_time (time);

  if (day >= today)
    return SECTION_TODAY;
  if (day + 1 == today)
    return SECTION_YESTERDAY;
  if (day + 7 >= today)
    return SECTION_WEEK;
  return SECTION_MONTHS + to_month (today) - to_month (day);
}

char *
ingot_days_dup_section_title (gint64 time, guint today)
{
  g_autoptr(GDateTime) local = to_local (time);
  GDate date;

  switch (ingot_days_get_section (time, today))
    {
    case SECTION_TODAY:
      return g_strdup (_("Today"));
    case SECTION_YESTERDAY:
      return g_strdup (_("Yesterday"));
    case SECTION_WEEK:
      return g_strdup (_("Previous 7 Days"));
    default:
      g_date_clear (&date, 1);
      g_date_set_julian (&date, today);
      if (g_date_get_year (&date) == g_date_time_get_year (local))
        /* xgettext:no-c-format Translators: the head of a month of this year; see g_date_time_format(). */
        return g_date_time_format (local, _("%OB"));
      /* xgettext:no-c-format Translators: the head of a month of another year; see g_date_time_format(). */
      return g_date_time_format (local, _("%OB %Y"));
    }
}

char *
ingot_days_dup_time (gint64 time, guint today)
{
  g_autoptr(GDateTime) local = to_local (time);

  switch (ingot_days_get_section (time, today))
    {
    case SECTION_TODAY:
      /* xgettext:no-c-format Translators: the time of a conversation of today; see g_date_time_format(). */
      return g_date_time_format (local, _("%H:%M"));
    case SECTION_YESTERDAY:
    case SECTION_WEEK:
      /* xgettext:no-c-format Translators: the weekday of a recent conversation; see g_date_time_format(). */
      return g_date_time_format (local, _("%a"));
    default:
      /* xgettext:no-c-format Translators: the day of an older conversation; see g_date_time_format(). */
      return g_date_time_format (local, _("%-d %b"));
    }
}
