/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include "ingot-test-certificate.h"
#include "ingot-test.h"

static void
run_openssl (IngotTestCertificate *self, const char *name, gboolean expired)
{
  g_autofree char *alternative = g_strconcat ("subjectAltName=", name, NULL);
  const char *argv[] = { "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                         "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=Ingot test", "-quiet",
                         "-addext", alternative, "-keyout", self->key_file,
                         "-out", self->certificate_file,
                         "-not_before", "20200101000000Z",
                         "-not_after", expired ? "20210101000000Z" : "20990101000000Z", NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocess) openssl = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);

  g_assert_no_error (error);
  g_subprocess_wait_check (openssl, NULL, &error);
  g_assert_no_error (error);
}

IngotTestCertificate
ingot_test_certificate_make (const char *name, gboolean expired)
{
  IngotTestCertificate self = { NULL };
  g_autoptr(GError) error = NULL;

  self.folder = ingot_test_make_folder ();
  self.certificate_file = g_build_filename (self.folder, "certificate.pem", NULL);
  self.key_file = g_build_filename (self.folder, "key.pem", NULL);
  run_openssl (&self, name, expired);
  self.certificate = g_tls_certificate_new_from_files (self.certificate_file, self.key_file, &error);
  g_assert_no_error (error);
  return self;
}

void
ingot_test_certificate_clear (IngotTestCertificate *self)
{
  g_clear_object (&self->certificate);
  ingot_test_remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->certificate_file);
  g_free (self->key_file);
}
