/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ingot-account.h"
#include "ingot-deployment.h"
#include "ingot-resource-info.h"

G_BEGIN_DECLS

/* How a resource is signed in to. The numbers are written to the database: fixed, append only. */
typedef enum
{
  INGOT_SIGN_IN_NONE = 0, /* a server of one's own that asks for nothing */
  INGOT_SIGN_IN_KEY = 1,  /* a key in the Secret Service */
  INGOT_SIGN_IN_ACCOUNT = 2, /* tokens of an account */
} IngotSignIn;

/* The numbers are written to the database: fixed, append only. */
typedef enum
{
  INGOT_RESOURCE_REMOTE = 0,
  INGOT_RESOURCE_SANDBOX = 1, /* the stand-in on this computer: its address and key live as long as its process */
} IngotResourceKind;

/**
 * IngotResource:
 *
 * One Azure AI Foundry resource, or another server that speaks the same: where
 * it is, how to sign in, and its deployments (it is a #GListModel of
 * #IngotDeployment in the order in which they were added). It never holds a key.
 *
 * Properties: "id" (int64), "name" (string), "url" (string, nullable: NULL while
 * the sandbox is not running), "v1-path" (string), "kind", "sign-in" (int),
 * "drops-extras" (boolean): in the inference style, whether the endpoint is asked to drop
 * parameters that its schema does not have, in place of handing them to the model; "account"
 * (#IngotAccount, nullable: whose tokens sign requests in), "scope" (string, nullable: what
 * those tokens have to be for, once a refusal has taught it; NULL for what its cloud says), "tenant"
 * (string, nullable: the directory that it is in, where that is not the account's own), "info"
 * (#IngotResourceInfo, nullable: what the management API says of it), "listed" (int64: when its deployments were
 * last listed, a Unix time in microseconds; 0 for never).
 */
#define INGOT_TYPE_RESOURCE (ingot_resource_get_type ())
G_DECLARE_FINAL_TYPE (IngotResource, ingot_resource, INGOT, RESOURCE, GObject)

IngotResource *ingot_resource_new (IngotResourceKind kind, const char *name, IngotSignIn sign_in);

gint64            ingot_resource_get_id (IngotResource *self);
void              ingot_resource_set_id (IngotResource *self, gint64 id);
const char       *ingot_resource_get_name (IngotResource *self);
void              ingot_resource_set_name (IngotResource *self, const char *name);
const char       *ingot_resource_get_url (IngotResource *self);
const char       *ingot_resource_get_v1_path (IngotResource *self);
/* Where it is, in one piece, as in "https://contoso.openai.azure.com/openai/v1"; NULL while it has no URL. */
char             *ingot_resource_dup_address (IngotResource *self);
void              ingot_resource_set_address (IngotResource *self, const char *url, const char *v1_path);
IngotResourceKind ingot_resource_get_kind (IngotResource *self);
IngotSignIn       ingot_resource_get_sign_in (IngotResource *self);
void              ingot_resource_set_sign_in (IngotResource *self, IngotSignIn sign_in);
gboolean          ingot_resource_get_drops_extras (IngotResource *self);
void              ingot_resource_set_drops_extras (IngotResource *self, gboolean drops_extras);
IngotAccount     *ingot_resource_get_account (IngotResource *self);
void              ingot_resource_set_account (IngotResource *self, IngotAccount *account);
const char       *ingot_resource_get_scope (IngotResource *self);
void              ingot_resource_set_scope (IngotResource *self, const char *scope);
const char       *ingot_resource_get_tenant (IngotResource *self);
void              ingot_resource_set_tenant (IngotResource *self, const char *tenant);
const IngotResourceInfo *ingot_resource_get_info (IngotResource *self); /* (nullable) */
void              ingot_resource_set_info (IngotResource *self, const IngotResourceInfo *info);
gint64            ingot_resource_get_listed (IngotResource *self);
void              ingot_resource_set_listed (IngotResource *self, gint64 listed);

/* Adds @deployment unless one of that name and style is there; returns the one that is. */
IngotDeployment  *ingot_resource_add_deployment (IngotResource *self, IngotDeployment *deployment);
IngotDeployment  *ingot_resource_find_deployment (IngotResource *self, const char *name);

G_END_DECLS
