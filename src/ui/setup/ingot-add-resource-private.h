/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-add-resource-dialog.h"
#include "ingot-signing-in.h"

G_BEGIN_DECLS

struct _IngotAddResourceDialog
{
  AdwDialog parent_instance;

  IngotResources *resources;
  IngotAccounts *accounts;
  IngotEndpoint *endpoint; /* what was understood, or NULL */
  IngotResource *known;    /* the one that is there already, or NULL */
  IngotJob *job;           /* while it is being added */
  guint reread_id;
  gboolean filling;        /* a row is being filled in by the dialog itself */
  gboolean own_deployment; /* the person has written these two themselves */
  gboolean own_name;
  IngotEndpointStyle recognised; /* what the address said last, 0 before it said any */

  GtkTextView *address;
  GtkTextBuffer *buffer; /* of the address */
  AdwBanner *problem_banner;
  GtkWidget *form;
  GtkWidget *understood;
  AdwActionRow *problem_row;
  AdwActionRow *resource_row;
  AdwComboRow *style_row;
  GtkEditable *version_row;
  AdwSwitchRow *drop_row;
  AdwActionRow *warning_row;
  AdwActionRow *left_out_row;
  GtkEditable *deployment;
  IngotSigningIn *signing_in;
  GtkEditable *name;
  GtkWidget *add_button;
  GtkWidget *spinner;
};

/* What was typed a moment ago is read now. Returns: whether all that is needed is there */
gboolean ingot_add_resource_dialog_settle (IngotAddResourceDialog *self);

/* Brings "endpoint" of a dialog that is settled up to date with what was chosen. */
void     ingot_add_resource_dialog_take_choices (IngotAddResourceDialog *self);

void     ingot_add_resource_dialog_choose_style (IngotAddResourceDialog *self, IngotEndpointStyle style);

/* "clicked" of the Check button */
void     ingot_add_resource_dialog_check (IngotAddResourceDialog *self);

G_END_DECLS
