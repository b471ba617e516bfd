/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-store"
#include "config.h"

#include "ingot-tokenizer.h"
#include "ingot-tokens.h"

typedef int (*TokenFunc) (void *context, int flags, const char *token, int length, int start, int end);

typedef struct
{
  TokenFunc func;
  void *context;
} Receiver;

static int
receive (const char *token, gsize length, gsize start, gsize end, gpointer user_data)
{
  Receiver *receiver = user_data;

  return receiver->func (receiver->context, 0, token, (int) length, (int) start, (int) end);
}

/* It has no state; FTS5 wants something that is not NULL. */
static int
create (void *context, const char **arguments, int n_arguments, Fts5Tokenizer **tokenizer)
{
  static char nothing;

  *tokenizer = (Fts5Tokenizer *) &nothing;
  return n_arguments == 0 ? SQLITE_OK : SQLITE_ERROR;
}

static void
delete (Fts5Tokenizer *tokenizer)
{
}

static int
tokenize (Fts5Tokenizer *tokenizer, void *context, int flags, const char *text, int length, TokenFunc func)
{
  Receiver receiver = { func, context };
  IngotTokensKind kind = (flags & FTS5_TOKENIZE_QUERY) != 0 ? INGOT_TOKENS_OF_QUERY : INGOT_TOKENS_OF_TEXT;

  return text != NULL ? ingot_tokens_cut (text, (gsize) length, kind, receive, &receiver) : SQLITE_OK;
}

static fts5_api *
find_api (sqlite3 *handle)
{
  sqlite3_stmt *statement = NULL;
  fts5_api *api = NULL;

  if (sqlite3_prepare_v2 (handle, "SELECT fts5 (?1)", -1, &statement, NULL) == SQLITE_OK)
    {
      sqlite3_bind_pointer (statement, 1, &api, "fts5_api_ptr", NULL);
      sqlite3_step (statement);
    }
  sqlite3_finalize (statement);
  return api;
}

int
ingot_tokenizer_register (sqlite3 *handle)
{
  fts5_tokenizer tokenizer = { .xCreate = create, .xDelete = delete, .xTokenize = tokenize };
  fts5_api *api = find_api (handle);

  return api != NULL ? api->xCreateTokenizer (api, "ingot", NULL, &tokenizer, NULL) : SQLITE_ERROR;
}
