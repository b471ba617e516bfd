/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-auth"
#include "config.h"

#include <errno.h>
#include <sys/random.h>

#include "ingot-pkce.h"

/* Base64 with the two letters that need no escape in an address, and without what fills up. */
static char *
encode (const guchar *bytes, gsize length)
{
  char *text = g_base64_encode (bytes, length);

  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  g_strdelimit (text, "=", '\0');
  return text;
}

char *
ingot_pkce_dup_random (gsize n_bytes)
{
  g_autofree guchar *bytes = g_malloc (n_bytes);

  for (gsize at = 0; at < n_bytes;)
    {
      ssize_t got = getrandom (bytes + at, n_bytes - at, 0);

      if (got > 0)
        at += (gsize) got;
      else if (errno != EINTR)
        g_error ("The system has no random numbers: %s", g_strerror (errno));
    }
  return encode (bytes, n_bytes);
}

char *
ingot_pkce_dup_challenge (const char *verifier)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;

  g_checksum_update (checksum, (const guchar *) verifier, -1);
  g_checksum_get_digest (checksum, digest, &length);
  return encode (digest, length);
}
