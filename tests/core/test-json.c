/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include <string.h>

#include "azure/ingot-chat-reply.h"
#include "base/ingot-json.h"
#include "azure/ingot-service-error.h"
#include "base/ingot-spawn.h"
#include "ingot-test.h"

static JsonNode *
parse (const char *text)
{
  g_autoptr(GError) error = NULL;
  JsonNode *root = ingot_json_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  return root;
}

static void
test_getters (void)
{
  g_autoptr(JsonNode) root = parse ("{\"null\":null,\"int\":7,\"real\":7.9,\"huge\":1e300,\"true\":true,"
                                    "\"text\":\"seven\",\"object\":{\"a\":1},\"array\":[{\"b\":2},3],"
                                    "\"none\":{},\"nothing\":[],\"\":\"\",\"zero\":0,\"false\":false}");
  JsonObject *object = ingot_json_node_object (root);
  static const char *const names[] = { "null", "int", "real", "huge", "true", "text", "object", "array",
                                       "none", "nothing", "", "zero", "false", "missing" };
  static const char *const truthy[] = { "int", "real", "huge", "true", "text", "object", "array", NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      gboolean is_text = g_str_equal (names[i], "text") || *names[i] == '\0';

      g_assert_true ((ingot_json_get_string (object, names[i]) != NULL) == is_text);
      g_assert_true ((ingot_json_get_object (object, names[i]) != NULL)
                     == (g_str_equal (names[i], "object") || g_str_equal (names[i], "none")));
      g_assert_true ((ingot_json_get_array (object, names[i]) != NULL)
                     == (g_str_equal (names[i], "array") || g_str_equal (names[i], "nothing")));
      g_assert_true (ingot_json_is_truthy (object, names[i]) == g_strv_contains (truthy, names[i]));
    }
  g_assert_cmpint (ingot_json_get_int (object, "int", -1), ==, 7);
  g_assert_cmpint (ingot_json_get_int (object, "real", -1), ==, 7);
  g_assert_cmpint (ingot_json_get_int (object, "huge", -1), ==, -1);
  g_assert_cmpint (ingot_json_get_int (object, "text", -1), ==, -1);
  g_assert_cmpint (ingot_json_get_int (object, "true", -1), ==, -1);
  g_assert_nonnull (ingot_json_array_object (ingot_json_get_array (object, "array"), 0));
  g_assert_null (ingot_json_array_object (ingot_json_get_array (object, "array"), 1));
  g_assert_null (ingot_json_array_object (ingot_json_get_array (object, "array"), 2));
  g_assert_null (ingot_json_get_object (NULL, "a"));
  g_assert_null (ingot_json_array_object (NULL, 0));
}

static void
test_text (void)
{
  static const struct { const char *json, *text; } rows[] = {
    { "{\"a\":\"\\ud83d\\ude00\"}", "\xf0\x9f\x98\x80" },
    { "{\"a\":\"\\uD83D\\uDE00\"}", "\xf0\x9f\x98\x80" },
    { "{\"a\":\"\\ud83d\"}", "\xef\xbf\xbd" },
    { "{\"a\":\"\\ud83dx\"}", "\xef\xbf\xbdx" },
    { "{\"a\":\"\\ude00\\ud83d\"}", "\xef\xbf\xbd\xef\xbf\xbd" },
    { "{\"a\":\"\\ud83d\\ud83d\\ude00\"}", "\xef\xbf\xbd\xf0\x9f\x98\x80" },
    { "{\"a\":\"x\\u0000y\"}", "x\xef\xbf\xbdy" },
    { "{\"a\":\"\\\\ud83d\"}", "\\ud83d" },
    { "{\"a\":\"\\\\\\ud83d\"}", "\\\xef\xbf\xbd" },
    { "{\"a\":\"x\xff\xfey\"}", "x\xef\xbf\xbd\xef\xbf\xbdy" },
    { "{\"a\":\"\xed\x95\x9c\"}", "\xed\x95\x9c" },
    { "\xef\xbb\xbf{\"a\":\"mark\"}", "mark" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(JsonNode) root = parse (rows[i].json);
      const char *text = ingot_json_get_string (ingot_json_node_object (root), "a");

      g_assert_cmpstr (text, ==, rows[i].text);
      g_assert_true (g_utf8_validate (text, -1, NULL));
    }
}

static void
test_refused (void)
{
  static const char *const rows[] = { "", " ", "{", "{\"a\":}", "[DONE]", "hello", "<html></html>", "{\"a\":\"\\ud83",
                                      "{\"a\":\"\\", "\\ud8",
                                      "{'a':1}", "{\"a\":1}{}", "/* a */{}", "{\"a\":1,}" };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (ingot_json_parse (rows[i], strlen (rows[i]), &error));
      g_assert_error (error, INGOT_ERROR, INGOT_ERROR_PROTOCOL);
    }
}

static char *
nest (gsize depth, char open, char close)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < depth; i++)
    g_string_append (text, open == '{' ? "{\"a\":" : "[");
  g_string_append_c (text, '1');
  for (gsize i = 0; i < depth; i++)
    g_string_append_c (text, close);
  return g_string_free (text, FALSE);
}

/* Deep documents come to fibers, whose stacks are small. */
static DexFuture *
parse_deep_fiber (gpointer user_data)
{
  g_autofree char *text = nest (GPOINTER_TO_SIZE (user_data), '{', '}');
  g_autofree char *list = nest (GPOINTER_TO_SIZE (user_data), '[', ']');
  g_autoptr(JsonNode) root = ingot_json_parse (text, strlen (text), NULL);
  g_autoptr(JsonNode) array = ingot_json_parse (list, strlen (list), NULL);
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr(JsonNode) awaited = ingot_json_parse_await (bytes, NULL);

  g_assert_true ((root != NULL) == (awaited != NULL));
  return dex_future_new_for_boolean (root != NULL && array != NULL);
}

static void
test_deep (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DexFuture) shallow = ingot_spawn (parse_deep_fiber, GSIZE_TO_POINTER (1000), NULL);
  g_autoptr(DexFuture) deep = ingot_spawn (parse_deep_fiber, GSIZE_TO_POINTER (100000), NULL);

  g_assert_true (ingot_test_await (dex_ref (shallow), NULL));
  g_assert_true (g_value_get_boolean (dex_future_get_value (shallow, &error)));
  g_assert_true (ingot_test_await (dex_ref (deep), NULL));
  g_assert_false (g_value_get_boolean (dex_future_get_value (deep, &error)));
}

/* Many values take far more memory than their text; the commas of one long string do not count. */
static void
test_crowded (void)
{
  g_autofree char *commas = g_strnfill (2000000, ',');
  g_autofree char *one = g_strdup_printf ("[\"\\\"%s\"]", commas);
  g_autoptr(GString) many = g_string_new ("[0");
  g_autoptr(JsonNode) root = parse (one);
  g_autoptr(GError) error = NULL;

  g_assert_nonnull (root);
  for (guint i = 0; i < 1000001; i++)
    g_string_append (many, ",0");
  g_string_append_c (many, ']');
  g_assert_null (ingot_json_parse (many->str, many->len, &error));
  g_assert_error (error, INGOT_ERROR, INGOT_ERROR_PROTOCOL);
}

static DexFuture *
parse_large_fiber (gpointer user_data)
{
  g_autoptr(GString) text = g_string_new ("{\"a\":\"");
  g_autoptr(GBytes) good = NULL;
  g_autoptr(GBytes) bad = NULL;
  g_autoptr(JsonNode) root = NULL;
  g_autoptr(GError) error = NULL;

  for (gsize i = 0; i < 400 * 1024; i++)
    g_string_append_c (text, 'x');
  bad = g_bytes_new (text->str, text->len);
  g_string_append (text, "\"}");
  good = g_bytes_new (text->str, text->len);

  root = ingot_json_parse_await (good, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (strlen (ingot_json_get_string (ingot_json_node_object (root), "a")), ==, 400 * 1024);
  g_assert_null (ingot_json_parse_await (bad, &error));
  g_assert_error (error, INGOT_ERROR, INGOT_ERROR_PROTOCOL);
  return dex_future_new_true ();
}

static void
test_large (void)
{
  ingot_test_await_success (ingot_spawn (parse_large_fiber, NULL, NULL));
}

/* Any value where the readers expect a certain one. */
static void
append_random (GString *text, int depth)
{
  static const char *const names[] = {
    "error", "code", "message", "choices", "delta", "content", "reasoning_content", "refusal", "finish_reason",
    "index", "usage", "prompt_tokens", "completion_tokens_details", "prompt_tokens_details", "reasoning_tokens",
    "cached_tokens", "model", "detail", "loc", "msg", "innererror", "status", "statusCode", "type", "param", "id",
    "data", "capabilities", "chat_completion", "prompt_filter_results",
  };
  static const char *const values[] = {
    "null", "true", "false", "0", "-1", "7", "1e300", "1.5", "\"\"", "\"text\"", "\"429\"", "\"content_filter\"",
    "\"\\ud800\"", "\"{\\\"detail\\\":[{\\\"loc\\\":[1,null,{}],\\\"msg\\\":3}]}\"", "99999999999999999999", "[]", "{}",
  };
  int members = g_test_rand_int_range (0, 5);
  gboolean list = g_test_rand_bit ();

  if (depth == 0 || g_test_rand_int_range (0, 4) == 0)
    {
      g_string_append (text, values[g_test_rand_int_range (0, G_N_ELEMENTS (values))]);
      return;
    }
  g_string_append_c (text, list ? '[' : '{');
  for (int i = 0; i < members; i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      if (!list)
        g_string_append_printf (text, "\"%s\":", names[g_test_rand_int_range (0, G_N_ELEMENTS (names))]);
      append_random (text, depth - 1);
    }
  g_string_append_c (text, list ? ']' : '}');
}

/* What the readers make of it is their affair, as long as it is valid and raises no warning, which
 * would end the test. */
static void
read_with_all (const char *text)
{
  g_autoptr(JsonNode) root = ingot_json_parse (text, strlen (text), NULL);
  JsonObject *object = ingot_json_node_object (root);
  g_autoptr(IngotTurn) turn = ingot_turn_new_reply ("d", "r");
  g_autoptr(IngotChatReply) reply = ingot_chat_reply_new (turn, 0);
  g_autoptr(IngotFailure) failure = ingot_service_error_read (400, text, strlen (text), NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) end = NULL;

  g_assert_true (failure->service_text == NULL || g_utf8_validate (failure->service_text, -1, NULL));
  if (object == NULL)
    return;
  g_assert_true (ingot_chat_reply_read (reply, object, &error) == (error == NULL));
  g_assert_true (ingot_chat_reply_end (reply, &end) == (end == NULL));
  ingot_chat_reply_write_facts (reply);
  g_assert_true (g_utf8_validate (ingot_turn_get_text (turn), -1, NULL));
}

static void
test_random (void)
{
  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr(GString) text = g_string_new ("{\"choices\":[{\"delta\":");
      gboolean whole = g_test_rand_bit ();

      if (whole)
        g_string_truncate (text, 0);
      append_random (text, 5);
      if (!whole)
        g_string_append (text, "}]}");
      /* And half of the time something that is no JSON any more. */
      if (text->len > 0 && g_test_rand_bit ())
        text->str[g_test_rand_int_range (0, (int) text->len)] = (char) g_test_rand_int_range (1, 256);
      read_with_all (text->str);
    }
}

int
main (int argc, char **argv)
{
  ingot_test_init (&argc, &argv);

  g_test_add_func ("/json/getters", test_getters);
  g_test_add_func ("/json/text", test_text);
  g_test_add_func ("/json/refused", test_refused);
  g_test_add_func ("/json/deep", test_deep);
  g_test_add_func ("/json/crowded", test_crowded);
  g_test_add_func ("/json/large", test_large);
  g_test_add_func ("/json/random", test_random);

  return g_test_run ();
}
