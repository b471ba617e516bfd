/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-model"
#include "config.h"

#include <string.h>

#include "ingot-nearest.h"

/* Longer names than Azure allows; what somebody pastes by mistake is cut, since the table grows with its square. */
#define MAX_LENGTH 96

/* More are another word, however long it is. */
#define MAX_SLIPS 3

/* What is not near at all. */
#define FAR G_MAXUINT

/* One name without what people get wrong: case, and how words are put together. */
typedef struct
{
  gunichar text[MAX_LENGTH];
  guint length;
} Plain;

typedef struct
{
  IngotDeployment *deployment;
  guint distance;
  guint position;
} Near;

static void
plain_init (Plain *self, const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  g_autofree char *composed = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *folded = g_utf8_casefold (composed, -1);

  self->length = 0;
  for (const char *at = folded; *at != '\0' && self->length < MAX_LENGTH; at = g_utf8_next_char (at))
    if (g_unichar_isalnum (g_utf8_get_char (at)))
      self->text[self->length++] = g_utf8_get_char (at);
}

static guint
smallest (guint a, guint b, guint c)
{
  return MIN (MIN (a, b), c);
}

/* Optimal string alignment: letters that are missing, added, other or swapped with the next one count 1 each.
 * @beginning: how far @a is from the beginning of @b that it is nearest to */
static guint
measure_slips (const Plain *a, const Plain *b, guint *beginning)
{
  guint rows[3][MAX_LENGTH + 1];

  for (guint j = 0; j <= b->length; j++)
    rows[0][j] = j;
  for (guint i = 1; i <= a->length; i++)
    {
      guint *row = rows[i % 3], *above = rows[(i - 1) % 3], *above_that = rows[(i + 1) % 3];

      row[0] = i;
      for (guint j = 1; j <= b->length; j++)
        {
          guint other = a->text[i - 1] != b->text[j - 1];

          row[j] = smallest (above[j] + 1, row[j - 1] + 1, above[j - 1] + other);
          if (i > 1 && j > 1 && a->text[i - 1] == b->text[j - 2] && a->text[i - 2] == b->text[j - 1])
            row[j] = MIN (row[j], above_that[j - 2] + 1);
        }
    }
  *beginning = b->length;
  for (guint j = 0; j <= b->length; j++)
    *beginning = MIN (*beginning, rows[a->length % 3][j]);
  return rows[a->length % 3][b->length];
}

static gboolean
contains (const Plain *whole, const Plain *part)
{
  for (guint i = 0; i + part->length <= whole->length; i++)
    if (memcmp (whole->text + i, part->text, part->length * sizeof *part->text) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
begins (const Plain *whole, const Plain *part)
{
  return part->length <= whole->length && memcmp (whole->text, part->text, part->length * sizeof *part->text) == 0;
}

/* In quarters of a slip, so that what is left over can count a little where one is part of the other. */
static guint
measure (const Plain *wanted, const Plain *name)
{
  const Plain *longer = wanted->length > name->length ? wanted : name;
  const Plain *shorter = longer == wanted ? name : wanted;
  guint left_over = longer->length - shorter->length;
  guint slips, beginning;

  if (shorter->length == 0)
    return FAR;
  slips = measure_slips (wanted, name, &beginning);
  if (slips == 0 || (slips == 1 && shorter->length > 1))
    return slips * 4;
  /* "o3" is a beginning of "o3-mini"; but a letter or two are in many names. */
  if (shorter->length >= 2 && begins (longer, shorter))
    return 4 + left_over;
  if (shorter->length >= 3 && contains (longer, shorter))
    return 8 + left_over;
  if (longer == name && beginning > 0 && beginning <= MIN (MAX_SLIPS - 1, wanted->length / 4))
    return 4 + beginning * 4 + left_over;
  return slips <= MIN (MAX_SLIPS, longer->length / 4 + 1) && slips < shorter->length ? slips * 4 : FAR;
}

/* The name that routes counts a little more than the model's, which people type in its place. */
static guint
measure_deployment (const Plain *wanted, IngotDeployment *deployment)
{
  const IngotDeploymentInfo *info = ingot_deployment_get_info (deployment);
  const char *model = info != NULL && info->model != NULL ? info->model : ingot_deployment_get_model (deployment);
  Plain plain;
  guint by_name, by_model;

  plain_init (&plain, ingot_deployment_get_name (deployment));
  by_name = measure (wanted, &plain);
  if (model == NULL)
    return by_name;
  plain_init (&plain, model);
  by_model = measure (wanted, &plain);
  return by_model < FAR ? MIN (by_name, by_model + 1) : by_name;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const Near *first = a, *second = b;

  if (first->distance != second->distance)
    return first->distance < second->distance ? -1 : 1;
  return first->position < second->position ? -1 : 1;
}

static GArray *
measure_all (IngotResource *resource, const Plain *wanted)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (Near));
  guint n = g_list_model_get_n_items (G_LIST_MODEL (resource));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(IngotDeployment) deployment = g_list_model_get_item (G_LIST_MODEL (resource), i);
      Near near = { deployment, measure_deployment (wanted, deployment), i };

      /* The resource holds it. */
      if (near.distance < FAR)
        g_array_append_val (found, near);
    }
  g_array_sort (found, compare);
  return found;
}

GPtrArray *
ingot_resource_find_nearest (IngotResource *resource, const char *name, guint n)
{
  GPtrArray *nearest = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GArray) found = NULL;
  Plain wanted;

  plain_init (&wanted, name);
  found = measure_all (resource, &wanted);
  for (guint i = 0; i < found->len && nearest->len < n; i++)
    {
      IngotDeployment *deployment = g_array_index (found, Near, i).deployment;

      if (g_hash_table_add (names, (char *) ingot_deployment_get_name (deployment)))
        g_ptr_array_add (nearest, g_object_ref (deployment));
    }
  return nearest;
}
