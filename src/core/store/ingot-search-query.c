/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-store"
#include "config.h"

#include <string.h>

#include "ingot-search-query.h"
#include "ingot-tokens.h"

/* More can be typed, but is not looked for. */
#define MAX_PHRASES 16
#define MAX_TOKENS 32

/* How much of a text is shown around a match, in characters. */
#define CHARACTERS_BEFORE 32
#define CHARACTERS_AFTER 140

typedef struct
{
  char text[INGOT_TOKENS_MAX_LENGTH];
  gsize length;
  gsize start;
  gsize end;
} Token;

/* A word as it was typed: tokens that must follow each other. */
typedef struct
{
  GArray *tokens;    /* of Token */
  gsize length;      /* of all of them, in bytes */
  gboolean is_begun; /* the last token is only the beginning of one */
} Phrase;

struct _IngotSearchQuery
{
  GPtrArray *phrases;
  GString *expression;
};

static void
phrase_free (gpointer data)
{
  Phrase *self = data;

  g_array_unref (self->tokens);
  g_free (self);
}

static int
collect_token (const char *text, gsize length, gsize start, gsize end, gpointer user_data)
{
  Phrase *phrase = user_data;
  Token token = { .length = length, .start = start, .end = end };

  memcpy (token.text, text, length);
  g_array_append_val (phrase->tokens, token);
  phrase->length += length;
  return phrase->tokens->len == MAX_TOKENS;
}

static gboolean
ends_paired (const Phrase *phrase)
{
  const Token *last = &g_array_index (phrase->tokens, Token, phrase->tokens->len - 1);

  return ingot_tokens_is_paired (g_utf8_get_char (g_utf8_prev_char (last->text + last->length)));
}

static Phrase *
phrase_new (const char *word, gsize length, gboolean is_last)
{
  Phrase *self = g_new0 (Phrase, 1);

  self->tokens = g_array_new (FALSE, FALSE, sizeof (Token));
  ingot_tokens_cut (word, length, INGOT_TOKENS_OF_QUERY, collect_token, self);
  if (self->tokens->len == 0)
    g_clear_pointer (&self, phrase_free);
  else
    self->is_begun = is_last || ends_paired (self);
  return self;
}

/* The tokens are cut as those of the index are; none has a quotation mark in it. */
static void
append_expression (GString *expression, const Phrase *phrase)
{
  if (expression->len > 0)
    g_string_append (expression, " AND ");
  g_string_append_c (expression, '"');
  for (guint i = 0; i < phrase->tokens->len; i++)
    {
      const Token *token = &g_array_index (phrase->tokens, Token, i);

      if (i > 0)
        g_string_append_c (expression, ' ');
      g_string_append_len (expression, token->text, (gssize) token->length);
    }
  g_string_append (expression, phrase->is_begun ? "\" *" : "\"");
}

static const char *
skip (const char *text, gboolean spaces)
{
  while (*text != '\0' && g_unichar_isspace (g_utf8_get_char (text)) == spaces)
    text = g_utf8_next_char (text);
  return text;
}

static void
add_word (IngotSearchQuery *self, const char *word, const char *end)
{
  Phrase *phrase = phrase_new (word, (gsize) (end - word), *skip (end, TRUE) == '\0');

  if (phrase == NULL)
    return;
  /* A phrase that is longer than what is compared here could match without a passage. */
  if (phrase->tokens->len == MAX_TOKENS)
    phrase->is_begun = TRUE;
  g_ptr_array_add (self->phrases, phrase);
  append_expression (self->expression, phrase);
}

IngotSearchQuery *
ingot_search_query_new (const char *text)
{
  g_autoptr(IngotSearchQuery) self = g_new0 (IngotSearchQuery, 1);
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  self->phrases = g_ptr_array_new_with_free_func (phrase_free);
  self->expression = g_string_new (NULL);
  for (const char *word = skip (valid, TRUE); *word != '\0' && self->phrases->len < MAX_PHRASES;)
    {
      const char *end = skip (word, FALSE);

      add_word (self, word, end);
      word = skip (end, TRUE);
    }
  return self->phrases->len > 0 ? g_steal_pointer (&self) : NULL;
}

void
ingot_search_query_free (IngotSearchQuery *self)
{
  g_ptr_array_unref (self->phrases);
  g_string_free (self->expression, TRUE);
  g_free (self);
}

const char *
ingot_search_query_get_expression (IngotSearchQuery *self)
{
  return self->expression->str;
}

/* Where the query occurs */

typedef struct
{
  const char *text;
  gsize offset; /* of what is cut, within the text */
  GPtrArray *phrases;
  Token recent[MAX_TOKENS]; /* the last tokens, around a ring */
  gsize n_tokens;
  GArray *ranges;
  gboolean stops; /* at the first match */
} Finder;

static gboolean
token_matches (const Token *wanted, const Token *found, gboolean is_begun)
{
  return (is_begun ? found->length >= wanted->length : found->length == wanted->length)
         && memcmp (found->text, wanted->text, wanted->length) == 0;
}

static const Token *
get_recent (const Finder *self, gsize back)
{
  return &self->recent[(self->n_tokens - 1 - back) % MAX_TOKENS];
}

static gboolean
phrase_matches (const Finder *self, const Phrase *phrase)
{
  guint n = phrase->tokens->len;

  if (self->n_tokens < n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!token_matches (&g_array_index (phrase->tokens, Token, n - 1 - i), get_recent (self, i),
                        i == 0 && phrase->is_begun))
      return FALSE;
  return TRUE;
}

static void
add_range (Finder *self, const Phrase *phrase)
{
  const Token *wanted = &g_array_index (phrase->tokens, Token, phrase->tokens->len - 1);
  const Token *found = get_recent (self, 0);
  IngotSearchRange range = { get_recent (self, phrase->tokens->len - 1)->start, found->end };
  IngotSearchRange *last = NULL;

  /* Of a pair, half may have been asked for. */
  if (found->length > wanted->length && ends_paired (phrase))
    range.end = (gsize) (g_utf8_next_char (self->text + found->start) - self->text);
  if (self->ranges->len > 0)
    last = &g_array_index (self->ranges, IngotSearchRange, self->ranges->len - 1);
  if (last != NULL && range.start <= last->end)
    {
      last->start = MIN (last->start, range.start);
      last->end = MAX (last->end, range.end);
    }
  else
    {
      g_array_append_val (self->ranges, range);
    }
}

static int
compare_token (const char *text, gsize length, gsize start, gsize end, gpointer user_data)
{
  Finder *self = user_data;
  Token *token = &self->recent[self->n_tokens++ % MAX_TOKENS];

  memcpy (token->text, text, length);
  token->length = length;
  token->start = self->offset + start;
  token->end = self->offset + end;
  for (guint i = 0; i < self->phrases->len; i++)
    if (phrase_matches (self, self->phrases->pdata[i]))
      add_range (self, self->phrases->pdata[i]);
  return self->stops && self->ranges->len > 0;
}

/* Returns: (transfer full): of IngotSearchRange, in bytes of @text */
static GArray *
find_ranges (GPtrArray *phrases, const char *text, gsize start, gsize end, gboolean only_first)
{
  Finder finder = { .text = text, .offset = start, .phrases = phrases, .stops = only_first };

  finder.ranges = g_array_new (FALSE, FALSE, sizeof (IngotSearchRange));
  ingot_tokens_cut (text + start, end - start, INGOT_TOKENS_OF_TEXT, compare_token, &finder);
  return finder.ranges;
}

static IngotSearchRange
find_anchor (IngotSearchQuery *self, const char *text)
{
  g_autoptr(GPtrArray) longest = g_ptr_array_new ();
  g_autoptr(GArray) ranges = NULL;

  g_ptr_array_add (longest, self->phrases->pdata[0]);
  for (guint i = 1; i < self->phrases->len; i++)
    if (((Phrase *) self->phrases->pdata[i])->length > ((Phrase *) longest->pdata[0])->length)
      longest->pdata[0] = self->phrases->pdata[i];
  ranges = find_ranges (longest, text, 0, strlen (text), TRUE);
  return ranges->len > 0 ? g_array_index (ranges, IngotSearchRange, 0) : (IngotSearchRange) { 0, 0 };
}

/* The passage */

static gsize
find_start (const char *text, gsize match)
{
  const char *at = text + match;
  const char *start;

  for (int i = 0; i < CHARACTERS_BEFORE && at > text; i++)
    at = g_utf8_prev_char (at);
  if (at == text)
    return 0;
  /* At the beginning of a word, if there is one. */
  for (start = at; start < text + match; start = g_utf8_next_char (start))
    if (g_unichar_isspace (g_utf8_get_char (start)))
      return (gsize) (skip (start, TRUE) - text);
  return (gsize) (at - text);
}

static gsize
find_end (const char *text, gsize match)
{
  const char *at = text + match;

  for (int i = 0; i < CHARACTERS_AFTER && *at != '\0'; i++)
    at = g_utf8_next_char (at);
  return (gsize) (at - text);
}

/* Spaces and line ends become one space. @ranges are moved from the text into the passage. */
static char *
write_passage (const char *text, gsize start, gsize end, GArray *ranges)
{
  GString *passage = g_string_new (start > 0 ? "…" : NULL);
  guint i = 0, j = 0;

  for (const char *at = text + start; at < text + end; at = g_utf8_next_char (at))
    {
      gsize offset = (gsize) (at - text);
      gunichar c = g_utf8_get_char (at);

      for (; i < ranges->len && g_array_index (ranges, IngotSearchRange, i).start <= offset; i++)
        g_array_index (ranges, IngotSearchRange, i).start = passage->len;
      for (; j < i && g_array_index (ranges, IngotSearchRange, j).end <= offset; j++)
        g_array_index (ranges, IngotSearchRange, j).end = passage->len;
      if (!g_unichar_isspace (c) && !g_unichar_iscntrl (c))
        g_string_append_unichar (passage, c);
      else if (passage->len > 0 && passage->str[passage->len - 1] != ' ')
        g_string_append_c (passage, ' ');
    }
  g_array_set_size (ranges, i);
  for (; j < i; j++)
    g_array_index (ranges, IngotSearchRange, j).end = passage->len;
  if (text[end] != '\0')
    g_string_append (passage, "…");
  return g_string_free_and_steal (passage);
}

char *
ingot_search_query_find_passage (IngotSearchQuery *self, const char *text, gsize *position, GArray **ranges)
{
  IngotSearchRange anchor = find_anchor (self, text);
  gsize start = find_start (text, anchor.start);
  gsize end = find_end (text, anchor.end);

  *position = anchor.start;
  *ranges = find_ranges (self->phrases, text, start, end, FALSE);
  return write_passage (text, start, end, *ranges);
}
