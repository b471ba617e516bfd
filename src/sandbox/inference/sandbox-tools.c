/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-inference"
#include "config.h"

#include <string.h>

#include "sandbox-sample.h"
#include "sandbox-schema.h"
#include "sandbox-tools.h"
#include "server/sandbox-json.h"

enum
{
  MAX_TOOLS = 128,
  MAX_NAME = 64,
  MAX_CALLS = 4,
  /* A word of the name says more than one of the description. */
  NAME_WEIGHT = 4,
  SHORTEST_WORD = 4,
  MISTRAL_ID = 9,
  USUAL_ID = 24,
};

typedef enum
{
  CHOICE_AUTO,
  CHOICE_NONE,
  CHOICE_REQUIRED,
} Choice;

typedef struct
{
  char *name;
  char *description;
  JsonNode *parameters; /* or NULL */
} Tool;

struct _SandboxTools
{
  GPtrArray *tools; /* Tool */
  Choice choice;
  const Tool *named; /* the one that has to be called, or NULL */
  gboolean is_parallel;
};

static void
tool_free (gpointer data)
{
  Tool *tool = data;

  g_free (tool->name);
  g_free (tool->description);
  g_clear_pointer (&tool->parameters, json_node_unref);
  g_free (tool);
}

void
sandbox_tool_call_free (SandboxToolCall *call)
{
  g_free (call->id);
  g_free (call->name);
  g_free (call->arguments);
  g_free (call);
}

void
sandbox_tools_free (SandboxTools *tools)
{
  g_ptr_array_unref (tools->tools);
  g_free (tools);
}

static void
refuse_missing (SandboxReader *reader, guint index, const char *member)
{
  g_autofree char *param = g_strdup_printf ("tools[%u].%s", index, member);

  reader->problem = sandbox_problem_new_invalid ("missing_required_parameter", param,
                                                 "Missing required parameter: '%s'.", param);
}

static gboolean
is_name (const char *name)
{
  return *name != '\0'
         && name[strspn (name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")] == '\0';
}

static void
check_name (SandboxReader *reader, guint index, const char *name)
{
  g_autofree char *param = g_strdup_printf ("tools[%u].function.name", index);

  if (strlen (name) > MAX_NAME)
    reader->problem = sandbox_problem_new_invalid (
      "string_above_max_length", param,
      "Invalid '%s': string too long. Expected a string with maximum length %d, "
      "but got a string with length %zu instead.",
      param, MAX_NAME, strlen (name));
  else if (!is_name (name))
    reader->problem
      = sandbox_problem_new_invalid ("invalid_value", param,
                                     "Invalid '%s': string does not match pattern. Expected a string that "
                                     "matches the pattern '^[a-zA-Z0-9_-]+$'.",
                                     param);
}

static void
check_parameters (SandboxReader *reader, guint index, JsonObject *function, const char *name)
{
  g_autofree char *param = g_strdup_printf ("tools[%u].function.parameters", index);
  JsonNode *parameters = json_object_get_member (function, "parameters");
  JsonNode *strict = json_object_get_member (function, "strict");
  gboolean is_strict
    = strict != NULL && sandbox_json_holds (strict, G_TYPE_BOOLEAN) && json_node_get_boolean (strict);
  g_autofree char *problem = NULL;

  if (parameters == NULL || JSON_NODE_HOLDS_NULL (parameters))
    return;
  if (!JSON_NODE_HOLDS_OBJECT (parameters))
    sandbox_reader_refuse_kind (reader, param, "an object", parameters);
  else if (is_strict)
    problem = sandbox_schema_check_strict (parameters);
  if (problem != NULL)
    reader->problem = sandbox_problem_new_invalid ("invalid_function_parameters", param,
                                                   "Invalid schema for function '%s': %s", name, problem);
}

static void
read_function (SandboxReader *reader, SandboxTools *tools, guint index, JsonObject *function)
{
  JsonNode *name = json_object_get_member (function, "name");
  JsonNode *description = json_object_get_member (function, "description");
  JsonNode *parameters = json_object_get_member (function, "parameters");
  Tool *tool;

  if (!sandbox_json_is_string (name))
    {
      refuse_missing (reader, index, "function.name");
      return;
    }
  check_name (reader, index, json_node_get_string (name));
  if (reader->problem == NULL)
    check_parameters (reader, index, function, json_node_get_string (name));
  if (reader->problem != NULL)
    return;
  tool = g_new0 (Tool, 1);
  tool->name = json_node_dup_string (name);
  tool->description
    = sandbox_json_is_string (description) ? json_node_dup_string (description) : g_strdup ("");
  if (parameters != NULL && JSON_NODE_HOLDS_OBJECT (parameters))
    tool->parameters = json_node_copy (parameters);
  g_ptr_array_add (tools->tools, tool);
}

static void
read_tool (SandboxReader *reader, SandboxTools *tools, guint index, JsonNode *node)
{
  g_autofree char *param = g_strdup_printf ("tools[%u]", index);
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *type = object != NULL ? json_object_get_member (object, "type") : NULL;
  JsonNode *function = object != NULL ? json_object_get_member (object, "function") : NULL;

  if (object == NULL)
    sandbox_reader_refuse_kind (reader, param, "an object", node);
  else if (!sandbox_json_is_string (type))
    refuse_missing (reader, index, "type");
  else if (!g_str_equal (json_node_get_string (type), "function"))
    {
      g_free (param);
      param = g_strdup_printf ("tools[%u].type", index);
      reader->problem = sandbox_problem_new_invalid ("invalid_value", param,
                                                     "Invalid value: '%s'. Supported values are: 'function'.",
                                                     json_node_get_string (type));
    }
  else if (function == NULL || !JSON_NODE_HOLDS_OBJECT (function))
    refuse_missing (reader, index, "function");
  else
    read_function (reader, tools, index, json_node_get_object (function));
}

static const Tool *
find (const SandboxTools *tools, const char *name)
{
  for (guint i = 0; name != NULL && i < tools->tools->len; i++)
    {
      const Tool *tool = g_ptr_array_index (tools->tools, i);

      if (g_str_equal (tool->name, name))
        return tool;
    }
  return NULL;
}

static void
read_named (SandboxReader *reader, SandboxTools *tools, JsonObject *choice)
{
  JsonNode *function = json_object_get_member (choice, "function");
  const char *name
    = function != NULL && JSON_NODE_HOLDS_OBJECT (function)
        ? json_object_get_string_member_with_default (json_node_get_object (function), "name", NULL)
        : NULL;

  tools->choice = CHOICE_REQUIRED;
  tools->named = find (tools, name);
  if (name == NULL)
    reader->problem
      = sandbox_problem_new_invalid ("missing_required_parameter", "tool_choice.function.name",
                                     "Missing required parameter: 'tool_choice.function.name'.");
  else if (tools->named == NULL)
    reader->problem = sandbox_problem_new_invalid (NULL, "tool_choice",
                                                   "Tool choice '%s' not found in 'tools' parameter.", name);
}

static void
read_choice (SandboxReader *reader, SandboxTools *tools)
{
  static const char *const choices[] = { "none", "auto", "required", NULL };
  JsonNode *node = sandbox_reader_get (reader, "tool_choice");
  const char *choice;

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    {
      read_named (reader, tools, json_node_get_object (node));
      return;
    }
  choice = sandbox_reader_read_choice (reader, "tool_choice", choices);
  if (g_strcmp0 (choice, "none") == 0)
    tools->choice = CHOICE_NONE;
  else if (g_strcmp0 (choice, "required") == 0)
    tools->choice = CHOICE_REQUIRED;
}

static void
check_without_tools (SandboxReader *reader)
{
  static const char *const members[] = { "tool_choice", "parallel_tool_calls" };

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    if (sandbox_reader_get (reader, members[i]) != NULL)
      reader->problem = sandbox_problem_new_invalid (
        NULL, members[i], "Invalid value for '%s': '%s' is only allowed when 'tools' are specified.",
        members[i], members[i]);
}

static void
check_number (SandboxReader *reader, guint n_tools)
{
  if (n_tools == 0)
    reader->problem
      = sandbox_problem_new_invalid ("empty_array", "tools",
                                     "Invalid 'tools': empty array. Expected an array with minimum length 1, "
                                     "but got an empty array instead.");
  else if (n_tools > MAX_TOOLS)
    reader->problem = sandbox_problem_new_invalid (
      "array_above_max_length", "tools",
      "Invalid 'tools': array too long. Expected an array with maximum length %d, "
      "but got an array with length %u instead.",
      MAX_TOOLS, n_tools);
}

SandboxTools *
sandbox_tools_read (SandboxReader *reader)
{
  JsonNode *node = sandbox_reader_get (reader, "tools");
  g_autoptr (SandboxTools) tools = NULL;
  JsonArray *array;

  if (node == NULL)
    {
      check_without_tools (reader);
      return NULL;
    }
  if (!JSON_NODE_HOLDS_ARRAY (node))
    {
      sandbox_reader_refuse_kind (reader, "tools", "an array of objects", node);
      return NULL;
    }
  array = json_node_get_array (node);
  check_number (reader, json_array_get_length (array));
  tools = g_new0 (SandboxTools, 1);
  tools->tools = g_ptr_array_new_with_free_func (tool_free);
  for (guint i = 0; i < json_array_get_length (array) && reader->problem == NULL; i++)
    read_tool (reader, tools, i, json_array_get_element (array, i));
  tools->is_parallel = sandbox_reader_read_boolean (reader, "parallel_tool_calls", TRUE);
  read_choice (reader, tools);
  return reader->problem == NULL ? g_steal_pointer (&tools) : NULL;
}

/* How many words of @text are in the prompt. */
static guint
shared_words (const char *text, const char *prompt)
{
  g_auto (GStrv) words = g_strsplit_set (text, " _-.,;:()'\"/\n", -1);
  guint n_shared = 0;

  for (guint i = 0; words[i] != NULL; i++)
    if (strlen (words[i]) >= SHORTEST_WORD && sandbox_has_word (prompt, words[i]))
      n_shared++;
  return n_shared;
}

/* The tools to call: all that the prompt names, else the one that is described most nearly. */
static void
choose (const SandboxTools *tools, const char *prompt, GPtrArray *chosen)
{
  const Tool *best = g_ptr_array_index (tools->tools, 0);
  guint most = 0;

  for (guint i = 0; i < tools->tools->len; i++)
    {
      const Tool *tool = g_ptr_array_index (tools->tools, i);
      guint by_name = shared_words (tool->name, prompt);
      guint score = NAME_WEIGHT * by_name + shared_words (tool->description, prompt);

      if (by_name > 0 && chosen->len < MAX_CALLS)
        g_ptr_array_add (chosen, (gpointer) tool);
      if (score > most)
        best = tool;
      most = MAX (most, score);
    }
  if (chosen->len == 0 || !tools->is_parallel)
    {
      g_ptr_array_set_size (chosen, 0);
      g_ptr_array_add (chosen, (gpointer) best);
    }
}

/* Whether the tool takes one thing, and that is a free text. */
static gboolean
takes_one_text (const Tool *tool)
{
  JsonObject *schema = tool->parameters != NULL ? json_node_get_object (tool->parameters) : NULL;
  JsonNode *required = schema != NULL ? json_object_get_member (schema, "required") : NULL;
  JsonNode *properties = schema != NULL ? json_object_get_member (schema, "properties") : NULL;
  JsonNode *property;

  if (required == NULL || !JSON_NODE_HOLDS_ARRAY (required)
      || json_array_get_length (json_node_get_array (required)) != 1 || properties == NULL
      || !JSON_NODE_HOLDS_OBJECT (properties)
      || !sandbox_json_is_string (json_array_get_element (json_node_get_array (required), 0)))
    return FALSE;
  property = json_object_get_member (json_node_get_object (properties),
                                     json_array_get_string_element (json_node_get_array (required), 0));
  return property != NULL && JSON_NODE_HOLDS_OBJECT (property)
         && !json_object_has_member (json_node_get_object (property), "enum")
         && g_strcmp0 (
              json_object_get_string_member_with_default (json_node_get_object (property), "type", NULL),
              "string")
              == 0;
}

static char *
make_id (const SandboxDeployment *deployment)
{
  static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  gboolean is_mistral = deployment->family == SANDBOX_FAMILY_MISTRAL;
  GString *id = g_string_new (is_mistral ? "" : "call_");

  for (guint i = 0; i < (is_mistral ? MISTRAL_ID : USUAL_ID); i++)
    g_string_append_c (id, letters[g_random_int_range (0, sizeof letters - 1)]);
  return g_string_free_and_steal (id);
}

static SandboxToolCall *
make_call (const Tool *tool, const SandboxHints *hints, const SandboxDeployment *deployment, guint variant)
{
  SandboxToolCall *call = g_new0 (SandboxToolCall, 1);
  g_autoptr (JsonNode) arguments
    = tool->parameters != NULL ? sandbox_sample_new (tool->parameters, hints, variant) : NULL;

  call->id = make_id (deployment);
  call->name = g_strdup (tool->name);
  call->arguments = arguments != NULL && JSON_NODE_HOLDS_OBJECT (arguments)
                      ? json_to_string (arguments, FALSE)
                      : g_strdup ("{}");
  return call;
}

/* One call, or one for each name. */
static void
add_calls (GPtrArray *calls, const SandboxTools *tools, const Tool *tool, const SandboxHints *hints,
           const SandboxDeployment *deployment, guint variant)
{
  guint n_names = g_strv_length (hints->names);

  if (!tools->is_parallel || n_names < 2 || !takes_one_text (tool))
    {
      g_ptr_array_add (calls, make_call (tool, hints, deployment, variant));
      return;
    }
  for (guint i = 0; i < MIN (n_names, MAX_CALLS); i++)
    {
      char *name[] = { hints->names[i], NULL };
      SandboxHints one = { hints->prompt, name, hints->number, hints->has_number };

      g_ptr_array_add (calls, make_call (tool, &one, deployment, variant));
    }
}

GPtrArray *
sandbox_tools_call (const SandboxTools *tools, const SandboxHints *hints, gboolean is_answered,
                    const SandboxDeployment *deployment, guint variant)
{
  GPtrArray *calls = g_ptr_array_new_with_free_func ((GDestroyNotify) sandbox_tool_call_free);
  g_autoptr (GPtrArray) chosen = g_ptr_array_new ();

  if (tools == NULL || tools->choice == CHOICE_NONE || (tools->choice == CHOICE_AUTO && is_answered))
    return calls;
  if (tools->named != NULL)
    g_ptr_array_add (chosen, (gpointer) tools->named);
  else
    choose (tools, hints->prompt, chosen);
  for (guint i = 0; i < chosen->len; i++)
    add_calls (calls, tools, g_ptr_array_index (chosen, i), hints, deployment, variant);
  return calls;
}
