/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

/* The last 100 requests, for people and tests who want to know what a client really sent. Each has a number,
 * counted from 1; to tell the log about one that it has no more does nothing. */
typedef struct _SandboxLog SandboxLog;

/* @key is blotted out of everything that the log shows. */
SandboxLog *sandbox_log_new (const char *key);
void sandbox_log_free (SandboxLog *log);
void sandbox_log_clear (SandboxLog *log);

/* Adds a request whose headers have arrived. Its number. */
guint64 sandbox_log_add (SandboxLog *log, SoupServerMessage *message);

/* Only the first 64 KiB are kept. Once for each request. */
void sandbox_log_set_body (SandboxLog *log, guint64 number, GBytes *body);

/* @status is 0 when no answer was begun. */
void sandbox_log_finish (SandboxLog *log, guint64 number, guint status, gboolean closed_early);

/* {"requests": […]}, oldest first. */
JsonNode *sandbox_log_to_json (SandboxLog *log);

G_END_DECLS
