/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-net"
#include "config.h"

#include "ingot-proxy-resolver.h"
#include "model/ingot-endpoint.h"

struct _IngotProxyResolver
{
  GObject parent_instance;

  GProxyResolver *others;
};

static void ingot_proxy_resolver_iface_init (GProxyResolverInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (IngotProxyResolver, ingot_proxy_resolver, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER, ingot_proxy_resolver_iface_init))

static gboolean
is_for_this_computer (const char *text)
{
  g_autoptr(GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);

  return uri != NULL && g_uri_get_host (uri) != NULL && ingot_endpoint_is_loopback (g_uri_get_host (uri));
}

static char **
direct (void)
{
  static const char *const proxies[] = { "direct://", NULL };

  return g_strdupv ((char **) proxies);
}

static gboolean
ingot_proxy_resolver_is_supported (GProxyResolver *resolver)
{
  return TRUE;
}

static char **
ingot_proxy_resolver_lookup (GProxyResolver *resolver, const char *uri, GCancellable *cancellable,
                             GError **error)
{
  if (is_for_this_computer (uri))
    return direct ();
  return g_proxy_resolver_lookup (INGOT_PROXY_RESOLVER (resolver)->others, uri, cancellable, error);
}

static void
others_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  char **proxies = g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (object), result, &error);

  if (proxies != NULL)
    g_task_return_pointer (task, proxies, (GDestroyNotify) g_strfreev);
  else
    g_task_return_error (task, error);
}

static void
ingot_proxy_resolver_lookup_async (GProxyResolver *resolver, const char *uri, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new (resolver, cancellable, callback, user_data);

  if (is_for_this_computer (uri))
    g_task_return_pointer (task, direct (), (GDestroyNotify) g_strfreev);
  else
    g_proxy_resolver_lookup_async (INGOT_PROXY_RESOLVER (resolver)->others, uri, cancellable,
                                   others_cb, g_steal_pointer (&task));
}

static char **
ingot_proxy_resolver_lookup_finish (GProxyResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
ingot_proxy_resolver_iface_init (GProxyResolverInterface *iface)
{
  iface->is_supported = ingot_proxy_resolver_is_supported;
  iface->lookup = ingot_proxy_resolver_lookup;
  iface->lookup_async = ingot_proxy_resolver_lookup_async;
  iface->lookup_finish = ingot_proxy_resolver_lookup_finish;
}

static void
ingot_proxy_resolver_finalize (GObject *object)
{
  g_clear_object (&INGOT_PROXY_RESOLVER (object)->others);
  G_OBJECT_CLASS (ingot_proxy_resolver_parent_class)->finalize (object);
}

static void
ingot_proxy_resolver_class_init (IngotProxyResolverClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ingot_proxy_resolver_finalize;
}

static void
ingot_proxy_resolver_init (IngotProxyResolver *self)
{
}

GProxyResolver *
ingot_proxy_resolver_new (GProxyResolver *others)
{
  IngotProxyResolver *self = g_object_new (INGOT_TYPE_PROXY_RESOLVER, NULL);

  self->others = g_object_ref (others);
  return G_PROXY_RESOLVER (self);
}
