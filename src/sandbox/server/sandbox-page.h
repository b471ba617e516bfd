/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The frame of a page for people: @body is HTML, @title is plain text. One column, readable on a phone, dark
 * where the browser is. */
char *sandbox_page_print (const char *title, const char *body);

/* The Content-Security-Policy of such a page: no scripts, nothing from anywhere, forms only to this machine. */
char *sandbox_page_dup_policy (void);

/* Appends formatted HTML; the strings among the arguments are escaped. */
void sandbox_page_append (GString *html, const char *format, ...) G_GNUC_PRINTF (2, 3);

G_END_DECLS
