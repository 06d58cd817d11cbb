/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Text for people. All return new strings; the caller frees. Language follows ht_i18n_get_language. */

/* Running clock: "12:41" under an hour, "1:02:18" from one on; negative counts as 0. */
char *ht_format_clock (gint64 seconds);
/* Duration in words: "4 min 15 s", "4 分 15 秒"; rounded to 5 s from 1 min on, as times by road are no better
 * than that. */
char *ht_format_duration (gint64 seconds);
/* "850 m", "2.4 km". */
char *ht_format_distance (double metres);
/* Grouped by locale convention of both languages: "13,983". */
char *ht_format_count (gint64 count);
/* Local time of day "14:03:22"; date "2026-11-24". Zone is the machine's. */
char *ht_format_time (gint64 at_unix_us);
char *ht_format_date (gint64 at_unix_us);
char *ht_format_date_time (gint64 at_unix_us);
/* "31.27520° N 121.48850° E": five decimals are about a metre. */
char *ht_format_position (double lat, double lon);

G_END_DECLS
