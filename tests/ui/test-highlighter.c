/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ingot-ui-test.h"
#include "text/ingot-markdown.h"
#include "transcript/ingot-code-language.h"
#include "transcript/ingot-highlighter.h"
#include "transcript/ingot-transcript-private.h"

static const IngotBlock *
get_block (IngotMarkdown *markdown, guint i)
{
  return ingot_markdown_get_blocks (markdown, 0)->pdata[i];
}

/* The foreground of the character at @needle, as text; NULL if it has the text's. */
static char *
dup_color_of (PangoAttrList *colors, const IngotBlock *block, const char *needle)
{
  g_autoptr(GSList) attributes = pango_attr_list_get_attributes (colors);
  gsize at = strstr (block->runs[0].text, needle) - block->runs[0].text;
  char *color = NULL;

  for (GSList *l = attributes; l != NULL; l = l->next)
    {
      PangoAttribute *attribute = l->data;

      if (attribute->klass->type == PANGO_ATTR_FOREGROUND && attribute->start_index <= at && at < attribute->end_index)
        {
          g_free (color);
          color = pango_color_to_string (&((PangoAttrColor *) attribute)->color);
        }
      pango_attribute_destroy (attribute);
    }
  return color;
}

static PangoAttrList *
color (const IngotBlock *block, const char *before)
{
  IngotHighlighter *highlighter = ingot_highlighter_get_default ();
  PangoAttrList *colors;
  gsize length;

  while (!ingot_highlighter_work (highlighter, block, before))
    ;
  colors = ingot_highlighter_recall (highlighter, block, &length);
  g_assert_nonnull (colors);
  g_assert_cmpuint (length, ==, block->runs[0].length);
  return colors;
}

static void
test_languages (void)
{
  g_assert_cmpstr (ingot_code_language_get_id ("py"), ==, "python3");
  g_assert_cmpstr (ingot_code_language_get_name ("py"), ==, "Python");
  g_assert_cmpstr (ingot_code_language_get_name ("C++"), ==, "C++");
  g_assert_cmpstr (ingot_code_language_get_name ("cpp"), ==, "C++");
  g_assert_cmpstr (ingot_code_language_get_id ("h"), ==, "c");
  g_assert_cmpstr (ingot_code_language_get_name ("YAML"), ==, "YAML");
  g_assert_null (ingot_code_language_get_id ("text"));
  g_assert_null (ingot_code_language_get_id (NULL));
  g_assert_null (ingot_code_language_get_id (""));
  g_assert_null (ingot_code_language_get_id ("py js"));
  g_assert_cmpstr (ingot_code_language_get_name ("Brainfuck"), ==, "Brainfuck");
  g_assert_null (ingot_code_language_get_name (NULL));
}

static void
test_colors (void)
{
  g_autoptr(IngotMarkdown) markdown =
    ingot_markdown_new ("```py\ndef f():\n    return '한국어', x\n```\n\n```brainfuck\n+\n```\n\n```\nplain\n```\n");
  const IngotBlock *block = get_block (markdown, 0);
  PangoAttrList *colors = color (block, "");
  g_autofree char *keyword = dup_color_of (colors, block, "return");
  g_autofree char *first = dup_color_of (colors, block, "def");
  g_autofree char *string = dup_color_of (colors, block, "국어'");
  g_autofree char *name = dup_color_of (colors, block, "x");

  g_assert_nonnull (keyword);
  g_assert_cmpstr (keyword, ==, first);
  g_assert_nonnull (string);
  g_assert_cmpstr (string, !=, keyword);
  g_assert_null (name);
  g_assert_false (ingot_highlighter_can_color (get_block (markdown, 1)));
  g_assert_false (ingot_highlighter_can_color (get_block (markdown, 2)));
}

/* What stands before a piece says what it is. */
static void
test_before (void)
{
  g_autoptr(IngotMarkdown) markdown = ingot_markdown_new ("```c\nint a;\n*/ int b;\n```\n");
  const IngotBlock *block = get_block (markdown, 0);
  PangoAttrList *colors = color (block, "/* A comment\n");
  g_autofree char *inside = dup_color_of (colors, block, "int a");
  g_autofree char *outside = dup_color_of (colors, block, "int b");
  g_autofree char *alone = dup_color_of (color (block, ""), block, "int a");

  g_assert_nonnull (inside);
  g_assert_cmpstr (inside, !=, outside);
  g_assert_cmpstr (alone, ==, outside);
}

/* Bit by bit it has the colours that it has at once. */
static void
test_growing (void)
{
  g_autoptr(GString) code = g_string_new (NULL);
  g_autofree char *all = NULL;
  g_autofree char *end = NULL;
  const IngotBlock *block;

  for (int i = 0; i < 25; i++)
    {
      g_autoptr(IngotMarkdown) markdown = NULL;
      g_autofree char *fenced = NULL;
      gsize length;

      g_string_append_printf (code, "x%d = \"\"\"text\nmore\"\"\" if %d else None", i, i);
      fenced = g_strdup_printf ("```python\n%s\n```\n", code->str);
      markdown = ingot_markdown_new (fenced);
      block = get_block (markdown, 0);
      if (i > 0)
        {
          g_assert_nonnull (ingot_highlighter_recall (ingot_highlighter_get_default (), block, &length));
          g_assert_cmpuint (length, <, block->runs[0].length);
        }
      g_free (end);
      end = dup_color_of (color (block, ""), block, "None");
      g_string_append_c (code, '\n');
    }
  g_assert_nonnull (end);
}

typedef struct
{
  IngotTranscriptView *view;
  guint n;
} Waiting;

static guint
count_colored (IngotTranscriptView *view)
{
  guint n = 0;

  for (guint i = 0; i < view->laid_out->len; i++)
    {
      IngotSegment *segment = view->laid_out->pdata[i];

      for (guint j = 0; j < segment->blocks->len; j++)
        {
          IngotShownBlock *shown = segment->blocks->pdata[j];

          n += shown->n_colored > 0 && shown->n_colored == shown->block->runs[0].length;
        }
    }
  return n;
}

static gboolean
is_colored (gpointer data)
{
  Waiting *waiting = data;

  return count_colored (waiting->view) >= waiting->n;
}

/* What is near gets its colours by itself, also where it is long, and once it is written. */
static void
test_transcript (void)
{
  g_autoptr(IngotConversation) conversation = ingot_conversation_new ();
  IngotTranscriptView *view = INGOT_TRANSCRIPT_VIEW (ingot_transcript_view_new (conversation));
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());
  g_autoptr(IngotTurn) reply = ingot_turn_new_reply ("mistral-large", "Contoso");

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (view));
  gtk_window_set_child (window, scroller);
  gtk_window_set_default_size (window, 600, 500);
  ingot_turn_append (reply, "```c\n");
  for (int i = 0; i < 1500; i++)
    ingot_turn_append (reply, i % 20 == 0 ? "/* A comment\n" : i % 20 == 2 ? "*/\n" : "int a = 1;\n");
  ingot_conversation_append (conversation, reply);
  ingot_ui_test_show (window);
  ingot_ui_test_wait (is_colored, &(Waiting) { view, 2 });
  ingot_turn_append (reply, "```\n\n```py\ndef f():\n  pass");
  ingot_transcript_view_publish (view);
  ingot_ui_test_wait (is_colored, &(Waiting) { view, 3 });
  ingot_turn_finish (reply, INGOT_TURN_COMPLETE, NULL);
  ingot_ui_test_wait (is_colored, &(Waiting) { view, 3 });
  ingot_ui_test_destroy (window);
}

int
main (int argc, char *argv[])
{
  ingot_ui_test_init (&argc, &argv);

  g_test_add_func ("/highlighter/languages", test_languages);
  g_test_add_func ("/highlighter/colors", test_colors);
  g_test_add_func ("/highlighter/before", test_before);
  g_test_add_func ("/highlighter/growing", test_growing);
  g_test_add_func ("/highlighter/transcript", test_transcript);
  return g_test_run ();
}
