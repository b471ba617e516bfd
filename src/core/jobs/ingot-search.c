/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-jobs"
#include "config.h"

#include "ingot-search-private.h"

#define PAGE 50

struct _IngotSearch
{
  GObject parent_instance;

  IngotKeeper *keeper;
  char *text;
  guint serial;     /* of the text */
  guint asked;      /* the serial of the text that the store was asked for last */
  GPtrArray *hits;  /* of IngotSearchHit */
  gboolean running; /* the store has not answered; it is asked one thing at a time */
  gboolean pending; /* the text is newer than the hits */
  gboolean has_more;
};

enum
{
  PROP_0,
  PROP_TEXT,
  PROP_PENDING,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static GType
ingot_search_get_item_type (GListModel *model)
{
  return INGOT_TYPE_SEARCH_HIT;
}

static guint
ingot_search_get_n_items (GListModel *model)
{
  return INGOT_SEARCH (model)->hits->len;
}

static gpointer
ingot_search_get_item (GListModel *model, guint position)
{
  IngotSearch *self = INGOT_SEARCH (model);

  return position < self->hits->len ? g_object_ref (self->hits->pdata[position]) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = ingot_search_get_item_type;
  iface->get_n_items = ingot_search_get_n_items;
  iface->get_item = ingot_search_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (IngotSearch, ingot_search, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
ingot_search_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  IngotSearch *self = INGOT_SEARCH (object);

  switch (prop_id)
    {
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    case PROP_PENDING:
      g_value_set_boolean (value, self->pending);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_search_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_TEXT)
    ingot_search_set_text (INGOT_SEARCH (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
ingot_search_dispose (GObject *object)
{
  IngotSearch *self = INGOT_SEARCH (object);

  g_clear_object (&self->keeper);
  G_OBJECT_CLASS (ingot_search_parent_class)->dispose (object);
}

static void
ingot_search_finalize (GObject *object)
{
  IngotSearch *self = INGOT_SEARCH (object);

  g_free (self->text);
  g_ptr_array_unref (self->hits);
  G_OBJECT_CLASS (ingot_search_parent_class)->finalize (object);
}

static void
ingot_search_class_init (IngotSearchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ingot_search_get_property;
  object_class->set_property = ingot_search_set_property;
  object_class->dispose = ingot_search_dispose;
  object_class->finalize = ingot_search_finalize;

  props[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, "", readable | G_PARAM_WRITABLE);
  props[PROP_PENDING] = g_param_spec_boolean ("pending", NULL, NULL, FALSE, readable);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
ingot_search_init (IngotSearch *self)
{
  self->text = g_strdup ("");
  self->hits = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
set_pending (IngotSearch *self, gboolean pending)
{
  if (self->pending == pending)
    return;
  self->pending = pending;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PENDING]);
}

static void
clear (IngotSearch *self)
{
  guint n = self->hits->len;

  g_ptr_array_set_size (self->hits, 0);
  if (n > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n, 0);
}

static void
append (IngotSearch *self, GListModel *page, gboolean instead)
{
  guint n = g_list_model_get_n_items (page);
  guint removed = instead ? self->hits->len : 0;
  guint position;

  if (instead)
    g_ptr_array_set_size (self->hits, 0);
  position = self->hits->len;
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (self->hits, g_list_model_get_item (page, i));
  self->has_more = n == PAGE;
  if (removed > 0 || n > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), position, removed, n);
}

static void ask (IngotSearch *self, gint64 before_id);

/* What somebody typed while the store was looking makes its answer old. */
static DexFuture *
found_cb (DexFuture *completed, gpointer user_data)
{
  IngotSearch *self = user_data;
  g_autoptr(GError) error = NULL;
  const GValue *value = dex_future_get_value (completed, &error);
  gboolean is_old = self->asked != self->serial;

  self->running = FALSE;
  if (is_old && self->pending)
    {
      ask (self, 0);
    }
  else if (!is_old)
    {
      if (value != NULL)
        append (self, g_value_get_object (value), self->pending);
      else
        self->has_more = FALSE;
      set_pending (self, FALSE);
    }
  return value != NULL ? dex_future_new_true () : dex_future_new_for_error (g_steal_pointer (&error));
}

static void
ask (IngotSearch *self, gint64 before_id)
{
  IngotStore *store = ingot_keeper_get_store (self->keeper);

  self->running = TRUE;
  self->asked = self->serial;
  ingot_keeper_watch (self->keeper,
                      dex_future_finally (ingot_store_search (store, self->text, before_id, PAGE),
                                          found_cb, g_object_ref (self), g_object_unref));
}

IngotSearch *
ingot_search_new (IngotKeeper *keeper)
{
  IngotSearch *self = g_object_new (INGOT_TYPE_SEARCH, NULL);

  self->keeper = g_object_ref (keeper);
  return self;
}

const char *
ingot_search_get_text (IngotSearch *self)
{
  return self->text;
}

void
ingot_search_set_text (IngotSearch *self, const char *text)
{
  if (!g_set_str (&self->text, text != NULL ? text : ""))
    return;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TEXT]);
  self->serial++;
  self->has_more = FALSE;
  if (*self->text == '\0')
    {
      clear (self);
      set_pending (self, FALSE);
      return;
    }
  set_pending (self, TRUE);
  if (!self->running)
    ask (self, 0);
}

gboolean
ingot_search_get_pending (IngotSearch *self)
{
  return self->pending;
}

void
ingot_search_load_more (IngotSearch *self)
{
  if (self->has_more && !self->running && !self->pending)
    ask (self, ingot_search_hit_get_id (self->hits->pdata[self->hits->len - 1]));
}
