/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * IngotTestSandbox:
 *
 * The real sandbox as a child process. It ends when it is freed, or with the test.
 */
typedef struct
{
  GSubprocess *process;
  char *origin;
  char *key;
} IngotTestSandbox;

/* Started from $INGOT_TEST_SANDBOX, with all speeds at @rate tokens a second and with its faults. */
IngotTestSandbox *ingot_test_sandbox_new (int rate);

/* The same with a key that is known before. */
IngotTestSandbox *ingot_test_sandbox_new_with_key (int rate, const char *key);

/* Changes how things are: POST /sandbox/stage. */
void              ingot_test_sandbox_stage (IngotTestSandbox *self, const char *json);
void              ingot_test_sandbox_free (IngotTestSandbox *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IngotTestSandbox, ingot_test_sandbox_free)

G_END_DECLS
