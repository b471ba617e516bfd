/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-setup"
#include "config.h"

#include <string.h>

#include "ingot-pasted.h"

/* Azure's keys have 32 characters, or 84 since 2024. */
#define KEY_MIN 32
#define KEY_MAX 84

static gsize
span_key (const char *text)
{
  gsize n = 0;

  while (g_ascii_isalnum (text[n]))
    n++;
  return n;
}

/* A word of letters alone is more likely a word than a key. */
static gboolean
is_key (const char *text, gsize n)
{
  gboolean has_digit = FALSE;

  for (gsize i = 0; i < n; i++)
    has_digit |= g_ascii_isdigit (text[i]);
  return n >= KEY_MIN && n <= KEY_MAX && has_digit;
}

static const char *
find_header_key (const char *text)
{
  static const char *const headers[] = { "api-key:", "authorization: bearer" };
  g_autofree char *lower = g_ascii_strdown (text, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      const char *found = strstr (lower, headers[i]);

      if (found != NULL)
        {
          const char *key = text + (found - lower) + strlen (headers[i]);

          return key + strspn (key, " \t");
        }
    }
  return NULL;
}

char *
ingot_pasted_take_key (const char *text, char **rest)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  const char *key;

  if (is_key (trimmed, strlen (trimmed)) && span_key (trimmed) == strlen (trimmed))
    {
      *rest = g_strdup ("");
      return g_steal_pointer (&trimmed);
    }
  key = find_header_key (trimmed);
  if (key == NULL || !is_key (key, span_key (key)))
    return NULL;
  *rest = ingot_pasted_dup_address (trimmed);
  return g_strndup (key, span_key (key));
}

char *
ingot_pasted_dup_address (const char *text)
{
  const char *start = strstr (text, "https://");

  if (start == NULL)
    start = strstr (text, "http://");
  if (start == NULL)
    return g_strstrip (g_strdup (text));
  return g_strndup (start, strcspn (start, " \t\r\n\"'\\"));
}
