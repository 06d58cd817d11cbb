/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/panels/columns.h"

#include "app/later.h"
#include "app/map/symbol-image.h"
#include "app/map/textures.h"
#include "app/panels/clock-chip.h"
#include "app/symbols.h"
#include "app/ticker.h"
#include "base/i18n.h"
#include "model/entity.h"

#define ITEM_KEY "ht-list-item"
#define CELLS_A_TURN 8

/* What the factory of one column needs. */
typedef struct
{
  const HtColumn *column;
  char *(*dup_name) (GObject *item); /* only the first column names the row */
  GtkListItemFactory *factory;       /* borrowed: owns this */
  GQueue dirty;                      /* GtkListItem: cells whose thing has changed */
} Spec;

void
ht_columns_name_row (GtkWidget *child, const char *name)
{
  /* The row is the list's own child: cells and boxes in between differ between versions of GTK. */
  GtkWidget *row = child;
  for (GtkWidget *parent = gtk_widget_get_parent (row);
       parent != NULL && !GTK_IS_LIST_BASE (parent) && !GTK_IS_LIST_BOX (parent);
       parent = gtk_widget_get_parent (row))
    row = parent;
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static GtkWidget *
get_label (GtkWidget *cell)
{
  return GTK_IS_LABEL (cell) ? cell : gtk_widget_get_last_child (cell);
}

static void
refresh_cell (GtkListItem *list_item, const Spec *spec)
{
  GObject *item = gtk_list_item_get_item (list_item);
  GtkWidget *cell = gtk_list_item_get_child (list_item);
  if (item == NULL || spec->column->kind == HT_CELL_CLOCK)
    return;
  g_autofree char *text = spec->column->dup_text (item);
  GtkLabel *label = GTK_LABEL (get_label (cell));
  if (g_strcmp0 (gtk_label_get_text (label), text) != 0)
    gtk_label_set_text (label, text);
  HtSymbol symbol;
  if (spec->column->kind == HT_CELL_SYMBOL && ht_symbols_describe (item, &symbol))
    ht_symbol_image_set_symbol (HT_SYMBOL_IMAGE (gtk_widget_get_first_child (cell)), &symbol, NULL);
  if (spec->dup_name != NULL)
    {
      g_autofree char *name = spec->dup_name (item);
      ht_columns_name_row (cell, name);
    }
}

static void
on_tick (GtkWidget *cell, gint64 now_us)
{
  GtkListItem *list_item = g_object_get_data (G_OBJECT (cell), ITEM_KEY);
  const Spec *spec = g_object_get_data (G_OBJECT (cell), "ht-spec");
  if (list_item != NULL)
    refresh_cell (list_item, spec);
}

static GtkWidget *
new_cell (const HtColumn *column)
{
  if (column->kind == HT_CELL_CLOCK)
    return g_object_new (HT_TYPE_CLOCK_CHIP, NULL);
  GtkWidget *label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (label), column->number ? 1 : 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (column->strong)
    gtk_widget_add_css_class (label, "strong");
  if (column->kind == HT_CELL_TEXT)
    return label;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (box), ht_symbol_image_new (10));
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *list_item, Spec *spec)
{
  GtkWidget *cell = new_cell (spec->column);
  gtk_list_item_set_child (list_item, cell);
  if (!spec->column->ticks)
    return;
  g_object_set_data (G_OBJECT (cell), ITEM_KEY, list_item);
  g_object_set_data (G_OBJECT (cell), "ht-spec", spec);
  ht_ticker_attach (cell, on_tick);
}

static void
on_teardown (GtkSignalListItemFactory *factory, GtkListItem *list_item, Spec *spec)
{
  GtkWidget *cell = gtk_list_item_get_child (list_item);
  if (cell != NULL)
    g_object_set_data (G_OBJECT (cell), ITEM_KEY, NULL);
}

/* A few of the cells whose thing has changed: one order changes many teams at once. */
static void
refresh_dirty (gpointer factory)
{
  Spec *spec = g_object_get_data (factory, "ht-spec");
  for (guint i = 0; i < CELLS_A_TURN && !g_queue_is_empty (&spec->dirty); i++)
    refresh_cell (g_queue_pop_head (&spec->dirty), spec);
  if (!g_queue_is_empty (&spec->dirty))
    ht_later (factory, refresh_dirty);
}

static void
on_record_changed (GObject *item, GParamSpec *pspec, GtkListItem *list_item)
{
  Spec *spec = g_object_get_data (G_OBJECT (list_item), "ht-spec");
  if (g_queue_find (&spec->dirty, list_item) == NULL)
    g_queue_push_tail (&spec->dirty, list_item);
  ht_later (spec->factory, refresh_dirty);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *list_item, Spec *spec)
{
  GObject *item = gtk_list_item_get_item (list_item);
  g_object_set_data (G_OBJECT (list_item), "ht-spec", spec);
  if (spec->column->kind == HT_CELL_CLOCK)
    ht_clock_chip_set_subject (HT_CLOCK_CHIP (gtk_list_item_get_child (list_item)), item);
  if (HT_IS_ENTITY (item))
    g_signal_connect (item, "notify::record-version", G_CALLBACK (on_record_changed), list_item);
  refresh_cell (list_item, spec);
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *list_item, Spec *spec)
{
  GObject *item = gtk_list_item_get_item (list_item);
  g_queue_remove (&spec->dirty, list_item);
  if (HT_IS_ENTITY (item))
    g_signal_handlers_disconnect_by_data (item, list_item);
  if (spec->column->kind == HT_CELL_CLOCK)
    ht_clock_chip_set_subject (HT_CLOCK_CHIP (gtk_list_item_get_child (list_item)), NULL);
}

static int
compare_items (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const HtColumn *column = user_data;
  if (column->compare != NULL)
    return column->compare ((GObject *) a, (GObject *) b);
  g_autofree char *first = column->dup_text ((GObject *) a);
  g_autofree char *second = column->dup_text ((GObject *) b);
  return g_utf8_collate (first, second);
}

static void
spec_free (gpointer data)
{
  g_queue_clear (&((Spec *) data)->dirty);
  g_free (data);
}

static GtkColumnViewColumn *
new_column (const HtColumn *column, char *(*dup_name) (GObject *item))
{
  Spec *spec = g_new0 (Spec, 1);
  spec->column = column;
  spec->dup_name = dup_name;
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  spec->factory = factory;
  g_queue_init (&spec->dirty);
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), spec);
  g_signal_connect (factory, "teardown", G_CALLBACK (on_teardown), spec);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), spec);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), spec);
  g_object_set_data_full (G_OBJECT (factory), "ht-spec", spec, spec_free);
  GtkColumnViewColumn *made = gtk_column_view_column_new (_ (column->title), factory);
  gtk_column_view_column_set_expand (made, column->expand);
  gtk_column_view_column_set_resizable (made, TRUE);
  if (column->width_px > 0)
    gtk_column_view_column_set_fixed_width (made, (int) (column->width_px * ht_textures_get_text_scale ()));
  g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (compare_items, (gpointer) column, NULL));
  gtk_column_view_column_set_sorter (made, sorter);
  return made;
}

void
ht_columns_build (GtkColumnView *view, const HtColumn *columns, guint n_columns,
                  char *(*dup_name) (GObject *item))
{
  g_return_if_fail (GTK_IS_COLUMN_VIEW (view));
  for (guint i = 0; i < n_columns; i++)
    {
      g_autoptr (GtkColumnViewColumn) column = new_column (&columns[i], i == 0 ? dup_name : NULL);
      gtk_column_view_append_column (view, column);
    }
  /* The row of heads and the list inside are nodes of their own. */
  for (GtkWidget *part = gtk_widget_get_first_child (GTK_WIDGET (view)); part != NULL;
       part = gtk_widget_get_next_sibling (part))
    gtk_accessible_update_property (GTK_ACCESSIBLE (part), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    GTK_IS_LIST_BASE (part) ? _ ("Rows") : _ ("Heads of the columns"), -1);
}
