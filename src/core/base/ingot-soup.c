/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-base"
#include "config.h"

#include "ingot-soup.h"

static void
send_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(DexPromise) promise = user_data;
  GError *error = NULL;
  GInputStream *body = soup_session_send_finish (SOUP_SESSION (object), result, &error);

  if (body != NULL)
    dex_promise_resolve_object (promise, body);
  else
    dex_promise_reject (promise, error);
}

DexFuture *
ingot_soup_send (SoupSession *session, SoupMessage *message, GCancellable *cancellable)
{
  DexPromise *promise = dex_promise_new ();

  soup_session_send_async (session, message, G_PRIORITY_DEFAULT, cancellable,
                           send_cb, dex_ref (promise));
  return DEX_FUTURE (promise);
}
