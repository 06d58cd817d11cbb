/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * A developer's aid: with HT_WATCH=FILE in the environment every turn of the main loop longer than 5 ms and
 * every frame is written to FILE ("-": standard error), one line of tab-separated key=value pairs each:
 *
 *   turn   at (s, monotonic), wall, cpu (ms), preempted (times the system took the processor away), source
 *          (GLib's name of what was dispatched), samples, ours (samples inside a function of this program),
 *          in (function addresses of this program, innermost first and "<" between callers, or names of
 *          libraries, with counts)
 *   frame  at, interval (ms since the frame before), update, layout, paint (ms of wall clock)
 *
 * tests/ui/bench_desk.py drives a desk, reads the file and names the functions.
 */

/* From main, before anything is dispatched; does nothing without HT_WATCH. */
void ht_watch_start (void);
/* Follows the frames of @window. */
void ht_watch_window (GtkWidget *window);

G_END_DECLS
