/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/*
 * What GIO and libsoup report, in the words of our own domain. Each keeps the
 * library's text, which is in the person's language. Cancellation stays
 * G_IO_ERROR_CANCELLED.
 */

/* (transfer full): for a failure before the head of an answer. @flags are what accept-certificate
 * was told. */
GError *ingot_net_error_for_send (const GError *error, GTlsCertificateFlags flags);

/* (transfer full): for a failure while the body is read. */
GError *ingot_net_error_for_read (const GError *error);

/* (transfer full): for an answer that points to @location (nullable). */
GError *ingot_net_error_for_redirect (const char *location);

G_END_DECLS
