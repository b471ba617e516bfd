/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-auth"
#include "config.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "ingot-secret.h"

/* libsecret has such memory but lets nobody else use it. A page of its own for each key is
 * simple, and there are few keys. */
typedef struct
{
  gsize size;
  char text[];
} Block;

static void
wipe (gpointer text)
{
  Block *block = (Block *) (void *) ((char *) text - G_STRUCT_OFFSET (Block, text));
  gsize size = block->size;

  explicit_bzero (block, size);
  munmap (block, size);
}

SecretValue *
ingot_secret_new (const char *text)
{
  gsize length = strlen (text);
  gsize page = sysconf (_SC_PAGESIZE);
  gsize size = (sizeof (Block) + length + 1 + page - 1) / page * page;
  Block *block = mmap (NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  if (block == MAP_FAILED)
    g_error ("No memory for a key of %" G_GSIZE_FORMAT " bytes", length);
  /* Both can be refused, in a container for example; the key works all the same. */
  (void) mlock (block, size);
#ifdef MADV_DONTDUMP
  (void) madvise (block, size, MADV_DONTDUMP);
#endif
  block->size = size;
  memcpy (block->text, text, length + 1);
  return secret_value_new_full (block->text, length, "text/plain", wipe);
}
