/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox"
#include "config.h"

#include <string.h>

#include "sandbox-home.h"
#include "server/sandbox-page.h"

#define FAULT_PREFIX "fault-"

/* One grey point. */
#define PIXEL "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="

struct _SandboxHome
{
  SandboxInference *inference;
  SandboxServer *server;
  char *ca_file;
};

/* A line for curl. In @path and @body, "%s" stands for the deployment; a GET has no body. */
typedef struct
{
  const char *title;
  SandboxOperations operation; /* what the deployment has to do; 0: any */
  const char *path;
  const char *body;
} Line;

static const Line lines[] = {
  { "Chat, v1 style, streamed", SANDBOX_OPERATION_CHAT, "/openai/v1/chat/completions",
    "{\"model\":\"%s\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}" },
  { "Chat, deployment style", SANDBOX_OPERATION_CHAT,
    "/openai/deployments/%s/chat/completions?api-version=2024-10-21",
    "{\"messages\":[{\"role\":\"user\",\"content\":\"short\"}]}" },
  { "Chat, inference style", SANDBOX_OPERATION_CHAT,
    "/models/chat/completions?api-version=2024-05-01-preview",
    "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"short\"}]}" },
  { "Embeddings, v1 style", SANDBOX_OPERATION_EMBEDDINGS, "/openai/v1/embeddings",
    "{\"model\":\"%s\",\"input\":[\"one text\",\"another\"]}" },
  { "Image embeddings, inference style", SANDBOX_OPERATION_IMAGE_EMBEDDINGS,
    "/models/images/embeddings?api-version=2024-05-01-preview",
    "{\"model\":\"%s\",\"input\":[{\"image\":\"data:image/png;base64," PIXEL "\"}]}" },
  { "Deployments", 0, "/openai/deployments?api-version=2023-03-15-preview", NULL },
  { "The catalogue: models that could be deployed", 0, "/openai/v1/models", NULL },
  { "The last 100 requests in full", 0, "/sandbox/requests", NULL },
};

static void
append_start (SandboxHome *home, GString *html)
{
  const char *origin = sandbox_server_get_origin (home->server);

  g_string_append (html,
                   "<h1>ingot-sandbox</h1>\n<p>A stand-in for an Azure AI Foundry resource. Its answers "
                   "are simulated.</p>\n");
  sandbox_page_append (html,
                       "<table>\n<tr><th>Style</th><th>Endpoint</th></tr>\n"
                       "<tr><td>v1</td><td><code>%s/openai/v1</code></td></tr>\n"
                       "<tr><td>deployment</td><td><code>%s</code></td></tr>\n"
                       "<tr><td>inference</td><td><code>%s/models</code></td></tr>\n</table>\n",
                       origin, origin, origin);
  g_string_append (html, "<p>The key is <code>api_key</code> in the line that the program printed when it "
                         "started.</p>\n");
  if (home->ca_file != NULL)
    sandbox_page_append (html, "<p>Clients have to trust <code>%s</code>.</p>\n", home->ca_file);
}

static char *
describe_operations (SandboxOperations operations)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) words = NULL;

  if ((operations & SANDBOX_OPERATION_CHAT) != 0)
    g_strv_builder_add (builder, "chat");
  if ((operations & SANDBOX_OPERATION_EMBEDDINGS) != 0)
    g_strv_builder_add (builder, "embeddings");
  if ((operations & SANDBOX_OPERATION_IMAGE_EMBEDDINGS) != 0)
    g_strv_builder_add (builder, "image embeddings");
  words = g_strv_builder_end (builder);
  return g_strjoinv (", ", words);
}

static void
append_deployment (GString *html, const SandboxDeployment *deployment)
{
  g_autofree char *operations = describe_operations (deployment->operations);
  g_autofree char *speed = NULL;

  if ((deployment->operations & SANDBOX_OPERATION_CHAT) != 0)
    speed = g_strdup_printf ("; %.10g tokens a second", deployment->tokens_per_second);
  sandbox_page_append (
    html,
    "<tr><td><code>%s</code></td><td>%s, version %s: %s<br><span class=\"note\">%s, capacity %u "
    "(%u requests, %u tokens a minute); filter %s%s</span></td></tr>\n",
    deployment->name, deployment->model, deployment->version, operations, deployment->sku,
    deployment->capacity, sandbox_deployment_get_requests_per_minute (deployment),
    sandbox_deployment_get_tokens_per_minute (deployment), deployment->content_filter,
    speed != NULL ? speed : "");
}

/* Those that misbehave, or those that do not. */
static void
append_table (SandboxHome *home, GString *html, gboolean faulty)
{
  g_string_append (html, "<table>\n<tr><th>Name</th><th>Model</th></tr>\n");
  for (guint i = 0; i < sandbox_inference_get_n_desks (home->inference); i++)
    {
      const SandboxDeployment *deployment = sandbox_inference_get_desk (home->inference, i)->deployment;

      if (g_str_has_prefix (deployment->name, FAULT_PREFIX) == faulty)
        append_deployment (html, deployment);
    }
  g_string_append (html, "</table>\n");
}

static void
append_deployments (SandboxHome *home, GString *html)
{
  gboolean faulty = FALSE;

  for (guint i = 0; i < sandbox_inference_get_n_desks (home->inference); i++)
    faulty
      |= g_str_has_prefix (sandbox_inference_get_desk (home->inference, i)->deployment->name, FAULT_PREFIX);
  g_string_append (html, "<h2>Deployments</h2>\n");
  append_table (home, html, FALSE);
  if (!faulty)
    return;
  g_string_append (html, "<details>\n<summary>Deployments that misbehave</summary>\n");
  append_table (home, html, TRUE);
  g_string_append (html, "</details>\n");
}

/* @text with the deployment's name for its "%s", if it has one. */
static char *
fill_in (const char *text, const char *name)
{
  GString *filled = g_string_new (text);

  g_string_replace (filled, "%s", name, 0);
  return g_string_free_and_steal (filled);
}

static void
append_line (SandboxHome *home, GString *html, const Line *line)
{
  const SandboxDeployment *deployment = sandbox_inference_find_first (home->inference, line->operation);
  const char *name = deployment != NULL ? deployment->name : "";
  g_autofree char *path = fill_in (line->path, name);
  g_autofree char *body = line->body != NULL ? fill_in (line->body, name) : NULL;

  if (deployment == NULL)
    return;
  sandbox_page_append (html, "<p>%s</p>\n<pre>curl ", line->title);
  if (body != NULL && strstr (body, "\"stream\":true") != NULL)
    g_string_append (html, "-N ");
  if (home->ca_file != NULL)
    {
      g_autofree char *quoted = g_shell_quote (home->ca_file);

      sandbox_page_append (html, "--cacert %s ", quoted);
    }
  sandbox_page_append (html, "-H \"api-key: $KEY\" '%s%s'", sandbox_server_get_origin (home->server), path);
  if (body != NULL)
    sandbox_page_append (html, " \\\n  -H 'Content-Type: application/json' \\\n  -d '%s'", body);
  g_string_append (html, "</pre>\n");
}

static void
append_lines (SandboxHome *home, GString *html)
{
  g_string_append (
    html, "<h2>curl</h2>\n<p>Once in your shell, with the key in place of the dots:</p>\n<pre>KEY=…</pre>\n");
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    append_line (home, html, &lines[i]);
}

static void
append_request (GString *html, JsonObject *request)
{
  gboolean finished = json_object_get_boolean_member (request, "finished");
  g_autofree char *status = NULL;

  if (!json_object_get_null_member (request, "status"))
    status = g_strdup_printf ("%" G_GINT64_FORMAT, json_object_get_int_member (request, "status"));
  /* The time of day, to the second. */
  sandbox_page_append (html, "<tr><td>%.8s</td><td>%s</td><td><code>%s %s</code></td>",
                       json_object_get_string_member (request, "time") + strlen ("2025-01-01T"),
                       status != NULL ? status : "–", json_object_get_string_member (request, "method"),
                       json_object_get_string_member (request, "path"));
  if (!finished)
    g_string_append (html, "<td>…</td></tr>\n");
  else
    g_string_append_printf (
      html, "<td>%" G_GINT64_FORMAT " ms%s</td></tr>\n", json_object_get_int_member (request, "duration_ms"),
      json_object_get_boolean_member (request, "client_closed_early") ? ", the client left" : "");
}

static void
append_requests (SandboxHome *home, GString *html)
{
  g_autoptr(JsonNode) node = sandbox_server_dup_requests (home->server);
  JsonArray *requests = json_object_get_array_member (json_node_get_object (node), "requests");

  g_string_append (html, "<h2>Last requests</h2>\n");
  if (json_array_get_length (requests) == 0)
    {
      g_string_append (html, "<p>None yet.</p>\n");
      return;
    }
  g_string_append (html, "<table>\n<tr><th>UTC</th><th>Status</th><th>Request</th>"
                         "<th>Time</th></tr>\n");
  for (guint i = json_array_get_length (requests); i > 0; i--)
    append_request (html, json_array_get_object_element (requests, i - 1));
  g_string_append (html, "</table>\n");
}

static void
home_handler (SandboxExchange *exchange, gpointer user_data)
{
  SandboxHome *home = user_data;
  GString *html = g_string_new (NULL);

  append_start (home, html);
  append_deployments (home, html);
  append_lines (home, html);
  append_requests (home, html);
  sandbox_exchange_reply_page (exchange, SOUP_STATUS_OK, "ingot-sandbox", g_string_free_and_steal (html));
}

SandboxHome *
sandbox_home_new (SandboxInference *inference, SandboxServer *server, const char *ca_file)
{
  SandboxHome *home = g_new0 (SandboxHome, 1);

  home->inference = inference;
  home->server = server;
  home->ca_file = g_strdup (ca_file);
  sandbox_server_add_route_with_flags (server, "GET", "/", SANDBOX_ROUTE_OPEN, home_handler, home);
  return home;
}

void
sandbox_home_free (SandboxHome *home)
{
  g_free (home->ca_file);
  g_free (home);
}
