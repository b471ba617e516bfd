/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a client asks a token for: one resource, and what OpenID Connect adds. */
typedef struct
{
  char *audience; /* the resource as it was written; NULL when only OpenID Connect's scopes were asked for */
  gboolean openid;
  gboolean profile;
  gboolean offline;
} SandboxScope;

/* Reads the parameter "scope". @origin is our own address, which stands for the management of resources, too.
 * NULL with the number of the refusal in @code (AADSTS) and what it is about in @culprit. */
SandboxScope *sandbox_scope_parse (const char *text, const char *origin, guint *code, char **culprit);

/* The same for the v1 form, a resource without "/.default". */
SandboxScope *sandbox_scope_new_resource (const char *resource, const char *origin, guint *code,
                                          char **culprit);
SandboxScope *sandbox_scope_copy (const SandboxScope *scope);
void sandbox_scope_free (SandboxScope *scope);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxScope, sandbox_scope_free)

/* The member "scope" of a token reply. */
char *sandbox_scope_describe (const SandboxScope *scope);

/* Whether two addresses of resources mean the same one: a slash at the end does not count. */
gboolean sandbox_audience_equal (const char *a, const char *b);

gboolean sandbox_audience_is_management (const char *audience, const char *origin);

G_END_DECLS
