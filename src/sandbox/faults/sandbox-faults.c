/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-faults"
#include "config.h"

#include "sandbox-faults.h"

#define FAULTY(deployment, speed, delay)                                                                     \
  .name = deployment, .model = "Mistral-Large-2411", .version = "2", .publisher = "Mistral AI",              \
  .reported_model = "mistral-large-2411", .sku = "GlobalStandard", .capacity = 1000,                         \
  .content_filter = "Microsoft.DefaultV2", .operations = SANDBOX_OPERATION_CHAT, .tokens_per_second = speed, \
  .first_token_ms = delay, .created = 1746094200

static const SandboxDeployment deployments[] = {
  { FAULTY ("fault-429", 60, 300), .faults = { .refuse_first = 2, .retry_after_s = 2 } },
  { FAULTY ("fault-cut", 60, 300), .faults = { .cut_after = 12 } },
  { FAULTY ("fault-no-done", 60, 300), .faults = { .omit_done = TRUE } },
  { FAULTY ("fault-slow", 2, 3000), .faults = { .ignore_rate = TRUE } },
};

const SandboxDeployment *
sandbox_faults_deployments (gsize *n_deployments)
{
  *n_deployments = G_N_ELEMENTS (deployments);
  return deployments;
}
