/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-chat"
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "ingot-fact-words.h"
#include "widgets/ingot-words.h"

static void
add_state (GStrvBuilder *words, IngotTurn *turn)
{
  switch (ingot_turn_get_state (turn))
    {
    case INGOT_TURN_WRITING:
      g_strv_builder_add (words, ingot_turn_get_text_length (turn) > 0        ? _("Writing")
                                 : ingot_turn_get_reasoning_length (turn) > 0 ? _("Thinking")
                                                                              : _("Waiting for the reply"));
      break;
    case INGOT_TURN_STOPPED:
      g_strv_builder_add (words, _("Stopped"));
      break;
    case INGOT_TURN_INTERRUPTED:
    case INGOT_TURN_FAILED:
    case INGOT_TURN_COMPLETE:
    default:
      break;
    }
}

static void
add_first_token (GStrvBuilder *words, gint64 us)
{
  if (us < 0)
    return;
  if (us < 10 * G_USEC_PER_SEC)
    g_strv_builder_take (words, g_strdup_printf (_("%d ms to first token"), (int) (us / 1000)));
  else
    g_strv_builder_take (words, g_strdup_printf (_("%.1f s to first token"), us / (double) G_USEC_PER_SEC));
}

/* What a person set and the deployment got otherwise. Token counts are not what a person sets. */
static void
add_adjusted (GStrvBuilder *words, const char *adjusted)
{
  g_auto(GStrv) changes = g_strsplit (adjusted != NULL ? adjusted : "", " ", -1);

  for (gsize i = 0; changes[i] != NULL; i++)
    {
      char *replacement = strchr (changes[i], ':');

      if (replacement != NULL)
        {
          *replacement = '\0';
          g_strv_builder_take (words, g_strdup_printf (_("%s sent as %s"), changes[i], replacement + 1));
        }
      else if (*changes[i] != '\0' && !g_str_equal (changes[i], "stream_options"))
        g_strv_builder_take (words, g_strdup_printf (_("%s left out"), changes[i]));
    }
}

char **
ingot_fact_words_dup (IngotTurn *turn)
{
  g_autoptr(GStrvBuilder) words = g_strv_builder_new ();
  const IngotFacts *facts = ingot_turn_get_facts (turn);
  double speed = ingot_facts_get_speed (facts);

  add_state (words, turn);
  if (ingot_turn_get_state (turn) != INGOT_TURN_WRITING)
    {
      if (ingot_turn_get_deployment_name (turn) != NULL)
        g_strv_builder_add (words, ingot_turn_get_deployment_name (turn));
      if (facts->model != NULL && g_strcmp0 (facts->model, ingot_turn_get_deployment_name (turn)) != 0)
        g_strv_builder_add (words, facts->model);
    }
  add_first_token (words, facts->first_token_us);
  if (speed >= 0)
    g_strv_builder_take (words, ingot_words_dup_speed (speed));
  if (facts->completion_tokens >= 0)
    g_strv_builder_take (words, g_strdup_printf (ngettext ("%'d token", "%'d tokens",
                                                           facts->completion_tokens),
                                                 (int) facts->completion_tokens));
  if (facts->region != NULL)
    g_strv_builder_add (words, facts->region);
  add_adjusted (words, facts->adjusted);
  return g_strv_builder_end (words);
}
