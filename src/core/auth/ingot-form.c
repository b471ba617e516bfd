/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-auth"
#include "config.h"

#include <libsecret/secret.h>
#include <string.h>

#include "ingot-form.h"
#include "ingot-secret.h"

/* Shorter ones would be found in ordinary words. */
#define MIN_SECRET 4

struct _IngotForm
{
  char *text;
  GPtrArray *secrets; /* of SecretValue */
};

IngotForm *
ingot_form_new (void)
{
  IngotForm *self = g_new0 (IngotForm, 1);

  self->text = g_strdup ("");
  self->secrets = g_ptr_array_new_with_free_func ((GDestroyNotify) secret_value_unref);
  return self;
}

void
ingot_form_free (IngotForm *self)
{
  secret_password_free (self->text);
  g_ptr_array_unref (self->secrets);
  g_free (self);
}

void
ingot_form_add (IngotForm *self, const char *name, const char *value)
{
  char *escaped, *longer;

  if (value == NULL)
    return;
  escaped = g_uri_escape_string (value, NULL, FALSE);
  longer = g_strconcat (self->text, *self->text != '\0' ? "&" : "", name, "=", escaped, NULL);
  secret_password_free (escaped);
  secret_password_free (self->text);
  self->text = longer;
}

void
ingot_form_add_secret (IngotForm *self, const char *name, const char *value)
{
  ingot_form_add (self, name, value);
  if (value != NULL && strlen (value) >= MIN_SECRET)
    g_ptr_array_add (self->secrets, ingot_secret_new (value));
}

const char *
ingot_form_get_text (IngotForm *self)
{
  return self->text;
}

GBytes *
ingot_form_to_bytes (IngotForm *self)
{
  char *copy = g_strdup (self->text);

  return g_bytes_new_with_free_func (copy, strlen (copy), (GDestroyNotify) secret_password_free, copy);
}

void
ingot_form_censor (IngotForm *self, char **text)
{
  for (guint i = 0; *text != NULL && i < self->secrets->len; i++)
    {
      g_auto(GStrv) parts = NULL;
      const char *secret = secret_value_get_text (self->secrets->pdata[i]);

      if (strstr (*text, secret) == NULL)
        continue;
      parts = g_strsplit (*text, secret, -1);
      secret_password_free (*text);
      *text = g_strjoinv ("…", parts);
    }
}
