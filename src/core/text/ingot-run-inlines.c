/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-text"
#include "config.h"

#include <string.h>

#include <cmark-gfm-core-extensions.h>

#include "ingot-run-builder-private.h"

/* Longest name of an entity, and how far to look for text that is not where it should be. */
#define MAX_ENTITY 33
#define MAX_SEARCH 256

/* What was opened: the span, where there is one, and what its end looks like. */
typedef enum
{
  TAIL_NONE,
  TAIL_DELIMITER, /* as long as at the start */
  TAIL_BRACKET,
  TAIL_ANGLE,
} Tail;

typedef struct
{
  int span; /* -1: nested too deeply */
  Tail tail;
  gsize length;
  gsize source_start;
  gsize shown_start;
  gboolean was_literal;
} Opened;

static char
peek (const IngotRunBuilder *self, gsize ahead)
{
  return self->at + ahead < self->end ? self->parse->text[self->at + ahead] : '\0';
}

static gsize
absolute (const IngotRunBuilder *self, gsize at)
{
  return at + self->parse->base;
}

/* The entity that stands at "at", or 0. */
static gsize
get_entity_length (const IngotRunBuilder *self)
{
  if (peek (self, 0) != '&')
    return 0;
  for (gsize n = 1; n < MAX_ENTITY; n++)
    {
      char c = peek (self, n);

      if (c == ';')
        return n > 1 ? n + 1 : 0;
      if (!g_ascii_isalnum (c) && !(n == 1 && c == '#'))
        return 0;
    }
  return 0;
}

static gboolean
is_entity_for_ampersand (const IngotRunBuilder *self, gsize length)
{
  static const char *const forms[] = { "&amp;", "&AMP;", "&#38;", "&#x26;", "&#X26;" };

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      if (strlen (forms[i]) == length && memcmp (self->parse->text + self->at, forms[i], length) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
take_direct (IngotRunBuilder *self, const char *c, gsize n)
{
  if (self->at + n > self->end || memcmp (self->parse->text + self->at, c, n) != 0)
    return FALSE;
  ingot_run_builder_emit (self, c, n, self->at, n);
  self->at += n;
  return TRUE;
}

static gboolean
take_escape (IngotRunBuilder *self, const char *c)
{
  if (peek (self, 0) != '\\' || !g_ascii_ispunct (*c) || peek (self, 1) != *c)
    return FALSE;
  ingot_run_builder_emit (self, c, 1, self->at, 2);
  self->at += 2;
  return TRUE;
}

static gboolean
take_entity (IngotRunBuilder *self, const char *c, gsize n)
{
  gsize length = get_entity_length (self);

  if (length > 0 && (*c != '&' || is_entity_for_ampersand (self, length)))
    {
      ingot_run_builder_emit (self, c, n, self->at, length);
      self->at += length;
      self->entity_end = self->at;
      return TRUE;
    }
  return FALSE;
}

/* Text that is somewhere else than thought; what is in between is taken for markup. */
static void
take_further (IngotRunBuilder *self, const char *c, gsize n)
{
  gsize rest = MIN (self->end - self->at, MAX_SEARCH);
  char wanted[8] = "";
  const char *found = NULL;

  memcpy (wanted, c, MIN (n, sizeof wanted - 1));
  if (self->entity_end != self->at)
    found = g_strstr_len (self->parse->text + self->at, (gssize) rest, wanted);
  if (found == NULL)
    {
      ingot_run_builder_emit (self, c, n, self->at, 0);
      return;
    }
  self->at = (gsize) (found - self->parse->text);
  take_direct (self, c, n);
}

static void
take_character (IngotRunBuilder *self, const char *c, gsize n)
{
  if (self->is_literal)
    {
      if (!take_entity (self, c, n) && !take_direct (self, c, n) && !take_escape (self, c))
        take_further (self, c, n);
    }
  else if (!take_escape (self, c) && !take_entity (self, c, n) && !take_direct (self, c, n))
    take_further (self, c, n);
}

static void
add_text (IngotRunBuilder *self, const char *text)
{
  while (*text != '\0')
    {
      gsize n = 0;

      /* Most text is as it is written. */
      while (text[n] != '\0' && text[n] != '\\' && text[n] != '&' && self->at + n < self->end
             && self->parse->text[self->at + n] == text[n])
        n++;
      while (n > 0 && ((guchar) text[n] & 0xc0) == 0x80)
        n--;
      if (n > 0)
        {
          ingot_run_builder_emit (self, text, n, self->at, n);
          self->at += n;
        }
      else
        {
          n = (gsize) (g_utf8_next_char (text) - text);
          take_character (self, text, n);
        }
      text += n;
    }
}

static void
add_break (IngotRunBuilder *self, const char *shown)
{
  gsize start = self->at;

  ingot_run_builder_skip_newline (self);
  ingot_run_builder_emit (self, shown, 1, start, self->at - start);
}

static gsize
count_backticks (const IngotRunBuilder *self, gsize at)
{
  gsize n = 0;

  while (at + n < self->end && self->parse->text[at + n] == '`')
    n++;
  return n;
}

static gsize
find_backticks (const IngotRunBuilder *self, gsize at, gsize length)
{
  while (at < self->end)
    {
      gsize n = count_backticks (self, at);

      if (n == length)
        return at;
      at += MAX (n, 1);
    }
  return self->end;
}

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\n' || c == '\r';
}

/* One character of code: line ends are spaces there, and in cells the stroke has to be escaped. */
static gsize
take_code (IngotRunBuilder *self, const char *literal)
{
  gsize n = (gsize) (g_utf8_next_char (literal) - literal);
  gsize start = self->at;

  if (*literal == ' ' && peek (self, 0) != ' ' && ingot_run_builder_skip_newline (self))
    ingot_run_builder_emit (self, " ", 1, start, self->at - start);
  else if (*literal == '|' && peek (self, 0) == '\\' && peek (self, 1) == '|')
    take_escape (self, literal);
  else if (!take_direct (self, literal, n))
    take_further (self, literal, n);
  return n;
}

/* A space within the backticks at both ends is no part of the code. */
static void
skip_padding (IngotRunBuilder *self, gsize close)
{
  const char *text = self->parse->text;
  gboolean is_code = FALSE;

  if (close <= self->at || !is_blank (text[self->at]) || !is_blank (text[close - 1]))
    return;
  for (gsize i = self->at; i < close && !is_code; i++)
    is_code = !is_blank (text[i]);
  if (is_code && !(text[self->at] != ' ' && ingot_run_builder_skip_newline (self)))
    self->at++;
}

static void
add_code (IngotRunBuilder *self, const char *literal)
{
  IngotSpan *span = ingot_run_builder_add_span (self, INGOT_SPAN_CODE);
  gsize length = count_backticks (self, self->at);
  gsize inner = self->at + length;
  gsize close = find_backticks (self, inner, length);
  gsize end = self->end;

  self->at = inner;
  self->end = close;
  skip_padding (self, close);
  while (*literal != '\0')
    literal += take_code (self, literal);
  self->end = end;
  self->at = MIN (close + length, end);
  if (span == NULL)
    return;
  span->inner_start = (guint32) absolute (self, inner);
  span->inner_end = (guint32) absolute (self, close);
  span->source_end = (guint32) absolute (self, self->at);
  span->end = (guint32) self->shown->len;
}

/* Tags are shown as they are written, but one that only ends the line does that. */
static gboolean
is_line_break (const char *tag)
{
  if (g_ascii_strncasecmp (tag, "<br", 3) != 0)
    return FALSE;
  tag += 3 + strspn (tag + 3, " \t");
  return strcmp (tag, ">") == 0 || strcmp (tag, "/>") == 0;
}

static void
add_html (IngotRunBuilder *self, const char *literal)
{
  IngotSpan *span;

  if (is_line_break (literal) && g_str_has_prefix (self->parse->text + self->at, literal))
    {
      ingot_run_builder_emit (self, "\n", 1, self->at, strlen (literal));
      self->at += strlen (literal);
      return;
    }
  span = ingot_run_builder_add_span (self, INGOT_SPAN_HTML);
  for (gsize n; *literal != '\0'; literal += n)
    {
      n = (gsize) (g_utf8_next_char (literal) - literal);
      if (*literal == '\n')
        add_break (self, " ");
      else if (!take_direct (self, literal, n))
        take_character (self, literal, n);
    }
  if (span == NULL)
    return;
  span->inner_start = span->source_start;
  span->inner_end = span->source_end = (guint32) absolute (self, self->at);
  span->end = (guint32) self->shown->len;
}

/* cmark has put a number in place of the label; the source still has it. */
static void
add_footnote (IngotRunBuilder *self)
{
  const char *text = self->parse->text;
  IngotSpan *span;
  gsize close;

  if (peek (self, 0) != '[' || peek (self, 1) != '^')
    return;
  close = self->at + 2;
  while (close < self->end && text[close] != ']')
    close += text[close] == '\\' && close + 1 < self->end ? 2 : 1;
  span = ingot_run_builder_add_span (self, INGOT_SPAN_FOOTNOTE);
  ingot_run_builder_emit (self, text + self->at + 2, close - self->at - 2, self->at + 2, close - self->at - 2);
  if (span != NULL)
    {
      span->target = g_strndup (text + self->at + 2, close - self->at - 2);
      span->inner_start = (guint32) absolute (self, self->at + 2);
      span->inner_end = (guint32) absolute (self, close);
      span->source_end = (guint32) absolute (self, MIN (close + 1, self->end));
      span->end = (guint32) self->shown->len;
    }
  self->at = MIN (close + 1, self->end);
}

static gsize
count_tildes (const IngotRunBuilder *self)
{
  return peek (self, 0) != '~' ? 0 : peek (self, 1) == '~' ? 2 : 1;
}

static void
open_span (IngotRunBuilder *self, IngotSpanKind kind, Tail tail, gsize length, const char *target)
{
  IngotSpan *span = ingot_run_builder_add_span (self, kind);
  Opened opened = { span != NULL ? (int) self->spans->len - 1 : -1, tail, length, self->at, self->shown->len,
                    self->is_literal };

  self->at = MIN (self->at + length, self->end);
  if (span != NULL)
    {
      span->inner_start = (guint32) absolute (self, self->at);
      span->target = g_strdup (target);
    }
  g_array_append_val (self->open, opened);
}

static void
open_emphasis (IngotRunBuilder *self, IngotSpanKind kind, gsize length)
{
  gsize n = 0;

  if (kind == INGOT_SPAN_STRIKETHROUGH)
    n = count_tildes (self);
  else
    {
      while (n < length && (peek (self, n) == '*' || peek (self, n) == '_'))
        n++;
    }
  open_span (self, kind, TAIL_DELIMITER, n, NULL);
}

static void
open_link (IngotRunBuilder *self, cmark_node *node)
{
  const char *target = cmark_node_get_url (node);

  if (cmark_node_get_type (node) == CMARK_NODE_IMAGE)
    open_span (self, INGOT_SPAN_IMAGE, TAIL_BRACKET, peek (self, 0) == '!' ? 2 : 0, target);
  else if (peek (self, 0) == '[')
    open_span (self, INGOT_SPAN_LINK, TAIL_BRACKET, 1, target);
  else
    {
      open_span (self, INGOT_SPAN_LINK, peek (self, 0) == '<' ? TAIL_ANGLE : TAIL_NONE, peek (self, 0) == '<',
                 target);
      self->is_literal = TRUE;
    }
}

static gsize
find_unescaped (const IngotRunBuilder *self, gsize at, char c)
{
  const char *text = self->parse->text;

  while (at < self->end && text[at] != c)
    at += text[at] == '\\' ? 2 : 1;
  return MIN (at, self->end);
}

static gsize
skip_blanks (const IngotRunBuilder *self, gsize at)
{
  while (at < self->end && (g_ascii_isspace (self->parse->text[at])
                            || (self->parse->text[at] == '>' && self->n_quotes > 0)))
    at++;
  return at;
}

/* The end of the address that begins at @at. */
static gsize
skip_address (const IngotRunBuilder *self, gsize at)
{
  const char *text = self->parse->text;
  int depth = 0;

  if (at < self->end && text[at] == '<')
    return MIN (find_unescaped (self, at, '>') + 1, self->end);
  for (; at < self->end && !g_ascii_isspace (text[at]); at++)
    {
      if (text[at] == '\\' && at + 1 < self->end && g_ascii_ispunct (text[at + 1]))
        at++;
      else if (text[at] == '(')
        depth++;
      else if (text[at] == ')' && depth-- == 0)
        break;
    }
  return MIN (at, self->end);
}

/* The end of an address in parentheses that begins at @at, or @at where there is none. */
static gsize
skip_parentheses (const IngotRunBuilder *self, gsize at)
{
  const char *text = self->parse->text;
  gsize end = skip_blanks (self, skip_address (self, skip_blanks (self, at + 1)));

  if (end < self->end && strchr ("\"'(", text[end]) != NULL)
    {
      end = find_unescaped (self, end + 1, text[end] == '(' ? ')' : text[end]);
      end = skip_blanks (self, end + 1);
    }
  return end < self->end && text[end] == ')' ? end + 1 : at;
}

/* After the text of a link: "](address)", "][label]", "][]" or "]". */
static void
skip_bracket (IngotRunBuilder *self)
{
  gsize at = find_unescaped (self, self->at, ']');

  if (at >= self->end)
    return;
  at++;
  if (at < self->end && self->parse->text[at] == '(')
    {
      self->at = skip_parentheses (self, at);
      if (self->at > at)
        return;
    }
  if (at < self->end && self->parse->text[at] == '[')
    at = MIN (find_unescaped (self, at, ']') + 1, self->end);
  self->at = at;
}

static gsize
skip_tail (IngotRunBuilder *self, const Opened *opened)
{
  gsize inner_end = self->at;

  switch (opened->tail)
    {
    case TAIL_DELIMITER:
      for (gsize n = 0; n < opened->length && strchr ("*_~", peek (self, 0)) != NULL && peek (self, 0) != '\0'; n++)
        self->at++;
      break;
    case TAIL_BRACKET:
      inner_end = find_unescaped (self, self->at, ']');
      skip_bracket (self);
      break;
    case TAIL_ANGLE:
      self->at += peek (self, 0) == '>';
      break;
    case TAIL_NONE:
    default:
      break;
    }
  return inner_end;
}

static void
close_span (IngotRunBuilder *self)
{
  Opened opened = g_array_index (self->open, Opened, self->open->len - 1);
  gsize inner_end = skip_tail (self, &opened);
  IngotSpan *span = opened.span >= 0 ? &g_array_index (self->spans, IngotSpan, opened.span) : NULL;

  g_array_set_size (self->open, self->open->len - 1);
  self->is_literal = opened.was_literal;
  if (span == NULL)
    return;
  /* A link without a text is its address. */
  if (self->shown->len == opened.shown_start && span->target != NULL)
    ingot_run_builder_emit (self, span->target, strlen (span->target), opened.source_start,
                            self->at - opened.source_start);
  span->inner_end = (guint32) absolute (self, MIN (inner_end, self->at));
  span->source_end = (guint32) absolute (self, self->at);
  span->end = (guint32) self->shown->len;
}

static gboolean
is_strikethrough (cmark_node *node)
{
  return g_str_equal (cmark_node_get_type_string (node), "strikethrough");
}

static void
enter (IngotRunBuilder *self, cmark_node *node)
{
  cmark_node_type type = cmark_node_get_type (node);

  if (type == CMARK_NODE_TEXT)
    add_text (self, cmark_node_get_literal (node));
  else if (type == CMARK_NODE_SOFTBREAK)
    add_break (self, " ");
  else if (type == CMARK_NODE_LINEBREAK)
    add_break (self, "\n");
  else if (type == CMARK_NODE_CODE)
    add_code (self, cmark_node_get_literal (node));
  else if (type == CMARK_NODE_HTML_INLINE)
    add_html (self, cmark_node_get_literal (node));
  else if (type == CMARK_NODE_FOOTNOTE_REFERENCE)
    add_footnote (self);
  else if (type == CMARK_NODE_EMPH)
    open_emphasis (self, INGOT_SPAN_EMPHASIS, 1);
  else if (type == CMARK_NODE_STRONG)
    open_emphasis (self, INGOT_SPAN_STRONG, 2);
  else if (is_strikethrough (node))
    open_emphasis (self, INGOT_SPAN_STRIKETHROUGH, 2);
  else if (type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE)
    open_link (self, node);
}

static gboolean
has_inlines (cmark_node *node)
{
  cmark_node_type type = cmark_node_get_type (node);

  return type == CMARK_NODE_EMPH || type == CMARK_NODE_STRONG || is_strikethrough (node)
         || type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE;
}

void
ingot_run_builder_add_inlines (IngotRunBuilder *self, cmark_node *leaf)
{
  cmark_iter *iter = cmark_iter_new (leaf);
  cmark_event_type event;

  g_array_unref (self->open);
  self->open = g_array_new (FALSE, TRUE, sizeof (Opened));
  while ((event = cmark_iter_next (iter)) != CMARK_EVENT_DONE)
    {
      cmark_node *node = cmark_iter_get_node (iter);

      if (node == leaf)
        continue;
      if (event == CMARK_EVENT_ENTER)
        enter (self, node);
      else if (has_inlines (node))
        close_span (self);
    }
  cmark_iter_free (iter);
}
