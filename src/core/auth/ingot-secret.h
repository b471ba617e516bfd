/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsecret/secret.h>

G_BEGIN_DECLS

/* (transfer full): a copy of @text in memory that is wiped when it is freed, is in no core dump and,
 * where the limits allow it, is never swapped out. */
SecretValue *ingot_secret_new (const char *text);

G_END_DECLS
