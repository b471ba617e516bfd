/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-chat"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-parameter-row.h"

#define MAX_SEED_DIGITS 10

struct _IngotParameterRow
{
  AdwPreferencesRow parent_instance;

  IngotParameter parameter;
  const IngotParameterInfo *info;
  IngotParameters *parameters;
  IngotDeployment *deployment;
  GSignalGroup *parameters_signals;
  gboolean in_step; /* the control is being brought up to date */

  GtkLabel *title;
  GtkLabel *value;
  GtkLabel *subtitle;
  GtkWidget *reset;
  AdwBin *beside; /* where a control stands that is small enough */
  AdwBin *bin;    /* where the control is, of the two */
  GtkWidget *control; /* a scale, a spin button, an entry, a drop-down or a text view */
};

G_DEFINE_FINAL_TYPE (IngotParameterRow, ingot_parameter_row, ADW_TYPE_PREFERENCES_ROW)

static gboolean
is_set (IngotParameterRow *self)
{
  return self->parameters != NULL && ingot_parameters_is_set (self->parameters, self->parameter);
}

static double
get_number (IngotParameterRow *self)
{
  return self->parameters != NULL ? ingot_parameters_get_number (self->parameters, self->parameter)
                                  : self->info->usual;
}

static const char *
get_text (IngotParameterRow *self)
{
  return self->parameters != NULL ? ingot_parameters_get_text (self->parameters, self->parameter) : "";
}

static void
set_dim (gpointer widget, gboolean dim)
{
  if (dim)
    gtk_widget_add_css_class (widget, "dim-label");
  else
    gtk_widget_remove_css_class (widget, "dim-label");
}

/* The words that a person reads for those of the wire. */
static const char *
get_choice_title (const char *choice)
{
  static const struct { const char *choice, *context, *title; } titles[] = {
    { "none", "effort", NC_("effort", "None") },
    { "minimal", "effort", NC_("effort", "Minimal") },
    { "low", "effort", NC_("effort", "Low") },
    { "medium", "effort", NC_("effort", "Medium") },
    { "high", "effort", NC_("effort", "High") },
    { "xhigh", "effort", NC_("effort", "Extra High") },
    { "json_object", "format", NC_("format", "JSON Object") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_str_equal (titles[i].choice, choice))
      return g_dpgettext2 (NULL, titles[i].context, titles[i].title);
  return choice;
}

/* What stands for nothing chosen: what the service then does, where that is the same everywhere. */
static const char *
get_unset_title (IngotParameter parameter)
{
  return parameter == INGOT_PARAMETER_FORMAT ? C_("format", "Text") : _("Default");
}

/* From the model to the control */

static void
show_number (IngotParameterRow *self)
{
  double number = get_number (self);

  if (GTK_IS_SCALE (self->control))
    {
      g_autofree char *text = g_strdup_printf ("%g", number);

      gtk_range_set_value (GTK_RANGE (self->control), number);
      gtk_label_set_label (self->value, text);
      set_dim (self->value, !is_set (self));
    }
  else if (GTK_IS_SPIN_BUTTON (self->control))
    {
      gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->control), number);
      set_dim (self->control, !is_set (self));
    }
  else
    {
      g_autofree char *text = is_set (self) ? g_strdup_printf ("%.0f", number) : g_strdup ("");

      gtk_widget_remove_css_class (self->control, "error");
      if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->control)), text) != 0)
        gtk_editable_set_text (GTK_EDITABLE (self->control), text);
    }
}

static void
show_choice (IngotParameterRow *self)
{
  guint selected = 0;

  for (guint i = 0; self->info->choices[i] != NULL; i++)
    if (g_str_equal (self->info->choices[i], get_text (self)))
      selected = i + 1;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->control), selected);
}

/* What a person types comes back from the model as it is: writing it again would lose the caret and the undo. */
static void
show_lines (IngotParameterRow *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->control));
  g_autofree char *text = NULL;

  g_object_get (buffer, "text", &text, NULL);
  if (g_strcmp0 (text, get_text (self)) == 0)
    return;
  gtk_text_buffer_begin_irreversible_action (buffer);
  gtk_text_buffer_set_text (buffer, get_text (self), -1);
  gtk_text_buffer_end_irreversible_action (buffer);
}

static void
update_reset (IngotParameterRow *self)
{
  gboolean had_focus = gtk_widget_has_focus (self->reset);

  gtk_widget_set_visible (self->reset, is_set (self));
  if (had_focus && !is_set (self) && !gtk_widget_grab_focus (self->control))
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static void
update (IngotParameterRow *self)
{
  self->in_step = TRUE;
  switch (self->info->kind)
    {
    case INGOT_PARAMETER_KIND_CHOICE:
      show_choice (self);
      break;
    case INGOT_PARAMETER_KIND_LINES:
      show_lines (self);
      break;
    case INGOT_PARAMETER_KIND_NUMBER:
    case INGOT_PARAMETER_KIND_INTEGER:
    default:
      show_number (self);
    }
  self->in_step = FALSE;
  update_reset (self);
}

/* What there is to say about it, above all what the deployment taught */

static char *
dup_subtitle (IngotParameterRow *self, IngotLesson *lesson)
{
  if (lesson != NULL && ingot_lesson_get_replacement (lesson) == NULL)
    return g_strdup_printf (_("“%s” does not take this, so it is left out."),
                            ingot_deployment_get_name (self->deployment));
  if (lesson != NULL)
    return g_strdup_printf (_("Sent as %s."), ingot_lesson_get_replacement (lesson));
  if (self->info->kind == INGOT_PARAMETER_KIND_LINES)
    return g_strdup (_("One a line. \\n stands for a line break."));
  if (self->parameter == INGOT_PARAMETER_FORMAT && is_set (self))
    return g_strdup (_("The message or the system prompt has to ask for JSON, too."));
  return NULL;
}

static void
update_lesson (IngotParameterRow *self)
{
  IngotLessons *lessons = self->deployment != NULL ? ingot_deployment_get_lessons (self->deployment) : NULL;
  IngotLesson *lesson = lessons != NULL ? ingot_lessons_find (lessons, self->info->name) : NULL;
  g_autofree char *subtitle = dup_subtitle (self, lesson);
  gboolean refused = lesson != NULL && ingot_lesson_get_replacement (lesson) == NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (self->bin), !refused);
  gtk_widget_set_sensitive (GTK_WIDGET (self->title), !refused);
  gtk_widget_set_sensitive (GTK_WIDGET (self->value), !refused);
  gtk_label_set_label (self->subtitle, subtitle != NULL ? subtitle : "");
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), subtitle != NULL);
}

static void
parameters_changed_cb (IngotParameterRow *self, int parameter)
{
  if ((IngotParameter) parameter != self->parameter)
    return;
  update (self);
  update_lesson (self);
}

/* From the control to the model */

static void
range_changed_cb (IngotParameterRow *self)
{
  if (!self->in_step && self->parameters != NULL)
    ingot_parameters_set_number (self->parameters, self->parameter, gtk_range_get_value (GTK_RANGE (self->control)));
}

static void
spin_changed_cb (IngotParameterRow *self)
{
  if (!self->in_step && self->parameters != NULL)
    ingot_parameters_set_number (self->parameters, self->parameter,
                                 gtk_spin_button_get_value (GTK_SPIN_BUTTON (self->control)));
}

static void
entry_changed_cb (IngotParameterRow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->control));
  guint64 number;

  if (self->in_step || self->parameters == NULL)
    return;
  if (*text == '\0')
    ingot_parameters_reset (self->parameters, self->parameter);
  else if (g_ascii_string_to_unsigned (text, 10, 0, (guint64) self->info->maximum, &number, NULL))
    ingot_parameters_set_number (self->parameters, self->parameter, (double) number);
  else
    {
      gtk_widget_add_css_class (self->control, "error");
      gtk_accessible_update_state (GTK_ACCESSIBLE (self->control), GTK_ACCESSIBLE_STATE_INVALID,
                                   GTK_ACCESSIBLE_INVALID_TRUE, -1);
      return;
    }
  gtk_widget_remove_css_class (self->control, "error");
  gtk_accessible_reset_state (GTK_ACCESSIBLE (self->control), GTK_ACCESSIBLE_STATE_INVALID);
}

static void
choice_changed_cb (IngotParameterRow *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->control));

  if (!self->in_step && self->parameters != NULL)
    ingot_parameters_set_text (self->parameters, self->parameter,
                               selected > 0 ? self->info->choices[selected - 1] : "");
}

static void
lines_changed_cb (IngotParameterRow *self, GtkTextBuffer *buffer)
{
  g_autofree char *text = NULL;

  if (self->in_step || self->parameters == NULL)
    return;
  g_object_get (buffer, "text", &text, NULL);
  ingot_parameters_set_text (self->parameters, self->parameter, text);
}

static void
reset_cb (IngotParameterRow *self)
{
  if (self->parameters != NULL)
    ingot_parameters_reset (self->parameters, self->parameter);
}

/* The controls */

/* Whoever scrolls the pane must not change what the pointer happens to pass. */
static void
ignore_scrolling (GtkWidget *widget)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_SCROLL (controller))
        gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_NONE);
    }
}

static GtkWidget *
new_scale (IngotParameterRow *self)
{
  GtkWidget *scale = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, self->info->minimum, self->info->maximum,
                                               self->info->step);

  gtk_range_set_round_digits (GTK_RANGE (scale), 2);
  ignore_scrolling (scale);
  g_signal_connect_swapped (scale, "value-changed", G_CALLBACK (range_changed_cb), self);
  return scale;
}

static GtkWidget *
new_spin_button (IngotParameterRow *self)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (self->info->minimum, self->info->maximum, self->info->step);

  gtk_editable_set_width_chars (GTK_EDITABLE (spin), 7);
  ignore_scrolling (spin);
  g_signal_connect_swapped (spin, "value-changed", G_CALLBACK (spin_changed_cb), self);
  return spin;
}

/* A number that means nothing by its size, so there is nothing to step through. */
static GtkWidget *
new_entry (IngotParameterRow *self)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_DIGITS);
  gtk_entry_set_max_length (GTK_ENTRY (entry), MAX_SEED_DIGITS);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _("Random"));
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (entry_changed_cb), self);
  return entry;
}

static GtkWidget *
new_drop_down (IngotParameterRow *self)
{
  GtkStringList *titles = gtk_string_list_new (NULL);
  GtkWidget *drop_down;

  gtk_string_list_append (titles, get_unset_title (self->parameter));
  for (guint i = 0; self->info->choices[i] != NULL; i++)
    gtk_string_list_append (titles, get_choice_title (self->info->choices[i]));
  drop_down = gtk_drop_down_new (G_LIST_MODEL (titles), NULL);
  g_signal_connect_swapped (drop_down, "notify::selected", G_CALLBACK (choice_changed_cb), self);
  return drop_down;
}

static GtkWidget *
new_lines (IngotParameterRow *self)
{
  GtkWidget *view = g_object_new (GTK_TYPE_TEXT_VIEW, "accepts-tab", FALSE, "wrap-mode", GTK_WRAP_WORD_CHAR,
                                  "monospace", TRUE, "left-margin", 9, "right-margin", 9, "top-margin", 6,
                                  "bottom-margin", 6, "height-request", 52, NULL);

  gtk_widget_add_css_class (view, "parameter-lines");
  g_signal_connect_swapped (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "changed", G_CALLBACK (lines_changed_cb),
                            self);
  return view;
}

static GtkWidget *
new_control (IngotParameterRow *self)
{
  switch (self->info->kind)
    {
    case INGOT_PARAMETER_KIND_NUMBER:
      return new_scale (self);
    case INGOT_PARAMETER_KIND_INTEGER:
      return self->parameter == INGOT_PARAMETER_SEED ? new_entry (self) : new_spin_button (self);
    case INGOT_PARAMETER_KIND_CHOICE:
      return new_drop_down (self);
    case INGOT_PARAMETER_KIND_LINES:
    default:
      return new_lines (self);
    }
}

static void
ingot_parameter_row_dispose (GObject *object)
{
  IngotParameterRow *self = INGOT_PARAMETER_ROW (object);

  g_clear_object (&self->parameters_signals);
  g_clear_object (&self->parameters);
  g_clear_object (&self->deployment);
  G_OBJECT_CLASS (ingot_parameter_row_parent_class)->dispose (object);
}

static void
ingot_parameter_row_class_init (IngotParameterRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ingot_parameter_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ingotapp/Ingot/ingot-parameter-row.ui");
  gtk_widget_class_bind_template_child (widget_class, IngotParameterRow, title);
  gtk_widget_class_bind_template_child (widget_class, IngotParameterRow, value);
  gtk_widget_class_bind_template_child (widget_class, IngotParameterRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, IngotParameterRow, reset);
  gtk_widget_class_bind_template_child (widget_class, IngotParameterRow, beside);
  gtk_widget_class_bind_template_child (widget_class, IngotParameterRow, bin);
  gtk_widget_class_bind_template_callback (widget_class, reset_cb);
}

static void
ingot_parameter_row_init (IngotParameterRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->parameters_signals = g_signal_group_new (INGOT_TYPE_PARAMETERS);
  g_signal_group_connect_swapped (self->parameters_signals, "changed", G_CALLBACK (parameters_changed_cb), self);
}

static void
name_parts (IngotParameterRow *self)
{
  const char *title = _(self->info->title);
  g_autofree char *reset = g_strdup_printf (_("Reset %s"), title);

  gtk_label_set_label (self->title, title);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->control), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  self->title, NULL, GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, self->subtitle, NULL, -1);
  gtk_widget_set_tooltip_text (self->reset, reset);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->reset), GTK_ACCESSIBLE_PROPERTY_LABEL, reset, -1);
}

GtkWidget *
ingot_parameter_row_new (IngotParameter parameter)
{
  IngotParameterRow *self = g_object_new (INGOT_TYPE_PARAMETER_ROW, NULL);

  self->parameter = parameter;
  self->info = ingot_parameter_get_info (parameter);
  self->control = new_control (self);
  gtk_widget_set_visible (GTK_WIDGET (self->value), GTK_IS_SCALE (self->control));
  if (GTK_IS_DROP_DOWN (self->control))
    self->bin = self->beside;
  gtk_widget_set_visible (GTK_WIDGET (self->bin), TRUE);
  adw_bin_set_child (self->bin, self->control);
  name_parts (self);
  update (self);
  update_lesson (self);
  return GTK_WIDGET (self);
}

void
ingot_parameter_row_set_parameters (IngotParameterRow *self, IngotParameters *parameters)
{
  if (!g_set_object (&self->parameters, parameters))
    return;
  g_signal_group_set_target (self->parameters_signals, parameters);
  update (self);
  update_lesson (self);
}

void
ingot_parameter_row_set_deployment (IngotParameterRow *self, IngotDeployment *deployment)
{
  g_set_object (&self->deployment, deployment);
  update_lesson (self);
}
