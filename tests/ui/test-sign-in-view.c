/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The states of a sign-in, each with what a person reads and can do. */
#include "config.h"

#include <string.h>

#include "base/ingot-error.h"
#include "ingot-ui-test.h"
#include "setup/ingot-cloud-form.h"
#include "setup/ingot-sign-in-view.h"

#define LINK "https://microsoft.com/devicelogin"

typedef struct
{
  IngotSignInView *view;
  IngotSignInJob *job;
  IngotCloud *cloud;
} Fixture;

static gpointer
child (Fixture *fixture, const char *name)
{
  return ingot_ui_test_get_child (fixture->view, INGOT_TYPE_SIGN_IN_VIEW, name);
}

static gboolean
is_shown (Fixture *fixture, const char *name)
{
  return gtk_widget_get_visible (child (fixture, name));
}

static const char *
label (Fixture *fixture, const char *name)
{
  return gtk_label_get_label (child (fixture, name));
}

static void
begin (Fixture *fixture, IngotSignInWay way)
{
  g_clear_object (&fixture->job);
  fixture->job = ingot_sign_in_job_new (way);
  ingot_sign_in_view_show (fixture->view, fixture->job, fixture->cloud, NULL, TRUE);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->view = g_object_ref_sink (INGOT_SIGN_IN_VIEW (ingot_sign_in_view_new ()));
  fixture->cloud = ingot_cloud_new (INGOT_CLOUD_PUBLIC, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_clear_object (&fixture->job);
  g_clear_object (&fixture->cloud);
  g_assert_finalize_object (fixture->view);
}

static void
test_starting (Fixture *fixture, gconstpointer unused)
{
  begin (fixture, INGOT_SIGN_IN_WAY_CODE);
  g_assert_cmpstr (label (fixture, "headline"), ==, "Getting a code");
  g_assert_true (is_shown (fixture, "waiting"));
  g_assert_false (is_shown (fixture, "card"));
  g_assert_false (is_shown (fixture, "open"));
  g_assert_false (is_shown (fixture, "new_code"));
}

static void
test_code (Fixture *fixture, gconstpointer unused)
{
  begin (fixture, INGOT_SIGN_IN_WAY_CODE);
  ingot_sign_in_job_ask_person (fixture->job, "FJC9K2RLT", LINK, 900);
  g_assert_cmpstr (label (fixture, "code"), ==, "FJC9K2RLT");
  g_assert_true (gtk_label_get_selectable (child (fixture, "code")));
  g_assert_cmpstr (gtk_link_button_get_uri (child (fixture, "link")), ==, LINK);
  g_assert_nonnull (strstr (label (fixture, "sentence"), "Microsoft Azure CLI"));
  g_assert_true (g_str_has_suffix (label (fixture, "left"), " left"));
  g_assert_cmpfloat (gtk_progress_bar_get_fraction (child (fixture, "bar")), >, 0.5);
  g_assert_true (is_shown (fixture, "card"));
  g_assert_true (is_shown (fixture, "open"));
  g_assert_true (is_shown (fixture, "link"));
  g_assert_true (is_shown (fixture, "browser"));
  g_assert_false (is_shown (fixture, "new_code"));
}

/* Somebody's own application is not called what it is not, and the directory is named where it is known. */
static void
test_own_application (Fixture *fixture, gconstpointer unused)
{
  g_autoptr(IngotCloud) cloud = ingot_cloud_new (INGOT_CLOUD_PUBLIC, "11111111-2222-3333-4444-555555555555");

  begin (fixture, INGOT_SIGN_IN_WAY_CODE);
  ingot_sign_in_view_show (fixture->view, fixture->job, cloud, "contoso.com", TRUE);
  ingot_sign_in_job_ask_person (fixture->job, "FJC9K2RLT", LINK, 900);
  g_assert_null (strstr (label (fixture, "sentence"), "Azure CLI"));
  g_assert_nonnull (strstr (label (fixture, "sentence"), "contoso.com"));
}

static void
test_browser (Fixture *fixture, gconstpointer unused)
{
  begin (fixture, INGOT_SIGN_IN_WAY_BROWSER);
  g_assert_cmpstr (label (fixture, "headline"), ==, "Sign in with your browser");
  g_assert_true (is_shown (fixture, "waiting"));
  g_assert_false (is_shown (fixture, "card"));
  g_assert_false (is_shown (fixture, "browser"));
  g_assert_false (is_shown (fixture, "time"));
}

static void
test_keeping (Fixture *fixture, gconstpointer unused)
{
  begin (fixture, INGOT_SIGN_IN_WAY_CODE);
  ingot_sign_in_job_ask_person (fixture->job, "FJC9K2RLT", LINK, 900);
  ingot_sign_in_job_set_keeping (fixture->job);
  g_assert_false (is_shown (fixture, "card"));
  g_assert_false (is_shown (fixture, "time"));
  g_assert_true (is_shown (fixture, "waiting"));
}

static const struct
{
  IngotError code;
  const char *headline;
  gboolean browser; /* whether it is offered */
  gboolean keyring; /* whether to do without */
} failures[] = {
  { INGOT_ERROR_DECLINED, "The sign-in was declined", FALSE, FALSE },
  { INGOT_ERROR_CODE_EXPIRED, "The code has expired", TRUE, FALSE },
  { INGOT_ERROR_BLOCKED, "Your organization blocks this sign-in", TRUE, FALSE },
  { INGOT_ERROR_CONSENT, "A permission is missing", TRUE, FALSE },
  { INGOT_ERROR_MFA, "One more proof is needed", TRUE, FALSE },
  { INGOT_ERROR_ADDRESS, "The server cannot be reached", FALSE, FALSE },
  { INGOT_ERROR_CLIENT, "The application is refused", FALSE, FALSE },
  { INGOT_ERROR_TENANT, "The directory does not fit", FALSE, FALSE },
  { INGOT_ERROR_KEYRING, "The keyring does not work", FALSE, TRUE },
};

static void
test_failures (Fixture *fixture, gconstpointer unused)
{
  for (gsize i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      g_autoptr(IngotFailure) failure = ingot_failure_new (failures[i].code);
      g_autofree char *advice = ingot_failure_dup_advice (failure);

      failure->service_text = g_strdup ("AADSTS1: <b>words</b>");
      begin (fixture, INGOT_SIGN_IN_WAY_CODE);
      ingot_sign_in_job_ask_person (fixture->job, "FJC9K2RLT", LINK, 900);
      ingot_job_fail (INGOT_JOB (fixture->job), failure);
      g_assert_cmpstr (label (fixture, "headline"), ==, failures[i].headline);
      g_assert_cmpstr (label (fixture, "sentence"), ==, advice);
      g_assert_cmpstr (gtk_label_get_text (child (fixture, "details")), ==, failure->service_text);
      g_assert_false (is_shown (fixture, "card"));
      g_assert_false (is_shown (fixture, "waiting"));
      g_assert_true (is_shown (fixture, "new_code"));
      g_assert_false (is_shown (fixture, "again"));
      g_assert_true (is_shown (fixture, "change"));
      g_assert_true (is_shown (fixture, "browser") == failures[i].browser);
      g_assert_true (is_shown (fixture, "until_quit") == failures[i].keyring);
    }
}

/* What failed in the browser is tried again there. */
static void
test_browser_failure (Fixture *fixture, gconstpointer unused)
{
  g_autoptr(IngotFailure) failure = ingot_failure_new (INGOT_ERROR_DECLINED);

  begin (fixture, INGOT_SIGN_IN_WAY_BROWSER);
  ingot_job_fail (INGOT_JOB (fixture->job), failure);
  g_assert_true (is_shown (fixture, "again"));
  g_assert_false (is_shown (fixture, "new_code"));
  g_assert_false (is_shown (fixture, "browser"));
}

static void
again_cb (int *way, int wanted)
{
  *way = wanted;
}

static void
test_buttons (Fixture *fixture, gconstpointer unused)
{
  g_autoptr(IngotFailure) failure = ingot_failure_new (INGOT_ERROR_BLOCKED);
  int way = -1;

  g_signal_connect_swapped (fixture->view, "again", G_CALLBACK (again_cb), &way);
  begin (fixture, INGOT_SIGN_IN_WAY_CODE);
  g_assert_true (gtk_widget_has_css_class (child (fixture, "new_code"), "suggested-action"));
  ingot_job_fail (INGOT_JOB (fixture->job), failure);
  /* Another code would be blocked as well. */
  g_assert_true (gtk_widget_has_css_class (child (fixture, "browser"), "suggested-action"));
  g_assert_false (gtk_widget_has_css_class (child (fixture, "new_code"), "suggested-action"));
  g_signal_emit_by_name (child (fixture, "new_code"), "clicked");
  g_assert_cmpint (way, ==, INGOT_SIGN_IN_WAY_CODE);
  g_signal_emit_by_name (child (fixture, "browser"), "clicked");
  g_assert_cmpint (way, ==, INGOT_SIGN_IN_WAY_BROWSER);
}

static gpointer
field (IngotCloudForm *form, const char *name)
{
  return ingot_ui_test_get_child (form, INGOT_TYPE_CLOUD_FORM, name);
}

static void
test_form (void)
{
  IngotCloudForm *form = g_object_ref_sink (g_object_new (INGOT_TYPE_CLOUD_FORM, NULL));
  g_autoptr(IngotCloud) public = ingot_cloud_form_dup_cloud (form, NULL);
  g_autoptr(IngotCloud) none = NULL;
  g_autoptr(IngotCloud) other = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (ingot_cloud_get_kind (public), ==, INGOT_CLOUD_PUBLIC);
  g_assert_false (gtk_widget_get_visible (field (form, "other")));
  adw_combo_row_set_selected (field (form, "cloud"), 3);
  g_assert_true (gtk_widget_get_visible (field (form, "other")));
  none = ingot_cloud_form_dup_cloud (form, &error);
  g_assert_error (error, INGOT_ERROR, INGOT_ERROR_INPUT);
  g_assert_null (none);
  gtk_editable_set_text (field (form, "authority"), " https://login.contoso.example/ ");
  gtk_editable_set_text (field (form, "ca_file"), "/nowhere/contoso.pem");
  g_assert_null (ingot_cloud_form_dup_cloud (form, NULL));
  gtk_editable_set_text (field (form, "ca_file"), "");
  other = ingot_cloud_form_dup_cloud (form, NULL);
  g_assert_cmpstr (ingot_cloud_get_authority (other), ==, "https://login.contoso.example");
  g_assert_null (ingot_cloud_get_ca_file (other));
  gtk_editable_set_text (field (form, "tenant"), "no tenant/");
  g_assert_null (ingot_cloud_form_dup_cloud (form, NULL));
  g_assert_finalize_object (form);
}

int
main (int argc, char **argv)
{
  ingot_ui_test_init (&argc, &argv);

#define ADD(path, function) g_test_add ("/sign-in/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("starting", test_starting);
  ADD ("code", test_code);
  ADD ("own-application", test_own_application);
  ADD ("browser", test_browser);
  ADD ("keeping", test_keeping);
  ADD ("failures", test_failures);
  ADD ("browser-failure", test_browser_failure);
  ADD ("buttons", test_buttons);
  g_test_add_func ("/sign-in/form", test_form);
  return g_test_run ();
}
