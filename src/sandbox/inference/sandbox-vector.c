/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-inference"
#include "config.h"

#include <math.h>
#include <string.h>

#include "sandbox-vector.h"

enum
{
  SHORTEST_RUN = 3,
  LONGEST_RUN = 5,
};

struct _SandboxVector
{
  GHashTable *features; /* guint64, their hashes, to double, how much they count */
};

SandboxVector *
sandbox_vector_new (void)
{
  SandboxVector *vector = g_new0 (SandboxVector, 1);

  vector->features = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  return vector;
}

void
sandbox_vector_free (SandboxVector *vector)
{
  g_hash_table_unref (vector->features);
  g_free (vector);
}

/* FNV-1a, so that a feature has the same number on every machine. */
static void
add_feature (SandboxVector *vector, const void *data, gsize length, double weight)
{
  guint64 hash = G_GUINT64_CONSTANT (14695981039346656037);
  const guchar *bytes = data;
  double *sum;

  for (gsize i = 0; i < length; i++)
    hash = (hash ^ bytes[i]) * G_GUINT64_CONSTANT (1099511628211);
  hash |= 1;
  sum = g_hash_table_lookup (vector->features, &hash);
  if (sum == NULL)
    {
      sum = g_new0 (double, 1);
      g_hash_table_insert (vector->features, g_memdup2 (&hash, sizeof hash), sum);
    }
  *sum += weight;
}

static guint64
next_number (guint64 *state)
{
  *state ^= *state << 13;
  *state ^= *state >> 7;
  *state ^= *state << 17;
  return *state;
}

/* A feature adds or subtracts its weight everywhere, so that the first few components tell texts apart, too.
 * Weights are halves of whole numbers: their sums are exact in any order. */
static void
spread (double *components, guint n_components, guint64 hash, double weight)
{
  guint64 bits = 0;

  for (guint i = 0; i < n_components; i++, bits >>= 1)
    {
      if (i % 64 == 0)
        bits = next_number (&hash);
      components[i] += (bits & 1) != 0 ? weight : -weight;
    }
}

static gboolean
stands_alone (gunichar c)
{
  GUnicodeScript script = g_unichar_get_script (c);

  return script == G_UNICODE_SCRIPT_HAN || script == G_UNICODE_SCRIPT_HANGUL
         || script == G_UNICODE_SCRIPT_HIRAGANA || script == G_UNICODE_SCRIPT_KATAKANA;
}

/* Runs of characters of a word, which has a mark at both ends so that beginnings and ends count as such. */
static void
add_runs (SandboxVector *vector, const char *word, guint shortest, guint longest)
{
  glong length = g_utf8_strlen (word, -1);

  for (glong start = 0; start < length; start++)
    for (guint run = shortest; run <= longest && start + (glong) run <= length; run++)
      {
        const char *from = g_utf8_offset_to_pointer (word, start);
        const char *to = g_utf8_offset_to_pointer (from, (glong) run);

        add_feature (vector, from, (gsize) (to - from), 1);
      }
}

static void
add_word (SandboxVector *vector, const char *word)
{
  g_autofree char *marked = g_strconcat ("<", word, ">", NULL);

  add_feature (vector, marked, strlen (marked), 2);
  if (stands_alone (g_utf8_get_char (word)))
    add_runs (vector, word, 1, 2);
  else
    add_runs (vector, marked, SHORTEST_RUN, LONGEST_RUN);
}

void
sandbox_vector_add_text (SandboxVector *vector, const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *folded = g_utf8_casefold (normal != NULL ? normal : text, -1);
  g_autoptr (GString) word = g_string_new (NULL);

  for (const char *at = folded;; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      gboolean inside = c != 0 && g_unichar_isalnum (c);

      /* A run without spaces may be as long as the text. */
      if ((!inside || word->len > 256) && word->len > 0)
        {
          add_word (vector, word->str);
          g_string_truncate (word, 0);
        }
      if (c == 0)
        break;
      if (inside)
        g_string_append_unichar (word, c);
      else if (g_unichar_isgraph (c))
        add_feature (vector, at, (gsize) (g_utf8_next_char (at) - at), 0.5);
    }
}

void
sandbox_vector_add_number (SandboxVector *vector, guint64 number, double weight)
{
  guint64 bytes = GUINT64_TO_LE (number);

  add_feature (vector, &bytes, sizeof bytes, weight);
}

void
sandbox_vector_add_token (SandboxVector *vector, gint64 token)
{
  sandbox_vector_add_number (vector, (guint64) token, 1);
}

float *
sandbox_vector_dup_unit (SandboxVector *vector, guint n_components)
{
  g_autofree double *components = g_new0 (double, n_components);
  float *unit = g_new0 (float, n_components);
  double square = 0;
  GHashTableIter iter;
  gpointer hash, weight;

  g_hash_table_iter_init (&iter, vector->features);
  while (g_hash_table_iter_next (&iter, &hash, &weight))
    spread (components, n_components, *(guint64 *) hash, *(double *) weight);
  for (guint i = 0; i < n_components; i++)
    square += components[i] * components[i];
  for (guint i = 0; i < n_components; i++)
    unit[i] = square > 0 ? (float) (components[i] / sqrt (square)) : (i == 0 ? 1 : 0);
  return unit;
}
