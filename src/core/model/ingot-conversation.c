/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-model"
#include "config.h"

#include <string.h>

#include "ingot-conversation.h"

#define TITLE_LENGTH 80 /* characters */

struct _IngotConversation
{
  GObject parent_instance;

  gint64 id;
  char *own_title;
  char *first_line;
  char *draft;
  IngotDeployment *deployment;
  IngotParameters *parameters;
  gboolean pinned;
  gint64 created;
  gint64 updated;
  gboolean loaded;
  gboolean busy;
  GPtrArray *turns; /* of IngotTurn */
};

enum
{
  PROP_0,
  PROP_ID,
  PROP_TITLE,
  PROP_OWN_TITLE,
  PROP_DRAFT,
  PROP_DEPLOYMENT,
  PROP_PARAMETERS,
  PROP_PINNED,
  PROP_CREATED,
  PROP_UPDATED,
  PROP_LOADED,
  PROP_BUSY,
  N_PROPS
};

static GParamSpec *props[N_PROPS];
static guint parameters_changed_signal;

static GType
ingot_conversation_get_item_type (GListModel *model)
{
  return INGOT_TYPE_TURN;
}

static guint
ingot_conversation_get_n_items (GListModel *model)
{
  return INGOT_CONVERSATION (model)->turns->len;
}

static gpointer
ingot_conversation_get_item (GListModel *model, guint position)
{
  IngotConversation *self = INGOT_CONVERSATION (model);

  return position < self->turns->len ? g_object_ref (self->turns->pdata[position]) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = ingot_conversation_get_item_type;
  iface->get_n_items = ingot_conversation_get_n_items;
  iface->get_item = ingot_conversation_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (IngotConversation, ingot_conversation, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
ingot_conversation_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  IngotConversation *self = INGOT_CONVERSATION (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_int64 (value, self->id);
      break;
    case PROP_TITLE:
      g_value_set_string (value, ingot_conversation_get_title (self));
      break;
    case PROP_OWN_TITLE:
      g_value_set_string (value, self->own_title);
      break;
    case PROP_DRAFT:
      g_value_set_string (value, self->draft);
      break;
    case PROP_DEPLOYMENT:
      g_value_set_object (value, self->deployment);
      break;
    case PROP_PARAMETERS:
      g_value_set_object (value, self->parameters);
      break;
    case PROP_PINNED:
      g_value_set_boolean (value, self->pinned);
      break;
    case PROP_CREATED:
      g_value_set_int64 (value, self->created);
      break;
    case PROP_UPDATED:
      g_value_set_int64 (value, self->updated);
      break;
    case PROP_LOADED:
      g_value_set_boolean (value, self->loaded);
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, self->busy);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_conversation_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  IngotConversation *self = INGOT_CONVERSATION (object);

  switch (prop_id)
    {
    case PROP_ID:
      ingot_conversation_set_id (self, g_value_get_int64 (value));
      break;
    case PROP_OWN_TITLE:
      ingot_conversation_set_own_title (self, g_value_get_string (value));
      break;
    case PROP_DRAFT:
      ingot_conversation_set_draft (self, g_value_get_string (value));
      break;
    case PROP_DEPLOYMENT:
      ingot_conversation_set_deployment (self, g_value_get_object (value));
      break;
    case PROP_PINNED:
      ingot_conversation_set_pinned (self, g_value_get_boolean (value));
      break;
    case PROP_BUSY:
      ingot_conversation_set_busy (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ingot_conversation_dispose (GObject *object)
{
  IngotConversation *self = INGOT_CONVERSATION (object);

  g_clear_object (&self->deployment);
  g_ptr_array_set_size (self->turns, 0);
  G_OBJECT_CLASS (ingot_conversation_parent_class)->dispose (object);
}

static void
ingot_conversation_finalize (GObject *object)
{
  IngotConversation *self = INGOT_CONVERSATION (object);

  g_ptr_array_unref (self->turns);
  g_object_unref (self->parameters);
  g_free (self->own_title);
  g_free (self->first_line);
  g_free (self->draft);
  G_OBJECT_CLASS (ingot_conversation_parent_class)->finalize (object);
}

static void
ingot_conversation_class_init (IngotConversationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GParamFlags writable = readable | G_PARAM_WRITABLE;

  object_class->get_property = ingot_conversation_get_property;
  object_class->set_property = ingot_conversation_set_property;
  object_class->dispose = ingot_conversation_dispose;
  object_class->finalize = ingot_conversation_finalize;

  props[PROP_ID] = g_param_spec_int64 ("id", NULL, NULL, 0, G_MAXINT64, 0, writable);
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, readable);
  props[PROP_OWN_TITLE] = g_param_spec_string ("own-title", NULL, NULL, NULL, writable);
  props[PROP_DRAFT] = g_param_spec_string ("draft", NULL, NULL, "", writable);
  props[PROP_DEPLOYMENT] = g_param_spec_object ("deployment", NULL, NULL, INGOT_TYPE_DEPLOYMENT, writable);
  props[PROP_PARAMETERS] = g_param_spec_object ("parameters", NULL, NULL, INGOT_TYPE_PARAMETERS, readable);
  props[PROP_PINNED] = g_param_spec_boolean ("pinned", NULL, NULL, FALSE, writable);
  props[PROP_CREATED] = g_param_spec_int64 ("created", NULL, NULL, 0, G_MAXINT64, 0, readable);
  props[PROP_UPDATED] = g_param_spec_int64 ("updated", NULL, NULL, 0, G_MAXINT64, 0, readable);
  props[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, readable);
  props[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, writable);
  g_object_class_install_properties (object_class, N_PROPS, props);

  parameters_changed_signal = g_signal_new ("parameters-changed", INGOT_TYPE_CONVERSATION, G_SIGNAL_RUN_LAST, 0,
                                            NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
parameters_changed_cb (IngotConversation *self)
{
  g_signal_emit (self, parameters_changed_signal, 0);
}

static void
ingot_conversation_init (IngotConversation *self)
{
  self->draft = g_strdup ("");
  self->parameters = ingot_parameters_new ();
  g_signal_connect_object (self->parameters, "changed", G_CALLBACK (parameters_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->parameters, "notify::system-prompt", G_CALLBACK (parameters_changed_cb), self,
                           G_CONNECT_SWAPPED);
  self->turns = g_ptr_array_new_with_free_func (g_object_unref);
}

IngotConversation *
ingot_conversation_new (void)
{
  IngotConversation *self = g_object_new (INGOT_TYPE_CONVERSATION, NULL);

  self->created = self->updated = g_get_real_time ();
  self->loaded = TRUE;
  return self;
}

IngotConversation *
ingot_conversation_new_shortest (IngotTurn *reply)
{
  IngotConversation *self = ingot_conversation_new ();
  g_autoptr(IngotTurn) question = ingot_turn_new_user ("Hi");

  ingot_conversation_append (self, question);
  ingot_conversation_append (self, reply);
  ingot_parameters_set_number (ingot_conversation_get_parameters (self), INGOT_PARAMETER_MAX_TOKENS, 1);
  return self;
}

IngotConversation *
ingot_conversation_restore (gint64 id, const char *own_title, const char *first_line,
                            const char *draft, gint64 created, gint64 updated)
{
  IngotConversation *self = g_object_new (INGOT_TYPE_CONVERSATION, NULL);

  self->id = id;
  self->own_title = g_strdup (own_title);
  self->first_line = g_strdup (first_line);
  g_set_str (&self->draft, draft != NULL ? draft : "");
  self->created = created;
  self->updated = updated;
  return self;
}

gint64
ingot_conversation_get_id (IngotConversation *self)
{
  return self->id;
}

void
ingot_conversation_set_id (IngotConversation *self, gint64 id)
{
  if (self->id == id)
    return;
  self->id = id;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ID]);
}

const char *
ingot_conversation_get_title (IngotConversation *self)
{
  return self->own_title != NULL ? self->own_title : self->first_line;
}

const char *
ingot_conversation_get_own_title (IngotConversation *self)
{
  return self->own_title;
}

void
ingot_conversation_set_own_title (IngotConversation *self, const char *title)
{
  g_autofree char *trimmed = title != NULL ? g_strstrip (g_strdup (title)) : NULL;

  /* An empty name means: take the first line again. */
  if (!g_set_str (&self->own_title, trimmed != NULL && *trimmed != '\0' ? trimmed : NULL))
    return;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_OWN_TITLE]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TITLE]);
}

const char *
ingot_conversation_get_draft (IngotConversation *self)
{
  return self->draft;
}

void
ingot_conversation_set_draft (IngotConversation *self, const char *draft)
{
  if (g_set_str (&self->draft, draft != NULL ? draft : ""))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DRAFT]);
}

IngotDeployment *
ingot_conversation_get_deployment (IngotConversation *self)
{
  return self->deployment;
}

void
ingot_conversation_set_deployment (IngotConversation *self, IngotDeployment *deployment)
{
  if (g_set_object (&self->deployment, deployment))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DEPLOYMENT]);
}

IngotParameters *
ingot_conversation_get_parameters (IngotConversation *self)
{
  return self->parameters;
}

gboolean
ingot_conversation_get_pinned (IngotConversation *self)
{
  return self->pinned;
}

void
ingot_conversation_set_pinned (IngotConversation *self, gboolean pinned)
{
  if (self->pinned == pinned)
    return;
  self->pinned = pinned;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PINNED]);
}

gint64
ingot_conversation_get_created (IngotConversation *self)
{
  return self->created;
}

gint64
ingot_conversation_get_updated (IngotConversation *self)
{
  return self->updated;
}

gboolean
ingot_conversation_get_loaded (IngotConversation *self)
{
  return self->loaded;
}

gboolean
ingot_conversation_get_busy (IngotConversation *self)
{
  return self->busy;
}

void
ingot_conversation_set_busy (IngotConversation *self, gboolean busy)
{
  if (self->busy == busy)
    return;
  self->busy = busy;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_BUSY]);
}

static void
set_first_line (IngotConversation *self, const char *line)
{
  if (g_set_str (&self->first_line, line) && self->own_title == NULL)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TITLE]);
}

static void
update_first_line (IngotConversation *self)
{
  for (guint i = 0; i < self->turns->len; i++)
    {
      IngotTurn *turn = self->turns->pdata[i];
      g_autofree char *line = NULL;

      if (ingot_turn_get_role (turn) != INGOT_ROLE_USER)
        continue;
      line = ingot_conversation_dup_first_line (ingot_turn_get_text (turn));
      set_first_line (self, line);
      return;
    }
  if (self->loaded)
    set_first_line (self, NULL);
}

void
ingot_conversation_load (IngotConversation *self, GListModel *turns)
{
  guint n = g_list_model_get_n_items (turns);

  g_return_if_fail (!self->loaded);

  for (guint i = 0; i < n; i++)
    g_ptr_array_insert (self->turns, (int) i, g_list_model_get_item (turns, i));
  self->loaded = TRUE;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, n);
  update_first_line (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LOADED]);
}

void
ingot_conversation_append (IngotConversation *self, IngotTurn *turn)
{
  g_ptr_array_add (self->turns, g_object_ref (turn));
  g_list_model_items_changed (G_LIST_MODEL (self), self->turns->len - 1, 0, 1);
  update_first_line (self);
  self->updated = MAX (self->updated + 1, g_get_real_time ());
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_UPDATED]);
}

void
ingot_conversation_remove (IngotConversation *self, IngotTurn *turn)
{
  guint position;

  if (!g_ptr_array_find (self->turns, turn, &position))
    return;
  g_ptr_array_remove_index (self->turns, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
  update_first_line (self);
}

void
ingot_conversation_restore_turn (IngotConversation *self, IngotTurn *turn)
{
  guint position = 0;

  while (position < self->turns->len
         && ingot_turn_get_id (self->turns->pdata[position]) < ingot_turn_get_id (turn))
    position++;
  g_ptr_array_insert (self->turns, (int) position, g_object_ref (turn));
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
  update_first_line (self);
}

IngotTurn *
ingot_conversation_find_turn (IngotConversation *self, gint64 id)
{
  for (guint i = 0; i < self->turns->len; i++)
    if (ingot_turn_get_id (self->turns->pdata[i]) == id)
      return self->turns->pdata[i];
  return NULL;
}

IngotTurn *
ingot_conversation_get_last (IngotConversation *self)
{
  return self->turns->len > 0 ? self->turns->pdata[self->turns->len - 1] : NULL;
}

char *
ingot_conversation_dup_first_line (const char *text)
{
  while (g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  if (*text == '\0')
    return NULL;

  {
    g_autofree char *line = g_strndup (text, strcspn (text, "\r\n"));

    return g_utf8_strlen (line, -1) > TITLE_LENGTH ? g_utf8_substring (line, 0, TITLE_LENGTH)
                                                   : g_steal_pointer (&line);
  }
}
