/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-model"
#include "config.h"

#include <json-glib/json-glib.h>

#include "ingot-facts.h"

G_DEFINE_BOXED_TYPE (IngotFacts, ingot_facts, ingot_facts_copy, ingot_facts_free)

/* The names are those of the stored JSON: they never change. */
static const struct
{
  const char *name;
  gsize offset;
} strings[] = {
  { "model", G_STRUCT_OFFSET (IngotFacts, model) },
  { "finish_reason", G_STRUCT_OFFSET (IngotFacts, finish_reason) },
  { "region", G_STRUCT_OFFSET (IngotFacts, region) },
  { "request_id", G_STRUCT_OFFSET (IngotFacts, request_id) },
  { "adjusted", G_STRUCT_OFFSET (IngotFacts, adjusted) },
}, numbers[] = {
  { "first_token_us", G_STRUCT_OFFSET (IngotFacts, first_token_us) },
  { "thinking_us", G_STRUCT_OFFSET (IngotFacts, thinking_us) },
  { "total_us", G_STRUCT_OFFSET (IngotFacts, total_us) },
  { "prompt_tokens", G_STRUCT_OFFSET (IngotFacts, prompt_tokens) },
  { "completion_tokens", G_STRUCT_OFFSET (IngotFacts, completion_tokens) },
  { "reasoning_tokens", G_STRUCT_OFFSET (IngotFacts, reasoning_tokens) },
  { "cached_tokens", G_STRUCT_OFFSET (IngotFacts, cached_tokens) },
  { "limit_requests", G_STRUCT_OFFSET (IngotFacts, limit_requests) },
  { "remaining_requests", G_STRUCT_OFFSET (IngotFacts, remaining_requests) },
  { "limit_tokens", G_STRUCT_OFFSET (IngotFacts, limit_tokens) },
  { "remaining_tokens", G_STRUCT_OFFSET (IngotFacts, remaining_tokens) },
  { "attempts", G_STRUCT_OFFSET (IngotFacts, attempts) },
};

static const struct
{
  const char *name;
  gsize offset;
} filters[] = {
  { "prompt_filter", G_STRUCT_OFFSET (IngotFacts, prompt_filter) },
  { "reply_filter", G_STRUCT_OFFSET (IngotFacts, reply_filter) },
};

#define FILTER_AT(facts, i) G_STRUCT_MEMBER (IngotFilter *, (facts), filters[i].offset)
#define STRING_AT(facts, i) G_STRUCT_MEMBER (char *, (facts), strings[i].offset)
#define NUMBER_AT(facts, i) G_STRUCT_MEMBER (gint64, (facts), numbers[i].offset)

IngotFacts *
ingot_facts_new (void)
{
  IngotFacts *self = g_new0 (IngotFacts, 1);

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    NUMBER_AT (self, i) = -1;
  return self;
}

IngotFacts *
ingot_facts_copy (const IngotFacts *self)
{
  IngotFacts *copy = g_memdup2 (self, sizeof *self);

  for (gsize i = 0; i < G_N_ELEMENTS (strings); i++)
    STRING_AT (copy, i) = g_strdup (STRING_AT (self, i));
  for (gsize i = 0; i < G_N_ELEMENTS (filters); i++)
    FILTER_AT (copy, i) = FILTER_AT (self, i) != NULL ? ingot_filter_copy (FILTER_AT (self, i)) : NULL;
  return copy;
}

void
ingot_facts_free (IngotFacts *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (strings); i++)
    g_free (STRING_AT (self, i));
  for (gsize i = 0; i < G_N_ELEMENTS (filters); i++)
    g_clear_pointer (&FILTER_AT (self, i), ingot_filter_free);
  g_free (self);
}

char *
ingot_facts_to_json (const IngotFacts *self)
{
  g_autoptr(JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_node_take_object (root, object);
  for (gsize i = 0; i < G_N_ELEMENTS (strings); i++)
    if (STRING_AT (self, i) != NULL)
      json_object_set_string_member (object, strings[i].name, STRING_AT (self, i));
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (NUMBER_AT (self, i) >= 0)
      json_object_set_int_member (object, numbers[i].name, NUMBER_AT (self, i));
  for (gsize i = 0; i < G_N_ELEMENTS (filters); i++)
    if (FILTER_AT (self, i) != NULL)
      json_object_set_member (object, filters[i].name, ingot_filter_to_json (FILTER_AT (self, i)));
  return json_to_string (root, FALSE);
}

IngotFacts *
ingot_facts_from_json (const char *json)
{
  IngotFacts *self = ingot_facts_new ();
  g_autoptr(JsonNode) root = json != NULL ? json_from_string (json, NULL) : NULL;
  JsonObject *object;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return self;

  object = json_node_get_object (root);
  for (gsize i = 0; i < G_N_ELEMENTS (strings); i++)
    STRING_AT (self, i) = g_strdup (json_object_get_string_member_with_default (object, strings[i].name, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    NUMBER_AT (self, i) = json_object_get_int_member_with_default (object, numbers[i].name, -1);
  for (gsize i = 0; i < G_N_ELEMENTS (filters); i++)
    FILTER_AT (self, i) = ingot_filter_from_json (json_object_get_member (object, filters[i].name));
  return self;
}

double
ingot_facts_get_speed (const IngotFacts *self)
{
  gint64 writing_us = self->total_us - self->first_token_us;

  if (self->first_token_us < 0 || self->completion_tokens < 2 || writing_us <= 0)
    return -1;
  return (double) (self->completion_tokens - 1) * G_USEC_PER_SEC / (double) writing_us;
}
