/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-widgets"
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "ingot-words.h"

#define THOUSAND 1000.0
#define MILLION 1000000.0

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

/* Whether a deployment can be asked */

static gboolean
is_signed_out (IngotResource *resource)
{
  IngotAccount *account = ingot_resource_get_account (resource);

  return ingot_resource_get_sign_in (resource) == INGOT_SIGN_IN_ACCOUNT
         && (account == NULL || ingot_account_get_signed_out (account));
}

static gboolean
is_one_of (const char *text, const char *const *names)
{
  for (gsize i = 0; names[i] != NULL; i++)
    if (g_ascii_strcasecmp (text, names[i]) == 0)
      return TRUE;
  return FALSE;
}

static IngotWordsState
find_own_state (const IngotDeploymentInfo *info)
{
  static const char *const on_the_way[] = { "Accepted", "Creating", "Running", "NotRunning", "Moving", "Updating",
                                            "Deleting", NULL };
  static const char *const ready[] = { "Succeeded", NULL };

  if (info == NULL)
    return INGOT_WORDS_STATE_UNKNOWN;
  if (info->state != NULL && is_one_of (info->state, on_the_way))
    return INGOT_WORDS_STATE_BUSY;
  if (info->state != NULL && !is_one_of (info->state, ready))
    return INGOT_WORDS_STATE_OFF;
  if (!ingot_deployment_info_is_usable (info))
    return INGOT_WORDS_STATE_BATCH;
  return info->state != NULL ? INGOT_WORDS_STATE_READY : INGOT_WORDS_STATE_UNKNOWN;
}

IngotWordsState
ingot_words_find_state (IngotDeployment *deployment)
{
  IngotResource *resource = ingot_deployment_get_resource (deployment);

  if (ingot_deployment_is_gone (deployment))
    return INGOT_WORDS_STATE_GONE;
  if (resource != NULL && is_signed_out (resource))
    return INGOT_WORDS_STATE_SIGNED_OUT;
  return find_own_state (ingot_deployment_get_info (deployment));
}

/* The states that the management API has; others are shown as they are. */
static const char *
get_own_word (const char *state)
{
  static const struct { const char *name, *word; } words[] = {
    { "Accepted", NC_("deployment", "Accepted") }, { "Creating", NC_("deployment", "Being made") },
    { "Running", NC_("deployment", "Being made") }, { "NotRunning", NC_("deployment", "Waiting") },
    { "Moving", NC_("deployment", "Moving") }, { "Updating", NC_("deployment", "Being changed") },
    { "Deleting", NC_("deployment", "Being deleted") }, { "Failed", NC_("deployment", "Failed") },
    { "Disabled", NC_("deployment", "Disabled") }, { "Canceled", NC_("deployment", "Canceled") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (state, words[i].name) == 0)
      return g_dpgettext2 (NULL, "deployment", words[i].word);
  return state;
}

const char *
ingot_words_get_state (IngotDeployment *deployment)
{
  switch (ingot_words_find_state (deployment))
    {
    case INGOT_WORDS_STATE_GONE:
      return C_("deployment", "Gone");
    case INGOT_WORDS_STATE_SIGNED_OUT:
      return _("Signed out");
    case INGOT_WORDS_STATE_BUSY:
    case INGOT_WORDS_STATE_OFF:
      return get_own_word (ingot_deployment_get_info (deployment)->state);
    case INGOT_WORDS_STATE_BATCH:
      return C_("deployment", "Batches only");
    case INGOT_WORDS_STATE_READY:
      return C_("deployment", "Ready");
    case INGOT_WORDS_STATE_UNKNOWN:
    default:
      return INGOT_WORDS_UNKNOWN;
    }
}

const char *
ingot_words_get_state_reason (IngotDeployment *deployment)
{
  switch (ingot_words_find_state (deployment))
    {
    case INGOT_WORDS_STATE_GONE:
      return _("When its resource was last listed, this deployment was not there any more.");
    case INGOT_WORDS_STATE_SIGNED_OUT:
      return _("Nobody is signed in to its resource. Sign in to use it.");
    case INGOT_WORDS_STATE_BUSY:
      return _("The service is still at work on this deployment. List it again in a while.");
    case INGOT_WORDS_STATE_OFF:
      return _("The service says that this deployment cannot be used. See it in the Azure portal.");
    case INGOT_WORDS_STATE_BATCH:
      return _("Its capacity is for batches only: it does not answer one request at a time.");
    case INGOT_WORDS_STATE_READY:
    case INGOT_WORDS_STATE_UNKNOWN:
    default:
      return NULL;
    }
}

const char *
ingot_words_get_state_icon (IngotWordsState state)
{
  static const char *const icons[] = {
    [INGOT_WORDS_STATE_GONE] = "dialog-warning-symbolic",
    [INGOT_WORDS_STATE_SIGNED_OUT] = "dialog-password-symbolic",
    [INGOT_WORDS_STATE_BUSY] = "content-loading-symbolic",
    [INGOT_WORDS_STATE_OFF] = "dialog-error-symbolic",
    [INGOT_WORDS_STATE_BATCH] = "dialog-information-symbolic",
    [INGOT_WORDS_STATE_READY] = "object-select-symbolic",
    [INGOT_WORDS_STATE_UNKNOWN] = "dialog-question-symbolic",
  };

  return icons[state];
}

const char *
ingot_words_get_state_class (IngotWordsState state)
{
  switch (state)
    {
    case INGOT_WORDS_STATE_GONE:
    case INGOT_WORDS_STATE_SIGNED_OUT:
      return "warning";
    case INGOT_WORDS_STATE_OFF:
      return "error";
    case INGOT_WORDS_STATE_READY:
      return "success";
    case INGOT_WORDS_STATE_BUSY:
    case INGOT_WORDS_STATE_BATCH:
    case INGOT_WORDS_STATE_UNKNOWN:
    default:
      return "dim-label";
    }
}

/* Capacity and limits */

const char *
ingot_words_get_capacity_type (const IngotDeploymentInfo *info)
{
  static const struct { const char *name, *title; } types[] = {
    { "Standard", NC_("capacity", "Standard") },
    { "GlobalStandard", NC_("capacity", "Global Standard") },
    { "DataZoneStandard", NC_("capacity", "Data Zone Standard") },
    { "ProvisionedManaged", NC_("capacity", "Provisioned") },
    { "GlobalProvisionedManaged", NC_("capacity", "Global Provisioned") },
    { "DataZoneProvisionedManaged", NC_("capacity", "Data Zone Provisioned") },
    { "GlobalBatch", NC_("capacity", "Global Batch") },
    { "DataZoneBatch", NC_("capacity", "Data Zone Batch") },
    { "DeveloperTier", NC_("capacity", "Developer") },
  };

  if (info == NULL || info->sku == NULL)
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (info->sku, types[i].name))
      return g_dpgettext2 (NULL, "capacity", types[i].title);
  return info->sku;
}

char *
ingot_words_dup_lines (const char *first, const char *second)
{
  if (first == NULL || second == NULL)
    return g_strdup (first != NULL ? first : second);
  return g_strdup_printf ("%s\n%s", first, second);
}

char *
ingot_words_dup_count (gint64 count)
{
  if (count < 0)
    return NULL;
  /* What rounds to a thousand thousands is a million. */
  if (count >= MILLION - THOUSAND / 2)
    return g_strdup_printf (_("%.4g M"), count / MILLION);
  if (count >= 10 * THOUSAND || (count >= THOUSAND && count % 1000 == 0))
    return g_strdup_printf (_("%.3g K"), count / THOUSAND);
  return g_strdup_printf ("%'" G_GINT64_FORMAT, count);
}

/* One unit of a standard capacity is a thousand tokens a minute, but not for every publisher's models: a limit that was
 * said, and is another, knows better. */
static gboolean
is_in_tokens (const IngotDeploymentInfo *info)
{
  if (info->sku == NULL || !g_str_has_suffix (info->sku, "Standard"))
    return FALSE;
  return info->tokens_per_minute < 0 || info->tokens_per_minute / 1000 == info->capacity;
}

char *
ingot_words_dup_amount (const IngotDeploymentInfo *info)
{
  g_autofree char *count = NULL;

  if (info == NULL || info->capacity < 0)
    return NULL;
  if (is_in_tokens (info))
    {
      count = ingot_words_dup_count (MIN (info->capacity, G_MAXINT64 / 1000) * 1000);
      return g_strdup_printf (_("%s tokens a minute"), count);
    }
  count = ingot_words_dup_count (info->capacity);
  if (info->sku != NULL && strstr (info->sku, "Provisioned") != NULL)
    return g_strdup_printf (_("%s PTU"), count);
  return g_strdup_printf (ngettext ("%s unit", "%s units", (gulong) info->capacity), count);
}

char *
ingot_words_dup_token_limit (const IngotDeploymentInfo *info)
{
  g_autofree char *count = info != NULL ? ingot_words_dup_count (info->tokens_per_minute) : NULL;

  return count == NULL ? NULL
         : g_strdup_printf (ngettext ("%s token", "%s tokens", (gulong) info->tokens_per_minute), count);
}

char *
ingot_words_dup_request_limit (const IngotDeploymentInfo *info)
{
  g_autofree char *count = info != NULL ? ingot_words_dup_count (info->requests_per_minute) : NULL;

  return count == NULL ? NULL
         : g_strdup_printf (ngettext ("%s request", "%s requests", (gulong) info->requests_per_minute), count);
}

const char *
ingot_words_get_policy (const IngotDeploymentInfo *info)
{
  static const char prefix[] = "Microsoft.";

  if (info == NULL || info->policy == NULL)
    return NULL;
  return g_str_has_prefix (info->policy, prefix) && info->policy[strlen (prefix)] != '\0'
           ? info->policy + strlen (prefix) : info->policy;
}

char *
ingot_words_dup_duration (gint64 us)
{
  if (us < 0)
    return NULL;
  if (us < 10 * 1000)
    return g_strdup_printf (_("%.1f ms"), (double) us / 1000);
  if (us < 10 * G_USEC_PER_SEC)
    return g_strdup_printf (_("%d ms"), (int) (us / 1000));
  return g_strdup_printf (_("%.1f s"), (double) us / G_USEC_PER_SEC);
}

char *
ingot_words_dup_speed (double tokens_per_second)
{
  return tokens_per_second >= 0 ? g_strdup_printf (_("%.0f tok/s"), tokens_per_second) : NULL;
}

char *
ingot_words_dup_ago (gint64 time, gint64 now)
{
  gint64 minutes = MAX (now - time, 0) / G_TIME_SPAN_MINUTE;
  gint64 hours = minutes / 60;
  int days = (int) MIN (hours / 24, G_MAXINT);

  if (time == 0)
    return NULL;
  if (minutes < 1)
    return g_strdup (_("just now"));
  if (hours < 1)
    return g_strdup_printf (ngettext ("%d minute ago", "%d minutes ago", (gulong) minutes), (int) minutes);
  if (days < 1)
    return g_strdup_printf (ngettext ("%d hour ago", "%d hours ago", (gulong) hours), (int) hours);
  return g_strdup_printf (ngettext ("%d day ago", "%d days ago", (gulong) days), days);
}
