/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "ingot-token-source.h"

G_BEGIN_DECLS

/**
 * IngotAzureCliSource:
 *
 * Whoever is signed in to the Azure command line, by "az account get-access-token". No shell is in between. In a
 * Flatpak the host's programs are out of reach unless somebody has overridden that; then it is run there.
 */
#define INGOT_TYPE_AZURE_CLI_SOURCE (ingot_azure_cli_source_get_type ())
G_DECLARE_FINAL_TYPE (IngotAzureCliSource, ingot_azure_cli_source, INGOT, AZURE_CLI_SOURCE, IngotTokenSource)

/* Where a Flatpak can read what it is and may.
 * Source: https://docs.flatpak.org/en/latest/flatpak-command-reference.html */
#define INGOT_FLATPAK_INFO "/.flatpak-info"

/* @flatpak_info: %INGOT_FLATPAK_INFO but in tests */
IngotTokenSource *ingot_azure_cli_source_new (const char *flatpak_info);

/* (transfer full) (nullable): why this program can run no other one, and what would let it; NULL when it can */
char *ingot_azure_cli_source_dup_obstacle (const char *flatpak_info);

/**
 * ingot_azure_cli_source_read:
 * @now: the time of day, seconds since 1970
 * @zone: where this computer is
 *
 * Reads what the command printed. "expires_on" counts seconds since 1970; the older "expiresOn" is the time on the
 * clock of this computer, and may be null or "N/A".
 *
 * Returns: (transfer full): or NULL with %INGOT_ERROR_PROTOCOL
 */
IngotToken *ingot_azure_cli_source_read (const char *text, gsize length, gint64 now, GTimeZone *zone, GError **error);

G_END_DECLS
