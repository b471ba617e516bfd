/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

/* Lets the FTS5 tables of @handle have `tokenize = 'ingot'`, see ingot-tokens.h. Returns: an SQLite code */
int ingot_tokenizer_register (sqlite3 *handle);
