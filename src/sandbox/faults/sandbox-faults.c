/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-faults"
#include "config.h"

#include "sandbox-faults.h"

#define COMMON                                                                                               \
  .version = "1", .sku = "GlobalStandard", .content_filter = "Microsoft.DefaultV2", .created = 1746094200
#define LIMITS .capacity = 1000
#define CHAT .operations = SANDBOX_OPERATION_CHAT
#define PACE .tokens_per_second = 60, .first_token_ms = 300
#define REPORTED .reported_model = "gpt-4o-2024-11-20"
#define PLAIN(label, kind)                                                                                   \
  COMMON, .name = label, .fault = SANDBOX_FAULT_##kind, .model = "gpt-4o", .publisher = "OpenAI",            \
    .family = SANDBOX_FAMILY_OPENAI
#define GPT(label, kind) PLAIN (label, kind), LIMITS, CHAT, PACE, REPORTED

static const SandboxDeployment deployments[] = {
  { GPT ("fault-429", 429), .refuse_first = 2, .retry_after_s = 2 },
  { GPT ("fault-capacity", CAPACITY), .refuse_first = 2, .retry_after_s = 2 },
  { GPT ("fault-retry-days", RETRY_DAYS), .refuse_first = G_MAXUINT, .retry_after_s = 86400 },
  { GPT ("fault-retry-reset", RETRY_RESET), .refuse_first = 1, .retry_after_s = 2 },
  { GPT ("fault-rate-headers", RATE_HEADERS) },
  { PLAIN ("fault-small", NONE), CHAT, PACE, REPORTED, .capacity = 1 },
  { GPT ("fault-html", HTML) },
  { GPT ("fault-temperature", TEMPERATURE) },
  { COMMON, LIMITS, CHAT, PACE, .name = "fault-stream-options", .fault = SANDBOX_FAULT_STREAM_OPTIONS,
    .model = "Mistral-Large-2411", .publisher = "Mistral AI", .family = SANDBOX_FAMILY_MISTRAL,
    .reported_model = "mistral-large-2411" },
  { PLAIN ("fault-other-model", NONE), LIMITS, CHAT, PACE, .reported_model = "gpt-4o-mini-2024-07-18" },
  { GPT ("fault-filter-no-inner", FILTER_NO_INNER) },
  { GPT ("fault-filter-unwrapped", FILTER_UNWRAPPED) },
  { GPT ("fault-empty-choices", EMPTY_CHOICES) },
  { GPT ("fault-prompt-annotations-old", PROMPT_ANNOTATIONS_OLD) },
  { GPT ("fault-null-delta", NULL_DELTA) },
  { GPT ("fault-annotations-after-stop", ANNOTATIONS_AFTER_STOP) },
  { GPT ("fault-async-filter", ASYNC_FILTER) },
  { GPT ("fault-usage-late", USAGE_LATE) },
  { GPT ("fault-no-usage", NO_USAGE) },
  { COMMON, LIMITS, CHAT, PACE, .name = "fault-filter-no-done", .fault = SANDBOX_FAULT_FILTER_NO_DONE,
    .model = "DeepSeek-V3-0324", .publisher = "DeepSeek", .family = SANDBOX_FAMILY_DEEPSEEK,
    .reported_model = "deepseek-v3-0324" },
  { GPT ("fault-no-done", NO_DONE) },
  { GPT ("fault-no-finish", NO_FINISH) },
  { GPT ("fault-no-blank-line", NO_BLANK_LINE) },
  { GPT ("fault-error-in-stream", ERROR_IN_STREAM) },
  { GPT ("fault-error-in-stream-flat", ERROR_FLAT) },
  { GPT ("fault-error-in-stream-filter", ERROR_FILTER) },
  { GPT ("fault-cut", CUT) },
  { GPT ("fault-reset", RESET) },
  { GPT ("fault-silent", SILENT) },
  { GPT ("fault-proxy", PROXY) },
  { GPT ("fault-tool-calls", TOOL_CALLS) },
  { GPT ("fault-null-content", NULL_CONTENT) },
  { GPT ("fault-bursts", BURSTS) },
  { GPT ("fault-reasoning-null", REASONING_NULL) },
  { PLAIN ("fault-slow", NONE), LIMITS, CHAT, REPORTED, .tokens_per_second = 2, .first_token_ms = 3000,
    .ignore_rate = TRUE },
  { PLAIN ("fault-embeddings-empty", EMBEDDINGS_EMPTY), LIMITS, PACE, REPORTED,
    .operations = SANDBOX_OPERATION_EMBEDDINGS, .dimensions = 1536 },
};

/* In the order of the list above. */
static const char *const descriptions[] = {
  "answers its first two requests with 429, retry after 2 s, then works",
  "the same with the words for a lack of capacity",
  "always 429, retry after 86400 s",
  "429 once, without retry-after: only x-rate-limit-reset-tokens",
  "rate limit headers of -1 and 0",
  "allows 6 requests and 1,000 tokens a minute, with real 429 answers",
  "403 as an HTML page, as a gateway in front sends it",
  "refuses temperature as an unsupported parameter",
  "refuses stream_options with 422, like Mistral, in every style",
  "names another model in its replies than it is",
  "every prompt is blocked by the filter, without saying why",
  "the same, without the wrapper 'error'",
  "events with empty, null or no choices, also in the middle",
  "prompt_annotations instead of prompt_filter_results",
  "choices without a delta, with a null and with an empty one",
  "annotations after the finish",
  "annotations without a delta and with offsets, after the text they are about",
  "usage in an event after the finish, asked for or not",
  "no usage, asked for or not",
  "the reply is filtered, and the stream ends without [DONE]",
  "ends its stream without [DONE]",
  "ends its stream without a finish_reason",
  "ends its stream in the middle of the last line, which has text and finish_reason",
  "an error instead of the rest of the reply",
  "the same as a flat error event",
  "the same with the error of the content filter",
  "closes the connection after 12 tokens (a whole reply: instead of it)",
  "resets the connection after 12 tokens",
  "sends nothing more after 12 tokens and stays connected",
  "CRLF, comments, and no space after 'data:'",
  "a tool call in fragments with null and missing members",
  "content null in the middle and in the last event",
  "text in bursts of 40 tokens",
  "reasoning_content null beside each piece of content",
  "first token after 3 s, then 2 tokens/s, whatever --rate says",
  "answers embeddings with 200 and an empty body",
};

const SandboxDeployment *
sandbox_faults_deployments (gsize *n_deployments)
{
  G_STATIC_ASSERT (G_N_ELEMENTS (deployments) == G_N_ELEMENTS (descriptions));

  *n_deployments = G_N_ELEMENTS (deployments);
  return deployments;
}

char *
sandbox_faults_describe (void)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (deployments); i++)
    g_string_append_printf (text, "  %-29s %s\n", deployments[i].name, descriptions[i]);
  return g_string_free_and_steal (text);
}
