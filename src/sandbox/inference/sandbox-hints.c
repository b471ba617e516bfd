/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-inference"
#include "config.h"

#include <string.h>

#include "sandbox-hints.h"

enum
{
  MAX_NAMES = 8,
  MAX_NAME_BYTES = 80,
};

/* Words that begin with a capital letter only because they begin a sentence. */
static const char *const beginnings[]
  = { "A",     "And",    "Are",  "Call", "Can",  "Check", "Compare", "Could", "Describe", "Do",
      "Does",  "Find",   "For",  "Get",  "Give", "How",   "I",       "If",    "In",       "Is",
      "It",    "JSON",   "Let",  "Look", "Make", "My",    "Now",     "Of",    "Please",   "Return",
      "Say",   "Search", "Show", "Tell", "The",  "This",  "Use",     "What",  "When",     "Where",
      "Which", "Who",    "Why",  "Will", "With", "Write", "You",     NULL };

static void
take_name (GStrvBuilder *names, guint *n_names, const char *start, gsize length)
{
  if (length == 0 || length > MAX_NAME_BYTES || *n_names >= MAX_NAMES)
    return;
  g_strv_builder_take (names, g_strndup (start, length));
  (*n_names)++;
}

static guint
find_quoted (GStrvBuilder *names, const char *prompt)
{
  guint n_names = 0;

  for (const char *open = strchr (prompt, '"'); open != NULL; open = strchr (open, '"'))
    {
      const char *close = strchr (open + 1, '"');

      if (close == NULL)
        break;
      take_name (names, &n_names, open + 1, (gsize) (close - open - 1));
      open = close + 1;
    }
  return n_names;
}

static const char *
end_of_word (const char *word)
{
  while (*word != '\0' && (g_unichar_isalnum (g_utf8_get_char (word)) || *word == '-' || *word == '\''))
    word = g_utf8_next_char (word);
  return word;
}

static gboolean
is_beginning (const char *word, gsize length)
{
  for (guint i = 0; beginnings[i] != NULL; i++)
    if (strlen (beginnings[i]) == length && strncmp (beginnings[i], word, length) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
begins_sentence (const char *prompt, const char *word)
{
  while (word > prompt && g_ascii_isspace (word[-1]))
    word--;
  return word == prompt || strchr (".!?:\n", word[-1]) != NULL;
}

/* Runs of words with a capital letter; with those that have it as the first of a sentence, or without. */
static guint
find_capitals (GStrvBuilder *names, const char *prompt, gboolean with_first)
{
  guint n_names = 0;
  const char *start = NULL, *stop = NULL;

  for (const char *at = prompt; *at != '\0';)
    {
      const char *end = end_of_word (at);
      gboolean counts = end > at && g_unichar_isupper (g_utf8_get_char (at))
                        && !is_beginning (at, (gsize) (end - at))
                        && (with_first || !begins_sentence (prompt, at));

      if (counts && (start == NULL || at != stop + 1 || *stop != ' '))
        {
          if (start != NULL)
            take_name (names, &n_names, start, (gsize) (stop - start));
          start = at;
        }
      if (counts)
        stop = end;
      at = end > at ? end : g_utf8_next_char (at);
    }
  if (start != NULL)
    take_name (names, &n_names, start, (gsize) (stop - start));
  return n_names;
}

/* Scripts without capital letters: the first word. */
static void
find_first (GStrvBuilder *names, const char *prompt)
{
  const char *start = prompt + strspn (prompt, " \t\r\n");
  guint n_names = 0;

  if (*start != '\0' && (guchar) *start >= 0x80)
    take_name (names, &n_names, start, (gsize) (end_of_word (start) - start));
}

SandboxHints *
sandbox_hints_new (const char *prompt)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  SandboxHints *hints = g_new0 (SandboxHints, 1);
  const char *digit = strpbrk (prompt, "0123456789");

  if (find_quoted (names, prompt) == 0 && find_capitals (names, prompt, FALSE) == 0
      && find_capitals (names, prompt, TRUE) == 0)
    find_first (names, prompt);
  hints->prompt = prompt;
  hints->names = g_strv_builder_end (names);
  hints->has_number = digit != NULL;
  if (digit != NULL)
    hints->number = g_ascii_strtod (digit, NULL);
  return hints;
}

void
sandbox_hints_free (SandboxHints *hints)
{
  g_strfreev (hints->names);
  g_free (hints);
}

gboolean
sandbox_has_word (const char *text, const char *word)
{
  g_autofree char *folded_text = g_ascii_strdown (text, -1);
  g_autofree char *folded_word = g_ascii_strdown (word, -1);

  return *word != '\0' && strstr (folded_text, folded_word) != NULL;
}
