/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-entra"
#include "config.h"

#include <string.h>

#include "entra/sandbox-refresh-token.h"
#include "server/sandbox-key.h"

#define PREFIX "1.AXEA"

enum
{
  /* Of used ones that are remembered. */
  MAX_USED = 10000,
  NONCE_LENGTH = 16,
};

/* What a token consists of, separated by colons. */
enum
{
  ISSUED,  /* real time, in microseconds */
  EXPIRES, /* Unix time */
  ACCOUNT,
  TENANT,
  CLIENT,
  STRONG,
  NONCE,
  N_PARTS,
};

static char *
seal_of (SandboxEntra *entra, const char *content)
{
  return g_compute_hmac_for_string (G_CHECKSUM_SHA256, (const guchar *) entra->identity_header,
                                    strlen (entra->identity_header), content, -1);
}

char *
sandbox_refresh_token_new (SandboxEntra *entra, const SandboxSession *session)
{
  gint64 expires = sandbox_entra_now (entra) + entra->staging->refresh_token_lifetime;
  g_autofree char *secret = sandbox_entra_new_secret ();
  g_autofree char *content = g_strdup_printf (
    "%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT ":%s:%s:%s:%d:%.*s", g_get_real_time (), expires,
    session->account->nick, session->tenant->id, session->client_id, session->strong, NONCE_LENGTH, secret);
  g_autofree char *encoded = sandbox_base64url_encode ((const guchar *) content, strlen (content));
  g_autofree char *seal = seal_of (entra, encoded);

  return g_strconcat (PREFIX, encoded, ".", seal, NULL);
}

/* The parts of a token that we have sealed, or NULL. */
static GStrv
open_token (SandboxEntra *entra, const char *token)
{
  const char *dot = strrchr (token, '.');
  g_autofree char *encoded = NULL;
  g_autofree char *seal = NULL;
  g_autofree char *content = NULL;
  g_autoptr(GBytes) bytes = NULL;

  if (!g_str_has_prefix (token, PREFIX) || dot < token + strlen (PREFIX))
    return NULL;
  encoded = g_strndup (token + strlen (PREFIX), (gsize) (dot - token) - strlen (PREFIX));
  seal = seal_of (entra, encoded);
  if (!sandbox_key_equal (seal, dot + 1))
    return NULL;
  bytes = sandbox_base64url_decode (encoded);
  content = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return g_strsplit (content, ":", N_PARTS);
}

static guint
judge (SandboxEntra *entra, const char *token, GStrv parts, const char *client_id)
{
  if (parts == NULL || g_ascii_strcasecmp (parts[CLIENT], client_id) != 0)
    return SANDBOX_AADSTS_BAD_GRANT;
  if (g_ascii_strtoll (parts[ISSUED], NULL, 10) <= entra->revoked_until
      || g_hash_table_contains (entra->used, token))
    return SANDBOX_AADSTS_REVOKED;
  if (g_ascii_strtoll (parts[EXPIRES], NULL, 10) <= sandbox_entra_now (entra))
    return SANDBOX_AADSTS_INACTIVE;
  return 0;
}

SandboxSession *
sandbox_refresh_token_redeem (SandboxEntra *entra, const char *token, const char *client_id, guint *code)
{
  g_auto(GStrv) parts = open_token (entra, token);
  const SandboxTenant *tenant;

  *code = judge (entra, token, parts, client_id);
  if (*code != 0)
    return NULL;
  tenant = sandbox_directory_find_tenant (entra->directory, parts[TENANT], entra->staging->tenants);
  if (tenant == NULL)
    *code = SANDBOX_AADSTS_BAD_GRANT;
  if (*code != 0)
    return NULL;
  if (g_hash_table_size (entra->used) >= MAX_USED)
    g_hash_table_remove_all (entra->used);
  if (entra->staging->single_use_refresh)
    g_hash_table_add (entra->used, g_strdup (token));
  return sandbox_session_new (sandbox_directory_find_account (entra->directory, parts[ACCOUNT]), tenant,
                              parts[CLIENT], g_str_equal (parts[STRONG], "1"));
}
