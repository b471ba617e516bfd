/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include <string.h>

#include "store/ingot-tokens.h"

static int
join (const char *token, gsize length, gsize start, gsize end, gpointer user_data)
{
  GString *joined = user_data;

  g_assert_cmpuint (start, <, end);
  g_assert_cmpuint (length, >, 0);
  g_assert_cmpuint (length, <=, INGOT_TOKENS_MAX_LENGTH);
  g_assert_true (g_utf8_validate (token, (gssize) length, NULL));
  if (joined->len > 0)
    g_string_append_c (joined, ' ');
  g_string_append_len (joined, token, (gssize) length);
  return 0;
}

static char *
cut (const char *text, gssize length, IngotTokensKind kind)
{
  GString *joined = g_string_new (NULL);

  ingot_tokens_cut (text, length < 0 ? strlen (text) : (gsize) length, kind, join, joined);
  return g_string_free_and_steal (joined);
}

typedef struct
{
  const char *name;
  const char *text;
  const char *tokens;
  const char *query; /* where it is cut otherwise when it is looked for */
} Case;

static const Case cases[] = {
  { "empty", "", "", NULL },
  { "words", "Hello, World! 42", "hello world 42", NULL },
  { "diacritics", "Füße CAFÉ naïve Ελλάδα", "fuße cafe naive ελλαδα", NULL },
  { "diacritics-apart", "cafe\xcc\x81s", "cafes", NULL },
  { "code", "retry_delay_ms = getDelay(x->y);", "retry delay ms getdelay x y", NULL },
  { "korean-one", "네", "네", NULL },
  { "korean-two", "감사", "감사 사", "감사" },
  { "korean-sentence", "오늘은 사과를 샀다", "오늘 늘은 은 사과 과를 를 샀다 다", "오늘 늘은 은 사과 과를 를 샀다" },
  { "korean-punctuation", "(사과), 배!", "사과 과 배", NULL },
  { "korean-apart", "\xe1\x84\x80\xe1\x85\xa1\xe1\x86\xb7\xe1\x84\x89\xe1\x85\xa1", "감사 사", "감사" },
  { "korean-letters", "ㅋㅋㅋ", "ㅋㅋ ㅋㅋ ㅋ", "ㅋㅋ ㅋㅋ" },
  { "korean-mixed", "API를 GPT-4o로", "api 를 gpt 4o 로", NULL },
  { "mixed-without-space", "감사API", "감사 사 api", NULL },
  { "japanese", "データを送る", "デー ータ タを を送 送る る", "デー ータ タを を送 送る" },
  { "chinese", "模型部署。好", "模型 型部 部署 署 好", NULL },
  { "chinese-rare", "𠮷野家", "𠮷野 野家 家", "𠮷野 野家" },
  { "emoji", "done ✅👍🏽 ok👩‍👧", "done ✅ 👍 ok 👩 👧", NULL },
  { "other-scripts", "Привет עברית ไทยดี हिन्दी", "привет עברית ไทยดี हिन्दी", NULL },
};

static void
test_case (gconstpointer data)
{
  const Case *one = data;
  g_autofree char *tokens = cut (one->text, -1, INGOT_TOKENS_OF_TEXT);
  g_autofree char *query = cut (one->text, -1, INGOT_TOKENS_OF_QUERY);

  g_assert_cmpstr (tokens, ==, one->tokens);
  g_assert_cmpstr (query, ==, one->query != NULL ? one->query : one->tokens);
}

static void
test_not_utf8 (void)
{
  static const char text[] = "ab\xff" "cd\0ef\xea\xb0";
  g_autofree char *tokens = cut (text, sizeof text - 1, INGOT_TOKENS_OF_TEXT);

  g_assert_cmpstr (tokens, ==, "ab cd ef");
}

static int
check_place (const char *token, gsize length, gsize start, gsize end, gpointer user_data)
{
  const char *text = user_data;

  g_assert_cmpuint (end - start, ==, length);
  g_assert_cmpmem (text + start, end - start, token, length);
  return 0;
}

static void
test_places (void)
{
  char text[] = "abc 감사합니다 def, 좋은api 👍";

  ingot_tokens_cut (text, strlen (text), INGOT_TOKENS_OF_TEXT, check_place, text);
}

static int
stop_at_third (const char *token, gsize length, gsize start, gsize end, gpointer user_data)
{
  int *n = user_data;

  return ++*n == 3 ? 7 : 0;
}

static void
test_stop (void)
{
  static const char *const texts[] = { "a b c d", "가나다라마", "가 a 나 b", "👍👍👍👍" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      int n = 0;

      g_assert_cmpint (ingot_tokens_cut (texts[i], strlen (texts[i]), INGOT_TOKENS_OF_TEXT, stop_at_third, &n),
                       ==, 7);
      g_assert_cmpint (n, ==, 3);
    }
}

static int
count (const char *token, gsize length, gsize start, gsize end, gpointer user_data)
{
  g_assert_cmpuint (length, <=, INGOT_TOKENS_MAX_LENGTH);
  ++*(guint *) user_data;
  return 0;
}

static void
test_large (void)
{
  const gsize size = 1 << 20;
  g_autofree char *letters = g_strnfill (size, 'a');
  g_autoptr(GString) syllables = g_string_new (NULL);
  guint n = 0;

  ingot_tokens_cut (letters, size, INGOT_TOKENS_OF_TEXT, count, &n);
  g_assert_cmpuint (n, ==, 1);
  while (syllables->len < size)
    g_string_append (syllables, "가");
  n = 0;
  ingot_tokens_cut (syllables->str, syllables->len, INGOT_TOKENS_OF_TEXT, count, &n);
  g_assert_cmpuint (n, ==, syllables->len / strlen ("가"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/tokens/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/tokens/not-utf8", test_not_utf8);
  g_test_add_func ("/tokens/places", test_places);
  g_test_add_func ("/tokens/stop", test_stop);
  g_test_add_func ("/tokens/large", test_large);
  return g_test_run ();
}
