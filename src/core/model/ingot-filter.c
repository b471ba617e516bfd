/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-model"
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ingot-filter.h"

struct _IngotFilter
{
  GPtrArray *notes; /* of IngotFilterNote */
};

G_DEFINE_BOXED_TYPE (IngotFilter, ingot_filter, ingot_filter_copy, ingot_filter_free)

static const struct
{
  const char *category;
  const char *title;
} titles[] = {
  { "hate", N_("Hate") },
  { "sexual", N_("Sexual") },
  { "violence", N_("Violence") },
  { "self_harm", N_("Self-Harm") },
  { "jailbreak", N_("Jailbreak") },
  { "indirect_attack", N_("Indirect Attack") },
  { "profanity", N_("Profanity") },
  { "protected_material_text", N_("Protected Text") },
  { "protected_material_code", N_("Protected Code") },
  { "ungrounded_material", N_("Ungrounded Material") },
  { "personally_identifiable_information", N_("Personal Information") },
  { "custom_blocklists", N_("Block Lists") },
  { "custom_topics", N_("Own Topics") },
  { "error", N_("Filter Did Not Run") },
};

static IngotFilterNote *
note_copy (const IngotFilterNote *note)
{
  IngotFilterNote *copy = g_memdup2 (note, sizeof *note);

  copy->category = g_strdup (note->category);
  copy->detail = g_strdup (note->detail);
  return copy;
}

static void
note_free (IngotFilterNote *note)
{
  g_free (note->category);
  g_free (note->detail);
  g_free (note);
}

IngotFilter *
ingot_filter_new (void)
{
  IngotFilter *self = g_new0 (IngotFilter, 1);

  self->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) note_free);
  return self;
}

IngotFilter *
ingot_filter_copy (const IngotFilter *self)
{
  IngotFilter *copy = ingot_filter_new ();

  for (guint i = 0; i < self->notes->len; i++)
    g_ptr_array_add (copy->notes, note_copy (self->notes->pdata[i]));
  return copy;
}

void
ingot_filter_free (IngotFilter *self)
{
  g_ptr_array_unref (self->notes);
  g_free (self);
}

/* Orders notes of one category: the higher, the worse. */
static int
badness (const IngotFilterNote *note)
{
  return (note->filtered ? 16 : 0) + (note->detected ? 8 : 0) + (note->severity + 1);
}

void
ingot_filter_add (IngotFilter *self, const IngotFilterNote *note)
{
  for (guint i = 0; i < self->notes->len; i++)
    {
      IngotFilterNote *known = self->notes->pdata[i];

      if (!g_str_equal (known->category, note->category))
        continue;
      if (badness (note) > badness (known))
        {
          self->notes->pdata[i] = note_copy (note);
          note_free (known);
        }
      return;
    }
  g_ptr_array_add (self->notes, note_copy (note));
}

guint
ingot_filter_get_n_notes (const IngotFilter *self)
{
  return self->notes->len;
}

const IngotFilterNote *
ingot_filter_get_note (const IngotFilter *self, guint i)
{
  return self->notes->pdata[i];
}

gboolean
ingot_filter_is_filtered (const IngotFilter *self)
{
  for (guint i = 0; i < self->notes->len; i++)
    if (ingot_filter_get_note (self, i)->filtered)
      return TRUE;
  return FALSE;
}

gboolean
ingot_filter_is_notable (const IngotFilter *self)
{
  for (guint i = 0; i < self->notes->len; i++)
    {
      const IngotFilterNote *note = ingot_filter_get_note (self, i);

      if (note->filtered || note->detected || note->severity > INGOT_SEVERITY_SAFE)
        return TRUE;
    }
  return FALSE;
}

JsonNode *
ingot_filter_to_json (const IngotFilter *self)
{
  JsonNode *root = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  json_node_take_array (root, array);
  for (guint i = 0; i < self->notes->len; i++)
    {
      const IngotFilterNote *note = ingot_filter_get_note (self, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "category", note->category);
      json_object_set_int_member (object, "severity", note->severity);
      json_object_set_boolean_member (object, "detected", note->detected);
      json_object_set_boolean_member (object, "filtered", note->filtered);
      if (note->detail != NULL)
        json_object_set_string_member (object, "detail", note->detail);
      json_array_add_object_element (array, object);
    }
  return root;
}

static void
read_note (JsonArray *array, guint i, JsonNode *node, gpointer user_data)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  gint64 severity;
  IngotFilterNote note;

  if (object == NULL)
    return;
  severity = json_object_get_int_member_with_default (object, "severity", INGOT_SEVERITY_UNKNOWN);
  note = (IngotFilterNote) {
    .category = (char *) json_object_get_string_member_with_default (object, "category", NULL),
    .severity = CLAMP (severity, INGOT_SEVERITY_UNKNOWN, INGOT_SEVERITY_HIGH),
    .detected = json_object_get_boolean_member_with_default (object, "detected", FALSE),
    .filtered = json_object_get_boolean_member_with_default (object, "filtered", FALSE),
    .detail = (char *) json_object_get_string_member_with_default (object, "detail", NULL),
  };
  if (note.category != NULL)
    ingot_filter_add (user_data, &note);
}

IngotFilter *
ingot_filter_from_json (JsonNode *node)
{
  g_autoptr(IngotFilter) self = ingot_filter_new ();

  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    json_array_foreach_element (json_node_get_array (node), read_note, self);
  return self->notes->len > 0 ? g_steal_pointer (&self) : NULL;
}

const char *
ingot_filter_note_get_title (const IngotFilterNote *note)
{
  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_str_equal (titles[i].category, note->category))
      return _(titles[i].title);
  return note->category;
}

const char *
ingot_filter_note_get_word (const IngotFilterNote *note)
{
  switch (note->severity)
    {
    case INGOT_SEVERITY_SAFE:
      return C_("severity", "Safe");
    case INGOT_SEVERITY_LOW:
      return C_("severity", "Low");
    case INGOT_SEVERITY_MEDIUM:
      return C_("severity", "Medium");
    case INGOT_SEVERITY_HIGH:
      return C_("severity", "High");
    case INGOT_SEVERITY_UNKNOWN:
    default:
      return note->detected ? _("Detected") : _("Not detected");
    }
}
