/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-store"
#include "config.h"

#include <string.h>

#include "ingot-tokens.h"

typedef enum
{
  KIND_SEPARATOR,
  KIND_IGNORED, /* is neither part of a token nor its end */
  KIND_WORD,
  KIND_PAIRED,
  KIND_SYMBOL,
} CharacterKind;

typedef struct
{
  gunichar c; /* 0 for a byte that is not UTF-8 */
  gsize start;
  gsize end;
} Character;

typedef struct
{
  const char *text;
  gsize length;
  IngotTokensKind kind;
  IngotTokenFunc func;
  gpointer user_data;
  int stopped;

  char word[INGOT_TOKENS_MAX_LENGTH];
  gsize word_length;
  gsize word_start;
  gsize word_end;

  Character last; /* of the run of paired characters */
  guint run_length;
  gboolean last_is_due; /* the run has ended, and so may have the query */
} Cutter;

gboolean
ingot_tokens_is_paired (gunichar c)
{
  if (c < 0x1100)
    return FALSE;
  /* The mark for a long vowel belongs to two scripts, so it has none of its own. */
  if (c == 0x30FC || c == 0xFF70)
    return TRUE;
  switch ((int) g_unichar_get_script (c))
    {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HANGUL:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
      return g_unichar_isalnum (c);
    default:
      return FALSE;
    }
}

static gboolean
is_emoji (gunichar c)
{
  return ((c >= 0x2600 && c <= 0x27BF) || c >= 0x1F000) && g_unichar_type (c) == G_UNICODE_OTHER_SYMBOL;
}

static CharacterKind
classify (gunichar c)
{
  if (c < 0x80)
    return g_ascii_isalnum (c) ? KIND_WORD : KIND_SEPARATOR;
  if (ingot_tokens_is_paired (c))
    return KIND_PAIRED;
  switch ((int) g_unichar_type (c))
    {
    case G_UNICODE_FORMAT:
      return KIND_IGNORED;
    case G_UNICODE_NON_SPACING_MARK:
      /* Diacritics and variation selectors; the marks of other scripts are letters to their readers. */
      return c <= 0x036F || (c >= 0xFE00 && c <= 0xFE0F) || c >= 0xE0100 ? KIND_IGNORED : KIND_WORD;
    case G_UNICODE_SPACING_MARK:
    case G_UNICODE_PRIVATE_USE:
      return KIND_WORD;
    default:
      return g_unichar_isalnum (c) ? KIND_WORD : is_emoji (c) ? KIND_SYMBOL : KIND_SEPARATOR;
    }
}

/* Without case, and without diacritics where the character is a letter with some. */
static gunichar
fold (gunichar c)
{
  gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];

  if (c < 0x80)
    return (gunichar) g_ascii_tolower ((char) c);
  c = g_unichar_tolower (c);
  if (g_unichar_fully_decompose (c, FALSE, parts, G_N_ELEMENTS (parts)) > 1
      && parts[1] >= 0x0300 && parts[1] <= 0x036F)
    return parts[0];
  return c;
}

static gunichar
decode (const Cutter *self, gsize at, gsize *end)
{
  gunichar c;

  if (at >= self->length)
    {
      *end = at;
      return 0;
    }
  c = g_utf8_get_char_validated (self->text + at, (gssize) (self->length - at));
  if (c == (gunichar) -1 || c == (gunichar) -2)
    {
      *end = at + 1;
      return 0;
    }
  *end = at + (gsize) g_utf8_skip[(guchar) self->text[at]];
  return c;
}

/* Puts a syllable together that is written in its parts, as some systems do. */
static void
compose_hangul (const Cutter *self, Character *character)
{
  gsize end;
  gunichar next;

  if (character->c >= 0x1100 && character->c <= 0x1112)
    {
      next = decode (self, character->end, &end);
      if (next < 0x1161 || next > 0x1175)
        return;
      character->c = 0xAC00 + ((character->c - 0x1100) * 21 + (next - 0x1161)) * 28;
      character->end = end;
    }
  if (character->c >= 0xAC00 && character->c <= 0xD7A3 && (character->c - 0xAC00) % 28 == 0)
    {
      next = decode (self, character->end, &end);
      if (next < 0x11A8 || next > 0x11C2)
        return;
      character->c += next - 0x11A7;
      character->end = end;
    }
}

static void emit_last (Cutter *self);

static void
emit (Cutter *self, const char *token, gsize length, gsize start, gsize end)
{
  if (self->last_is_due)
    emit_last (self);
  if (self->stopped == 0)
    self->stopped = self->func (token, length, start, end, self->user_data);
}

static void
emit_last (Cutter *self)
{
  char token[6];
  gsize length = (gsize) g_unichar_to_utf8 (self->last.c, token);

  self->last_is_due = FALSE;
  emit (self, token, length, self->last.start, self->last.end);
}

static void
end_word (Cutter *self)
{
  gsize length = self->word_length;

  self->word_length = 0;
  if (length > 0)
    emit (self, self->word, length, self->word_start, self->word_end);
}

static void
end_run (Cutter *self)
{
  guint length = self->run_length;

  self->run_length = 0;
  if (length == 0)
    return;
  if (length == 1 || self->kind == INGOT_TOKENS_OF_TEXT)
    emit_last (self);
  else
    self->last_is_due = TRUE;
}

static void
add_to_word (Cutter *self, const Character *character)
{
  char folded[6];
  gsize length;

  end_run (self);
  if (self->word_length == 0)
    self->word_start = character->start;
  self->word_end = character->end;
  length = (gsize) g_unichar_to_utf8 (fold (character->c), folded);
  if (self->word_length + length > sizeof self->word)
    return;
  memcpy (self->word + self->word_length, folded, length);
  self->word_length += length;
}

static void
add_to_run (Cutter *self, const Character *character)
{
  char token[12];
  int length;

  end_word (self);
  if (self->run_length++ > 0)
    {
      length = g_unichar_to_utf8 (self->last.c, token);
      length += g_unichar_to_utf8 (character->c, token + length);
      emit (self, token, (gsize) length, self->last.start, character->end);
    }
  else if (self->last_is_due)
    {
      emit_last (self);
    }
  self->last = *character;
}

static void
add_symbol (Cutter *self, const Character *character)
{
  char token[6];
  gsize length = (gsize) g_unichar_to_utf8 (character->c, token);

  end_word (self);
  end_run (self);
  emit (self, token, length, character->start, character->end);
}

int
ingot_tokens_cut (const char *text, gsize length, IngotTokensKind kind, IngotTokenFunc func,
                  gpointer user_data)
{
  Cutter self = { .text = text, .length = length, .kind = kind, .func = func, .user_data = user_data };
  Character character = { 0 };

  for (gsize at = 0; at < length && self.stopped == 0; at = character.end)
    {
      character.start = at;
      character.c = decode (&self, at, &character.end);
      compose_hangul (&self, &character);
      switch (classify (character.c))
        {
        case KIND_WORD:
          add_to_word (&self, &character);
          break;
        case KIND_PAIRED:
          add_to_run (&self, &character);
          break;
        case KIND_SYMBOL:
          add_symbol (&self, &character);
          break;
        case KIND_SEPARATOR:
          end_word (&self);
          end_run (&self);
          break;
        case KIND_IGNORED:
        default:
          break;
        }
    }
  if (self.stopped == 0)
    end_word (&self);
  if (self.stopped == 0)
    end_run (&self);
  return self.stopped;
}
