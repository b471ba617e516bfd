/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inference/sandbox-hints.h"
#include "inference/sandbox-request-reader.h"

G_BEGIN_DECLS

/* The tools that a request offers to the model. */
typedef struct _SandboxTools SandboxTools;

/* The call of a tool. */
typedef struct
{
  char *id; /* such as call_8dDw…; shorter where the family has it so */
  char *name;
  char *arguments; /* JSON */
} SandboxToolCall;

void sandbox_tool_call_free (SandboxToolCall *call);

/* Reads "tools", "tool_choice" and "parallel_tool_calls". NULL when there are no tools, or with the reader's
 * problem set. */
SandboxTools *sandbox_tools_read (SandboxReader *reader);
void sandbox_tools_free (SandboxTools *tools);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxTools, sandbox_tools_free)

/* The calls that answer a prompt, SandboxToolCall; empty: it is answered in words. With the choice "auto" a
 * tool is called unless @is_answered, that is unless its result is there already or the prompt wants
 * something else. It is the one whose name or description has most words in common with the prompt, or the
 * first. Where calls in parallel are allowed there is one for each tool that the prompt names, and for each
 * of several names that a tool with one text to fill in could be about. */
GPtrArray *sandbox_tools_call (const SandboxTools *tools, const SandboxHints *hints, gboolean is_answered,
                               const SandboxDeployment *deployment, guint variant);

G_END_DECLS
