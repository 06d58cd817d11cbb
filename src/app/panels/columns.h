/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  HT_CELL_TEXT,
  HT_CELL_SYMBOL, /* the object's map symbol, then text */
  HT_CELL_CLOCK,  /* the running clock of the object's state */
} HtCellKind;

/* A column of a table of GObjects. */
typedef struct
{
  const char *title; /* untranslated */
  HtCellKind kind;
  int width_px;
  gboolean expand, strong, number;
  gboolean ticks; /* the text changes with time alone */
  char *(*dup_text) (GObject *item);
  /* Order; NULL: by text. */
  int (*compare) (GObject *a, GObject *b);
} HtColumn;

/*
 * Appends the @columns to @view, sortable by click or key on their heads. Rows get @dup_name as their
 * accessible name. @columns is static.
 */
void ht_columns_build (GtkColumnView *view, const HtColumn *columns, guint n_columns,
                       char *(*dup_name) (GObject *item));
/* The accessible name of the list row that holds @child. */
void ht_columns_name_row (GtkWidget *child, const char *name);

G_END_DECLS
