/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include <string.h>

#include "azure/ingot-chat-reply.h"
#include "azure/ingot-filter-notes.h"
#include "azure/ingot-service-error.h"
#include "azure/ingot-think.h"
#include "ingot-test.h"

static IngotFilter *
read_results (const char *json)
{
  g_autoptr(JsonNode) root = json_from_string (json, NULL);
  IngotFilter *filter = NULL;

  g_assert_nonnull (root);
  ingot_filter_notes_read (&filter, json_node_get_object (root));
  return filter;
}

static const IngotFilterNote *
find (const IngotFilter *filter, const char *category)
{
  for (guint i = 0; i < ingot_filter_get_n_notes (filter); i++)
    if (g_str_equal (ingot_filter_get_note (filter, i)->category, category))
      return ingot_filter_get_note (filter, i);
  return NULL;
}

static void
test_notes (void)
{
  g_autoptr(IngotFilter) filter = read_results (
    "{\"hate\":{\"filtered\":false,\"severity\":\"safe\"},\"violence\":{\"filtered\":true,\"severity\":\"medium\"},"
    "\"self-harm\":{\"filtered\":false,\"severity\":\"low\"},\"jailbreak\":{\"filtered\":false,\"detected\":true},"
    "\"protected_material_code\":{\"filtered\":false,\"detected\":true,\"citation\":{\"URL\":\"https://x.example\","
    "\"license\":\"MIT\"}},\"custom_blocklists\":{\"filtered\":true,\"details\":[{\"id\":\"words\",\"filtered\":true}]},"
    "\"brand_new\":{\"filtered\":false,\"severity\":\"enormous\"},\"odd\":7,\"error\":{\"code\":\"x\",\"message\":\"down\"}}");

  g_assert_cmpuint (ingot_filter_get_n_notes (filter), ==, 8);
  g_assert_true (ingot_filter_is_filtered (filter));
  g_assert_cmpint (find (filter, "hate")->severity, ==, INGOT_SEVERITY_SAFE);
  g_assert_cmpint (find (filter, "violence")->severity, ==, INGOT_SEVERITY_MEDIUM);
  g_assert_true (find (filter, "violence")->filtered);
  g_assert_cmpint (find (filter, "self_harm")->severity, ==, INGOT_SEVERITY_LOW);
  g_assert_true (find (filter, "jailbreak")->detected);
  g_assert_cmpstr (find (filter, "protected_material_code")->detail, ==, "MIT https://x.example");
  g_assert_cmpstr (find (filter, "custom_blocklists")->detail, ==, "words");
  g_assert_cmpint (find (filter, "brand_new")->severity, ==, INGOT_SEVERITY_UNKNOWN);
  g_assert_cmpstr (ingot_filter_note_get_title (find (filter, "brand_new")), ==, "brand_new");
  g_assert_true (find (filter, "error")->detected);
  g_assert_cmpstr (find (filter, "error")->detail, ==, "down");
}

static void
test_worst_stays (void)
{
  g_autoptr(IngotFilter) filter = read_results ("{\"hate\":{\"severity\":\"safe\"}}");
  g_autoptr(JsonNode) worse = json_from_string ("{\"hate\":{\"severity\":\"high\",\"filtered\":true}}", NULL);
  g_autoptr(JsonNode) milder = json_from_string ("{\"hate\":{\"severity\":\"low\"}}", NULL);

  g_assert_false (ingot_filter_is_notable (filter));
  ingot_filter_notes_read (&filter, json_node_get_object (worse));
  ingot_filter_notes_read (&filter, json_node_get_object (milder));
  g_assert_cmpuint (ingot_filter_get_n_notes (filter), ==, 1);
  g_assert_cmpint (find (filter, "hate")->severity, ==, INGOT_SEVERITY_HIGH);
  g_assert_true (ingot_filter_is_notable (filter));
}

static void
test_round_trip (void)
{
  g_autoptr(IngotFailure) failure = ingot_failure_new (INGOT_ERROR_FILTERED);
  g_autoptr(IngotFacts) facts = ingot_facts_new ();
  g_autoptr(IngotFailure) failure_back = NULL;
  g_autoptr(IngotFacts) facts_back = NULL;
  g_autofree char *failure_json = NULL;
  g_autofree char *facts_json = NULL;

  failure->filter = read_results ("{\"sexual\":{\"filtered\":true,\"severity\":\"high\"}}");
  failure->withheld = TRUE;
  facts->prompt_filter = ingot_filter_copy (failure->filter);
  failure_json = ingot_failure_to_json (failure);
  facts_json = ingot_facts_to_json (facts);
  failure_back = ingot_failure_from_json (failure_json);
  facts_back = ingot_facts_from_json (facts_json);
  g_assert_true (failure_back->withheld);
  g_assert_false (failure_back->prompt_stopped);
  g_assert_cmpint (find (failure_back->filter, "sexual")->severity, ==, INGOT_SEVERITY_HIGH);
  g_assert_true (ingot_filter_is_filtered (facts_back->prompt_filter));
  g_assert_null (facts_back->reply_filter);
}

/* Item 52 of what services do: the results are under either name, in either place, or missing. */
static void
test_errors (void)
{
  static const char *const bodies[] = {
    "{\"error\":{\"code\":\"content_filter\",\"message\":\"x\",\"innererror\":{\"content_filter_result\":"
    "{\"hate\":{\"filtered\":true,\"severity\":\"high\"}}}}}",
    "{\"error\":{\"code\":\"content_filter\",\"message\":\"x\",\"inner_error\":{\"content_filter_results\":"
    "{\"hate\":{\"filtered\":true,\"severity\":\"high\"}}}}}",
    "{\"error\":{\"code\":\"content_filter\",\"message\":\"x\",\"content_filter_results\":"
    "{\"hate\":{\"filtered\":true,\"severity\":\"high\"}}}}",
    "{\"error\":{\"code\":\"content_filter\",\"message\":\"x\"}}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr(IngotFailure) failure = ingot_service_error_read (400, bodies[i], strlen (bodies[i]), NULL);

      g_assert_cmpint (failure->code, ==, INGOT_ERROR_FILTERED);
      g_assert_true (failure->prompt_stopped);
      g_assert_true ((failure->filter != NULL) == (i < 3));
    }
}

/* Reads one chunk after the other into a new turn. */
static IngotChatReply *
read_chunks (IngotTurn *turn, const char *const *chunks)
{
  IngotChatReply *reply = ingot_chat_reply_new (turn, 0);

  for (gsize i = 0; chunks[i] != NULL; i++)
    {
      g_autoptr(JsonNode) root = json_from_string (chunks[i], NULL);
      g_autoptr(GError) error = NULL;

      ingot_chat_reply_read (reply, json_node_get_object (root), &error);
      g_assert_no_error (error);
    }
  return reply;
}

/* Items 12, 13 and 14: old names, chunks without a delta, annotations behind the finish reason. */
static void
test_stream (void)
{
  const char *chunks[] = {
    "{\"choices\":[],\"prompt_annotations\":[{\"content_filter_results\":{\"violence\":{\"severity\":\"low\"}}}]}",
    "{\"choices\":[{\"delta\":{\"content\":\"Hello\"},\"finish_reason\":null}]}",
    "{\"choices\":[{\"delta\":null,\"content_filter_results\":{\"hate\":{\"severity\":\"safe\"}}}]}",
    "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}",
    "{\"choices\":[{\"content_filter_results\":{\"hate\":{\"severity\":\"low\"}},"
    "\"content_filter_offsets\":{\"check_offset\":9}}]}",
    NULL
  };
  g_autoptr(IngotTurn) turn = ingot_turn_new_reply ("gpt-4o", NULL);
  g_autoptr(IngotChatReply) reply = read_chunks (turn, chunks);
  g_autoptr(GError) error = NULL;

  g_assert_true (ingot_chat_reply_end (reply, &error));
  g_assert_no_error (error);
  ingot_chat_reply_write_facts (reply);
  g_assert_cmpstr (ingot_turn_get_text (turn), ==, "Hello");
  g_assert_cmpint (find (ingot_turn_get_facts (turn)->prompt_filter, "violence")->severity, ==, INGOT_SEVERITY_LOW);
  g_assert_cmpint (find (ingot_turn_get_facts (turn)->reply_filter, "hate")->severity, ==, INGOT_SEVERITY_LOW);
}

/* Stopped in time, the text stays; taken back by the asynchronous filter, it does not. */
static void
test_stopped_or_withheld (void)
{
  static const struct { const char *last; gboolean withheld; } cases[] = {
    { "{\"choices\":[{\"delta\":{},\"finish_reason\":\"content_filter\","
      "\"content_filter_results\":{\"violence\":{\"filtered\":true,\"severity\":\"high\"}}}]}", FALSE },
    { "{\"choices\":[{\"finish_reason\":\"content_filter\","
      "\"content_filter_results\":{\"violence\":{\"filtered\":true,\"severity\":\"high\"}}}]}", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *chunks[] = { "{\"choices\":[{\"delta\":{\"content\":\"Hello\"}}]}", cases[i].last, NULL };
      g_autoptr(IngotTurn) turn = ingot_turn_new_reply ("gpt-4o", NULL);
      g_autoptr(IngotChatReply) reply = read_chunks (turn, chunks);
      g_autoptr(GError) error = NULL;

      g_assert_false (ingot_chat_reply_end (reply, &error));
      g_assert_error (error, INGOT_ERROR, INGOT_ERROR_FILTERED);
      g_assert_cmpint (ingot_chat_reply_get_failure (reply)->withheld, ==, cases[i].withheld);
      g_assert_false (ingot_chat_reply_get_failure (reply)->prompt_stopped);
      g_assert_true (ingot_filter_is_filtered (ingot_chat_reply_get_failure (reply)->filter));
      ingot_turn_finish (turn, INGOT_TURN_FAILED, ingot_chat_reply_get_failure (reply));
      g_assert_cmpint (ingot_turn_is_withheld (turn), ==, cases[i].withheld);
    }
}

static const struct { const char *text, *reasoning, *answer; } thoughts[] = {
  { "<think>Hm.</think>Yes.", "Hm.", "Yes." },
  { "\n <think>\nHm <b>.\n</think>\n\nYes <think>no</think>.", "Hm <b>.\n", "Yes <think>no</think>." },
  { "No tag.", "", "No tag." },
  { "A <think>late</think> tag.", "", "A <think>late</think> tag." },
  { "<thin ice", "", "<thin ice" },
  { "<think>never closed</thin", "never closed</thin", "" },
  { "<think></think>", "", "" },
  { "<", "", "<" },
  { "", "", "" },
  { "  ", "", "  " },
  { "<think>생각</think>\n답", "생각", "답" },
};

/* Whatever cuts the text, the same comes out. */
static void
test_think (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (thoughts); i++)
    for (gsize size = 1; size <= MAX (1, strlen (thoughts[i].text)); size++)
      {
        g_autoptr(IngotThink) think = ingot_think_new ();
        g_autoptr(GString) reasoning = g_string_new (NULL);
        g_autoptr(GString) answer = g_string_new (NULL);

        for (gsize at = 0; at < strlen (thoughts[i].text); at += size)
          {
            g_autofree char *piece = g_strndup (thoughts[i].text + at, size);

            ingot_think_feed (think, piece, reasoning, answer);
          }
        ingot_think_finish (think, reasoning, answer);
        g_assert_cmpstr (reasoning->str, ==, thoughts[i].reasoning);
        g_assert_cmpstr (answer->str, ==, thoughts[i].answer);
      }
}

static void
test_hopeless_wait (void)
{
  SoupMessageHeaders *headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
  const char *body = "{\"error\":{\"code\":\"429\",\"message\":\"Please retry after 86400 seconds.\"}}";
  g_autoptr(IngotFailure) failure = NULL;

  soup_message_headers_append (headers, "retry-after", "86400");
  failure = ingot_service_error_read (429, body, strlen (body), headers);
  g_assert_cmpint (failure->code, ==, INGOT_ERROR_QUOTA_TOO_SMALL);
  soup_message_headers_unref (headers);
}

int
main (int argc, char **argv)
{
  ingot_test_init (&argc, &argv);
  g_test_add_func ("/filter/notes", test_notes);
  g_test_add_func ("/filter/worst-stays", test_worst_stays);
  g_test_add_func ("/filter/round-trip", test_round_trip);
  g_test_add_func ("/filter/errors", test_errors);
  g_test_add_func ("/filter/stream", test_stream);
  g_test_add_func ("/filter/stopped-or-withheld", test_stopped_or_withheld);
  g_test_add_func ("/filter/hopeless-wait", test_hopeless_wait);
  g_test_add_func ("/think", test_think);
  return g_test_run ();
}
