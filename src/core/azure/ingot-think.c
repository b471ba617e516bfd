/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-azure"
#include "config.h"

#include <string.h>

#include "ingot-think.h"

#define OPEN "<think>"
#define CLOSE "</think>"

typedef enum
{
  BEGINNING, /* nothing but white space so far */
  OPENED,    /* the white space behind the opening tag */
  THINKING,
  CLOSED,    /* the white space behind the closing tag */
  ANSWERING,
} State;

struct _IngotThink
{
  State state;
  GString *held; /* what cannot be decided yet */
};

IngotThink *
ingot_think_new (void)
{
  IngotThink *self = g_new0 (IngotThink, 1);

  self->held = g_string_new (NULL);
  return self;
}

void
ingot_think_free (IngotThink *self)
{
  g_string_free (self->held, TRUE);
  g_free (self);
}

static gsize
count_space (const char *text)
{
  return strspn (text, " \t\r\n");
}

/* Whether @text could become @tag with more behind it. */
static gboolean
is_beginning_of (const char *text, const char *tag)
{
  gsize length = strlen (text);

  return length < strlen (tag) && strncmp (text, tag, length) == 0;
}

/* Returns: whether another step can be taken with what is left. */
static gboolean
step_beginning (IngotThink *self)
{
  const char *text = self->held->str + count_space (self->held->str);

  if (g_str_has_prefix (text, OPEN))
    {
      g_string_erase (self->held, 0, text - self->held->str + strlen (OPEN));
      self->state = OPENED;
      return TRUE;
    }
  if (is_beginning_of (text, OPEN))
    return FALSE;
  self->state = ANSWERING;
  return TRUE;
}

/* All but what could be the beginning of the closing tag is reasoning. */
static gboolean
step_thinking (IngotThink *self, GString *reasoning)
{
  const char *close = strstr (self->held->str, CLOSE);
  const char *end = close != NULL ? close : strrchr (self->held->str, '<');

  if (close == NULL && (end == NULL || !is_beginning_of (end, CLOSE)))
    end = self->held->str + self->held->len;
  g_string_append_len (reasoning, self->held->str, end - self->held->str);
  g_string_erase (self->held, 0, end - self->held->str);
  if (close == NULL)
    return FALSE;
  g_string_erase (self->held, 0, strlen (CLOSE));
  self->state = CLOSED;
  return TRUE;
}

/* White space beside a tag belongs to neither text. */
static gboolean
step_space (IngotThink *self, State next)
{
  g_string_erase (self->held, 0, (gssize) count_space (self->held->str));
  if (self->held->len == 0)
    return FALSE;
  self->state = next;
  return TRUE;
}

static gboolean
step (IngotThink *self, GString *reasoning, GString *answer)
{
  switch (self->state)
    {
    case BEGINNING:
      return step_beginning (self);
    case THINKING:
      return step_thinking (self, reasoning);
    case OPENED:
      return step_space (self, THINKING);
    case CLOSED:
      return step_space (self, ANSWERING);
    case ANSWERING:
    default:
      g_string_append_len (answer, self->held->str, (gssize) self->held->len);
      g_string_truncate (self->held, 0);
      return FALSE;
    }
}

void
ingot_think_feed (IngotThink *self, const char *text, GString *reasoning, GString *answer)
{
  g_string_append (self->held, text);
  while (step (self, reasoning, answer))
    ;
}

void
ingot_think_finish (IngotThink *self, GString *reasoning, GString *answer)
{
  GString *rest = self->state == THINKING ? reasoning : answer;

  g_string_append_len (rest, self->held->str, (gssize) self->held->len);
  g_string_truncate (self->held, 0);
}
