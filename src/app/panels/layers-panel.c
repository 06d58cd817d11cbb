/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/panels/layers-panel.h"

#include "app/drip.h"
#include "app/later.h"
#include "app/map/symbol-image.h"
#include "app/panels/columns.h"
#include "app/panels/key-cap.h"
#include "base/format.h"
#include "base/i18n.h"
#include "draw/scene.h"
#include "geo/feature-kind.h"
#include "model/layer.h"

struct _HtLayersPanel
{
  GtkBox parent_instance;
  GtkWidget *cover_check, *cover_label, *list, *levels;
  HtCity *city;
};

G_DEFINE_TYPE (HtLayersPanel, ht_layers_panel, GTK_TYPE_BOX)

static guint visibility_signal;

static guint
get_bit (const char *table)
{
  static const struct
  {
    const char *table;
    guint bit;
  } bits[] = {
    { "green", HT_MAP_GREEN },
    { "water", HT_MAP_WATER },
    { "building", HT_MAP_BUILDING },
    { "road_arc", HT_MAP_ROAD },
    { "road", HT_MAP_ROAD },
    { "railway", HT_MAP_RAIL },
    { "district", HT_MAP_BOUNDARY },
    { "subdistrict", HT_MAP_BOUNDARY },
    { "neighbourhood", HT_MAP_BOUNDARY },
    { "place", HT_MAP_LABEL },
    { "station", HT_MAP_STATION },
    { "hospital", HT_MAP_SITE },
    { "shelter", HT_MAP_SITE },
    { "depot", HT_MAP_SITE },
    { "school", HT_MAP_SITE },
    { "chemical_site", HT_MAP_SITE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (bits); i++)
    if (g_str_equal (bits[i].table, table))
      return bits[i].bit;
  return 0;
}

guint
ht_layers_panel_get_hidden (HtLayersPanel *self)
{
  guint hidden = 0, shown = 0;
  GListModel *layers = ht_city_get_layers (self->city);
  guint n = g_list_model_get_n_items (layers);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HtLayer) layer = g_list_model_get_item (layers, i);
      /* What stands there by hand is no layer to people: it is always shown. */
      if (ht_layer_is_by_hand (layer))
        continue;
      guint *bits = ht_layer_get_visible (layer) ? &shown : &hidden;
      *bits |= get_bit (ht_layer_get_table (layer));
    }
  return hidden & ~shown;
}

/* Roads are no feature, so the catalogue does not know them: they are part of the ground. */
static const char *
get_group (const char *table)
{
  const HtFeatureKind *kind = ht_feature_kind_find (table);
  return kind != NULL ? kind->group : "ground";
}

static gboolean
is_map_layer (gpointer layer, gpointer unused)
{
  return !ht_layer_is_by_hand (layer);
}

static void
on_visible_changed (HtLayersPanel *self)
{
  g_signal_emit (self, visibility_signal, 0);
}

static GtkWidget *
new_label (const char *text, const char *css_class, gboolean expand)
{
  GtkWidget *label = gtk_label_new (text);
  gtk_label_set_ellipsize (GTK_LABEL (label), expand ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, expand);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
new_row (gpointer item, gpointer user_data)
{
  HtLayersPanel *self = user_data;
  HtLayer *layer = item;
  g_autofree char *count = ht_format_count (ht_layer_get_count (layer));
  const char *date = ht_layer_get_date (layer);
  g_autofree char *origin
      = g_strdup_printf ("%s%s%s", ht_layer_get_source (layer), *date != '\0' ? " · " : "", date);
  GtkWidget *first = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  const HtFeatureKind *kind = ht_feature_kind_find (ht_layer_get_table (layer));
  if (kind != NULL && kind->glyph.en != NULL)
    gtk_box_append (GTK_BOX (first), new_label (ht_words_get (&kind->glyph), "glyph", FALSE));
  gtk_box_append (GTK_BOX (first), new_label (ht_layer_get_name (layer), NULL, TRUE));
  if (ht_layer_is_synthetic (layer))
    gtk_box_append (GTK_BOX (first), new_label (_ ("synthetic"), "tag", FALSE));
  gtk_box_append (GTK_BOX (first), new_label (count, "secondary", FALSE));
  GtkWidget *text = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (text), first);
  gtk_box_append (GTK_BOX (text), new_label (origin, "secondary", TRUE));
  GtkWidget *check = gtk_check_button_new ();
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), ht_layer_get_visible (layer));
  g_object_bind_property (layer, "visible", check, "active", G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_signal_connect_object (layer, "notify::visible", G_CALLBACK (on_visible_changed), self,
                           G_CONNECT_SWAPPED);
  g_autofree char *name = g_strdup_printf ("%s, %s, %s", ht_layer_get_name (layer), count, origin);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_add_css_class (box, "one-line");
  gtk_box_append (GTK_BOX (box), check);
  gtk_box_append (GTK_BOX (box), text);
  gtk_widget_set_tooltip_text (box, ht_layer_get_licence (layer));
  GtkWidget *row = gtk_list_box_row_new ();
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data (G_OBJECT (row), "group", (gpointer) get_group (ht_layer_get_table (layer)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return row;
}

/* --- order and headings --- */

/* Past this many layers they stand under the headings of their groups. */
#define HEADINGS_FROM 14

static guint
get_place (const char *table)
{
  guint n_kinds, n_groups, group = 0;
  const HtFeatureKind *kinds = ht_feature_kind_list (&n_kinds);
  const HtFeatureKind *kind = ht_feature_kind_find (table);
  const char *const *groups = ht_feature_group_list (&n_groups);
  while (group < n_groups && !g_str_equal (groups[group], get_group (table)))
    group++;
  return group * n_kinds + (kind != NULL ? (guint) (kind - kinds) : 0);
}

static int
compare_layers (gconstpointer a, gconstpointer b, gpointer user_data)
{
  HtLayer *first = (HtLayer *) a, *second = (HtLayer *) b;
  guint x = get_place (ht_layer_get_table (first)), y = get_place (ht_layer_get_table (second));
  return x != y ? (x < y ? -1 : 1) : g_strcmp0 (ht_layer_get_source (first), ht_layer_get_source (second));
}

static void
set_heading (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  guint n = g_list_model_get_n_items (user_data);
  const char *group = g_object_get_data (G_OBJECT (row), "group");
  const char *last = before != NULL ? g_object_get_data (G_OBJECT (before), "group") : NULL;
  gboolean wanted = n >= HEADINGS_FROM && g_strcmp0 (group, last) != 0;
  gtk_list_box_row_set_header (row, wanted ? new_label (ht_feature_group_get_word (group), "heading", TRUE)
                                           : NULL);
}

static void
fill_levels (gpointer object)
{
  HtLayersPanel *self = object;
  for (int level = 1; level <= 4; level++)
    {
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
      GtkWidget *image = ht_symbol_image_new (13);
      HtSymbol symbol = { .kind = HT_SYMBOL_INCIDENT, .level = level };
      ht_symbol_image_set_symbol (HT_SYMBOL_IMAGE (image), &symbol, ht_level_get_numeral (level));
      gtk_box_append (GTK_BOX (box), image);
      gtk_box_append (GTK_BOX (box), new_label (ht_level_get_label (level), "secondary", TRUE));
      gtk_grid_attach (GTK_GRID (self->levels), box, (level - 1) % 2, (level - 1) / 2, 1, 1);
    }
}

static void
ht_layers_panel_dispose (GObject *object)
{
  g_clear_object (&HT_LAYERS_PANEL (object)->city);
  G_OBJECT_CLASS (ht_layers_panel_parent_class)->dispose (object);
}

static void
ht_layers_panel_class_init (HtLayersPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = ht_layers_panel_dispose;
  g_type_ensure (HT_TYPE_KEY_CAP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/haitang/Haitang/layers-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, HtLayersPanel, cover_check);
  gtk_widget_class_bind_template_child (widget_class, HtLayersPanel, cover_label);
  gtk_widget_class_bind_template_child (widget_class, HtLayersPanel, list);
  gtk_widget_class_bind_template_child (widget_class, HtLayersPanel, levels);
  visibility_signal = g_signal_new ("visibility-changed", HT_TYPE_LAYERS_PANEL, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 0);
}

static void
ht_layers_panel_init (HtLayersPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ht_later (self, fill_levels);
}

void
ht_layers_panel_set_city (HtLayersPanel *self, HtCity *city)
{
  g_return_if_fail (HT_IS_LAYERS_PANEL (self) && self->city == NULL);
  self->city = g_object_ref (city);
  GtkFilter *filter = GTK_FILTER (gtk_custom_filter_new (is_map_layer, NULL, NULL));
  GListModel *filtered
      = G_LIST_MODEL (gtk_filter_list_model_new (g_object_ref (ht_city_get_layers (city)), filter));
  GListModel *sorted = G_LIST_MODEL (
      gtk_sort_list_model_new (filtered, GTK_SORTER (gtk_custom_sorter_new (compare_layers, NULL, NULL))));
  g_autoptr (GListModel) shown = ht_drip_new (g_object_ref (sorted), 2, G_MAXUINT);
  gtk_list_box_bind_model (GTK_LIST_BOX (self->list), shown, new_row, self, NULL);
  gtk_list_box_set_header_func (GTK_LIST_BOX (self->list), set_heading, sorted, g_object_unref);
}

void
ht_layers_panel_set_cover_text (HtLayersPanel *self, const char *text)
{
  gtk_label_set_text (GTK_LABEL (self->cover_label), text != NULL ? text : "");
  gtk_widget_set_visible (self->cover_label, text != NULL);
}
