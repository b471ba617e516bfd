/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "inference/sandbox-address.h"
#include "inference/sandbox-deployment.h"
#include "server/sandbox-problem.h"

G_BEGIN_DECLS

/* A body while its parameters are read. After the first problem the others are no longer looked at. */
typedef struct
{
  JsonObject *body;
  const SandboxDeployment *deployment;
  const SandboxAddress *address;
  SandboxProblem *problem;
} SandboxReader;

/* The member, or NULL when it is absent, null, or something was refused before. */
JsonNode *sandbox_reader_get (SandboxReader *reader, const char *name);

/* "Invalid type for …", 400. */
void sandbox_reader_refuse_kind (SandboxReader *reader, const char *name, const char *expected,
                                 JsonNode *got);

/* "Unsupported parameter: …", 400, unless something was refused before. */
void sandbox_reader_refuse_parameter (SandboxReader *reader, const char *name);

/* 422 in the words of a model's server that does not know what this parameter asks for. */
void sandbox_reader_refuse_unable (SandboxReader *reader, const char *name);

gboolean sandbox_reader_read_boolean (SandboxReader *reader, const char *name, gboolean otherwise);
gint64 sandbox_reader_read_integer (SandboxReader *reader, const char *name, gint64 minimum, gint64 maximum,
                                    gint64 otherwise);
double sandbox_reader_read_decimal (SandboxReader *reader, const char *name, double minimum, double maximum,
                                    double otherwise);

/* One of @allowed, or NULL. */
const char *sandbox_reader_read_choice (SandboxReader *reader, const char *name, const char *const *allowed);

/* Whether @node is a single value of @type. */
gboolean sandbox_json_holds (JsonNode *node, GType type);

G_END_DECLS
