/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-entra"
#include "config.h"

#include <string.h>

#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>

#include "sandbox-signer.h"
#include "server/sandbox-json.h"

enum
{
  KEY_BITS = 2048,
  KEY_ID_BYTES = 20,
};

struct _SandboxSigner
{
  gnutls_privkey_t private_key; /* NULL until it is needed */
  gnutls_pubkey_t public_key;
  char *modulus; /* base64url */
  char *exponent;
  char *key_id;
};

char *
sandbox_base64url_encode (const guchar *data, gsize length)
{
  char *text = g_base64_encode (data, length);

  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';
  return text;
}

GBytes *
sandbox_base64url_decode (const char *text)
{
  g_autofree char *padded = g_strconcat (text, &"==="[(strlen (text) + 3) % 4], NULL);
  gsize length;
  guchar *data;

  for (const char *at = text; *at != '\0'; at++)
    if (!g_ascii_isalnum (*at) && *at != '-' && *at != '_')
      return NULL;
  g_strdelimit (padded, "-", '+');
  g_strdelimit (padded, "_", '/');
  data = g_base64_decode (padded, &length);
  return g_bytes_new_take (data, length);
}

static void
check (int code)
{
  if (code < 0)
    g_error ("The cryptographic library failed: %s", gnutls_strerror (code));
}

static char *
take_number (gnutls_datum_t *number)
{
  char *text = sandbox_base64url_encode (number->data, number->size);

  gnutls_free (number->data);
  return text;
}

/* The key's name is a digest of the key, as an x5t is one of its certificate. */
static char *
make_key_id (const char *modulus)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);
  guint8 digest[KEY_ID_BYTES];
  gsize length = sizeof digest;

  g_checksum_update (checksum, (const guchar *) modulus, -1);
  g_checksum_get_digest (checksum, digest, &length);
  return sandbox_base64url_encode (digest, length);
}

static void
make_key (SandboxSigner *signer)
{
  gnutls_datum_t modulus;
  gnutls_datum_t exponent;

  if (signer->private_key != NULL)
    return;
  check (gnutls_privkey_init (&signer->private_key));
  check (gnutls_privkey_generate (signer->private_key, GNUTLS_PK_RSA, KEY_BITS, 0));
  check (gnutls_pubkey_init (&signer->public_key));
  check (gnutls_pubkey_import_privkey (signer->public_key, signer->private_key, 0, 0));
  check (gnutls_pubkey_export_rsa_raw2 (signer->public_key, &modulus, &exponent, GNUTLS_EXPORT_FLAG_NO_LZ));
  signer->modulus = take_number (&modulus);
  signer->exponent = take_number (&exponent);
  signer->key_id = make_key_id (signer->modulus);
}

SandboxSigner *
sandbox_signer_new (void)
{
  return g_new0 (SandboxSigner, 1);
}

void
sandbox_signer_free (SandboxSigner *signer)
{
  g_clear_pointer (&signer->private_key, gnutls_privkey_deinit);
  g_clear_pointer (&signer->public_key, gnutls_pubkey_deinit);
  g_free (signer->modulus);
  g_free (signer->exponent);
  g_free (signer->key_id);
  g_free (signer);
}

static char *
encode_text (char *text)
{
  char *encoded = sandbox_base64url_encode ((const guchar *) text, strlen (text));

  g_free (text);
  return encoded;
}

static char *
make_header (SandboxSigner *signer)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  sandbox_json_add_string (builder, "typ", "JWT");
  sandbox_json_add_string (builder, "alg", "RS256");
  sandbox_json_add_string (builder, "x5t", signer->key_id);
  sandbox_json_add_string (builder, "kid", signer->key_id);
  return encode_text (sandbox_json_print (builder));
}

static char *
make_signature (SandboxSigner *signer, const char *signed_part)
{
  gnutls_datum_t data = { (guchar *) signed_part, (guint) strlen (signed_part) };
  gnutls_datum_t signature;

  check (gnutls_privkey_sign_data2 (signer->private_key, GNUTLS_SIGN_RSA_SHA256, 0, &data, &signature));
  return take_number (&signature);
}

char *
sandbox_signer_sign (SandboxSigner *signer, JsonNode *claims)
{
  g_autofree char *header = NULL;
  g_autofree char *body = encode_text (json_to_string (claims, FALSE));
  g_autofree char *signed_part = NULL;
  g_autofree char *signature = NULL;

  json_node_unref (claims);
  make_key (signer);
  header = make_header (signer);
  signed_part = g_strjoin (".", header, body, NULL);
  signature = make_signature (signer, signed_part);
  return g_strjoin (".", signed_part, signature, NULL);
}

static JsonObject *
parse_part (const char *part)
{
  g_autoptr(GBytes) bytes = sandbox_base64url_decode (part);
  g_autoptr(JsonParser) parser = json_parser_new ();
  JsonNode *root;

  if (bytes == NULL || g_bytes_get_size (bytes) == 0
      || !json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL),
                                      (gssize) g_bytes_get_size (bytes), NULL))
    return NULL;
  root = json_parser_get_root (parser);
  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_dup_object (root) : NULL;
}

/* An algorithm of the token's own choice is how other verifiers were fooled: there is only ours. */
static gboolean
is_our_header (SandboxSigner *signer, const char *part)
{
  g_autofree char *ours = make_header (signer);

  return g_str_equal (part, ours);
}

static gboolean
is_our_signature (SandboxSigner *signer, const char *token, const char *text)
{
  gnutls_datum_t data = { (guchar *) token, (guint) (text - token - 1) };
  g_autoptr(GBytes) bytes = sandbox_base64url_decode (text);
  gnutls_datum_t signature;

  if (bytes == NULL || g_bytes_get_size (bytes) == 0)
    return FALSE;
  signature.data = (guchar *) g_bytes_get_data (bytes, NULL);
  signature.size = (guint) g_bytes_get_size (bytes);
  return gnutls_pubkey_verify_data2 (signer->public_key, GNUTLS_SIGN_RSA_SHA256, 0, &data, &signature) >= 0;
}

JsonObject *
sandbox_signer_open (SandboxSigner *signer, const char *token)
{
  g_auto(GStrv) parts = g_strsplit (token, ".", -1);

  make_key (signer);
  if (g_strv_length (parts) != 3 || !is_our_header (signer, parts[0])
      || !is_our_signature (signer, token, strrchr (token, '.') + 1))
    return NULL;
  return parse_part (parts[1]);
}

JsonNode *
sandbox_signer_get_keys (SandboxSigner *signer, const char *issuer)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  make_key (signer);
  json_builder_begin_object (builder);
  sandbox_json_begin_array (builder, "keys");
  json_builder_begin_object (builder);
  sandbox_json_add_string (builder, "kty", "RSA");
  sandbox_json_add_string (builder, "use", "sig");
  sandbox_json_add_string (builder, "kid", signer->key_id);
  sandbox_json_add_string (builder, "x5t", signer->key_id);
  sandbox_json_add_string (builder, "n", signer->modulus);
  sandbox_json_add_string (builder, "e", signer->exponent);
  sandbox_json_add_string (builder, "alg", "RS256");
  sandbox_json_add_string (builder, "issuer", issuer);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
  return sandbox_json_end (builder);
}
