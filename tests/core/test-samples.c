/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The programs that a deployment can be copied as, run as their readers run them. C# is not compiled here: its texts
 * are only looked at. */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include <string.h>

#include <json-glib/json-glib.h>

#include "ingot-test-sandbox.h"
#include "ingot-test.h"
#include "ingot-wire-server.h"
#include "ingot-workspace-fixture.h"

#define KEY "4f1dc0ffee5ca1ab1e"
#define AZURE "/openai/v1"

/* Ends every kind of string, starts commands, hides what it is, and has a letter of two, three and four bytes. */
#define HOSTILE "a'b\"$(touch x)\n`touch x`;touch x #{x}%s\\\xe2\x80\xae\xf3\xa0\x80\x81ü한"

static const IngotEndpointStyle styles[] = {
  INGOT_ENDPOINT_STYLE_V1, INGOT_ENDPOINT_STYLE_DEPLOYMENT, INGOT_ENDPOINT_STYLE_INFERENCE,
};

static const IngotSampleLanguage languages[] = {
  INGOT_SAMPLE_LANGUAGE_CURL, INGOT_SAMPLE_LANGUAGE_PYTHON, INGOT_SAMPLE_LANGUAGE_CSHARP,
};

/* The program without its window, and a resource that it was told of. */
typedef struct
{
  IngotWorkspaceFixture workspace;
  IngotResource *resource;
  IngotDeployment *deployment;
  char *cwd;
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  ingot_workspace_fixture_set_up (&self->workspace, NULL);
  self->cwd = ingot_test_make_folder ();
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  g_clear_object (&self->deployment);
  g_clear_object (&self->resource);
  ingot_workspace_fixture_tear_down (&self->workspace, NULL);
  ingot_test_remove_folder (self->cwd);
  g_free (self->cwd);
}

static void
use (Fixture *self, const char *url, const char *v1_path, IngotSignIn sign_in, const char *name)
{
  g_autoptr(IngotDeployment) deployment = ingot_deployment_new (name, INGOT_ENDPOINT_STYLE_V1);

  g_clear_object (&self->resource);
  self->resource = ingot_resource_new (INGOT_RESOURCE_REMOTE, "Contoso", sign_in);
  ingot_resource_set_address (self->resource, url, v1_path);
  g_set_object (&self->deployment, ingot_resource_add_deployment (self->resource, deployment));
}

static char *
dup_sample (Fixture *self, IngotEndpointStyle style, IngotSampleLanguage language)
{
  return ingot_resources_dup_sample (ingot_workspace_get_resources (self->workspace.workspace), self->deployment, style,
                                     language);
}

static void
ran_cb (GObject *process, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  char **texts = user_data;

  g_subprocess_communicate_utf8_finish (G_SUBPROCESS (process), result, &texts[0], &texts[1], &error);
  g_assert_no_error (error);
}

/* (transfer full): what it printed. The main loop runs meanwhile, in which the server of a test may live. */
static char *
run (Fixture *self, const char *const *argv)
{
  g_autoptr(GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autofree char *path = g_strdup_printf ("%s:%s", self->cwd, g_getenv ("PATH"));
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GError) error = NULL;
  char *texts[2] = { NULL, NULL };

  g_subprocess_launcher_set_cwd (launcher, self->cwd);
  g_subprocess_launcher_setenv (launcher, "PATH", path, TRUE);
  g_subprocess_launcher_setenv (launcher, "AZURE_OPENAI_API_KEY", KEY, TRUE);
  g_subprocess_launcher_setenv (launcher, "OPENAI_API_KEY", KEY, TRUE);
  process = g_subprocess_launcher_spawnv (launcher, argv, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8_async (process, NULL, NULL, ran_cb, texts);
  while (texts[0] == NULL)
    g_main_context_iteration (NULL, TRUE);
  if (!g_subprocess_get_successful (process))
    g_error ("%s\nended with %s", argv[2], texts[1]);
  g_free (texts[1]);
  return texts[0];
}

static char *
run_curl (Fixture *self, IngotEndpointStyle style)
{
  g_autofree char *sample = dup_sample (self, style, INGOT_SAMPLE_LANGUAGE_CURL);
  const char *const argv[] = { "sh", "-c", sample, NULL };

  return run (self, argv);
}

/* Several in one process, each with names of its own, since their libraries take long to load. */
static char *
run_python (Fixture *self, GStrv samples)
{
  g_autoptr(GPtrArray) argv = g_ptr_array_new ();

  g_ptr_array_add (argv, (char *) "python3");
  g_ptr_array_add (argv, (char *) "-c");
  g_ptr_array_add (argv, (char *) "import sys\nfor text in sys.argv[1:]:\n    exec(compile(text, 'sample', 'exec'), {})\n");
  for (gsize i = 0; samples[i] != NULL; i++)
    g_ptr_array_add (argv, samples[i]);
  g_ptr_array_add (argv, NULL);
  return run (self, (const char *const *) argv->pdata);
}

static void
assert_has (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("“%s” is not in\n%s", part, text);
}

static void
assert_has_not (const char *text, const char *part)
{
  if (strstr (text, part) != NULL)
    g_error ("“%s” is in\n%s", part, text);
}

/* Against the real sandbox */

/* Its key is made by itself; this is the one that the samples are given. */
static IngotTestSandbox *
start_sandbox (void)
{
  return ingot_test_sandbox_new_with_key (100000, KEY);
}

static void
test_curl (Fixture *fixture, gconstpointer unused)
{
  g_autoptr(IngotTestSandbox) sandbox = start_sandbox ();

  for (gsize i = 0; i < G_N_ELEMENTS (styles); i++)
    {
      g_autofree char *chat = NULL;
      g_autofree char *embeddings = NULL;

      use (fixture, sandbox->origin, AZURE, INGOT_SIGN_IN_KEY, "mistral-large");
      chat = run_curl (fixture, styles[i]);
      assert_has (chat, "\"object\":\"chat.completion\"");
      assert_has (chat, "`mistral-large`");
      use (fixture, sandbox->origin, AZURE, INGOT_SIGN_IN_KEY, "text-embedding-3-small");
      ingot_deployment_set_chats (fixture->deployment, FALSE);
      embeddings = run_curl (fixture, styles[i]);
      assert_has (embeddings, "\"embedding\":[");
    }
}

static void
test_python (Fixture *fixture, gconstpointer unused)
{
  g_autoptr(IngotTestSandbox) sandbox = start_sandbox ();
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) samples = NULL;
  g_autofree char *printed = NULL;
  g_auto(GStrv) answers = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (styles); i++)
    {
      use (fixture, sandbox->origin, AZURE, INGOT_SIGN_IN_KEY, "mistral-large");
      g_strv_builder_take (builder, dup_sample (fixture, styles[i], INGOT_SAMPLE_LANGUAGE_PYTHON));
      use (fixture, sandbox->origin, AZURE, INGOT_SIGN_IN_KEY, "text-embedding-3-small");
      ingot_deployment_set_chats (fixture->deployment, FALSE);
      g_strv_builder_take (builder, dup_sample (fixture, styles[i], INGOT_SAMPLE_LANGUAGE_PYTHON));
    }
  samples = g_strv_builder_end (builder);
  printed = run_python (fixture, samples);
  answers = g_strsplit (printed, "`mistral-large`", -1);
  g_assert_cmpuint (g_strv_length (answers), ==, 1 + G_N_ELEMENTS (styles));
  for (gsize i = 1; i <= G_N_ELEMENTS (styles); i++)
    assert_has (answers[i], "\n1536\n");
}

/* Names that are programs */

#define CHAT_ANSWER \
  "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0," \
  "\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\",\"content\":\"Hi\"}}]," \
  "\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1,\"total_tokens\":2}}"

static JsonObject *
read_body (IngotWireServer *server, guint request, JsonNode **root)
{
  const char *text = g_ptr_array_index (server->requests, request);
  g_autoptr(GError) error = NULL;

  *root = json_from_string (strstr (text, "\r\n\r\n") + 4, &error);
  g_assert_no_error (error);
  return json_node_get_object (*root);
}

/* The first line of what a chat of @style would send. */
static char *
dup_first_line (Fixture *fixture, IngotWireServer *server, gsize style)
{
  g_autoptr(GListModel) routes =
    ingot_resources_dup_routes (ingot_workspace_get_resources (fixture->workspace.workspace), fixture->deployment);
  g_autoptr(IngotRoute) route = g_list_model_get_item (routes, (guint) style);

  g_assert_cmpint (ingot_route_get_operation (route), ==, INGOT_OPERATION_CHAT);
  g_assert_cmpint (ingot_route_get_style (route), ==, styles[style]);
  return g_strdup_printf ("POST %s HTTP/1.1\r\n", ingot_route_get_url (route) + strlen (server->url));
}

static void
assert_untouched (Fixture *fixture)
{
  g_autoptr(GDir) dir = g_dir_open (fixture->cwd, 0, NULL);

  g_assert_cmpstr (g_dir_read_name (dir), ==, NULL);
}

static void
test_hostile_curl (Fixture *fixture, gconstpointer unused)
{
  g_autoptr(IngotWireServer) server = ingot_wire_server_new ();

  ingot_wire_server_answer_text (server, 200, "Content-Type: application/json\r\n", CHAT_ANSWER);
  use (fixture, server->url, AZURE, INGOT_SIGN_IN_KEY, HOSTILE);
  for (gsize i = 0; i < G_N_ELEMENTS (styles); i++)
    {
      g_autofree char *first = dup_first_line (fixture, server, i);
      g_autofree char *printed = run_curl (fixture, styles[i]);
      g_autoptr(JsonNode) root = NULL;
      JsonObject *body = read_body (server, (guint) i, &root);

      g_assert_cmpstr (printed, ==, CHAT_ANSWER);
      g_assert_true (g_str_has_prefix (g_ptr_array_index (server->requests, i), first));
      assert_has (g_ptr_array_index (server->requests, i), "\r\napi-key: " KEY "\r\n");
      g_assert_cmpstr (json_object_get_string_member_with_default (body, "model", NULL), ==,
                       styles[i] == INGOT_ENDPOINT_STYLE_DEPLOYMENT ? NULL : HOSTILE);
    }
  assert_untouched (fixture);
}

/* The library makes the URL of the deployment style itself, and escapes nothing: there only the body can be compared. */
static void
test_hostile_python (Fixture *fixture, gconstpointer unused)
{
  g_autoptr(IngotWireServer) server = ingot_wire_server_new ();
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) samples = NULL;
  g_autofree char *printed = NULL;

  ingot_wire_server_answer_text (server, 200, "Content-Type: application/json\r\n", CHAT_ANSWER);
  use (fixture, server->url, AZURE, INGOT_SIGN_IN_KEY, HOSTILE);
  g_strv_builder_take (builder, dup_sample (fixture, styles[0], INGOT_SAMPLE_LANGUAGE_PYTHON));
  g_strv_builder_take (builder, dup_sample (fixture, styles[2], INGOT_SAMPLE_LANGUAGE_PYTHON));
  samples = g_strv_builder_end (builder);
  printed = run_python (fixture, samples);
  g_assert_cmpstr (printed, ==, "Hi\nHi\n");
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *first = dup_first_line (fixture, server, 2 * i);
      g_autoptr(JsonNode) root = NULL;

      g_assert_true (g_str_has_prefix (g_ptr_array_index (server->requests, i), first));
      g_assert_cmpstr (json_object_get_string_member (read_body (server, i, &root), "model"), ==, HOSTILE);
    }
  assert_untouched (fixture);
}

/* Signing in */

static IngotAccount *
make_account (IngotCloudKind kind)
{
  g_autoptr(IngotCloud) cloud = ingot_cloud_new (kind, NULL);

  return ingot_account_new (INGOT_ACCOUNT_PERSON, cloud, NULL);
}

/* The Azure command line is not there: what stands in for it prints what it was asked. */
static void
test_token_curl (Fixture *fixture, gconstpointer unused)
{
  g_autoptr(IngotWireServer) server = ingot_wire_server_new ();
  g_autofree char *az = g_build_filename (fixture->cwd, "az", NULL);
  g_autoptr(IngotAccount) account = make_account (INGOT_CLOUD_PUBLIC);
  const char *const argv[] = { "chmod", "+x", az, NULL };
  g_autofree char *done = NULL;
  g_autofree char *printed = NULL;

  g_assert_true (g_file_set_contents (az, "#!/bin/sh\necho \"$*\" | tr ' ' '+'\n", -1, NULL));
  done = run (fixture, argv);
  ingot_wire_server_answer_text (server, 200, "Content-Type: application/json\r\n", CHAT_ANSWER);
  use (fixture, server->url, AZURE, INGOT_SIGN_IN_ACCOUNT, "gpt-4o");
  ingot_resource_set_account (fixture->resource, account);
  ingot_resource_set_tenant (fixture->resource, "fabrikam.example");
  printed = run_curl (fixture, INGOT_ENDPOINT_STYLE_V1);
  g_assert_cmpstr (printed, ==, CHAT_ANSWER);
  assert_has (g_ptr_array_index (server->requests, 0),
              "\r\nAuthorization: Bearer account+get-access-token+--scope+https://cognitiveservices.azure.com/.default"
              "+--tenant+fabrikam.example+--query+accessToken+--output+tsv\r\n");
  assert_has_not (g_ptr_array_index (server->requests, 0), "api-key");
}

/* Everything that signs in with a token asks for what the resource has taught, else for what its cloud says. */
static void
test_token_scope (Fixture *fixture, gconstpointer unused)
{
  g_autoptr(IngotAccount) government = make_account (INGOT_CLOUD_US_GOVERNMENT);

  use (fixture, "https://c.openai.azure.us", AZURE, INGOT_SIGN_IN_ACCOUNT, "gpt-4o");
  for (gsize i = 0; i < G_N_ELEMENTS (styles) * G_N_ELEMENTS (languages); i++)
    {
      IngotEndpointStyle style = styles[i / G_N_ELEMENTS (languages)];
      IngotSampleLanguage language = languages[i % G_N_ELEMENTS (languages)];
      g_autofree char *signed_out = NULL;
      g_autofree char *learned = NULL;

      ingot_resource_set_account (fixture->resource, NULL);
      ingot_resource_set_scope (fixture->resource, NULL);
      signed_out = dup_sample (fixture, style, language);
      assert_has (signed_out, "https://cognitiveservices.azure.us/.default");
      ingot_resource_set_account (fixture->resource, government);
      ingot_resource_set_scope (fixture->resource, "https://ai.azure.us/.default");
      learned = dup_sample (fixture, style, language);
      assert_has (learned, "https://ai.azure.us/.default");
      assert_has_not (learned, "cognitiveservices");
      assert_has_not (learned, "API_KEY");
      assert_has (learned, language == INGOT_SAMPLE_LANGUAGE_CURL ? "az cloud set --name AzureUSGovernment"
                                                                  : "\"https://login.microsoftonline.us\"");
      if (language != INGOT_SAMPLE_LANGUAGE_CURL)
        assert_has (learned, "DefaultAzureCredential(");
    }
}

/* Compiled, not run: there is nobody to sign in with. */
static void
test_token_python (Fixture *fixture, gconstpointer unused)
{
  g_autoptr(IngotAccount) account = make_account (INGOT_CLOUD_CHINA);

  use (fixture, "https://c.openai.azure.cn", AZURE, INGOT_SIGN_IN_ACCOUNT, HOSTILE);
  ingot_resource_set_account (fixture->resource, account);
  ingot_resource_set_tenant (fixture->resource, HOSTILE);
  for (gsize i = 0; i < G_N_ELEMENTS (styles); i++)
    {
      g_autofree char *sample = dup_sample (fixture, styles[i], INGOT_SAMPLE_LANGUAGE_PYTHON);
      const char *const argv[] = { "python3", "-c", "import sys; compile(sys.argv[1], 'sample', 'exec'); print('fine')",
                                   sample, NULL };
      g_autofree char *printed = run (fixture, argv);

      g_assert_cmpstr (printed, ==, "fine\n");
    }
}

/* A server of one's own takes its key as a bearer token, or none. */
static void
test_own_server (Fixture *fixture, gconstpointer unused)
{
  g_autoptr(IngotWireServer) server = ingot_wire_server_new ();
  g_auto(GStrv) samples = g_new0 (char *, 3);
  g_autofree char *curl = NULL;
  g_autofree char *open = NULL;
  g_autofree char *python = NULL;

  ingot_wire_server_answer_text (server, 200, "Content-Type: application/json\r\n", CHAT_ANSWER);
  use (fixture, server->url, "/v1", INGOT_SIGN_IN_KEY, "llama");
  curl = run_curl (fixture, INGOT_ENDPOINT_STYLE_V1);
  samples[0] = dup_sample (fixture, INGOT_ENDPOINT_STYLE_V1, INGOT_SAMPLE_LANGUAGE_PYTHON);
  g_assert_null (dup_sample (fixture, INGOT_ENDPOINT_STYLE_INFERENCE, INGOT_SAMPLE_LANGUAGE_CURL));
  g_assert_null (dup_sample (fixture, INGOT_ENDPOINT_STYLE_DEPLOYMENT, INGOT_SAMPLE_LANGUAGE_CURL));
  use (fixture, server->url, "/v1", INGOT_SIGN_IN_NONE, "llama");
  open = run_curl (fixture, INGOT_ENDPOINT_STYLE_V1);
  samples[1] = dup_sample (fixture, INGOT_ENDPOINT_STYLE_V1, INGOT_SAMPLE_LANGUAGE_PYTHON);
  python = run_python (fixture, samples);
  g_assert_cmpstr (python, ==, "Hi\nHi\n");
  g_assert_cmpuint (server->requests->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    g_assert_true (g_str_has_prefix (g_ptr_array_index (server->requests, i), "POST /v1/chat/completions HTTP/1.1\r\n"));
  assert_has (g_ptr_array_index (server->requests, 0), "\r\nAuthorization: Bearer " KEY "\r\n");
  assert_has_not (g_ptr_array_index (server->requests, 1), KEY);
  assert_has (g_ptr_array_index (server->requests, 2), "Bearer " KEY "\r\n");
  assert_has_not (g_ptr_array_index (server->requests, 3), KEY);
}

/* C#: strings end on their line, and every bracket has its other one. */

static void
assert_balanced (const char *text)
{
  g_autoptr(GString) open = g_string_new (NULL);
  gboolean in_string = FALSE;

  for (const char *at = text; *at != '\0'; at++)
    {
      const char *pair = strchr ("(){}[]", *at);

      if (in_string && *at == '\\')
        at++;
      else if (*at == '"')
        in_string = !in_string;
      else if (in_string)
        g_assert_cmpint (*at, !=, '\n');
      else if (g_str_has_prefix (at, "//"))
        at += strcspn (at, "\n") - 1;
      else if (pair != NULL && strchr ("({[", *pair) != NULL)
        g_string_append_c (open, pair[1]);
      else if (pair != NULL)
        {
          g_assert_cmpuint (open->len, >, 0);
          g_assert_cmpint (open->str[open->len - 1], ==, *pair);
          g_string_truncate (open, open->len - 1);
        }
    }
  g_assert_false (in_string);
  g_assert_cmpuint (open->len, ==, 0);
}

static void
test_csharp (Fixture *fixture, gconstpointer unused)
{
  static const IngotSignIn ways[] = { INGOT_SIGN_IN_NONE, INGOT_SIGN_IN_KEY, INGOT_SIGN_IN_ACCOUNT };
  static const char *const versions[] = { NULL, "2025-04-01-preview", "2023-05-15", HOSTILE };
  static const char *const classes[] = { "ChatClient client = new(", "GetChatClient(", "ChatCompletionsClient client",
                                         "EmbeddingClient client = new(", "GetEmbeddingClient(", "EmbeddingsClient client" };

  for (gsize i = 0; i < G_N_ELEMENTS (styles) * G_N_ELEMENTS (ways) * G_N_ELEMENTS (versions) * 2; i++)
    {
      gsize style = i % G_N_ELEMENTS (styles);
      gsize way = i / G_N_ELEMENTS (styles) % G_N_ELEMENTS (ways);
      gsize version = i / G_N_ELEMENTS (styles) / G_N_ELEMENTS (ways) / 2;
      gboolean embeds = i / G_N_ELEMENTS (styles) / G_N_ELEMENTS (ways) % 2 == 1;
      g_autofree char *sample = NULL;

      use (fixture, "https://c.services.ai.azure.com", AZURE, ways[way], HOSTILE);
      ingot_deployment_set_chats (fixture->deployment, !embeds);
      ingot_deployment_set_style (fixture->deployment, styles[style]);
      ingot_deployment_set_api_version (fixture->deployment, versions[version]);
      sample = dup_sample (fixture, styles[style], INGOT_SAMPLE_LANGUAGE_CSHARP);
      assert_balanced (sample);
      assert_has (sample, classes[style + (embeds ? 3 : 0)]);
      assert_has (sample, "\"a'b\\\"$(touch x)\\n`touch x`;touch x #{x}%s\\\\\\u202e\\U000e0001ü한\"");
      if (ways[way] == INGOT_SIGN_IN_KEY)
        assert_has (sample, "Environment.GetEnvironmentVariable(\"AZURE_OPENAI_API_KEY\")");
    }
}

/* The version that is pinned where the library has a name for it. */
static void
test_csharp_version (Fixture *fixture, gconstpointer unused)
{
  static const struct { const char *version, *expected; } cases[] = {
    { NULL, "ServiceVersion.V2024_10_21)" },
    { "2025-04-01-preview", "ServiceVersion.V2025_04_01_Preview)" },
    { "2023-05-15", "no name for version \"2023-05-15\"" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *sample = NULL;

      use (fixture, "https://c.openai.azure.com", AZURE, INGOT_SIGN_IN_KEY, "gpt-4o");
      ingot_deployment_set_style (fixture->deployment, INGOT_ENDPOINT_STYLE_DEPLOYMENT);
      ingot_deployment_set_api_version (fixture->deployment, cases[i].version);
      sample = dup_sample (fixture, INGOT_ENDPOINT_STYLE_DEPLOYMENT, INGOT_SAMPLE_LANGUAGE_CSHARP);
      assert_has (sample, cases[i].expected);
    }
}

/* Where there is no address there is nothing to copy. */
static void
test_nothing (Fixture *fixture, gconstpointer unused)
{
  IngotResources *resources = ingot_workspace_get_resources (fixture->workspace.workspace);
  g_autoptr(IngotDeployment) gone = ingot_deployment_new ("gone", INGOT_ENDPOINT_STYLE_V1);

  use (fixture, NULL, AZURE, INGOT_SIGN_IN_KEY, "mistral-large");
  g_assert_null (dup_sample (fixture, INGOT_ENDPOINT_STYLE_V1, INGOT_SAMPLE_LANGUAGE_CURL));
  g_assert_null (ingot_resources_dup_sample (resources, gone, INGOT_ENDPOINT_STYLE_V1, INGOT_SAMPLE_LANGUAGE_CURL));
}

int
main (int argc, char **argv)
{
  static const struct { const char *path; void (*run) (Fixture *, gconstpointer); } tests[] = {
    { "/samples/curl", test_curl },
    { "/samples/python", test_python },
    { "/samples/hostile-curl", test_hostile_curl },
    { "/samples/hostile-python", test_hostile_python },
    { "/samples/token-curl", test_token_curl },
    { "/samples/token-scope", test_token_scope },
    { "/samples/token-python", test_token_python },
    { "/samples/own-server", test_own_server },
    { "/samples/csharp", test_csharp },
    { "/samples/csharp-version", test_csharp_version },
    { "/samples/nothing", test_nothing },
  };

  ingot_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].run, tear_down);
  return g_test_run ();
}
