/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ingot-ui-test.h"
#include "transcript/ingot-accessible-node.h"
#include "transcript/ingot-transcript-accessible.h"

typedef struct
{
  IngotConversation *conversation;
  IngotTranscriptView *view;
  GtkWindow *window;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->conversation = ingot_conversation_new ();
  self->view = INGOT_TRANSCRIPT_VIEW (ingot_transcript_view_new (self->conversation));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  self->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (self->window, 600, 500);
  gtk_window_set_child (self->window, scroller);
  ingot_ui_test_show (self->window);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  ingot_ui_test_destroy (self->window);
  g_object_unref (self->conversation);
}

static IngotTurn *
add_turns (Fixture *self, const char *text)
{
  g_autoptr(IngotTurn) question = ingot_turn_new_user ("A question");
  g_autoptr(IngotTurn) reply = ingot_turn_new_reply ("mistral-large", "Contoso");

  ingot_turn_append (reply, text);
  ingot_conversation_append (self->conversation, question);
  ingot_conversation_append (self->conversation, reply);
  ingot_ui_test_wait_for_frame (GTK_WIDGET (self->view));
  return reply;
}

/* The children of anything, as assistive technologies come by them. */
static GPtrArray *
list_children (gpointer accessible)
{
  GPtrArray *children = g_ptr_array_new_with_free_func (g_object_unref);
  GtkAccessible *child = gtk_accessible_get_first_accessible_child (accessible);

  while (child != NULL)
    {
      if (INGOT_IS_ACCESSIBLE_NODE (child))
        g_ptr_array_add (children, g_object_ref (child));
      g_set_object (&child, NULL);
      child = children->len > 0 && INGOT_IS_ACCESSIBLE_NODE (children->pdata[children->len - 1])
                ? gtk_accessible_get_next_accessible_sibling (children->pdata[children->len - 1])
                : NULL;
      if (child != NULL && !INGOT_IS_ACCESSIBLE_NODE (child))
        g_clear_object (&child);
    }
  return children;
}

static char *
dup_text (gpointer accessible, guint start, guint end)
{
  g_autoptr(GBytes) bytes = GTK_ACCESSIBLE_TEXT_GET_IFACE (accessible)->get_contents (accessible, start, end);
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);

  g_assert_cmpuint (size, ==, strlen (text) + 1);
  return g_strdup (text);
}

static void
describe (gpointer accessible, guint depth, GString *into)
{
  g_autoptr(GPtrArray) children = list_children (accessible);

  for (guint i = 0; i < children->len; i++)
    {
      g_autofree char *text = dup_text (children->pdata[i], 0, G_MAXUINT);
      GEnumClass *roles = g_type_class_get (GTK_TYPE_ACCESSIBLE_ROLE);
      GtkAccessibleRole role = gtk_accessible_get_accessible_role (children->pdata[i]);

      g_string_append_printf (into, "%*s%s", (int) depth * 2, "", g_enum_get_value (roles, (int) role)->value_nick);
      g_string_append_printf (into, *text != '\0' ? " \"%s\"\n" : "\n", text);
      describe (children->pdata[i], depth + 1, into);
    }
}

static gpointer
get_reply (Fixture *self)
{
  g_autoptr(GPtrArray) articles = list_children (self->view);

  return articles->pdata[articles->len - 1]; /* the view keeps it */
}

static void
test_roles (Fixture *self, gconstpointer data)
{
  g_autoptr(GString) tree = g_string_new (NULL);

  add_turns (self,
             "## Title\n\nSome [linked](https://example.com/) text.\n\n"
             "- one\n- two\n  1. inner\n\n     more\n- [x] three\n\n"
             "> quoted\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n```python\nprint()\n```\n\n---\n");
  describe (get_reply (self), 0, tree);
  g_assert_cmpstr (tree->str, ==,
                   "heading \"Title\"\n"
                   "paragraph \"Some linked text.\"\n"
                   "  link \"linked\"\n"
                   "list\n"
                   "  list-item \"one\"\n"
                   "  list-item \"two\"\n"
                   "    list\n"
                   "      list-item \"inner\"\n"
                   "        paragraph \"more\"\n"
                   "  list-item \"three\"\n"
                   "block-quote\n"
                   "  paragraph \"quoted\"\n"
                   "table\n"
                   "  row\n"
                   "    cell \"A\"\n"
                   "    cell \"B\"\n"
                   "  row\n"
                   "    cell \"1\"\n"
                   "    cell \"2\"\n"
                   "group \"print()\"\n"
                   "separator\n");
}

static void
test_names (Fixture *self, gconstpointer data)
{
  g_autoptr(GPtrArray) articles = NULL, blocks = NULL, items = NULL;

  add_turns (self, "### Title\n\n1. [ ] first\n\n```python\nprint()\n```\n");
  articles = list_children (self->view);
  g_assert_cmpuint (articles->len, ==, 2);
  gtk_test_accessible_assert_property (articles->pdata[0], GTK_ACCESSIBLE_PROPERTY_LABEL, "You");
  gtk_test_accessible_assert_property (articles->pdata[1], GTK_ACCESSIBLE_PROPERTY_LABEL, "Reply from mistral-large");
  gtk_test_accessible_assert_relation (articles->pdata[1], GTK_ACCESSIBLE_RELATION_POS_IN_SET, 2);
  gtk_test_accessible_assert_relation (articles->pdata[1], GTK_ACCESSIBLE_RELATION_SET_SIZE, 2);
  blocks = list_children (articles->pdata[1]);
  gtk_test_accessible_assert_property (blocks->pdata[0], GTK_ACCESSIBLE_PROPERTY_LABEL, "Title");
  gtk_test_accessible_assert_property (blocks->pdata[0], GTK_ACCESSIBLE_PROPERTY_LEVEL, 3);
  items = list_children (blocks->pdata[1]);
  gtk_test_accessible_assert_property (items->pdata[0], GTK_ACCESSIBLE_PROPERTY_LABEL, "Not done: first");
  gtk_test_accessible_assert_property (blocks->pdata[2], GTK_ACCESSIBLE_PROPERTY_LABEL, "Code, python");
}

typedef struct
{
  Fixture *fixture;
  const char *text;
} Growth;

static gboolean
has_grown (gpointer data)
{
  Growth *growth = data;
  g_autoptr(GString) tree = g_string_new (NULL);

  describe (get_reply (growth->fixture), 0, tree);
  return strstr (tree->str, growth->text) != NULL;
}

/* Relative to what is above, as GTK adds them up. */
static void
test_bounds (Fixture *self, gconstpointer data)
{
  g_autoptr(GPtrArray) blocks = NULL, items = NULL;
  int list[4], item[4];

  add_turns (self, "First\n\n- one\n- two\n");
  blocks = list_children (get_reply (self));
  items = list_children (blocks->pdata[1]);
  g_assert_true (gtk_accessible_get_bounds (blocks->pdata[1], &list[0], &list[1], &list[2], &list[3]));
  g_assert_true (gtk_accessible_get_bounds (items->pdata[1], &item[0], &item[1], &item[2], &item[3]));
  g_assert_cmpint (list[1], >, 20);
  g_assert_cmpint (item[0], ==, 0);
  g_assert_cmpint (item[1], >, 0);
  g_assert_cmpint (item[1] + item[3], ==, list[3]);
}

/* Whoever reads a paragraph is not thrown out of it because the reply grows. */
static void
test_growth_keeps_nodes (Fixture *self, gconstpointer data)
{
  IngotTurn *reply = add_turns (self, "# Title\n\nA para");
  g_autoptr(GPtrArray) before = list_children (get_reply (self)), after = NULL;
  Growth growth = { self, "paragraph \"A paragraph.\"\nlist\n  list-item \"item\"" };

  g_assert_cmpuint (before->len, ==, 2);
  ingot_turn_append (reply, "graph.\n\n- item");
  ingot_ui_test_wait (has_grown, &growth);
  after = list_children (get_reply (self));
  g_assert_cmpuint (after->len, ==, 3);
  g_assert_true (after->pdata[0] == before->pdata[0]);
  g_assert_true (after->pdata[1] == before->pdata[1]);
}

static void
test_window_of_articles (Fixture *self, gconstpointer data)
{
  g_autoptr(GPtrArray) last = NULL, first = NULL;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (
    GTK_SCROLLED_WINDOW (gtk_widget_get_parent (GTK_WIDGET (self->view))));

  for (int i = 0; i < 200; i++)
    add_turns (self, "Text\n");
  last = list_children (self->view);
  g_assert_cmpuint (last->len, <=, 100);
  gtk_test_accessible_assert_relation (last->pdata[last->len - 1], GTK_ACCESSIBLE_RELATION_POS_IN_SET, 400);
  gtk_adjustment_set_value (adjustment, 0);
  for (int i = 0; i < 20; i++)
    ingot_ui_test_wait_for_frame (GTK_WIDGET (self->view));
  first = list_children (self->view);
  g_assert_cmpuint (first->len, ==, 100);
  gtk_test_accessible_assert_relation (first->pdata[0], GTK_ACCESSIBLE_RELATION_POS_IN_SET, 1);
  /* One that nobody shows any more says nothing, and hurts nobody who kept it. */
  g_assert_null (gtk_accessible_get_accessible_parent (last->pdata[0]));
  g_assert_null (gtk_accessible_get_first_accessible_child (last->pdata[0]));
}

static char *
dup_at (gpointer node, guint offset, GtkAccessibleTextGranularity granularity, guint *start, guint *end)
{
  g_autoptr(GBytes) bytes = GTK_ACCESSIBLE_TEXT_GET_IFACE (node)->get_contents_at (node, offset, granularity,
                                                                                  start, end);

  return g_strdup (g_bytes_get_data (bytes, NULL));
}

static void
test_text (Fixture *self, gconstpointer data)
{
  g_autoptr(GPtrArray) blocks = NULL;
  g_autofree char *part = NULL, *word = NULL, *character = NULL, *paragraph = NULL;
  guint start, end;

  add_turns (self, "한국어 문장과 **words** 끝.\n");
  blocks = list_children (get_reply (self));
  part = dup_text (blocks->pdata[0], 4, 7);
  g_assert_cmpstr (part, ==, "문장과");
  word = dup_at (blocks->pdata[0], 9, GTK_ACCESSIBLE_TEXT_GRANULARITY_WORD, &start, &end);
  g_assert_true (g_str_has_prefix (word, "words"));
  g_assert_cmpuint (start, ==, 8);
  character = dup_at (blocks->pdata[0], 1, GTK_ACCESSIBLE_TEXT_GRANULARITY_CHARACTER, &start, &end);
  g_assert_cmpstr (character, ==, "국");
  g_assert_cmpuint (end, ==, 2);
  paragraph = dup_at (blocks->pdata[0], 99, GTK_ACCESSIBLE_TEXT_GRANULARITY_PARAGRAPH, &start, &end);
  g_assert_cmpstr (paragraph, ==, "한국어 문장과 words 끝.");
  g_assert_cmpuint (start, ==, 0);
}

static void
test_caret_and_selection (Fixture *self, gconstpointer data)
{
  g_autoptr(GPtrArray) blocks = NULL;
  g_autofree GtkAccessibleTextRange *ranges = NULL;
  GtkAccessibleText *text;
  graphene_rect_t extents;
  gsize n;

  add_turns (self, "첫째 문단.\n\n둘째 문단.\n");
  blocks = list_children (get_reply (self));
  text = blocks->pdata[1];
  self->view->has_caret = TRUE;
  self->view->bound = (IngotPosition) { .turn = 1, .part = INGOT_PART_TEXT, .place = { .offset = 3 } };
  self->view->caret = (IngotPosition) { .turn = 1, .part = INGOT_PART_TEXT, .place = { .block = 1, .offset = 7 } };
  ingot_transcript_accessible_update_caret (self->view->accessible);
  g_assert_cmpuint (GTK_ACCESSIBLE_TEXT_GET_IFACE (text)->get_caret_position (text), ==, 3);
  g_assert_true (GTK_ACCESSIBLE_TEXT_GET_IFACE (text)->get_selection (text, &n, &ranges));
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (ranges[0].start, ==, 0);
  g_assert_cmpuint (ranges[0].length, ==, 3);
  g_assert_true (GTK_ACCESSIBLE_TEXT_GET_IFACE (text)->get_extents (text, 0, 3, &extents));
  g_assert_cmpfloat (extents.size.width, >, 10);
}

int
main (int argc, char **argv)
{
  ingot_ui_test_init (&argc, &argv);

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/transcript-accessible/roles", test_roles);
  ADD ("/transcript-accessible/names", test_names);
  ADD ("/transcript-accessible/bounds", test_bounds);
  ADD ("/transcript-accessible/growth-keeps-nodes", test_growth_keeps_nodes);
  ADD ("/transcript-accessible/window-of-articles", test_window_of_articles);
  ADD ("/transcript-accessible/text", test_text);
  ADD ("/transcript-accessible/caret-and-selection", test_caret_and_selection);
#undef ADD
  return g_test_run ();
}
