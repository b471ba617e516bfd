/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-base"
#include "config.h"

#include "ingot-error.h"

G_DEFINE_QUARK (ingot-error, ingot_error)
