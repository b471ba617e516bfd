/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-model"
#include "config.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/ingot-error.h"
#include "ingot-endpoint-hosts.h"
#include "ingot-endpoint.h"
#include "ingot-pasted.h"

#define AZURE_V1 "/openai/v1"

/* Below the first is a deployment; by itself it lists them all. */
#define DEPLOYMENTS "/openai/deployments"
#define LIST "/deployments"

/* Where a path stops to be a gateway's prefix. The first that is found counts: a project's path has
 * others below it, and a deployment may have any name. */
static const struct
{
  const char *marker;
  IngotEndpointStyle style;
} markers[] = {
  { "/api/projects", INGOT_ENDPOINT_STYLE_V1 },
  { DEPLOYMENTS, INGOT_ENDPOINT_STYLE_DEPLOYMENT },
  { "/openai/v1", INGOT_ENDPOINT_STYLE_V1 },
  { "/anthropic", INGOT_ENDPOINT_STYLE_V1 },
  { "/openai", INGOT_ENDPOINT_STYLE_DEPLOYMENT },
  { "/v1", INGOT_ENDPOINT_STYLE_V1 },
  { "/models", INGOT_ENDPOINT_STYLE_INFERENCE },
};

/* What is done at an address, at the end of its path. "/models" counts as a marker. */
static const char *const operations[] = {
  "/chat/completions", "/images/embeddings", "/images/generations", "/audio/transcriptions", "/completions",
  "/embeddings", "/responses", "/realtime", "/info", "/score",
};

/* What a segment of the path tells that the resource's chats do not offer. */
static const struct
{
  const char *segment;
  const char *warning;
  gboolean is_retired; /* then so are the versions that it had */
} notes[] = {
  { "/assistants", N_("Azure has retired assistants and threads. Ingot uses the chats of the same resource instead."),
    TRUE },
  { "/threads", N_("Azure has retired assistants and threads. Ingot uses the chats of the same resource instead."),
    TRUE },
  { "/extensions", N_("Azure has retired this operation. Ingot uses the chats of the same resource instead."), TRUE },
  { "/realtime", N_("This is an address for speech. Ingot chats in writing, at the same resource.") },
  { "/batches", N_("This is an address for batches. Ingot chats with the deployments of the same resource.") },
  { "/anthropic", N_("Here Claude speaks Anthropic’s own protocol, which Ingot does not. "
                     "Ingot chats with the other deployments of the same resource.") },
};

const char *
ingot_endpoint_style_get_title (IngotEndpointStyle style)
{
  switch (style)
    {
    case INGOT_ENDPOINT_STYLE_INFERENCE:
      return _("inference");
    case INGOT_ENDPOINT_STYLE_DEPLOYMENT:
      return _("deployment");
    case INGOT_ENDPOINT_STYLE_V1:
    default:
      return "v1";
    }
}

IngotEndpointStyle
ingot_endpoint_style_read (gint64 number)
{
  return number >= INGOT_ENDPOINT_STYLE_INFERENCE && number <= INGOT_ENDPOINT_STYLE_V1 ? (IngotEndpointStyle) number
                                                                                       : (IngotEndpointStyle) 0;
}

const char *
ingot_endpoint_style_get_version (IngotEndpointStyle style)
{
  switch (style)
    {
    case INGOT_ENDPOINT_STYLE_INFERENCE:
      return "2024-05-01-preview";
    case INGOT_ENDPOINT_STYLE_DEPLOYMENT:
      return "2024-10-21";
    case INGOT_ENDPOINT_STYLE_V1:
    default:
      return NULL;
    }
}

gboolean
ingot_endpoint_serves_one_model (const char *url)
{
  g_autoptr(GUri) uri = g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  return host != NULL && ingot_endpoint_host_kind (host) == INGOT_HOST_ONE_MODEL;
}

gboolean
ingot_endpoint_is_loopback (const char *host)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (host);

  if (address != NULL)
    return g_inet_address_get_is_loopback (address);
  return g_ascii_strcasecmp (host, "localhost") == 0;
}

static void
set_input_error (GError **error, const char *sentence)
{
  g_set_error_literal (error, INGOT_ERROR, INGOT_ERROR_INPUT, sentence);
}

/* The address */

/* Sockets are for speech only; the same host answers over https. */
static char *
add_scheme (const char *address)
{
  if (g_ascii_strncasecmp (address, "wss://", 6) == 0)
    return g_strconcat ("https://", address + 6, NULL);
  if (g_ascii_strncasecmp (address, "ws://", 5) == 0)
    return g_strconcat ("http://", address + 5, NULL);
  return strstr (address, "://") != NULL ? g_strdup (address) : g_strconcat ("https://", address, NULL);
}

static gboolean
check_scheme (GUri *uri, GError **error)
{
  const char *scheme = g_uri_get_scheme (uri);

  if (g_strcmp0 (scheme, "http") == 0 && !ingot_endpoint_is_loopback (g_uri_get_host (uri)))
    {
      set_input_error (error, _("Plain http would show the key to others. Use https; http is for this computer only."));
      return FALSE;
    }
  if (g_strcmp0 (scheme, "https") != 0 && g_strcmp0 (scheme, "http") != 0)
    {
      g_set_error (error, INGOT_ERROR, INGOT_ERROR_INPUT,
                   _("The address starts with “%s:”. Use an address that starts with https."), scheme);
      return FALSE;
    }
  return TRUE;
}

/* A word before a space is no host, but a server in one's own network may have a short name before its path. */
static gboolean
is_host (const char *host, const char *address)
{
  if (host == NULL || *host == '\0' || strpbrk (host, " \t\n\r<>\"'") != NULL)
    return FALSE;
  return strpbrk (host, ".:") != NULL || ingot_endpoint_is_loopback (host) || ingot_endpoint_rank_address (address) > 0;
}

static GUri *
parse_uri (const IngotPasted *pasted, GError **error)
{
  g_autofree char *address = add_scheme (pasted->address);
  g_autoptr(GUri) uri = g_uri_parse (address, G_URI_FLAGS_ENCODED_PATH | G_URI_FLAGS_ENCODED_QUERY
                                     | G_URI_FLAGS_SCHEME_NORMALIZE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (*pasted->address == '\0')
    set_input_error (error, _("Paste the address of the resource."));
  else if (pasted->has_variable)
    set_input_error (error, _("The address is in a variable here. Paste the line that sets it, too."));
  else if (host != NULL && *host != '\0' && ingot_pasted_is_placeholder (host))
    set_input_error (error, _("The address is that of an example. Put the name of your own resource into it."));
  else if (!is_host (host, address))
    set_input_error (error, _("This is not an address. It looks like https://contoso.openai.azure.com."));
  else if (ingot_endpoint_host_kind (host) == INGOT_HOST_PAGES)
    set_input_error (error, _("This is a page to read. Copy the target URI that the portal shows for a deployment."));
  else if (check_scheme (uri, error))
    return g_steal_pointer (&uri);
  return NULL;
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

static void
add_warning (IngotEndpoint *self, const char *sentence)
{
  g_autofree char *before = self->warning;

  self->warning = before != NULL ? g_strconcat (before, " ", sentence, NULL) : g_strdup (sentence);
}

/* The path */

/* Finds @marker in @path as whole segments, whatever their case. */
static const char *
find_marker (const char *path, const char *marker)
{
  gsize length = strlen (marker);

  for (const char *at = path; *at != '\0'; at++)
    if (g_ascii_strncasecmp (at, marker, length) == 0 && (at[length] == '/' || at[length] == '\0'))
      return at;
  return NULL;
}

static void
take_deployment (IngotEndpoint *self, const char *name, gsize length)
{
  g_autofree char *decoded = g_uri_unescape_segment (name, name + length, "/");

  if (decoded != NULL && *decoded != '\0' && !ingot_pasted_is_placeholder (decoded))
    self->deployment = g_steal_pointer (&decoded);
}

static void
split_at (IngotEndpoint *self, const char *path, const char *at, gsize i)
{
  gboolean deployments = g_str_equal (markers[i].marker, DEPLOYMENTS);
  const char *rest = at + strlen (markers[i].marker);

  self->url = g_strndup (path, (gsize) (at - path));
  self->style = markers[i].style;
  if (g_str_equal (markers[i].marker, "/v1"))
    self->v1_path = g_strdup ("/v1");
  if (deployments && *rest == '/')
    {
      gsize length = strcspn (rest + 1, "/");

      take_deployment (self, rest + 1, length);
      rest += length + 1;
    }
  else if (deployments)
    rest = LIST;
  else if (g_str_equal (markers[i].marker, "/api/projects") || g_str_equal (markers[i].marker, "/anthropic"))
    rest = at;
  if (*rest != '\0')
    self->left_out = g_strdup (rest);
}

/* A gateway's prefix stays, also before an operation: then its v1 style has no path of its own. */
static void
split_unmarked (IngotEndpoint *self, const char *path)
{
  self->url = g_strdup (path);
  for (gsize i = 0; i < G_N_ELEMENTS (operations); i++)
    if (g_str_has_suffix (path, operations[i]))
      {
        self->left_out = g_strdup (operations[i]);
        self->url[strlen (path) - strlen (operations[i])] = '\0';
        self->v1_path = g_strdup ("");
        return;
      }
}

/* Which of the notes is about @left_out, or -1. */
static int
find_note (const char *left_out)
{
  for (gsize i = 0; left_out != NULL && i < G_N_ELEMENTS (notes); i++)
    if (find_marker (left_out, notes[i].segment) != NULL)
      return (int) i;
  return -1;
}

static void
split_path (IngotEndpoint *self, const char *path)
{
  int note;

  for (gsize i = 0; i < G_N_ELEMENTS (markers) && self->url == NULL; i++)
    {
      const char *at = find_marker (path, markers[i].marker);

      if (at != NULL)
        split_at (self, path, at, i);
    }
  if (self->url == NULL)
    split_unmarked (self, path);
  note = find_note (self->left_out);
  if (note >= 0)
    add_warning (self, _(notes[note].warning));
}

/* The host */

/* A resource's own host has nothing before its routes, so that a prefix is a mistake. */
static void
settle_azure (IngotEndpoint *self)
{
  if (*self->url != '\0' && self->left_out == NULL)
    self->left_out = g_strdup (self->url);
  *self->url = '\0';
  g_set_str (&self->v1_path, AZURE_V1);
}

static void
settle_region (IngotEndpoint *self)
{
  settle_azure (self);
  add_warning (self, _("This is the address of a whole region: it takes keys only. Better use the resource’s own "
                       "address, as in https://contoso.openai.azure.com."));
}

static void
settle_one_model (IngotEndpoint *self, const char *host)
{
  if (self->v1_path == NULL || !g_str_equal (self->v1_path, "/v1"))
    self->style = INGOT_ENDPOINT_STYLE_INFERENCE;
  *self->url = '\0';
  g_set_str (&self->v1_path, "/v1");
  if (self->deployment == NULL)
    self->deployment = g_strndup (host, strcspn (host, "."));
}

static void
settle_github (IngotEndpoint *self)
{
  g_clear_pointer (&self->left_out, g_free);
  *self->url = '\0';
  self->style = INGOT_ENDPOINT_STYLE_V1;
  g_set_str (&self->v1_path, "/inference");
}

static void
settle_other (IngotEndpoint *self, const char *host, gboolean marked)
{
  g_autofree char *lower = g_ascii_strdown (host, -1);

  if (self->v1_path == NULL)
    self->v1_path = g_strdup (marked || g_str_has_suffix (lower, ".azure-api.net") ? AZURE_V1 : "/v1");
}

static void
settle_host (IngotEndpoint *self, const char *host, const char *origin)
{
  g_autofree char *prefix = NULL;
  gboolean marked = self->style != 0;

  switch (ingot_endpoint_host_kind (host))
    {
    case INGOT_HOST_AZURE:
      settle_azure (self);
      break;
    case INGOT_HOST_REGION:
      settle_region (self);
      break;
    case INGOT_HOST_ONE_MODEL:
      settle_one_model (self, host);
      break;
    case INGOT_HOST_GITHUB:
      settle_github (self);
      break;
    case INGOT_HOST_OTHER:
    case INGOT_HOST_PORTAL:
    case INGOT_HOST_PAGES:
    default:
      settle_other (self, host, marked);
    }
  prefix = g_steal_pointer (&self->url);
  self->url = g_strconcat (origin, prefix, NULL);
}

/* The query, and what stood beside the address */

static void
set_version (IngotEndpoint *self, const char *version)
{
  int note = find_note (self->left_out);

  if (version == NULL || !ingot_pasted_is_dated (version))
    return;
  if (self->style == INGOT_ENDPOINT_STYLE_V1)
    {
      g_autofree char *words = g_strdup_printf (_("The v1 style has no version: %s is left out."), version);

      add_warning (self, words);
    }
  /* That of the list of deployments is years old, too. */
  else if (g_strcmp0 (self->left_out, LIST) != 0 && (note < 0 || !notes[note].is_retired))
    g_set_str (&self->api_version, version);
}

static void
take_query (IngotEndpoint *self, GUri *uri, const IngotPasted *pasted)
{
  const char *query = g_uri_get_query (uri);
  g_autoptr(GHashTable) values = query != NULL ? g_uri_parse_params (query, -1, "&", G_URI_PARAMS_CASE_INSENSITIVE,
                                                                     NULL)
                                               : NULL;
  const char *version = values != NULL ? g_hash_table_lookup (values, "api-version") : NULL;
  const char *name = values != NULL ? g_hash_table_lookup (values, "deployment") : NULL;

  if (name == NULL && values != NULL)
    name = g_hash_table_lookup (values, "model");
  if (name == NULL)
    name = pasted->deployment;
  if (self->deployment == NULL && name != NULL && *name != '\0' && !ingot_pasted_is_placeholder (name))
    self->deployment = g_strdup (name);
  self->key = g_strdup (pasted->key);

  if (version == NULL)
    version = pasted->api_version;
  /* Only the deployment style comes with a bare host and a version, as in Azure's own client libraries. */
  if (self->style == 0)
    self->style = version != NULL && ingot_pasted_is_dated (version) && g_str_equal (self->v1_path, AZURE_V1)
                    ? INGOT_ENDPOINT_STYLE_DEPLOYMENT : INGOT_ENDPOINT_STYLE_V1;
  set_version (self, version);
  if (pasted->has_token && self->key == NULL)
    add_warning (self, _("The token beside the address expires within the hour. Use a key of the resource instead."));
}

/* Portals */

/* The segment after @marker, in an address that may be encoded twice. */
static char *
dup_segment (const char *text, const char *marker)
{
  const char *at = find_marker (text, marker);
  gsize length;

  if (at == NULL || at[strlen (marker)] != '/')
    return NULL;
  at += strlen (marker) + 1;
  length = strcspn (at, "/?&#;,% ");
  return length > 0 ? g_strndup (at, length) : NULL;
}

static IngotEndpoint *
read_portal (const char *address, GError **error)
{
  g_autofree char *once = g_uri_unescape_string (address, NULL);
  g_autofree char *twice = g_uri_unescape_string (once != NULL ? once : address, NULL);
  const char *text = twice != NULL ? twice : once != NULL ? once : address;
  g_autofree char *account = dup_segment (text, "/accounts");
  g_autofree char *lower = account != NULL ? g_ascii_strdown (account, -1) : NULL;
  IngotEndpoint *self;

  if (lower == NULL || g_str_has_prefix (lower, "-") || strspn (lower, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen (lower))
    {
      set_input_error (error, _("This is a page of the portal. Copy the target URI that it shows for a deployment."));
      return NULL;
    }
  self = g_new0 (IngotEndpoint, 1);
  self->url = g_strdup_printf ("https://%s.openai.azure.com", lower);
  self->v1_path = g_strdup (AZURE_V1);
  self->style = INGOT_ENDPOINT_STYLE_V1;
  self->deployment = dup_segment (text, LIST);
  add_warning (self, _("This is a page of the portal. The address was made of the name that it shows; "
                       "the resource’s own may differ."));
  return self;
}

IngotEndpoint *
ingot_endpoint_parse (const char *text, GError **error)
{
  g_autoptr(IngotPasted) pasted = ingot_pasted_read (text);
  g_autoptr(GUri) uri = parse_uri (pasted, error);
  g_autoptr(IngotEndpoint) self = NULL;
  g_autofree char *origin = NULL;
  g_autofree char *path = NULL;

  if (uri == NULL)
    return NULL;
  if (ingot_endpoint_host_kind (g_uri_get_host (uri)) == INGOT_HOST_PORTAL)
    return read_portal (pasted->address, error);

  origin = origin_of (uri);
  path = collapse_slashes (g_uri_get_path (uri));
  self = g_new0 (IngotEndpoint, 1);
  split_path (self, path);
  settle_host (self, g_uri_get_host (uri), origin);
  take_query (self, uri, pasted);
  return g_steal_pointer (&self);
}

void
ingot_endpoint_free (IngotEndpoint *self)
{
  g_free (self->url);
  g_free (self->v1_path);
  g_free (self->deployment);
  g_free (self->left_out);
  g_free (self->api_version);
  ingot_pasted_wipe (self->key);
  g_free (self->warning);
  g_free (self);
}
