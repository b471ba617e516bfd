/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-formats"
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "ingot-markdown-export.h"

/* Room for the rest of the path, and for a number that a file manager may add; in characters. */
#define MAX_NAME_LENGTH 60

static char *
dup_time (gint64 time)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  g_autoptr(GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  return local != NULL ? g_date_time_format (local, "%Y-%m-%d %H:%M") : g_strdup ("");
}

static void
append_quotation (GString *document, const char *text)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);

  g_string_append_printf (document, "> **%s**\n>\n", _("Reasoning"));
  for (int i = 0; lines[i] != NULL; i++)
    g_string_append_printf (document, "> %s\n", lines[i]);
  g_string_append_c (document, '\n');
}

static void
add_word (GStrvBuilder *words, const char *word)
{
  if (word != NULL && *word != '\0')
    g_strv_builder_add (words, word);
}

static void
add_numbers (GStrvBuilder *words, const IngotFacts *facts)
{
  if (facts->first_token_us >= 0)
    g_strv_builder_take (words, g_strdup_printf (_("%d ms to first token"), (int) (facts->first_token_us / 1000)));
  if (ingot_facts_get_speed (facts) >= 0)
    g_strv_builder_take (words, g_strdup_printf (_("%.0f tok/s"), ingot_facts_get_speed (facts)));
  if (facts->prompt_tokens >= 0)
    g_strv_builder_take (words, g_strdup_printf (_("%d tokens in"), (int) facts->prompt_tokens));
  if (facts->completion_tokens >= 0)
    g_strv_builder_take (words, g_strdup_printf (_("%d tokens out"), (int) facts->completion_tokens));
}

/* One line below a reply. */
static void
append_facts (GString *document, IngotTurn *turn)
{
  const IngotFacts *facts = ingot_turn_get_facts (turn);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) words = NULL;
  g_autofree char *line = NULL;

  add_word (builder, ingot_turn_get_resource_name (turn));
  add_word (builder, facts->model);
  add_numbers (builder, facts);
  add_word (builder, facts->finish_reason);
  add_word (builder, facts->region);
  add_word (builder, facts->request_id);
  words = g_strv_builder_end (builder);
  line = g_strjoinv (" · ", words);
  if (*line != '\0')
    g_string_append_printf (document, "<sub>%s</sub>\n\n", line);
}

static void
append_end (GString *document, IngotTurn *turn)
{
  const IngotFailure *failure = ingot_turn_get_failure (turn);
  g_autofree char *headline = failure != NULL ? ingot_failure_dup_headline (failure) : NULL;
  const char *words = headline;

  if (ingot_turn_get_state (turn) == INGOT_TURN_STOPPED)
    words = _("Stopped");
  else if (words == NULL && ingot_turn_get_state (turn) == INGOT_TURN_INTERRUPTED)
    words = _("Interrupted");
  if (words != NULL)
    g_string_append_printf (document, "*%s*\n\n", words);
}

static void
append_text (GString *document, const char *text)
{
  g_string_append (document, text);
  while (!g_str_has_suffix (document->str, "\n\n"))
    g_string_append_c (document, '\n');
}

static void
append_turn (GString *document, IngotTurn *turn)
{
  gboolean is_reply = ingot_turn_get_role (turn) == INGOT_ROLE_ASSISTANT;
  const char *name = ingot_turn_get_deployment_name (turn);
  g_autofree char *who = is_reply && name != NULL ? g_strdup (name) : g_strdup (is_reply ? _("Reply") : _("You"));
  g_autofree char *when = dup_time (ingot_turn_get_created (turn));

  g_string_append_printf (document, "## %s · %s\n\n", who, when);
  if (!ingot_turn_is_withheld (turn))
    {
      if (ingot_turn_get_reasoning_length (turn) > 0)
        append_quotation (document, ingot_turn_get_reasoning (turn));
      if (ingot_turn_get_text_length (turn) > 0)
        append_text (document, ingot_turn_get_text (turn));
    }
  if (is_reply)
    {
      append_end (document, turn);
      append_facts (document, turn);
    }
}

char *
ingot_markdown_export_dup (const char *title, gint64 created, GListModel *turns)
{
  GString *document = g_string_new (NULL);
  g_autofree char *when = dup_time (created);
  guint n = g_list_model_get_n_items (turns);

  g_string_append_printf (document, "# %s\n\n%s\n\n", title != NULL ? title : _("New Chat"), when);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(IngotTurn) turn = g_list_model_get_item (turns, i);

      append_turn (document, turn);
    }
  /* One line end is enough at the end of a file. */
  if (g_str_has_suffix (document->str, "\n\n"))
    g_string_truncate (document, document->len - 1);
  return g_string_free_and_steal (document);
}

/* What separates folders, what shells and other systems do not take, and what nobody sees. */
static gboolean
is_allowed (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return type != G_UNICODE_CONTROL && type != G_UNICODE_FORMAT && type != G_UNICODE_LINE_SEPARATOR
         && type != G_UNICODE_PARAGRAPH_SEPARATOR && (c >= 0x80 || strchr ("/\\:*?\"<>|", (int) c) == NULL);
}

char *
ingot_markdown_export_dup_name (const char *title)
{
  g_autoptr(GString) name = g_string_new (NULL);
  int length = 0;

  for (const char *at = title != NULL ? title : ""; *at != '\0' && length < MAX_NAME_LENGTH; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (is_allowed (c) && !g_unichar_isspace (c))
        g_string_append_unichar (name, c);
      else if (name->len > 0 && name->str[name->len - 1] != ' ')
        g_string_append_c (name, ' ');
      length++;
    }
  /* A dot at the start hides the file, one at the end is lost on some systems. */
  while (name->len > 0 && strchr (". ", name->str[name->len - 1]) != NULL)
    g_string_truncate (name, name->len - 1);
  while (name->len > 0 && strchr (". ", name->str[0]) != NULL)
    g_string_erase (name, 0, 1);
  return g_strconcat (name->len > 0 ? name->str : _("Chat"), ".md", NULL);
}
