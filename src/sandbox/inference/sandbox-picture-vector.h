/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inference/sandbox-picture.h"
#include "inference/sandbox-vector.h"

G_BEGIN_DECLS

/* Adds what @picture looks like: where it is light and dark and in which colours, which colours it has at
 * all, and in which directions its edges run. A picture that was scaled, recompressed or slightly changed is
 * near to the original; what it shows does not count. */
void sandbox_vector_add_picture (SandboxVector *vector, const SandboxPicture *picture);

G_END_DECLS
