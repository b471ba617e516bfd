/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Members of the object that @builder is in. A NULL string is null. */
void sandbox_json_add_string (JsonBuilder *builder, const char *name, const char *value);
void sandbox_json_add_integer (JsonBuilder *builder, const char *name, gint64 value);
void sandbox_json_add_boolean (JsonBuilder *builder, const char *name, gboolean value);
void sandbox_json_add_null (JsonBuilder *builder, const char *name);
void sandbox_json_begin_object (JsonBuilder *builder, const char *name);
void sandbox_json_begin_array (JsonBuilder *builder, const char *name);

/* Ends the object that @builder began with. */
JsonNode *sandbox_json_end (JsonBuilder *builder);
char *sandbox_json_print (JsonBuilder *builder);

/* Appends @text, UTF-8, as a JSON string with its quotes. */
void sandbox_json_append_quoted (GString *json, const char *text);

/* What JSON calls the kind of @node, with its article, for messages such as "but got an integer instead". */
const char *sandbox_json_kind (JsonNode *node);

gboolean sandbox_json_is_string (JsonNode *node);

G_END_DECLS
