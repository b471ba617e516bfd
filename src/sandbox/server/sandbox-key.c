/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-server"
#include "config.h"

#include <string.h>
#include <sys/random.h>

#include "sandbox-key.h"

#define MASK "***"

enum
{
  KEY_BYTES = 32,
};

static const char bearer[] = "Bearer ";

char *
sandbox_key_new (void)
{
  g_autoptr(GString) key = g_string_new (NULL);
  guchar bytes[KEY_BYTES];

  if (getrandom (bytes, sizeof bytes, 0) != (gssize) sizeof bytes)
    g_error ("The system gave no random bytes for a key.");
  for (gsize i = 0; i < sizeof bytes; i++)
    g_string_append_printf (key, "%02x", bytes[i]);
  return g_string_free_and_steal (g_steal_pointer (&key));
}

/* Takes as long for a wrong key as for the right one. */
gboolean
sandbox_key_equal (const char *a, const char *b)
{
  gsize length = strlen (a);
  guchar difference = 0;

  if (strlen (b) != length)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    difference |= (guchar) (a[i] ^ b[i]);
  return difference == 0;
}

gboolean
sandbox_key_opens (const char *key, SoupMessageHeaders *headers)
{
  const char *given = soup_message_headers_get_one (headers, "api-key");
  const char *authorization = soup_message_headers_get_one (headers, "Authorization");

  if (given != NULL && sandbox_key_equal (key, given))
    return TRUE;
  return authorization != NULL && g_ascii_strncasecmp (authorization, bearer, strlen (bearer)) == 0
         && sandbox_key_equal (key, authorization + strlen (bearer));
}

const char *
sandbox_key_get_token (SoupMessageHeaders *headers)
{
  const char *authorization = soup_message_headers_get_one (headers, "Authorization");

  if (authorization == NULL || g_ascii_strncasecmp (authorization, bearer, strlen (bearer)) != 0
      || soup_message_headers_get_one (headers, "api-key") != NULL)
    return NULL;
  return authorization + strlen (bearer);
}

char *
sandbox_key_mask_header (const char *name, const char *value)
{
  static const char *const secrets[] = { "api-key",
                                         "authorization",
                                         "proxy-authorization",
                                         "cookie",
                                         "ocp-apim-subscription-key",
                                         "x-identity-header",
                                         NULL };
  g_autofree char *folded = g_ascii_strdown (name, -1);
  const char *gap = strchr (value, ' ');

  if (!g_strv_contains (secrets, folded))
    return g_strdup (value);
  if (g_str_has_suffix (folded, "authorization") && gap != NULL)
    return g_strdup_printf ("%.*s " MASK, (int) (gap - value), value);
  return g_strdup (MASK);
}

#define NAMES "access_token|refresh_token|id_token|client_secret|client_assertion|device_code|code_verifier|password"

/* What follows the "=" of a field of a form, what follows the ":" of a member of JSON, and signed tokens
 * wherever they are. Some are secrets in a form only: a tool may have a parameter of that name. */
static const struct
{
  const char *pattern;
  const char *replacement;
} masks[] = {
  { "((?:^|&)(?:" NAMES "|assertion|code|flow)=)[^&\\s]+", "\\1" MASK },
  { "(\"(?:" NAMES ")\"\\s*:\\s*\")(?:[^\"\\\\]|\\\\.)*+", "\\1" MASK },
  { "\\beyJ[\\w-]++\\.[\\w-]++\\.[\\w-]*+", MASK },
};

static GRegex *
regex_of (gsize index)
{
  static GRegex *regexes[G_N_ELEMENTS (masks)];

  if (regexes[index] == NULL)
    regexes[index] = g_regex_new (masks[index].pattern, G_REGEX_OPTIMIZE, 0, NULL);
  return regexes[index];
}

static char *
mask_patterns (const char *text)
{
  char *masked = g_strdup (text);

  for (gsize i = 0; i < G_N_ELEMENTS (masks); i++)
    {
      char *next = g_regex_replace (regex_of (i), masked, -1, 0, masks[i].replacement, 0, NULL);

      /* What cannot be searched is not shown. */
      g_free (masked);
      masked = next != NULL ? next : g_strdup (MASK);
    }
  return masked;
}

char *
sandbox_key_mask (const char *key, const char *text)
{
  GString *masked = g_string_new_take (mask_patterns (text));

  g_string_replace (masked, key, MASK, 0);
  return g_string_free_and_steal (masked);
}
