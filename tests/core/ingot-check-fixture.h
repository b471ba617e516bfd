/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-tls-sandbox.h"
#include "ingot-workspace-fixture.h"

G_BEGIN_DECLS

/* (transfer full): the check of what somebody typed. @key, @account: (nullable) */
IngotCheckJob *ingot_check_fixture_start (IngotWorkspaceFixture *fixture, const IngotEndpoint *endpoint,
                                          const char *deployment, const char *key, IngotAccount *account);

/* The same for an address as it is pasted, at its end. */
IngotCheckJob *ingot_check_fixture_run (IngotWorkspaceFixture *fixture, const char *address, const char *deployment,
                                        const char *key, IngotAccount *account);

/* (transfer none): signs in to the sandbox as @person, as in "fine" */
IngotAccount  *ingot_check_fixture_sign_in (IngotWorkspaceFixture *fixture, IngotTlsSandbox *sandbox,
                                            const char *person);

IngotCheckState ingot_check_fixture_get_state (IngotCheckJob *job, IngotCheckKind kind);

/* Every step passed or is not needed, and says what it found. */
void ingot_check_fixture_assert_well (IngotCheckJob *job);

/* All steps before @kind passed or are not needed, @kind failed because of @code, and none behind it was tried. */
void ingot_check_fixture_assert_fails (IngotCheckJob *job, IngotCheckKind kind, IngotError code);

/* Whether @words stand in the report. */
gboolean ingot_check_fixture_reports (IngotCheckJob *job, const char *words);

G_END_DECLS
