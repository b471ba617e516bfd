/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ingot-test.h"
#include "jobs/ingot-workspace.h"

G_BEGIN_DECLS

/* The program without its window, on a folder of its own, with the sandbox that INGOT_TEST_SANDBOX names. */
typedef struct
{
  char *folder;
  IngotWorkspace *workspace;
} IngotWorkspaceFixture;

void ingot_workspace_fixture_set_up    (IngotWorkspaceFixture *fixture, gconstpointer data);
void ingot_workspace_fixture_tear_down (IngotWorkspaceFixture *fixture, gconstpointer data);

/* (transfer full): open or failed; and its end */
IngotWorkspace *ingot_workspace_fixture_open  (const char *folder);
void            ingot_workspace_fixture_close (IngotWorkspace *workspace);

/* As a start of the program after its end. */
void ingot_workspace_fixture_reopen (IngotWorkspaceFixture *fixture);

void             ingot_workspace_fixture_wait_for_job  (IngotJob *job);
void             ingot_workspace_fixture_wait_for_text (IngotTurn *reply);
IngotDeployment *ingot_workspace_fixture_start_sandbox (IngotWorkspaceFixture *fixture);

/* A new chat, and (transfer full) (nullable) the newest one with its turns. */
IngotConversation *ingot_workspace_fixture_begin  (IngotWorkspaceFixture *fixture, IngotDeployment *deployment);
IngotConversation *ingot_workspace_fixture_newest (IngotWorkspaceFixture *fixture);

IngotTurn *ingot_workspace_fixture_send_and_wait (IngotWorkspaceFixture *fixture, IngotConversation *conversation,
                                                  const char *text);

G_END_DECLS
