/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox"
#include "config.h"

#include <string.h>

#include "faults/sandbox-faults.h"
#include "sandbox-config.h"
#include "sandbox-config-lines.h"
#include "server/sandbox-json.h"

enum
{
  MAX_NAME = 64, /* of a deployment on the service */
};

struct _SandboxConfig
{
  GArray *deployments;
  SandboxStaging *staging;
  GStringChunk *strings;
};

typedef enum
{
  LIKE,
  KIND,
  TEXT,
  COUNT,
  NUMBER,
  CHOICE,
} MemberType;

typedef struct
{
  const char *name;
  const char *description;
  MemberType type;
  goffset offset;             /* in SandboxDeployment */
  double min, max;            /* of a count or a number */
  const char *const *choices; /* in the order of their enumeration */
} Member;

typedef struct
{
  SandboxConfig *config;
  SandboxConfigLines *lines;
} Reader;

static const char *const kinds[] = { "chat", "embeddings", "image-embeddings", NULL };
static const char *const models_of_kinds[] = { "gpt-4o", "text-embedding-3-small", "embed-v-4-0" };
static const char *const families[] = { "openai", "mistral", "deepseek", "cohere", NULL };
static const char *const reasonings[] = { "none", "shown", "hidden", NULL };

#define AT(member) G_STRUCT_OFFSET (SandboxDeployment, member)

static const Member members[] = {
  { "name", "what clients call it; the only one that is needed", TEXT, AT (name) },
  { "like", "begin as a copy of this built-in deployment, faulty ones included", LIKE },
  { "kind", "or of the usual one of this kind: chat, embeddings, image-embeddings", KIND },
  { "model", "such as \"gpt-4o\"", TEXT, AT (model) },
  { "version", "of the model, such as \"2024-11-20\"", TEXT, AT (version) },
  { "publisher", "such as \"OpenAI\"", TEXT, AT (publisher) },
  { "reported_model", "what its replies call the model", TEXT, AT (reported_model) },
  { "sku", "such as \"GlobalStandard\"", TEXT, AT (sku) },
  { "capacity", "units of 1,000 tokens and 6 requests a minute", COUNT, AT (capacity), 1, 1000000 },
  { "requests_per_minute", "a limit that does not follow from the capacity", COUNT, AT (requests_per_minute),
    0, 1000000000 },
  { "tokens_per_minute", "the same for tokens", COUNT, AT (tokens_per_minute), 0, 1000000000 },
  { "filter_policy", "the name of its content filter", TEXT, AT (content_filter) },
  { "tokens_per_second", "its speed", NUMBER, AT (tokens_per_second), 0.01, 100000 },
  { "first_token_ms", "the time before the first token", COUNT, AT (first_token_ms), 0, 600000 },
  { "family", "whose manners it has: openai, mistral, deepseek, cohere", CHOICE, AT (family), 0, 0,
    families },
  { "reasoning", "none, shown or hidden", CHOICE, AT (reasoning), 0, 0, reasonings },
  { "dimensions", "of its vectors", COUNT, AT (dimensions), 1, 4096 },
  { "refuse_first", "this many requests get 429 before it works", COUNT, AT (refuse_first), 0, G_MAXINT32 },
  { "retry_after_s", "what those ask for", COUNT, AT (retry_after_s), 0, 1000000 },
};

static const Member *
find_member (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    if (g_str_equal (members[i].name, name))
      return &members[i];
  return NULL;
}

static const SandboxDeployment *
find_in (const SandboxDeployment *deployments, gsize n_deployments, const char *name)
{
  for (gsize i = 0; i < n_deployments; i++)
    if (g_str_equal (deployments[i].name, name))
      return &deployments[i];
  return NULL;
}

static const SandboxDeployment *
find_built_in (const char *name)
{
  gsize n_deployments;
  const SandboxDeployment *deployments = sandbox_deployments_default (&n_deployments);
  const SandboxDeployment *found = find_in (deployments, n_deployments, name);

  if (found != NULL)
    return found;
  deployments = sandbox_faults_deployments (&n_deployments);
  return find_in (deployments, n_deployments, name);
}

static int
find_choice (const char *const *choices, const char *text)
{
  for (int i = 0; choices[i] != NULL; i++)
    if (g_str_equal (choices[i], text))
      return i;
  return -1;
}

static gboolean
is_name (const char *text)
{
  return *text != '\0' && strlen (text) <= MAX_NAME
         && strspn (text, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "._-") == strlen (text);
}

static gboolean
set_text (Reader *reader, JsonObject *object, const Member *member, SandboxDeployment *deployment,
          GError **error)
{
  JsonNode *node = json_object_get_member (object, member->name);
  const char *text = sandbox_json_is_string (node) ? json_node_get_string (node) : NULL;

  if (text == NULL || *text == '\0')
    return sandbox_config_lines_fail (reader->lines, error, object, member->name, "\"%s\" is a string, %s.",
                                      member->name, member->description);
  G_STRUCT_MEMBER (const char *, deployment, member->offset)
    = g_string_chunk_insert_const (reader->config->strings, text);
  return TRUE;
}

static gboolean
set_number (Reader *reader, JsonObject *object, const Member *member, SandboxDeployment *deployment,
            GError **error)
{
  JsonNode *node = json_object_get_member (object, member->name);
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;
  double value = type == G_TYPE_INT64 || type == G_TYPE_DOUBLE ? json_node_get_double (node) : -1;

  if (value < member->min || value > member->max || (member->type == COUNT && type != G_TYPE_INT64))
    return sandbox_config_lines_fail (
      reader->lines, error, object, member->name, "\"%s\" is a%s number from %.10g to %.10g: %s.",
      member->name, member->type == COUNT ? " whole" : "", member->min, member->max, member->description);
  if (member->type == COUNT)
    G_STRUCT_MEMBER (guint, deployment, member->offset) = (guint) value;
  else
    G_STRUCT_MEMBER (double, deployment, member->offset) = value;
  return TRUE;
}

/* The index among @choices of the value of a member; -1 with @error set. */
static int
read_choice (Reader *reader, JsonObject *object, const char *name, const char *const *choices, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);
  int found = sandbox_json_is_string (node) ? find_choice (choices, json_node_get_string (node)) : -1;
  g_autofree char *list = g_strjoinv (", ", (char **) choices);

  if (found < 0)
    sandbox_config_lines_fail (reader->lines, error, object, name, "\"%s\" is one of: %s.", name, list);
  return found;
}

static gboolean
set_choice (Reader *reader, JsonObject *object, const Member *member, SandboxDeployment *deployment,
            GError **error)
{
  int choice = read_choice (reader, object, member->name, member->choices, error);

  if (choice >= 0)
    G_STRUCT_MEMBER (int, deployment, member->offset) = choice;
  return choice >= 0;
}

static gboolean
set_member (Reader *reader, JsonObject *object, const char *name, SandboxDeployment *deployment,
            GError **error)
{
  const Member *member = find_member (name);

  if (member == NULL)
    return sandbox_config_lines_fail (
      reader->lines, error, object, name,
      "A deployment has no member \"%s\"; 'ingot-sandbox --help' lists those that it has.", name);
  switch (member->type)
    {
    case TEXT:
      return set_text (reader, object, member, deployment, error);
    case COUNT:
    case NUMBER:
      return set_number (reader, object, member, deployment, error);
    case CHOICE:
      return set_choice (reader, object, member, deployment, error);
    case LIKE:
    case KIND:
    default:
      return TRUE; /* read before all others */
    }
}

static const SandboxDeployment *
read_base (Reader *reader, JsonObject *object, GError **error)
{
  JsonNode *like = json_object_get_member (object, "like");
  const SandboxDeployment *base = NULL;
  int kind = 0;

  if (like != NULL && json_object_has_member (object, "kind"))
    {
      sandbox_config_lines_fail (reader->lines, error, object, "kind",
                                 "Say either \"like\" or \"kind\": a copy has the kind of its model.");
      return NULL;
    }
  if (json_object_has_member (object, "kind"))
    kind = read_choice (reader, object, "kind", kinds, error);
  if (kind < 0)
    return NULL;
  if (like == NULL)
    return find_built_in (models_of_kinds[kind]);
  if (sandbox_json_is_string (like))
    base = find_built_in (json_node_get_string (like));
  if (base == NULL)
    sandbox_config_lines_fail (reader->lines, error, object, "like",
                               "\"like\" is the name of a built-in deployment; 'ingot-sandbox --help' lists "
                               "them.");
  return base;
}

/* A copy with another model should not claim to be the one that it was copied from. */
static void
set_reported_model (Reader *reader, JsonObject *object, SandboxDeployment *deployment)
{
  g_autofree char *name = NULL;

  if (json_object_has_member (object, "reported_model")
      || !(json_object_has_member (object, "model") || json_object_has_member (object, "version")))
    return;
  if (deployment->family == SANDBOX_FAMILY_OPENAI && (deployment->operations & SANDBOX_OPERATION_CHAT) != 0)
    name = g_strconcat (deployment->model, "-", deployment->version, NULL);
  else
    name = g_ascii_strdown (deployment->model, -1);
  deployment->reported_model = g_string_chunk_insert_const (reader->config->strings, name);
}

static gboolean
check_name (Reader *reader, JsonObject *object, const SandboxDeployment *deployment, GError **error)
{
  const GArray *others = reader->config->deployments;

  if (!json_object_has_member (object, "name"))
    return sandbox_config_lines_fail (reader->lines, error, object, NULL, "This deployment has no \"name\".");
  if (!is_name (deployment->name))
    return sandbox_config_lines_fail (reader->lines, error, object, "name",
                                      "A name has at most %d letters, digits, dots, hyphens and underscores.",
                                      MAX_NAME);
  for (guint i = 0; i < others->len; i++)
    if (g_str_equal (g_array_index (others, SandboxDeployment, i).name, deployment->name))
      return sandbox_config_lines_fail (reader->lines, error, object, "name",
                                        "There is a deployment \"%s\" already.", deployment->name);
  return TRUE;
}

static gboolean
read_deployment (Reader *reader, JsonArray *array, guint index, GError **error)
{
  JsonNode *node = json_array_get_element (array, index);
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  g_autoptr(GList) names = object != NULL ? json_object_get_members (object) : NULL;
  const SandboxDeployment *base = NULL;
  SandboxDeployment deployment;

  if (object == NULL)
    return sandbox_config_lines_fail_at (reader->lines, error, array, index, "A deployment is an object.");
  base = read_base (reader, object, error);
  if (base == NULL)
    return FALSE;
  deployment = *base;
  for (GList *link = names; link != NULL; link = link->next)
    if (!set_member (reader, object, link->data, &deployment, error))
      return FALSE;
  if (!check_name (reader, object, &deployment, error))
    return FALSE;
  set_reported_model (reader, object, &deployment);
  g_array_append_val (reader->config->deployments, deployment);
  return TRUE;
}

static gboolean
read_deployments (Reader *reader, JsonObject *root, GError **error)
{
  JsonNode *node = json_object_get_member (root, "deployments");
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (array == NULL || json_array_get_length (array) == 0)
    return sandbox_config_lines_fail (
      reader->lines, error, root, node != NULL ? "deployments" : NULL,
      "A configuration is an object with the member \"deployments\", an array with at least one of them, or "
      "with the member \"staging\", or with both.");
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!read_deployment (reader, array, i, error))
      return FALSE;
  return TRUE;
}

static gboolean
read_staging (Reader *reader, JsonObject *root, GError **error)
{
  JsonNode *node = json_object_get_member (root, "staging");
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *name;
  g_autofree char *fault = NULL;

  if (object == NULL)
    return sandbox_config_lines_fail (reader->lines, error, root, "staging", "\"staging\" is an object.");
  fault = sandbox_staging_read (reader->config->staging, object, &name);
  return fault == NULL || sandbox_config_lines_fail (reader->lines, error, object, name, "%s", fault);
}

static gboolean
read_root (Reader *reader, JsonNode *root, GError **error)
{
  static const char *const known[] = { "deployments", "staging", NULL };
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  g_autoptr(GList) names = object != NULL ? json_object_get_members (object) : NULL;
  gboolean staged = object != NULL && json_object_has_member (object, "staging");

  for (GList *link = names; link != NULL; link = link->next)
    if (!g_strv_contains (known, link->data))
      return sandbox_config_lines_fail (reader->lines, error, object, link->data,
                                        "There is nothing called \"%s\" in a configuration.",
                                        (const char *) link->data);
  if (object == NULL)
    return sandbox_config_lines_fail (reader->lines, error, NULL, NULL,
                                      "A configuration is an object with the member \"deployments\".");
  if (staged && !read_staging (reader, object, error))
    return FALSE;
  if (staged && !json_object_has_member (object, "deployments"))
    return TRUE;
  return read_deployments (reader, object, error);
}

SandboxConfig *
sandbox_config_parse (const char *file, const char *text, GError **error)
{
  g_autoptr(SandboxConfig) config = g_new0 (SandboxConfig, 1);
  g_autoptr(SandboxConfigLines) lines = sandbox_config_lines_new (file);
  Reader reader = { config, lines };
  JsonNode *root;

  config->deployments = g_array_new (FALSE, FALSE, sizeof (SandboxDeployment));
  config->strings = g_string_chunk_new (1024);
  config->staging = sandbox_staging_new ();
  root = sandbox_config_lines_parse (lines, text, error);
  return root != NULL && read_root (&reader, root, error) ? g_steal_pointer (&config) : NULL;
}

SandboxConfig *
sandbox_config_load (const char *file, GError **error)
{
  g_autofree char *text = NULL;

  return g_file_get_contents (file, &text, NULL, error) ? sandbox_config_parse (file, text, error) : NULL;
}

void
sandbox_config_free (SandboxConfig *config)
{
  g_array_unref (config->deployments);
  g_string_chunk_free (config->strings);
  sandbox_staging_free (config->staging);
  g_free (config);
}

const SandboxDeployment *
sandbox_config_get_deployments (SandboxConfig *config, gsize *n_deployments)
{
  *n_deployments = config->deployments->len;
  return (const SandboxDeployment *) (gpointer) config->deployments->data;
}

const SandboxStaging *
sandbox_config_get_staging (SandboxConfig *config)
{
  return config->staging;
}

char *
sandbox_config_describe (void)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    g_string_append_printf (text, "    %-20s %s\n", members[i].name, members[i].description);
  return g_string_free_and_steal (text);
}
