/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-formats"
#include "config.h"

#include "ingot-sample-private.h"

static gboolean
uses_token (const IngotSample *sample)
{
  return sample->sign_in == INGOT_SAMPLE_SIGN_IN_TOKEN;
}

static void
append_quoted (GString *text, const char *before, const char *value, const char *after)
{
  g_autofree char *quoted = ingot_sample_quote (value);

  g_string_append_printf (text, "%s%s%s", before, quoted, after);
}

/* An expression */
static void
append_credential (GString *text, const IngotSample *sample)
{
  if (sample->cloud == INGOT_CLOUD_PUBLIC && sample->tenant == NULL)
    {
      g_string_append (text, "new DefaultAzureCredential()");
      return;
    }
  g_string_append (text, "new DefaultAzureCredential(new DefaultAzureCredentialOptions { ");
  if (sample->cloud != INGOT_CLOUD_PUBLIC)
    append_quoted (text, "AuthorityHost = new Uri(", sample->authority, sample->tenant != NULL ? "), " : ") ");
  if (sample->tenant != NULL)
    append_quoted (text, "TenantId = ", sample->tenant, " ");
  g_string_append (text, "})");
}

/* An expression for what is no token. */
static void
append_key (GString *text, const IngotSample *sample, const char *type)
{
  if (sample->sign_in == INGOT_SAMPLE_SIGN_IN_NONE)
    g_string_append_printf (text, "new %s(\"none\")", type);
  else
    g_string_append_printf (text, "new %s(Environment.GetEnvironmentVariable(\"%s\")!)", type,
                            ingot_sample_get_variable (sample));
}

static void
append_packages (GString *text, const IngotSample *sample, const char *package)
{
  g_string_append_printf (text, "// dotnet add package %s\n", package);
  if (uses_token (sample))
    g_string_append (text, "// dotnet add package Azure.Identity\n");
  if (sample->ca_file != NULL)
    append_quoted (text, "// Before: have the system trust ", sample->ca_file, "\n");
}

/* What is asked is the same in the libraries OpenAI and Azure.AI.OpenAI. */
static void
append_openai_call (GString *text, const IngotSample *sample)
{
  if (sample->operation == INGOT_OPERATION_CHAT)
    g_string_append (text, "ChatCompletion completion = client.CompleteChat(" INGOT_SAMPLE_PROMPT ");\n"
                           "Console.WriteLine(completion.Content[0].Text);\n");
  else
    g_string_append (text, "OpenAIEmbedding embedding = client.GenerateEmbedding(" INGOT_SAMPLE_PROMPT ");\n"
                           "Console.WriteLine(embedding.ToFloats().Length);\n");
}

/* The library OpenAI: v1. Signing in with tokens is still marked as an experiment there. */
static void
append_v1 (GString *text, const IngotSample *sample)
{
  gboolean chat = sample->operation == INGOT_OPERATION_CHAT;

  append_packages (text, sample, "OpenAI");
  g_string_append (text, uses_token (sample) ? "#pragma warning disable OPENAI001\n\nusing System.ClientModel.Primitives;\n"
                                               "using Azure.Identity;\n"
                                             : "\nusing System.ClientModel;\n");
  g_string_append_printf (text, "using OpenAI;\nusing OpenAI.%s;\n\n%s client = new(\n", chat ? "Chat" : "Embeddings",
                          chat ? "ChatClient" : "EmbeddingClient");
  append_quoted (text, "    model: ", sample->name, ",\n");
  if (uses_token (sample))
    {
      g_string_append (text, "    authenticationPolicy: new BearerTokenPolicy(");
      append_credential (text, sample);
      append_quoted (text, ",\n        ", sample->scope, "),\n");
    }
  else
    {
      g_string_append (text, "    credential: ");
      append_key (text, sample, "ApiKeyCredential");
      g_string_append (text, ",\n");
    }
  append_quoted (text, "    options: new OpenAIClientOptions { Endpoint = new Uri(", sample->base, ") });\n");
  append_openai_call (text, sample);
}

/* The library Azure.AI.OpenAI: deployment */

/* The versions that it has names for, up to 2.5. */
static char *
dup_version_name (const char *version)
{
  static const char *const known[] = {
    "2024-06-01", "2024-08-01-preview", "2024-09-01-preview", "2024-10-01-preview", "2024-10-21", "2024-12-01-preview",
    "2025-01-01-preview", "2025-03-01-preview", "2025-04-01-preview", NULL,
  };
  g_autoptr(GString) name = g_string_new ("V");

  if (version == NULL || !g_strv_contains (known, version))
    return NULL;
  g_string_append (name, version);
  g_string_replace (name, "-preview", "-Preview", 1);
  g_string_replace (name, "-", "_", 0);
  return g_strdup (name->str);
}

static void
append_azure_options (GString *text, const IngotSample *sample)
{
  g_autofree char *version = dup_version_name (sample->api_version);

  if (version == NULL)
    append_quoted (text, "    // The library has no name for version ", sample->api_version, ": it asks for its own.\n");
  g_string_append (text, "    new AzureOpenAIClientOptions(");
  if (version != NULL)
    g_string_append_printf (text, "AzureOpenAIClientOptions.ServiceVersion.%s", version);
  g_string_append_c (text, ')');
  if (uses_token (sample))
    append_quoted (text, "\n    {\n        Audience = new AzureOpenAIAudience(", sample->scope, "),\n    }");
  g_string_append (text, ");\n");
}

static void
append_deployment (GString *text, const IngotSample *sample)
{
  gboolean chat = sample->operation == INGOT_OPERATION_CHAT;

  append_packages (text, sample, "Azure.AI.OpenAI");
  g_string_append_printf (text, "\nusing %s;\nusing Azure.AI.OpenAI;\nusing OpenAI.%s;\n\n",
                          uses_token (sample) ? "Azure.Identity" : "System.ClientModel", chat ? "Chat" : "Embeddings");
  append_quoted (text, "AzureOpenAIClient azure = new(\n    new Uri(", sample->base, "),\n    ");
  if (uses_token (sample))
    append_credential (text, sample);
  else
    append_key (text, sample, "ApiKeyCredential");
  g_string_append (text, ",\n");
  append_azure_options (text, sample);
  g_string_append_printf (text, "%s client = azure.%s(", chat ? "ChatClient" : "EmbeddingClient",
                          chat ? "GetChatClient" : "GetEmbeddingClient");
  append_quoted (text, "", sample->name, ");\n");
  append_openai_call (text, sample);
}

/* The library Azure.AI.Inference */

/* A policy of one's own, since left to itself it asks for tokens of Azure Machine Learning. */
static void
append_inference_credential (GString *text, const IngotSample *sample)
{
  if (!uses_token (sample))
    {
      g_string_append (text, "AzureKeyCredential credential = ");
      append_key (text, sample, "AzureKeyCredential");
      g_string_append (text, ";\nAzureAIInferenceClientOptions options = new();\n");
      return;
    }
  g_string_append (text, "TokenCredential credential = ");
  append_credential (text, sample);
  append_quoted (text, ";\nAzureAIInferenceClientOptions options = new();\n"
                       "options.AddPolicy(new BearerTokenAuthenticationPolicy(credential, new[] { ", sample->scope,
                 " }),\n    HttpPipelinePosition.PerRetry);\n");
}

static void
append_inference_call (GString *text, const IngotSample *sample)
{
  gboolean chat = sample->operation == INGOT_OPERATION_CHAT;

  append_quoted (text, chat ? "ChatCompletionsClient client = new(new Uri(" : "EmbeddingsClient client = new(new Uri(",
                 sample->base, "), credential, options);\n");
  g_string_append (text, chat ? "ChatCompletionsOptions question = new()\n{\n"
                                "    Messages = { new ChatRequestUserMessage(" INGOT_SAMPLE_PROMPT ") },\n"
                              : "EmbeddingsOptions question = new(new[] { " INGOT_SAMPLE_PROMPT " })\n{\n");
  if (sample->names_in_body)
    append_quoted (text, "    Model = ", sample->name, ",\n");
  g_string_append (text, "};\n");
  g_string_append (text, chat ? "Response<ChatCompletions> response = client.Complete(question);\n"
                                "Console.WriteLine(response.Value.Content);\n"
                              : "Response<EmbeddingsResult> response = client.Embed(question);\n"
                                "Console.WriteLine(response.Value.Data[0].Embedding);\n");
}

static void
append_inference (GString *text, const IngotSample *sample)
{
  append_packages (text, sample, "Azure.AI.Inference --prerelease");
  g_string_append (text, "\nusing Azure;\nusing Azure.AI.Inference;\n");
  if (uses_token (sample))
    g_string_append (text, "using Azure.Core;\nusing Azure.Core.Pipeline;\nusing Azure.Identity;\n");
  g_string_append_c (text, '\n');
  append_inference_credential (text, sample);
  append_inference_call (text, sample);
}

char *
ingot_sample_write_csharp (const IngotSample *sample)
{
  GString *text = g_string_new (NULL);

  switch (sample->style)
    {
    case INGOT_ENDPOINT_STYLE_INFERENCE:
      append_inference (text, sample);
      break;
    case INGOT_ENDPOINT_STYLE_DEPLOYMENT:
      append_deployment (text, sample);
      break;
    case INGOT_ENDPOINT_STYLE_V1:
    default:
      append_v1 (text, sample);
    }
  return g_string_free_and_steal (text);
}
