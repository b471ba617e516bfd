/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-jobs"
#include "config.h"

#include "ingot-library-private.h"

IngotTrackRecord *
ingot_library_dup_track_record (IngotLibrary *self, IngotDeployment *deployment)
{
  return ingot_track_record_new ();
}
