/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * IngotLesson:
 *
 * One thing that a deployment taught by refusing a request: a parameter it does
 * not take. Requests to it rename the parameter, or leave it out, from then on.
 */
#define INGOT_TYPE_LESSON (ingot_lesson_get_type ())
G_DECLARE_FINAL_TYPE (IngotLesson, ingot_lesson, INGOT, LESSON, GObject)

const char *ingot_lesson_get_parameter (IngotLesson *self);   /* its name on the wire */
const char *ingot_lesson_get_replacement (IngotLesson *self); /* (nullable): NULL, it is left out */
const char *ingot_lesson_get_reason (IngotLesson *self);      /* (nullable): the service's own words */

/**
 * IngotLessons:
 *
 * What one deployment taught: a #GListModel of #IngotLesson, at most one for a
 * parameter.
 */
#define INGOT_TYPE_LESSONS (ingot_lessons_get_type ())
G_DECLARE_FINAL_TYPE (IngotLessons, ingot_lessons, INGOT, LESSONS, GObject)

IngotLessons *ingot_lessons_new (void);

/* A lesson about a parameter that is known already takes the place of the old one. */
void         ingot_lessons_add (IngotLessons *self, const char *parameter, const char *replacement,
                                const char *reason);
void         ingot_lessons_forget (IngotLessons *self, const char *parameter);
IngotLesson *ingot_lessons_find (IngotLessons *self, const char *parameter); /* (transfer none) (nullable) */

/* A JSON array; NULL when there is none. What cannot be read is left out. */
char *ingot_lessons_to_json (IngotLessons *self);
void  ingot_lessons_read_json (IngotLessons *self, const char *json);

G_END_DECLS
