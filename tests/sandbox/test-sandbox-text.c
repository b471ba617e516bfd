/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-sandbox-text"
#include "config.h"

#include <string.h>

#include <glib.h>

#include "inference/sandbox-answer.h"
#include "inference/sandbox-tokens.h"

static char *
write_answer (const char *prompt, guint64 seed)
{
  SandboxTopic topic = { "mistral-large", "Mistral-Large-2411", prompt, 3, seed };

  return sandbox_answer_write (&topic);
}

static char *
join (GPtrArray *tokens)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < tokens->len; i++)
    g_string_append (text, g_ptr_array_index (tokens, i));
  return g_string_free_and_steal (text);
}

static void
test_tokens (void)
{
  static const struct
  {
    const char *text;
    const char *tokens; /* separated by bars */
  } cases[] = {
    { "", "" },
    { "Hello world", "Hello| world" },
    { "internationalisation", "interna|tionali|sation" },
    { "12345", "123|45" },
    { "a  b", "a| | b" },
    { "end \n\nnext", "end| |\n\n|next" },
    { "안녕 세계", "안|녕| 세|계" },
    { "----- x", "----|-| x" },
    { "\t if", "\t| if" },
    { "x ", "x| " },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) tokens = sandbox_tokens_split (cases[i].text);
      g_autofree char *shown = NULL;

      g_assert_cmpuint (sandbox_tokens_count (cases[i].text), ==, tokens->len);
      g_ptr_array_add (tokens, NULL);
      shown = g_strjoinv ("|", (GStrv) tokens->pdata);
      g_assert_cmpstr (shown, ==, cases[i].tokens);
    }
}

/* Whatever the text, the tokens joined are the text, and each of them is valid by itself. */
static void
test_tokens_random (void)
{
  static const char *const pieces[]
    = { "word", " ", "  ", "\n", "\r\n", "\t", "한", "é", "🦆", "42", "**", "`", "|" };

  for (guint round = 0; round < 500; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GPtrArray) tokens = NULL;
      g_autofree char *joined = NULL;

      for (gint i = g_test_rand_int_range (0, 40); i > 0; i--)
        g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      tokens = sandbox_tokens_split (text->str);
      joined = join (tokens);
      g_assert_cmpstr (joined, ==, text->str);
      for (guint i = 0; i < tokens->len; i++)
        g_assert_true (g_utf8_validate (g_ptr_array_index (tokens, i), -1, NULL));
    }
}

static void
assert_has (const char *text, const char *pattern)
{
  if (!g_regex_match_simple (pattern, text, G_REGEX_MULTILINE, 0))
    g_error ("“%s” is not in this answer:\n%s", pattern, text);
}

static void
test_markdown (void)
{
  static const char *const patterns[] = {
    "^# .+",          "^## .+",          "^> Tell me",   "^[-*] ",    "^- \\[x\\] ",
    "^- \\[ \\] ",    "^\\|.*\\|$",      "^1\\. ",       "^```\\w+$", "\\*\\*.+\\*\\*",
    "(?<!\\*)\\*\\w", "`mistral-large`", "\\]\\(https:", "^---$",     "[Ss]imulated",
  };

  for (guint64 seed = 0; seed < 40; seed++)
    {
      g_autofree char *answer = write_answer ("Tell me what a deployment is", seed);

      for (gsize i = 0; i < G_N_ELEMENTS (patterns); i++)
        assert_has (answer, patterns[i]);
      g_assert_null (strstr (answer, "{deployment}"));
      g_assert_null (strstr (answer, "{words}"));
      g_assert_cmpint (answer[strlen (answer) - 1], ==, '\n');
    }
}

static void
test_reflection (void)
{
  g_autofree char *answer = write_answer ("One two three {model} | <b> [x](y) *z*", 1);
  g_autofree char *empty = write_answer ("", 1);

  assert_has (answer,
              "^> One two three \\{model\\} \\\\\\| \\\\<b\\\\> \\\\\\[x\\\\\\]\\(y\\) \\\\\\*z\\\\\\*$");
  assert_has (empty, "^> $");
}

static void
test_lengths (void)
{
  g_autofree char *short_answer = write_answer ("Something SHORT, please", 1);
  g_autofree char *greeting = write_answer ("Hello!", 1);
  g_autofree char *page = write_answer ("The shortcut belongs here", 1);
  g_autofree char *long_answer = write_answer ("Write a long text", 1);
  g_autofree char *korean = write_answer ("길게 써 줘", 1);

  g_assert_cmpuint (sandbox_tokens_count (short_answer), <, 60);
  g_assert_cmpuint (sandbox_tokens_count (greeting), <, 60);
  g_assert_cmpuint (sandbox_tokens_count (page), >, 150);
  g_assert_cmpuint (sandbox_tokens_count (page), <, 1000);
  g_assert_cmpuint (sandbox_tokens_count (long_answer), >, 3000);
  g_assert_cmpuint (sandbox_tokens_count (korean), >, 3000);
}

static void
test_korean (void)
{
  for (guint64 seed = 0; seed < 20; seed++)
    {
      g_autofree char *page = write_answer ("배포가 무엇인지 알려 주세요", seed);
      g_autofree char *sentence = write_answer ("짧게 말해 줘", seed);

      assert_has (page, "모의");
      assert_has (page, "^> 배포가 무엇인지");
      assert_has (page, "`mistral-large`");
      assert_has (sentence, "모의");
      g_assert_cmpuint (sandbox_tokens_count (sentence), <, 100);
    }
}

static void
test_seeds (void)
{
  g_autofree char *one = write_answer ("What is new?", 1);
  g_autofree char *again = write_answer ("What is new?", 1);
  g_autoptr (GHashTable) different = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_assert_cmpstr (one, ==, again);
  for (guint64 seed = 0; seed < 10; seed++)
    g_hash_table_add (different, write_answer ("What is new?", seed));
  g_assert_cmpuint (g_hash_table_size (different), >=, 8);
}

static void
test_thoughts (void)
{
  SandboxTopic topic = { "deepseek-r1", "DeepSeek-R1", "Why is the sky blue?", 2, 1 };
  g_autofree char *thoughts = sandbox_answer_think (&topic);

  assert_has (thoughts, "5 words");
  assert_has (thoughts, "number 2");
  assert_has (thoughts, "simulated deployment deepseek-r1");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sandbox/tokens", test_tokens);
  g_test_add_func ("/sandbox/tokens/random", test_tokens_random);
  g_test_add_func ("/sandbox/answer/markdown", test_markdown);
  g_test_add_func ("/sandbox/answer/reflection", test_reflection);
  g_test_add_func ("/sandbox/answer/lengths", test_lengths);
  g_test_add_func ("/sandbox/answer/korean", test_korean);
  g_test_add_func ("/sandbox/answer/seeds", test_seeds);
  g_test_add_func ("/sandbox/answer/thoughts", test_thoughts);
  return g_test_run ();
}
