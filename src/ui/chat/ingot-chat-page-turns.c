/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-chat"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-chat-page-private.h"
#include "ingot-facts-dialog.h"
#include "text/ingot-copy.h"

/* The usual five seconds are over before somebody has come here by keyboard, or has heard of it. */
#define UNDO_S 20

#define MAX_SPOKEN 2000 /* bytes of a reply that are read out when it is complete */

/* Of a turn the actions take the store's id; 0 means the last one. */
static IngotTurn *
find_turn (IngotChatPage *self, GVariant *parameter)
{
  IngotConversation *conversation = ingot_chat_page_get_conversation (self);
  gint64 id = g_variant_get_int64 (parameter);

  if (conversation == NULL)
    return NULL;
  return id != 0 ? ingot_conversation_find_turn (conversation, id) : ingot_conversation_get_last (conversation);
}

static IngotTurn *
find_last_message (IngotConversation *conversation)
{
  GListModel *turns = G_LIST_MODEL (conversation);

  for (guint i = conversation != NULL ? g_list_model_get_n_items (turns) : 0; i > 0; i--)
    {
      g_autoptr(IngotTurn) turn = g_list_model_get_item (turns, i - 1);

      if (ingot_turn_get_role (turn) == INGOT_ROLE_USER)
        return turn; /* the conversation keeps it */
    }
  return NULL;
}

static IngotTurn *
get_last (IngotChatPage *self)
{
  IngotConversation *conversation = ingot_chat_page_get_conversation (self);

  return conversation != NULL ? ingot_conversation_get_last (conversation) : NULL;
}

/* A reply in several pieces is one. */
static char *
dup_markdown (IngotConversation *conversation, IngotTurn *turn)
{
  GListModel *turns = G_LIST_MODEL (conversation);
  g_autoptr(GString) text = g_string_new (NULL);
  gboolean found = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (turns); i++)
    {
      g_autoptr(IngotTurn) at = g_list_model_get_item (turns, i);
      g_autoptr(IngotTurn) before = i > 0 ? g_list_model_get_item (turns, i - 1) : NULL;
      gboolean begins = ingot_turn_get_role (at) == INGOT_ROLE_USER || before == NULL
                        || ingot_turn_get_role (before) == INGOT_ROLE_USER;

      if (begins && found)
        break;
      if (begins)
        g_string_truncate (text, 0);
      found = found || at == turn;
      if (!ingot_turn_is_withheld (at))
        g_string_append (text, ingot_turn_get_text (at));
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
edit_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IngotChatPage *self = INGOT_CHAT_PAGE (widget);
  IngotTurn *turn = g_variant_get_int64 (parameter) != 0 ? find_turn (self, parameter)
                                                         : find_last_message (ingot_chat_page_get_conversation (self));

  if (turn != NULL && ingot_turn_get_role (turn) == INGOT_ROLE_USER)
    ingot_composer_edit (ingot_chat_page_get_composer (self), turn);
}

static void
copy_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IngotChatPage *self = INGOT_CHAT_PAGE (widget);
  IngotTurn *turn = find_turn (self, parameter);
  g_autofree char *text = NULL;

  if (turn == NULL)
    return;
  text = dup_markdown (ingot_chat_page_get_conversation (self), turn);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

static void
copy_reply_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate_action (widget, "chat.copy", "x", (gint64) 0);
}

/* What the toast keeps to bring back. */
typedef struct
{
  IngotOutbox *outbox;
  IngotConversation *conversation;
  GListModel *turns;
} Deleted;

static void
deleted_free (gpointer data)
{
  Deleted *deleted = data;

  g_object_unref (deleted->outbox);
  g_object_unref (deleted->conversation);
  g_object_unref (deleted->turns);
  g_free (deleted);
}

static void
undo_cb (AdwToast *toast, Deleted *deleted)
{
  ingot_outbox_restore (deleted->outbox, deleted->conversation, deleted->turns);
}

static void
offer_undo (IngotChatPage *self, GListModel *turns, gboolean message)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);
  AdwToast *toast = adw_toast_new (message ? _("Message deleted") : _("Reply deleted"));
  Deleted *deleted = g_new0 (Deleted, 1);

  deleted->outbox = g_object_ref (ingot_chat_page_get_outbox (self));
  deleted->conversation = g_object_ref (ingot_chat_page_get_conversation (self));
  deleted->turns = g_object_ref (turns);
  g_object_set_data_full (G_OBJECT (toast), "deleted", deleted, deleted_free);
  adw_toast_set_button_label (toast, _("_Undo"));
  adw_toast_set_timeout (toast, UNDO_S);
  g_signal_connect (toast, "button-clicked", G_CALLBACK (undo_cb), deleted);
  if (overlay != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), g_object_ref (toast));
  g_object_unref (toast);
}

static void
delete_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IngotChatPage *self = INGOT_CHAT_PAGE (widget);
  IngotTurn *turn = find_turn (self, parameter);
  gboolean message = turn != NULL && ingot_turn_get_role (turn) == INGOT_ROLE_USER;
  g_autoptr(GListModel) turns = NULL;

  if (turn == NULL)
    return;
  turns = ingot_outbox_delete (ingot_chat_page_get_outbox (self), ingot_chat_page_get_conversation (self), turn);
  offer_undo (self, turns, message);
  gtk_widget_grab_focus (widget);
}

static void
continue_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IngotChatPage *self = INGOT_CHAT_PAGE (widget);

  /* The button that was pressed goes away. */
  gtk_widget_grab_focus (widget);
  ingot_outbox_continue (ingot_chat_page_get_outbox (self), ingot_chat_page_get_conversation (self));
}

static void
regenerate_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ingot_chat_page_regenerate (INGOT_CHAT_PAGE (widget), NULL);
}

static void
regenerate_with_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IngotReplyStatus *status = ingot_chat_page_get_status (INGOT_CHAT_PAGE (widget));

  if (status != NULL)
    ingot_reply_status_pick (status);
}

static void
use_instead_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IngotChatPage *self = INGOT_CHAT_PAGE (widget);
  IngotResources *resources = ingot_chat_page_get_resources (self);
  IngotDeployment *deployment =
    resources != NULL ? ingot_resources_find_deployment (resources, g_variant_get_int64 (parameter)) : NULL;

  if (deployment == NULL || get_last (self) == NULL)
    return;
  gtk_widget_grab_focus (widget); /* the button goes away with the card */
  ingot_outbox_ask_instead (ingot_chat_page_get_outbox (self), ingot_chat_page_get_conversation (self), deployment);
}

/* Whom the conversation talks to: what its last reply failed of. */
static void
check_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IngotConversation *conversation = ingot_chat_page_get_conversation (INGOT_CHAT_PAGE (widget));
  IngotDeployment *deployment = conversation != NULL ? ingot_conversation_get_deployment (conversation) : NULL;

  if (deployment != NULL)
    gtk_widget_activate_action (widget, "win.check", "x", ingot_deployment_get_id (deployment));
}

static void
show_facts_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IngotTurn *turn = find_turn (INGOT_CHAT_PAGE (widget), parameter);

  if (turn != NULL)
    adw_dialog_present (ingot_facts_dialog_new (turn), widget);
}

void
ingot_chat_page_install_turn_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "chat.edit", "x", edit_activated);
  gtk_widget_class_install_action (widget_class, "chat.copy", "x", copy_activated);
  gtk_widget_class_install_action (widget_class, "chat.copy-reply", NULL, copy_reply_activated);
  gtk_widget_class_install_action (widget_class, "chat.delete", "x", delete_activated);
  gtk_widget_class_install_action (widget_class, "chat.continue", NULL, continue_activated);
  gtk_widget_class_install_action (widget_class, "chat.regenerate", NULL, regenerate_activated);
  gtk_widget_class_install_action (widget_class, "chat.regenerate-with", NULL, regenerate_with_activated);
  gtk_widget_class_install_action (widget_class, "chat.use-instead", "x", use_instead_activated);
  gtk_widget_class_install_action (widget_class, "chat.check", NULL, check_activated);
  gtk_widget_class_install_action (widget_class, "chat.show-facts", "x", show_facts_activated);
}

void
ingot_chat_page_update_turn_actions (IngotChatPage *self, gboolean able)
{
  GtkWidget *widget = GTK_WIDGET (self);
  IngotConversation *conversation = ingot_chat_page_get_conversation (self);
  IngotTurn *last = get_last (self);
  gboolean is_reply = last != NULL && ingot_turn_get_role (last) == INGOT_ROLE_ASSISTANT;
  gboolean quiet = conversation != NULL && !ingot_conversation_get_busy (conversation)
                   && ingot_conversation_get_loaded (conversation) && ingot_chat_page_get_outbox (self) != NULL;

  gtk_widget_action_set_enabled (widget, "chat.edit", able && find_last_message (conversation) != NULL);
  gtk_widget_action_set_enabled (widget, "chat.copy", last != NULL);
  gtk_widget_action_set_enabled (widget, "chat.copy-reply", is_reply && ingot_turn_get_text_length (last) > 0
                                                            && !ingot_turn_is_withheld (last));
  gtk_widget_action_set_enabled (widget, "chat.delete", quiet && last != NULL);
  gtk_widget_action_set_enabled (widget, "chat.continue", able && is_reply && ingot_turn_can_continue (last));
  gtk_widget_action_set_enabled (widget, "chat.regenerate", able && last != NULL);
  gtk_widget_action_set_enabled (widget, "chat.regenerate-with", quiet && last != NULL);
  gtk_widget_action_set_enabled (widget, "chat.check", conversation != NULL
                                                       && ingot_conversation_get_deployment (conversation) != NULL);
  gtk_widget_action_set_enabled (widget, "chat.use-instead",
                                 is_reply && ingot_conversation_get_loaded (conversation)
                                 && ingot_chat_page_get_outbox (self) != NULL);
  gtk_widget_action_set_enabled (widget, "chat.show-facts", last != NULL);
}

/* As it is shown, without the marks of Markdown; nothing of what takes minutes to say. */
static char *
dup_spoken (IngotTurn *turn)
{
  g_autoptr(IngotMarkdown) markdown = NULL;

  if (ingot_turn_get_text_length (turn) >= MAX_SPOKEN)
    return g_strdup ("");
  markdown = ingot_markdown_new (ingot_turn_get_text (turn));
  return ingot_copy (markdown, NULL, NULL, INGOT_COPY_TEXT);
}

/* Said once, when it is over: a screen reader that is told of every word cannot be listened to. */
void
ingot_chat_page_announce (IngotChatPage *self, IngotTurn *turn)
{
  const IngotFailure *failure = ingot_turn_get_failure (turn);
  g_autofree char *words = NULL, *text = NULL;

  switch (ingot_turn_get_state (turn))
    {
    case INGOT_TURN_COMPLETE:
      text = dup_spoken (turn);
      words = g_strdup_printf (_("Reply complete. %s"), text);
      break;
    case INGOT_TURN_STOPPED:
      words = g_strdup (_("Reply stopped"));
      break;
    case INGOT_TURN_INTERRUPTED:
      words = g_strdup (_("The reply was interrupted"));
      break;
    case INGOT_TURN_FAILED:
      words = failure != NULL ? ingot_failure_dup_headline (failure) : g_strdup (_("The request failed"));
      break;
    case INGOT_TURN_WRITING:
    default:
      return;
    }
  gtk_accessible_announce (GTK_ACCESSIBLE (self), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

void
ingot_chat_page_send (IngotChatPage *self, const char *text)
{
  IngotOutbox *outbox = ingot_chat_page_get_outbox (self);
  IngotConversation *conversation = ingot_chat_page_get_conversation (self);
  IngotComposer *composer = ingot_chat_page_get_composer (self);
  g_autoptr(IngotTurn) edited = NULL;

  if (outbox == NULL || conversation == NULL)
    return;
  if (ingot_composer_get_edited (composer) == NULL)
    {
      ingot_outbox_send (outbox, conversation, text);
      return;
    }
  edited = g_object_ref (ingot_composer_get_edited (composer));
  ingot_composer_end_edit (composer);
  ingot_outbox_edit (outbox, conversation, edited, text);
}

void
ingot_chat_page_regenerate (IngotChatPage *self, IngotDeployment *deployment)
{
  IngotOutbox *outbox = ingot_chat_page_get_outbox (self);
  IngotConversation *conversation = ingot_chat_page_get_conversation (self);

  if (outbox == NULL || get_last (self) == NULL || ingot_conversation_get_busy (conversation))
    return;
  /* The button that was pressed goes away with the reply that it belonged to. */
  gtk_widget_grab_focus (GTK_WIDGET (self));
  ingot_outbox_regenerate (outbox, conversation, deployment);
}
