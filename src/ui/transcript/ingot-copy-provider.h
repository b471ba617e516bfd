/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-transcript-copy.h"

G_BEGIN_DECLS

/**
 * IngotCopyProvider:
 *
 * Offers what was copied to other programs as plain text, as "text/markdown"
 * and as "text/html", and puts it together when one of them asks for it.
 */
#define INGOT_TYPE_COPY_PROVIDER (ingot_copy_provider_get_type ())
G_DECLARE_FINAL_TYPE (IngotCopyProvider, ingot_copy_provider, INGOT, COPY_PROVIDER, GdkContentProvider)

/* @copy: (transfer full) */
GdkContentProvider *ingot_copy_provider_new (IngotTranscriptCopy *copy);

G_END_DECLS
