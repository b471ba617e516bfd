/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What the command line said. */
typedef struct
{
  guint16 port; /* 0: a free one */
  guint64 seed;
  gboolean seed_given;
  double rate;   /* tokens per second; 0: each deployment its own speed */
  char *api_key; /* NULL: make one */
  gboolean tls;
  char *state_dir; /* NULL: a temporary one */
  char *config;    /* NULL: the built-in deployments */
  gboolean faults;
  gboolean show_version;
} SandboxOptions;

/* Reads the arguments, the program's name first. --help prints the help and ends the program. */
gboolean sandbox_options_parse (SandboxOptions *options, GStrv arguments, GError **error);
void sandbox_options_clear (SandboxOptions *options);

G_END_DECLS
