/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * How the library tells times. A time is Unix time in microseconds; a day is a
 * Julian day number as in #GDate, in the local time zone.
 */

/* The day on which @time falls. */
guint ingot_days_of_time (gint64 time);

/*
 * Which group of the library @time belongs to, seen from @today: 0 today (and whatever a wrong clock
 * put into the future), 1 yesterday, 2 the seven days before today, 3 and up for months, counted back.
 */
guint ingot_days_get_section (gint64 time, guint today);

/* (transfer full): the head of the group of @time */
char *ingot_days_dup_section_title (gint64 time, guint today);

/* (transfer full): @time as briefly as its group allows: "10:21", "Mon" or "3 Nov" */
char *ingot_days_dup_time (gint64 time, guint today);

G_END_DECLS
