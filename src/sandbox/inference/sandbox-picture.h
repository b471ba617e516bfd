/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>

#include "server/sandbox-problem.h"

G_BEGIN_DECLS

/* A picture that came as a data URL: "data:image/png;base64,…". PNG, JPEG, GIF and, where the system can
 * read it, WebP. Pictures are a stranger's input: no other formats are tried, and one of more than 50
 * million pixels is not unpacked. */
typedef struct
{
  const char *kind; /* such as "PNG" */
  guint width;
  guint height;
  GdkPixbuf *pixels; /* scaled down to at most 64 × 64 */
} SandboxPicture;

/* Reads the picture in @url. NULL with *@problem set: not a data URL of a picture, bad base64, not a picture
 * after all, or too large. */
SandboxPicture *sandbox_picture_new (const char *url, SandboxProblem **problem);
void sandbox_picture_free (SandboxPicture *picture);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxPicture, sandbox_picture_free)

/* Whether @url is one that the service would fetch. The sandbox never fetches anything. */
gboolean sandbox_picture_is_remote (const char *url);

/* 400 for an address that is neither a data URL nor one to be fetched. */
SandboxProblem *sandbox_picture_refuse_url (void);

/* What OpenAI's models count for it. @detail: "low", "high", "auto" or NULL. */
guint sandbox_picture_get_tokens (const SandboxPicture *picture, const char *detail);

G_END_DECLS
