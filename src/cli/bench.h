/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/cli.h"

G_BEGIN_DECLS

/* What one benchmark has to say. */
typedef struct
{
  HtCli *cli;
  char *folder;     /* for its files; removed afterwards */
  gboolean differs; /* ours and the peer's results are not the same */
} HtBench;

/* One line "name value unit ratio peer", tab-separated: @ratio is ours by the peer's, NaN prints "-"; @peer
 * NULL prints "-". */
void ht_bench_row (const char *name, double value, const char *unit, double ratio, const char *peer);
/* A "# …" line: sizes, versions, what was left out and why. */
void ht_bench_note (const char *format, ...) G_GNUC_PRINTF (1, 2);
/* Says what differs, and the run ends with status 1. */
void ht_bench_differs (HtBench *bench, const char *what, double ours, double theirs);
/* Seconds of a steady clock. */
double ht_bench_now (void);

/* FALSE: the benchmark could not run; @error says why. */
gboolean ht_bench_ops (HtBench *bench, GError **error);
gboolean ht_bench_import (HtBench *bench, GError **error);
gboolean ht_bench_roads (HtBench *bench, GError **error);
gboolean ht_bench_tiles (HtBench *bench, GError **error);

G_END_DECLS
