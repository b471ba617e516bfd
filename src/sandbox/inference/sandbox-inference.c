/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-inference"
#include "config.h"

#include "sandbox-absent.h"
#include "sandbox-chat.h"
#include "sandbox-embeddings.h"
#include "sandbox-image-embeddings.h"
#include "sandbox-inference.h"
#include "sandbox-models.h"
#include "sandbox-project.h"

#define PROJECT "/api/projects/*"

struct _SandboxInference
{
  GPtrArray *desks;
  guint64 seed;
  double rate;
};

static void
reset (gpointer user_data)
{
  SandboxInference *inference = user_data;

  for (guint i = 0; i < inference->desks->len; i++)
    {
      SandboxDesk *desk = g_ptr_array_index (inference->desks, i);

      desk->quota = (SandboxQuota) { 0 };
      desk->answers = 0;
    }
}

SandboxInference *
sandbox_inference_new (guint64 seed, double rate)
{
  SandboxInference *inference = g_new0 (SandboxInference, 1);

  inference->desks = g_ptr_array_new_with_free_func (g_free);
  inference->seed = seed;
  inference->rate = rate;
  return inference;
}

void
sandbox_inference_free (SandboxInference *inference)
{
  g_ptr_array_unref (inference->desks);
  g_free (inference);
}

void
sandbox_inference_add (SandboxInference *inference, const SandboxDeployment *deployments, gsize n_deployments)
{
  for (gsize i = 0; i < n_deployments; i++)
    {
      SandboxDesk *desk = g_new0 (SandboxDesk, 1);

      desk->deployment = &deployments[i];
      g_ptr_array_add (inference->desks, desk);
    }
}

void
sandbox_inference_attach (SandboxInference *inference, SandboxServer *server)
{
  static const struct
  {
    const char *method;
    const char *path;
    SandboxHandler handler;
  } routes[] = {
    { "POST", "/openai/v1/chat/completions", sandbox_chat_handler },
    { "POST", "/openai/deployments/*/chat/completions", sandbox_chat_handler },
    { "POST", "/models/chat/completions", sandbox_chat_handler },
    { "POST", "/openai/v1/embeddings", sandbox_embeddings_handler },
    { "POST", "/openai/deployments/*/embeddings", sandbox_embeddings_handler },
    { "POST", "/models/embeddings", sandbox_embeddings_handler },
    { "POST", "/models/images/embeddings", sandbox_image_embeddings_handler },
    { "POST", PROJECT "/openai/v1/chat/completions", sandbox_chat_handler },
    { "POST", PROJECT "/openai/v1/embeddings", sandbox_embeddings_handler },
    { "GET", PROJECT "/openai/v1/models", sandbox_models_handler },
    { "GET", PROJECT "/deployments", sandbox_project_deployments_handler },
    { "GET", PROJECT "/deployments/*", sandbox_project_deployment_handler },
    { "GET", "/openai/v1/models", sandbox_models_handler },
    { "GET", "/openai/v1/models/*", sandbox_model_handler },
    { "GET", "/openai/models", sandbox_models_handler },
    { "GET", "/openai/models/*", sandbox_model_handler },
    { "GET", "/openai/deployments", sandbox_deployments_handler },
    { "GET", "/models/info", sandbox_info_handler },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++)
    sandbox_server_add_route (server, routes[i].method, routes[i].path, routes[i].handler, inference);
  sandbox_absent_attach (inference, server);
  sandbox_server_add_reset (server, reset, inference);
}

SandboxDesk *
sandbox_inference_find (SandboxInference *inference, const char *name)
{
  for (guint i = 0; i < inference->desks->len; i++)
    {
      SandboxDesk *desk = g_ptr_array_index (inference->desks, i);

      if (g_str_equal (desk->deployment->name, name))
        return desk;
    }
  return NULL;
}

const SandboxDeployment *
sandbox_inference_find_first (SandboxInference *inference, SandboxOperations operation)
{
  for (guint i = 0; i < inference->desks->len; i++)
    {
      SandboxDesk *desk = g_ptr_array_index (inference->desks, i);

      if ((desk->deployment->operations & operation) == operation)
        return desk->deployment;
    }
  return NULL;
}

guint
sandbox_inference_get_n_desks (SandboxInference *inference)
{
  return inference->desks->len;
}

SandboxDesk *
sandbox_inference_get_desk (SandboxInference *inference, guint index)
{
  return g_ptr_array_index (inference->desks, index);
}

guint64
sandbox_inference_get_seed (SandboxInference *inference)
{
  return inference->seed;
}

double
sandbox_inference_get_rate (SandboxInference *inference)
{
  return inference->rate;
}
