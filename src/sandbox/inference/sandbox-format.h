/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inference/sandbox-hints.h"
#include "inference/sandbox-request-reader.h"

G_BEGIN_DECLS

typedef enum
{
  SANDBOX_FORMAT_TEXT,
  SANDBOX_FORMAT_OBJECT, /* any JSON object */
  SANDBOX_FORMAT_SCHEMA, /* JSON that fits a schema */
} SandboxFormatKind;

/* What a request wants its answer to be. */
typedef struct
{
  SandboxFormatKind kind;
  JsonNode *schema;
} SandboxFormat;

/* Reads "response_format" into @format. @mentions_json: some message has the word, without which a JSON
 * object is refused. A schema that is "strict" is refused when no model could promise to keep to it. */
void sandbox_format_read (SandboxReader *reader, SandboxFormat *format, gboolean mentions_json);
void sandbox_format_clear (SandboxFormat *format);

/* An answer that keeps to @format, which is not text. */
char *sandbox_format_write (const SandboxFormat *format, const SandboxHints *hints, const char *deployment,
                            guint variant);

G_END_DECLS
