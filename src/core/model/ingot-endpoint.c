/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-model"
#include "config.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/ingot-error.h"
#include "ingot-endpoint.h"

static const char *const azure_hosts[] = {
  ".services.ai.azure.com", ".openai.azure.com", ".cognitiveservices.azure.com",
  ".openai.azure.us", ".cognitiveservices.azure.us", ".openai.azure.cn", ".cognitiveservices.azure.cn",
};

/* Where a path stops to be a gateway's prefix; the longest first. */
static const char *const markers[] = { "/openai/deployments/", "/openai/v1", "/api/projects/", "/openai", "/models", "/v1" };

gboolean
ingot_endpoint_is_loopback (const char *host)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (host);

  if (address != NULL)
    return g_inet_address_get_is_loopback (address);
  return g_ascii_strcasecmp (host, "localhost") == 0;
}

static gboolean
is_azure_host (const char *host)
{
  g_autofree char *lower = g_ascii_strdown (host, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (azure_hosts); i++)
    if (g_str_has_suffix (lower, azure_hosts[i]))
      return TRUE;
  return FALSE;
}

static GUri *
parse_uri (const char *text, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  g_autoptr(GUri) uri = NULL;
  const char *scheme;
  const char *host;

  if (*trimmed == '\0')
    {
      g_set_error_literal (error, INGOT_ERROR, INGOT_ERROR_INPUT, _("Paste the address of the resource."));
      return NULL;
    }
  if (strstr (trimmed, "://") == NULL)
    {
      g_autofree char *bare = g_steal_pointer (&trimmed);
      trimmed = g_strconcat ("https://", bare, NULL);
    }

  uri = g_uri_parse (trimmed, G_URI_FLAGS_ENCODED_PATH | G_URI_FLAGS_SCHEME_NORMALIZE, NULL);
  host = uri != NULL ? g_uri_get_host (uri) : NULL;
  if (host == NULL || *host == '\0' || strpbrk (host, " \t\n\r<>\"'") != NULL)
    {
      g_set_error_literal (error, INGOT_ERROR, INGOT_ERROR_INPUT,
                           _("This is not an address. It looks like https://contoso.openai.azure.com."));
      return NULL;
    }

  scheme = g_uri_get_scheme (uri);
  if (g_strcmp0 (scheme, "http") == 0 && !ingot_endpoint_is_loopback (host))
    {
      g_set_error_literal (error, INGOT_ERROR, INGOT_ERROR_INPUT,
                           _("Plain http would show the key to others. Use https; http is for this computer only."));
      return NULL;
    }
  if (g_strcmp0 (scheme, "https") != 0 && g_strcmp0 (scheme, "http") != 0)
    {
      g_set_error (error, INGOT_ERROR, INGOT_ERROR_INPUT,
                   _("The address starts with “%s:”. Use an address that starts with https."), scheme);
      return NULL;
    }
  return g_steal_pointer (&uri);
}

/* "//openai///v1/" becomes "/openai/v1"; the root becomes "". */
static char *
collapse_slashes (const char *path)
{
  g_auto(GStrv) segments = g_strsplit (path, "/", -1);
  GString *clean = g_string_new (NULL);

  for (gsize i = 0; segments[i] != NULL; i++)
    if (*segments[i] != '\0')
      g_string_append_printf (clean, "/%s", segments[i]);
  return g_string_free_and_steal (clean);
}

static char *
origin_of (GUri *uri)
{
  g_autofree char *host = g_ascii_strdown (g_uri_get_host (uri), -1);
  g_autofree char *bracketed = strchr (host, ':') != NULL ? g_strdup_printf ("[%s]", host) : g_strdup (host);
  int port = g_uri_get_port (uri);

  /* GLib fills in the scheme's own port, which nobody wants to read. */
  if (port < 0 || port == (g_str_equal (g_uri_get_scheme (uri), "https") ? 443 : 80))
    return g_strdup_printf ("%s://%s", g_uri_get_scheme (uri), bracketed);
  return g_strdup_printf ("%s://%s:%d", g_uri_get_scheme (uri), bracketed, port);
}

/* Finds @marker in @path as whole segments, whatever their case. */
static const char *
find_marker (const char *path, const char *marker)
{
  gsize length = strlen (marker);

  for (const char *at = path; *at != '\0'; at++)
    if (g_ascii_strncasecmp (at, marker, length) == 0
        && (marker[length - 1] == '/' || at[length] == '/' || at[length] == '\0'))
      return at;
  return NULL;
}

static void
take_deployment (IngotEndpoint *self, const char *rest)
{
  const char *end = strchrnul (rest, '/');

  self->deployment = g_uri_unescape_segment (rest, end, "/");
  self->left_out = *end != '\0' ? g_strdup (end) : NULL;
}

static void
split_path (IngotEndpoint *self, const char *origin, const char *path)
{
  for (gsize i = 0; i < G_N_ELEMENTS (markers); i++)
    {
      const char *at = find_marker (path, markers[i]);
      const char *rest;

      if (at == NULL)
        continue;

      rest = at + strlen (markers[i]);
      self->url = g_strdup_printf ("%s%.*s", origin, (int) (at - path), path);
      self->v1_path = g_strdup (g_str_equal (markers[i], "/v1") ? "/v1" : "/openai/v1");
      if (g_str_equal (markers[i], "/openai/deployments/"))
        take_deployment (self, rest);
      else if (*rest != '\0')
        self->left_out = g_strdup (rest);
      return;
    }
  self->url = g_strconcat (origin, path, NULL);
}

IngotEndpoint *
ingot_endpoint_parse (const char *text, GError **error)
{
  g_autoptr(GUri) uri = parse_uri (text, error);
  g_autoptr(IngotEndpoint) self = NULL;
  g_autofree char *origin = NULL;
  g_autofree char *path = NULL;

  if (uri == NULL)
    return NULL;

  origin = origin_of (uri);
  path = collapse_slashes (g_uri_get_path (uri));
  self = g_new0 (IngotEndpoint, 1);
  split_path (self, origin, path);
  /* Without a marker only the host can tell: Azure's hosts have /openai/v1, other servers have /v1. */
  if (self->v1_path == NULL)
    self->v1_path = g_strdup (is_azure_host (g_uri_get_host (uri)) ? "/openai/v1" : "/v1");
  return g_steal_pointer (&self);
}

void
ingot_endpoint_free (IngotEndpoint *self)
{
  g_free (self->url);
  g_free (self->v1_path);
  g_free (self->deployment);
  g_free (self->left_out);
  g_free (self);
}
