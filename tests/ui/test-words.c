/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ingot-ui-test.h"
#include "widgets/ingot-words.h"

#define NOW (G_TIME_SPAN_DAY * 20000)

static void
assert_taken (char *words, const char *expected)
{
  g_assert_cmpstr (words, ==, expected);
  g_free (words);
}

static void
test_counts (void)
{
  static const struct { gint64 count; const char *words; } cases[] = {
    { -1, NULL },        { 0, "0" },           { 999, "999" },       { 1000, "1 K" },
    { 2000, "2 K" },     { 10000, "10 K" },    { 12345, "12.3 K" },  { 450000, "450 K" },
    { 999499, "999 K" }, { 999500, "0.9995 M" }, { 1200000, "1.2 M" }, { 2000000, "2 M" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_taken (ingot_words_dup_count (cases[i].count), cases[i].words);
}

static void
test_durations (void)
{
  assert_taken (ingot_words_dup_duration (-1), NULL);
  assert_taken (ingot_words_dup_duration (0), "0.0 ms");
  assert_taken (ingot_words_dup_duration (1449), "1.4 ms");
  assert_taken (ingot_words_dup_duration (10 * 1000), "10 ms");
  assert_taken (ingot_words_dup_duration (9999999), "9999 ms");
  assert_taken (ingot_words_dup_duration (12345678), "12.3 s");
  assert_taken (ingot_words_dup_speed (-1), NULL);
  assert_taken (ingot_words_dup_speed (91.7), "92 tok/s");
}

static void
test_ages (void)
{
  assert_taken (ingot_words_dup_ago (0, NOW), NULL);
  assert_taken (ingot_words_dup_ago (NOW + G_TIME_SPAN_HOUR, NOW), "just now");
  assert_taken (ingot_words_dup_ago (NOW - 59 * G_TIME_SPAN_SECOND, NOW), "just now");
  assert_taken (ingot_words_dup_ago (NOW - G_TIME_SPAN_MINUTE, NOW), "1 minute ago");
  assert_taken (ingot_words_dup_ago (NOW - 59 * G_TIME_SPAN_MINUTE, NOW), "59 minutes ago");
  assert_taken (ingot_words_dup_ago (NOW - 90 * G_TIME_SPAN_MINUTE, NOW), "1 hour ago");
  assert_taken (ingot_words_dup_ago (NOW - 2 * G_TIME_SPAN_DAY, NOW), "2 days ago");
}

static void
test_nothing_said (void)
{
  g_autoptr(IngotDeploymentInfo) info = ingot_deployment_info_new ();
  g_autoptr(IngotDeployment) deployment = ingot_deployment_new ("typed", INGOT_ENDPOINT_STYLE_V1);

  for (const IngotDeploymentInfo *it = info;; it = NULL)
    {
      g_assert_null (ingot_words_get_capacity_type (it));
      g_assert_null (ingot_words_get_policy (it));
      assert_taken (ingot_words_dup_amount (it), NULL);
      assert_taken (ingot_words_dup_token_limit (it), NULL);
      assert_taken (ingot_words_dup_request_limit (it), NULL);
      if (it == NULL)
        break;
    }
  g_assert_cmpint (ingot_words_find_state (deployment), ==, INGOT_WORDS_STATE_UNKNOWN);
  g_assert_cmpstr (ingot_words_get_state (deployment), ==, INGOT_WORDS_UNKNOWN);
  g_assert_null (ingot_words_get_state_reason (deployment));
}

static void
test_capacity (void)
{
  static const struct { const char *sku; gint64 capacity, tokens; const char *type, *amount; } cases[] = {
    { "GlobalStandard", 50, 50000, "Global Standard", "50 K tokens a minute" },
    { "Standard", 50, -1, "Standard", "50 K tokens a minute" },
    { "DataZoneStandard", 1, 400000, "Data Zone Standard", "1 unit" },
    { "ProvisionedManaged", 50, -1, "Provisioned", "50 PTU" },
    { "GlobalBatch", 30, -1, "Global Batch", "30 units" },
    { "FutureTier", 3, -1, "FutureTier", "3 units" },
    { NULL, 0, -1, NULL, "0 units" },
    { "Standard", -1, -1, "Standard", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(IngotDeploymentInfo) info = ingot_deployment_info_new ();

      info->sku = g_strdup (cases[i].sku);
      info->capacity = cases[i].capacity;
      info->tokens_per_minute = cases[i].tokens;
      g_assert_cmpstr (ingot_words_get_capacity_type (info), ==, cases[i].type);
      assert_taken (ingot_words_dup_amount (info), cases[i].amount);
    }
}

static void
test_limits_and_policy (void)
{
  g_autoptr(IngotDeploymentInfo) info = ingot_deployment_info_new ();

  info->tokens_per_minute = 450000;
  info->requests_per_minute = 1;
  info->policy = g_strdup ("Microsoft.DefaultV2");
  assert_taken (ingot_words_dup_token_limit (info), "450 K tokens");
  assert_taken (ingot_words_dup_request_limit (info), "1 request");
  g_assert_cmpstr (ingot_words_get_policy (info), ==, "DefaultV2");
  info->requests_per_minute = 2700;
  assert_taken (ingot_words_dup_request_limit (info), "2700 requests");
  g_free (info->policy);
  info->policy = g_strdup ("Microsoft.");
  g_assert_cmpstr (ingot_words_get_policy (info), ==, "Microsoft.");
}

static void
assert_state (const char *state, const char *sku, IngotWordsState expected, const char *word)
{
  g_autoptr(IngotDeployment) deployment = ingot_deployment_new ("gpt-4o", INGOT_ENDPOINT_STYLE_V1);
  g_autoptr(IngotDeploymentInfo) info = ingot_deployment_info_new ();
  gboolean is_fine = expected == INGOT_WORDS_STATE_READY || expected == INGOT_WORDS_STATE_UNKNOWN;

  info->state = g_strdup (state);
  info->sku = g_strdup (sku);
  ingot_deployment_set_info (deployment, info);
  g_assert_cmpint (ingot_words_find_state (deployment), ==, expected);
  g_assert_cmpstr (ingot_words_get_state (deployment), ==, word);
  g_assert_true ((ingot_words_get_state_reason (deployment) == NULL) == is_fine);
  g_assert_nonnull (ingot_words_get_state_icon (expected));
  g_assert_nonnull (ingot_words_get_state_class (expected));
}

static void
test_states (void)
{
  assert_state ("Succeeded", "Standard", INGOT_WORDS_STATE_READY, "Ready");
  assert_state ("succeeded", NULL, INGOT_WORDS_STATE_READY, "Ready");
  assert_state ("Creating", "Standard", INGOT_WORDS_STATE_BUSY, "Being made");
  assert_state ("Failed", "GlobalBatch", INGOT_WORDS_STATE_OFF, "Failed");
  assert_state ("Hibernated", NULL, INGOT_WORDS_STATE_OFF, "Hibernated");
  assert_state ("Succeeded", "GlobalBatch", INGOT_WORDS_STATE_BATCH, "Batches only");
  assert_state (NULL, "Standard", INGOT_WORDS_STATE_UNKNOWN, INGOT_WORDS_UNKNOWN);
}

/* What is wrong with the resource comes before what the deployment says of itself. */
static void
test_state_of_resource (void)
{
  g_autoptr(IngotResource) resource = ingot_resource_new (INGOT_RESOURCE_REMOTE, "Contoso", INGOT_SIGN_IN_ACCOUNT);
  g_autoptr(IngotDeployment) deployment = ingot_deployment_new ("gpt-4o", INGOT_ENDPOINT_STYLE_V1);
  g_autoptr(IngotDeploymentInfo) info = ingot_deployment_info_new ();
  g_autoptr(IngotCloud) cloud = ingot_cloud_new (INGOT_CLOUD_PUBLIC, NULL);
  g_autoptr(IngotAccount) account = ingot_account_new (INGOT_ACCOUNT_PERSON, cloud, NULL);

  info->state = g_strdup ("Succeeded");
  ingot_deployment_set_info (deployment, info);
  ingot_resource_add_deployment (resource, deployment);
  g_assert_cmpint (ingot_words_find_state (deployment), ==, INGOT_WORDS_STATE_SIGNED_OUT);
  ingot_resource_set_account (resource, account);
  g_assert_cmpint (ingot_words_find_state (deployment), ==, INGOT_WORDS_STATE_READY);
  ingot_account_set_signed_out (account, TRUE);
  g_assert_cmpint (ingot_words_find_state (deployment), ==, INGOT_WORDS_STATE_SIGNED_OUT);

  ingot_resource_set_listed (resource, 2);
  g_assert_cmpint (ingot_words_find_state (deployment), ==, INGOT_WORDS_STATE_SIGNED_OUT);
  ingot_deployment_set_found (deployment, 1);
  g_assert_cmpint (ingot_words_find_state (deployment), ==, INGOT_WORDS_STATE_GONE);
  g_assert_nonnull (ingot_words_get_state_reason (deployment));
  ingot_deployment_set_found (deployment, 2);
  ingot_account_set_signed_out (account, FALSE);
  g_assert_cmpint (ingot_words_find_state (deployment), ==, INGOT_WORDS_STATE_READY);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/counts", test_counts);
  g_test_add_func ("/words/durations", test_durations);
  g_test_add_func ("/words/ages", test_ages);
  g_test_add_func ("/words/nothing-said", test_nothing_said);
  g_test_add_func ("/words/capacity", test_capacity);
  g_test_add_func ("/words/limits-and-policy", test_limits_and_policy);
  g_test_add_func ("/words/states", test_states);
  g_test_add_func ("/words/state-of-resource", test_state_of_resource);
  return g_test_run ();
}
