/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-inference"
#include "config.h"

#include <string.h>

#include <libsoup/soup.h>

#include "sandbox-picture.h"

enum
{
  MAX_PIXELS = 50 * 1000 * 1000,
  THUMBNAIL = 64,
  /* Bytes that the decoder gets at once. */
  PIECE = 64 * 1024,
  /* A picture counts as this many tokens, and at high detail each square of 512 pixels as so many more, after
   * it was scaled into 2048 and its shorter side down to 768. */
  BASE_TOKENS = 85,
  TILE_TOKENS = 170,
  TILE = 512,
  LONG_SIDE = 2048,
  SHORT_SIDE = 768,
};

static const struct
{
  const char *mime_type;
  const char *kind;
} kinds[] = {
  { "image/png", "PNG" }, { "image/jpeg", "JPEG" }, { "image/jpg", "JPEG" },
  { "image/gif", "GIF" }, { "image/webp", "WebP" },
};

typedef struct
{
  guint width, height;
  gboolean is_too_large;
} Size;

/* The start of the data, and the kind of picture. NULL when @url is not a data URL with a kind known here. */
static const char *
find_data (const char *url, const char **kind)
{
  if (g_ascii_strncasecmp (url, "data:", strlen ("data:")) != 0)
    return NULL;
  url += strlen ("data:");
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *prefix = g_strconcat (kinds[i].mime_type, ";base64,", NULL);

      if (g_ascii_strncasecmp (url, prefix, strlen (prefix)) != 0)
        continue;
      *kind = kinds[i].kind;
      return url + strlen (prefix);
    }
  return NULL;
}

/* GLib's decoder skips what it does not know; the service refuses it. */
static guchar *
decode (const char *text, gsize *length)
{
  static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  gsize n_letters = strspn (text, letters);
  gsize n_marks = strspn (text + n_letters, "=");

  if (n_letters == 0 || text[n_letters + n_marks] != '\0' || n_marks > 2 || (n_letters + n_marks) % 4 != 0)
    return NULL;
  return g_base64_decode (text, length);
}

/* A size of nothing makes the decoder stop before it unpacks anything. */
static void
size_prepared_cb (GdkPixbufLoader *loader, int width, int height, gpointer data)
{
  Size *size = data;
  int longer = MAX (width, height);

  size->width = (guint) MAX (width, 0);
  size->height = (guint) MAX (height, 0);
  size->is_too_large = (guint64) size->width * size->height > MAX_PIXELS;
  if (size->is_too_large)
    gdk_pixbuf_loader_set_size (loader, 0, 0);
  else if (longer > THUMBNAIL)
    gdk_pixbuf_loader_set_size (loader, MAX (width * THUMBNAIL / longer, 1),
                                MAX (height * THUMBNAIL / longer, 1));
}

static GdkPixbuf *
load (const guchar *data, gsize length, const char *kind, Size *size)
{
  g_autofree char *name = g_ascii_strdown (kind, -1);
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new_with_type (name, NULL);
  gboolean works = loader != NULL;
  GdkPixbuf *pixels;

  if (loader == NULL)
    return NULL;
  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), size);
  for (gsize at = 0; works && at < length && !size->is_too_large; at += PIECE)
    works = gdk_pixbuf_loader_write (loader, data + at, MIN (length - at, PIECE), NULL);
  works = gdk_pixbuf_loader_close (loader, NULL) && works && !size->is_too_large;
  pixels = works ? gdk_pixbuf_loader_get_pixbuf (loader) : NULL;
  return pixels != NULL ? g_object_ref (pixels) : NULL;
}

SandboxPicture *
sandbox_picture_new (const char *url, SandboxProblem **problem)
{
  const char *kind = NULL;
  const char *text = find_data (url, &kind);
  g_autofree guchar *data = NULL;
  g_autoptr (GdkPixbuf) pixels = NULL;
  Size size = { 0 };
  SandboxPicture *picture;
  gsize length = 0;

  if (text == NULL)
    {
      *problem = sandbox_picture_refuse_url ();
      return NULL;
    }
  data = decode (text, &length);
  if (data == NULL)
    {
      *problem = sandbox_problem_new_invalid ("invalid_base64", NULL, "Invalid base64 image_url.");
      return NULL;
    }
  pixels = load (data, length, kind, &size);
  if (pixels == NULL)
    {
      *problem = sandbox_problem_new (SOUP_STATUS_BAD_REQUEST, "BadRequest", "Invalid image data.");
      return NULL;
    }
  picture = g_new0 (SandboxPicture, 1);
  picture->kind = kind;
  picture->width = size.width;
  picture->height = size.height;
  picture->pixels = g_steal_pointer (&pixels);
  return picture;
}

void
sandbox_picture_free (SandboxPicture *picture)
{
  g_object_unref (picture->pixels);
  g_free (picture);
}

gboolean
sandbox_picture_is_remote (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host == NULL || *host == '\0')
    return FALSE;
  return g_str_equal (g_uri_get_scheme (uri), "https") || g_str_equal (g_uri_get_scheme (uri), "http");
}

SandboxProblem *
sandbox_picture_refuse_url (void)
{
  return sandbox_problem_new (SOUP_STATUS_BAD_REQUEST, "BadRequest",
                              "Invalid image URL. The URL must be a valid HTTP or HTTPS URL, or a data URL "
                              "with base64 encoding.");
}

guint
sandbox_picture_get_tokens (const SandboxPicture *picture, const char *detail)
{
  double longer = MAX (picture->width, picture->height);
  double shorter = MIN (picture->width, picture->height);
  double scale = MIN (1, LONG_SIDE / longer);

  if (g_strcmp0 (detail, "low") == 0)
    return BASE_TOKENS;
  scale = MIN (scale, SHORT_SIDE / shorter);
  longer *= scale;
  shorter *= scale;
  return BASE_TOKENS
         + TILE_TOKENS * (((guint) longer + TILE - 1) / TILE) * (((guint) shorter + TILE - 1) / TILE);
}
