/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-model"
#include "config.h"

#include <json-glib/json-glib.h>

#include "ingot-lessons.h"

struct _IngotLesson
{
  GObject parent_instance;

  char *parameter;
  char *replacement;
  char *reason;
};

G_DEFINE_FINAL_TYPE (IngotLesson, ingot_lesson, G_TYPE_OBJECT)

static void
ingot_lesson_finalize (GObject *object)
{
  IngotLesson *self = INGOT_LESSON (object);

  g_free (self->parameter);
  g_free (self->replacement);
  g_free (self->reason);
  G_OBJECT_CLASS (ingot_lesson_parent_class)->finalize (object);
}

static void
ingot_lesson_class_init (IngotLessonClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ingot_lesson_finalize;
}

static void
ingot_lesson_init (IngotLesson *self)
{
}

const char *
ingot_lesson_get_parameter (IngotLesson *self)
{
  return self->parameter;
}

const char *
ingot_lesson_get_replacement (IngotLesson *self)
{
  return self->replacement;
}

const char *
ingot_lesson_get_reason (IngotLesson *self)
{
  return self->reason;
}

struct _IngotLessons
{
  GObject parent_instance;

  GPtrArray *lessons; /* of IngotLesson */
};

static GType
ingot_lessons_get_item_type (GListModel *model)
{
  return INGOT_TYPE_LESSON;
}

static guint
ingot_lessons_get_n_items (GListModel *model)
{
  return INGOT_LESSONS (model)->lessons->len;
}

static gpointer
ingot_lessons_get_item (GListModel *model, guint position)
{
  IngotLessons *self = INGOT_LESSONS (model);

  return position < self->lessons->len ? g_object_ref (self->lessons->pdata[position]) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = ingot_lessons_get_item_type;
  iface->get_n_items = ingot_lessons_get_n_items;
  iface->get_item = ingot_lessons_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (IngotLessons, ingot_lessons, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
ingot_lessons_finalize (GObject *object)
{
  g_ptr_array_unref (INGOT_LESSONS (object)->lessons);
  G_OBJECT_CLASS (ingot_lessons_parent_class)->finalize (object);
}

static void
ingot_lessons_class_init (IngotLessonsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ingot_lessons_finalize;
}

static void
ingot_lessons_init (IngotLessons *self)
{
  self->lessons = g_ptr_array_new_with_free_func (g_object_unref);
}

IngotLessons *
ingot_lessons_new (void)
{
  return g_object_new (INGOT_TYPE_LESSONS, NULL);
}

IngotLesson *
ingot_lessons_find (IngotLessons *self, const char *parameter)
{
  for (guint i = 0; i < self->lessons->len; i++)
    if (g_str_equal (((IngotLesson *) self->lessons->pdata[i])->parameter, parameter))
      return self->lessons->pdata[i];
  return NULL;
}

void
ingot_lessons_forget (IngotLessons *self, const char *parameter)
{
  IngotLesson *lesson = ingot_lessons_find (self, parameter);
  guint position;

  if (lesson == NULL || !g_ptr_array_find (self->lessons, lesson, &position))
    return;
  g_ptr_array_remove_index (self->lessons, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

void
ingot_lessons_add (IngotLessons *self, const char *parameter, const char *replacement, const char *reason)
{
  IngotLesson *lesson = g_object_new (INGOT_TYPE_LESSON, NULL);
  IngotLesson *known = ingot_lessons_find (self, parameter);
  guint position;

  lesson->parameter = g_strdup (parameter);
  lesson->replacement = g_strdup (replacement);
  lesson->reason = g_strdup (reason);
  if (known != NULL && g_ptr_array_find (self->lessons, known, &position))
    {
      g_object_unref (known);
      self->lessons->pdata[position] = lesson;
      g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 1);
      return;
    }
  g_ptr_array_add (self->lessons, lesson);
  g_list_model_items_changed (G_LIST_MODEL (self), self->lessons->len - 1, 0, 1);
}

static void
write_lesson (gpointer data, gpointer user_data)
{
  IngotLesson *lesson = data;
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "parameter", lesson->parameter);
  if (lesson->replacement != NULL)
    json_object_set_string_member (object, "replacement", lesson->replacement);
  if (lesson->reason != NULL)
    json_object_set_string_member (object, "reason", lesson->reason);
  json_array_add_object_element (user_data, object);
}

char *
ingot_lessons_to_json (IngotLessons *self)
{
  g_autoptr(JsonNode) root = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  json_node_take_array (root, array);
  if (self->lessons->len == 0)
    return NULL;
  g_ptr_array_foreach (self->lessons, write_lesson, array);
  return json_to_string (root, FALSE);
}

static void
read_lesson (JsonArray *array, guint i, JsonNode *node, gpointer user_data)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *parameter =
    object != NULL ? json_object_get_string_member_with_default (object, "parameter", NULL) : NULL;

  if (parameter != NULL)
    ingot_lessons_add (user_data, parameter,
                       json_object_get_string_member_with_default (object, "replacement", NULL),
                       json_object_get_string_member_with_default (object, "reason", NULL));
}

void
ingot_lessons_read_json (IngotLessons *self, const char *json)
{
  g_autoptr(JsonNode) root = json != NULL ? json_from_string (json, NULL) : NULL;

  if (root != NULL && JSON_NODE_HOLDS_ARRAY (root))
    json_array_foreach_element (json_node_get_array (root), read_lesson, self);
}
