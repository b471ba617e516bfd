/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/ingot-credential.h"
#include "auth/ingot-vault.h"
#include "ingot-accounts-private.h"
#include "ingot-keeper.h"
#include "ingot-resources.h"
#include "ingot-sandbox-process.h"

G_BEGIN_DECLS

struct _IngotResources
{
  GObject parent_instance;

  IngotKeeper *keeper;
  IngotVault *vault;
  IngotAccounts *accounts;
  IngotSandboxProcess *process;
  GPtrArray *resources;    /* of IngotResource; the sandbox is the last */
  GHashTable *credentials; /* IngotResource → IngotCredential, made when first needed */
  GListStore *looks; /* of IngotJob: see ingot_resources_get_looks() */
  IngotDeployment *last_used;
  gint64 preferred; /* the id of a deployment, or 0 */
};

/* @stored: what ingot_store_load_resources() gave */
IngotResources *ingot_resources_new (IngotKeeper *keeper, IngotVault *vault, IngotAccounts *accounts,
                                     const char *sandbox_program, GListModel *stored);

/* (transfer none): the session that trusts what @resource is trusted by; NULL with %INGOT_ERROR_TLS when the
 * authority of its account's cloud cannot be read */
SoupSession *ingot_resources_get_session (IngotResources *self, IngotResource *resource, GError **error);

/* Resolves to TRUE when requests to @resource can be sent: starts the sandbox if it is that. Rejects with
 * %INGOT_ERROR_SIGN_IN_AGAIN when its account was signed out. */
DexFuture *ingot_resources_prepare (IngotResources *self, IngotResource *resource);

/* (transfer none) (nullable): NULL for a server that asks for nothing */
IngotCredential *ingot_resources_get_credential (IngotResources *self, IngotResource *resource);

/* A new chat starts with what was used last. */
void ingot_resources_set_last_used (IngotResources *self, IngotDeployment *deployment);

void ingot_resources_close (IngotResources *self);

/* What follows is shared by the files of IngotResources. */

/* @credential: (transfer full) */
void ingot_resources_set_credential (IngotResources *self, IngotResource *resource, IngotCredential *credential);

/* (transfer full): signs in with the account of @resource */
IngotCredential *ingot_resources_new_account_credential (IngotResources *self, IngotResource *resource);

/* (transfer full): the same, and remembers what it learns of its audience */
IngotCredential *ingot_resources_make_account_credential (IngotResources *self, IngotResource *resource);

/* Forgets the resources of an account that is signed out. */
void ingot_resources_follow_accounts (IngotResources *self);

/* A key that no resource points to would lie in the keyring for ever. */
void ingot_resources_forget_key (IngotResources *self, IngotResource *resource);

/* Keeps what the deployments of @resource teach, now and whichever it will have. */
void ingot_resources_watch_lessons (IngotResources *self, IngotResource *resource);

/* (transfer none): @fresh, as a listing of @account has it, or the one that is that already, brought up to date */
IngotResource *ingot_resources_merge (IngotResources *self, IngotResource *fresh, IngotAccount *account);

/* @listed: of #IngotDeployment, the deployments of @resource at @now; @is_complete: whether others are gone. Nothing is
 * ever taken away, since conversations may lead there. */
void ingot_resources_merge_deployments (IngotResources *self, IngotResource *resource, GPtrArray *listed, gint64 now,
                                        gboolean is_complete);

/* Lists @look in place of the last one of its account or resource. */
void ingot_resources_note_look (IngotResources *self, IngotJob *look);

/* @subject: an account or a resource that is no more */
void ingot_resources_forget_look (IngotResources *self, gpointer subject);

/* (nullable): the project of @resource that its deployments are listed by, as far as one is known */
const char *ingot_resources_get_project (IngotResource *resource);

/* Puts a new resource before the sandbox. */
void ingot_resources_list (IngotResources *self, IngotResource *resource);

G_END_DECLS
