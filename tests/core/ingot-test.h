/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <libdex.h>

G_BEGIN_DECLS

/* Instead of g_test_init() in every test of the core: libdex has to be there first. */
void ingot_test_init (int *argc, char ***argv);

/**
 * ingot_test_await:
 * @future: (transfer full)
 *
 * Runs the main loop until @future has come to its end: the only loop that tests need.
 *
 * Returns: whether it resolved, else with its error
 */
gboolean ingot_test_await (DexFuture *future, GError **error);

/* The same for a future that resolves to an object. Returns: (transfer full): it, or NULL with the error */
gpointer ingot_test_await_object (DexFuture *future, GError **error);

/* The same for a future that resolves to a boxed value. Returns: (transfer full): a copy of it, or NULL */
gpointer ingot_test_await_boxed (DexFuture *future, GError **error);

/* The same for what must succeed: an error ends the test with its words. */
void     ingot_test_await_success (DexFuture *future);

/* A new empty folder that ingot_test_remove_folder() takes away again, with all that is in it. */
char    *ingot_test_make_folder (void);
void     ingot_test_remove_folder (const char *folder);

/* How often "notify" was emitted for @property of @object while @change ran. */
guint    ingot_test_count_notify (gpointer object, const char *property,
                                  void (*change) (gpointer data), gpointer data);

G_END_DECLS
