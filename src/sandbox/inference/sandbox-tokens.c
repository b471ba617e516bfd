/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-inference"
#include "config.h"

#include <string.h>

#include "sandbox-tokens.h"

enum
{
  LETTERS_PER_TOKEN = 7,
  DIGITS_PER_TOKEN = 3,
  MARKS_PER_TOKEN = 4,
};

static gsize
letters (const char *text)
{
  gsize length = 0;

  while (length < LETTERS_PER_TOKEN && g_ascii_isalpha (text[length]))
    length++;
  return length;
}

static gsize
digits (const char *text)
{
  gsize length = 0;

  while (length < DIGITS_PER_TOKEN && g_ascii_isdigit (text[length]))
    length++;
  return length;
}

static gsize
same_marks (const char *text)
{
  gsize length = 0;

  while (length < MARKS_PER_TOKEN && text[length] == text[0])
    length++;
  return length;
}

/* Leaves the last space of a run to the word that follows it. */
static gsize
spaces (const char *text)
{
  gsize length = strspn (text, " \t");

  if (length > 1 && text[length - 1] == ' ' && text[length] != '\0' && strchr ("\r\n", text[length]) == NULL)
    length--;
  return length;
}

static gsize
word_length (const char *text)
{
  if (g_ascii_isalpha (*text))
    return letters (text);
  if (g_ascii_isdigit (*text))
    return digits (text);
  if ((guchar) *text >= 0x80)
    return (gsize) (g_utf8_next_char (text) - text);
  return same_marks (text);
}

gsize
sandbox_token_length (const char *text)
{
  if (*text == '\0')
    return 0;
  if (*text == '\n' || *text == '\r')
    return strspn (text, "\r\n");
  if (*text == '\t' || (*text == ' ' && (text[1] == '\0' || strchr (" \t\r\n", text[1]) != NULL)))
    return spaces (text);
  if (*text == ' ')
    return 1 + word_length (text + 1);
  return word_length (text);
}

guint
sandbox_tokens_count (const char *text)
{
  guint count = 0;

  for (gsize length; (length = sandbox_token_length (text)) > 0; text += length)
    count++;
  return count;
}

GPtrArray *
sandbox_tokens_split (const char *text)
{
  GPtrArray *tokens = g_ptr_array_new_with_free_func (g_free);

  for (gsize length; (length = sandbox_token_length (text)) > 0; text += length)
    g_ptr_array_add (tokens, g_strndup (text, length));
  return tokens;
}

void
sandbox_tokens_append (GPtrArray *tokens, GStringChunk *chunk, const char *text)
{
  for (gsize length; (length = sandbox_token_length (text)) > 0; text += length)
    g_ptr_array_add (tokens, g_string_chunk_insert_len (chunk, text, (gssize) length));
}
