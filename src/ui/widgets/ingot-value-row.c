/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-widgets"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-copied.h"
#include "ingot-value-row.h"
#include "ingot-words.h"

struct _IngotValueRow
{
  AdwPreferencesRow parent_instance;

  char *value;
  char *copy_label;
  gboolean is_code;

  GtkLabel *label;
  GtkWidget *copy;
};

enum
{
  PROP_0,
  PROP_VALUE,
  PROP_CODE,
  PROP_COPY_LABEL,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (IngotValueRow, ingot_value_row, ADW_TYPE_PREFERENCES_ROW)

static void
copy_clicked_cb (IngotValueRow *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->value);
  ingot_copied_show (self->copy, _("Copied"));
}

static void
update_name (IngotValueRow *self)
{
  g_autofree char *name = g_strdup_printf ("%s: %s", adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)),
                                           gtk_label_get_label (self->label));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
update_copy (IngotValueRow *self)
{
  gtk_widget_set_visible (self->copy, self->value != NULL && self->copy_label != NULL);
  gtk_widget_set_tooltip_text (self->copy, self->copy_label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->copy), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->copy_label != NULL ? self->copy_label : "", -1);
}

static void
set_copy_label (IngotValueRow *self, const char *copy_label)
{
  if (!g_set_str (&self->copy_label, copy_label))
    return;
  update_copy (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_COPY_LABEL]);
}

static void
set_code (IngotValueRow *self, gboolean is_code)
{
  if (self->is_code == is_code)
    return;
  self->is_code = is_code;
  gtk_label_set_wrap_mode (self->label, is_code ? PANGO_WRAP_CHAR : PANGO_WRAP_WORD_CHAR);
  if (is_code)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->label), "monospace");
      gtk_widget_add_css_class (GTK_WIDGET (self->label), "code-value");
      gtk_widget_set_direction (GTK_WIDGET (self->label), GTK_TEXT_DIR_LTR);
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->label), "monospace");
      gtk_widget_remove_css_class (GTK_WIDGET (self->label), "code-value");
      gtk_widget_set_direction (GTK_WIDGET (self->label), GTK_TEXT_DIR_NONE);
    }
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CODE]);
}

static void
ingot_value_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  IngotValueRow *self = INGOT_VALUE_ROW (object);

  switch (prop_id)
    {
    case PROP_VALUE:
      g_value_set_string (value, self->value);
      break;
    case PROP_CODE:
      g_value_set_boolean (value, self->is_code);
      break;
    case PROP_COPY_LABEL:
      g_value_set_string (value, self->copy_label);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_value_row_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  IngotValueRow *self = INGOT_VALUE_ROW (object);

  switch (prop_id)
    {
    case PROP_VALUE:
      ingot_value_row_set_value (self, g_value_get_string (value));
      break;
    case PROP_CODE:
      set_code (self, g_value_get_boolean (value));
      break;
    case PROP_COPY_LABEL:
      set_copy_label (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_value_row_finalize (GObject *object)
{
  IngotValueRow *self = INGOT_VALUE_ROW (object);

  g_free (self->value);
  g_free (self->copy_label);
  G_OBJECT_CLASS (ingot_value_row_parent_class)->finalize (object);
}

static void
ingot_value_row_class_init (IngotValueRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ingot_value_row_get_property;
  object_class->set_property = ingot_value_row_set_property;
  object_class->finalize = ingot_value_row_finalize;

  props[PROP_VALUE] = g_param_spec_string ("value", NULL, NULL, NULL, flags);
  props[PROP_CODE] = g_param_spec_boolean ("code", NULL, NULL, FALSE, flags);
  props[PROP_COPY_LABEL] = g_param_spec_string ("copy-label", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ingotapp/Ingot/ingot-value-row.ui");
  gtk_widget_class_bind_template_child (widget_class, IngotValueRow, label);
  gtk_widget_class_bind_template_child (widget_class, IngotValueRow, copy);
  gtk_widget_class_bind_template_callback (widget_class, copy_clicked_cb);
}

static void
ingot_value_row_init (IngotValueRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_label_set_label (self->label, INGOT_WORDS_UNKNOWN);
  g_signal_connect (self, "notify::title", G_CALLBACK (update_name), NULL);
}

GtkWidget *
ingot_value_row_new (const char *title)
{
  return g_object_new (INGOT_TYPE_VALUE_ROW, "title", title, NULL);
}

const char *
ingot_value_row_get_value (IngotValueRow *self)
{
  return self->value;
}

void
ingot_value_row_set_value (IngotValueRow *self, const char *value)
{
  if (!g_set_str (&self->value, value != NULL && *value != '\0' ? value : NULL))
    return;
  gtk_label_set_label (self->label, self->value != NULL ? self->value : INGOT_WORDS_UNKNOWN);
  ingot_copied_clear (self->copy);
  update_name (self);
  update_copy (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_VALUE]);
}

void
ingot_value_row_set_value_or_hide (IngotValueRow *self, const char *value)
{
  ingot_value_row_set_value (self, value);
  gtk_widget_set_visible (GTK_WIDGET (self), self->value != NULL);
}
