/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-jobs"
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ingot-check-job-private.h"

enum
{
  PROP_0,
  PROP_STEPS,
  PROP_DEPLOYMENT,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (IngotCheckJob, ingot_check_job, INGOT_TYPE_JOB)

static void
ingot_check_job_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  IngotCheckJob *self = INGOT_CHECK_JOB (object);

  if (prop_id == PROP_STEPS)
    g_value_set_object (value, self->steps);
  else if (prop_id == PROP_DEPLOYMENT)
    g_value_set_object (value, self->deployment);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
ingot_check_job_dispose (GObject *object)
{
  IngotCheckJob *self = INGOT_CHECK_JOB (object);

  g_clear_object (&self->resources);
  g_clear_object (&self->credential);
  g_clear_object (&self->deployment);
  g_clear_object (&self->resource);
  g_clear_object (&self->steps);
  g_clear_pointer (&self->nearest, g_ptr_array_unref);
  G_OBJECT_CLASS (ingot_check_job_parent_class)->dispose (object);
}

static void
ingot_check_job_class_init (IngotCheckJobClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ingot_check_job_get_property;
  object_class->dispose = ingot_check_job_dispose;

  props[PROP_STEPS] = g_param_spec_object ("steps", NULL, NULL, G_TYPE_LIST_MODEL, readable);
  props[PROP_DEPLOYMENT] = g_param_spec_object ("deployment", NULL, NULL, INGOT_TYPE_DEPLOYMENT, readable);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
ingot_check_job_init (IngotCheckJob *self)
{
  self->steps = g_list_store_new (INGOT_TYPE_CHECK_STEP);
  for (guint i = 0; i < INGOT_CHECK_N_KINDS; i++)
    {
      g_autoptr(IngotCheckStep) step = ingot_check_step_new ((IngotCheckKind) i);

      g_list_store_append (self->steps, step);
    }
}

IngotCheckJob *
ingot_check_job_new (IngotResources *resources, IngotDeployment *deployment, IngotCredential *credential,
                     gboolean is_typed)
{
  IngotCheckJob *self = g_object_new (INGOT_TYPE_CHECK_JOB, NULL);

  self->resources = g_object_ref (resources);
  self->deployment = g_object_ref (deployment);
  g_set_object (&self->resource, ingot_deployment_get_resource (deployment));
  g_set_object (&self->credential, credential);
  self->is_typed = is_typed;
  return self;
}

GListModel *
ingot_check_job_get_steps (IngotCheckJob *self)
{
  return G_LIST_MODEL (self->steps);
}

IngotCheckStep *
ingot_check_job_get_step (IngotCheckJob *self, IngotCheckKind kind)
{
  g_autoptr(IngotCheckStep) step = g_list_model_get_item (G_LIST_MODEL (self->steps), kind);

  return step; /* the list holds it */
}

IngotDeployment *
ingot_check_job_get_deployment (IngotCheckJob *self)
{
  return self->deployment;
}

IngotResource *
ingot_check_job_get_resource (IngotCheckJob *self)
{
  return self->resource;
}

IngotCheckStep *
ingot_check_job_get_failed_step (IngotCheckJob *self)
{
  for (guint i = 0; i < INGOT_CHECK_N_KINDS; i++)
    {
      IngotCheckStep *step = ingot_check_job_get_step (self, (IngotCheckKind) i);

      if (ingot_check_step_get_state (step) == INGOT_CHECK_FAILED)
        return step;
    }
  return NULL;
}

GPtrArray *
ingot_check_job_get_nearest (IngotCheckJob *self)
{
  return self->nearest;
}

/* For the parts of the check */

void
ingot_check_job_begin (IngotCheckJob *self, IngotCheckKind kind)
{
  ingot_check_step_set (ingot_check_job_get_step (self, kind), INGOT_CHECK_RUNNING, NULL, -1);
}

void
ingot_check_job_pass (IngotCheckJob *self, IngotCheckKind kind, const char *detail, gint64 duration_us)
{
  ingot_check_step_set (ingot_check_job_get_step (self, kind), INGOT_CHECK_PASSED, detail, duration_us);
}

void
ingot_check_job_skip (IngotCheckJob *self, IngotCheckKind kind, const char *detail)
{
  ingot_check_step_set (ingot_check_job_get_step (self, kind), INGOT_CHECK_SKIPPED, detail, -1);
}

void
ingot_check_job_stop (IngotCheckJob *self, IngotCheckKind kind, const IngotFailure *failure, const char *detail,
                      gint64 duration_us)
{
  g_autofree char *headline = detail == NULL ? ingot_failure_dup_headline (failure) : NULL;

  ingot_check_step_set (ingot_check_job_get_step (self, kind), INGOT_CHECK_FAILED,
                        detail != NULL ? detail : headline, duration_us);
  for (guint i = kind + 1; i < INGOT_CHECK_N_KINDS; i++)
    ingot_check_step_set (ingot_check_job_get_step (self, (IngotCheckKind) i), INGOT_CHECK_WAITING, NULL, -1);
  ingot_job_fail (INGOT_JOB (self), failure);
}

void
ingot_check_job_end_cancelled (IngotCheckJob *self)
{
  for (guint i = 0; i < INGOT_CHECK_N_KINDS; i++)
    {
      IngotCheckStep *step = ingot_check_job_get_step (self, (IngotCheckKind) i);

      if (ingot_check_step_get_state (step) == INGOT_CHECK_RUNNING)
        ingot_check_step_set (step, INGOT_CHECK_WAITING, NULL, -1);
    }
  ingot_job_set_state (INGOT_JOB (self), INGOT_JOB_CANCELLED);
}

/* The report */

static char
mark_of (IngotCheckState state)
{
  switch (state)
    {
    case INGOT_CHECK_PASSED:
      return '+';
    case INGOT_CHECK_FAILED:
      return '!';
    case INGOT_CHECK_SKIPPED:
      return '-';
    case INGOT_CHECK_WAITING:
    case INGOT_CHECK_RUNNING:
    default:
      return ' ';
    }
}

static void
append_step (GString *text, IngotCheckStep *step)
{
  IngotCheckState state = ingot_check_step_get_state (step);
  const char *detail = ingot_check_step_get_detail (step);
  gint64 duration = ingot_check_step_get_duration (step);

  g_string_append_printf (text, "[%c] %s: %s", mark_of (state), ingot_check_step_get_title (step),
                          ingot_check_state_get_title (state));
  if (duration >= 0)
    g_string_append_printf (text, _(", %'.1f ms"), (double) duration / 1000);
  g_string_append_c (text, '\n');
  if (detail != NULL)
    g_string_append_printf (text, "    %s\n", detail);
}

static void
append_line (GString *text, const char *title, const char *value)
{
  if (value != NULL && *value != '\0')
    g_string_append_printf (text, "%s: %s\n", title, value);
}

static void
append_address (GString *text, IngotCheckJob *self)
{
  IngotEndpointStyle style = ingot_deployment_get_style (self->deployment);
  const char *pinned = ingot_deployment_get_api_version (self->deployment);
  const char *url = ingot_resource_get_url (self->resource);
  g_autoptr(GUri) uri = url != NULL ? g_uri_parse (url, G_URI_FLAGS_NONE, NULL) : NULL;
  g_autofree char *shown = uri != NULL ? g_uri_to_string_partial (uri, G_URI_HIDE_USERINFO | G_URI_HIDE_QUERY) : NULL;

  append_line (text, _("Resource"), ingot_resource_get_name (self->resource));
  append_line (text, _("Address"), shown);
  append_line (text, _("Endpoint style"), ingot_endpoint_style_get_title (style));
  append_line (text, _("API version"), pinned != NULL ? pinned : ingot_endpoint_style_get_version (style));
  append_line (text, _("Deployment"), ingot_deployment_get_name (self->deployment));
}

/* "404 DeploymentNotFound"; some codes are only the number again. */
static void
append_status (GString *text, const IngotFailure *failure)
{
  g_autofree char *number = g_strdup_printf ("%d", failure->status);

  if (failure->status == 0)
    return;
  g_string_append_printf (text, "%s: %s", _("Status"), number);
  if (failure->service_code != NULL && !g_str_equal (failure->service_code, number))
    g_string_append_printf (text, " %s", failure->service_code);
  g_string_append_c (text, '\n');
}

static void
append_failure (GString *text, IngotCheckJob *self, const IngotFailure *failure)
{
  g_autofree char *headline = ingot_failure_dup_headline (failure);
  g_autofree char *advice = ingot_failure_dup_advice (failure);

  g_string_append_printf (text, "\n%s\n%s\n", headline, advice);
  for (guint i = 0; self->nearest != NULL && i < self->nearest->len; i++)
    append_line (text, _("Similar name"), ingot_deployment_get_name (self->nearest->pdata[i]));
  append_status (text, failure);
  /* Without an answer these are the words of a library, and its step has them. */
  if (failure->status != 0)
    append_line (text, _("Answer of the service"), failure->service_text);
  append_line (text, _("Request ID"), failure->request_id);
}

char *
ingot_check_job_dup_text (IngotCheckJob *self)
{
  const IngotFailure *failure = ingot_job_get_failure (INGOT_JOB (self));
  GString *text = g_string_new (NULL);

  append_address (text, self);
  append_line (text, "Ingot", VERSION);
  g_string_append_c (text, '\n');
  for (guint i = 0; i < INGOT_CHECK_N_KINDS; i++)
    append_step (text, ingot_check_job_get_step (self, (IngotCheckKind) i));
  if (failure != NULL)
    append_failure (text, self, failure);
  return g_string_free (text, FALSE);
}
