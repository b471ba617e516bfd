/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-inference"
#include "config.h"

#include <string.h>

#include "sandbox-answer.h"
#include "sandbox-phrases.h"
#include "sandbox-tokens.h"

enum
{
  QUOTED_WORDS = 14,
  QUOTED_CHARACTERS = 120,
  LONG_TOKENS = 3000,
  SENTENCES_PER_CHAPTER = 7,
  SECTIONS = 5,
};

typedef struct
{
  const SandboxTopic *topic;
  const SandboxVoice *voice;
  GRand *random;
  GArray *deck; /* guint, the sentences that were not used yet */
  GString *text;
  char *quote;
  const char *picture;
  const char *tool;
  char *result;
  guint words;
  glong characters;
  guint tokens;
} Writer;

static const char *const short_words[]
  = { "short", "shortly", "brief", "briefly", "짧게", "짧은", "간단히", NULL };
static const char *const long_words[] = { "long", "longer", "essay", "길게", "긴", "자세히", NULL };
static const char *const greetings[] = { "hi", "hello", "hey", "thanks", "ping", "안녕", "안녕하세요", NULL };

/* FNV-1a, so that a seed means the same on every machine and in every version of GLib. */
static guint64
mix (guint64 hash, const void *data, gsize length)
{
  const guchar *bytes = data;

  for (gsize i = 0; i < length; i++)
    hash = (hash ^ bytes[i]) * G_GUINT64_CONSTANT (1099511628211);
  return hash;
}

static GRand *
random_for (const SandboxTopic *topic)
{
  guint64 hash = G_GUINT64_CONSTANT (14695981039346656037);
  guint64 seed = GUINT64_TO_LE (topic->seed);
  guint32 words[2];

  hash = mix (hash, &seed, sizeof seed);
  hash = mix (hash, topic->deployment, strlen (topic->deployment) + 1);
  hash = mix (hash, topic->prompt, strlen (topic->prompt) + 1);
  words[0] = (guint32) hash;
  words[1] = (guint32) (hash >> 32);
  return g_rand_new_with_seed_array (words, G_N_ELEMENTS (words));
}

static gboolean
has_hangul (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_get_script (g_utf8_get_char (at)) == G_UNICODE_SCRIPT_HANGUL)
      return TRUE;
  return FALSE;
}

/* The words of a text in lower case, without the marks around them. */
static GStrv
words_of (const char *text)
{
  g_autoptr(GStrvBuilder) words = g_strv_builder_new ();
  g_autofree char *folded = g_utf8_strdown (text, -1);
  const char *start = NULL;

  for (const char *at = folded;; at = g_utf8_next_char (at))
    {
      gboolean inside = *at != '\0' && g_unichar_isalnum (g_utf8_get_char (at));

      if (inside && start == NULL)
        start = at;
      else if (!inside && start != NULL)
        {
          g_strv_builder_take (words, g_strndup (start, (gsize) (at - start)));
          start = NULL;
        }
      if (*at == '\0')
        return g_strv_builder_end (words);
    }
}

static gboolean
has_any (GStrv words, const char *const *wanted)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (g_strv_contains (wanted, words[i]))
      return TRUE;
  return FALSE;
}

/* Whether @c would be read as Markdown after @before, the beginning of its line. */
static gboolean
means_something (gunichar c, const char *before)
{
  if (c >= 0x80 || !g_ascii_ispunct ((char) c))
    return FALSE;
  if (strchr ("\\`*_[]<>#|~&", (int) c) != NULL)
    return TRUE;
  if (strchr ("-+=", (int) c) != NULL)
    return *before == '\0';
  return strchr (".)", (int) c) != NULL && *before != '\0' && before[strspn (before, "0123456789")] == '\0';
}

/* The first words on one line, with every mark that means something in Markdown escaped: a prompt that
 * contains a table or a link is shown, not obeyed. */
static char *
quote_of (const char *prompt)
{
  g_autoptr(GString) quote = g_string_new (NULL);
  guint words = 0;
  glong characters = 0;
  gboolean gap = FALSE;
  const char *at;

  for (at = prompt; *at != '\0' && characters < QUOTED_CHARACTERS; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isspace (c) || g_unichar_iscntrl (c))
        {
          gap = quote->len > 0;
          continue;
        }
      if (gap && ++words == QUOTED_WORDS)
        break;
      if (gap)
        g_string_append_c (quote, ' ');
      if (means_something (c, quote->str))
        g_string_append_c (quote, '\\');
      g_string_append_unichar (quote, c);
      gap = FALSE;
      characters++;
    }
  if (*at != '\0')
    g_string_append (quote, " …");
  return g_string_free_and_steal (g_steal_pointer (&quote));
}

static gboolean
append_fact (Writer *self, const char *name)
{
  if (g_str_equal (name, "deployment"))
    g_string_append (self->text, self->topic->deployment);
  else if (g_str_equal (name, "model"))
    g_string_append (self->text, self->topic->model);
  else if (g_str_equal (name, "quote"))
    g_string_append (self->text, self->quote);
  else if (g_str_equal (name, "picture") && self->picture != NULL)
    g_string_append (self->text, self->picture);
  else if (g_str_equal (name, "tool") && self->tool != NULL)
    g_string_append (self->text, self->tool);
  else if (g_str_equal (name, "result") && self->result != NULL)
    g_string_append (self->text, self->result);
  else if (g_str_equal (name, "words"))
    g_string_append_printf (self->text, "%u", self->words);
  else if (g_str_equal (name, "characters"))
    g_string_append_printf (self->text, "%ld", self->characters);
  else if (g_str_equal (name, "tokens"))
    g_string_append_printf (self->text, "%u", self->tokens);
  else if (g_str_equal (name, "turns"))
    g_string_append_printf (self->text, "%u", self->topic->turns);
  else
    return FALSE;
  return TRUE;
}

/* Braces that hold no known name are text: code samples have them. One pass, so that nothing in the prompt
 * is taken for a name. */
static void
append_phrase (Writer *self, const char *phrase)
{
  while (*phrase != '\0')
    {
      const char *end = *phrase == '{' ? strpbrk (phrase + 1, "{} \"\n") : NULL;

      if (end != NULL && *end == '}')
        {
          g_autofree char *name = g_strndup (phrase + 1, (gsize) (end - phrase - 1));

          if (append_fact (self, name))
            {
              phrase = end + 1;
              continue;
            }
        }
      g_string_append_c (self->text, *phrase++);
    }
}

static const char *
pick (Writer *self, const char *const *phrases)
{
  return phrases[g_rand_int_range (self->random, 0, (gint32) g_strv_length ((GStrv) phrases))];
}

static void
append_section (Writer *self, const char *const *phrases)
{
  if (self->text->len > 0)
    g_string_append_c (self->text, '\n');
  append_phrase (self, pick (self, phrases));
}

static void
write_page (Writer *self)
{
  const char *const *sections[SECTIONS]
    = { self->voice->facts, self->voice->tables, self->voice->tasks, self->voice->steps, self->voice->codes };

  append_section (self, self->voice->openings);
  for (guint left = SECTIONS; left > 0; left--)
    {
      guint i = (guint) g_rand_int_range (self->random, 0, (gint32) left);

      append_section (self, sections[i]);
      sections[i] = sections[left - 1];
    }
  append_section (self, self->voice->closings);
}

/* Deals from a shuffled deck, so that a sentence comes again only after all the others. */
static const char *
next_sentence (Writer *self)
{
  guint n_sentences = g_strv_length ((GStrv) self->voice->sentences);
  guint i, dealt;

  if (self->deck->len == 0)
    for (guint index = 0; index < n_sentences; index++)
      g_array_append_val (self->deck, index);
  i = (guint) g_rand_int_range (self->random, 0, (gint32) self->deck->len);
  dealt = g_array_index (self->deck, guint, i);
  g_array_remove_index_fast (self->deck, i);
  return self->voice->sentences[dealt];
}

static void
append_chapter (Writer *self, guint number)
{
  guint n_titles = g_strv_length ((GStrv) self->voice->titles);

  g_string_append_printf (self->text, "\n## %u. %s\n\n", number,
                          self->voice->titles[(number - 1) % n_titles]);
  for (guint i = 0; i < SENTENCES_PER_CHAPTER; i++)
    append_phrase (self, next_sentence (self));
  g_string_truncate (self->text, self->text->len - 1);
  g_string_append_c (self->text, '\n');
  if (number % 3 == 0)
    append_section (self, self->voice->codes);
  else if (number % 3 == 1)
    append_section (self, self->voice->tables);
}

static void
write_chapters (Writer *self)
{
  append_section (self, self->voice->openings);
  for (guint number = 1; sandbox_tokens_count (self->text->str) < LONG_TOKENS; number++)
    append_chapter (self, number);
  append_section (self, self->voice->closings);
}

static void
writer_init (Writer *self, const SandboxTopic *topic)
{
  g_auto(GStrv) words = words_of (topic->prompt);

  *self = (Writer) { .topic = topic };
  self->voice = has_hangul (topic->prompt) ? &sandbox_voice_korean : &sandbox_voice_english;
  self->random = random_for (topic);
  self->deck = g_array_new (FALSE, FALSE, sizeof (guint));
  self->text = g_string_new (NULL);
  self->quote = quote_of (topic->prompt);
  self->words = g_strv_length (words);
  self->characters = g_utf8_strlen (topic->prompt, -1);
  self->tokens = sandbox_tokens_count (topic->prompt);
}

static void
write_pictures (Writer *self)
{
  GPtrArray *pictures = self->topic->pictures;

  for (guint i = 0; pictures != NULL && i < pictures->len; i++)
    {
      self->picture = g_ptr_array_index (pictures, i);
      append_phrase (self, self->voice->picture);
    }
}

static void
write_results (Writer *self)
{
  GPtrArray *results = self->topic->results;

  for (guint i = 0; i + 1 < results->len; i += 2)
    {
      self->tool = g_ptr_array_index (results, i);
      self->result = quote_of (g_ptr_array_index (results, i + 1));
      append_phrase (self, self->voice->result);
      g_clear_pointer (&self->result, g_free);
    }
}

static char *
writer_end (Writer *self)
{
  g_rand_free (self->random);
  g_array_unref (self->deck);
  g_free (self->quote);
  return g_string_free_and_steal (self->text);
}

gboolean
sandbox_answer_is_asked_for (const char *prompt)
{
  g_auto(GStrv) words = words_of (prompt);

  return (g_strv_length (words) <= 2 && has_any (words, greetings)) || has_any (words, short_words)
         || has_any (words, long_words);
}

char *
sandbox_answer_write (const SandboxTopic *topic)
{
  g_auto(GStrv) words = words_of (topic->prompt);
  gboolean greeting = g_strv_length (words) <= 2 && has_any (words, greetings);
  Writer writer;

  writer_init (&writer, topic);
  write_pictures (&writer);
  if (topic->results != NULL && topic->results->len > 0)
    {
      write_results (&writer);
      append_section (&writer, writer.voice->shorts);
    }
  else if (greeting || has_any (words, short_words))
    append_section (&writer, writer.voice->shorts);
  else if (has_any (words, long_words))
    write_chapters (&writer);
  else
    write_page (&writer);
  return writer_end (&writer);
}

char *
sandbox_answer_think (const SandboxTopic *topic)
{
  Writer writer;

  writer_init (&writer, topic);
  for (guint i = 0; writer.voice->thoughts[i] != NULL; i++)
    if (i < 4 || g_rand_boolean (writer.random))
      append_phrase (&writer, writer.voice->thoughts[i]);
  g_string_truncate (writer.text, writer.text->len - 1);
  g_string_append_c (writer.text, '\n');
  return writer_end (&writer);
}
