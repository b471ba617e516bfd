/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-cloud.h"

G_BEGIN_DECLS

/* Where the tokens of an account come from. The numbers are written to the database: fixed, append only. */
typedef enum
{
  INGOT_ACCOUNT_PERSON = 1,           /* somebody signed in; the refresh token is in the Secret Service */
  INGOT_ACCOUNT_ENVIRONMENT = 2,      /* AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET */
  INGOT_ACCOUNT_MANAGED_IDENTITY = 3, /* of the virtual machine or container that this is */
  INGOT_ACCOUNT_AZURE_CLI = 4,        /* az account get-access-token */
  INGOT_ACCOUNT_FIRST_FOUND = 5,      /* the three above, in this order: the first that has a token */
} IngotAccountKind;

/**
 * IngotAccount:
 *
 * Somebody, or something, that tokens are for. It never holds a token. What is known of a person comes
 * from an id token that nobody verified: it is for display, and to tell two accounts apart.
 *
 * Properties: "id" (int64), "kind" (int), "cloud" (#IngotCloud), "tenant" (string, nullable), "object-id",
 * "username", "name" (strings, nullable), "title" (string: what the account is called in lists), "signed-out"
 * (boolean: its tokens are no longer good, somebody has to sign in again).
 */
#define INGOT_TYPE_ACCOUNT (ingot_account_get_type ())
G_DECLARE_FINAL_TYPE (IngotAccount, ingot_account, INGOT, ACCOUNT, GObject)

/* @tenant: (nullable): the directory, NULL for the source's own */
IngotAccount *ingot_account_new (IngotAccountKind kind, IngotCloud *cloud, const char *tenant);

gint64           ingot_account_get_id (IngotAccount *self);
void             ingot_account_set_id (IngotAccount *self, gint64 id);
IngotAccountKind ingot_account_get_kind (IngotAccount *self);
IngotCloud      *ingot_account_get_cloud (IngotAccount *self);
void             ingot_account_set_cloud (IngotAccount *self, IngotCloud *cloud);
const char      *ingot_account_get_tenant (IngotAccount *self);    /* (nullable) */
const char      *ingot_account_get_object_id (IngotAccount *self); /* (nullable) */
const char      *ingot_account_get_username (IngotAccount *self);  /* (nullable) */
const char      *ingot_account_get_name (IngotAccount *self);      /* (nullable) */
gboolean         ingot_account_get_signed_out (IngotAccount *self);
void             ingot_account_set_signed_out (IngotAccount *self, gboolean signed_out);

/* Who it turned out to be. Each may be NULL. */
void             ingot_account_set_person (IngotAccount *self, const char *tenant, const char *object_id,
                                           const char *username, const char *name);

/* What it is called in lists; translated where it is no name. */
const char      *ingot_account_get_title (IngotAccount *self);

/* What a source of this kind is called; translated. */
const char      *ingot_account_kind_get_title (IngotAccountKind kind);

/* What its refresh token is kept under: NULL where there is none. A refresh token belongs to a person
 * and an application, and works for all directories of that person. */
char            *ingot_account_dup_vault_address (IngotAccount *self);

G_END_DECLS
