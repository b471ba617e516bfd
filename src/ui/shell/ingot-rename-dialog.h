/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/ingot-conversation.h"

G_BEGIN_DECLS

/* Asks for the name of @conversation and gives it. Emptied, the name is the first line again. */
AdwDialog *ingot_rename_dialog_new (IngotConversation *conversation);

G_END_DECLS
