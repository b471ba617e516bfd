/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

/* The last 100 requests, for people and tests who want to know what a client really sent. */
typedef struct _SandboxLog SandboxLog;

/* One request. It outlives its place in the log while it is being answered. */
typedef struct _SandboxLogEntry SandboxLogEntry;

/* @key is blotted out of everything that the log shows. */
SandboxLog *sandbox_log_new (const char *key);
void sandbox_log_free (SandboxLog *log);
void sandbox_log_clear (SandboxLog *log);

/* Adds a request whose headers have arrived. The caller gets a reference. */
SandboxLogEntry *sandbox_log_add (SandboxLog *log, SoupServerMessage *message);
SandboxLogEntry *sandbox_log_entry_ref (SandboxLogEntry *entry);
void sandbox_log_entry_unref (SandboxLogEntry *entry);

/* Only the first 64 KiB are kept. */
void sandbox_log_entry_set_body (SandboxLogEntry *entry, GBytes *body);

/* @status is 0 when no answer was begun. */
void sandbox_log_entry_finish (SandboxLogEntry *entry, guint status, gboolean closed_early);

/* {"requests": […]}, oldest first. */
JsonNode *sandbox_log_to_json (SandboxLog *log);

G_END_DECLS
