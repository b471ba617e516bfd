/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-azure"
#include "config.h"

#include "ingot-endpoint-style.h"

static const IngotEndpointStyleTable *const styles[] = {
  &ingot_v1_style,
};

const IngotEndpointStyleTable *
ingot_endpoint_style_find (IngotEndpointStyle style)
{
  for (gsize i = 0; i < G_N_ELEMENTS (styles); i++)
    if (styles[i]->style == style)
      return styles[i];
  return NULL;
}

IngotKeyHeader
ingot_azure_key_header (IngotResource *resource)
{
  return ingot_v1_style.get_key_header (resource);
}
