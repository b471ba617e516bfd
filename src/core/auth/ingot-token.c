/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-auth"
#include "config.h"

#include <string.h>
#include <time.h>

#include "base/ingot-json.h"
#include "ingot-secret.h"
#include "ingot-token.h"

#define MAX_TOKEN (64 * 1024)

/* No server means more than a week. */
#define MAX_LIFETIME_S (7 * 24 * 3600)

#define MARGIN_S (5 * 60)

struct _IngotToken
{
  SecretValue *value;
  gint64 expires; /* these two in seconds of the clock below */
  gint64 renews;
};

G_DEFINE_BOXED_TYPE (IngotToken, ingot_token, ingot_token_ref, ingot_token_unref)

/* The monotonic clock of GLib stands still while the computer sleeps. */
static gint64
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_BOOTTIME, &time);
  return time.tv_sec;
}

IngotToken *
ingot_token_new (const char *text, gint64 lifetime_s, gint64 refresh_s)
{
  IngotToken *self = g_atomic_rc_box_new0 (IngotToken);
  gint64 lifetime = CLAMP (lifetime_s, 0, MAX_LIFETIME_S);
  gint64 renews = lifetime - MIN (MARGIN_S, lifetime / 2);

  if (refresh_s >= 0)
    renews = MIN (renews, refresh_s);
  self->value = ingot_secret_new (text);
  self->expires = now () + lifetime;
  self->renews = now () + renews;
  return self;
}

IngotToken *
ingot_token_ref (IngotToken *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  secret_value_unref (((IngotToken *) data)->value);
}

void
ingot_token_unref (IngotToken *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

const char *
ingot_token_get_text (IngotToken *self)
{
  return secret_value_get_text (self->value);
}

gboolean
ingot_token_is_good (IngotToken *self)
{
  return now () < self->expires;
}

gboolean
ingot_token_is_fresh (IngotToken *self)
{
  return now () < self->renews;
}

gint64
ingot_token_get_seconds_left (IngotToken *self)
{
  return MAX (0, self->expires - now ());
}

gboolean
ingot_token_is_text (const char *text)
{
  gsize length = 0;

  if (text == NULL)
    return FALSE;
  for (; text[length] != '\0'; length++)
    if (!g_ascii_isgraph (text[length]) || length >= MAX_TOKEN)
      return FALSE;
  return length > 0;
}

JsonNode *
ingot_token_read_claims (const char *jwt)
{
  const char *begin = ingot_token_is_text (jwt) ? strchr (jwt, '.') : NULL;
  const char *end = begin != NULL ? strchr (begin + 1, '.') : NULL;
  g_autoptr(GString) part = NULL;
  g_autofree guchar *bytes = NULL;
  JsonNode *claims;
  gsize length;

  if (end == NULL || end == begin + 1)
    return NULL;
  part = g_string_new_len (begin + 1, end - begin - 1);
  g_string_replace (part, "-", "+", 0);
  g_string_replace (part, "_", "/", 0);
  while (part->len % 4 != 0)
    g_string_append_c (part, '=');
  bytes = g_base64_decode (part->str, &length);
  claims = ingot_json_parse ((const char *) bytes, length, NULL);
  if (claims != NULL && JSON_NODE_HOLDS_OBJECT (claims))
    return claims;
  g_clear_pointer (&claims, json_node_unref);
  return NULL;
}
