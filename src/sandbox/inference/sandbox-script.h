/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inference/sandbox-chat-json.h"

G_BEGIN_DECLS

/* How a stream is over. */
typedef enum
{
  SANDBOX_END_DONE,    /* [DONE] and the end of the body */
  SANDBOX_END_NO_DONE, /* only the end of the body */
  SANDBOX_END_CUT,     /* the connection is closed in the middle of the body */
  SANDBOX_END_RESET,   /* the connection is reset */
  SANDBOX_END_SILENT,  /* nothing more comes */
} SandboxEnd;

/* What is sent besides the pieces of the text. Strings are the data of events, except those that begin with
 * SANDBOX_RAW, whose rest is sent as it is. */
#define SANDBOX_RAW "\001"

typedef struct
{
  guint after; /* this many pieces */
  char *data;
} SandboxInsert;

typedef enum
{
  SANDBOX_PIECE_CONTENT,
  SANDBOX_PIECE_REASONING,
  SANDBOX_PIECE_CALL, /* the name of a tool; no text */
  SANDBOX_PIECE_ARGUMENTS,
} SandboxPieceKind;

/* A token on its way. */
typedef struct
{
  const char *text; /* owned by the reply */
  guint16 choice;
  guint16 call;
  SandboxPieceKind kind;
} SandboxPiece;

/* All that a stream sends, in order. Built before the stream begins, apart from the pieces, of which there
 * may be thousands: these are made when they are due. */
typedef struct
{
  SandboxChatHead head;
  GPtrArray *replies;  /* SandboxReply, one a choice */
  SandboxReply *reply; /* the first of them */
  guint prompt_characters;
  GPtrArray *before;  /* char * */
  GArray *inserts;    /* SandboxInsert, in order */
  GPtrArray *after;   /* char * */
  GArray *pieces;     /* SandboxPiece, in the order in which they are sent */
  GArray *contents;   /* SandboxPieceFrame, one a choice */
  GArray *reasonings; /* the same */
  guint n_pieces;     /* those of the replies, or fewer */
  SandboxEnd end;
  guint burst;           /* pieces that come at once; 0: each at its time */
  gboolean is_rewritten; /* framed as a proxy may do it: CRLF, comments, no space after the colon */
  guint n_framed;
} SandboxScript;

/* Takes @replies, SandboxReply. @address is needed only for the call. */
SandboxScript *sandbox_script_new (const SandboxDeployment *deployment, const SandboxChatRequest *request,
                                   GPtrArray *replies, const SandboxAddress *address);
void sandbox_script_free (SandboxScript *script);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxScript, sandbox_script_free)

/* Puts @data, which it takes, behind the first @after pieces; calls come in that order. */
void sandbox_script_insert (SandboxScript *script, guint after, char *data);

/* The event with the @index-th piece, as it is sent. */
char *sandbox_script_dup_piece (SandboxScript *script, guint index);

/* The event with @data, as it is sent. */
char *sandbox_script_frame (SandboxScript *script, const char *data);

G_END_DECLS
