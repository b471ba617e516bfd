/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "inference/sandbox-deployment.h"
#include "sandbox-staging.h"

G_BEGIN_DECLS

/* The file that --config names, in JSON:
 *
 *   {"deployments": [{"name": "my-chat", "like": "mistral-large", "tokens_per_minute": 1000}, …],
 *    "staging": {"subscriptions": 5, "key_disabled": true, …}}
 *
 * Either may be missing. "staging" has the members of SandboxStaging. The deployments take the place of the built-in ones. Each begins as a copy of a built-in one, a faulty one
 * included: of the one that "like" names, else of gpt-4o, text-embedding-3-small or embed-v-4-0 as "kind" is
 * chat, embeddings or image-embeddings. The other members are those of SandboxDeployment and mean what is
 * said there; sandbox_config_describe () lists them. */
typedef struct _SandboxConfig SandboxConfig;

/* NULL with @error set, whose message names the file, the line and the reason. */
SandboxConfig *sandbox_config_load (const char *file, GError **error);

/* The same for @text, which errors call @file. */
SandboxConfig *sandbox_config_parse (const char *file, const char *text, GError **error);
void sandbox_config_free (SandboxConfig *config);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxConfig, sandbox_config_free)

/* Valid as long as @config; none where it says nothing about them. */
const SandboxDeployment *sandbox_config_get_deployments (SandboxConfig *config, gsize *n_deployments);

const SandboxStaging *sandbox_config_get_staging (SandboxConfig *config);

/* A line for each member of a deployment, for --help. */
char *sandbox_config_describe (void);

G_END_DECLS
