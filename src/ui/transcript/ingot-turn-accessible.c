/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "ingot-turn-accessible.h"

struct _IngotTurnAccessible
{
  GObject parent_instance;

  IngotTurn *turn;
  GtkWidget *parent;
  GtkAccessible *next;
  GtkATContext *context;
};

enum
{
  PROP_0,
  PROP_ACCESSIBLE_ROLE,
};

static GtkATContext *
ingot_turn_accessible_get_at_context (GtkAccessible *accessible)
{
  IngotTurnAccessible *self = INGOT_TURN_ACCESSIBLE (accessible);

  if (self->context == NULL && self->parent != NULL)
    self->context = gtk_at_context_create (GTK_ACCESSIBLE_ROLE_ARTICLE, accessible,
                                           gtk_widget_get_display (self->parent));
  return self->context != NULL ? g_object_ref (self->context) : NULL;
}

static gboolean
ingot_turn_accessible_get_platform_state (GtkAccessible *accessible, GtkAccessiblePlatformState state)
{
  return FALSE;
}

static GtkAccessible *
ingot_turn_accessible_get_accessible_parent (GtkAccessible *accessible)
{
  IngotTurnAccessible *self = INGOT_TURN_ACCESSIBLE (accessible);

  return self->parent != NULL ? g_object_ref (GTK_ACCESSIBLE (self->parent)) : NULL;
}

static GtkAccessible *
ingot_turn_accessible_get_first_accessible_child (GtkAccessible *accessible)
{
  return NULL;
}

static GtkAccessible *
ingot_turn_accessible_get_next_accessible_sibling (GtkAccessible *accessible)
{
  IngotTurnAccessible *self = INGOT_TURN_ACCESSIBLE (accessible);

  return self->next != NULL ? g_object_ref (self->next) : NULL;
}

/* Where a turn stands within one text view is not known; that it is inside of the view is. */
static gboolean
ingot_turn_accessible_get_bounds (GtkAccessible *accessible, int *x, int *y, int *width, int *height)
{
  IngotTurnAccessible *self = INGOT_TURN_ACCESSIBLE (accessible);

  *x = *y = 0;
  *width = self->parent != NULL ? gtk_widget_get_width (self->parent) : 0;
  *height = self->parent != NULL ? gtk_widget_get_height (self->parent) : 0;
  return TRUE;
}

static void
accessible_init (GtkAccessibleInterface *iface)
{
  iface->get_at_context = ingot_turn_accessible_get_at_context;
  iface->get_platform_state = ingot_turn_accessible_get_platform_state;
  iface->get_accessible_parent = ingot_turn_accessible_get_accessible_parent;
  iface->get_first_accessible_child = ingot_turn_accessible_get_first_accessible_child;
  iface->get_next_accessible_sibling = ingot_turn_accessible_get_next_accessible_sibling;
  iface->get_bounds = ingot_turn_accessible_get_bounds;
}

static GBytes *
ingot_turn_accessible_get_contents (GtkAccessibleText *accessible, guint start, guint end)
{
  const char *text = ingot_turn_get_text (INGOT_TURN_ACCESSIBLE (accessible)->turn);
  glong length = g_utf8_strlen (text, -1);
  glong last = MIN ((glong) end, length);
  glong first = MIN ((glong) start, last);
  char *slice = g_utf8_substring (text, first, last);

  /* The terminating NUL belongs to what GTK expects. */
  return g_bytes_new_take (slice, strlen (slice) + 1);
}

/* Lines are what is between line feeds: how they wrap is the view's. */
static GBytes *
ingot_turn_accessible_get_contents_at (GtkAccessibleText *accessible, guint offset,
                                       GtkAccessibleTextGranularity granularity, guint *start, guint *end)
{
  const char *text = ingot_turn_get_text (INGOT_TURN_ACCESSIBLE (accessible)->turn);
  guint length = g_utf8_strlen (text, -1);
  guint at = MIN (offset, length);
  const char *here = g_utf8_offset_to_pointer (text, at);

  *start = at;
  *end = MIN (at + 1, length);
  if (granularity != GTK_ACCESSIBLE_TEXT_GRANULARITY_CHARACTER)
    {
      const char *before = g_strrstr_len (text, here - text, "\n");
      const char *after = strchr (here, '\n');

      *start = before != NULL ? g_utf8_pointer_to_offset (text, before) + 1 : 0;
      *end = after != NULL ? g_utf8_pointer_to_offset (text, after) + 1 : length;
    }
  return ingot_turn_accessible_get_contents (accessible, *start, *end);
}

static guint
ingot_turn_accessible_get_caret_position (GtkAccessibleText *accessible)
{
  return 0;
}

static gboolean
ingot_turn_accessible_get_selection (GtkAccessibleText *accessible, gsize *n_ranges,
                                     GtkAccessibleTextRange **ranges)
{
  return FALSE;
}

static gboolean
ingot_turn_accessible_get_attributes (GtkAccessibleText *accessible, guint offset, gsize *n_ranges,
                                      GtkAccessibleTextRange **ranges, char ***names, char ***values)
{
  return FALSE;
}

static void
ingot_turn_accessible_get_default_attributes (GtkAccessibleText *accessible, char ***names, char ***values)
{
  *names = g_new0 (char *, 1);
  *values = g_new0 (char *, 1);
}

static void
accessible_text_init (GtkAccessibleTextInterface *iface)
{
  iface->get_contents = ingot_turn_accessible_get_contents;
  iface->get_contents_at = ingot_turn_accessible_get_contents_at;
  iface->get_caret_position = ingot_turn_accessible_get_caret_position;
  iface->get_selection = ingot_turn_accessible_get_selection;
  iface->get_attributes = ingot_turn_accessible_get_attributes;
  iface->get_default_attributes = ingot_turn_accessible_get_default_attributes;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (IngotTurnAccessible, ingot_turn_accessible, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_ACCESSIBLE, accessible_init)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_ACCESSIBLE_TEXT, accessible_text_init))

static void
ingot_turn_accessible_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_ACCESSIBLE_ROLE)
    g_value_set_enum (value, GTK_ACCESSIBLE_ROLE_ARTICLE);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

/* The role of an article cannot be changed; the interface wants a property that can be written. */
static void
ingot_turn_accessible_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id != PROP_ACCESSIBLE_ROLE)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

/* The context takes a reference to the object once more while it goes: in finalize that would be too late. */
static void
ingot_turn_accessible_dispose (GObject *object)
{
  IngotTurnAccessible *self = INGOT_TURN_ACCESSIBLE (object);

  g_clear_object (&self->context);
  g_clear_object (&self->turn);
  G_OBJECT_CLASS (ingot_turn_accessible_parent_class)->dispose (object);
}

static void
ingot_turn_accessible_class_init (IngotTurnAccessibleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ingot_turn_accessible_get_property;
  object_class->set_property = ingot_turn_accessible_set_property;
  object_class->dispose = ingot_turn_accessible_dispose;
  g_object_class_override_property (object_class, PROP_ACCESSIBLE_ROLE, "accessible-role");
}

static void
ingot_turn_accessible_init (IngotTurnAccessible *self)
{
}

IngotTurnAccessible *
ingot_turn_accessible_new (IngotTurn *turn, GtkWidget *parent)
{
  IngotTurnAccessible *self = g_object_new (INGOT_TYPE_TURN_ACCESSIBLE, NULL);
  const char *deployment = ingot_turn_get_deployment_name (turn);
  g_autofree char *name = NULL;

  self->turn = g_object_ref (turn);
  self->parent = parent;
  if (ingot_turn_get_role (turn) == INGOT_ROLE_USER)
    name = g_strdup (_("You"));
  else
    name = g_strdup_printf (_("Reply from %s"), deployment != NULL ? deployment : _("Unknown"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return self;
}

void
ingot_turn_accessible_set_next (IngotTurnAccessible *self, GtkAccessible *next)
{
  self->next = next;
  gtk_accessible_set_accessible_parent (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE (self->parent), next);
}

/* GTK tells of a child that is no widget only when its hidden state changes. */
void
ingot_turn_accessible_enter (IngotTurnAccessible *self)
{
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_HIDDEN, FALSE, -1);
}

void
ingot_turn_accessible_leave (IngotTurnAccessible *self)
{
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_accessible_set_accessible_parent (GTK_ACCESSIBLE (self), NULL, NULL);
  self->parent = NULL;
  self->next = NULL;
}
