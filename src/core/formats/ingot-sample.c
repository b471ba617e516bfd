/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-formats"
#include "config.h"

#include "ingot-sample-private.h"

const char *
ingot_sample_get_variable (const IngotSample *sample)
{
  return sample->sign_in == INGOT_SAMPLE_SIGN_IN_BEARER ? "OPENAI_API_KEY" : "AZURE_OPENAI_API_KEY";
}

/* Formatting characters, such as a change of direction, count as printable, but hide what a line says. */
static gboolean
is_seen (gunichar character)
{
  return character == ' ' || (g_unichar_isgraph (character) && g_unichar_type (character) != G_UNICODE_FORMAT);
}

/* JSON knows no escape for what is beyond four digits but a pair of surrogates, which Python does not take for one. */
static void
append_code (GString *quoted, gunichar character, gboolean json)
{
  if (character <= 0xffff)
    g_string_append_printf (quoted, "\\u%04x", character);
  else if (json)
    g_string_append_printf (quoted, "\\u%04x\\u%04x", 0xd800 + ((character - 0x10000) >> 10),
                            0xdc00 + ((character - 0x10000) & 0x3ff));
  else
    g_string_append_printf (quoted, "\\U%08x", character);
}

static void
append_character (GString *quoted, gunichar character, gboolean json)
{
  switch (character)
    {
    case '"':
    case '\\':
      g_string_append_c (quoted, '\\');
      g_string_append_unichar (quoted, character);
      break;
    case '\n':
      g_string_append (quoted, "\\n");
      break;
    case '\t':
      g_string_append (quoted, "\\t");
      break;
    default:
      if (is_seen (character))
        g_string_append_unichar (quoted, character);
      else
        append_code (quoted, character, json);
    }
}

static char *
quote (const char *text, gboolean json)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *quoted = g_string_new ("\"");

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    append_character (quoted, g_utf8_get_char (at), json);
  g_string_append_c (quoted, '"');
  return g_string_free_and_steal (quoted);
}

char *
ingot_sample_quote (const char *text)
{
  return quote (text, FALSE);
}

char *
ingot_sample_quote_json (const char *text)
{
  return quote (text, TRUE);
}

char *
ingot_sample_write (const IngotSample *sample, IngotSampleLanguage language)
{
  switch (language)
    {
    case INGOT_SAMPLE_LANGUAGE_PYTHON:
      return ingot_sample_write_python (sample);
    case INGOT_SAMPLE_LANGUAGE_CSHARP:
      return ingot_sample_write_csharp (sample);
    case INGOT_SAMPLE_LANGUAGE_CURL:
    default:
      return ingot_sample_write_curl (sample);
    }
}
