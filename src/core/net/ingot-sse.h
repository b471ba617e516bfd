/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * IngotSse:
 *
 * Decodes server-sent events as the WHATWG HTML standard's "text/event-stream"
 * section says: bytes in, events out, whatever the reads cut through. Memory is bounded.
 */
typedef struct _IngotSse IngotSse;

/**
 * IngotSseFunc:
 * @type: the event's name, "message" when it has none
 * @data: its data lines joined by line feeds, without the last; valid UTF-8
 *
 * Returns: FALSE to stop with @error set
 */
typedef gboolean (*IngotSseFunc) (const char *type, const char *data, gsize length,
                                  gpointer user_data, GError **error);

/* @max_event: the bytes an event may have; a longer one is %INGOT_ERROR_PROTOCOL. */
IngotSse *ingot_sse_new (gsize max_event);
void      ingot_sse_free (IngotSse *self);

gboolean ingot_sse_feed (IngotSse *self, const char *bytes, gsize length,
                         IngotSseFunc func, gpointer user_data, GError **error);

/* The end of the body. Dispatches an event that no blank line ended: Azure's last one can lack it. */
gboolean ingot_sse_finish (IngotSse *self, IngotSseFunc func, gpointer user_data, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IngotSse, ingot_sse_free)

G_END_DECLS
