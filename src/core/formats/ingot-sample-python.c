/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-formats"
#include "config.h"

#include "ingot-sample-private.h"

static gboolean
uses_token (const IngotSample *sample)
{
  return sample->sign_in == INGOT_SAMPLE_SIGN_IN_TOKEN;
}

static gboolean
uses_key (const IngotSample *sample)
{
  return sample->sign_in == INGOT_SAMPLE_SIGN_IN_KEY || sample->sign_in == INGOT_SAMPLE_SIGN_IN_BEARER;
}

static void
append_quoted (GString *text, const char *before, const char *value, const char *after)
{
  g_autofree char *quoted = ingot_sample_quote (value);

  g_string_append_printf (text, "%s%s%s", before, quoted, after);
}

/* What a program cannot say for itself. */
static void
append_remarks (GString *text, const IngotSample *sample)
{
  if (sample->tenant != NULL && uses_token (sample))
    append_quoted (text, "# The resource is in another directory. Sign in there: az login --tenant ", sample->tenant,
                   "\n");
  if (sample->ca_file != NULL)
    append_quoted (text, "# Before: set SSL_CERT_FILE and REQUESTS_CA_BUNDLE to ", sample->ca_file, "\n");
}

/* An expression: DefaultAzureCredential looks in the public cloud unless it is told otherwise. */
static void
append_credential (GString *text, const IngotSample *sample)
{
  if (sample->cloud == INGOT_CLOUD_PUBLIC)
    g_string_append (text, "DefaultAzureCredential()");
  else
    append_quoted (text, "DefaultAzureCredential(authority=", sample->authority, ")");
}

/* An expression for what is no token. */
static void
append_key (GString *text, const IngotSample *sample)
{
  if (uses_key (sample))
    g_string_append_printf (text, "os.environ[\"%s\"]", ingot_sample_get_variable (sample));
  else
    g_string_append (text, "\"none\"");
}

/* The library openai: v1 and deployment. */

static void
append_openai_imports (GString *text, const IngotSample *sample)
{
  g_string_append_printf (text, "# pip install openai%s\n", uses_token (sample) ? " azure-identity" : "");
  append_remarks (text, sample);
  if (uses_key (sample))
    g_string_append (text, "import os\n\n");
  if (uses_token (sample))
    g_string_append (text, "from azure.identity import DefaultAzureCredential, get_bearer_token_provider\n");
  g_string_append_printf (text, "from openai import %s\n\n",
                          sample->style == INGOT_ENDPOINT_STYLE_DEPLOYMENT ? "AzureOpenAI" : "OpenAI");
}

static void
append_token_provider (GString *text, const IngotSample *sample)
{
  g_string_append (text, "token_provider = get_bearer_token_provider(\n    ");
  append_credential (text, sample);
  append_quoted (text, ",\n    ", sample->scope, ",\n)\n");
}

static void
append_azure_openai (GString *text, const IngotSample *sample)
{
  append_quoted (text, "client = AzureOpenAI(\n    azure_endpoint=", sample->base, ",\n");
  append_quoted (text, "    api_version=", sample->api_version, ",\n");
  if (uses_token (sample))
    {
      g_string_append (text, "    azure_ad_token_provider=token_provider,\n)\n");
      return;
    }
  g_string_append (text, "    api_key=");
  append_key (text, sample);
  g_string_append (text, ",\n)\n");
}

static void
append_openai (GString *text, const IngotSample *sample)
{
  append_quoted (text, "client = OpenAI(\n    base_url=", sample->base, ",\n    api_key=");
  if (uses_token (sample))
    {
      g_string_append (text, "token_provider(),  # good for about an hour\n)\n");
      return;
    }
  append_key (text, sample);
  g_string_append (text, ",\n)\n");
}

static void
append_openai_call (GString *text, const IngotSample *sample)
{
  if (sample->operation == INGOT_OPERATION_CHAT)
    {
      append_quoted (text, "response = client.chat.completions.create(\n    model=", sample->name, ",\n");
      g_string_append (text, "    messages=[{\"role\": \"user\", \"content\": " INGOT_SAMPLE_PROMPT "}],\n)\n"
                             "print(response.choices[0].message.content)\n");
    }
  else
    {
      append_quoted (text, "response = client.embeddings.create(\n    model=", sample->name, ",\n");
      g_string_append (text, "    input=[" INGOT_SAMPLE_PROMPT "],\n)\nprint(len(response.data[0].embedding))\n");
    }
}

/* The library azure-ai-inference */

static void
append_inference_imports (GString *text, const IngotSample *sample)
{
  gboolean chat = sample->operation == INGOT_OPERATION_CHAT;

  g_string_append_printf (text, "# pip install azure-ai-inference%s\n", uses_token (sample) ? " azure-identity" : "");
  append_remarks (text, sample);
  if (uses_key (sample))
    g_string_append (text, "import os\n\n");
  g_string_append_printf (text, "from azure.ai.inference import %s\n",
                          chat ? "ChatCompletionsClient" : "EmbeddingsClient");
  if (chat)
    g_string_append (text, "from azure.ai.inference.models import UserMessage\n");
  g_string_append_printf (text, "from %s\n\n", uses_token (sample) ? "azure.identity import DefaultAzureCredential"
                                                                   : "azure.core.credentials import AzureKeyCredential");
}

/* Left to itself, the library asks for tokens of Azure Machine Learning
 * (https://github.com/Azure/azure-sdk-for-python/issues/40260). */
static void
append_inference_client (GString *text, const IngotSample *sample)
{
  g_string_append_printf (text, "client = %s(\n", sample->operation == INGOT_OPERATION_CHAT ? "ChatCompletionsClient"
                                                                                            : "EmbeddingsClient");
  append_quoted (text, "    endpoint=", sample->base, ",\n    credential=");
  if (uses_token (sample))
    {
      append_credential (text, sample);
      append_quoted (text, ",\n    credential_scopes=[", sample->scope, "]");
    }
  else
    {
      g_string_append (text, "AzureKeyCredential(");
      append_key (text, sample);
      g_string_append (text, ")");
    }
  append_quoted (text, ",\n    api_version=", sample->api_version, ",\n)\n");
}

static void
append_inference_call (GString *text, const IngotSample *sample)
{
  gboolean chat = sample->operation == INGOT_OPERATION_CHAT;

  g_string_append_printf (text, "response = client.%s(\n", chat ? "complete" : "embed");
  if (sample->names_in_body)
    append_quoted (text, "    model=", sample->name, ",\n");
  if (chat)
    g_string_append (text, "    messages=[UserMessage(" INGOT_SAMPLE_PROMPT ")],\n)\n"
                           "print(response.choices[0].message.content)\n");
  else
    g_string_append (text, "    input=[" INGOT_SAMPLE_PROMPT "],\n)\nprint(len(response.data[0].embedding))\n");
}

char *
ingot_sample_write_python (const IngotSample *sample)
{
  GString *text = g_string_new (NULL);

  if (sample->style == INGOT_ENDPOINT_STYLE_INFERENCE)
    {
      append_inference_imports (text, sample);
      append_inference_client (text, sample);
      append_inference_call (text, sample);
      return g_string_free_and_steal (text);
    }
  append_openai_imports (text, sample);
  if (uses_token (sample))
    append_token_provider (text, sample);
  if (sample->style == INGOT_ENDPOINT_STYLE_DEPLOYMENT)
    append_azure_openai (text, sample);
  else
    append_openai (text, sample);
  append_openai_call (text, sample);
  return g_string_free_and_steal (text);
}
