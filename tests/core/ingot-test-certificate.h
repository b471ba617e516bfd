/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A certificate that is its own authority, and its files. It is made with the openssl program when the test runs: one
 * that lies in the tree expires. */
typedef struct
{
  GTlsCertificate *certificate;
  char *folder;
  char *certificate_file;
  char *key_file;
} IngotTestCertificate;

/* @name: as in "IP:127.0.0.1"; @expired: whether it ended long ago */
IngotTestCertificate ingot_test_certificate_make (const char *name, gboolean expired);
void                 ingot_test_certificate_clear (IngotTestCertificate *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (IngotTestCertificate, ingot_test_certificate_clear)

G_END_DECLS
