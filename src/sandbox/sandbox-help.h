/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What --help says above the options. */
extern const char sandbox_help_summary[];

/* What it says below them: all that a new user has to know. */
char *sandbox_help_dup_description (void);

G_END_DECLS
