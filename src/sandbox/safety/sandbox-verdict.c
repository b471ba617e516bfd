/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-safety"
#include "config.h"

#include <string.h>

#include "safety/sandbox-verdict.h"
#include "server/sandbox-json.h"

static const char *const categories[SANDBOX_N_CATEGORIES] = { "hate", "self_harm", "sexual", "violence" };
static const char *const words[SANDBOX_N_CATEGORIES] = { "hate", "self-harm", "sexual", "violence" };
static const char *const severities[] = { "safe", "low", "medium", "high" };

static gboolean
read_severity (SandboxVerdict *verdict, const char *what)
{
  for (gsize i = 0; i < SANDBOX_N_CATEGORIES; i++)
    for (SandboxSeverity severity = SANDBOX_SEVERITY_SAFE; severity <= SANDBOX_SEVERITY_HIGH; severity++)
      {
        g_autofree char *word = g_strconcat (words[i], "-", severities[severity], NULL);

        if (!g_str_equal (what, word))
          continue;
        verdict->severities[i] = MAX (verdict->severities[i], severity);
        return TRUE;
      }
  return FALSE;
}

static void
read_word (SandboxVerdict *verdict, const char *what)
{
  const struct
  {
    const char *word;
    gboolean *found;
  } others[] = {
    { "jailbreak", &verdict->jailbreak }, { "indirect-attack", &verdict->indirect_attack },
    { "blocklist", &verdict->blocklist }, { "text", &verdict->known_text },
    { "code", &verdict->known_code },     { "error", &verdict->failed },
  };

  if (read_severity (verdict, what))
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    if (g_str_equal (what, others[i].word))
      *others[i].found = TRUE;
}

void
sandbox_verdict_read (SandboxVerdict *verdict, const char *text, const char *about)
{
  g_autofree char *folded = g_ascii_strdown (text, -1);
  g_autofree char *prefix = g_strconcat ("filter-", about, "-", NULL);

  for (char *at = strstr (folded, prefix); at != NULL; at = strstr (at, prefix))
    {
      gsize length;
      g_autofree char *what = NULL;

      at += strlen (prefix);
      length = strspn (at, "abcdefghijklmnopqrstuvwxyz-");
      while (length > 0 && at[length - 1] == '-')
        length--;
      what = g_strndup (at, length);
      read_word (verdict, what);
    }
}

gboolean
sandbox_verdict_blocks (const SandboxVerdict *verdict)
{
  for (gsize i = 0; i < SANDBOX_N_CATEGORIES; i++)
    if (verdict->severities[i] >= SANDBOX_SEVERITY_MEDIUM)
      return !verdict->failed;
  return !verdict->failed
         && (verdict->jailbreak || verdict->indirect_attack || verdict->blocklist || verdict->known_text);
}

static void
add_detection (JsonBuilder *builder, const char *name, gboolean detected)
{
  sandbox_json_begin_object (builder, name);
  sandbox_json_add_boolean (builder, "filtered", detected);
  sandbox_json_add_boolean (builder, "detected", detected);
  json_builder_end_object (builder);
}

/* TRUE when the filter could not run: then there is nothing else to say. */
static gboolean
begin (const SandboxVerdict *verdict, JsonBuilder *builder, const char *name)
{
  sandbox_json_begin_object (builder, name);
  if (verdict->failed)
    {
      sandbox_json_begin_object (builder, "error");
      sandbox_json_add_string (builder, "code", "content_filter_error");
      sandbox_json_add_string (builder, "message", "The contents are not filtered");
      json_builder_end_object (builder);
      return TRUE;
    }
  for (gsize i = 0; i < SANDBOX_N_CATEGORIES; i++)
    {
      sandbox_json_begin_object (builder, categories[i]);
      sandbox_json_add_boolean (builder, "filtered", verdict->severities[i] >= SANDBOX_SEVERITY_MEDIUM);
      sandbox_json_add_string (builder, "severity", severities[verdict->severities[i]]);
      json_builder_end_object (builder);
    }
  return FALSE;
}

static void
add_blocklist (JsonBuilder *builder)
{
  sandbox_json_begin_object (builder, "custom_blocklists");
  sandbox_json_add_boolean (builder, "filtered", TRUE);
  sandbox_json_begin_array (builder, "details");
  json_builder_begin_object (builder);
  sandbox_json_add_string (builder, "id", "sandbox-blocklist");
  sandbox_json_add_boolean (builder, "filtered", TRUE);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

void
sandbox_verdict_add_prompt (const SandboxVerdict *verdict, JsonBuilder *builder, const char *name)
{
  if (!begin (verdict, builder, name))
    {
      add_detection (builder, "jailbreak", verdict->jailbreak);
      if (verdict->indirect_attack)
        add_detection (builder, "indirect_attack", TRUE);
      if (verdict->blocklist)
        add_blocklist (builder);
    }
  json_builder_end_object (builder);
}

static void
add_code (JsonBuilder *builder, gboolean detected)
{
  sandbox_json_begin_object (builder, "protected_material_code");
  sandbox_json_add_boolean (builder, "filtered", FALSE);
  sandbox_json_add_boolean (builder, "detected", detected);
  if (detected)
    {
      sandbox_json_begin_object (builder, "citation");
      sandbox_json_add_string (builder, "URL", "https://github.com/example/project");
      sandbox_json_add_string (builder, "license", "MIT");
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
}

void
sandbox_verdict_add_reply (const SandboxVerdict *verdict, JsonBuilder *builder, const char *name)
{
  if (!begin (verdict, builder, name))
    {
      add_detection (builder, "protected_material_text", verdict->known_text);
      add_code (builder, verdict->known_code);
    }
  json_builder_end_object (builder);
}

void
sandbox_verdict_add_piece (const SandboxVerdict *verdict, JsonBuilder *builder, const char *name)
{
  begin (verdict, builder, name);
  json_builder_end_object (builder);
}
