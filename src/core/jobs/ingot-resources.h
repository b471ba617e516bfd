/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-check-job.h"
#include "ingot-discover-job.h"
#include "ingot-job.h"
#include "ingot-keep-key.h"
#include "model/ingot-endpoint.h"
#include "model/ingot-resource.h"
#include "model/ingot-route.h"
#include "model/ingot-sample-language.h"
#include "model/ingot-turn.h"

G_BEGIN_DECLS

/**
 * IngotResources:
 *
 * All resources, a #GListModel of #IngotResource. The sandbox is always there, as
 * the last one.
 *
 * Property: "preferred" (int64, writable): the id of the deployment that new chats
 * begin with; 0, or one that is not there, for the one that was used last.
 */
#define INGOT_TYPE_RESOURCES (ingot_resources_get_type ())
G_DECLARE_FINAL_TYPE (IngotResources, ingot_resources, INGOT, RESOURCES, GObject)

/**
 * ingot_resources_add:
 * @name: what it is called in Ingot
 * @endpoint: where it is, and the style and version that the deployment is addressed with
 * @deployment_name: its first deployment
 * @key: (nullable): NULL or empty for a server that asks for none
 *
 * Keeps the key, then the resource. A resource of the same address is
 * extended by the deployment, also by one that differs in its style alone, and gets the new key and, in
 * the inference style, what @endpoint says about extra parameters. When the job is done,
 * ingot_resources_get_added() tells the deployment.
 *
 * Returns: (transfer full): a job that fails with %INGOT_ERROR_KEYRING,
 *   %INGOT_ERROR_KEYRING_LOCKED or %INGOT_ERROR_STORE
 */
IngotJob *ingot_resources_add (IngotResources *self, const char *name, const IngotEndpoint *endpoint,
                               const char *deployment_name, const char *key, IngotKeepKey keep);

/* (transfer none) (nullable): the one that is at the address of @endpoint already */
IngotResource *ingot_resources_find (IngotResources *self, const IngotEndpoint *endpoint);

/**
 * ingot_resources_add_with_account:
 * @tenant: (nullable): the directory that the resource is in, where that is not the account's own
 *
 * The same for a resource that is signed in to with the tokens of @account.
 */
IngotJob *ingot_resources_add_with_account (IngotResources *self, const char *name, const IngotEndpoint *endpoint,
                                            const char *deployment_name, IngotAccount *account, const char *tenant);

/* (transfer none) (nullable): what an add or sandbox job that is done has made ready */
IngotDeployment *ingot_resources_get_added (IngotResources *self, IngotJob *job);

/**
 * ingot_resources_use_style:
 *
 * Addresses a deployment in another style from now on, with that style's usual version.
 *
 * Returns: (transfer none): @deployment, or the one of the same name that has that style already
 */
IngotDeployment *ingot_resources_use_style (IngotResources *self, IngotDeployment *deployment,
                                            IngotEndpointStyle style);

/* Pins the version, as in "2024-10-21", that @deployment is asked for in its style; NULL for the usual one. */
void ingot_resources_use_version (IngotResources *self, IngotDeployment *deployment, const char *version);

/**
 * ingot_resources_discover:
 *
 * Finds what @account reaches and keeps it: see the job; the one that runs already, if there is one. A resource that was added by hand stays as it was
 * added, and gains what is found of it. What is not found any more stays too: its "listed" is later than the "found" of
 * its deployments.
 *
 * Returns: (transfer full): a job that fails with an error of signing in, of a network, %INGOT_ERROR_CANNOT_LIST,
 *   %INGOT_ERROR_INPUT for a cloud without a management address, or %INGOT_ERROR_STORE
 */
IngotDiscoverJob *ingot_resources_discover (IngotResources *self, IngotAccount *account);

/* (transfer none) (nullable): the one that runs, or that ran last since the start; there is one at a time */
IngotDiscoverJob *ingot_resources_get_discovery (IngotResources *self, IngotAccount *account);

/**
 * ingot_resources_list_deployments:
 * @project: (nullable): one of the resource's, where it is known
 *
 * Asks the resource itself for its deployments, for which a key is enough, and keeps them as a discovery does.
 *
 * Returns: (transfer full): a job that fails with %INGOT_ERROR_NOT_FOUND or %INGOT_ERROR_FORBIDDEN where
 *   nothing lists them, so that names have to be typed, or as a chat does
 */
IngotJob *ingot_resources_list_deployments (IngotResources *self, IngotResource *resource, const char *project);

/**
 * ingot_resources_refresh:
 *
 * Looks again for what is deployed: of each account that is signed in to a cloud with a management address, and of
 * each resource that is asked itself, where the last look is longer ago than @max_age_us. Unless that is 0, a resource
 * that does not list its deployments is not asked again. What comes of it is in ingot_resources_get_looks().
 */
void ingot_resources_refresh (IngotResources *self, gint64 max_age_us);

/* The same for one resource, with all that its account reaches. */
void ingot_resources_refresh_resource (IngotResources *self, IngotResource *resource);

/* (transfer none): a #GListModel of #IngotJob: of each account the #IngotDiscoverJob and of each resource that was asked
 * itself the #IngotListJob that runs, or that ran last since the start */
GListModel *ingot_resources_get_looks (IngotResources *self);

/* Keeps what a resource is called. The sandbox stays what it is. */
void ingot_resources_rename (IngotResources *self, IngotResource *resource, const char *name);

/**
 * ingot_resources_try_name:
 *
 * Adds the deployment @name if the resource answers for it: it is asked for a chat of one token. One that exists but
 * does not chat is added too.
 *
 * Returns: (transfer full): a job that fails with %INGOT_ERROR_NO_DEPLOYMENT, or as a chat does;
 *   ingot_resources_get_added() then tells the deployment
 */
IngotJob *ingot_resources_try_name (IngotResources *self, IngotResource *resource, const char *name);

/**
 * ingot_resources_use_name:
 *
 * Returns: (transfer none): the deployment of the name @name on the resource of @deployment; one that is addressed as
 *   @deployment is is added where there is none yet
 */
IngotDeployment *ingot_resources_use_name (IngotResources *self, IngotDeployment *deployment, const char *name);

/**
 * ingot_resources_check:
 * @deployment: one of a resource, which may be the sandbox: that is started
 *
 * Finds the first thing that is wrong with it: see the job.
 *
 * Returns: (transfer full)
 */
IngotCheckJob *ingot_resources_check (IngotResources *self, IngotDeployment *deployment);

/**
 * ingot_resources_check_typed:
 * @key: (nullable): NULL or empty for a server that asks for none
 * @account: (nullable): whose tokens are used in place of a key
 * @tenant: (nullable): the directory that the resource is in, where that is not the account's own
 *
 * The same for what ingot_resources_add() would be given. Nothing of it is kept.
 *
 * Returns: (transfer full)
 */
IngotCheckJob *ingot_resources_check_typed (IngotResources *self, const char *name, const IngotEndpoint *endpoint,
                                            const char *deployment_name, const char *key, IngotAccount *account,
                                            const char *tenant);

/* Forgets a resource, its deployments and its key. Conversations stay. */
void ingot_resources_remove (IngotResources *self, IngotResource *resource);

IngotResource *ingot_resources_get_sandbox (IngotResources *self); /* (transfer none) */

/**
 * ingot_resources_start_sandbox:
 *
 * Starts the sandbox if it is not running and learns its deployments.
 *
 * Returns: (transfer full): a job that fails with %INGOT_ERROR_SANDBOX;
 *   ingot_resources_get_added() then tells the deployment to chat with
 */
IngotJob *ingot_resources_start_sandbox (IngotResources *self);

/* (transfer none) (nullable): of all resources, by the store's id */
IngotDeployment *ingot_resources_find_deployment (IngotResources *self, gint64 id);

/**
 * ingot_resources_find_alternative:
 *
 * Whom to ask in place of the deployment that @reply was asked of and that has no room now: the same
 * model on another resource, else another deployment of that resource, else one of any other.
 *
 * Returns: (transfer none) (nullable)
 */
IngotDeployment *ingot_resources_find_alternative (IngotResources *self, IngotTurn *reply);

/**
 * ingot_resources_dup_routes:
 *
 * Where each operation of @deployment is in each endpoint style, as requests would be sent now, and why some do not
 * work: a picture of the moment, to be asked for again when the deployment or the address of its resource changes.
 *
 * Returns: (transfer full): of #IngotRoute, operation by operation, each in the styles v1, deployment, inference
 */
GListModel *ingot_resources_dup_routes (IngotResources *self, IngotDeployment *deployment);

/* Bits 1 << style: in which of them @deployment answers what it is for, a chat or else embeddings, as its routes say. */
guint ingot_resources_find_styles (IngotResources *self, IngotDeployment *deployment);

/**
 * ingot_resources_dup_sample:
 *
 * A small program that asks @deployment in @style, for a chat or, of a deployment that does not chat, for embeddings.
 * It signs in as its resource is signed in to; a key is not in it, it reads that from an environment variable.
 *
 * Returns: (transfer full) (nullable): NULL while the resource has no address, or has no such style
 */
char *ingot_resources_dup_sample (IngotResources *self, IngotDeployment *deployment, IngotEndpointStyle style,
                                  IngotSampleLanguage language);

/* (transfer none) (nullable): what a new chat starts with: the one used last, else the first that chats */
IngotDeployment *ingot_resources_get_default_deployment (IngotResources *self);

G_END_DECLS
