/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-arm"
#include "config.h"

#include "arm/sandbox-landscape.h"

struct _SandboxLandscape
{
  guint tenants, resources, total_deployments; /* as it was staged */
  SandboxInference *inference;
  GPtrArray *subscriptions;
  GPtrArray *all_resources;
  GStringChunk *names;
};

static const char *const locations[] = { "swedencentral", "eastus2", "koreacentral", "westeurope" };

static void
subscription_free (gpointer data)
{
  SandboxSubscription *subscription = data;

  g_free (subscription->id);
  g_free (subscription->name);
  g_free (subscription);
}

static void
resource_free (gpointer data)
{
  SandboxResource *resource = data;

  g_free (resource->group);
  g_free (resource->name);
  g_free (resource);
}

static void
add_subscription (SandboxLandscape *landscape, const char *home, SandboxDirectory *directory)
{
  SandboxSubscription *subscription = g_new0 (SandboxSubscription, 1);
  guint index = landscape->subscriptions->len;
  g_autofree char *key = g_strdup_printf ("subscription %u", index);

  subscription->index = index;
  subscription->id = index == 0 ? g_strdup (home) : sandbox_guid_new (home, key);
  subscription->name = index == 0 ? g_strdup ("Sandbox") : g_strdup_printf ("Sandbox %u", index + 1);
  subscription->tenant = sandbox_directory_get_tenant (directory, index % landscape->tenants);
  g_ptr_array_add (landscape->subscriptions, subscription);
}

/* One in ten is of a kind that cannot have deployments, three in ten of the older one that can. */
static const char *
kind_of (guint index)
{
  static const char *const kinds[]
    = { "AIServices", "AIServices", "OpenAI",     "AIServices", "SpeechServices",
        "OpenAI",     "AIServices", "AIServices", "AIServices", "OpenAI" };

  return kinds[index % G_N_ELEMENTS (kinds)];
}

static void
add_resource (SandboxLandscape *landscape)
{
  SandboxResource *resource = g_new0 (SandboxResource, 1);
  guint index = landscape->all_resources->len;
  guint n_subscriptions = landscape->subscriptions->len;

  resource->real = index == 0;
  resource->subscription = g_ptr_array_index (landscape->subscriptions, index % n_subscriptions);
  resource->group = g_strdup_printf ("rg-sandbox-%u", index / n_subscriptions % 3 + 1);
  resource->name
    = resource->real ? g_strdup ("ingot-sandbox") : g_strdup_printf ("ingot-scenery-%02u", index);
  resource->kind = kind_of (index);
  resource->location = locations[index % G_N_ELEMENTS (locations)];
  if (resource->real)
    resource->n_deployments = sandbox_inference_get_n_desks (landscape->inference);
  g_ptr_array_add (landscape->all_resources, resource);
}

static gboolean
takes_scenery (const SandboxResource *resource)
{
  return !resource->real && !g_str_equal (resource->kind, "SpeechServices");
}

/* What the real resource does not have is shared out among the others. */
static void
share_out (SandboxLandscape *landscape)
{
  SandboxResource *first = g_ptr_array_index (landscape->all_resources, 0);
  guint left = MAX (landscape->total_deployments, first->n_deployments) - first->n_deployments;
  guint n_takers = 0;

  for (guint i = 0; i < landscape->all_resources->len; i++)
    n_takers += takes_scenery (g_ptr_array_index (landscape->all_resources, i)) ? 1 : 0;
  for (guint i = 0; i < landscape->all_resources->len && n_takers > 0; i++)
    {
      SandboxResource *resource = g_ptr_array_index (landscape->all_resources, i);

      if (!takes_scenery (resource))
        continue;
      resource->n_deployments = left / n_takers;
      left -= resource->n_deployments;
      n_takers--;
    }
}

SandboxLandscape *
sandbox_landscape_new (const char *home, SandboxDirectory *directory, SandboxInference *inference,
                       const SandboxStaging *staging)
{
  SandboxLandscape *landscape = g_new0 (SandboxLandscape, 1);

  landscape->tenants = staging->tenants;
  landscape->resources = staging->resources;
  landscape->total_deployments = staging->total_deployments;
  landscape->inference = inference;
  landscape->subscriptions = g_ptr_array_new_with_free_func (subscription_free);
  landscape->all_resources = g_ptr_array_new_with_free_func (resource_free);
  landscape->names = g_string_chunk_new (1024);
  for (guint i = 0; i < staging->subscriptions; i++)
    add_subscription (landscape, home, directory);
  for (guint i = 0; i < staging->resources; i++)
    add_resource (landscape);
  share_out (landscape);
  return landscape;
}

void
sandbox_landscape_free (SandboxLandscape *landscape)
{
  g_ptr_array_unref (landscape->all_resources);
  g_ptr_array_unref (landscape->subscriptions);
  g_string_chunk_free (landscape->names);
  g_free (landscape);
}

gboolean
sandbox_landscape_fits (SandboxLandscape *landscape, const SandboxStaging *staging)
{
  return landscape->tenants == staging->tenants && landscape->subscriptions->len == staging->subscriptions
         && landscape->resources == staging->resources
         && landscape->total_deployments == staging->total_deployments;
}

guint
sandbox_landscape_get_n_subscriptions (SandboxLandscape *landscape)
{
  return landscape->subscriptions->len;
}

const SandboxSubscription *
sandbox_landscape_get_subscription (SandboxLandscape *landscape, guint index)
{
  return g_ptr_array_index (landscape->subscriptions, index);
}

guint
sandbox_landscape_get_n_resources (SandboxLandscape *landscape)
{
  return landscape->all_resources->len;
}

const SandboxResource *
sandbox_landscape_get_resource (SandboxLandscape *landscape, guint index)
{
  return g_ptr_array_index (landscape->all_resources, index);
}

/* Scenery has a bit of everything that a list of deployments has to cope with. */
static SandboxStagedDeployment
paint (SandboxLandscape *landscape, const SandboxResource *resource, guint index)
{
  static const char *const states[] = { "Creating", "Failed", "Disabled", "Deleting" };
  static const char *const skus[]
    = { "GlobalStandard", "Standard", "DataZoneStandard", "ProvisionedManaged", "GlobalBatch" };
  gsize n_models;
  const SandboxDeployment *models = sandbox_deployments_default (&n_models);
  gboolean any = g_str_equal (resource->kind, "AIServices");
  SandboxStagedDeployment staged = { .state = "Succeeded" };
  g_autofree char *name = NULL;
  guint choice = index;

  while (!any && !g_str_equal (models[choice % n_models].publisher, "OpenAI"))
    choice++;
  staged.deployment = models[choice % n_models];
  name = g_strdup_printf ("%s-%04u", staged.deployment.name, index + 1);
  staged.deployment.name = g_string_chunk_insert_const (landscape->names, name);
  staged.deployment.sku = skus[index / n_models % G_N_ELEMENTS (skus)];
  staged.deployment.capacity = 10 * (index % 50 + 1);
  if (index % 25 == 24)
    staged.state = states[(index / 25 + g_str_hash (resource->name)) % G_N_ELEMENTS (states)];
  return staged;
}

SandboxStagedDeployment
sandbox_landscape_get_deployment (SandboxLandscape *landscape, const SandboxResource *resource, guint index)
{
  SandboxStagedDeployment staged = { .state = "Succeeded" };

  if (!resource->real)
    return paint (landscape, resource, index);
  staged.deployment = *sandbox_inference_get_desk (landscape->inference, index)->deployment;
  return staged;
}
