/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "inference/sandbox-reply.h"

G_BEGIN_DECLS

/* What all chunks of one answer have in common. */
typedef struct
{
  SandboxStyle style;
  char *id; /* chatcmpl-…, or 32 digits in the inference style */
  gint64 created;
  const char *model;
  char *fingerprint;
  SandboxVerdict prompt;
  SandboxVerdict reply; /* a blocking one is about the first choice only */
  gboolean annotates;   /* pieces of text carry what the filter says about them */
  gboolean null_reasoning;
  gboolean logprobs;
  guint n_top_logprobs;
} SandboxChatHead;

/* What stands around the text of a piece, which goes in as a quoted string, and around its probabilities,
 * which go in as JSON where they are wanted. Built once for a stream: its pieces differ in nothing else. */
typedef struct
{
  char *before;
  char *between; /* all that follows the text when there are no probabilities */
  char *after;   /* or NULL */
} SandboxPieceFrame;

void sandbox_chat_head_init (SandboxChatHead *head, const SandboxDeployment *deployment,
                             const SandboxChatRequest *request, SandboxStyle style);
void sandbox_chat_head_clear (SandboxChatHead *head);

/* A whole answer; @replies are its choices, SandboxReply. */
JsonNode *sandbox_chat_json_whole (const SandboxChatHead *head, GPtrArray *replies);

/* The chunks of a streamed one. The first, without choices, says what the filter found in the prompt, in the
 * member @name. */
char *sandbox_chat_json_prompt (const SandboxChatHead *head, const char *name);
char *sandbox_chat_json_role (const SandboxChatHead *head, guint choice, const SandboxReply *reply);

void sandbox_piece_frame_init (SandboxPieceFrame *frame, const SandboxChatHead *head, guint choice,
                               const char *member);
void sandbox_piece_frame_clear (SandboxPieceFrame *frame);

/* A tool is called: the first chunk has its name, those that follow have pieces of the arguments. */
char *sandbox_chat_json_call (const SandboxChatHead *head, guint choice, guint index,
                              const SandboxToolCall *call);
char *sandbox_chat_json_arguments (const SandboxChatHead *head, guint choice, guint index,
                                   const SandboxToolCall *call, const char *piece);

/* @text is the last piece of content, or NULL. @usage: the replies whose usage rides on this chunk, or
 * NULL. */
char *sandbox_chat_json_end (const SandboxChatHead *head, guint choice, const char *text,
                             const char *finish_reason, GPtrArray *usage);
char *sandbox_chat_json_usage (const SandboxChatHead *head, GPtrArray *replies);

/* Only annotations, without a delta, about the text from @start to @end, counted in characters from the
 * beginning of the prompt. @finish_reason may be NULL; @verdict NULL: nothing was found. */
char *sandbox_chat_json_annotation (const SandboxVerdict *verdict, const char *finish_reason, guint start,
                                    guint end);

/* A chunk whose only choice is @choice, JSON; NULL: a chunk with "choices": null. */
char *sandbox_chat_json_choice (const SandboxChatHead *head, const char *choice);

/* The same without any member "choices". */
char *sandbox_chat_json_no_choices (const SandboxChatHead *head);

G_END_DECLS
