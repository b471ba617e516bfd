/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A JSON file that remembers where its parts stand, so that an error about one of them can say so: messages
 * begin with FILE:LINE. JSON-GLib tells lines only while it parses. */
typedef struct _SandboxConfigLines SandboxConfigLines;

SandboxConfigLines *sandbox_config_lines_new (const char *file);
void sandbox_config_lines_free (SandboxConfigLines *lines);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxConfigLines, sandbox_config_lines_free)

/* The root, which belongs to @lines; NULL with @error set. */
JsonNode *sandbox_config_lines_parse (SandboxConfigLines *lines, const char *text, GError **error);

/* Always FALSE, with @error set: about the member @name of @object; NULL for the object itself. */
gboolean sandbox_config_lines_fail (SandboxConfigLines *lines, GError **error, JsonObject *object,
                                    const char *name, const char *format, ...) G_GNUC_PRINTF (5, 6);

/* The same about an element of @array. */
gboolean sandbox_config_lines_fail_at (SandboxConfigLines *lines, GError **error, JsonArray *array,
                                       guint index, const char *message);

G_END_DECLS
