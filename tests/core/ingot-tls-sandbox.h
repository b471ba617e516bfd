/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * IngotTlsSandbox:
 *
 * The real sandbox as a child process that speaks TLS, with its people and its sign-in page, and the browser of the
 * person who uses them.
 */
typedef struct
{
  GSubprocess *process;
  char *state;
  char *origin;          /* also the authority and the management address */
  char *key;
  char *ca_file;
  char *chat_deployment;
  SoupSession *session;  /* the browser */
} IngotTlsSandbox;

/* Started from $INGOT_TEST_SANDBOX. */
IngotTlsSandbox *ingot_tls_sandbox_new (void);
void             ingot_tls_sandbox_free (IngotTlsSandbox *self);

/* These end the test unless the answer has status 200. Returns: (transfer full): the page that comes, wherever @message
 * sends the browser */
char *ingot_tls_sandbox_load (IngotTlsSandbox *self, SoupMessage *message);
char *ingot_tls_sandbox_post (IngotTlsSandbox *self, const char *path, const char *type, const char *text);

/* Changes how things are: POST /sandbox/stage. */
void  ingot_tls_sandbox_stage (IngotTlsSandbox *self, const char *json);

G_END_DECLS
