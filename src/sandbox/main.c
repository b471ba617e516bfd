/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox"
#include "config.h"

#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib-unix.h>

#include "arm/sandbox-arm.h"
#include "entra/sandbox-entra.h"
#include "faults/sandbox-faults.h"
#include "faults/sandbox-stages.h"
#include "inference/sandbox-inference.h"
#include "sandbox-config.h"
#include "sandbox-home.h"
#include "sandbox-options.h"
#include "sandbox-stagehand.h"
#include "server/sandbox-certificate.h"
#include "server/sandbox-identity.h"
#include "server/sandbox-server.h"

enum
{
  EXIT_USAGE = 2,
  REQUEST_TIMEOUT_MS = 30 * 1000,
};

static gboolean
signal_cb (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_CONTINUE;
}

/* Whoever started us holds the other end: its end is ours. */
static gboolean
stdin_cb (gint fd, GIOCondition condition, gpointer data)
{
  char buffer[4096];
  gssize length = read (fd, buffer, sizeof buffer);

  if (length > 0 || (length < 0 && (errno == EINTR || errno == EAGAIN)))
    return G_SOURCE_CONTINUE;
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

static void
watch_stdin (GMainLoop *loop)
{
  struct stat info;

  if (fstat (STDIN_FILENO, &info) == 0 && (S_ISFIFO (info.st_mode) || S_ISSOCK (info.st_mode)))
    g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, stdin_cb, loop);
}

/* The first deployment that does @operation, if there is one. */
static void
add_deployment (JsonObject *line, SandboxInference *inference, const char *member,
                SandboxOperations operation)
{
  const SandboxDeployment *deployment = sandbox_inference_find_first (inference, operation);

  if (deployment != NULL)
    json_object_set_string_member (line, member, deployment->name);
}

static void
print_ready_line (SandboxServer *server, SandboxInference *inference, const SandboxIdentity *identity,
                  const char *ca_file)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *line = json_object_new ();
  const char *origin = sandbox_server_get_origin (server);
  g_autofree char *endpoint = g_strconcat (sandbox_server_get_plain_origin (server), "/msi/token", NULL);
  g_autofree char *text = NULL;

  json_object_set_string_member (line, "origin", origin);
  json_object_set_string_member (line, "api_key", identity->api_key);
  if (ca_file != NULL)
    json_object_set_string_member (line, "ca_file", ca_file);
  json_object_set_string_member (line, "authority", origin);
  json_object_set_string_member (line, "tenant_id", identity->tenant_id);
  json_object_set_string_member (line, "management", origin);
  json_object_set_string_member (line, "subscription_id", identity->subscription_id);
  json_object_set_string_member (line, "identity_endpoint", endpoint);
  json_object_set_string_member (line, "identity_header", identity->identity_header);
  add_deployment (line, inference, "chat_deployment", SANDBOX_OPERATION_CHAT);
  add_deployment (line, inference, "embedding_deployment", SANDBOX_OPERATION_EMBEDDINGS);
  add_deployment (line, inference, "image_embedding_deployment", SANDBOX_OPERATION_IMAGE_EMBEDDINGS);
  json_node_take_object (node, line);
  text = json_to_string (node, FALSE);
  g_print ("%s\n", text);
  fflush (stdout);
}

/* A connection is a descriptor, and the usual limit is meant for select (). */
static void
allow_many_connections (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0)
    return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit (RLIMIT_NOFILE, &limit);
}

static SandboxInference *
make_inference (const SandboxOptions *options, SandboxConfig *config, guint64 seed)
{
  SandboxInference *inference = sandbox_inference_new (seed, options->rate);
  gsize n_deployments = 0;
  const SandboxDeployment *deployments
    = config != NULL ? sandbox_config_get_deployments (config, &n_deployments) : NULL;

  if (n_deployments == 0)
    deployments = sandbox_deployments_default (&n_deployments);
  sandbox_inference_add (inference, deployments, n_deployments);
  if (options->faults)
    {
      deployments = sandbox_faults_deployments (&n_deployments);
      sandbox_inference_add (inference, deployments, n_deployments);
    }
  return inference;
}

static gboolean
listen_on (SandboxServer *server, guint16 port)
{
  g_autoptr(GError) error = NULL;

  if (sandbox_server_listen (server, port, &error))
    return TRUE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
    g_printerr ("Port %u is in use. Choose another one with --port, or leave it out for a free one.\n", port);
  else
    g_printerr ("Cannot listen on 127.0.0.1, port %u: %s\n", port, error->message);
  return FALSE;
}

static SandboxStaging *
make_staging (SandboxConfig *config)
{
  SandboxStaging *staging = sandbox_staging_new ();

  if (config != NULL)
    sandbox_staging_assign (staging, sandbox_config_get_staging (config));
  return staging;
}

static int
serve (const SandboxOptions *options, SandboxConfig *config, const SandboxIdentity *identity,
       GTlsCertificate *certificate, const char *ca_file)
{
  g_autoptr(SandboxInference) inference = make_inference (options, config, identity->seed);
  g_autoptr(SandboxStaging) staging = make_staging (config);
  g_autoptr(SandboxEntra) entra
    = sandbox_entra_new (identity->tenant_id, identity->api_key, identity->identity_header, staging);
  const SandboxArmWorld world = { entra, inference, staging, identity->subscription_id, identity->api_key };
  g_autoptr(SandboxArm) arm = sandbox_arm_new (&world);
  g_autoptr(SandboxServer) server = sandbox_server_new (identity->api_key, REQUEST_TIMEOUT_MS);
  g_autoptr(SandboxStagehand) stagehand = sandbox_stagehand_new (staging, entra, server);
  g_autoptr(SandboxHome) home = NULL;
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  if (certificate != NULL)
    sandbox_server_set_certificate (server, certificate);
  sandbox_entra_attach (entra, server);
  sandbox_arm_attach (arm, server);
  sandbox_inference_attach (inference, server);
  sandbox_stages_attach (server);
  home = sandbox_home_new (inference, server, ca_file);
  if (!listen_on (server, options->port))
    return EXIT_FAILURE;
  g_unix_signal_add (SIGTERM, signal_cb, loop);
  g_unix_signal_add (SIGINT, signal_cb, loop);
  watch_stdin (loop);
  print_ready_line (server, inference, identity, ca_file);
  g_main_loop_run (loop);
  return EXIT_SUCCESS;
}

static int
run (const SandboxOptions *options, SandboxConfig *config)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SandboxState) state = sandbox_state_new (options->state_dir, &error);
  const guint64 *seed = options->seed_given ? &options->seed : NULL;
  g_autoptr(SandboxIdentity) identity = NULL;
  g_autoptr(GTlsCertificate) certificate = NULL;
  g_autofree char *ca_file = NULL;

  if (state != NULL)
    identity = sandbox_identity_new (state, options->api_key, seed, &error);
  if (identity != NULL && options->tls)
    certificate = sandbox_certificate_new (state, &error);
  if (error != NULL)
    {
      g_printerr ("%s\n", error->message);
      return EXIT_FAILURE;
    }
  if (certificate != NULL)
    ca_file = sandbox_state_dup_path (state, SANDBOX_CERTIFICATE_CA);
  return serve (options, config, identity, certificate, ca_file);
}

int
main (int argc, char *argv[])
{
  g_auto(GStrv) arguments = g_strdupv (argv);
  SandboxOptions options = { 0 };
  g_autoptr(SandboxConfig) config = NULL;
  g_autoptr(GError) error = NULL;
  int status = EXIT_SUCCESS;

  /* Only what is printed follows the locale; numbers on the wire do not. */
  setlocale (LC_CTYPE, "");
  signal (SIGPIPE, SIG_IGN);
  allow_many_connections ();
  g_set_prgname ("ingot-sandbox");
  if (!sandbox_options_parse (&options, arguments, &error))
    {
      g_printerr ("%s\nRun 'ingot-sandbox --help' to see what it understands.\n", error->message);
      status = EXIT_USAGE;
    }
  else if (options.show_version)
    g_print ("ingot-sandbox %s (GLib %u.%u.%u, libsoup %u.%u.%u)\n", VERSION, glib_major_version,
             glib_minor_version, glib_micro_version, soup_get_major_version (), soup_get_minor_version (),
             soup_get_micro_version ());
  else if (options.config != NULL && (config = sandbox_config_load (options.config, &error)) == NULL)
    {
      g_printerr ("%s\n", error->message);
      status = EXIT_USAGE;
    }
  else
    status = run (&options, config);
  sandbox_options_clear (&options);
  return status;
}
