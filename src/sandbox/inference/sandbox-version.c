/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-inference"
#include "config.h"

#include "sandbox-version.h"

gboolean
sandbox_version_refuse_dated (SandboxExchange *exchange)
{
  g_autofree char *version = sandbox_exchange_dup_query (exchange, "api-version");

  if (version == NULL || g_str_equal (version, "v1") || g_str_equal (version, "preview"))
    return FALSE;
  sandbox_exchange_refuse (
    exchange, sandbox_problem_new (SOUP_STATUS_BAD_REQUEST, "BadRequest", "API version not supported"));
  return TRUE;
}
