/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* The numbers are written to the database: fixed, append only. */
typedef enum
{
  INGOT_CLOUD_PUBLIC = 0,
  INGOT_CLOUD_US_GOVERNMENT = 1,
  INGOT_CLOUD_CHINA = 2, /* run by 21Vianet */
  INGOT_CLOUD_OTHER = 3, /* a private cloud, or a stand-in: all of it is typed */
} IngotCloudKind;

/* The public client of the Azure command line, which every directory knows. An application of one's own
 * is better where there is one: administrators see in their logs who signed in, and may forbid this one. */
#define INGOT_CLIENT_ID_AZURE_CLI "04b07795-8ddb-461a-bbee-02f9e1bf7b46"

/* Of work and school accounts, whichever directory is theirs. */
#define INGOT_TENANT_ORGANIZATIONS "organizations"

/**
 * IngotCloud:
 *
 * Where one signs in, and what tokens of that place are for. It never changes.
 *
 * Sources: https://learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure,
 * https://learn.microsoft.com/azure/china/resources-developer-guide, openai-go#534 and azure-sdk-for-net#20970.
 *
 * Properties (read only): "kind" (int), "title" (string, translated), "authority", "management", "scope",
 * "client-id" (strings), "ca-file" (string, nullable).
 */
#define INGOT_TYPE_CLOUD (ingot_cloud_get_type ())
G_DECLARE_FINAL_TYPE (IngotCloud, ingot_cloud, INGOT, CLOUD, GObject)

/* One of the three that are known. @client_id: (nullable): NULL or empty for the usual one */
IngotCloud *ingot_cloud_new (IngotCloudKind kind, const char *client_id);

/**
 * ingot_cloud_new_other:
 * @authority: as in "https://login.contoso.example"
 * @management: (nullable): where subscriptions are listed; NULL or empty for none
 * @scope: (nullable): what tokens for models are for; NULL or empty for the one of the public cloud
 * @client_id: (nullable)
 * @ca_file: (nullable): a PEM file with the authorities that are trusted there, in place of the system's
 *
 * Returns: (transfer full): the cloud, or NULL with %INGOT_ERROR_INPUT and a sentence that names the field
 */
IngotCloud *ingot_cloud_new_other (const char *authority, const char *management, const char *scope,
                                   const char *client_id, const char *ca_file, GError **error);

/* The same for what the store kept, with nothing checked: (nullable) without an authority */
IngotCloud *ingot_cloud_new_stored (const char *authority, const char *management, const char *scope,
                                    const char *client_id, const char *ca_file);

IngotCloudKind ingot_cloud_get_kind (IngotCloud *self);
const char    *ingot_cloud_get_title (IngotCloud *self);
const char    *ingot_cloud_get_authority (IngotCloud *self);  /* no slash at the end */
const char    *ingot_cloud_get_management (IngotCloud *self); /* (nullable); no slash at the end */
const char    *ingot_cloud_get_scope (IngotCloud *self);
const char    *ingot_cloud_get_client_id (IngotCloud *self);
const char    *ingot_cloud_get_ca_file (IngotCloud *self);    /* (nullable) */

/* The scope for the management API; NULL without one. */
char *ingot_cloud_dup_management_scope (IngotCloud *self);

/**
 * ingot_cloud_get_other_scope:
 *
 * Models take tokens of two audiences, and which of them a resource takes is not written anywhere: a refusal
 * of one is answered with the other (azure-sdk-for-net#50872).
 *
 * Returns: (nullable): the one to try when @scope is refused
 */
const char *ingot_cloud_get_other_scope (IngotCloud *self, const char *scope);

/* Under which name the sign-in page shows us: "Microsoft Azure CLI", or NULL for an application of one's own,
 * whose name is known there only. */
const char *ingot_cloud_get_client_name (IngotCloud *self);

gboolean ingot_cloud_equal (IngotCloud *self, IngotCloud *other);

/* In which cloud a resource with this host is, as far as its name tells: public where it does not. */
IngotCloudKind ingot_cloud_kind_for_host (const char *host);

/* Whether @text can be a directory: its id, a verified domain, or one of the words of the protocol. */
gboolean ingot_cloud_is_tenant (const char *text);

G_END_DECLS
