/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/ingot-lessons.h"

G_BEGIN_DECLS

/**
 * IngotLessonList:
 *
 * What a deployment taught about parameters, each with a button that forgets it. Only visible while there is something.
 *
 * Property, writable: "lessons" (#IngotLessons, nullable).
 *
 * Signal "emptied": the last one was forgotten, and the focus has to go somewhere else.
 */
#define INGOT_TYPE_LESSON_LIST (ingot_lesson_list_get_type ())
G_DECLARE_FINAL_TYPE (IngotLessonList, ingot_lesson_list, INGOT, LESSON_LIST, AdwBin)

void ingot_lesson_list_set_lessons (IngotLessonList *self, IngotLessons *lessons);

G_END_DECLS
