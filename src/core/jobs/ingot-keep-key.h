/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Where a key, or what an account is signed in with, is kept. */
typedef enum
{
  INGOT_KEEP_IN_KEYRING,
  INGOT_KEEP_UNTIL_QUIT, /* in memory only, for a system without a keyring */
} IngotKeepKey;
