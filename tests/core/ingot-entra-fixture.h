/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/ingot-account-source.h"
#include "ingot-test-server.h"

G_BEGIN_DECLS

/* {"tid":"t1","oid":"o-1","preferred_username":"kim@contoso.example","name":"Kim"}, with a time of birth of 1970 */
#define ENTRA_ID_TOKEN "h.eyJ0aWQiOiJ0MSIsIm9pZCI6Im8tMSIsInByZWZlcnJlZF91c2VybmFtZSI6ImtpbUBjb250b3NvLmV4YW1wbGUiLCJ" \
                       "uYW1lIjoiS2ltIiwiaWF0IjowLCJleHAiOjF9.s"

#define SCOPE_ONE "https://cognitiveservices.azure.com/.default"
#define SCOPE_TWO "https://ai.azure.com/.default"

/**
 * EntraFixture:
 *
 * A sign-in service that says what the test wants, and an account whose refresh token "s3cret-rt-1" is in the vault.
 */
typedef struct
{
  IngotTestServer *server;
  IngotSessionPool *sessions;
  IngotVault *vault;
  IngotCloud *cloud;
  IngotEntra *entra;
  IngotAccount *account;
  IngotAccountSource *source;
  const char *echo; /* what refusals repeat of the request, as a server that means no good would */
} EntraFixture;

/* Call it in main, before ingot_test_init(): the vault is libsecret's own file in @folder. */
void  ingot_entra_fixture_use_file (const char *folder);

void  ingot_entra_fixture_set_up (EntraFixture *self, gconstpointer unused);
void  ingot_entra_fixture_tear_down (EntraFixture *self, gconstpointer unused);

/* Queues a good answer. @refresh_token: (nullable); @lifetime as JSON, such as "3600" */
void  ingot_entra_fixture_answer (EntraFixture *self, const char *token, const char *refresh_token,
                                  const char *lifetime);

/* Queues a refusal of status 400. */
void  ingot_entra_fixture_refuse (EntraFixture *self, const char *error, int number, const char *more);

/* The token that the source gives for @scope now; ends the test when it gives none. */
char *ingot_entra_fixture_dup_token (EntraFixture *self, const char *scope);

/* Awaits @future, which has to be rejected with @code, and no secret in its words. */
void  ingot_entra_fixture_assert_error (DexFuture *future, GQuark domain, int code);

G_END_DECLS
