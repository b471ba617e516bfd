/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/ingot-conversation.h"

G_BEGIN_DECLS

/* CPU time in milliseconds: of the whole process, and of the thread that calls. */
double ingot_bench_process_ms (void);
double ingot_bench_thread_ms  (void);

/* What the process alone keeps in memory, in MB: private pages, from the kernel's own account of it. */
double ingot_bench_private_mb (void);

/**
 * IngotFrames:
 *
 * The main thread's CPU of every frame of a window, from before-paint to
 * after-paint: style, layout and drawing, but not what happens in between.
 */
typedef struct
{
  GdkFrameClock *clock;
  GArray *ms; /* double, one a frame */
  double begun;
} IngotFrames;

IngotFrames *ingot_frames_watch (GtkWidget *widget);
void         ingot_frames_free  (IngotFrames *self);
guint        ingot_frames_count (IngotFrames *self);
double       ingot_frames_mean  (IngotFrames *self);
/* @share: 0.5 is the median, 0.99 what one frame of a hundred is above */
double       ingot_frames_quantile (IngotFrames *self, double share);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IngotFrames, ingot_frames_free)

/* A window of that size with @child, shown and drawn; it stays until the process ends. */
GtkWindow *ingot_bench_show (GtkWidget *child, int width, int height);
void       ingot_bench_wait_for_frame (GtkWidget *widget);

/* Runs the main loop for so long. */
void       ingot_bench_run (guint ms);

/* A heading, a paragraph, a nested list, code and a table of 4 × 4: the 1.1 kB that a turn is here. */
#define INGOT_BENCH_SOURCE \
  "## Sorting records\n\nA merge sort keeps **equal records** in the order in which they came, which is what " \
  "people expect of a table that they sort by one column and then by *another*. It needs room for half of " \
  "the records, and `O(n log n)` comparisons in the worst case. 안정 정렬은 같은 값의 순서를 지킵니다.\n\n" \
  "* Split the records in two\n  * until one is left\n  * or until insertion is cheaper\n" \
  "* Sort each half\n* Merge the halves\n\n" \
  "```python\ndef merge(left, right):\n    merged = []\n    while left and right:\n" \
  "        source = left if left[0] <= right[0] else right\n        merged.append(source.pop(0))\n" \
  "    return merged + left + right\n```\n\n" \
  "| Sort | Best | Worst | Stable |\n| --- | ---: | ---: | :---: |\n" \
  "| Merge | n log n | n log n | yes |\n| Quick | n log n | n² | no |\n| Insertion | n | n² | yes |\n\n" \
  "Measure with data of your own before you choose: what is nearly sorted already, as logs are, is sorted " \
  "fastest by the simplest way, and the difference is larger than most people think.\n\n"

/* @n_turns finished turns, yours and replies in turn, each of one source. */
IngotConversation *ingot_bench_make_conversation (guint n_turns);

/* (transfer none): a reply at the end that is still being written and has at least @length bytes */
IngotTurn         *ingot_bench_add_growing_reply (IngotConversation *conversation, gsize length);

/**
 * IngotTokens:
 *
 * Appends the source, over and over, to replies: one token of about four
 * bytes each, so many a second, however long the main loop was busy.
 */
typedef struct _IngotTokens IngotTokens;

IngotTokens *ingot_tokens_start (GPtrArray *turns, double per_second);
/* Returns: how many tokens each reply got */
guint        ingot_tokens_stop  (IngotTokens *self);

G_END_DECLS
