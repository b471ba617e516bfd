/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * IngotDayClock:
 *
 * Knows which day it is.
 *
 * Properties: "today" (uint): the Julian day, local; notifies at midnight, and when the clock is set or the
 * computer wakes up on another day.
 */
#define INGOT_TYPE_DAY_CLOCK (ingot_day_clock_get_type ())
G_DECLARE_FINAL_TYPE (IngotDayClock, ingot_day_clock, INGOT, DAY_CLOCK, GObject)

IngotDayClock *ingot_day_clock_new (void);
guint          ingot_day_clock_get_today (IngotDayClock *self);

G_END_DECLS
