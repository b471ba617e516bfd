/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * ingot_json_parse:
 * @text: (nullable): NULL, as the data of an empty #GBytes is, is an empty document
 *
 * What a server sent is hostile: nothing in it may crash or raise a warning.
 * Nesting beyond what json-glib allows (1024) is refused before it can fill the
 * stack, and a million values before they fill the memory; bytes that are no UTF-8, half a surrogate pair and U+0000 become U+FFFD,
 * because all three come out of real models.
 *
 * Returns: (transfer full): the root, or NULL with %INGOT_ERROR_PROTOCOL
 */
JsonNode *ingot_json_parse (const char *text, gsize length, GError **error);

/* The same, to be called in a fiber: more than 256 KiB are parsed on a worker. */
JsonNode *ingot_json_parse_await (GBytes *text, GError **error);

/* Each of these is NULL or @fallback when @object is NULL or has no member @name of that type. */
JsonObject *ingot_json_get_object (JsonObject *object, const char *name);
JsonArray  *ingot_json_get_array (JsonObject *object, const char *name);
const char *ingot_json_get_string (JsonObject *object, const char *name);
gint64      ingot_json_get_int (JsonObject *object, const char *name, gint64 fallback);

/* The object that @node or element @i of @array is, or NULL. @node and @array may be NULL. */
JsonObject *ingot_json_node_object (JsonNode *node);
JsonObject *ingot_json_array_object (JsonArray *array, guint i);

/* What Python calls true: neither null, false, 0, "", [] nor {}. */
gboolean ingot_json_is_truthy (JsonObject *object, const char *name);

G_END_DECLS
