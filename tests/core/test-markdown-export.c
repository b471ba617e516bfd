/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include <string.h>

#include "formats/ingot-markdown-export.h"
#include "ingot-test.h"

#define TIME (G_GINT64_CONSTANT (1700000000) * G_USEC_PER_SEC)

static IngotTurn *
make_reply (const char *text, const char *reasoning, IngotTurnState state, const IngotFailure *failure)
{
  IngotTurn *turn = g_object_new (INGOT_TYPE_TURN, "role", INGOT_ROLE_ASSISTANT, "state", INGOT_TURN_WRITING,
                                  "created", TIME, "deployment-name", "deepseek-r1", "resource-name", "Contoso",
                                  NULL);
  g_autoptr(IngotFacts) facts = ingot_facts_new ();

  facts->model = g_strdup ("DeepSeek-R1");
  facts->prompt_tokens = 12;
  facts->completion_tokens = 34;
  facts->finish_reason = g_strdup ("stop");
  ingot_turn_set_facts (turn, facts);
  ingot_turn_append_reasoning (turn, reasoning);
  ingot_turn_append (turn, text);
  ingot_turn_finish (turn, state, failure);
  return turn;
}

static char *
export (IngotTurn *turn)
{
  g_autoptr(GListStore) turns = g_list_store_new (INGOT_TYPE_TURN);

  g_list_store_append (turns, turn);
  return ingot_markdown_export_dup ("제목", TIME, G_LIST_MODEL (turns));
}

static void
test_user (void)
{
  g_autoptr(IngotTurn) turn = g_object_new (INGOT_TYPE_TURN, "role", INGOT_ROLE_USER, "state", INGOT_TURN_COMPLETE,
                                            "created", TIME, "text", "# 안녕\n```\n</details>\n```", NULL);
  g_autofree char *document = export (turn);

  g_assert_cmpstr (document, ==, "# 제목\n\n2023-11-14 22:13\n\n## You · 2023-11-14 22:13\n\n"
                                 "# 안녕\n```\n</details>\n```\n");
}

static void
test_reply (void)
{
  g_autoptr(IngotTurn) turn = make_reply ("The *answer*\n", "First\n\nthen", INGOT_TURN_COMPLETE, NULL);
  g_autofree char *document = export (turn);

  g_assert_cmpstr (document, ==, "# 제목\n\n2023-11-14 22:13\n\n## deepseek-r1 · 2023-11-14 22:13\n\n"
                                 "> **Reasoning**\n>\n> First\n> \n> then\n\nThe *answer*\n\n"
                                 "<sub>Contoso · DeepSeek-R1 · 12 tokens in · 34 tokens out · stop</sub>\n");
}

static void
test_ends (void)
{
  g_autoptr(IngotTurn) stopped = make_reply ("half", "", INGOT_TURN_STOPPED, NULL);
  g_autoptr(IngotTurn) interrupted = make_reply ("half", "", INGOT_TURN_INTERRUPTED, NULL);
  g_autofree char *first = export (stopped);
  g_autofree char *second = export (interrupted);

  g_assert_nonnull (strstr (first, "half\n\n*Stopped*\n"));
  g_assert_nonnull (strstr (second, "half\n\n*Interrupted*\n"));
}

static void
test_withheld (void)
{
  g_autoptr(IngotFailure) failure = ingot_failure_new (INGOT_ERROR_FILTERED);
  g_autoptr(IngotTurn) turn = NULL;
  g_autofree char *document = NULL;

  failure->withheld = TRUE;
  turn = make_reply ("what was taken back", "and thought", INGOT_TURN_FAILED, failure);
  document = export (turn);
  g_assert_null (strstr (document, "taken back"));
  g_assert_null (strstr (document, "thought"));
}

static void
test_names (void)
{
  static const struct
  {
    const char *title;
    const char *name;
  } cases[] = {
    { "A title", "A title.md" },
    { "두 줄\n제목", "두 줄 제목.md" },
    { "../../etc/passwd", "etc passwd.md" },
    { "a/b\\c:d*e?f\"g<h>i|j", "a b c d e f g h i j.md" },
    { ".hidden.", "hidden.md" },
    { " \t", "Chat.md" },
    { "...", "Chat.md" },
    { "a\xe2\x80\xae" "b", "a b.md" },
    { NULL, "Chat.md" },
  };
  g_autofree char *longest = g_strnfill (1000, 'x');
  g_autofree char *shortened = ingot_markdown_export_dup_name (longest);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = ingot_markdown_export_dup_name (cases[i].title);

      g_assert_cmpstr (name, ==, cases[i].name);
    }
  g_assert_cmpuint (strlen (shortened), <, 80);
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  ingot_test_init (&argc, &argv);
  g_test_add_func ("/markdown-export/user", test_user);
  g_test_add_func ("/markdown-export/reply", test_reply);
  g_test_add_func ("/markdown-export/ends", test_ends);
  g_test_add_func ("/markdown-export/withheld", test_withheld);
  g_test_add_func ("/markdown-export/names", test_names);
  return g_test_run ();
}
