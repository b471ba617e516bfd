/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "entra/sandbox-entra.h"

G_BEGIN_DECLS

/* Entra's refusals, by their numbers (AADSTS).
 * https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
enum
{
  SANDBOX_AADSTS_MISSING_PARAMETER = 900144,
  SANDBOX_AADSTS_NO_TENANT = 90002,
  SANDBOX_AADSTS_NO_APPLICATION = 700016,
  SANDBOX_AADSTS_BAD_GRANT_TYPE = 70003,
  SANDBOX_AADSTS_BAD_SCOPE = 70011,
  SANDBOX_AADSTS_PENDING = 70016,
  SANDBOX_AADSTS_BAD_CODE = 70018,
  SANDBOX_AADSTS_CODE_EXPIRED = 70019,
  SANDBOX_AADSTS_DECLINED = 65004,
  SANDBOX_AADSTS_MFA = 50076,
  SANDBOX_AADSTS_BLOCKED = 53003,
  SANDBOX_AADSTS_NOT_IN_TENANT = 50020,
  SANDBOX_AADSTS_BAD_GRANT = 70000,
  SANDBOX_AADSTS_INACTIVE = 700082,
  SANDBOX_AADSTS_REVOKED = 50173,
  SANDBOX_AADSTS_REDEEMED = 54005,
  SANDBOX_AADSTS_OLD_AUTHORIZATION_CODE = 70008,
  SANDBOX_AADSTS_BAD_VERIFIER = 501481,
  SANDBOX_AADSTS_BAD_CHALLENGE_METHOD = 501491,
  SANDBOX_AADSTS_OTHER_REDIRECT = 500112,
  SANDBOX_AADSTS_NO_REDIRECT = 900971,
  SANDBOX_AADSTS_BAD_RESPONSE_TYPE = 700054,
  SANDBOX_AADSTS_NO_SESSION = 50058,
  SANDBOX_AADSTS_BAD_REDIRECT = 50011,
  SANDBOX_AADSTS_BAD_SECRET = 7000215,
  SANDBOX_AADSTS_NO_SECRET = 7000218,
  SANDBOX_AADSTS_BAD_ASSERTION = 700027,
  SANDBOX_AADSTS_CONSENT = 65001,
  SANDBOX_AADSTS_LOOP = 50196,
};

/* Where a refusal comes up. */
typedef enum
{
  SANDBOX_STEP_START,  /* a code is asked for */
  SANDBOX_STEP_REDEEM, /* a code is exchanged for tokens */
  SANDBOX_STEP_REFRESH,
} SandboxStep;

/* @detail takes the place of {0} in the text and may be NULL. An unknown @code is a mistake. */
SandboxProblem *sandbox_entra_problem_new (SandboxEntra *entra, SandboxExchange *exchange, guint code,
                                           const char *detail);

/* 400 slow_down, which RFC 8628 has and Entra's own list has not. */
SandboxProblem *sandbox_entra_problem_new_slow_down (SandboxEntra *entra, SandboxExchange *exchange);

/* The text of a refusal, with its number, for pages and redirects. */
char *sandbox_entra_problem_describe (guint code, const char *detail);

/* Whether there is such a refusal. */
gboolean sandbox_entra_problem_is_known (guint code);

/* The OAuth name of a refusal. */
const char *sandbox_entra_problem_get_error (guint code);

/* The refusal that an application of this id meets at @step, or 0. The id
 * 00000000-0000-0000-0000-00000NNNNNNN stages AADSTSNNNNNNN when somebody signs in,
 * 00000000-0000-0000-0001-00000NNNNNNN when that is refreshed. */
guint sandbox_entra_problem_of_client (const char *client_id, SandboxStep step);

G_END_DECLS
