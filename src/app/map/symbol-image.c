/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/map/symbol-image.h"

#include <adwaita.h>

#include "app/map/textures.h"

#define MARGIN_PX 4
#define SWATCH_WIDTH 26
#define SWATCH_HEIGHT 12

struct _HtSymbolImage
{
  GtkWidget parent_instance;
  HtSymbol symbol;
  HtSwatch swatch;
  int size_px;
  gboolean set;
};

G_DEFINE_TYPE (HtSymbolImage, ht_symbol_image, GTK_TYPE_WIDGET)

enum
{
  PROP_SIZE = 1,
  N_PROPS
};
static GParamSpec *props[N_PROPS];

/* Grows with the text. */
static void
fit (HtSymbolImage *self)
{
  double scale = ht_textures_get_text_scale ();
  gboolean swatch = self->swatch != HT_SWATCH_NONE;
  int width = swatch ? SWATCH_WIDTH : self->size_px + MARGIN_PX;
  int height = swatch ? SWATCH_HEIGHT : self->size_px + MARGIN_PX;
  gtk_widget_set_size_request (GTK_WIDGET (self), (int) (width * scale), (int) (height * scale));
}

static void
ht_symbol_image_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  HtSymbolImage *self = HT_SYMBOL_IMAGE (widget);
  float width = (float) gtk_widget_get_width (widget), height = (float) gtk_widget_get_height (widget);
  if (self->swatch != HT_SWATCH_NONE)
    {
      HtLegendEntry entry = { .swatch = self->swatch };
      cairo_rectangle_t at = { 0, 0, width, height };
      cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
      ht_legend_draw_sample (&entry, ht_textures_get_theme (), cr, &at);
      cairo_destroy (cr);
      return;
    }
  if (!self->set)
    return;
  int scale = gtk_widget_get_scale_factor (widget);
  GdkTexture *texture
      = ht_textures_get_symbol (&self->symbol, self->size_px * ht_textures_get_text_scale (), scale);
  float side = (float) gdk_texture_get_width (texture) / (float) scale;
  gtk_snapshot_append_texture (snapshot, texture,
                               &GRAPHENE_RECT_INIT ((width - side) / 2, (height - side) / 2, side, side));
}

static void
ht_symbol_image_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  HtSymbolImage *self = HT_SYMBOL_IMAGE (object);
  self->size_px = g_value_get_int (value);
  fit (self);
}

static void
ht_symbol_image_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_int (value, HT_SYMBOL_IMAGE (object)->size_px);
}

static void
ht_symbol_image_class_init (HtSymbolImageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  object_class->set_property = ht_symbol_image_set_property;
  object_class->get_property = ht_symbol_image_get_property;
  props[PROP_SIZE]
      = g_param_spec_int ("size", NULL, NULL, 8, 64, 16, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  widget_class->snapshot = ht_symbol_image_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
ht_symbol_image_init (HtSymbolImage *self)
{
  self->size_px = 16;
  fit (self);
  g_signal_connect_object (gtk_settings_get_default (), "notify::gtk-xft-dpi", G_CALLBACK (fit), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

GtkWidget *
ht_symbol_image_new (int size_px)
{
  return g_object_new (HT_TYPE_SYMBOL_IMAGE, "size", size_px, NULL);
}

void
ht_symbol_image_set_symbol (HtSymbolImage *self, const HtSymbol *symbol, const char *name)
{
  g_return_if_fail (HT_IS_SYMBOL_IMAGE (self));
  self->symbol = *symbol;
  self->set = TRUE;
  if (name != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
ht_symbol_image_set_swatch (HtSymbolImage *self, HtSwatch swatch)
{
  g_return_if_fail (HT_IS_SYMBOL_IMAGE (self));
  self->swatch = swatch;
  fit (self);
}
