/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-net"
#include "config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base/ingot-error.h"
#include "ingot-exchange.h"
#include "ingot-session-pool.h"

typedef struct
{
  SoupSession *session;
  gint64 changed;
  gint64 size;
  guint64 inode;
} Entry;

struct _IngotSessionPool
{
  GObject parent_instance;

  SoupSession *common; /* NULL until it is asked for */
  GHashTable *own; /* path → Entry */
};

G_DEFINE_FINAL_TYPE (IngotSessionPool, ingot_session_pool, G_TYPE_OBJECT)

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_object_unref (entry->session);
  g_free (entry);
}

static void
ingot_session_pool_finalize (GObject *object)
{
  IngotSessionPool *self = INGOT_SESSION_POOL (object);

  g_clear_object (&self->common);
  g_hash_table_unref (self->own);
  G_OBJECT_CLASS (ingot_session_pool_parent_class)->finalize (object);
}

static void
ingot_session_pool_class_init (IngotSessionPoolClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ingot_session_pool_finalize;
}

static void
ingot_session_pool_init (IngotSessionPool *self)
{
  self->own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, entry_free);
}

IngotSessionPool *
ingot_session_pool_new (void)
{
  return g_object_new (INGOT_TYPE_SESSION_POOL, NULL);
}

static SoupSession *
new_session (const char *ca_file, GError **error)
{
  g_autoptr(GError) reason = NULL;
  g_autoptr(GTlsDatabase) database = g_tls_file_database_new (ca_file, &reason);
  SoupSession *session;

  if (database == NULL)
    {
      g_set_error (error, INGOT_ERROR, INGOT_ERROR_TLS,
                   _("The certificate authority in %s cannot be read: %s. Choose another PEM file."),
                   ca_file, reason->message);
      return NULL;
    }
  session = ingot_http_session_new ();
  soup_session_set_tls_database (session, database);
  return session;
}

SoupSession *
ingot_session_pool_get (IngotSessionPool *self, const char *ca_file, GError **error)
{
  Entry *entry = ca_file != NULL ? g_hash_table_lookup (self->own, ca_file) : NULL;
  GStatBuf info = { 0 };
  SoupSession *session;

  if (ca_file == NULL)
    {
      if (self->common == NULL)
        self->common = ingot_http_session_new ();
      return self->common;
    }
  if (g_stat (ca_file, &info) == 0 && entry != NULL && entry->size == info.st_size
      && entry->changed == info.st_mtim.tv_sec * G_GINT64_CONSTANT (1000000000) + info.st_mtim.tv_nsec
      && entry->inode == info.st_ino)
    return entry->session;
  session = new_session (ca_file, error);
  if (session == NULL)
    return NULL;
  entry = g_new0 (Entry, 1);
  entry->session = session;
  entry->changed = info.st_mtim.tv_sec * G_GINT64_CONSTANT (1000000000) + info.st_mtim.tv_nsec;
  entry->size = info.st_size;
  entry->inode = info.st_ino;
  g_hash_table_replace (self->own, g_strdup (ca_file), entry);
  return session;
}
