/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-test"
#include "config.h"

#include <string.h>

#include "ingot-test.h"
#include "model/ingot-nearest.h"

#define V1 INGOT_ENDPOINT_STYLE_V1

static IngotDeployment *
add (IngotResource *resource, const char *name, const char *model)
{
  g_autoptr(IngotDeployment) deployment = ingot_deployment_new (name, V1);

  if (model != NULL)
    {
      g_autoptr(IngotDeploymentInfo) info = ingot_deployment_info_new ();

      info->model = g_strdup (model);
      ingot_deployment_set_info (deployment, info);
    }
  return ingot_resource_add_deployment (resource, deployment);
}

static IngotResource *
make_resource (void)
{
  IngotResource *resource = ingot_resource_new (INGOT_RESOURCE_REMOTE, "C", INGOT_SIGN_IN_KEY);

  add (resource, "mistral-large-2411", NULL);
  add (resource, "gpt-4o", NULL);
  add (resource, "gpt-4o-mini", NULL);
  add (resource, "gpt-4.1", NULL);
  add (resource, "text-embedding-3-small", NULL);
  add (resource, "text-embedding-3-large", NULL);
  add (resource, "chat-prod", "DeepSeek-V3-0324");
  add (resource, "요약-배포", NULL);
  add (resource, "x", NULL);
  return resource;
}

/* The names that are found, with "|" between them. */
static char *
find (IngotResource *resource, const char *name, guint n)
{
  g_autoptr(GPtrArray) found = ingot_resource_find_nearest (resource, name, n);
  GString *names = g_string_new (NULL);

  g_assert_cmpuint (found->len, <=, n);
  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? "|" : "", ingot_deployment_get_name (found->pdata[i]));
  return g_string_free_and_steal (names);
}

static void
test_names (void)
{
  static const struct { const char *typed, *found; } cases[] = {
    { "gpt-4o", "gpt-4o|gpt-4.1|gpt-4o-mini" },      /* itself, a slip away, its beginning */
    { "gpt4o", "gpt-4o|gpt-4.1|gpt-4o-mini" },       /* without a separator */
    { "GPT 4o", "gpt-4o|gpt-4.1|gpt-4o-mini" },
    { "gpt-4o-mni", "gpt-4o-mini|gpt-4o" },          /* a letter is missing */
    { "gpt-4o-mniis", "gpt-4o-mini|gpt-4o" },
    { "mistral", "mistral-large-2411" },             /* a beginning */
    { "large", "mistral-large-2411|text-embedding-3-large" },
    { "mitsral-large", "mistral-large-2411" },       /* two letters are swapped */
    { "text-embedding-small", "text-embedding-3-small" },
    { "text-embedding-ada-002", "" },
    { "my-gpt-4o", "gpt-4o" },                       /* more than the name */
    { "deepseek-v3", "chat-prod" },                  /* the model's name where the deployment's is asked for */
    { "deepseek-v3-0324", "chat-prod" },
    { "chatprod", "chat-prod" },
    { "요약", "요약-배포" },
    { "배포", "" },                                   /* two letters within are in too many names */
    { "ge", "" },
    { "gp", "gpt-4o|gpt-4.1|gpt-4o-mini" },
    { "요약배포", "요약-배포" },
    { "요약배", "요약-배포" },
    { "llama", "" },
    { "o3", "" },
    { "x", "x" },
    { "", "" },
    { "---", "" },
  };
  g_autoptr(IngotResource) resource = make_resource ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = find (resource, cases[i].typed, 3);

      g_test_message ("%s: %s", cases[i].typed, found);
      g_assert_cmpstr (found, ==, cases[i].found);
    }
}

static void
test_count (void)
{
  g_autoptr(IngotResource) resource = make_resource ();
  g_autofree char *none = find (resource, "gpt-4o", 0);
  g_autofree char *one = find (resource, "gpt-4o", 1);

  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (one, ==, "gpt-4o");
}

/* Once, though it is there twice, and the first of them. */
static void
test_styles (void)
{
  g_autoptr(IngotResource) resource = make_resource ();
  g_autoptr(IngotDeployment) twin = ingot_deployment_new ("gpt-4o", INGOT_ENDPOINT_STYLE_DEPLOYMENT);
  g_autofree char *found = NULL;

  ingot_resource_add_deployment (resource, twin);
  found = find (resource, "gpt4o", 10);
  g_assert_cmpstr (found, ==, "gpt-4o|gpt-4.1|gpt-4o-mini");
}

/* What is pasted by mistake may be anything. */
static void
test_hostile (void)
{
  g_autoptr(IngotResource) resource = make_resource ();
  g_autofree char *long_name = g_strnfill (100000, 'g');
  g_autofree char *found = NULL;
  g_autofree char *of_long = NULL;
  g_autofree char *of_bytes = NULL;

  add (resource, long_name, long_name);
  found = find (resource, long_name, 3);
  g_assert_cmpstr (found, ==, long_name);
  of_long = find (resource, "ggg", 3);
  g_assert_cmpstr (of_long, ==, long_name);
  of_bytes = find (resource, "gpt\xff\x80-4o", 1);
  g_assert_cmpstr (of_bytes, ==, "gpt-4o");
}

/* Of a thousand, the one that was meant. */
static void
test_many (void)
{
  g_autoptr(IngotResource) resource = ingot_resource_new (INGOT_RESOURCE_REMOTE, "C", INGOT_SIGN_IN_KEY);
  g_autofree char *found = NULL;

  for (int i = 0; i < 1000; i++)
    {
      g_autofree char *name = g_strdup_printf ("deployment-of-a-team-%04d", i);

      add (resource, name, "gpt-4o");
    }
  found = find (resource, "deployment_of_a_taem_0427", 1);
  g_assert_cmpstr (found, ==, "deployment-of-a-team-0427");
}

int
main (int argc, char **argv)
{
  ingot_test_init (&argc, &argv);
  g_test_add_func ("/nearest/names", test_names);
  g_test_add_func ("/nearest/count", test_count);
  g_test_add_func ("/nearest/styles", test_styles);
  g_test_add_func ("/nearest/hostile", test_hostile);
  g_test_add_func ("/nearest/many", test_many);
  return g_test_run ();
}
