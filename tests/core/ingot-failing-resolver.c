/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include "ingot-failing-resolver.h"

struct _IngotFailingResolver
{
  GResolver parent_instance;

  int reason;
};

G_DEFINE_FINAL_TYPE (IngotFailingResolver, ingot_failing_resolver, G_TYPE_RESOLVER)

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  g_task_return_error_if_cancelled (user_data);
  return G_SOURCE_REMOVE;
}

static void
fail (IngotFailingResolver *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr(GSource) source = NULL;

  if (self->reason >= 0)
    {
      g_task_return_new_error (task, G_RESOLVER_ERROR, self->reason, "Nothing was found");
      return;
    }
  source = g_cancellable_source_new (cancellable);
  g_task_attach_source (task, source, G_SOURCE_FUNC (cancelled_cb));
}

static void
ingot_failing_resolver_lookup_by_name_async (GResolver *resolver, const char *hostname, GCancellable *cancellable,
                                             GAsyncReadyCallback callback, gpointer user_data)
{
  fail (INGOT_FAILING_RESOLVER (resolver), cancellable, callback, user_data);
}

static void
ingot_failing_resolver_lookup_by_name_with_flags_async (GResolver *resolver, const char *hostname,
                                                        GResolverNameLookupFlags flags, GCancellable *cancellable,
                                                        GAsyncReadyCallback callback, gpointer user_data)
{
  fail (INGOT_FAILING_RESOLVER (resolver), cancellable, callback, user_data);
}

static GList *
ingot_failing_resolver_lookup_by_name_finish (GResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
ingot_failing_resolver_class_init (IngotFailingResolverClass *klass)
{
  GResolverClass *resolver_class = G_RESOLVER_CLASS (klass);

  resolver_class->lookup_by_name_async = ingot_failing_resolver_lookup_by_name_async;
  resolver_class->lookup_by_name_finish = ingot_failing_resolver_lookup_by_name_finish;
  resolver_class->lookup_by_name_with_flags_async = ingot_failing_resolver_lookup_by_name_with_flags_async;
  resolver_class->lookup_by_name_with_flags_finish = ingot_failing_resolver_lookup_by_name_finish;
}

static void
ingot_failing_resolver_init (IngotFailingResolver *self)
{
}

GResolver *
ingot_failing_resolver_new (int reason)
{
  IngotFailingResolver *self = g_object_new (INGOT_TYPE_FAILING_RESOLVER, NULL);

  self->reason = reason;
  return G_RESOLVER (self);
}
