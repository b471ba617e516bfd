/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * IngotSessionPool:
 *
 * The sessions of the program: one that trusts what the system trusts, and one for each private
 * certificate authority, because a session has one trust database.
 */
#define INGOT_TYPE_SESSION_POOL (ingot_session_pool_get_type ())
G_DECLARE_FINAL_TYPE (IngotSessionPool, ingot_session_pool, INGOT, SESSION_POOL, GObject)

IngotSessionPool *ingot_session_pool_new (void);

/**
 * ingot_session_pool_get:
 * @ca_file: (nullable): a PEM file; NULL for the system's authorities
 *
 * A file that was written anew gets a new session, so that its new content counts.
 *
 * Returns: (transfer none): the session, or NULL with %INGOT_ERROR_TLS when the file cannot be used
 */
SoupSession *ingot_session_pool_get (IngotSessionPool *self, const char *ca_file, GError **error);

G_END_DECLS
