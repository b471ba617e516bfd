/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-server"
#include "config.h"

#include <gnutls/crypto.h>
#include <gnutls/x509.h>

#include "sandbox-certificate.h"

#define SERVER_FILE "server.pem"
#define DAY (24 * 60 * 60)
#define VALID_DAYS 730
#define SPARE_DAYS 30

enum
{
  SERIAL_BYTES = 16,
  KEY_ID_BYTES = 20, /* RFC 5280, 4.2.1.2, method 1: SHA-1 */
};

/* Nothing that a user does makes these calls fail. */
static void
must (int result)
{
  if (result < 0)
    g_error ("GnuTLS cannot make a certificate: %s", gnutls_strerror (result));
}

static gnutls_x509_privkey_t
new_key (void)
{
  gnutls_x509_privkey_t key;

  must (gnutls_x509_privkey_init (&key));
  must (gnutls_x509_privkey_generate (key, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1),
                                      0));
  return key;
}

static void
set_serial (gnutls_x509_crt_t certificate)
{
  guchar serial[SERIAL_BYTES];

  must (gnutls_rnd (GNUTLS_RND_RANDOM, serial, sizeof serial));
  serial[0] = (serial[0] & 0x3f) | 0x40; /* positive, and as long as it is */
  must (gnutls_x509_crt_set_serial (certificate, serial, sizeof serial));
}

/* OpenSSL in its strict mode, which Python 3.13 has by default, wants both identifiers. */
static void
set_key_ids (gnutls_x509_crt_t certificate, gnutls_x509_crt_t issuer)
{
  guchar id[KEY_ID_BYTES];
  size_t size = sizeof id;

  must (gnutls_x509_crt_get_key_id (certificate, GNUTLS_KEYID_USE_SHA1, id, &size));
  must (gnutls_x509_crt_set_subject_key_id (certificate, id, size));
  size = sizeof id;
  must (gnutls_x509_crt_get_key_id (issuer, GNUTLS_KEYID_USE_SHA1, id, &size));
  must (gnutls_x509_crt_set_authority_key_id (certificate, id, size));
}

/* @issuer NULL: for itself. */
static gnutls_x509_crt_t
begin_certificate (gnutls_x509_privkey_t key, const char *name, gnutls_x509_crt_t issuer)
{
  time_t now = time (NULL);
  gnutls_x509_crt_t certificate;

  must (gnutls_x509_crt_init (&certificate));
  must (gnutls_x509_crt_set_version (certificate, 3));
  must (gnutls_x509_crt_set_dn (certificate, name, NULL));
  must (gnutls_x509_crt_set_key (certificate, key));
  must (gnutls_x509_crt_set_activation_time (certificate, now - DAY));
  must (gnutls_x509_crt_set_expiration_time (certificate, now + VALID_DAYS * DAY));
  must (gnutls_x509_crt_set_basic_constraints (certificate, issuer == NULL, issuer == NULL ? 0 : -1));
  set_serial (certificate);
  set_key_ids (certificate, issuer != NULL ? issuer : certificate);
  return certificate;
}

static gnutls_x509_crt_t
new_authority (gnutls_x509_privkey_t key)
{
  gnutls_x509_crt_t certificate = begin_certificate (key, "CN=ingot-sandbox authority", NULL);

  must (gnutls_x509_crt_set_key_usage (certificate, GNUTLS_KEY_KEY_CERT_SIGN | GNUTLS_KEY_CRL_SIGN));
  must (gnutls_x509_crt_sign2 (certificate, certificate, key, GNUTLS_DIG_SHA256, 0));
  return certificate;
}

static gnutls_x509_crt_t
new_leaf (gnutls_x509_privkey_t key, gnutls_x509_crt_t issuer, gnutls_x509_privkey_t issuer_key)
{
  static const guchar ipv4[] = { 127, 0, 0, 1 };
  static const guchar ipv6[] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 };
  static const char name[] = "localhost";
  gnutls_x509_crt_t certificate = begin_certificate (key, "CN=localhost", issuer);

  must (gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_DNSNAME, name, sizeof name - 1,
                                              GNUTLS_FSAN_SET));
  must (gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_IPADDRESS, ipv4, sizeof ipv4,
                                              GNUTLS_FSAN_APPEND));
  must (gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_IPADDRESS, ipv6, sizeof ipv6,
                                              GNUTLS_FSAN_APPEND));
  must (gnutls_x509_crt_set_key_usage (certificate, GNUTLS_KEY_DIGITAL_SIGNATURE));
  must (gnutls_x509_crt_set_key_purpose_oid (certificate, GNUTLS_KP_TLS_WWW_SERVER, FALSE));
  must (gnutls_x509_crt_sign2 (certificate, issuer, issuer_key, GNUTLS_DIG_SHA256, 0));
  return certificate;
}

static char *
take_text (gnutls_datum_t datum)
{
  char *text = g_strndup ((const char *) datum.data, datum.size);

  gnutls_free (datum.data);
  return text;
}

static char *
print_certificate (gnutls_x509_crt_t certificate)
{
  gnutls_datum_t datum;

  must (gnutls_x509_crt_export2 (certificate, GNUTLS_X509_FMT_PEM, &datum));
  return take_text (datum);
}

static char *
print_key (gnutls_x509_privkey_t key)
{
  gnutls_datum_t datum;

  must (gnutls_x509_privkey_export2_pkcs8 (key, GNUTLS_X509_FMT_PEM, NULL, GNUTLS_PKCS_PLAIN, &datum));
  return take_text (datum);
}

static gboolean
make (SandboxState *state, GError **error)
{
  gnutls_x509_privkey_t authority_key = new_key ();
  gnutls_x509_privkey_t key = new_key ();
  gnutls_x509_crt_t authority = new_authority (authority_key);
  gnutls_x509_crt_t leaf = new_leaf (key, authority, authority_key);
  g_autofree char *authority_text = print_certificate (authority);
  g_autofree char *leaf_text = print_certificate (leaf);
  g_autofree char *key_text = print_key (key);
  g_autofree char *server_text = g_strconcat (leaf_text, key_text, NULL);

  gnutls_x509_crt_deinit (leaf);
  gnutls_x509_crt_deinit (authority);
  gnutls_x509_privkey_deinit (key);
  gnutls_x509_privkey_deinit (authority_key);
  return sandbox_state_save (state, SERVER_FILE, server_text, error)
         && sandbox_state_save (state, SANDBOX_CERTIFICATE_CA, authority_text, error);
}

/* NULL also when there is one that should not be used any more, for whatever reason. */
static GTlsCertificate *
load (SandboxState *state)
{
  g_autofree char *server_text = sandbox_state_load (state, SERVER_FILE, NULL);
  g_autofree char *authority_text = sandbox_state_load (state, SANDBOX_CERTIFICATE_CA, NULL);
  g_autoptr(GTlsCertificate) leaf = NULL;
  g_autoptr(GTlsCertificate) authority = NULL;
  g_autoptr(GSocketConnectable) name = g_network_address_new ("localhost", 0);
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr(GDateTime) soon = g_date_time_add_days (now, SPARE_DAYS);
  g_autoptr(GDateTime) end = NULL;

  if (server_text == NULL || authority_text == NULL)
    return NULL;
  leaf = g_tls_certificate_new_from_pem (server_text, -1, NULL);
  authority = g_tls_certificate_new_from_pem (authority_text, -1, NULL);
  if (leaf == NULL || authority == NULL || g_tls_certificate_verify (leaf, name, authority) != 0)
    return NULL;
  end = g_tls_certificate_get_not_valid_after (leaf);
  return end != NULL && g_date_time_compare (soon, end) < 0 ? g_steal_pointer (&leaf) : NULL;
}

GTlsCertificate *
sandbox_certificate_new (SandboxState *state, GError **error)
{
  GTlsCertificate *certificate = load (state);

  if (certificate != NULL)
    return certificate;
  if (!make (state, error))
    return NULL;
  certificate = load (state);
  if (certificate == NULL)
    g_set_error_literal (error, G_TLS_ERROR, G_TLS_ERROR_UNAVAILABLE,
                         "There is no TLS library. Install glib-networking.");
  return certificate;
}
