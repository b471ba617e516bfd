/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a deployment can be copied as. */
typedef enum
{
  INGOT_SAMPLE_LANGUAGE_CURL,
  INGOT_SAMPLE_LANGUAGE_PYTHON,
  INGOT_SAMPLE_LANGUAGE_CSHARP,
} IngotSampleLanguage;

G_END_DECLS
