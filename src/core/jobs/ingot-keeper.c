/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-jobs"
#include "config.h"

#include "ingot-keeper.h"

struct _IngotKeeper
{
  GObject parent_instance;

  IngotStore *store;
  IngotFailure *failure;
};

enum
{
  PROP_0,
  PROP_FAILURE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (IngotKeeper, ingot_keeper, G_TYPE_OBJECT)

static void
ingot_keeper_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_FAILURE:
      g_value_set_boxed (value, INGOT_KEEPER (object)->failure);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_keeper_finalize (GObject *object)
{
  IngotKeeper *self = INGOT_KEEPER (object);

  g_object_unref (self->store);
  g_clear_pointer (&self->failure, ingot_failure_free);
  G_OBJECT_CLASS (ingot_keeper_parent_class)->finalize (object);
}

static void
ingot_keeper_class_init (IngotKeeperClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ingot_keeper_get_property;
  object_class->finalize = ingot_keeper_finalize;

  props[PROP_FAILURE] = g_param_spec_boxed ("failure", NULL, NULL, INGOT_TYPE_FAILURE,
                                            G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
ingot_keeper_init (IngotKeeper *self)
{
}

IngotKeeper *
ingot_keeper_new (IngotStore *store)
{
  IngotKeeper *self = g_object_new (INGOT_TYPE_KEEPER, NULL);

  self->store = g_object_ref (store);
  return self;
}

IngotStore *
ingot_keeper_get_store (IngotKeeper *self)
{
  return self->store;
}

const IngotFailure *
ingot_keeper_get_failure (IngotKeeper *self)
{
  return self->failure;
}

static DexFuture *
written_cb (DexFuture *completed, gpointer user_data)
{
  IngotKeeper *self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean failed = dex_future_get_value (completed, &error) == NULL;

  if (!failed && self->failure == NULL)
    return dex_future_new_true ();

  g_clear_pointer (&self->failure, ingot_failure_free);
  if (failed)
    {
      g_message ("Not saved: %s", error->message);
      self->failure = ingot_failure_new_from_error (error);
    }
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FAILURE]);
  return dex_future_new_true ();
}

void
ingot_keeper_watch (IngotKeeper *self, DexFuture *write)
{
  dex_future_disown (dex_future_finally (write, written_cb, g_object_ref (self), g_object_unref));
}
