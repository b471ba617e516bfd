/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-entra"
#include "config.h"

#include <string.h>

#include "sandbox-scope.h"

#define DEFAULT "/.default"
#define GRAPH "https://graph.microsoft.com"

enum
{
  CODE_INVALID_SCOPE = 70011,
  CODE_TWO_RESOURCES = 28000,
  CODE_UNKNOWN_RESOURCE = 500011,
};

static const char *const management[] = {
  "https://management.azure.com",         "https://management.core.windows.net",
  "https://management.usgovcloudapi.net", "https://management.core.usgovcloudapi.net",
  "https://management.chinacloudapi.cn",  "https://management.core.chinacloudapi.cn",
  "797f4846-ba00-4fd7-ba43-dac1f8f63013",
};

/* Whoever asks for the wrong one of these gets a token and is refused by the resource, as in the real world.
 */
static const char *const others[] = {
  "https://cognitiveservices.azure.com",
  "https://ai.azure.com",
  "https://cognitiveservices.azure.us",
  "https://ai.azure.us",
  "https://cognitiveservices.azure.cn",
  "7d312290-28c8-473c-a0ed-8e53749b6d6d",
  "https://ml.azure.com",
  "https://vault.azure.net",
  "https://storage.azure.com",
  GRAPH,
};

static gsize
length_of (const char *audience)
{
  gsize length = strlen (audience);

  while (length > 0 && audience[length - 1] == '/')
    length--;
  return length;
}

gboolean
sandbox_audience_equal (const char *a, const char *b)
{
  return length_of (a) == length_of (b) && g_ascii_strncasecmp (a, b, length_of (a)) == 0;
}

gboolean
sandbox_audience_is_management (const char *audience, const char *origin)
{
  for (gsize i = 0; i < G_N_ELEMENTS (management); i++)
    if (sandbox_audience_equal (audience, management[i]))
      return TRUE;
  return sandbox_audience_equal (audience, origin);
}

static gboolean
is_known (const char *audience, const char *origin)
{
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    if (sandbox_audience_equal (audience, others[i]))
      return TRUE;
  return sandbox_audience_is_management (audience, origin);
}

static gboolean
take_openid (SandboxScope *scope, const char *word)
{
  if (g_str_equal (word, "openid"))
    scope->openid = TRUE;
  else if (g_str_equal (word, "profile") || g_str_equal (word, "email"))
    scope->profile = TRUE;
  else if (g_str_equal (word, "offline_access"))
    scope->offline = TRUE;
  else
    return FALSE;
  return TRUE;
}

/* "https://x/.default" and "https://x/user_impersonation" are of https://x; "User.Read" is of Graph. */
static char *
audience_of (const char *word)
{
  const char *slash = strrchr (word, '/');

  if (slash == NULL)
    return strchr (word, '.') != NULL ? g_strdup (GRAPH) : NULL;
  return slash > word && slash[1] != '\0' ? g_strndup (word, (gsize) (slash - word)) : NULL;
}

static guint
take_resource (SandboxScope *scope, const char *word, const char *origin)
{
  g_autofree char *audience = audience_of (word);

  if (audience == NULL || strchr (word, ',') != NULL)
    return CODE_INVALID_SCOPE;
  if (!is_known (audience, origin))
    return CODE_UNKNOWN_RESOURCE;
  if (scope->audience != NULL && !sandbox_audience_equal (audience, scope->audience))
    return CODE_TWO_RESOURCES;
  if (scope->audience == NULL)
    scope->audience = g_steal_pointer (&audience);
  return 0;
}

SandboxScope *
sandbox_scope_parse (const char *text, const char *origin, guint *code, char **culprit)
{
  g_autoptr(SandboxScope) scope = g_new0 (SandboxScope, 1);
  g_auto(GStrv) words = g_strsplit (text, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] == '\0' || take_openid (scope, words[i]))
        continue;
      *code = take_resource (scope, words[i], origin);
      if (*code == 0)
        continue;
      *culprit = *code == CODE_UNKNOWN_RESOURCE ? audience_of (words[i]) : g_strdup (text);
      return NULL;
    }
  return g_steal_pointer (&scope);
}

SandboxScope *
sandbox_scope_new_resource (const char *resource, const char *origin, guint *code, char **culprit)
{
  g_autofree char *word = g_strconcat (resource, DEFAULT, NULL);

  return sandbox_scope_parse (word, origin, code, culprit);
}

SandboxScope *
sandbox_scope_copy (const SandboxScope *scope)
{
  SandboxScope *copy = g_memdup2 (scope, sizeof *scope);

  copy->audience = g_strdup (scope->audience);
  return copy;
}

void
sandbox_scope_free (SandboxScope *scope)
{
  g_free (scope->audience);
  g_free (scope);
}

char *
sandbox_scope_describe (const SandboxScope *scope)
{
  GString *text = g_string_new (NULL);

  if (scope->openid)
    g_string_append (text, "openid ");
  if (scope->profile)
    g_string_append (text, "profile email ");
  if (scope->audience != NULL)
    g_string_append_printf (text, "%s/user_impersonation %s" DEFAULT " ", scope->audience, scope->audience);
  g_string_truncate (text, text->len - (text->len > 0));
  return g_string_free_and_steal (text);
}
