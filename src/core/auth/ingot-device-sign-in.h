/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-entra.h"

G_BEGIN_DECLS

/* What a person has to do: enter @user_code at @link within @lifetime_s. */
typedef struct
{
  char *user_code;
  char *link;
  int lifetime_s;
  int interval_s; /* between two questions whether it has been done */
  char *device_code;
} IngotDeviceCode;

void ingot_device_code_free (IngotDeviceCode *self);

/* (transfer full): or NULL with %INGOT_ERROR_PROTOCOL: what a person is to be shown and what a browser is to open
 * is looked at closely. @object: (nullable) */
IngotDeviceCode *ingot_device_code_read (JsonObject *object, GError **error);

typedef void (*IngotDeviceCodeFunc) (const IngotDeviceCode *code, gpointer user_data);

/**
 * ingot_device_sign_in_run:
 * @tenant: as in %INGOT_TENANT_ORGANIZATIONS
 * @claims: (nullable): what an earlier refusal asked for
 * @second_ms: how long a second is: 1000 but in tests
 * @func: is called once, when the code is there
 * @wanted: (out) (optional) (transfer full): when it is refused, the claims that another try has to send along; or NULL
 *
 * The device authorization grant. It waits: it belongs in a fiber. A service that cannot be reached or is too
 * busy is asked again, less and less often, as long as the code is good.
 *
 * Returns: (transfer full): the tokens; or NULL with %INGOT_ERROR_DECLINED, %INGOT_ERROR_CODE_EXPIRED,
 *   %INGOT_ERROR_CODE_BAD, %INGOT_ERROR_BLOCKED or another one of signing in
 */
IngotTokenReply *ingot_device_sign_in_run (IngotEntra *entra, const char *tenant, const char *scope,
                                           const char *claims, int second_ms, IngotDeviceCodeFunc func,
                                           gpointer user_data, char **wanted, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IngotDeviceCode, ingot_device_code_free)

G_END_DECLS
