/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chat/ingot-chat-page.h"
#include "chat/ingot-composer.h"
#include "chat/ingot-empty-chat.h"
#include "chat/ingot-fact-words.h"
#include "chat/ingot-reply-card.h"
#include "chat/ingot-reply-status.h"
#include "ingot-ui-test.h"
#include "widgets/ingot-deployment-picker.h"
#include "widgets/ingot-deployment-popover.h"
#include "widgets/ingot-deployment-row.h"
#include "widgets/ingot-long-lines.h"

static IngotResource *
make_resource (const char *name, guint n)
{
  IngotResource *resource = ingot_resource_new (INGOT_RESOURCE_REMOTE, name, INGOT_SIGN_IN_KEY);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *deployment_name = g_strdup_printf ("%s-%u", name, i);
      g_autoptr(IngotDeployment) deployment = ingot_deployment_new (deployment_name, INGOT_ENDPOINT_STYLE_V1);

      ingot_deployment_set_chats (deployment, TRUE);
      ingot_resource_add_deployment (resource, deployment);
    }
  return resource;
}

static IngotDeployment *
get_deployment (IngotResource *resource, guint position)
{
  g_autoptr(IngotDeployment) deployment = g_list_model_get_item (G_LIST_MODEL (resource), position);

  return deployment; /* the resource keeps it */
}

static GtkTextBuffer *
get_buffer (gpointer composer)
{
  return gtk_text_view_get_buffer (ingot_ui_test_get_child (composer, INGOT_TYPE_COMPOSER, "view"));
}

static void
assert_text (GtkTextBuffer *buffer, const char *wanted)
{
  g_autofree char *text = ingot_long_lines_dup_text (buffer);

  g_assert_cmpstr (text, ==, wanted);
}

static void
test_finalize (void)
{
  g_autoptr(IngotConversation) conversation = ingot_conversation_new ();
  g_autoptr(IngotTurn) reply = ingot_turn_new_reply ("mistral-large", NULL);
  g_autoptr(GListStore) resources = g_list_store_new (INGOT_TYPE_RESOURCE);
  g_autoptr(IngotResource) resource = make_resource ("contoso", 3);
  GtkWidget *widget;

  g_list_store_append (resources, resource);
  ingot_conversation_append (conversation, reply);
  widget = ingot_chat_page_new (NULL);
  g_object_set (widget, "conversation", conversation, NULL);
  ingot_ui_test_assert_finalize (widget);
  widget = ingot_composer_new ();
  g_object_set (widget, "conversation", conversation, "resources", resources, NULL);
  ingot_ui_test_assert_finalize (widget);
  widget = ingot_deployment_picker_new ();
  g_object_set (widget, "resources", resources, "selected", get_deployment (resource, 1), NULL);
  ingot_ui_test_assert_finalize (widget);
  widget = ingot_deployment_row_new ();
  g_object_set (widget, "deployment", get_deployment (resource, 1), NULL);
  ingot_ui_test_assert_finalize (widget);
  widget = ingot_reply_status_new ();
  g_object_set (widget, "turn", reply, NULL);
  ingot_ui_test_assert_finalize (widget);
  ingot_ui_test_assert_finalize (ingot_reply_card_new ());
}

static void
test_card_offers_style (void)
{
  IngotReplyCard *card = g_object_ref_sink (INGOT_REPLY_CARD (ingot_reply_card_new ()));
  GtkButton *button = ingot_ui_test_get_child (card, INGOT_TYPE_REPLY_CARD, "use_style");
  g_autoptr(IngotFailure) failure = ingot_failure_new (INGOT_ERROR_NOT_FOUND);
  g_autofree char *advice = NULL;

  failure->suggested_style = INGOT_ENDPOINT_STYLE_DEPLOYMENT;
  ingot_reply_card_show_failure (card, failure, FALSE);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (button)));
  g_assert_cmpstr (gtk_button_get_label (button), ==, "Use the deployment Style");
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), ==, "chat.use-style");
  g_assert_cmpint (g_variant_get_int32 (gtk_actionable_get_action_target_value (GTK_ACTIONABLE (button))), ==,
                   INGOT_ENDPOINT_STYLE_DEPLOYMENT);
  advice = ingot_failure_dup_advice (failure);
  g_assert_nonnull (strstr (advice, "answers in the deployment style"));

  failure->suggested_style = 0;
  ingot_reply_card_show_failure (card, failure, FALSE);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (button)));
  g_assert_finalize_object (card);
}

/* The chips of picker and row say in which style a deployment is asked, also after it has changed. */
static void
test_chips_show_style (void)
{
  g_autoptr(IngotResource) resource = make_resource ("contoso", 1);
  g_autoptr(GListStore) resources = g_list_store_new (INGOT_TYPE_RESOURCE);
  IngotDeployment *deployment = get_deployment (resource, 0);
  GtkWidget *picker = g_object_ref_sink (ingot_deployment_picker_new ());
  GtkWidget *row = g_object_ref_sink (ingot_deployment_row_new ());
  GtkLabel *chip = ingot_ui_test_get_child (picker, INGOT_TYPE_DEPLOYMENT_PICKER, "style");
  GtkLabel *row_chip = ingot_ui_test_get_child (row, INGOT_TYPE_DEPLOYMENT_ROW, "style");

  g_list_store_append (resources, resource);
  g_object_set (picker, "resources", resources, "selected", deployment, NULL);
  g_object_set (row, "deployment", deployment, NULL);
  g_assert_cmpstr (gtk_label_get_label (chip), ==, "v1");
  g_assert_cmpstr (gtk_label_get_label (row_chip), ==, "v1");
  ingot_deployment_set_style (deployment, INGOT_ENDPOINT_STYLE_DEPLOYMENT);
  g_assert_cmpstr (gtk_label_get_label (chip), ==, "deployment");
  g_assert_cmpstr (gtk_label_get_label (row_chip), ==, "deployment");
  ingot_deployment_set_style (deployment, INGOT_ENDPOINT_STYLE_INFERENCE);
  g_assert_cmpstr (gtk_label_get_label (chip), ==, "inference");
  g_assert_cmpstr (gtk_label_get_label (row_chip), ==, "inference");
  g_assert_finalize_object (picker);
  g_assert_finalize_object (row);
}

static void
test_draft_round_trip (void)
{
  g_autoptr(IngotConversation) first = ingot_conversation_new ();
  g_autoptr(IngotConversation) second = ingot_conversation_restore (2, NULL, NULL, "두 번째\n초안", 1, 2);
  IngotComposer *composer = g_object_ref_sink (INGOT_COMPOSER (ingot_composer_new ()));
  GtkTextBuffer *buffer = get_buffer (composer);
  GtkTextIter caret;

  ingot_composer_set_conversation (composer, first);
  gtk_text_buffer_insert_at_cursor (buffer, "half a thou", -1);
  g_assert_cmpstr (ingot_conversation_get_draft (first), ==, "half a thou");
  gtk_text_buffer_insert_at_cursor (buffer, "ght", -1);
  g_assert_cmpstr (ingot_conversation_get_draft (first), ==, "half a thought");

  /* What is typed in the middle stays in the middle. */
  gtk_text_buffer_get_iter_at_offset (buffer, &caret, 4);
  gtk_text_buffer_place_cursor (buffer, &caret);
  gtk_text_buffer_insert_at_cursor (buffer, "!", -1);
  gtk_text_buffer_get_iter_at_mark (buffer, &caret, gtk_text_buffer_get_insert (buffer));
  g_assert_cmpint (gtk_text_iter_get_offset (&caret), ==, 5);

  ingot_composer_set_conversation (composer, second);
  g_assert_cmpstr (ingot_conversation_get_draft (second), ==, "두 번째\n초안");
  g_assert_cmpint (gtk_text_buffer_get_char_count (buffer), ==, 7);
  gtk_text_buffer_set_text (buffer, "", 0);
  g_assert_cmpstr (ingot_conversation_get_draft (second), ==, "");
  ingot_composer_set_conversation (composer, first);
  g_assert_cmpstr (ingot_conversation_get_draft (first), ==, "half! a thought");
  g_assert_cmpint (gtk_text_buffer_get_char_count (buffer), ==, 15);

  /* Sending empties it from the other side. */
  ingot_conversation_set_draft (first, "");
  g_assert_cmpint (gtk_text_buffer_get_char_count (buffer), ==, 0);
  g_assert_finalize_object (composer);
}

static void
count_sent_cb (GtkWidget *composer, const char *text, GPtrArray *sent)
{
  g_ptr_array_add (sent, g_strdup (text));
}

static void
test_send_and_stop (void)
{
  g_autoptr(IngotConversation) conversation = ingot_conversation_new ();
  g_autoptr(IngotResource) resource = make_resource ("contoso", 1);
  g_autoptr(GPtrArray) sent = g_ptr_array_new_with_free_func (g_free);
  IngotComposer *composer = g_object_ref_sink (INGOT_COMPOSER (ingot_composer_new ()));
  GtkWidget *send = ingot_ui_test_get_child (composer, INGOT_TYPE_COMPOSER, "send_button");
  GtkStack *buttons = ingot_ui_test_get_child (composer, INGOT_TYPE_COMPOSER, "buttons");

  g_signal_connect (composer, "send", G_CALLBACK (count_sent_cb), sent);
  g_assert_false (gtk_widget_get_sensitive (send));
  ingot_composer_set_conversation (composer, conversation);
  gtk_text_buffer_set_text (get_buffer (composer), "hello", -1);
  g_assert_false (gtk_widget_get_sensitive (send));
  ingot_conversation_set_deployment (conversation, get_deployment (resource, 0));
  g_assert_true (gtk_widget_get_sensitive (send));
  gtk_text_buffer_set_text (get_buffer (composer), " \n\t　", -1);
  g_assert_false (gtk_widget_get_sensitive (send));
  ingot_composer_send (composer);
  g_assert_cmpuint (sent->len, ==, 0);

  gtk_text_buffer_set_text (get_buffer (composer), "hello", -1);
  g_signal_emit_by_name (send, "clicked");
  g_assert_cmpuint (sent->len, ==, 1);
  g_assert_cmpstr (sent->pdata[0], ==, "hello");

  ingot_conversation_set_busy (conversation, TRUE);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (buttons), ==, "stop");
  gtk_text_buffer_insert_at_cursor (get_buffer (composer), " again", -1);
  g_assert_cmpstr (ingot_conversation_get_draft (conversation), ==, "hello again");
  ingot_composer_send (composer);
  g_assert_cmpuint (sent->len, ==, 1);
  ingot_conversation_set_busy (conversation, FALSE);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (buttons), ==, "send");
  g_assert_finalize_object (composer);
}

/* Megabytes in one line are shown in pieces, and sent as one. */
static void
test_long_line (void)
{
  g_autoptr(GtkTextBuffer) buffer = gtk_text_buffer_new (NULL);
  g_autofree char *line = g_strnfill (3 * 1024 * 1024, 'x');
  g_autofree char *wanted = g_strconcat ("a", line, "b\n가", NULL);
  g_autofree char *text = NULL;

  ingot_long_lines_watch (buffer);
  gtk_text_buffer_set_text (buffer, "ab\n가", -1);
  {
    GtkTextIter iter;

    gtk_text_buffer_get_iter_at_offset (buffer, &iter, 1);
    gtk_text_buffer_insert (buffer, &iter, line, -1);
    g_assert_cmpint (gtk_text_iter_get_offset (&iter), >, 3 * 1024 * 1024);
  }
  for (int i = 0; i < gtk_text_buffer_get_line_count (buffer); i++)
    {
      GtkTextIter iter;

      gtk_text_buffer_get_iter_at_line (buffer, &iter, i);
      g_assert_cmpint (gtk_text_iter_get_chars_in_line (&iter), <=, 4097);
    }
  text = ingot_long_lines_dup_text (buffer);
  g_assert_cmpuint (strlen (text), ==, strlen (wanted));
  g_assert_true (g_str_equal (text, wanted));
}

static void
test_picker_offers (void)
{
  g_autoptr(GListStore) resources = g_list_store_new (INGOT_TYPE_RESOURCE);
  g_autoptr(IngotResource) big = make_resource ("big", 1000);
  g_autoptr(IngotResource) small = make_resource ("small", 2);
  GtkWidget *picker = ingot_deployment_picker_new ();
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());
  GtkMenuButton *button = ingot_ui_test_get_child (picker, INGOT_TYPE_DEPLOYMENT_PICKER, "button");
  GtkPopover *popover;
  GtkEditable *search;
  GListModel *offered;

  gtk_window_set_child (window, picker);
  ingot_ui_test_show (window);
  g_list_store_append (resources, big);
  g_list_store_append (resources, small);
  ingot_deployment_set_chats (get_deployment (small, 1), FALSE);
  ingot_deployment_picker_set_resources (INGOT_DEPLOYMENT_PICKER (picker), G_LIST_MODEL (resources));
  g_assert_null (gtk_menu_button_get_popover (button)); /* until it is opened */
  gtk_menu_button_popup (button);
  popover = gtk_menu_button_get_popover (button);
  search = ingot_ui_test_get_child (popover, INGOT_TYPE_DEPLOYMENT_POPOVER, "search");
  offered = G_LIST_MODEL (gtk_list_view_get_model (ingot_ui_test_get_child (popover, INGOT_TYPE_DEPLOYMENT_POPOVER,
                                                                            "list")));
  g_assert_cmpuint (g_list_model_get_n_items (offered), ==, 1001);

  gtk_editable_set_text (search, " SMALL ");
  g_signal_emit_by_name (search, "activate");
  g_assert_cmpuint (g_list_model_get_n_items (offered), ==, 1);
  g_assert_true (ingot_deployment_picker_get_selected (INGOT_DEPLOYMENT_PICKER (picker))
                 == get_deployment (small, 0));

  gtk_editable_set_text (search, "nobody is called this");
  g_signal_emit_by_name (search, "activate");
  g_assert_cmpuint (g_list_model_get_n_items (offered), ==, 0);
  g_assert_true (ingot_deployment_picker_get_selected (INGOT_DEPLOYMENT_PICKER (picker))
                 == get_deployment (small, 0));
  ingot_ui_test_destroy (window);
}

static gboolean
is_shown (gpointer widget, GType type, const char *name)
{
  return gtk_widget_get_visible (ingot_ui_test_get_child (widget, type, name));
}

static gpointer
get_card (gpointer status)
{
  return adw_bin_get_child (ingot_ui_test_get_child (status, INGOT_TYPE_REPLY_STATUS, "card_place"));
}

static void
test_reply_status (void)
{
  g_autoptr(IngotTurn) question = ingot_turn_new_user ("?");
  g_autoptr(IngotTurn) reply = ingot_turn_new_reply ("mistral-large", NULL);
  g_autoptr(IngotTurn) other = ingot_turn_new_reply ("mistral-large", NULL);
  g_autoptr(IngotFailure) failure = ingot_failure_new (INGOT_ERROR_SIGN_IN);
  GtkWidget *status = g_object_ref_sink (ingot_reply_status_new ());
  gpointer card;

  g_assert_false (gtk_widget_get_visible (status));
  g_object_set (status, "turn", question, NULL); /* can be edited, and asked again */
  g_assert_true (is_shown (status, INGOT_TYPE_REPLY_STATUS, "edit"));
  g_assert_true (is_shown (status, INGOT_TYPE_REPLY_STATUS, "regenerate"));
  g_assert_false (is_shown (status, INGOT_TYPE_REPLY_STATUS, "copy"));
  g_assert_false (is_shown (status, INGOT_TYPE_REPLY_STATUS, "facts_button"));
  g_object_set (status, "turn", reply, NULL);
  g_assert_true (gtk_widget_get_visible (status));
  g_assert_true (is_shown (status, INGOT_TYPE_REPLY_STATUS, "spinner"));
  g_assert_null (get_card (status)); /* It is made when it is needed. */

  failure->service_text = g_strdup ("<b>Access denied</b>");
  failure->status = 401;
  ingot_turn_finish (reply, INGOT_TURN_FAILED, failure);
  g_assert_false (is_shown (status, INGOT_TYPE_REPLY_STATUS, "spinner"));
  card = get_card (status);
  g_assert_true (is_shown (status, INGOT_TYPE_REPLY_STATUS, "card_place"));
  g_assert_true (is_shown (card, INGOT_TYPE_REPLY_CARD, "add_resource"));
  g_assert_false (is_shown (card, INGOT_TYPE_REPLY_CARD, "countdown"));
  g_assert_true (g_str_has_prefix (
    gtk_label_get_label (ingot_ui_test_get_child (card, INGOT_TYPE_REPLY_CARD, "details")),
    "<b>Access denied</b>\n"));

  g_object_set (status, "turn", other, NULL);
  g_assert_false (is_shown (status, INGOT_TYPE_REPLY_STATUS, "card_place"));
  ingot_turn_append (other, "Half");
  ingot_turn_finish (other, INGOT_TURN_INTERRUPTED, NULL);
  g_assert_true (is_shown (status, INGOT_TYPE_REPLY_STATUS, "card_place"));
  g_assert_false (is_shown (card, INGOT_TYPE_REPLY_CARD, "add_resource"));
  g_assert_false (is_shown (card, INGOT_TYPE_REPLY_CARD, "details_button"));
  g_assert_finalize_object (status);
}

/* Where there is no room, somebody else is offered by name; where that would not help, nobody is. */
static void
test_alternative (void)
{
  static const struct { IngotError code; gboolean offered; } cases[] = {
    { INGOT_ERROR_RATE_LIMIT, TRUE }, { INGOT_ERROR_CAPACITY, TRUE }, { INGOT_ERROR_QUOTA_TOO_SMALL, TRUE },
    { INGOT_ERROR_SIGN_IN, FALSE },
  };
  g_autoptr(IngotDeployment) other = ingot_deployment_new ("gpt-4o", INGOT_ENDPOINT_STYLE_V1);
  GtkWidget *status = g_object_ref_sink (ingot_reply_status_new ());
  gpointer button = NULL;

  ingot_deployment_set_id (other, 7);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(IngotTurn) reply = ingot_turn_new_reply ("mistral-large", NULL);
      g_autoptr(IngotFailure) failure = ingot_failure_new (cases[i].code);

      ingot_turn_finish (reply, INGOT_TURN_FAILED, failure);
      g_object_set (status, "alternative", NULL, "turn", reply, NULL);
      button = ingot_ui_test_get_child (get_card (status), INGOT_TYPE_REPLY_CARD, "instead");
      g_assert_false (gtk_widget_get_visible (button));
      g_object_set (status, "alternative", other, NULL);
      g_assert_true (gtk_widget_get_visible (button) == cases[i].offered);
    }
  g_assert_cmpstr (gtk_button_get_label (button), ==, "Use gpt-4o Instead");
  g_assert_cmpint (g_variant_get_int64 (gtk_actionable_get_action_target_value (button)), ==, 7);
  g_assert_finalize_object (status);
}

/* The card says what was stopped, by a row for each category, and offers what helps. */
static void
test_filter_card (void)
{
  g_autoptr(IngotTurn) reply = ingot_turn_new_reply ("gpt-4o", NULL);
  g_autoptr(IngotFailure) failure = ingot_failure_new (INGOT_ERROR_FILTERED);
  const IngotFilterNote violence = { .category = (char *) "violence", .severity = INGOT_SEVERITY_MEDIUM,
                                     .filtered = TRUE };
  const IngotFilterNote jailbreak = { .category = (char *) "jailbreak", .severity = INGOT_SEVERITY_UNKNOWN };
  GtkWidget *status = g_object_ref_sink (ingot_reply_status_new ());
  gpointer card;
  GtkGrid *grid;

  failure->prompt_stopped = TRUE;
  failure->filter = ingot_filter_new ();
  ingot_filter_add (failure->filter, &jailbreak);
  ingot_filter_add (failure->filter, &violence); /* what stopped it is shown first */
  ingot_turn_finish (reply, INGOT_TURN_FAILED, failure);
  g_object_set (status, "turn", reply, NULL);
  card = get_card (status);
  grid = GTK_GRID (adw_bin_get_child (ingot_ui_test_get_child (card, INGOT_TYPE_REPLY_CARD, "filter")));
  g_assert_cmpfloat (gtk_level_bar_get_value (GTK_LEVEL_BAR (gtk_grid_get_child_at (grid, 1, 0))), ==, 2);
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (gtk_grid_get_child_at (grid, 2, 0))), ==, "Medium");
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (gtk_grid_get_child_at (grid, 3, 0))), ==, "Blocked");
  /* Nothing was found, and there is no level of it. */
  g_assert_true (gtk_grid_get_child_at (grid, 2, 1) == gtk_grid_get_child_at (grid, 0, 1));
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (gtk_grid_get_child_at (grid, 3, 1))), ==, "Passed");
  g_assert_true (is_shown (card, INGOT_TYPE_REPLY_CARD, "edit"));
  g_assert_true (is_shown (card, INGOT_TYPE_REPLY_CARD, "another"));
  g_assert_false (is_shown (card, INGOT_TYPE_REPLY_CARD, "rest"));
  g_assert_finalize_object (status);
}

/* Everything that a card can have on it fits into the narrowest window. */
static void
test_card_fits (void)
{
  static const char *const children[] = { "countdown", "rest", "edit", "again", "another", "add_resource",
                                          "use_style", "instead", "now", "cancel", "details_button" };
  g_autoptr(IngotFailure) failure = ingot_failure_new (INGOT_ERROR_FILTERED);
  const IngotFilterNote notes[] = {
    { .category = (char *) "protected_material_text", .severity = INGOT_SEVERITY_UNKNOWN },
    { .category = (char *) "self_harm", .severity = INGOT_SEVERITY_MEDIUM, .filtered = TRUE },
  };
  g_autoptr(IngotDeployment) other = ingot_deployment_new ("a-deployment-with-a-name-that-is-as-long-as-the-service-takes-it",
                                                           INGOT_ENDPOINT_STYLE_V1);
  g_autoptr(IngotFailure) limited = ingot_failure_new (INGOT_ERROR_RATE_LIMIT);
  GtkWidget *card = g_object_ref_sink (ingot_reply_card_new ());
  int minimum;

  failure->filter = ingot_filter_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (notes); i++)
    ingot_filter_add (failure->filter, &notes[i]);
  ingot_reply_card_set_alternative (INGOT_REPLY_CARD (card), other);
  ingot_reply_card_show_failure (INGOT_REPLY_CARD (card), limited, TRUE); /* names the button */
  ingot_reply_card_show_failure (INGOT_REPLY_CARD (card), failure, TRUE);
  gtk_label_set_label (ingot_ui_test_get_child (card, INGOT_TYPE_REPLY_CARD, "attempt"), "Attempt 2 of 3 in 120 s");
  for (gsize i = 0; i < G_N_ELEMENTS (children); i++)
    gtk_widget_set_visible (ingot_ui_test_get_child (card, INGOT_TYPE_REPLY_CARD, children[i]), TRUE);
  gtk_widget_measure (card, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360 - 2 * 18 - 2 * 18); /* of the page and of the card's own style */
  g_assert_finalize_object (card);
}

/* While a message is edited the draft waits; what was typed is not lost to another conversation either. */
static void
test_edit (void)
{
  g_autoptr(IngotConversation) conversation = ingot_conversation_new ();
  g_autoptr(IngotConversation) other = ingot_conversation_new ();
  g_autoptr(IngotTurn) message = ingot_turn_new_user ("What was asked");
  IngotComposer *composer = g_object_ref_sink (INGOT_COMPOSER (ingot_composer_new ()));
  GtkTextBuffer *buffer = get_buffer (composer);

  ingot_conversation_append (conversation, message);
  ingot_composer_set_conversation (composer, conversation);
  gtk_text_buffer_set_text (buffer, "a draft", -1);
  ingot_composer_edit (composer, message);
  assert_text (buffer, "What was asked");
  gtk_text_buffer_insert_at_cursor (buffer, "?", -1);
  g_assert_cmpstr (ingot_conversation_get_draft (conversation), ==, "a draft");
  ingot_composer_set_conversation (composer, other);
  g_assert_null (ingot_composer_get_edited (composer));
  assert_text (buffer, "");
  ingot_composer_set_conversation (composer, conversation);
  assert_text (buffer, "a draft");
  ingot_composer_edit (composer, message);
  assert_text (buffer, "What was asked?");
  ingot_composer_end_edit (composer);
  assert_text (buffer, "a draft");
  g_assert_finalize_object (composer);
}

static void
assert_fact_words (IngotTurn *turn, const char *wanted)
{
  g_auto(GStrv) words = ingot_fact_words_dup (turn);
  g_autofree char *line = g_strjoinv (" · ", words);

  g_assert_cmpstr (line, ==, wanted);
}

static void
test_unknown_facts_are_not_mentioned (void)
{
  g_autoptr(IngotTurn) reply = ingot_turn_new_reply ("prod", NULL);
  g_autoptr(IngotFacts) facts = ingot_facts_new ();

  assert_fact_words (reply, "Waiting for the reply");
  ingot_turn_append_reasoning (reply, "hm");
  assert_fact_words (reply, "Thinking");
  ingot_turn_append (reply, "so");
  facts->first_token_us = 412300;
  ingot_turn_set_facts (reply, facts);
  assert_fact_words (reply, "Writing · 412 ms to first token");
  facts->total_us = 2412300;
  facts->completion_tokens = 101;
  facts->model = g_strdup ("gpt-4o-2024-11-20");
  facts->region = g_strdup ("East US");
  ingot_turn_set_facts (reply, facts);
  ingot_turn_finish (reply, INGOT_TURN_STOPPED, NULL);
  assert_fact_words (reply,
                     "Stopped · prod · gpt-4o-2024-11-20 · 412 ms to first token · 50 tok/s · 101 tokens · "
                            "East US");
}

static void
test_page_states (void)
{
  g_autoptr(IngotConversation) conversation = ingot_conversation_new ();
  g_autoptr(IngotResource) resource = make_resource ("contoso", 1);
  g_autoptr(IngotTurn) question = ingot_turn_new_user ("A title\nand more");
  IngotChatPage *page = g_object_ref_sink (INGOT_CHAT_PAGE (ingot_chat_page_new (NULL)));
  GtkStack *stack = ingot_ui_test_get_child (page, INGOT_TYPE_CHAT_PAGE, "stack");
  AdwWindowTitle *title = ingot_ui_test_get_child (page, INGOT_TYPE_CHAT_PAGE, "title");
  GtkStack *inner;

  g_assert_null (gtk_stack_get_child_by_name (stack, "empty")); /* until it is needed */
  ingot_chat_page_set_conversation (page, conversation);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "empty");
  inner = ingot_ui_test_get_child (gtk_stack_get_child_by_name (stack, "empty"), INGOT_TYPE_EMPTY_CHAT, "stack");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (inner), ==, "none");
  g_assert_cmpstr (adw_window_title_get_title (title), ==, "New Chat");
  ingot_conversation_set_deployment (conversation, get_deployment (resource, 0));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "empty");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (inner), ==, "some");
  ingot_conversation_append (conversation, question);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "transcript");
  g_assert_cmpstr (adw_window_title_get_title (title), ==, "A title");
  ingot_conversation_set_own_title (conversation, "Mine & yours");
  g_assert_cmpstr (adw_window_title_get_title (title), ==, "Mine & yours");
  g_assert_finalize_object (page);
}

int
main (int argc, char *argv[])
{
  ingot_ui_test_init (&argc, &argv);

  g_test_add_func ("/chat/finalize", test_finalize);
  g_test_add_func ("/chat/card-offers-style", test_card_offers_style);
  g_test_add_func ("/chat/chips-show-style", test_chips_show_style);
  g_test_add_func ("/chat/draft-round-trip", test_draft_round_trip);
  g_test_add_func ("/chat/send-and-stop", test_send_and_stop);
  g_test_add_func ("/chat/long-line", test_long_line);
  g_test_add_func ("/chat/picker-offers", test_picker_offers);
  g_test_add_func ("/chat/reply-status", test_reply_status);
  g_test_add_func ("/chat/unknown-facts-are-not-mentioned", test_unknown_facts_are_not_mentioned);
  g_test_add_func ("/chat/alternative", test_alternative);
  g_test_add_func ("/chat/filter-card", test_filter_card);
  g_test_add_func ("/chat/card-fits", test_card_fits);
  g_test_add_func ("/chat/edit", test_edit);
  g_test_add_func ("/chat/page-states", test_page_states);
  return g_test_run ();
}
