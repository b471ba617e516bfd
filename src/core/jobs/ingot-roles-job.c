/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-jobs"
#include "config.h"

#include "ingot-roles-job.h"

struct _IngotRolesJob
{
  IngotJob parent_instance;

  GListStore *roles;
};

G_DEFINE_FINAL_TYPE (IngotRolesJob, ingot_roles_job, INGOT_TYPE_JOB)

static void
ingot_roles_job_finalize (GObject *object)
{
  g_object_unref (INGOT_ROLES_JOB (object)->roles);
  G_OBJECT_CLASS (ingot_roles_job_parent_class)->finalize (object);
}

static void
ingot_roles_job_class_init (IngotRolesJobClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ingot_roles_job_finalize;
}

static void
ingot_roles_job_init (IngotRolesJob *self)
{
  self->roles = g_list_store_new (INGOT_TYPE_ASSIGNED_ROLE);
}

IngotRolesJob *
ingot_roles_job_new (void)
{
  return g_object_new (INGOT_TYPE_ROLES_JOB, NULL);
}

GListModel *
ingot_roles_job_get_roles (IngotRolesJob *self)
{
  return G_LIST_MODEL (self->roles);
}

static gboolean
equal (gconstpointer a, gconstpointer b)
{
  return g_str_equal (ingot_assigned_role_get_name ((IngotAssignedRole *) a), ingot_assigned_role_get_name ((IngotAssignedRole *) b))
         && g_str_equal (ingot_assigned_role_get_where ((IngotAssignedRole *) a), ingot_assigned_role_get_where ((IngotAssignedRole *) b));
}

void
ingot_roles_job_add (IngotRolesJob *self, const char *name, const char *where)
{
  g_autoptr(IngotAssignedRole) role = ingot_assigned_role_new (name, where);

  if (!g_list_store_find_with_equal_func (self->roles, role, equal, NULL))
    g_list_store_append (self->roles, role);
}
