/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-bench"
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "text/ingot-copy.h"
#include "text/ingot-find.h"
#include "text/ingot-markdown.h"

/*
 * Measures what the transcript asks of the core: the growth of an answer as it streams, with the blocks of what is
 * on the screen; cutting a long answer; parsing a segment; finding; copying.
 */

#define TOKEN 20
#define N_STEPS 100

static const char turn[] =
  "## Sorting records\n\nTo **sort** a list of records use `qsort` with a comparison of *two* pointers, see "
  "[the manual](https://man.example/qsort). 정렬은 안정적이지 않습니다.\n\n1. Write the comparison\n2. Call it\n   - once for "
  "each key\n   - the last key first\n3. Check the result\n\n```c\nstatic int\ncompare (const void *a, const void *b)\n{\n"
  "  return *(const int *) a - *(const int *) b;\n}\n```\n\n| Name | Stable | Time | Memory |\n|:-----|:------:|-----:|--"
  "----:|\n| quick | no | n log n | log n |\n| merge | yes | n log n | n |\n| heap | no | n log n | 1 |\n\n> Mind the "
  "overflow in the subtraction above.\n\nMore text follows, with nothing in it that would be **special**, so that the "
  "paragraph is as long as those of answers are, which is to say some hundred characters.\n\n";

/* What the processor has worked, in microseconds: what else runs on the machine does not count. */
static gint64
get_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a;
  gint64 y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

static char *
make (const char *start, const char *repeated, gsize length)
{
  GString *text = g_string_new (start);

  while (text->len < length)
    g_string_append (text, repeated);
  return g_string_free_and_steal (text);
}

/* Some tokens that follow on @length bytes: each is appended, and what changed is parsed. */
static void
bench_growth (const char *name, const char *start, const char *repeated, gsize length)
{
  g_autofree char *before = make (start, repeated, length);
  g_autofree char *after = make ("", repeated, N_STEPS * TOKEN * 2);
  g_autoptr(IngotMarkdown) markdown = ingot_markdown_new (before);
  gint64 times[N_STEPS];
  const char *at = after;
  gint64 sum = 0;

  for (int i = 0; i < N_STEPS; i++)
    {
      const char *end = g_utf8_offset_to_pointer (at, TOKEN);
      gint64 start_time = get_time ();
      guint first = ingot_markdown_append (markdown, at, end - at);

      for (guint j = first; j < ingot_markdown_get_n_segments (markdown); j++)
        ingot_markdown_get_blocks (markdown, j);
      times[i] = get_time () - start_time;
      sum += times[i];
      at = end;
    }
  qsort (times, N_STEPS, sizeof *times, compare_times);
  printf ("{\"name\":\"markdown growth\",\"what\":\"%s\",\"bytes\":%zu,\"mean_us\":%.1f,\"p99_us\":%d,\"max_us\":%d}\n",
          name, strlen (before), (double) sum / N_STEPS, (int) times[N_STEPS * 99 / 100], (int) times[N_STEPS - 1]);
}

static void
bench_opening (gsize length)
{
  g_autofree char *text = make ("", turn, length);
  gint64 start = get_time ();
  g_autoptr(IngotMarkdown) markdown = ingot_markdown_new (text);
  gint64 cut = get_time ();
  guint n_segments = ingot_markdown_get_n_segments (markdown);

  for (guint i = 0; i < n_segments; i++)
    ingot_markdown_get_blocks (markdown, i);
  printf ("{\"name\":\"markdown opening\",\"bytes\":%zu,\"segments\":%u,\"cut_ms\":%.2f,\"parse_all_ms\":%.2f}\n",
          strlen (text), n_segments, (double) (cut - start) / 1000, (double) (get_time () - cut) / 1000);
}

static void
bench_finding (gsize length, const char *needle)
{
  g_autofree char *text = make ("", turn, length);
  gint64 start = get_time ();
  g_autoptr(GArray) ranges = ingot_find_all (text, -1, needle);

  printf ("{\"name\":\"markdown find\",\"bytes\":%zu,\"needle\":\"%s\",\"found\":%u,\"ms\":%.2f}\n", strlen (text),
          needle, ranges->len, (double) (get_time () - start) / 1000);
}

static void
bench_copying (gsize length, IngotCopyFormat format)
{
  static const char *const names[] = { "text", "Markdown", "HTML" };
  g_autofree char *text = make ("", turn, length);
  g_autoptr(IngotMarkdown) markdown = ingot_markdown_new (text);
  gint64 start = get_time ();
  g_autofree char *copy = ingot_copy (markdown, NULL, NULL, format);

  printf ("{\"name\":\"markdown copy\",\"bytes\":%zu,\"as\":\"%s\",\"ms\":%.2f}\n", strlen (text), names[format],
          (double) (get_time () - start) / 1000);
}

int
main (int argc, char **argv)
{

  static const gsize lengths[] = { 16 * 1024, 256 * 1024, 1024 * 1024 };

  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    bench_growth ("answer", "", turn, lengths[i]);
  for (gsize i = 0; i < 2; i++)
    bench_growth ("code", "```c\n", "  return compare (a, b);\n\n", lengths[i]);
  /* One block at the top is parsed again as a whole. */
  bench_growth ("list", "", "- an item with **some** words in it\n", lengths[0]);
  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    bench_opening (lengths[i]);
  bench_finding (1024 * 1024, "comparison");
  bench_finding (1024 * 1024, "정렬은");
  bench_finding (1024 * 1024, "nowhere");
  for (int format = INGOT_COPY_TEXT; format <= INGOT_COPY_HTML; format++)
    bench_copying (1024 * 1024, (IngotCopyFormat) format);
  return 0;
}
