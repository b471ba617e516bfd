/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-azure"
#include "config.h"

#include <string.h>

#include "base/ingot-json.h"
#include "ingot-filter-notes.h"

/* A filter has a dozen categories; more come from somebody who wants to fill the memory. */
#define MAX_NOTES 64
#define MAX_DETAIL 512

static const char *const severities[] = { "safe", "low", "medium", "high" };

static IngotSeverity
read_severity (JsonObject *result)
{
  const char *word = ingot_json_get_string (result, "severity");

  for (gsize i = 0; word != NULL && i < G_N_ELEMENTS (severities); i++)
    if (g_ascii_strcasecmp (word, severities[i]) == 0)
      return (IngotSeverity) i;
  return INGOT_SEVERITY_UNKNOWN;
}

/* Where the text comes from, which list it is on, or why the filter did not run. */
static char *
dup_detail (JsonObject *result)
{
  JsonObject *citation = ingot_json_get_object (result, "citation");
  JsonArray *lists = ingot_json_get_array (result, "details");
  g_autoptr(GString) text = g_string_new (ingot_json_get_string (citation, "license"));
  const char *more[] = {
    ingot_json_get_string (citation, "URL"),
    ingot_json_get_string (result, "message"),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (more); i++)
    if (more[i] != NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", more[i]);
  for (guint i = 0; lists != NULL && i < json_array_get_length (lists) && text->len < MAX_DETAIL; i++)
    {
      const char *id = ingot_json_get_string (ingot_json_array_object (lists, i), "id");

      if (id != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", id);
    }
  return text->len > 0 ? g_utf8_make_valid (text->str, MIN (text->len, MAX_DETAIL)) : NULL;
}

static void
read_result (JsonObject *results, const char *category, JsonNode *node, gpointer user_data)
{
  IngotFilter *filter = user_data;
  JsonObject *result = ingot_json_node_object (node);
  g_autofree char *detail = NULL;
  IngotFilterNote note;

  if (result == NULL || ingot_filter_get_n_notes (filter) >= MAX_NOTES)
    return;
  detail = dup_detail (result);
  note = (IngotFilterNote) {
    /* One old sample of the service spells it so. */
    .category = (char *) (g_str_equal (category, "self-harm") ? "self_harm" : category),
    .severity = read_severity (result),
    .detected = ingot_json_is_truthy (result, "detected"),
    .filtered = ingot_json_is_truthy (result, "filtered"),
    .detail = detail,
  };
  /* The filter could not run: nothing was judged, which is worth knowing. */
  if (g_str_equal (category, "error"))
    note.detected = TRUE;
  ingot_filter_add (filter, &note);
}

void
ingot_filter_notes_read (IngotFilter **filter, JsonObject *results)
{
  if (results == NULL || json_object_get_size (results) == 0)
    return;
  if (*filter == NULL)
    *filter = ingot_filter_new ();
  json_object_foreach_member (results, read_result, *filter);
}

void
ingot_filter_notes_read_prompt (IngotFilter **filter, JsonObject *object)
{
  JsonArray *list = ingot_json_get_array (object, "prompt_filter_results");

  if (list == NULL)
    list = ingot_json_get_array (object, "prompt_annotations");
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    ingot_filter_notes_read (filter, ingot_json_get_object (ingot_json_array_object (list, i),
                                                            "content_filter_results"));
}

static JsonObject *
find_results (JsonObject *object)
{
  JsonObject *results = ingot_json_get_object (object, "content_filter_result");

  return results != NULL ? results : ingot_json_get_object (object, "content_filter_results");
}

IngotFilter *
ingot_filter_notes_read_error (JsonObject *error, JsonObject *inner)
{
  IngotFilter *filter = NULL;

  ingot_filter_notes_read (&filter, find_results (inner));
  ingot_filter_notes_read (&filter, find_results (error));
  return filter;
}
