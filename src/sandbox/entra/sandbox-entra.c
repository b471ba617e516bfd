/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-entra"
#include "config.h"

#include <string.h>

#include "entra/sandbox-access.h"
#include "entra/sandbox-authorize.h"
#include "entra/sandbox-device.h"
#include "entra/sandbox-discovery.h"
#include "entra/sandbox-entra-page.h"
#include "entra/sandbox-managed-identity.h"
#include "entra/sandbox-token-endpoint.h"
#include "server/sandbox-key.h"

SandboxSession *
sandbox_session_new (const SandboxAccount *account, const SandboxTenant *tenant, const char *client_id,
                     gboolean strong)
{
  SandboxSession *session = g_rc_box_new0 (SandboxSession);

  session->account = account;
  session->tenant = tenant;
  session->client_id = g_strdup (client_id);
  session->strong = strong;
  return session;
}

SandboxSession *
sandbox_session_ref (SandboxSession *session)
{
  return g_rc_box_acquire (session);
}

static void
session_clear (gpointer data)
{
  SandboxSession *session = data;

  g_free (session->client_id);
  g_free (session->nonce);
}

void
sandbox_session_unref (SandboxSession *session)
{
  g_rc_box_release_full (session, session_clear);
}

SandboxEntra *
sandbox_entra_new (const char *home, const char *secret, const char *identity_header,
                   const SandboxStaging *staging)
{
  SandboxEntra *entra = g_new0 (SandboxEntra, 1);

  entra->staging = staging;
  entra->directory = sandbox_directory_new (home, SANDBOX_STAGING_MAX_TENANTS);
  entra->signer = sandbox_signer_new ();
  entra->device_codes = sandbox_device_new_table ();
  entra->sign_ins = sandbox_authorize_new_table ();
  entra->used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  entra->home = g_strdup (home);
  entra->secret = g_strdup (secret);
  entra->identity_header = g_strdup (identity_header);
  return entra;
}

void
sandbox_entra_free (SandboxEntra *entra)
{
  g_hash_table_unref (entra->device_codes);
  g_hash_table_unref (entra->sign_ins);
  g_hash_table_unref (entra->used);
  sandbox_signer_free (entra->signer);
  sandbox_directory_free (entra->directory);
  g_free (entra->home);
  g_free (entra->secret);
  g_free (entra->identity_header);
  g_free (entra);
}

void
sandbox_entra_attach (SandboxEntra *entra, SandboxServer *server)
{
  static const struct
  {
    const char *method;
    const char *path;
    SandboxHandler handler;
    SandboxRouteFlags flags;
  } routes[] = {
    { "GET", "/common/discovery/instance", sandbox_discovery_instance_handler },
    { "GET", "/*/v2.0/.well-known/openid-configuration", sandbox_discovery_openid_handler },
    { "GET", "/*/.well-known/openid-configuration", sandbox_discovery_openid_handler },
    { "GET", "/*/discovery/v2.0/keys", sandbox_discovery_keys_handler },
    { "GET", "/*/discovery/keys", sandbox_discovery_keys_handler },
    { "POST", "/*/oauth2/v2.0/devicecode", sandbox_device_code_handler },
    { "GET", "/*/oauth2/v2.0/authorize", sandbox_authorize_handler },
    { "POST", "/*/oauth2/v2.0/token", sandbox_token_endpoint_handler },
    { "GET", "/devicelogin", sandbox_device_page_handler },
    { "POST", "/devicelogin", sandbox_device_form_handler },
    { "POST", "/signin", sandbox_authorize_form_handler },
    { "GET", "/error", sandbox_entra_page_error_handler },
    { "GET", "/*/oauth2/v2.0/logout", sandbox_entra_page_logout_handler },
    { "GET", "/msi/token", sandbox_managed_identity_app_service_handler, SANDBOX_ROUTE_PLAIN },
    { "GET", "/metadata/identity/oauth2/token", sandbox_managed_identity_imds_handler, SANDBOX_ROUTE_PLAIN },
  };

  entra->server = server;
  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++)
    sandbox_server_add_route_with_flags (server, routes[i].method, routes[i].path,
                                         SANDBOX_ROUTE_OPEN | routes[i].flags, routes[i].handler, entra);
  sandbox_server_set_access_check (server, sandbox_access_check, entra);
}

SandboxDirectory *
sandbox_entra_get_directory (SandboxEntra *entra)
{
  return entra->directory;
}

void
sandbox_entra_revoke (SandboxEntra *entra)
{
  entra->revoked_until = g_get_real_time ();
}

gint64
sandbox_entra_now (SandboxEntra *entra)
{
  return g_get_real_time () / G_USEC_PER_SEC + entra->staging->clock_offset;
}

char *
sandbox_entra_dup_origin (SandboxEntra *entra, SandboxExchange *exchange)
{
  GUri *uri = soup_server_message_get_uri (sandbox_exchange_get_message (exchange));
  g_autofree char *scheme = g_uri_parse_scheme (sandbox_server_get_origin (entra->server));
  const char *host = g_uri_get_host (uri);
  gboolean bare = strchr (host, ':') != NULL;

  return g_strdup_printf ("%s://%s%s%s:%d", scheme, bare ? "[" : "", host, bare ? "]" : "",
                          g_uri_get_port (uri));
}

char *
sandbox_entra_new_secret (void)
{
  g_autofree char *one = sandbox_key_new ();
  g_autofree char *two = sandbox_key_new ();

  return g_strconcat (one, two, NULL);
}
