/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include "ingot-copy-provider.h"

#define MARKDOWN "text/markdown"
#define HTML "text/html"
/* Programs guess at the characters of HTML that does not say. */
#define HTML_HEAD "<meta http-equiv=\"content-type\" content=\"text/html; charset=utf-8\">"

struct _IngotCopyProvider
{
  GdkContentProvider parent_instance;

  IngotTranscriptCopy *copy;
};

G_DEFINE_FINAL_TYPE (IngotCopyProvider, ingot_copy_provider, GDK_TYPE_CONTENT_PROVIDER)

/* GDK makes the types of plain text of the string. */
static GdkContentFormats *
ingot_copy_provider_ref_formats (GdkContentProvider *provider)
{
  GdkContentFormatsBuilder *builder = gdk_content_formats_builder_new ();

  gdk_content_formats_builder_add_gtype (builder, G_TYPE_STRING);
  gdk_content_formats_builder_add_mime_type (builder, MARKDOWN);
  gdk_content_formats_builder_add_mime_type (builder, HTML);
  return gdk_content_formats_builder_free_to_formats (builder);
}

static gboolean
ingot_copy_provider_get_value (GdkContentProvider *provider, GValue *value, GError **error)
{
  IngotCopyProvider *self = INGOT_COPY_PROVIDER (provider);

  if (!G_VALUE_HOLDS_STRING (value))
    return GDK_CONTENT_PROVIDER_CLASS (ingot_copy_provider_parent_class)->get_value (provider, value, error);
  g_value_take_string (value, ingot_transcript_copy_dup (self->copy, INGOT_COPY_TEXT));
  return TRUE;
}

static char *
dup_mime_type (IngotCopyProvider *self, const char *mime_type)
{
  g_autofree char *html = NULL;

  if (g_strcmp0 (mime_type, MARKDOWN) == 0)
    return ingot_transcript_copy_dup (self->copy, INGOT_COPY_MARKDOWN);
  if (g_strcmp0 (mime_type, HTML) != 0)
    return NULL;
  html = ingot_transcript_copy_dup (self->copy, INGOT_COPY_HTML);
  return g_strconcat (HTML_HEAD, html, NULL);
}

static void
written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (g_output_stream_write_all_finish (G_OUTPUT_STREAM (object), result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
ingot_copy_provider_write_mime_type_async (GdkContentProvider *provider, const char *mime_type,
                                           GOutputStream *stream, int io_priority, GCancellable *cancellable,
                                           GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new (provider, cancellable, callback, user_data);
  char *text = dup_mime_type (INGOT_COPY_PROVIDER (provider), mime_type);

  g_task_set_priority (task, io_priority);
  g_task_set_source_tag (task, ingot_copy_provider_write_mime_type_async);
  if (text == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "No such format: %s", mime_type);
      return;
    }
  g_task_set_task_data (task, text, g_free);
  g_output_stream_write_all_async (stream, text, strlen (text), io_priority, cancellable, written_cb,
                                   g_steal_pointer (&task));
}

static gboolean
ingot_copy_provider_write_mime_type_finish (GdkContentProvider *provider, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
ingot_copy_provider_finalize (GObject *object)
{
  g_clear_pointer (&INGOT_COPY_PROVIDER (object)->copy, ingot_transcript_copy_free);
  G_OBJECT_CLASS (ingot_copy_provider_parent_class)->finalize (object);
}

static void
ingot_copy_provider_class_init (IngotCopyProviderClass *klass)
{
  GdkContentProviderClass *provider_class = GDK_CONTENT_PROVIDER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ingot_copy_provider_finalize;
  provider_class->ref_formats = ingot_copy_provider_ref_formats;
  provider_class->get_value = ingot_copy_provider_get_value;
  provider_class->write_mime_type_async = ingot_copy_provider_write_mime_type_async;
  provider_class->write_mime_type_finish = ingot_copy_provider_write_mime_type_finish;
}

static void
ingot_copy_provider_init (IngotCopyProvider *self)
{
}

GdkContentProvider *
ingot_copy_provider_new (IngotTranscriptCopy *copy)
{
  IngotCopyProvider *self = g_object_new (INGOT_TYPE_COPY_PROVIDER, NULL);

  self->copy = copy;
  return GDK_CONTENT_PROVIDER (self);
}
