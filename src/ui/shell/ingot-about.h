/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

AdwDialog *ingot_about_new (void);

/* (transfer full): the program's version and those of the libraries, a line each */
char *ingot_about_dup_versions (void);

G_END_DECLS
