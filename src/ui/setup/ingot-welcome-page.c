/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-setup"
#include "config.h"

#include "ingot-door.h"
#include "ingot-welcome-page.h"

struct _IngotWelcomePage
{
  AdwBin parent_instance;

  IngotResources *resources;
  GSignalGroup *job_signals; /* of the job that starts the sandbox */
  IngotJob *job;

  IngotDoor *sandbox_door;
};

enum
{
  PROP_0,
  PROP_RESOURCES,
  N_PROPS
};

enum
{
  DEPLOYMENT_READY,
  PROBLEM,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (IngotWelcomePage, ingot_welcome_page, ADW_TYPE_BIN)

static void
tell_problem (IngotWelcomePage *self, const IngotFailure *failure)
{
  g_autofree char *advice = ingot_failure_dup_advice (failure);

  ingot_door_set_problem (self->sandbox_door, advice);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), advice, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  g_signal_emit (self, signals[PROBLEM], 0, advice);
}

static void
job_state_cb (IngotWelcomePage *self)
{
  g_autoptr(IngotJob) job = NULL;
  IngotDeployment *deployment;

  if (!ingot_job_is_over (self->job))
    return;

  job = g_steal_pointer (&self->job);
  g_signal_group_set_target (self->job_signals, NULL);
  ingot_door_set_busy (self->sandbox_door, FALSE);
  deployment = ingot_resources_get_added (self->resources, job);
  if (ingot_job_get_state (job) == INGOT_JOB_FAILED)
    tell_problem (self, ingot_job_get_failure (job));
  else if (deployment != NULL)
    g_signal_emit (self, signals[DEPLOYMENT_READY], 0, deployment);
}

static void
set_resources (IngotWelcomePage *self, IngotResources *resources)
{
  if (!g_set_object (&self->resources, resources))
    return;
  g_signal_group_set_target (self->job_signals, NULL);
  g_clear_object (&self->job);
  ingot_door_set_busy (self->sandbox_door, FALSE);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RESOURCES]);
}

static void
ingot_welcome_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  IngotWelcomePage *self = INGOT_WELCOME_PAGE (object);

  switch (prop_id)
    {
    case PROP_RESOURCES:
      g_value_set_object (value, self->resources);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_welcome_page_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  IngotWelcomePage *self = INGOT_WELCOME_PAGE (object);

  switch (prop_id)
    {
    case PROP_RESOURCES:
      set_resources (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_welcome_page_dispose (GObject *object)
{
  IngotWelcomePage *self = INGOT_WELCOME_PAGE (object);

  g_clear_object (&self->job_signals);
  g_clear_object (&self->job);
  g_clear_object (&self->resources);
  G_OBJECT_CLASS (ingot_welcome_page_parent_class)->dispose (object);
}

static void
ingot_welcome_page_class_init (IngotWelcomePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = ingot_welcome_page_get_property;
  object_class->set_property = ingot_welcome_page_set_property;
  object_class->dispose = ingot_welcome_page_dispose;

  props[PROP_RESOURCES] = g_param_spec_object ("resources", NULL, NULL, INGOT_TYPE_RESOURCES,
                                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                 | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[DEPLOYMENT_READY] = g_signal_new ("deployment-ready", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                            0, NULL, NULL, NULL, G_TYPE_NONE, 1, INGOT_TYPE_DEPLOYMENT);

  signals[PROBLEM] = g_signal_new ("problem", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (INGOT_TYPE_DOOR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/ingotapp/Ingot/ingot-welcome-page.ui");
  gtk_widget_class_bind_template_child_full (widget_class, "sandbox-door", FALSE,
                                             G_STRUCT_OFFSET (IngotWelcomePage, sandbox_door));
}

static void
ingot_welcome_page_init (IngotWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->job_signals = g_signal_group_new (INGOT_TYPE_JOB);
  g_signal_group_connect_swapped (self->job_signals, "notify::state", G_CALLBACK (job_state_cb), self);
}

GtkWidget *
ingot_welcome_page_new (void)
{
  return g_object_new (INGOT_TYPE_WELCOME_PAGE, NULL);
}

void
ingot_welcome_page_try_sandbox (IngotWelcomePage *self)
{
  if (self->job != NULL || self->resources == NULL)
    return;

  ingot_door_set_problem (self->sandbox_door, NULL);
  ingot_door_set_busy (self->sandbox_door, TRUE);
  self->job = ingot_resources_start_sandbox (self->resources);
  g_signal_group_set_target (self->job_signals, self->job);
  /* It may be over already. */
  job_state_cb (self);
}
