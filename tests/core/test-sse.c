/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include <string.h>

#include <glib.h>

#include "base/ingot-error.h"
#include "net/ingot-sse.h"

typedef struct
{
  const char *wire;
  gsize length;
  const char *events; /* each as [type|data] */
} Sample;

#define SAMPLE(wire, events) { wire, sizeof wire - 1, events }

static const Sample corpus[] = {
  SAMPLE ("", ""),
  SAMPLE ("data: one\n\n", "[message|one]"),
  SAMPLE ("data: one\r\n\r\ndata: two\r\rdata: three\n\n", "[message|one][message|two][message|three]"),
  SAMPLE ("data: a\r\ndata: b\n\r\n", "[message|a\nb]"),
  SAMPLE ("data: a\rdata: b\r\n\r", "[message|a\nb]"),
  SAMPLE ("\n\r\n\r\rdata: a\n\n\n\n", "[message|a]"),
  SAMPLE ("data:none\ndata:  two\ndata: \ndata\ndata:\n\n", "[message|none\n two\n\n\n]"),
  SAMPLE ("data\n\n", "[message|]"),
  SAMPLE (": keep-alive\n\n:\n\ndata: a\n: in between\ndata: b\n\n", "[message|a\nb]"),
  SAMPLE ("event: error\ndata: {}\n\ndata: next\n\n", "[error|{}][message|next]"),
  SAMPLE ("event: lost\n\ndata: a\n\n", "[message|a]"),
  SAMPLE ("event: a\nevent: b\ndata: x\n\n", "[b|x]"),
  SAMPLE ("event\ndata: x\n\n", "[message|x]"),
  SAMPLE ("id: 7\nretry: 10\ndatum: x\n data: y\ndata : z\nDATA: w\ndata: ok\n\n", "[message|ok]"),
  SAMPLE ("data: a:b: c\n\n", "[message|a:b: c]"),
  SAMPLE ("\xef\xbb\xbf" "data: marked\n\n", "[message|marked]"),
  SAMPLE ("\xef\xbb\xbf\r\n\r\ndata: marked\n\n", "[message|marked]"),
  SAMPLE ("data: a\n\n\xef\xbb\xbf" "data: not a field\n\n", "[message|a]"),
  SAMPLE ("\xef\xbb" "data: half a mark\ndata: b\n\n", "[message|b]"),
  SAMPLE ("data: \xea\xb0\x80\xeb\x82\x98 \xf0\x9f\x90\xb1 \xc3\xa9\n\n",
          "[message|\xea\xb0\x80\xeb\x82\x98 \xf0\x9f\x90\xb1 \xc3\xa9]"),
  SAMPLE ("data: a\xff" "b\n\n", "[message|a\xef\xbf\xbd" "b]"),
  SAMPLE ("data: cut \xea\xb0\ndata: on\n\n", "[message|cut \xef\xbf\xbd\xef\xbf\xbd\non]"),
  SAMPLE ("data: a\0b\n\n", "[message|a\xef\xbf\xbd" "b]"),
  SAMPLE ("event: a\0b\xff\ndata: x\n\n", "[a\xef\xbf\xbd" "b\xef\xbf\xbd|x]"),
  SAMPLE ("data: [DONE]\n\ndata: late\n\n", "[message|[DONE]][message|late]"),
  SAMPLE ("data: last", "[message|last]"),
  SAMPLE ("data: last\n", "[message|last]"),
  SAMPLE ("data: last\r", "[message|last]"),
  SAMPLE ("data: first\n\nevent: end\ndata: last\r\n", "[message|first][end|last]"),
  SAMPLE ("event: end", ""),
};

static gboolean
collect (const char *type, const char *data, gsize length, gpointer user_data, GError **error)
{
  GString *got = user_data;

  g_assert_true (g_utf8_validate (type, -1, NULL));
  g_assert_true (g_utf8_validate_len (data, length, NULL));
  g_assert_cmpuint (strlen (data), ==, length);
  g_string_append_printf (got, "[%s|%s]", type, data);
  return TRUE;
}

static void
feed (IngotSse *sse, const char *bytes, gsize length, GString *got)
{
  g_autoptr(GError) error = NULL;
  /* A copy of the very size: a read over the end is seen by the sanitizers. */
  g_autofree char *copy = g_memdup2 (bytes, length);

  ingot_sse_feed (sse, copy, length, collect, got, &error);
  g_assert_no_error (error);
}

static void
finish (IngotSse *sse, GString *got)
{
  g_autoptr(GError) error = NULL;

  ingot_sse_finish (sse, collect, got, &error);
  g_assert_no_error (error);
}

static void
test_every_split (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (corpus); i++)
    for (gsize split = 0; split <= corpus[i].length; split++)
      {
        g_autoptr(IngotSse) sse = ingot_sse_new (1024);
        g_autoptr(GString) got = g_string_new (NULL);

        feed (sse, corpus[i].wire, split, got);
        feed (sse, corpus[i].wire + split, corpus[i].length - split, got);
        finish (sse, got);
        g_assert_cmpstr (got->str, ==, corpus[i].events);
      }
}

static void
test_every_read_size (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (corpus); i++)
    for (gsize size = 1; size <= corpus[i].length; size++)
      {
        g_autoptr(IngotSse) sse = ingot_sse_new (1024);
        g_autoptr(GString) got = g_string_new (NULL);

        for (gsize at = 0; at < corpus[i].length; at += size)
          feed (sse, corpus[i].wire + at, MIN (size, corpus[i].length - at), got);
        finish (sse, got);
        g_assert_cmpstr (got->str, ==, corpus[i].events);
      }
}

/* An event is there as soon as its blank line is, even if that line's CR may be followed by an LF. */
static void
test_no_waiting (void)
{
  g_autoptr(IngotSse) sse = ingot_sse_new (1024);
  g_autoptr(GString) got = g_string_new (NULL);

  feed (sse, "data: a\r\n\r", 10, got);
  g_assert_cmpstr (got->str, ==, "[message|a]");
  feed (sse, "\ndata: b\n\n", 10, got);
  g_assert_cmpstr (got->str, ==, "[message|a][message|b]");
}

/* Feeds @wire in reads of @size bytes. Returns: whether all of it was taken; else the error is asserted. */
static gboolean
fits (gsize max_event, const char *wire, gsize size)
{
  g_autoptr(IngotSse) sse = ingot_sse_new (max_event);
  g_autoptr(GString) got = g_string_new (NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) again = NULL;

  for (gsize at = 0; at < strlen (wire); at += size)
    if (!ingot_sse_feed (sse, wire + at, MIN (size, strlen (wire) - at), collect, got, &error))
      {
        g_assert_error (error, INGOT_ERROR, INGOT_ERROR_PROTOCOL);
        g_assert_false (ingot_sse_feed (sse, "\n", 1, collect, got, &again));
        g_assert_error (again, INGOT_ERROR, INGOT_ERROR_PROTOCOL);
        g_assert_false (ingot_sse_finish (sse, collect, got, NULL));
        g_assert_cmpstr (got->str, ==, "");
        return FALSE;
      }
  return TRUE;
}

static void
test_too_long (void)
{
  for (gsize size = 1; size < 40; size++)
    {
      g_assert_true (fits (16, "data: 0123456789\n\n", size));
      g_assert_false (fits (16, "data: 0123456789a\n\n", size));
      g_assert_false (fits (16, "data:0123456789abcdefghijklm", size));
      g_assert_false (fits (16, ":0123456789abcdefghijklm", size));
      g_assert_false (fits (16, "data: 01234\ndata: 5678\ndata: 9\ndata: 10\n\n", size));
      g_assert_false (fits (16, "data\ndata\ndata\ndata\ndata\ndata\ndata\ndata\ndata\ndata\ndata\ndata\ndata\n"
                                "data\ndata\ndata\ndata\ndata\ndata\ndata\ndata\n\n", size));
    }
}

/* What is counted is one event: a stream of them may go on for ever. */
static void
test_limit_is_per_event (void)
{
  g_autoptr(IngotSse) sse = ingot_sse_new (16);
  g_autoptr(GString) got = g_string_new (NULL);

  for (int i = 0; i < 100; i++)
    feed (sse, "data: 0123\n: comment\n\n", 22, got);
  g_assert_cmpuint (got->len, ==, 100 * strlen ("[message|0123]"));
}

static gboolean
refuse (const char *type, const char *data, gsize length, gpointer user_data, GError **error)
{
  int *count = user_data;

  (*count)++;
  g_set_error_literal (error, INGOT_ERROR, INGOT_ERROR_SERVICE, "refused");
  return FALSE;
}

static void
test_listener_stops (void)
{
  g_autoptr(IngotSse) sse = ingot_sse_new (1024);
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) last_error = NULL;
  int count = 0;

  g_assert_false (ingot_sse_feed (sse, "data: a\n\ndata: b\n\n", 18, refuse, &count, &error));
  g_assert_error (error, INGOT_ERROR, INGOT_ERROR_SERVICE);
  g_assert_cmpint (count, ==, 1);
  feed (sse, "data: c", 7, NULL);
  g_assert_false (ingot_sse_finish (sse, refuse, &count, &last_error));
  g_assert_error (last_error, INGOT_ERROR, INGOT_ERROR_SERVICE);
  g_assert_cmpint (count, ==, 2);
}

/* Random bytes out of an alphabet that means something; whole and in pieces they mean the same. */
static void
test_random_bytes (void)
{
  static const char alphabet[] = "data: event\r\n\r\n::\xef\xbb\xbf\xea\xb0\x80\xff\0id";

  for (int round = 0; round < 5000; round++)
    {
      char wire[200];
      gsize length = g_test_rand_int_range (0, sizeof wire);
      g_autoptr(IngotSse) whole = ingot_sse_new (1024);
      g_autoptr(IngotSse) pieces = ingot_sse_new (1024);
      g_autoptr(GString) got_whole = g_string_new (NULL);
      g_autoptr(GString) got_pieces = g_string_new (NULL);

      for (gsize i = 0; i < length; i++)
        wire[i] = alphabet[g_test_rand_int_range (0, sizeof alphabet)];
      feed (whole, wire, length, got_whole);
      finish (whole, got_whole);
      for (gsize at = 0, size; at < length; at += size)
        {
          size = (gsize) g_test_rand_int_range (1, 9);
          size = MIN (size, length - at);
          feed (pieces, wire + at, size, got_pieces);
        }
      finish (pieces, got_pieces);
      g_assert_cmpstr (got_pieces->str, ==, got_whole->str);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sse/every-split", test_every_split);
  g_test_add_func ("/sse/every-read-size", test_every_read_size);
  g_test_add_func ("/sse/no-waiting", test_no_waiting);
  g_test_add_func ("/sse/too-long", test_too_long);
  g_test_add_func ("/sse/limit-is-per-event", test_limit_is_per_event);
  g_test_add_func ("/sse/listener-stops", test_listener_stops);
  g_test_add_func ("/sse/random-bytes", test_random_bytes);
  return g_test_run ();
}
