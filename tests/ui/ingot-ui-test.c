/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>

#include "ingot-test.h"
#include "ingot-ui-test.h"

void
ingot_ui_test_init (int *argc, char ***argv)
{
  ingot_test_init (argc, argv);
  setlocale (LC_ALL, "C.UTF-8");
  adw_init ();
}

static gboolean
wake_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

void
ingot_ui_test_wait (gboolean (*condition) (gpointer data), gpointer data)
{
  /* Conditions on the state of widgets need not come with an event. */
  guint waker = g_timeout_add (5, wake_cb, NULL);

  while (!condition (data))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (waker);
}

static void
drawn_cb (gboolean *drawn)
{
  *drawn = TRUE;
}

static gboolean
is_true (gpointer flag)
{
  return *(gboolean *) flag;
}

void
ingot_ui_test_wait_for_frame (GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  gboolean drawn = FALSE;
  gulong handler = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (drawn_cb), &drawn);

  gtk_widget_queue_draw (widget);
  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
  ingot_ui_test_wait (is_true, &drawn);
  g_signal_handler_disconnect (clock, handler);
}

void
ingot_ui_test_show (GtkWindow *window)
{
  gtk_window_present (window);
  ingot_ui_test_wait_for_frame (GTK_WIDGET (window));
  ingot_ui_test_wait_for_frame (GTK_WIDGET (window));
}

static gboolean
is_null (gpointer pointer)
{
  return *(gpointer *) pointer == NULL;
}

void
ingot_ui_test_destroy (GtkWindow *window)
{
  gpointer kept = window;

  g_object_add_weak_pointer (G_OBJECT (window), &kept);
  gtk_window_destroy (window);
  /* What was drawn last may still be on its way to the display. */
  ingot_ui_test_wait (is_null, &kept);
}

void
ingot_ui_test_assert_finalize (GtkWidget *widget)
{
  g_object_ref_sink (widget);
  g_assert_finalize_object (G_OBJECT (widget));
}
