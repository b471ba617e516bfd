/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-net"
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/ingot-error.h"
#include "ingot-net-error.h"

/* The first that applies is named: a certificate of nobody's that has expired too is renewed first. */
static const struct
{
  GTlsCertificateFlags flag;
  const char *sentence;
} certificate_faults[] = {
  { G_TLS_CERTIFICATE_EXPIRED, N_("The certificate has expired.") },
  { G_TLS_CERTIFICATE_NOT_ACTIVATED, 
    N_("The certificate is not valid yet. Is the clock of this computer right?") },
  { G_TLS_CERTIFICATE_REVOKED, N_("The certificate has been revoked.") },
  { G_TLS_CERTIFICATE_BAD_IDENTITY, N_("The certificate belongs to another host.") },
  { G_TLS_CERTIFICATE_UNKNOWN_CA, 
    N_("The certificate comes from an authority that this computer does not trust.") },
  { G_TLS_CERTIFICATE_INSECURE, N_("The certificate uses a method that is no longer safe.") },
};

static const char *
certificate_sentence (GTlsCertificateFlags flags)
{
  for (gsize i = 0; i < G_N_ELEMENTS (certificate_faults); i++)
    if (flags & certificate_faults[i].flag)
      return _(certificate_faults[i].sentence);
  return _("The certificate cannot be verified.");
}

static IngotError
code_of_certificate (GTlsCertificateFlags flags)
{
  return (flags & (G_TLS_CERTIFICATE_EXPIRED | G_TLS_CERTIFICATE_NOT_ACTIVATED)) != 0 ? INGOT_ERROR_CERTIFICATE_DATE
                                                                                      : INGOT_ERROR_TLS;
}

static IngotError
code_of_io_error (int code)
{
  switch (code)
    {
    case G_IO_ERROR_TIMED_OUT:
      return INGOT_ERROR_TIMEOUT;
    case G_IO_ERROR_CONNECTION_REFUSED:
    case G_IO_ERROR_HOST_NOT_FOUND:
    case G_IO_ERROR_HOST_UNREACHABLE:
    case G_IO_ERROR_NETWORK_UNREACHABLE:
    case G_IO_ERROR_PROXY_FAILED:
    case G_IO_ERROR_PROXY_AUTH_FAILED:
    case G_IO_ERROR_PROXY_NEED_AUTH:
    case G_IO_ERROR_PROXY_NOT_ALLOWED:
      return INGOT_ERROR_ADDRESS;
    default:
      return INGOT_ERROR_FAILED;
    }
}

static IngotError
code_of (const GError *error)
{
  if (error->domain == G_TLS_ERROR)
    return INGOT_ERROR_TLS;
  if (error->domain == G_RESOLVER_ERROR)
    return INGOT_ERROR_ADDRESS;
  return error->domain == G_IO_ERROR ? code_of_io_error (error->code) : INGOT_ERROR_FAILED;
}

static gboolean
is_ours (const GError *error)
{
  return error->domain == INGOT_ERROR || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

GError *
ingot_net_error_for_send (const GError *error, GTlsCertificateFlags flags)
{
  if (is_ours (error))
    return g_error_copy (error);
  if (flags != 0 && error->domain == G_TLS_ERROR)
    return g_error_new_literal (INGOT_ERROR, code_of_certificate (flags), certificate_sentence (flags));
  return g_error_new_literal (INGOT_ERROR, code_of (error), error->message);
}

GError *
ingot_net_error_for_read (const GError *error)
{
  if (is_ours (error))
    return g_error_copy (error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return g_error_new_literal (INGOT_ERROR, INGOT_ERROR_TIMEOUT, error->message);
  return g_error_new_literal (INGOT_ERROR, INGOT_ERROR_INTERRUPTED, error->message);
}

/* Only the host: the rest of a hostile Location has no place in a sentence. */
GError *
ingot_net_error_for_redirect (const char *location)
{
  g_autoptr(GUri) uri = location == NULL ? NULL : g_uri_parse (location, SOUP_HTTP_URI_FLAGS, NULL);

  if (uri == NULL || g_uri_get_host (uri) == NULL)
    return g_error_new_literal (INGOT_ERROR, INGOT_ERROR_REDIRECT,
                                _("The server points to another address. Ingot does not follow, "
                                  "because the key would go there too."));
  return g_error_new (INGOT_ERROR, INGOT_ERROR_REDIRECT,
                      _("The server points to “%s”. Ingot does not follow, because the key would go "
                        "there too. If you trust that address, enter it for the resource."),
                      g_uri_get_host (uri));
}
