/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-server"
#include "config.h"

#include "sandbox-page.h"

enum
{
  SHA256_BYTES = 32,
};

static const char style[]
  = ":root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }\n"
    "body { max-width: 60rem; margin: 0 auto; padding: 1rem; overflow-wrap: break-word; }\n"
    "h1 { font-size: 1.6rem; margin: .5rem 0; } h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }\n"
    "code, pre { font-family: ui-monospace, monospace; font-size: .875rem; }\n"
    "pre { overflow-x: auto; padding: .75rem; border-radius: .5rem; background: light-dark(#0000000d, "
    "#ffffff14); }\n"
    "table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }\n"
    "th, td { text-align: start; padding: .35rem 1rem .35rem 0; vertical-align: baseline; }\n"
    "th:last-child, td:last-child { padding-right: 0; } summary { cursor: pointer; margin: .75rem 0; }\n"
    "td { overflow-wrap: anywhere; } td:first-child { min-width: 4.5rem; }\n"
    "td { border-top: 1px solid light-dark(#0000001f, #ffffff26); }\n"
    "button, input, select { font: inherit; padding: .4rem .9rem; margin: .2rem .4rem .2rem 0; max-width: "
    "100%; }\n"
    ".note { opacity: .75; }\n";

char *
sandbox_page_print (const char *title, const char *body)
{
  g_autofree char *escaped = g_markup_escape_text (title, -1);

  return g_strconcat ("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>",
                      escaped, "</title>\n<style>", style, "</style>\n</head>\n<body>\n", body,
                      "</body>\n</html>\n", NULL);
}

/* A form that ends a sign-in leads back to the client's own port. */
char *
sandbox_page_dup_policy (void)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[SHA256_BYTES];
  gsize length = sizeof digest;
  g_autofree char *encoded = NULL;

  g_checksum_update (checksum, (const guchar *) style, sizeof style - 1);
  g_checksum_get_digest (checksum, digest, &length);
  encoded = g_base64_encode (digest, length);
  return g_strdup_printf (
    "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; frame-ancestors 'none'; "
    "form-action 'self' http://localhost:* http://127.0.0.1:*",
    encoded);
}

void
sandbox_page_append (GString *html, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_markup_vprintf_escaped (format, arguments);
  va_end (arguments);
  g_string_append (html, text);
}
