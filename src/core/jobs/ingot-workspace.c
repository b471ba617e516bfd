/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-jobs"
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/ingot-spawn.h"
#include "ingot-accounts-private.h"
#include "ingot-keeper.h"
#include "ingot-library-private.h"
#include "ingot-outbox-private.h"
#include "ingot-resources-private.h"
#include "ingot-search-private.h"
#include "ingot-workspace.h"

struct _IngotWorkspace
{
  GObject parent_instance;

  char *data_folder;
  char *sandbox_program;
  IngotStore *store;
  IngotKeeper *keeper;
  IngotLibrary *library;
  IngotAccounts *accounts;
  IngotResources *resources;
  IngotOutbox *outbox;
  IngotSearch *search;
  IngotFailure *failure;
  char *notice;
  DexFuture *opening; /* of the store, until somebody waits for it */
  DexFuture *opened;
};

enum
{
  PROP_0,
  PROP_READY,
  PROP_LIBRARY,
  PROP_ACCOUNTS,
  PROP_RESOURCES,
  PROP_OUTBOX,
  PROP_FAILURE,
  PROP_NOTICE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (IngotWorkspace, ingot_workspace, G_TYPE_OBJECT)

static void
ingot_workspace_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  IngotWorkspace *self = INGOT_WORKSPACE (object);

  switch (prop_id)
    {
    case PROP_READY:
      g_value_set_boolean (value, ingot_workspace_get_ready (self));
      break;
    case PROP_LIBRARY:
      g_value_set_object (value, self->library);
      break;
    case PROP_ACCOUNTS:
      g_value_set_object (value, self->accounts);
      break;
    case PROP_RESOURCES:
      g_value_set_object (value, self->resources);
      break;
    case PROP_OUTBOX:
      g_value_set_object (value, self->outbox);
      break;
    case PROP_FAILURE:
      g_value_set_boxed (value, self->failure);
      break;
    case PROP_NOTICE:
      g_value_set_string (value, self->notice);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_workspace_dispose (GObject *object)
{
  IngotWorkspace *self = INGOT_WORKSPACE (object);

  dex_clear (&self->opening);
  dex_clear (&self->opened);
  g_clear_object (&self->outbox);
  g_clear_object (&self->search);
  g_clear_object (&self->library);
  g_clear_object (&self->resources);
  g_clear_object (&self->accounts);
  g_clear_object (&self->keeper);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (ingot_workspace_parent_class)->dispose (object);
}

static void
ingot_workspace_finalize (GObject *object)
{
  IngotWorkspace *self = INGOT_WORKSPACE (object);

  g_free (self->data_folder);
  g_free (self->sandbox_program);
  g_free (self->notice);
  g_clear_pointer (&self->failure, ingot_failure_free);
  G_OBJECT_CLASS (ingot_workspace_parent_class)->finalize (object);
}

static void
ingot_workspace_class_init (IngotWorkspaceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ingot_workspace_get_property;
  object_class->dispose = ingot_workspace_dispose;
  object_class->finalize = ingot_workspace_finalize;

  props[PROP_READY] = g_param_spec_boolean ("ready", NULL, NULL, FALSE, readable);
  props[PROP_LIBRARY] = g_param_spec_object ("library", NULL, NULL, INGOT_TYPE_LIBRARY, readable);
  props[PROP_ACCOUNTS] = g_param_spec_object ("accounts", NULL, NULL, INGOT_TYPE_ACCOUNTS, readable);
  props[PROP_RESOURCES] = g_param_spec_object ("resources", NULL, NULL, INGOT_TYPE_RESOURCES, readable);
  props[PROP_OUTBOX] = g_param_spec_object ("outbox", NULL, NULL, INGOT_TYPE_OUTBOX, readable);
  props[PROP_FAILURE] = g_param_spec_boxed ("failure", NULL, NULL, INGOT_TYPE_FAILURE, readable);
  props[PROP_NOTICE] = g_param_spec_string ("notice", NULL, NULL, NULL, readable);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
ingot_workspace_init (IngotWorkspace *self)
{
}

static void
set_notice (IngotWorkspace *self, const char *notice)
{
  if (g_set_str (&self->notice, notice))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_NOTICE]);
}

static void
keeper_failure_cb (IngotWorkspace *self)
{
  const IngotFailure *failure = ingot_keeper_get_failure (self->keeper);
  g_autofree char *advice = failure != NULL ? ingot_failure_dup_advice (failure) : NULL;

  set_notice (self, advice);
}

static void
tell_what_was_set_aside (IngotWorkspace *self)
{
  const char *path = NULL;
  g_autofree char *notice = NULL;

  switch (ingot_store_get_set_aside (self->store, &path))
    {
    case INGOT_SET_ASIDE_NONE:
      return;
    case INGOT_SET_ASIDE_CORRUPT:
      notice = g_strdup_printf (_("The conversations were damaged and could not be read. They were moved to %s."), path);
      break;
    case INGOT_SET_ASIDE_NEWER:
      notice = g_strdup_printf (_("The conversations were written by a newer Ingot. They were moved to %s; "
                                  "update Ingot to read them."), path);
      break;
    default:
      g_assert_not_reached ();
    }
  set_notice (self, notice);
}

/* What was used last is what the newest conversation talks to. */
static void
remember_last_used (IngotWorkspace *self)
{
  IngotConversation *newest = ingot_library_get_latest (self->library);

  if (newest != NULL && ingot_conversation_get_deployment (newest) != NULL)
    ingot_resources_set_last_used (self->resources, ingot_conversation_get_deployment (newest));
}

static gboolean
load (IngotWorkspace *self, GError **error)
{
  g_autoptr(GListModel) accounts = dex_await_object (ingot_store_load_accounts (self->store), error);
  g_autoptr(GListModel) resources = NULL;
  g_autoptr(GListModel) conversations = NULL;
  g_autoptr(IngotSessionPool) sessions = ingot_session_pool_new ();
  g_autoptr(IngotVault) vault = ingot_vault_new ();

  if (accounts == NULL)
    return FALSE;
  resources = dex_await_object (ingot_store_load_resources (self->store, accounts), error);
  if (resources == NULL)
    return FALSE;
  conversations = dex_await_object (ingot_store_load_conversations (self->store, resources), error);
  if (conversations == NULL)
    return FALSE;

  self->keeper = ingot_keeper_new (self->store);
  g_signal_connect_object (self->keeper, "notify::failure", G_CALLBACK (keeper_failure_cb), self, G_CONNECT_SWAPPED);
  self->accounts = ingot_accounts_new (self->keeper, vault, sessions, accounts);
  self->resources = ingot_resources_new (self->keeper, vault, self->accounts, self->sandbox_program, resources);
  self->library = ingot_library_new (self->keeper, conversations);
  self->search = ingot_search_new (self->keeper);
  self->outbox = ingot_outbox_new (self->keeper, self->resources);
  remember_last_used (self);
  return TRUE;
}

static DexFuture *
open_fiber (gpointer user_data)
{
  IngotWorkspace *self = user_data;
  g_autoptr(GError) error = NULL;

  self->store = dex_await_object (g_steal_pointer (&self->opening), &error);
  if (self->store == NULL || !load (self, &error))
    {
      self->failure = ingot_failure_new_from_error (error);
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FAILURE]);
      return dex_future_new_true ();
    }

  for (guint i = PROP_READY; i <= PROP_OUTBOX; i++)
    g_object_notify_by_pspec (G_OBJECT (self), props[i]);
  tell_what_was_set_aside (self);
  /* Undo has no meaning after a restart. */
  ingot_keeper_watch (self->keeper, ingot_store_purge_deleted (self->store));
  return dex_future_new_true ();
}

IngotWorkspace *
ingot_workspace_new (const char *data_folder, const char *sandbox_program)
{
  IngotWorkspace *self = g_object_new (INGOT_TYPE_WORKSPACE, NULL);

  self->data_folder = g_strdup (data_folder);
  self->sandbox_program = g_strdup (sandbox_program);
  /* Begun at once, while who asked still builds its window; the fiber waits for the main loop. */
  self->opening = ingot_store_open (data_folder);
  self->opened = ingot_spawn (open_fiber, g_object_ref (self), g_object_unref);
  return self;
}

gboolean
ingot_workspace_get_ready (IngotWorkspace *self)
{
  return self->outbox != NULL;
}

IngotLibrary *
ingot_workspace_get_library (IngotWorkspace *self)
{
  return self->library;
}

IngotAccounts *
ingot_workspace_get_accounts (IngotWorkspace *self)
{
  return self->accounts;
}

IngotResources *
ingot_workspace_get_resources (IngotWorkspace *self)
{
  return self->resources;
}

IngotOutbox *
ingot_workspace_get_outbox (IngotWorkspace *self)
{
  return self->outbox;
}

IngotSearch *
ingot_workspace_get_search (IngotWorkspace *self)
{
  return self->search;
}

const char *
ingot_workspace_get_folder (IngotWorkspace *self)
{
  return self->data_folder;
}

const IngotFailure *
ingot_workspace_get_failure (IngotWorkspace *self)
{
  return self->failure;
}

const char *
ingot_workspace_get_notice (IngotWorkspace *self)
{
  return self->notice;
}

static DexFuture *
close_fiber (gpointer user_data)
{
  IngotWorkspace *self = user_data;

  dex_await (dex_ref (self->opened), NULL);
  if (self->outbox != NULL)
    {
      dex_await (ingot_outbox_close (self->outbox), NULL);
      ingot_library_flush (self->library);
      ingot_resources_close (self->resources);
    }
  if (self->store != NULL)
    dex_await (ingot_store_close (self->store), NULL);
  return dex_future_new_true ();
}

DexFuture *
ingot_workspace_close (IngotWorkspace *self)
{
  return ingot_spawn (close_fiber, g_object_ref (self), g_object_unref);
}
