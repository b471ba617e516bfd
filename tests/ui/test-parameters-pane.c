/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chat/ingot-parameter-row.h"
#include "chat/ingot-parameters-pane.h"
#include "chat/ingot-parameters-view.h"
#include "chat/ingot-prompt-menu.h"
#include "ingot-ui-test.h"

typedef struct
{
  IngotConversation *conversation;
  IngotParameters *parameters;
  IngotDeployment *deployment;
  IngotLessons *lessons;
  IngotParametersPane *pane;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->conversation = ingot_conversation_new ();
  self->parameters = ingot_conversation_get_parameters (self->conversation);
  self->deployment = ingot_deployment_new ("gpt-5-mini", INGOT_ENDPOINT_STYLE_V1);
  self->lessons = ingot_deployment_get_lessons (self->deployment);
  ingot_conversation_set_deployment (self->conversation, self->deployment);
  self->pane = g_object_ref_sink (INGOT_PARAMETERS_PANE (ingot_parameters_pane_new ()));
  ingot_parameters_pane_set_conversation (self->pane, self->conversation);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_assert_finalize_object (self->pane);
  g_assert_finalize_object (self->conversation);
  g_assert_finalize_object (self->deployment);
}

/* The nth widget of @type in @widget, in reading order; or NULL. */
static GtkWidget *
find_nth (GtkWidget *widget, GType type, guint *n)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type) && (*n)-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_nth (child, type, n);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gpointer
find (gpointer widget, GType type, guint n)
{
  return find_nth (widget, type, &n);
}

/* The row with that title. */
static gpointer
find_row (Fixture *self, const char *title)
{
  for (guint i = 0; i < INGOT_N_PARAMETERS; i++)
    {
      gpointer row = find (self->pane, INGOT_TYPE_PARAMETER_ROW, i);
      GtkLabel *label = ingot_ui_test_get_child (row, INGOT_TYPE_PARAMETER_ROW, "title");

      if (g_str_equal (gtk_label_get_label (label), title))
        return row;
    }
  g_assert_not_reached ();
}

static GtkWidget *
get_part (gpointer row, const char *name)
{
  return ingot_ui_test_get_child (row, INGOT_TYPE_PARAMETER_ROW, name);
}

static const char *
get_subtitle (gpointer row)
{
  GtkWidget *subtitle = get_part (row, "subtitle");

  return gtk_widget_get_visible (subtitle) ? gtk_label_get_label (GTK_LABEL (subtitle)) : NULL;
}

static void
assert_state (Fixture *self, IngotParameter parameter, gpointer row, gboolean is_set)
{
  g_assert_true (ingot_parameters_is_set (self->parameters, parameter) == is_set);
  g_assert_true (gtk_widget_get_visible (get_part (row, "reset")) == is_set);
}

/* Unset is not zero: what is usual is shown dim, and a set value can be reset. */
static void
test_scale (Fixture *self, gconstpointer data)
{
  gpointer row = find_row (self, "Temperature");
  GtkRange *scale = find (row, GTK_TYPE_SCALE, 0);
  GtkLabel *value = GTK_LABEL (get_part (row, "value"));

  assert_state (self, INGOT_PARAMETER_TEMPERATURE, row, FALSE);
  g_assert_cmpfloat (gtk_range_get_value (scale), ==, 1);
  g_assert_cmpstr (gtk_label_get_label (value), ==, "1");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (value), "dim-label"));

  gtk_range_set_value (scale, 0.6);
  assert_state (self, INGOT_PARAMETER_TEMPERATURE, row, TRUE);
  g_assert_cmpfloat (ingot_parameters_get_number (self->parameters, INGOT_PARAMETER_TEMPERATURE), ==, 0.6);
  g_assert_cmpstr (gtk_label_get_label (value), ==, "0.6");
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (value), "dim-label"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->pane), "parameters.reset", NULL));
  assert_state (self, INGOT_PARAMETER_TEMPERATURE, row, FALSE);
  g_assert_cmpfloat (gtk_range_get_value (scale), ==, 1);

  gtk_range_set_value (scale, 0);
  assert_state (self, INGOT_PARAMETER_TEMPERATURE, row, TRUE);
  g_signal_emit_by_name (get_part (row, "reset"), "clicked");
  assert_state (self, INGOT_PARAMETER_TEMPERATURE, row, FALSE);
  g_assert_false (ingot_parameters_is_any_set (self->parameters));
}

static void
test_spin_button (Fixture *self, gconstpointer data)
{
  gpointer row = find_row (self, "Max Tokens");
  GtkSpinButton *spin = find (row, GTK_TYPE_SPIN_BUTTON, 0);

  g_assert_cmpint (gtk_spin_button_get_value_as_int (spin), ==, 2048);
  assert_state (self, INGOT_PARAMETER_MAX_TOKENS, row, FALSE);
  gtk_spin_button_spin (spin, GTK_SPIN_STEP_FORWARD, 0);
  assert_state (self, INGOT_PARAMETER_MAX_TOKENS, row, TRUE);
  g_assert_cmpfloat (ingot_parameters_get_number (self->parameters, INGOT_PARAMETER_MAX_TOKENS), ==, 2304);
  g_signal_emit_by_name (get_part (row, "reset"), "clicked");
  assert_state (self, INGOT_PARAMETER_MAX_TOKENS, row, FALSE);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (spin), ==, 2048);
}

static void
test_seed (Fixture *self, gconstpointer data)
{
  gpointer row = find_row (self, "Seed");
  GtkEditable *entry = find (row, GTK_TYPE_ENTRY, 0);
  int end = 2;

  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "");
  gtk_editable_set_text (entry, "0");
  assert_state (self, INGOT_PARAMETER_SEED, row, TRUE);
  gtk_editable_set_text (entry, "42");
  g_assert_cmpfloat (ingot_parameters_get_number (self->parameters, INGOT_PARAMETER_SEED), ==, 42);
  gtk_editable_insert_text (entry, " or", -1, &end);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (entry), "error"));
  g_assert_cmpfloat (ingot_parameters_get_number (self->parameters, INGOT_PARAMETER_SEED), ==, 42);
  gtk_editable_set_text (entry, "4294967296");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (entry), "error"));
  gtk_editable_set_text (entry, "");
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (entry), "error"));
  assert_state (self, INGOT_PARAMETER_SEED, row, FALSE);
}

static void
test_choice (Fixture *self, gconstpointer data)
{
  gpointer row = find_row (self, "Reasoning Effort");
  GtkDropDown *drop_down = find (row, GTK_TYPE_DROP_DOWN, 0);

  g_assert_cmpuint (gtk_drop_down_get_selected (drop_down), ==, 0);
  gtk_drop_down_set_selected (drop_down, 3);
  assert_state (self, INGOT_PARAMETER_REASONING_EFFORT, row, TRUE);
  g_assert_cmpstr (ingot_parameters_get_text (self->parameters, INGOT_PARAMETER_REASONING_EFFORT), ==, "low");
  gtk_drop_down_set_selected (drop_down, 0);
  assert_state (self, INGOT_PARAMETER_REASONING_EFFORT, row, FALSE);
  ingot_parameters_set_text (self->parameters, INGOT_PARAMETER_REASONING_EFFORT, "xhigh");
  g_assert_cmpuint (gtk_drop_down_get_selected (drop_down), ==, 6);
}

/* The one choice whose default has a name, and that asks for something else, too. */
static void
test_format (Fixture *self, gconstpointer data)
{
  gpointer row = find_row (self, "Format");
  GtkDropDown *drop_down = find (row, GTK_TYPE_DROP_DOWN, 0);
  GtkStringObject *item = gtk_drop_down_get_selected_item (drop_down);

  g_assert_cmpstr (gtk_string_object_get_string (item), ==, "Text");
  g_assert_false (gtk_widget_get_visible (get_part (row, "subtitle")));
  gtk_drop_down_set_selected (drop_down, 1);
  assert_state (self, INGOT_PARAMETER_FORMAT, row, TRUE);
  g_assert_cmpstr (ingot_parameters_get_text (self->parameters, INGOT_PARAMETER_FORMAT), ==, "json_object");
  g_assert_true (gtk_widget_get_visible (get_part (row, "subtitle")));
  ingot_lessons_add (self->lessons, "response_format", NULL, NULL);
  g_assert_false (gtk_widget_get_sensitive (GTK_WIDGET (drop_down)) && gtk_widget_get_sensitive (get_part (row, "beside")));
  ingot_lessons_forget (self->lessons, "response_format");
  g_signal_emit_by_name (get_part (row, "reset"), "clicked");
  assert_state (self, INGOT_PARAMETER_FORMAT, row, FALSE);
  g_assert_false (gtk_widget_get_visible (get_part (row, "subtitle")));
}

static void
test_lines (Fixture *self, gconstpointer data)
{
  gpointer row = find_row (self, "Stop Sequences");
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (find (row, GTK_TYPE_TEXT_VIEW, 0));

  gtk_text_buffer_insert_at_cursor (buffer, "END", -1);
  gtk_text_buffer_insert_at_cursor (buffer, "\n###", -1);
  assert_state (self, INGOT_PARAMETER_STOP, row, TRUE);
  g_assert_cmpstr (ingot_parameters_get_text (self->parameters, INGOT_PARAMETER_STOP), ==, "END\n###");
  g_assert_true (gtk_text_buffer_get_can_undo (buffer));
  g_signal_emit_by_name (get_part (row, "reset"), "clicked");
  assert_state (self, INGOT_PARAMETER_STOP, row, FALSE);
  g_assert_cmpint (gtk_text_buffer_get_char_count (buffer), ==, 0);
}

static char *
dup_prompt (Fixture *self)
{
  GtkTextView *view = ingot_ui_test_get_child (self->pane, INGOT_TYPE_PARAMETERS_PANE, "prompt");
  char *text;

  g_object_get (gtk_text_view_get_buffer (view), "text", &text, NULL);
  return text;
}

/* What is typed can be undone; what belongs to another conversation cannot come back by that. */
static void
test_system_prompt (Fixture *self, gconstpointer data)
{
  GtkTextView *view = ingot_ui_test_get_child (self->pane, INGOT_TYPE_PARAMETERS_PANE, "prompt");
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  g_autoptr(IngotConversation) other = ingot_conversation_new ();
  g_autofree char *mine = NULL;
  g_autofree char *others = NULL;

  gtk_text_buffer_insert_at_cursor (buffer, "Be brief.", -1);
  g_assert_cmpstr (ingot_parameters_get_system_prompt (self->parameters), ==, "Be brief.");
  gtk_text_buffer_undo (buffer);
  g_assert_cmpstr (ingot_parameters_get_system_prompt (self->parameters), ==, "");
  gtk_text_buffer_redo (buffer);
  g_assert_cmpstr (ingot_parameters_get_system_prompt (self->parameters), ==, "Be brief.");

  ingot_parameters_set_system_prompt (ingot_conversation_get_parameters (other), "다른 프롬프트");
  ingot_parameters_pane_set_conversation (self->pane, other);
  others = dup_prompt (self);
  g_assert_cmpstr (others, ==, "다른 프롬프트");
  g_assert_false (gtk_text_buffer_get_can_undo (buffer));
  ingot_parameters_pane_set_conversation (self->pane, self->conversation);
  mine = dup_prompt (self);
  g_assert_cmpstr (mine, ==, "Be brief.");
  g_assert_cmpstr (ingot_parameters_get_system_prompt (ingot_conversation_get_parameters (other)), ==,
                   "다른 프롬프트");
}

static void
assert_prompt (Fixture *self, const char *expected)
{
  g_autofree char *text = dup_prompt (self);

  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpstr (ingot_parameters_get_system_prompt (self->parameters), ==, expected);
}

/* What the menu offers is on disk nowhere else: losing it to a click would be losing it. */
static void
test_prompt_actions (Fixture *self, gconstpointer data)
{
  GtkWidget *pane = GTK_WIDGET (self->pane);
  GtkTextView *view = ingot_ui_test_get_child (self->pane, INGOT_TYPE_PARAMETERS_PANE, "prompt");
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);

  gtk_text_buffer_insert_at_cursor (buffer, "Be brief.", -1);
  g_assert_true (gtk_widget_activate_action (pane, "parameters.clear-prompt", NULL));
  assert_prompt (self, "");
  gtk_text_buffer_undo (buffer);
  assert_prompt (self, "Be brief.");
  g_assert_true (gtk_widget_activate_action (pane, "parameters.use-prompt", "s", "간단히"));
  assert_prompt (self, "간단히");
  gtk_text_buffer_undo (buffer);
  assert_prompt (self, "Be brief.");
}

/* Each prompt of other chats once, the latest first, and nothing that could be taken for a mnemonic. */
static void
test_prompt_menu (Fixture *self, gconstpointer data)
{
  static const char *const prompts[] = { "", "mine", " \n\nA_b\nrest", "mine", " \n\nA_b\nrest",
                                         "아주 긴 프롬프트는 서른여섯 글자에서 잘리고 그 뒤에 줄임표가 붙습니다. 끝." };
  g_autoptr(GListStore) conversations = g_list_store_new (INGOT_TYPE_CONVERSATION);
  g_autoptr(GMenuModel) menu = NULL;
  g_autoptr(GMenuModel) section = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  menu = ingot_prompt_menu_new (G_LIST_MODEL (conversations), "mine");
  g_assert_cmpint (g_menu_model_get_n_items (menu), ==, 1);
  g_clear_object (&menu);
  for (gsize i = 0; i < G_N_ELEMENTS (prompts); i++)
    {
      g_autoptr(IngotConversation) conversation = ingot_conversation_new ();

      ingot_parameters_set_system_prompt (ingot_conversation_get_parameters (conversation), prompts[i]);
      g_list_store_append (conversations, conversation);
    }
  menu = ingot_prompt_menu_new (G_LIST_MODEL (conversations), "mine");
  section = g_menu_model_get_item_link (menu, 1, G_MENU_LINK_SECTION);
  g_assert_cmpint (g_menu_model_get_n_items (section), ==, 2);
  g_menu_model_get_item_attribute (section, 0, G_MENU_ATTRIBUTE_LABEL, "s", &first);
  g_menu_model_get_item_attribute (section, 1, G_MENU_ATTRIBUTE_LABEL, "s", &second);
  g_assert_cmpstr (first, ==, "A__b");
  g_assert_cmpint (g_utf8_strlen (second, -1), ==, 36);
  g_assert_true (g_str_has_suffix (second, "…"));
}

static guint
count_lessons (Fixture *self)
{
  gpointer list = ingot_ui_test_get_child (self->pane, INGOT_TYPE_PARAMETERS_PANE, "learned");
  guint n = 0;

  while (find (list, ADW_TYPE_ACTION_ROW, n) != NULL)
    n++;
  return n;
}

static gboolean
shows_lessons (Fixture *self)
{
  return gtk_widget_get_visible (ingot_ui_test_get_child (self->pane, INGOT_TYPE_PARAMETERS_PANE, "learned"));
}

static gboolean
is_usable (gpointer row)
{
  return gtk_widget_get_sensitive (get_part (row, "bin"));
}

static void
test_lessons (Fixture *self, gconstpointer data)
{
  gpointer temperature = find_row (self, "Temperature");
  gpointer max_tokens = find_row (self, "Max Tokens");
  gpointer list = ingot_ui_test_get_child (self->pane, INGOT_TYPE_PARAMETERS_PANE, "learned");
  g_autoptr(IngotDeployment) other = ingot_deployment_new ("gpt-4o", INGOT_ENDPOINT_STYLE_V1);
  AdwActionRow *row;

  g_assert_false (shows_lessons (self));
  ingot_lessons_add (self->lessons, "temperature", NULL, "<b>Unsupported</b>");
  ingot_lessons_add (self->lessons, "max_tokens", "max_completion_tokens", NULL);
  ingot_lessons_add (self->lessons, "stream_options", NULL, NULL);
  g_assert_true (shows_lessons (self));
  g_assert_cmpuint (count_lessons (self), ==, 3);
  g_assert_false (is_usable (temperature));
  g_assert_cmpstr (get_subtitle (temperature), ==, "“gpt-5-mini” does not take this, so it is left out.");
  g_assert_true (is_usable (max_tokens));
  g_assert_cmpstr (get_subtitle (max_tokens), ==, "Sent as max_completion_tokens.");
  row = find (list, ADW_TYPE_ACTION_ROW, 1);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, "max_tokens");
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (row), "max_completion_tokens"));

  /* Another deployment has taught other things, and is shown at once. */
  ingot_conversation_set_deployment (self->conversation, other);
  g_assert_false (shows_lessons (self));
  g_assert_true (is_usable (temperature));
  g_assert_null (get_subtitle (temperature));
  ingot_lessons_add (self->lessons, "seed", NULL, NULL);
  g_assert_false (shows_lessons (self));
  ingot_conversation_set_deployment (self->conversation, self->deployment);
  g_assert_cmpuint (count_lessons (self), ==, 4);

  for (guint left = 4; left > 0; left--)
    {
      g_assert_true (shows_lessons (self));
      g_signal_emit_by_name (find (find (list, ADW_TYPE_ACTION_ROW, 0), GTK_TYPE_BUTTON, 0), "clicked");
      g_assert_cmpuint (count_lessons (self), ==, left - 1);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->lessons)), ==, left - 1);
    }
  g_assert_false (shows_lessons (self));
  g_assert_true (is_usable (temperature));
}

/* A control says what it is, and why it cannot be used. */
static void
test_accessible (Fixture *self, gconstpointer data)
{
  static const struct { const char *title; GType (*type) (void); } rows[] = {
    { "Temperature", gtk_scale_get_type }, { "Max Tokens", gtk_spin_button_get_type },
    { "Seed", gtk_entry_get_type }, { "Reasoning Effort", gtk_drop_down_get_type },
    { "Stop Sequences", gtk_text_view_get_type },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gpointer row = find_row (self, rows[i].title);
      GtkAccessible *control = find (row, rows[i].type (), 0);

      gtk_test_accessible_assert_relation (control, GTK_ACCESSIBLE_RELATION_LABELLED_BY, get_part (row, "title"), NULL);
      gtk_test_accessible_assert_relation (control, GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, get_part (row, "subtitle"),
                                           NULL);
    }
}

/* Beside the page, over it, and in a sheet: the pane fits into 270 and 360 pixels. */
static void
test_room (void)
{
  g_autoptr(GSettings) settings = g_settings_new ("io.github.ingotapp.Ingot");
  g_autoptr(IngotConversation) conversation = ingot_conversation_new ();
  static const struct { int width; const char *layout; gboolean collapsed; } cases[] = {
    { 1200, "pane", FALSE }, { 720, "pane", TRUE }, { 360, "sheet", TRUE },
  };

  g_settings_set_boolean (settings, "parameters-shown", TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkWidget *view = ingot_parameters_view_new (gtk_button_new_with_label ("Page"), settings);
      AdwMultiLayoutView *layouts = ingot_ui_test_get_child (view, INGOT_TYPE_PARAMETERS_VIEW, "layouts");
      gpointer split_view = ingot_ui_test_get_child (view, INGOT_TYPE_PARAMETERS_VIEW, "split-view");
      AdwBin *bin = ingot_ui_test_get_child (view, INGOT_TYPE_PARAMETERS_VIEW, "pane-bin");
      GtkWindow *window = GTK_WINDOW (gtk_window_new ());
      gboolean shown;
      int minimum;

      g_object_set (view, "conversation", conversation, NULL);
      gtk_window_set_child (window, view);
      gtk_window_set_default_size (window, cases[i].width, 700);
      ingot_ui_test_show (window);
      g_assert_cmpstr (adw_multi_layout_view_get_layout_name (layouts), ==, cases[i].layout);
      g_assert_true (adw_overlay_split_view_get_collapsed (split_view) == cases[i].collapsed);
      g_object_get (view, "shown", &shown, NULL);
      g_assert_true (shown == !cases[i].collapsed);

      gtk_widget_activate_action (gtk_window_get_child (window), "parameters.show", NULL);
      g_object_get (view, "shown", &shown, NULL);
      g_assert_true (shown == cases[i].collapsed);
      gtk_widget_measure (gtk_widget_get_first_child (adw_bin_get_child (bin)), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      g_assert_cmpint (minimum, <=, 270);
      ingot_ui_test_wait_for_frame (GTK_WIDGET (window));
      g_assert_true (g_settings_get_boolean (settings, "parameters-shown") == cases[i].collapsed);
      g_settings_set_boolean (settings, "parameters-shown", TRUE);
      ingot_ui_test_destroy (window);
    }
}

/* The pane is made when it is first shown, and is about the conversation of then. */
static void
test_made_when_shown (void)
{
  g_autoptr(IngotConversation) conversation = ingot_conversation_new ();
  g_autoptr(IngotConversation) about = NULL;
  GtkWidget *view = g_object_ref_sink (ingot_parameters_view_new (gtk_button_new_with_label ("Page"), NULL));
  AdwBin *bin = ingot_ui_test_get_child (view, INGOT_TYPE_PARAMETERS_VIEW, "pane-bin");

  g_object_set (view, "conversation", conversation, NULL);
  g_assert_null (adw_bin_get_child (bin));
  g_object_set (view, "shown", TRUE, NULL);
  g_object_get (adw_bin_get_child (bin), "conversation", &about, NULL);
  g_assert_true (about == conversation);
  g_object_set (view, "shown", FALSE, "conversation", NULL, NULL);
  g_clear_object (&about);
  g_object_get (adw_bin_get_child (bin), "conversation", &about, NULL);
  g_assert_null (about);
  g_assert_finalize_object (view);
}

static gboolean
is_higher (gpointer view)
{
  return gtk_widget_get_height (gtk_widget_get_parent (view)) > 120;
}

/* A prompt of several lines is shown with all of them, up to a height. */
static void
test_prompt_grows (void)
{
  g_autoptr(IngotConversation) conversation = ingot_conversation_new ();
  GtkWidget *pane = ingot_parameters_pane_new ();
  gpointer view = ingot_ui_test_get_child (pane, INGOT_TYPE_PARAMETERS_PANE, "prompt");
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());

  ingot_parameters_set_system_prompt (ingot_conversation_get_parameters (conversation), "a\nb\nc\nd\ne\nf\ng\nh");
  ingot_parameters_pane_set_conversation (INGOT_PARAMETERS_PANE (pane), conversation);
  gtk_window_set_child (window, pane);
  gtk_window_set_default_size (window, 320, 600);
  ingot_ui_test_show (window);
  ingot_ui_test_wait (is_higher, view);
  ingot_ui_test_destroy (window);
}

static void
test_finalize (void)
{
  ingot_ui_test_assert_finalize (ingot_parameters_pane_new ());
  ingot_ui_test_assert_finalize (ingot_parameters_view_new (NULL, NULL));
  for (IngotParameter i = 0; i < INGOT_N_PARAMETERS; i++)
    ingot_ui_test_assert_finalize (ingot_parameter_row_new (i));
}

#define ADD(path, func) g_test_add ("/parameters-pane/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  ingot_ui_test_init (&argc, &argv);

  g_test_add_func ("/parameters-pane/finalize", test_finalize);
  ADD ("scale", test_scale);
  ADD ("spin-button", test_spin_button);
  ADD ("seed", test_seed);
  ADD ("choice", test_choice);
  ADD ("format", test_format);
  ADD ("prompt-actions", test_prompt_actions);
  ADD ("prompt-menu", test_prompt_menu);
  ADD ("lines", test_lines);
  ADD ("system-prompt", test_system_prompt);
  ADD ("lessons", test_lessons);
  ADD ("accessible", test_accessible);
  g_test_add_func ("/parameters-pane/room", test_room);
  g_test_add_func ("/parameters-pane/made-when-shown", test_made_when_shown);
  g_test_add_func ("/parameters-pane/prompt-grows", test_prompt_grows);
  return g_test_run ();
}
