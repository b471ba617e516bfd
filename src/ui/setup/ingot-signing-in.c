/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-setup"
#include "config.h"

#include <glib/gi18n.h>

#include "ingot-signing-in.h"

struct _IngotSigningIn
{
  AdwPreferencesGroup parent_instance;

  IngotAccounts *accounts;
  gboolean needs_key;

  AdwActionRow *account_row;
  GtkCheckButton *account_check;
  GtkButton *sign_in;
  AdwComboRow *chooser;
  GtkCheckButton *key_check;
  GtkEditable *key;
};

enum
{
  CHANGED,
  ACTIVATE,
  SIGN_IN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (IngotSigningIn, ingot_signing_in, ADW_TYPE_PREFERENCES_GROUP)

static guint
count (IngotSigningIn *self)
{
  return self->accounts != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->accounts)) : 0;
}

static void
update (IngotSigningIn *self)
{
  guint n = count (self);
  IngotAccount *account = adw_combo_row_get_selected_item (self->chooser);
  gboolean by_account = gtk_check_button_get_active (self->account_check);

  gtk_widget_set_sensitive (GTK_WIDGET (self->account_check), n > 0);
  gtk_button_set_label (self->sign_in, n > 0 ? _("Other Account…") : _("Sign In…"));
  gtk_widget_set_visible (GTK_WIDGET (self->chooser), by_account && n > 1);
  adw_action_row_set_subtitle (self->account_row, n == 0           ? _("Nobody is signed in")
                                                  : account != NULL ? ingot_account_get_title (account)
                                                                    : "");
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self),
                                         by_account      ? _("Without a key: Ingot gets tokens for the account")
                                         : self->needs_key ? _("Kept in the system keyring")
                                                           : _("Kept in the system keyring. A server on this "
                                                               "computer may need none."));
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Whoever writes a key wants to use it. */
static void
key_changed_cb (IngotSigningIn *self)
{
  if (*gtk_editable_get_text (self->key) != '\0')
    gtk_check_button_set_active (self->key_check, TRUE);
  update (self);
}

static void
key_activate_cb (IngotSigningIn *self)
{
  g_signal_emit (self, signals[ACTIVATE], 0);
}

static void
sign_in_clicked_cb (IngotSigningIn *self)
{
  g_signal_emit (self, signals[SIGN_IN], 0);
}

/* Those who were here may be gone. */
static void
accounts_changed_cb (IngotSigningIn *self)
{
  if (count (self) == 0)
    gtk_check_button_set_active (self->key_check, TRUE);
  update (self);
}

static void
ingot_signing_in_dispose (GObject *object)
{
  g_clear_object (&INGOT_SIGNING_IN (object)->accounts);
  G_OBJECT_CLASS (ingot_signing_in_parent_class)->dispose (object);
}

static void
ingot_signing_in_class_init (IngotSigningInClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ingot_signing_in_dispose;
  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ACTIVATE] = g_signal_new ("activate", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGN_IN] = g_signal_new ("sign-in", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (INGOT_TYPE_ACCOUNT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ingotapp/Ingot/ingot-signing-in.ui");
  gtk_widget_class_bind_template_child (widget_class, IngotSigningIn, account_row);
  gtk_widget_class_bind_template_child (widget_class, IngotSigningIn, account_check);
  gtk_widget_class_bind_template_child (widget_class, IngotSigningIn, sign_in);
  gtk_widget_class_bind_template_child (widget_class, IngotSigningIn, chooser);
  gtk_widget_class_bind_template_child (widget_class, IngotSigningIn, key_check);
  gtk_widget_class_bind_template_child (widget_class, IngotSigningIn, key);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, key_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, sign_in_clicked_cb);
}

static void
ingot_signing_in_init (IngotSigningIn *self)
{
  self->needs_key = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

void
ingot_signing_in_set_accounts (IngotSigningIn *self, IngotAccounts *accounts)
{
  if (!g_set_object (&self->accounts, accounts))
    return;
  adw_combo_row_set_model (self->chooser, G_LIST_MODEL (accounts));
  g_signal_connect_object (accounts, "items-changed", G_CALLBACK (accounts_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_check_button_set_active (count (self) > 0 ? self->account_check : self->key_check, TRUE);
  update (self);
}

void
ingot_signing_in_set_account (IngotSigningIn *self, IngotAccount *account)
{
  for (guint i = 0; i < count (self); i++)
    {
      g_autoptr(IngotAccount) other = g_list_model_get_item (G_LIST_MODEL (self->accounts), i);

      if (other != account)
        continue;
      adw_combo_row_set_selected (self->chooser, i);
      gtk_check_button_set_active (self->account_check, TRUE);
    }
  update (self);
}

IngotAccount *
ingot_signing_in_get_account (IngotSigningIn *self)
{
  return gtk_check_button_get_active (self->account_check) ? adw_combo_row_get_selected_item (self->chooser) : NULL;
}

void
ingot_signing_in_set_key (IngotSigningIn *self, const char *key)
{
  gtk_editable_set_text (self->key, key);
}

void
ingot_signing_in_focus (IngotSigningIn *self)
{
  if (gtk_check_button_get_active (self->key_check))
    gtk_widget_grab_focus (GTK_WIDGET (self->key));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->account_check));
}

char *
ingot_signing_in_dup_key (IngotSigningIn *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->key)));
}

void
ingot_signing_in_set_needs_key (IngotSigningIn *self, gboolean needs_key)
{
  if (self->needs_key == needs_key)
    return;
  self->needs_key = needs_key;
  update (self);
}

gboolean
ingot_signing_in_is_complete (IngotSigningIn *self)
{
  g_autofree char *key = ingot_signing_in_dup_key (self);
  gboolean blank = *key == '\0';

  memset (key, 0, strlen (key));
  return ingot_signing_in_get_account (self) != NULL
         || (gtk_check_button_get_active (self->key_check) && (!self->needs_key || !blank));
}
