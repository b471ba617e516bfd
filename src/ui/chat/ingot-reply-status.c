/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-chat"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-fact-words.h"
#include "ingot-reply-card.h"
#include "ingot-reply-status.h"
#include "widgets/ingot-deployment-picker.h"

#define REFRESH_MS 250 /* numbers that change more often cannot be read */

struct _IngotReplyStatus
{
  AdwBin parent_instance;

  IngotTurn *turn;
  gboolean is_last;
  IngotSendJob *job;
  GSignalGroup *turn_signals;
  GSignalGroup *job_signals;
  IngotDeployment *alternative;
  guint refresh_id;

  IngotReplyCard *card; /* NULL until there is something to tell: most replies never need one */
  AdwBin *card_place;
  GtkWidget *spinner;
  GtkWidget *facts_button;
  AdwWrapBox *facts;
  GtkWidget *buttons;
  GtkWidget *copy;
  GtkWidget *edit;
  GtkWidget *rest;
  GtkWidget *regenerate;
  IngotDeploymentPicker *another;
};

enum
{
  PROP_0,
  PROP_TURN,
  PROP_IS_LAST,
  PROP_JOB,
  PROP_RESOURCES,
  PROP_ALTERNATIVE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];
static guint regenerate_with_signal;

G_DEFINE_FINAL_TYPE (IngotReplyStatus, ingot_reply_status, ADW_TYPE_BIN)

/* The dot stands after the words, whichever side that is; the words themselves read from left to right. */
static char *
dup_with_dot (IngotReplyStatus *self, const char *words)
{
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    return g_strdup_printf ("\u200f\u2066%s\u2069  ·", words);
  return g_strdup_printf ("%s  ·", words);
}

/* Labels are kept and changed in place: a row that is made anew four times a second would flicker. */
static void
show_words (IngotReplyStatus *self, const char *const *words)
{
  GtkWidget *label = gtk_widget_get_first_child (GTK_WIDGET (self->facts));

  for (; *words != NULL; words++)
    {
      g_autofree char *text = words[1] != NULL ? dup_with_dot (self, *words) : g_strdup (*words);

      if (label == NULL)
        {
          label = g_object_new (GTK_TYPE_LABEL, "ellipsize", PANGO_ELLIPSIZE_END, "css-classes",
                                (const char *[]) { "caption", "dim-label", "numeric", NULL }, NULL);
          adw_wrap_box_append (self->facts, label);
        }
      gtk_label_set_label (GTK_LABEL (label), text);
      label = gtk_widget_get_next_sibling (label);
    }
  while (label != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (label);

      adw_wrap_box_remove (self->facts, label);
      label = next;
    }
}

static gboolean
is_writing (IngotReplyStatus *self)
{
  return self->turn != NULL && ingot_turn_get_state (self->turn) == INGOT_TURN_WRITING;
}

static gboolean
refresh_cb (gpointer user_data)
{
  IngotReplyStatus *self = user_data;
  g_auto(GStrv) words = ingot_fact_words_dup (self->turn);

  show_words (self, (const char *const *) words);
  return G_SOURCE_CONTINUE;
}

static IngotReplyCard *
need_card (IngotReplyStatus *self)
{
  if (self->card == NULL)
    {
      self->card = INGOT_REPLY_CARD (ingot_reply_card_new ());
      adw_bin_set_child (self->card_place, GTK_WIDGET (self->card));
    }
  ingot_reply_card_set_is_last (self->card, self->is_last);
  ingot_reply_card_set_alternative (self->card, self->alternative);
  return self->card;
}

/* What is shown of the card; returns whether it is. */
static gboolean
update_card (IngotReplyStatus *self)
{
  gboolean can_continue;

  if (self->job != NULL && ingot_job_get_state (INGOT_JOB (self->job)) == INGOT_JOB_WAITING)
    {
      ingot_reply_card_show_waiting (need_card (self), self->job);
      return TRUE;
    }
  if (self->job != NULL && is_writing (self) && ingot_send_job_get_probing (self->job))
    {
      ingot_reply_card_show_probing (need_card (self));
      return TRUE;
    }
  if (self->card != NULL)
    ingot_reply_card_clear (self->card);
  can_continue = ingot_turn_can_continue (self->turn);
  switch (ingot_turn_get_state (self->turn))
    {
    case INGOT_TURN_FAILED:
      {
        g_autoptr(IngotFailure) unknown = ingot_failure_new (INGOT_ERROR_FAILED);
        const IngotFailure *failure = ingot_turn_get_failure (self->turn);

        ingot_reply_card_show_failure (need_card (self), failure != NULL ? failure : unknown, can_continue);
        return TRUE;
      }
    case INGOT_TURN_INTERRUPTED:
      ingot_reply_card_show_interrupted (need_card (self), can_continue);
      return TRUE;
    case INGOT_TURN_WRITING:
    case INGOT_TURN_COMPLETE:
    case INGOT_TURN_STOPPED:
    default:
      return FALSE;
    }
}

/* The last one has the names that stay the same, so that it is found; the others say which one they are of. */
static void
update_names (IngotReplyStatus *self)
{
  gint64 id = self->is_last ? 0 : ingot_turn_get_id (self->turn);

  /* The target must never be one that the action does not take. */
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->copy), NULL);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (self->copy),
                                          self->is_last ? NULL : g_variant_new_int64 (id));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->copy), self->is_last ? "chat.copy-reply" : "chat.copy");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->facts_button), "x", id);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->copy), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->is_last ? _("Copy") : _("Copy This Reply"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->facts_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->is_last ? _("Facts") : _("Facts of This Reply"), -1);
}

static void
update_buttons (IngotReplyStatus *self, gboolean writing, gboolean has_card)
{
  gboolean is_reply = ingot_turn_get_role (self->turn) == INGOT_ROLE_ASSISTANT;
  gboolean has_text = is_reply && ingot_turn_get_text_length (self->turn) > 0 && !ingot_turn_is_withheld (self->turn);

  /* The row keeps its height while a reply is written, so that nothing jumps when it ends. */
  gtk_widget_set_visible (self->buttons, self->is_last ? !(has_card && writing) : has_text);
  gtk_widget_set_visible (self->copy, has_text && !writing);
  gtk_widget_set_visible (self->edit, self->is_last && !writing);
  gtk_widget_set_visible (self->rest, self->is_last && !has_card && ingot_turn_can_continue (self->turn));
  gtk_widget_set_visible (self->regenerate, self->is_last && !has_card && !writing);
  gtk_widget_set_visible (GTK_WIDGET (self->another), self->is_last && !writing);
}

static void
update (IngotReplyStatus *self)
{
  gboolean writing = is_writing (self);
  gboolean is_reply, has_card;

  gtk_widget_set_visible (GTK_WIDGET (self), self->turn != NULL);
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  if (self->turn == NULL)
    {
      if (self->card != NULL)
        ingot_reply_card_clear (self->card);
      return;
    }
  is_reply = ingot_turn_get_role (self->turn) == INGOT_ROLE_ASSISTANT;
  has_card = update_card (self);
  gtk_widget_set_visible (GTK_WIDGET (self->card_place), has_card);
  gtk_widget_set_visible (self->spinner, writing && !has_card);
  gtk_widget_set_visible (self->facts_button, is_reply && !has_card);
  update_names (self);
  update_buttons (self, writing, has_card);
  refresh_cb (self);
  if (writing)
    self->refresh_id = g_timeout_add (REFRESH_MS, refresh_cb, self);
}

static void
job_state_changed_cb (IngotReplyStatus *self)
{
  update (self);
  if (ingot_job_get_state (INGOT_JOB (self->job)) == INGOT_JOB_WAITING)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), _("Waiting for the next attempt"),
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
probing_cb (IngotReplyStatus *self)
{
  update (self);
  if (ingot_send_job_get_probing (self->job))
    gtk_accessible_announce (GTK_ACCESSIBLE (self), _("Trying another endpoint style"),
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
picked_cb (IngotReplyStatus *self, IngotDeployment *deployment)
{
  g_signal_emit (self, regenerate_with_signal, 0, deployment);
}

static void
ingot_reply_status_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  IngotReplyStatus *self = INGOT_REPLY_STATUS (object);

  switch (prop_id)
    {
    case PROP_TURN:
      g_value_set_object (value, self->turn);
      break;
    case PROP_IS_LAST:
      g_value_set_boolean (value, self->is_last);
      break;
    case PROP_JOB:
      g_value_set_object (value, self->job);
      break;
    case PROP_RESOURCES:
      g_value_set_object (value, ingot_deployment_picker_get_resources (self->another));
      break;
    case PROP_ALTERNATIVE:
      g_value_set_object (value, self->alternative);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_reply_status_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  IngotReplyStatus *self = INGOT_REPLY_STATUS (object);

  switch (prop_id)
    {
    case PROP_TURN:
      ingot_reply_status_set_turn (self, g_value_get_object (value));
      break;
    case PROP_IS_LAST:
      ingot_reply_status_set_is_last (self, g_value_get_boolean (value));
      break;
    case PROP_JOB:
      ingot_reply_status_set_job (self, g_value_get_object (value));
      break;
    case PROP_RESOURCES:
      ingot_reply_status_set_resources (self, g_value_get_object (value));
      break;
    case PROP_ALTERNATIVE:
      ingot_reply_status_set_alternative (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_reply_status_dispose (GObject *object)
{
  IngotReplyStatus *self = INGOT_REPLY_STATUS (object);

  g_clear_handle_id (&self->refresh_id, g_source_remove);
  g_clear_object (&self->turn_signals);
  g_clear_object (&self->job_signals);
  g_clear_object (&self->turn);
  g_clear_object (&self->job);
  g_clear_object (&self->alternative);
  G_OBJECT_CLASS (ingot_reply_status_parent_class)->dispose (object);
}

static void
ingot_reply_status_class_init (IngotReplyStatusClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  g_type_ensure (INGOT_TYPE_DEPLOYMENT_PICKER);

  object_class->get_property = ingot_reply_status_get_property;
  object_class->set_property = ingot_reply_status_set_property;
  object_class->dispose = ingot_reply_status_dispose;

  props[PROP_TURN] = g_param_spec_object ("turn", NULL, NULL, INGOT_TYPE_TURN, flags);
  props[PROP_IS_LAST] = g_param_spec_boolean ("is-last", NULL, NULL, TRUE, flags);
  props[PROP_JOB] = g_param_spec_object ("job", NULL, NULL, INGOT_TYPE_SEND_JOB, flags);
  props[PROP_RESOURCES] = g_param_spec_object ("resources", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  props[PROP_ALTERNATIVE] = g_param_spec_object ("alternative", NULL, NULL, INGOT_TYPE_DEPLOYMENT, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);

  regenerate_with_signal = g_signal_new ("regenerate-with", INGOT_TYPE_REPLY_STATUS, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, INGOT_TYPE_DEPLOYMENT);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/ingotapp/Ingot/ingot-reply-status.ui");
  gtk_widget_class_bind_template_child (widget_class, IngotReplyStatus, card_place);
  gtk_widget_class_bind_template_child (widget_class, IngotReplyStatus, spinner);
  gtk_widget_class_bind_template_child (widget_class, IngotReplyStatus, facts_button);
  gtk_widget_class_bind_template_child (widget_class, IngotReplyStatus, facts);
  gtk_widget_class_bind_template_child (widget_class, IngotReplyStatus, buttons);
  gtk_widget_class_bind_template_child (widget_class, IngotReplyStatus, copy);
  gtk_widget_class_bind_template_child (widget_class, IngotReplyStatus, edit);
  gtk_widget_class_bind_template_child (widget_class, IngotReplyStatus, rest);
  gtk_widget_class_bind_template_child (widget_class, IngotReplyStatus, regenerate);
  gtk_widget_class_bind_template_child (widget_class, IngotReplyStatus, another);
  gtk_widget_class_bind_template_callback (widget_class, picked_cb);
}

static void
ingot_reply_status_init (IngotReplyStatus *self)
{
  self->is_last = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));

  self->turn_signals = g_signal_group_new (INGOT_TYPE_TURN);
  g_signal_group_connect_swapped (self->turn_signals, "notify::state", G_CALLBACK (update), self);
  self->job_signals = g_signal_group_new (INGOT_TYPE_SEND_JOB);
  g_signal_group_connect_swapped (self->job_signals, "notify::state", G_CALLBACK (job_state_changed_cb),
                                  self);
  g_signal_group_connect_swapped (self->job_signals, "notify::retry-at", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->job_signals, "notify::probing", G_CALLBACK (probing_cb), self);
}

GtkWidget *
ingot_reply_status_new (void)
{
  return g_object_new (INGOT_TYPE_REPLY_STATUS, NULL);
}

void
ingot_reply_status_set_turn (IngotReplyStatus *self, IngotTurn *turn)
{
  if (!g_set_object (&self->turn, turn))
    return;
  g_signal_group_set_target (self->turn_signals, turn);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TURN]);
}

void
ingot_reply_status_set_is_last (IngotReplyStatus *self, gboolean is_last)
{
  if (self->is_last == is_last)
    return;
  self->is_last = is_last;
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_IS_LAST]);
}

void
ingot_reply_status_set_job (IngotReplyStatus *self, IngotSendJob *job)
{
  if (!g_set_object (&self->job, job))
    return;
  g_signal_group_set_target (self->job_signals, job);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_JOB]);
}

void
ingot_reply_status_set_resources (IngotReplyStatus *self, GListModel *resources)
{
  if (ingot_deployment_picker_get_resources (self->another) == resources)
    return;
  ingot_deployment_picker_set_resources (self->another, resources);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RESOURCES]);
}

void
ingot_reply_status_set_alternative (IngotReplyStatus *self, IngotDeployment *alternative)
{
  if (!g_set_object (&self->alternative, alternative))
    return;
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ALTERNATIVE]);
}

void
ingot_reply_status_pick (IngotReplyStatus *self)
{
  ingot_deployment_picker_popup (self->another);
}
