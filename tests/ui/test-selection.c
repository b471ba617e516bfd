/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ingot-transcript-fixture.h"
#include "transcript/ingot-copy-provider.h"
#include "transcript/ingot-view-input.h"

/* Short for what the fixture calls them. */
typedef IngotTranscriptFixture Fixture;
#define document ingot_transcript_fixture_document
#define add_turns ingot_transcript_fixture_add_turns
#define wait_for_frames ingot_transcript_fixture_wait_for_frames
#define go_to_start ingot_transcript_fixture_go_to_start
#define find ingot_transcript_fixture_find
#define PAGE INGOT_TRANSCRIPT_FIXTURE_PAGE

static void
select_text (Fixture *self, const char *from, const char *to)
{
  IngotPosition bound = find (self, from, FALSE), caret = find (self, to, TRUE);

  ingot_transcript_view_select (self->view, &bound, &caret);
}

static void
get_point (Fixture *self, const char *text, gboolean after, double *x, double *y)
{
  IngotPosition position = find (self, text, after);
  GdkRectangle place;

  g_assert_true (ingot_transcript_view_get_rectangle (self->view, &position, &place));
  *x = place.x;
  *y = place.y + place.height / 2.0;
}

static void
press (Fixture *self, const char *text, gboolean after, int n_press, gboolean extend)
{
  double x, y;

  get_point (self, text, after, &x, &y);
  ingot_transcript_view_press (self->view, n_press, x, y, extend);
}

static void
drag_to (Fixture *self, const char *text, gboolean after)
{
  double x, y;

  get_point (self, text, after, &x, &y);
  ingot_transcript_view_drag_to (self->view, x, y);
}

static void
assert_selected (Fixture *self, IngotCopyFormat format, const char *wanted)
{
  g_autofree char *selected = ingot_transcript_view_dup_selection (self->view, format);

  g_assert_cmpstr (selected, ==, wanted);
}

static void
test_units (Fixture *self, gconstpointer data)
{
  add_turns (self, document, TRUE);
  go_to_start (self);
  press (self, "afe", FALSE, 2, FALSE);
  assert_selected (self, INGOT_COPY_TEXT, "safe");
  assert_selected (self, INGOT_COPY_MARKDOWN, "**safe**");
  press (self, "afe", FALSE, 3, FALSE);
  assert_selected (self, INGOT_COPY_TEXT, "Only what is safe to send twice, see there.");
  press (self, "of two", FALSE, 3, FALSE);
  assert_selected (self, INGOT_COPY_TEXT, "of two lines");
}

/* --- Pointer --- */

static void
test_drag (Fixture *self, gconstpointer data)
{
  add_turns (self, document, TRUE);
  go_to_start (self);
  press (self, "of two", FALSE, 1, FALSE);
  assert_selected (self, INGOT_COPY_TEXT, NULL);
  drag_to (self, "to retry", TRUE);
  ingot_transcript_view_release (self->view);
  assert_selected (self, INGOT_COPY_TEXT, "You\n\nof two lines\n\nmistral-large\n\nWhich answers to retry");
  assert_selected (self, INGOT_COPY_MARKDOWN,
                   "**You**\n\nof two lines\n\n**mistral-large**\n\n## Which answers to retry");
  /* Backwards, by words. */
  press (self, "Wai", TRUE, 2, FALSE);
  drag_to (self, "tatus", FALSE);
  assert_selected (self, INGOT_COPY_TEXT, "Status\tWait");
  ingot_transcript_view_release (self->view);
  /* With Shift, from where the caret was. */
  press (self, "what is", FALSE, 1, FALSE);
  ingot_transcript_view_release (self->view);
  press (self, "what is", TRUE, 1, TRUE);
  assert_selected (self, INGOT_COPY_TEXT, "what is");
  ingot_transcript_view_release (self->view);
  /* A click on what is selected unselects it. */
  press (self, "hat is", FALSE, 1, FALSE);
  assert_selected (self, INGOT_COPY_TEXT, "what is");
  ingot_transcript_view_release (self->view);
  assert_selected (self, INGOT_COPY_TEXT, NULL);
}

static gboolean
is_at_end (gpointer data)
{
  Fixture *self = data;

  gtk_widget_queue_draw (GTK_WIDGET (self->view));
  return !ingot_transcript_view_get_is_away (self->view);
}

/* Below the lower edge more and more is selected. */
static void
test_autoscroll (Fixture *self, gconstpointer data)
{
  g_autofree char *selected = NULL;

  for (int i = 0; i < 6; i++)
    add_turns (self, document, TRUE);
  go_to_start (self);
  press (self, "of two", FALSE, 1, FALSE);
  ingot_transcript_view_drag_to (self->view, 300, PAGE + 400);
  ingot_ui_test_wait (is_at_end, self);
  wait_for_frames (self, 2);
  ingot_transcript_view_release (self->view);
  selected = ingot_transcript_view_dup_selection (self->view, INGOT_COPY_TEXT);
  g_assert_true (g_str_has_prefix (selected, "You\n\nof two lines\n\nmistral"));
  g_assert_true (g_str_has_suffix (selected, "<b>raw</b>"));
  g_assert_cmpuint (self->view->caret.turn, ==, 11);
}

/* --- What happens to the conversation --- */

static void
test_survives (Fixture *self, gconstpointer data)
{
  const char *wanted = "what is safe to send twice";
  IngotTurn *reply;
  g_autoptr(IngotTurn) first = ingot_turn_new_user ("The first of all");

  ingot_conversation_append (self->conversation, first);
  for (int i = 0; i < 30; i++)
    add_turns (self, document, TRUE);
  reply = add_turns (self, "", FALSE);
  go_to_start (self);
  select_text (self, "what is", "twice");
  assert_selected (self, INGOT_COPY_TEXT, wanted);
  /* What is far away is dropped. */
  ingot_transcript_view_follow (self->view);
  wait_for_frames (self, 3);
  g_assert_null (ingot_transcript_view_get_shown_run (self->view, &self->view->caret, NULL));
  assert_selected (self, INGOT_COPY_TEXT, wanted);
  for (int i = 0; i < 50; i++)
    {
      ingot_turn_append (reply, "More of it.\n\n");
      ingot_transcript_view_publish (self->view);
    }
  assert_selected (self, INGOT_COPY_TEXT, wanted);
  gtk_window_set_default_size (self->window, 360, PAGE);
  wait_for_frames (self, 2);
  g_assert_cmpuint (self->view->caret.turn, ==, 2);
  ingot_conversation_remove (self->conversation, first);
  g_assert_cmpuint (self->view->caret.turn, ==, 1);
  wait_for_frames (self, 2);
  assert_selected (self, INGOT_COPY_TEXT, wanted);
}

/* A selection in a reply that grows is of the same text, wherever it is cut. */
static void
test_tail (Fixture *self, gconstpointer data)
{
  IngotTurn *reply = add_turns (self, "One **two** three", FALSE);

  wait_for_frames (self, 2);
  select_text (self, "two three", "three");
  for (int i = 0; i < 3000; i++)
    {
      ingot_turn_append (reply, i % 7 == 0 ? "\n\n" : " word");
      if (i % 100 == 0)
        ingot_transcript_view_publish (self->view);
    }
  assert_selected (self, INGOT_COPY_TEXT, "two three");
  ingot_turn_finish (reply, INGOT_TURN_COMPLETE, NULL);
  ingot_transcript_view_publish (self->view);
  assert_selected (self, INGOT_COPY_TEXT, "two three");
}

/* --- Copying --- */

static void
test_select_all (Fixture *self, gconstpointer data)
{
  g_autoptr(GString) markdown = g_string_new (NULL);
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(IngotMarkdown) parsed = ingot_markdown_new (document);
  g_autofree char *shown = ingot_copy (parsed, NULL, NULL, INGOT_COPY_TEXT);
  g_autofree char *all = NULL;

  for (int i = 0; i < 500; i++)
    {
      add_turns (self, document, TRUE);
      g_string_append_printf (markdown, "%s**You**\n\nA *question*\nof two lines\n\n**mistral-large**\n\n%s",
                              i > 0 ? "\n\n" : "", document);
      g_string_append_printf (text, "%sYou\n\nA *question*\nof two lines\n\nmistral-large\n\n%s", i > 0 ? "\n\n" : "",
                              shown);
    }
  wait_for_frames (self, 2);
  gtk_widget_activate_action (GTK_WIDGET (self->view), "selection.select-all", NULL);
  assert_selected (self, INGOT_COPY_MARKDOWN, markdown->str);
  assert_selected (self, INGOT_COPY_TEXT, text->str);
  all = ingot_transcript_view_dup_all (self->view, INGOT_COPY_MARKDOWN);
  g_string_append_c (markdown, '\n');
  g_assert_cmpstr (all, ==, markdown->str);
  /* Nothing is kept of what was only copied. */
  g_assert_null (((IngotShownTurn *) self->view->turns->pdata[11])->texts[INGOT_PART_TEXT]);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  char **text = user_data;

  if (GDK_IS_CLIPBOARD (object))
    *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, &error);
  else
    {
      gdk_content_provider_write_mime_type_finish (GDK_CONTENT_PROVIDER (object), result, &error);
      *text = g_strdup ("");
    }
  g_assert_no_error (error);
}

static gboolean
is_there (gpointer data)
{
  return *(char **) data != NULL;
}

static char *
read_clipboard (GdkClipboard *clipboard)
{
  char *text = NULL;

  gdk_clipboard_read_text_async (clipboard, NULL, read_cb, &text);
  ingot_ui_test_wait (is_there, &text);
  return text;
}

static char *
write_format (GdkContentProvider *provider, const char *mime_type)
{
  g_autoptr(GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autofree char *done = NULL;

  gdk_content_provider_write_mime_type_async (provider, mime_type, stream, G_PRIORITY_DEFAULT, NULL, read_cb, &done);
  ingot_ui_test_wait (is_there, &done);
  g_output_stream_write_all (stream, "", 1, NULL, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (stream));
}

static void
test_clipboards (Fixture *self, gconstpointer data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self->view));
  GdkContentFormats *formats;
  GdkContentProvider *content;
  g_autofree char *text = NULL, *primary = NULL, *markdown = NULL, *html = NULL;

  add_turns (self, document, TRUE);
  go_to_start (self);
  press (self, "safe", FALSE, 1, FALSE);
  drag_to (self, "send", TRUE);
  ingot_transcript_view_release (self->view);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->view), "clipboard.copy", NULL));
  formats = gdk_clipboard_get_formats (clipboard);
  g_assert_true (gdk_content_formats_contain_mime_type (formats, "text/plain;charset=utf-8"));
  g_assert_true (gdk_content_formats_contain_mime_type (formats, "text/markdown"));
  g_assert_true (gdk_content_formats_contain_mime_type (formats, "text/html"));
  content = gdk_clipboard_get_content (clipboard);
  g_object_ref (content);
  /* What was copied is what was selected then. */
  ingot_transcript_view_unselect (self->view);
  ingot_transcript_view_set_conversation (self->view, NULL);
  text = read_clipboard (clipboard);
  g_assert_cmpstr (text, ==, "safe to send");
  primary = read_clipboard (gtk_widget_get_primary_clipboard (GTK_WIDGET (self->view)));
  g_assert_cmpstr (primary, ==, "safe to send");
  markdown = write_format (content, "text/markdown");
  g_assert_cmpstr (markdown, ==, "**safe** to *send*");
  html = write_format (content, "text/html");
  g_assert_nonnull (strstr (html, "charset=utf-8"));
  g_assert_nonnull (strstr (html, "<strong>safe</strong> to <em>send</em>"));
  g_object_unref (content);
}

/* --- Keys, links, folds --- */

static void
test_keys (Fixture *self, gconstpointer data)
{
  add_turns (self, "One two\n\nthree four", TRUE);
  wait_for_frames (self, 2);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  ingot_transcript_view_step (self->view, INGOT_STEP_END, -1, FALSE);
  ingot_transcript_view_step (self->view, INGOT_STEP_LINE, 1, FALSE);
  ingot_transcript_view_step (self->view, INGOT_STEP_LINE, 1, FALSE);
  ingot_transcript_view_step (self->view, INGOT_STEP_LINE_END, -1, FALSE);
  ingot_transcript_view_step (self->view, INGOT_STEP_WORD, 1, TRUE);
  assert_selected (self, INGOT_COPY_TEXT, "One");
  ingot_transcript_view_step (self->view, INGOT_STEP_WORD, 1, TRUE);
  ingot_transcript_view_step (self->view, INGOT_STEP_WORD, 1, TRUE);
  assert_selected (self, INGOT_COPY_TEXT, "One two\n\nthree");
  ingot_transcript_view_step (self->view, INGOT_STEP_VISUAL, -1, FALSE);
  assert_selected (self, INGOT_COPY_TEXT, NULL);
  ingot_transcript_view_step (self->view, INGOT_STEP_VISUAL, 1, TRUE);
  assert_selected (self, INGOT_COPY_TEXT, "O");
  ingot_transcript_view_step (self->view, INGOT_STEP_END, 1, TRUE);
  assert_selected (self, INGOT_COPY_TEXT, "One two\n\nthree four");
  wait_for_frames (self, 1);
}

/* Keys that point to a side go to that side. */
static void
test_right_to_left (Fixture *self, gconstpointer data)
{
  add_turns (self, "مرحبا بالعالم", TRUE);
  wait_for_frames (self, 2);
  ingot_transcript_view_step (self->view, INGOT_STEP_END, 1, FALSE);
  ingot_transcript_view_step (self->view, INGOT_STEP_WORD, 1, TRUE);
  assert_selected (self, INGOT_COPY_TEXT, "بالعالم");
  ingot_transcript_view_step (self->view, INGOT_STEP_VISUAL, -1, FALSE);
  ingot_transcript_view_step (self->view, INGOT_STEP_VISUAL, 1, TRUE);
  assert_selected (self, INGOT_COPY_TEXT, "م");
}

/* The caret stays in sight in code that is wider than its box. */
static void
test_wide_code (Fixture *self, gconstpointer data)
{
  g_autofree char *line = g_strnfill (400, 'x');
  g_autofree char *code = g_strdup_printf ("```\n%s end\n```", line);
  IngotPosition end;

  add_turns (self, code, TRUE);
  go_to_start (self);
  end = find (self, "end", TRUE);
  g_assert_cmpint (ingot_transcript_view_get_overhang (self->view, &end), >, 1000);
  press (self, "xxx", FALSE, 1, FALSE);
  ingot_transcript_view_release (self->view);
  ingot_transcript_view_step (self->view, INGOT_STEP_LINE_END, 1, FALSE);
  g_assert_cmpuint (self->view->caret.place.offset, ==, 404);
  g_assert_cmpint (ingot_transcript_view_get_overhang (self->view, &end), ==, 0);
  ingot_transcript_view_step (self->view, INGOT_STEP_LINE_END, -1, TRUE);
  g_assert_cmpint (ingot_transcript_view_get_overhang (self->view, &self->view->caret), ==, 0);
  g_assert_cmpint (ingot_transcript_view_get_overhang (self->view, &end), >, 1000);
  wait_for_frames (self, 1);
}

static gboolean
activate_link_cb (IngotTranscriptView *view, const char *target, char **opened)
{
  g_free (*opened);
  *opened = g_strdup (target);
  return TRUE;
}

static void
test_links (Fixture *self, gconstpointer data)
{
  g_autoptr(GtkTooltip) tooltip = g_object_new (GTK_TYPE_TOOLTIP, NULL);
  g_autofree char *opened = NULL;
  IngotStop stop;
  double x, y;

  add_turns (self, "See [one](https://example.com/1), [bad](javascript:alert) and [two](mailto:a@example.com).", TRUE);
  go_to_start (self);
  g_signal_connect (self->view, "activate-link", G_CALLBACK (activate_link_cb), &opened);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  press (self, "ne,", FALSE, 1, FALSE);
  ingot_transcript_view_release (self->view);
  g_assert_cmpstr (opened, ==, "https://example.com/1");
  g_clear_pointer (&opened, g_free);
  press (self, "ne,", FALSE, 1, FALSE);
  drag_to (self, "ad and", FALSE);
  ingot_transcript_view_release (self->view);
  g_assert_null (opened);
  get_point (self, "ne,", FALSE, &x, &y);
  g_assert_true (ingot_transcript_view_query_link (self->view, (int) x + 1, (int) y, FALSE, tooltip));
  get_point (self, "See", FALSE, &x, &y);
  g_assert_false (ingot_transcript_view_query_link (self->view, (int) x + 1, (int) y, FALSE, tooltip));
  get_point (self, "ad and", FALSE, &x, &y);
  g_assert_false (ingot_transcript_view_get_stop_at (self->view, x, y, &stop));
  press (self, "ad and", FALSE, 1, FALSE);
  ingot_transcript_view_release (self->view);
  g_assert_null (opened);
  ingot_transcript_view_step (self->view, INGOT_STEP_END, -1, FALSE);
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (self->view), GTK_DIR_TAB_FORWARD));
  g_assert_true (ingot_transcript_view_activate_stop (self->view, &self->view->input->stop));
  g_assert_cmpstr (opened, ==, "https://example.com/1");
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (self->view), GTK_DIR_TAB_FORWARD));
  g_assert_true (ingot_transcript_view_activate_stop (self->view, &self->view->input->stop));
  g_assert_cmpstr (opened, ==, "mailto:a@example.com");
  wait_for_frames (self, 1);
  g_assert_false (gtk_widget_child_focus (GTK_WIDGET (self->view), GTK_DIR_TAB_FORWARD));
  g_assert_false (ingot_transcript_view_open_link (self->view, "file:///etc/passwd"));
}

/* What a folded reasoning says is not copied, and the caret is not in it. */
static void
test_reasoning (Fixture *self, gconstpointer data)
{
  IngotTurn *reply = add_turns (self, "", FALSE);
  IngotShownTurn *shown;

  ingot_turn_append_reasoning (reply, "Hm.\n\nHm, hm.");
  ingot_turn_append (reply, "So it is.");
  ingot_turn_finish (reply, INGOT_TURN_COMPLETE, NULL);
  ingot_transcript_view_publish (self->view);
  wait_for_frames (self, 2);
  shown = self->view->turns->pdata[1];
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  ingot_transcript_view_select_all (self->view);
  assert_selected (self, INGOT_COPY_TEXT, "You\n\nA *question*\nof two lines\n\nmistral-large\n\nSo it is.");
  ingot_transcript_view_step (self->view, INGOT_STEP_END, -1, FALSE);
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (self->view), GTK_DIR_TAB_FORWARD));
  g_assert_cmpint (self->view->input->stop.kind, ==, INGOT_STOP_FOLD);
  g_assert_true (ingot_transcript_view_activate_stop (self->view, &self->view->input->stop));
  g_assert_true (shown->is_open);
  wait_for_frames (self, 2);
  /* The head stands above the reasoning, and only there. */
  g_assert_nonnull (((IngotSegment *) self->view->segments->pdata[shown->first_segment])->head);
  g_assert_null (((IngotSegment *) self->view->segments->pdata[shown->first_segment + 1])->head);
  select_text (self, "Hm, ", "So it is.");
  assert_selected (self, INGOT_COPY_TEXT, "Hm, hm.\n\nSo it is.");
  select_text (self, "Hm, ", "Hm, hm.");
  ingot_transcript_view_toggle_reasoning (self->view, shown);
  wait_for_frames (self, 2);
  ingot_transcript_view_step (self->view, INGOT_STEP_VISUAL, 1, TRUE);
  assert_selected (self, INGOT_COPY_TEXT, "S");
}

static void
test_handles (Fixture *self, gconstpointer data)
{
  IngotTouchHandles *handles = self->view->input->handles;
  GdkRectangle place;
  double x, y;

  add_turns (self, document, TRUE);
  go_to_start (self);
  select_text (self, "safe", "safe");
  g_assert_cmpint (ingot_touch_handles_pick (handles, 100, 100), ==, 0);
  ingot_touch_handles_show (handles);
  wait_for_frames (self, 1);
  ingot_transcript_view_get_rectangle (self->view, &self->view->caret, &place);
  g_assert_cmpint (ingot_touch_handles_pick (handles, place.x, place.y + place.height + 12), ==, 1);
  ingot_touch_handles_begin (handles, 1);
  get_point (self, "send", TRUE, &x, &y);
  ingot_touch_handles_drag_to (handles, x, y + place.height / 2.0 + 10);
  assert_selected (self, INGOT_COPY_TEXT, "safe to send");
  ingot_touch_handles_begin (handles, -1);
  get_point (self, "Only", FALSE, &x, &y);
  ingot_touch_handles_drag_to (handles, x, y + place.height / 2.0 + 10);
  assert_selected (self, INGOT_COPY_TEXT, "Only what is safe to send");
}

static void
test_menu (Fixture *self, gconstpointer data)
{
  IngotTurn *reply = add_turns (self, document, TRUE);
  GMenuModel *model, *section;
  double x, y;

  ingot_turn_set_id (reply, 42);
  go_to_start (self);
  get_point (self, "there.", FALSE, &x, &y);
  ingot_transcript_view_pop_up_at (self->view, x + 3, y);
  g_assert_cmpstr (self->view->input->menu_link, ==, "https://example.com/a");
  model = gtk_popover_menu_get_menu_model (GTK_POPOVER_MENU (self->view->input->menu));
  g_assert_cmpint (g_menu_model_get_n_items (model), ==, 3);
  section = g_menu_model_get_item_link (model, 1, G_MENU_LINK_SECTION);
  g_assert_cmpint (g_menu_model_get_n_items (section), ==, 2);
  g_object_unref (section);
  gtk_widget_activate_action (GTK_WIDGET (self->view), "link.copy", NULL);
  wait_for_frames (self, 1);
  gtk_popover_popdown (GTK_POPOVER (self->view->input->menu));
  ingot_transcript_view_pop_up_at_caret (self->view);
  g_assert_null (self->view->input->menu_link);
  gtk_popover_popdown (GTK_POPOVER (self->view->input->menu));
}

#define ADD(path, test) \
  g_test_add ("/selection/" path, Fixture, NULL, ingot_transcript_fixture_set_up, test, \
              ingot_transcript_fixture_tear_down)

int
main (int argc, char *argv[])
{
  ingot_ui_test_init (&argc, &argv);

  ADD ("units", test_units);
  ADD ("drag", test_drag);
  ADD ("autoscroll", test_autoscroll);
  ADD ("survives", test_survives);
  ADD ("tail", test_tail);
  ADD ("select-all", test_select_all);
  ADD ("clipboards", test_clipboards);
  ADD ("keys", test_keys);
  ADD ("right-to-left", test_right_to_left);
  ADD ("wide-code", test_wide_code);
  ADD ("links", test_links);
  ADD ("reasoning", test_reasoning);
  ADD ("handles", test_handles);
  ADD ("menu", test_menu);
  return g_test_run ();
}
