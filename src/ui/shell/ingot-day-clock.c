/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-shell"
#include "config.h"

#include <sys/timerfd.h>
#include <unistd.h>

#include <glib-unix.h>

#include "ingot-day-clock.h"
#include "ingot-days.h"

struct _IngotDayClock
{
  GObject parent_instance;

  guint today;
  int timer; /* a timerfd, because a main loop's timeouts stand still while the computer sleeps; or -1 */
  guint source;
};

enum
{
  PROP_0,
  PROP_TODAY,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (IngotDayClock, ingot_day_clock, G_TYPE_OBJECT)

static void
set_timer_to_midnight (IngotDayClock *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GDateTime) tomorrow = g_date_time_add_days (now, 1);
  g_autoptr(GDateTime) midnight = NULL;
  struct itimerspec when = { 0 };
  int year, month, day;

  g_date_time_get_ymd (tomorrow, &year, &month, &day);
  midnight = g_date_time_new_local (year, month, day, 0, 0, 0);
  when.it_value.tv_sec = g_date_time_to_unix (midnight);
  timerfd_settime (self->timer, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &when, NULL);
}

static void
update_today (IngotDayClock *self)
{
  guint today = ingot_days_of_time (g_get_real_time ());

  if (self->today == today)
    return;
  self->today = today;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TODAY]);
}

static gboolean
timer_cb (int timer, GIOCondition condition, gpointer user_data)
{
  IngotDayClock *self = user_data;
  guint64 times;

  /* Fails with ECANCELED when the clock was set, which is as good a reason to look. */
  if (read (timer, &times, sizeof times) < 0)
    g_debug ("The clock was set");
  set_timer_to_midnight (self);
  update_today (self);
  return G_SOURCE_CONTINUE;
}

static void
ingot_day_clock_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  IngotDayClock *self = INGOT_DAY_CLOCK (object);

  switch (prop_id)
    {
    case PROP_TODAY:
      g_value_set_uint (value, self->today);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_day_clock_finalize (GObject *object)
{
  IngotDayClock *self = INGOT_DAY_CLOCK (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_fd (&self->timer, NULL);
  G_OBJECT_CLASS (ingot_day_clock_parent_class)->finalize (object);
}

static void
ingot_day_clock_class_init (IngotDayClockClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ingot_day_clock_get_property;
  object_class->finalize = ingot_day_clock_finalize;

  props[PROP_TODAY] = g_param_spec_uint ("today", NULL, NULL, 0, G_MAXUINT, 0,
                                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
ingot_day_clock_init (IngotDayClock *self)
{
  self->today = ingot_days_of_time (g_get_real_time ());
  self->timer = timerfd_create (CLOCK_REALTIME, TFD_CLOEXEC | TFD_NONBLOCK);
  if (self->timer < 0)
    return;
  set_timer_to_midnight (self);
  self->source = g_unix_fd_add (self->timer, G_IO_IN, timer_cb, self);
}

IngotDayClock *
ingot_day_clock_new (void)
{
  return g_object_new (INGOT_TYPE_DAY_CLOCK, NULL);
}

guint
ingot_day_clock_get_today (IngotDayClock *self)
{
  return self->today;
}
