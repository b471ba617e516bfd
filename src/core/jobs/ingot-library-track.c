/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-jobs"
#include "config.h"

#include "ingot-library-private.h"

/* A record that nobody can read stays unknown: there is nothing that a person could do about it. */
static DexFuture *
loaded_cb (DexFuture *completed, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  const GValue *value = dex_future_get_value (completed, &error);

  if (value != NULL)
    ingot_track_record_fill (user_data, ingot_track_record_get_facts (g_value_get_object (value)));
  else
    g_message ("No track record: %s", error->message);
  return dex_future_new_true ();
}

IngotTrackRecord *
ingot_library_dup_track_record (IngotLibrary *self, IngotDeployment *deployment)
{
  IngotTrackRecord *record = ingot_track_record_new ();
  IngotResource *resource = ingot_deployment_get_resource (deployment);
  DexFuture *loading =
    ingot_store_load_track_record (ingot_library_get_store (self), ingot_deployment_get_name (deployment),
                                   resource != NULL ? ingot_resource_get_name (resource) : NULL);

  dex_future_disown (dex_future_finally (loading, loaded_cb, g_object_ref (record), g_object_unref));
  return record;
}
