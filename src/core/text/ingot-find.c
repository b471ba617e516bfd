/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-text"
#include "config.h"

#include <string.h>

#include "ingot-find.h"

/* The most characters that one can be taken apart into. */
#define MAX_PARTS 18

/* Hangul is taken apart by arithmetic; see chapter 3.12 of the Unicode Standard. */
#define SYLLABLES 0xac00
#define N_SYLLABLES 11172
#define LEADS 0x1100
#define VOWELS 0x1161
#define TAILS 0x11a7
#define N_VOWELS 21
#define N_TAILS 28

/* The parts of @c without case; how many. */
static gsize
take_apart (gunichar c, gunichar *parts)
{
  gsize n;

  if (c < 0x80)
    {
      parts[0] = (gunichar) g_ascii_tolower ((char) c);
      return 1;
    }
  if (c - SYLLABLES < N_SYLLABLES)
    {
      guint index = c - SYLLABLES;

      parts[0] = LEADS + index / (N_VOWELS * N_TAILS);
      parts[1] = VOWELS + index / N_TAILS % N_VOWELS;
      parts[2] = TAILS + index % N_TAILS;
      return parts[2] == TAILS ? 2 : 3;
    }
  n = g_unichar_fully_decompose (c, FALSE, parts, MAX_PARTS);
  for (gsize i = 0; i < n; i++)
    parts[i] = g_unichar_tolower (parts[i]);
  return n;
}

/* Whether it belongs to the character before it. */
static gboolean
is_continuation (gunichar c)
{
  return c >= 0x300 && (g_unichar_ismark (c) || (c >= 0x1160 && c <= 0x11ff));
}

/* The end of the match that begins at @text, or NULL. */
static const char *
match (const char *text, const char *end, const gunichar *needle, gsize length)
{
  gunichar parts[MAX_PARTS];
  gsize matched = 0;

  while (matched < length && text < end)
    {
      gsize n = take_apart (g_utf8_get_char (text), parts);

      if (n > length - matched || memcmp (parts, needle + matched, n * sizeof *parts) != 0)
        return NULL;
      matched += n;
      text = g_utf8_next_char (text);
    }
  if (matched < length || (text < end && is_continuation (g_utf8_get_char (text))))
    return NULL;
  return text;
}

static GArray *
take_all_apart (const char *text)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (gunichar));
  gunichar parts[MAX_PARTS];

  for (; *text != '\0'; text = g_utf8_next_char (text))
    g_array_append_vals (all, parts, (guint) take_apart (g_utf8_get_char (text), parts));
  return all;
}

/* The next place that may match. Most characters are passed by without being taken apart. */
static const char *
find_start (const char *at, const char *end, gunichar first)
{
  char lower = (char) first;
  char upper = g_ascii_toupper (lower);

  if (first >= 0x80)
    {
      while (at < end && (guchar) *at < 0x80)
        at++;
      return at;
    }
  /* The Kelvin sign and letters with marks also begin with ASCII when they are taken apart. */
  while (at < end && (guchar) *at < 0x80 && *at != lower && *at != upper)
    at++;
  return at;
}

GArray *
ingot_find_all (const char *text, gssize length, const char *needle)
{
  GArray *ranges = g_array_new (FALSE, FALSE, sizeof (IngotRange));
  g_autoptr(GArray) parts = NULL;
  const char *end;
  gunichar first;

  g_return_val_if_fail (text != NULL, ranges);

  if (needle == NULL || *needle == '\0')
    return ranges;
  end = text + (length < 0 ? strlen (text) : (gsize) length);
  parts = take_all_apart (needle);
  first = g_array_index (parts, gunichar, 0);
  for (const char *at = find_start (text, end, first); at < end; at = find_start (at, end, first))
    {
      const char *stop = match (at, end, (const gunichar *) (gpointer) parts->data, parts->len);
      IngotRange range = { (gsize) (at - text), (gsize) ((stop != NULL ? stop : at) - text) };

      if (stop != NULL)
        g_array_append_val (ranges, range);
      at = stop != NULL ? stop : g_utf8_next_char (at);
    }
  return ranges;
}
