/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/panels/columns.h"

G_BEGIN_DECLS

/* Columns of the four tables. Static; *@n is set. */
const HtColumn *ht_tables_get_team_columns (guint *n);
const HtColumn *ht_tables_get_log_columns (guint *n);
const HtColumn *ht_tables_get_view_columns (guint *n);
const HtColumn *ht_tables_get_matter_columns (guint *n);
/* A row's name: for log entries the whole line. The caller frees. */
char *ht_tables_dup_row_name (GObject *item);
/* Everything a row shows, folded, for the filter. The caller frees. */
char *ht_tables_dup_haystack (GObject *item);

G_END_DECLS
