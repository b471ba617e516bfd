/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-formats"
#include "config.h"

#include <string.h>

#include "ingot-sample-private.h"

static char *
dup_body (const IngotSample *sample)
{
  g_autofree char *name = ingot_sample_quote_json (sample->name);
  g_autofree char *model = sample->names_in_body ? g_strdup_printf ("\"model\": %s, ", name) : g_strdup ("");

  if (sample->operation == INGOT_OPERATION_CHAT)
    return g_strdup_printf ("{%s\"messages\": [{\"role\": \"user\", \"content\": " INGOT_SAMPLE_PROMPT "}]}", model);
  return g_strdup_printf ("{%s\"input\": [" INGOT_SAMPLE_PROMPT "]}", model);
}

/* The Azure command line signs in to one cloud at a time. */
static const char *
get_cloud_name (IngotCloudKind cloud)
{
  switch (cloud)
    {
    case INGOT_CLOUD_US_GOVERNMENT:
      return "AzureUSGovernment";
    case INGOT_CLOUD_CHINA:
      return "AzureChinaCloud";
    case INGOT_CLOUD_PUBLIC:
    case INGOT_CLOUD_OTHER:
    default:
      return NULL;
    }
}

static void
append_token (GString *text, const IngotSample *sample)
{
  const char *cloud = get_cloud_name (sample->cloud);
  g_autofree char *scope = g_shell_quote (sample->scope);
  g_autofree char *tenant = sample->tenant != NULL ? g_shell_quote (sample->tenant) : NULL;

  if (cloud != NULL)
    g_string_append_printf (text, "# Once: az cloud set --name %s\n", cloud);
  g_string_append_printf (text, "token=$(az account get-access-token --scope %s", scope);
  if (tenant != NULL)
    g_string_append_printf (text, " --tenant %s", tenant);
  g_string_append (text, " --query accessToken --output tsv)\n");
}

static void
append_sign_in (GString *text, const IngotSample *sample)
{
  switch (sample->sign_in)
    {
    case INGOT_SAMPLE_SIGN_IN_KEY:
      g_string_append_printf (text, "  -H \"api-key: $%s\" \\\n", ingot_sample_get_variable (sample));
      break;
    case INGOT_SAMPLE_SIGN_IN_BEARER:
      g_string_append_printf (text, "  -H \"Authorization: Bearer $%s\" \\\n", ingot_sample_get_variable (sample));
      break;
    case INGOT_SAMPLE_SIGN_IN_TOKEN:
      g_string_append (text, "  -H \"Authorization: Bearer $token\" \\\n");
      break;
    case INGOT_SAMPLE_SIGN_IN_NONE:
    default:
      break;
    }
}

char *
ingot_sample_write_curl (const IngotSample *sample)
{
  GString *text = g_string_new (NULL);
  g_autofree char *url = g_shell_quote (sample->url);
  g_autofree char *ca_file = sample->ca_file != NULL ? g_shell_quote (sample->ca_file) : NULL;
  g_autofree char *body = dup_body (sample);
  g_autofree char *quoted_body = g_shell_quote (body);

  if (sample->sign_in == INGOT_SAMPLE_SIGN_IN_TOKEN)
    append_token (text, sample);
  /* Brackets in a URL would stand for a list of them. */
  g_string_append_printf (text, "curl %s%s \\\n", strpbrk (sample->url, "[]{}") != NULL ? "--globoff " : "", url);
  if (ca_file != NULL)
    g_string_append_printf (text, "  --cacert %s \\\n", ca_file);
  append_sign_in (text, sample);
  g_string_append_printf (text, "  -H 'Content-Type: application/json' \\\n  -d %s\n", quoted_body);
  return g_string_free_and_steal (text);
}
