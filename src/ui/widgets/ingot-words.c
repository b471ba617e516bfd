/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-widgets"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-words.h"

const char *
ingot_style_to_string (IngotEndpointStyle style)
{
  return ingot_endpoint_style_get_title (style);
}

const char *
ingot_resource_describe_sign_in (IngotResource *resource)
{
  if (ingot_resource_get_kind (resource) == INGOT_RESOURCE_SANDBOX)
    return _("This computer");
  if (ingot_resource_get_sign_in (resource) == INGOT_SIGN_IN_ACCOUNT)
    return ingot_resource_get_account (resource) != NULL
             ? ingot_account_get_title (ingot_resource_get_account (resource)) : _("Signed out");
  return ingot_resource_get_sign_in (resource) == INGOT_SIGN_IN_KEY ? _("Key") : _("No key");
}
