/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* How bad the filter found a text. */
typedef enum
{
  INGOT_SEVERITY_UNKNOWN = -1, /* of a category that is only detected or not */
  INGOT_SEVERITY_SAFE = 0,
  INGOT_SEVERITY_LOW = 1,
  INGOT_SEVERITY_MEDIUM = 2,
  INGOT_SEVERITY_HIGH = 3,
} IngotSeverity;

/**
 * IngotFilterNote:
 *
 * What the content filter says about one category of one text.
 */
typedef struct
{
  char *category;         /* the service's name: "hate", "jailbreak", …; unknown ones are kept */
  IngotSeverity severity;
  gboolean detected;
  gboolean filtered;      /* the text was stopped for this */
  char *detail;           /* a citation, block lists, or why the filter did not run; or NULL */
} IngotFilterNote;

/**
 * IngotFilter:
 *
 * What the content filter says about a prompt or a reply: a note for each
 * category, in the order in which they came. Later notes about a category
 * replace earlier ones that were milder: a stream is judged in pieces.
 */
typedef struct _IngotFilter IngotFilter;

#define INGOT_TYPE_FILTER (ingot_filter_get_type ())
GType ingot_filter_get_type (void);

IngotFilter *ingot_filter_new (void);
IngotFilter *ingot_filter_copy (const IngotFilter *self);
void         ingot_filter_free (IngotFilter *self);

/* @note is copied. */
void ingot_filter_add (IngotFilter *self, const IngotFilterNote *note);

guint                  ingot_filter_get_n_notes (const IngotFilter *self);
const IngotFilterNote *ingot_filter_get_note (const IngotFilter *self, guint i);

/* Whether any note stopped the text. */
gboolean ingot_filter_is_filtered (const IngotFilter *self);

/* Whether any note says more than "safe": what is worth showing without being asked. */
gboolean ingot_filter_is_notable (const IngotFilter *self);

/* A JSON array; what cannot be read is left out. */
JsonNode    *ingot_filter_to_json (const IngotFilter *self);
IngotFilter *ingot_filter_from_json (JsonNode *node); /* (nullable): @node and what is returned, NULL without a note */

/* For people, translated: "Violence", "Medium". An unknown category is shown by its own name. */
const char *ingot_filter_note_get_title (const IngotFilterNote *note);
const char *ingot_filter_note_get_word (const IngotFilterNote *note);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IngotFilter, ingot_filter_free)

G_END_DECLS
