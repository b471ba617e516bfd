/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-shell"
#include "config.h"

#include "ingot-day-model.h"
#include "ingot-days.h"
#include "model/ingot-conversation.h"

struct _IngotDayModel
{
  GObject parent_instance;

  GListModel *model;
  GSignalGroup *model_signals;
  GSignalGroup *first_signals; /* of the first conversation that is not pinned */
  guint first_section;         /* where that was when somebody last looked */
  guint today;
};

enum
{
  PROP_0,
  PROP_MODEL,
  PROP_TODAY,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

/* The first one; days come after it. */
#define PINNED 0

static guint
get_section_at (IngotDayModel *self, guint position)
{
  g_autoptr(IngotConversation) conversation = g_list_model_get_item (self->model, position);

  if (ingot_conversation_get_pinned (conversation))
    return PINNED;
  return PINNED + 1 + ingot_days_get_section (ingot_conversation_get_updated (conversation), self->today);
}

/* The first position from @low on, before @high, whose section is not before @section. */
static guint
find_section (IngotDayModel *self, guint section, guint low, guint high)
{
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (get_section_at (self, middle) < section)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static GType
ingot_day_model_get_item_type (GListModel *list)
{
  return INGOT_TYPE_CONVERSATION;
}

static guint
ingot_day_model_get_n_items (GListModel *list)
{
  IngotDayModel *self = INGOT_DAY_MODEL (list);

  return self->model != NULL ? g_list_model_get_n_items (self->model) : 0;
}

static gpointer
ingot_day_model_get_item (GListModel *list, guint position)
{
  IngotDayModel *self = INGOT_DAY_MODEL (list);

  return self->model != NULL ? g_list_model_get_item (self->model, position) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = ingot_day_model_get_item_type;
  iface->get_n_items = ingot_day_model_get_n_items;
  iface->get_item = ingot_day_model_get_item;
}

static void
ingot_day_model_get_section (GtkSectionModel *model, guint position, guint *start, guint *end)
{
  IngotDayModel *self = INGOT_DAY_MODEL (model);
  guint n = ingot_day_model_get_n_items (G_LIST_MODEL (self));
  guint section;

  /* What the interface asks for when there is no such position. */
  *start = n;
  *end = G_MAXUINT;
  if (position >= n)
    return;

  section = get_section_at (self, position);
  *start = find_section (self, section, 0, position);
  *end = find_section (self, section + 1, position + 1, n);
}

static void
section_model_init (GtkSectionModelInterface *iface)
{
  iface->get_section = ingot_day_model_get_section;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (IngotDayModel, ingot_day_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SECTION_MODEL, section_model_init))

static guint
find_first (IngotDayModel *self)
{
  return find_section (self, PINNED + 1, 0, ingot_day_model_get_n_items (G_LIST_MODEL (self)));
}

static void
follow_first (IngotDayModel *self)
{
  guint position = find_first (self);
  g_autoptr(IngotConversation) first = ingot_day_model_get_item (G_LIST_MODEL (self), position);

  g_signal_group_set_target (self->first_signals, first);
  if (first != NULL)
    self->first_section = get_section_at (self, position);
}

static void
tell_sections_changed (IngotDayModel *self)
{
  guint n = ingot_day_model_get_n_items (G_LIST_MODEL (self));

  if (n == 0)
    return;
  follow_first (self);
  gtk_section_model_sections_changed (GTK_SECTION_MODEL (self), 0, n);
}

/* Whatever is updated moves to the front. Only what is there already changes its day without moving. */
static void
first_updated_cb (IngotDayModel *self)
{
  guint position = find_first (self);

  if (position < ingot_day_model_get_n_items (G_LIST_MODEL (self))
      && get_section_at (self, position) != self->first_section)
    tell_sections_changed (self);
}

static void
items_changed_cb (IngotDayModel *self, guint position, guint removed, guint added)
{
  follow_first (self);
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
set_model (IngotDayModel *self, GListModel *model)
{
  guint removed = ingot_day_model_get_n_items (G_LIST_MODEL (self));

  if (!g_set_object (&self->model, model))
    return;
  g_signal_group_set_target (self->model_signals, model);
  items_changed_cb (self, 0, removed, ingot_day_model_get_n_items (G_LIST_MODEL (self)));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_MODEL]);
}

static void
set_today (IngotDayModel *self, guint today)
{
  if (self->today == today)
    return;
  self->today = today;
  tell_sections_changed (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TODAY]);
}

static void
ingot_day_model_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  IngotDayModel *self = INGOT_DAY_MODEL (object);

  switch (prop_id)
    {
    case PROP_MODEL:
      g_value_set_object (value, self->model);
      break;
    case PROP_TODAY:
      g_value_set_uint (value, self->today);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_day_model_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  IngotDayModel *self = INGOT_DAY_MODEL (object);

  switch (prop_id)
    {
    case PROP_MODEL:
      set_model (self, g_value_get_object (value));
      break;
    case PROP_TODAY:
      set_today (self, g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_day_model_dispose (GObject *object)
{
  IngotDayModel *self = INGOT_DAY_MODEL (object);

  g_clear_object (&self->first_signals);
  g_clear_object (&self->model_signals);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (ingot_day_model_parent_class)->dispose (object);
}

static void
ingot_day_model_class_init (IngotDayModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags writable = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ingot_day_model_get_property;
  object_class->set_property = ingot_day_model_set_property;
  object_class->dispose = ingot_day_model_dispose;

  props[PROP_MODEL] = g_param_spec_object ("model", NULL, NULL, G_TYPE_LIST_MODEL, writable);
  props[PROP_TODAY] = g_param_spec_uint ("today", NULL, NULL, 0, G_MAXUINT, 0, writable);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
ingot_day_model_init (IngotDayModel *self)
{
  self->model_signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->model_signals, "items-changed", G_CALLBACK (items_changed_cb), self);
  self->first_signals = g_signal_group_new (INGOT_TYPE_CONVERSATION);
  g_signal_group_connect_swapped (self->first_signals, "notify::updated",
                                  G_CALLBACK (first_updated_cb), self);
}

IngotDayModel *
ingot_day_model_new (void)
{
  return g_object_new (INGOT_TYPE_DAY_MODEL, NULL);
}
