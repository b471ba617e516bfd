/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-model"
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ingot-check-step.h"

struct _IngotCheckStep
{
  GObject parent_instance;

  IngotCheckKind kind;
  IngotCheckState state;
  char *detail;
  gint64 duration;
};

enum
{
  PROP_0,
  PROP_KIND,
  PROP_TITLE,
  PROP_STATE,
  PROP_DETAIL,
  PROP_DURATION_US,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (IngotCheckStep, ingot_check_step, G_TYPE_OBJECT)

static const char *const titles[] = {
  [INGOT_CHECK_NAME] = N_("Name"),
  [INGOT_CHECK_CONNECTION] = N_("Connection"),
  [INGOT_CHECK_SECURITY] = N_("Secure Connection"),
  [INGOT_CHECK_SIGN_IN] = N_("Signing In"),
  [INGOT_CHECK_AUDIENCE] = N_("Audience"),
  [INGOT_CHECK_ROLE] = N_("Role and Access"),
  [INGOT_CHECK_PATH] = N_("Path"),
  [INGOT_CHECK_API_VERSION] = N_("API Version"),
  [INGOT_CHECK_DEPLOYMENT] = N_("Deployment"),
  [INGOT_CHECK_ANSWER] = N_("Answer"),
};

G_STATIC_ASSERT (G_N_ELEMENTS (titles) == INGOT_CHECK_N_KINDS);

/* Every other error is about the answer itself, or the lack of one. */
static const struct
{
  IngotError code;
  IngotCheckKind kind;
} layers[] = {
  { INGOT_ERROR_SANDBOX, INGOT_CHECK_NAME },
  { INGOT_ERROR_ADDRESS, INGOT_CHECK_CONNECTION },
  { INGOT_ERROR_TLS, INGOT_CHECK_SECURITY },
  { INGOT_ERROR_CERTIFICATE_DATE, INGOT_CHECK_SECURITY },
  { INGOT_ERROR_NO_HOST, INGOT_CHECK_NAME },
  { INGOT_ERROR_NO_NAME_SERVICE, INGOT_CHECK_NAME },
  { INGOT_ERROR_INPUT, INGOT_CHECK_SIGN_IN },
  { INGOT_ERROR_SIGN_IN, INGOT_CHECK_SIGN_IN },
  { INGOT_ERROR_KEYRING, INGOT_CHECK_SIGN_IN },
  { INGOT_ERROR_KEYRING_LOCKED, INGOT_CHECK_SIGN_IN },
  { INGOT_ERROR_NO_KEY, INGOT_CHECK_SIGN_IN },
  { INGOT_ERROR_KEYS_DISABLED, INGOT_CHECK_SIGN_IN },
  { INGOT_ERROR_SUBDOMAIN, INGOT_CHECK_SIGN_IN },
  { INGOT_ERROR_SIGN_IN_AGAIN, INGOT_CHECK_SIGN_IN },
  { INGOT_ERROR_BLOCKED, INGOT_CHECK_SIGN_IN },
  { INGOT_ERROR_CONSENT, INGOT_CHECK_SIGN_IN },
  { INGOT_ERROR_MFA, INGOT_CHECK_SIGN_IN },
  { INGOT_ERROR_CLIENT, INGOT_CHECK_SIGN_IN },
  { INGOT_ERROR_TENANT, INGOT_CHECK_SIGN_IN },
  { INGOT_ERROR_NO_SOURCE, INGOT_CHECK_SIGN_IN },
  { INGOT_ERROR_NOT_ASSIGNED, INGOT_CHECK_SIGN_IN },
  { INGOT_ERROR_TOO_MANY_SIGN_INS, INGOT_CHECK_SIGN_IN },
  { INGOT_ERROR_SCOPE, INGOT_CHECK_AUDIENCE },
  { INGOT_ERROR_TOKEN_REFUSED, INGOT_CHECK_AUDIENCE },
  { INGOT_ERROR_ROLE_MISSING, INGOT_CHECK_ROLE },
  { INGOT_ERROR_FORBIDDEN, INGOT_CHECK_ROLE },
  { INGOT_ERROR_NETWORK_RULES, INGOT_CHECK_ROLE },
  { INGOT_ERROR_SUSPENDED, INGOT_CHECK_ROLE },
  { INGOT_ERROR_NOT_FOUND, INGOT_CHECK_PATH },
  { INGOT_ERROR_NO_RESOURCE, INGOT_CHECK_PATH },
  { INGOT_ERROR_REDIRECT, INGOT_CHECK_PATH },
  { INGOT_ERROR_API_VERSION, INGOT_CHECK_API_VERSION },
  { INGOT_ERROR_NO_DEPLOYMENT, INGOT_CHECK_DEPLOYMENT },
};

static void
ingot_check_step_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  IngotCheckStep *self = INGOT_CHECK_STEP (object);

  switch (prop_id)
    {
    case PROP_KIND:
      g_value_set_int (value, (int) self->kind);
      break;
    case PROP_TITLE:
      g_value_set_string (value, ingot_check_step_get_title (self));
      break;
    case PROP_STATE:
      g_value_set_int (value, (int) self->state);
      break;
    case PROP_DETAIL:
      g_value_set_string (value, self->detail);
      break;
    case PROP_DURATION_US:
      g_value_set_int64 (value, self->duration);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_check_step_finalize (GObject *object)
{
  g_free (INGOT_CHECK_STEP (object)->detail);
  G_OBJECT_CLASS (ingot_check_step_parent_class)->finalize (object);
}

static void
ingot_check_step_class_init (IngotCheckStepClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ingot_check_step_get_property;
  object_class->finalize = ingot_check_step_finalize;

  props[PROP_KIND] = g_param_spec_int ("kind", NULL, NULL, 0, INGOT_CHECK_N_KINDS - 1, 0, flags);
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  props[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, INGOT_CHECK_SKIPPED, INGOT_CHECK_WAITING, flags);
  props[PROP_DETAIL] = g_param_spec_string ("detail", NULL, NULL, NULL, flags);
  props[PROP_DURATION_US] = g_param_spec_int64 ("duration-us", NULL, NULL, -1, G_MAXINT64, -1, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
ingot_check_step_init (IngotCheckStep *self)
{
  self->duration = -1;
}

IngotCheckStep *
ingot_check_step_new (IngotCheckKind kind)
{
  IngotCheckStep *self = g_object_new (INGOT_TYPE_CHECK_STEP, NULL);

  self->kind = kind;
  return self;
}

IngotCheckKind
ingot_check_step_get_kind (IngotCheckStep *self)
{
  return self->kind;
}

const char *
ingot_check_step_get_title (IngotCheckStep *self)
{
  return _(titles[self->kind]);
}

IngotCheckState
ingot_check_step_get_state (IngotCheckStep *self)
{
  return self->state;
}

const char *
ingot_check_step_get_detail (IngotCheckStep *self)
{
  return self->detail;
}

gint64
ingot_check_step_get_duration (IngotCheckStep *self)
{
  return self->duration;
}

void
ingot_check_step_set (IngotCheckStep *self, IngotCheckState state, const char *detail, gint64 duration_us)
{
  g_object_freeze_notify (G_OBJECT (self));
  if (self->state != state)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
  self->state = state;
  if (g_set_str (&self->detail, detail))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DETAIL]);
  if (self->duration != duration_us)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DURATION_US]);
  self->duration = duration_us;
  g_object_thaw_notify (G_OBJECT (self));
}

const char *
ingot_check_state_get_title (IngotCheckState state)
{
  switch (state)
    {
    case INGOT_CHECK_RUNNING:
      return _("being checked");
    case INGOT_CHECK_PASSED:
      return _("OK");
    case INGOT_CHECK_FAILED:
      return _("failed");
    case INGOT_CHECK_SKIPPED:
      return _("not needed");
    case INGOT_CHECK_WAITING:
    default:
      return _("not tried");
    }
}

IngotCheckKind
ingot_check_kind_of_error (IngotError code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (layers); i++)
    if (layers[i].code == code)
      return layers[i].kind;
  return INGOT_CHECK_ANSWER;
}
