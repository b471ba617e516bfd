/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-sample.h"

G_BEGIN_DECLS

/* One file a language. They end with a line end. */
char *ingot_sample_write_curl (const IngotSample *sample);
char *ingot_sample_write_python (const IngotSample *sample);
char *ingot_sample_write_csharp (const IngotSample *sample);

/* What is asked, as in a program. */
#define INGOT_SAMPLE_PROMPT "\"Hello\""

/* The environment variable that the key is in. */
const char *ingot_sample_get_variable (const IngotSample *sample);

/* @text as a string of Python and of C#, in its quotes. What cannot be seen, or changes the direction of what
 * can, is escaped. */
char *ingot_sample_quote (const char *text);

/* The same for JSON. */
char *ingot_sample_quote_json (const char *text);

G_END_DECLS
