/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/map/picture.h"

#include "app/map/textures.h"

struct _HtPicture
{
  GObject parent_instance;
  cairo_surface_t *surface;
  int width, height; /* logical pixels */
  GdkTexture *texture;
  GskRenderNode *node; /* made when first shown by cairo */
};

static gboolean by_cairo;

/* While the map flies to another scale its old tiles are shown enlarged. Beyond this they tell nothing any
 * more, and from some thousand times on cairo ends with "out of memory". */
#define MOST_ENLARGED 32

static void
ht_picture_snapshot (GdkPaintable *paintable, GdkSnapshot *snapshot, double width, double height)
{
  HtPicture *self = HT_PICTURE (paintable);
  if (width > MOST_ENLARGED * self->width)
    return;
  if (!by_cairo)
    {
      gtk_snapshot_append_texture (snapshot, self->texture,
                                   &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
      return;
    }
  if (self->node == NULL)
    {
      self->node = gsk_cairo_node_new (&GRAPHENE_RECT_INIT (0, 0, (float) self->width, (float) self->height));
      cairo_t *cr = gsk_cairo_node_get_draw_context (self->node);
      cairo_set_source_surface (cr, self->surface, 0, 0);
      cairo_paint (cr);
      cairo_destroy (cr);
    }
  gtk_snapshot_save (snapshot);
  if (width != self->width || height != self->height)
    gtk_snapshot_scale (snapshot, (float) width / (float) self->width, (float) height / (float) self->height);
  gtk_snapshot_append_node (snapshot, self->node);
  gtk_snapshot_restore (snapshot);
}

static int
ht_picture_get_intrinsic_width (GdkPaintable *paintable)
{
  return HT_PICTURE (paintable)->width;
}

static int
ht_picture_get_intrinsic_height (GdkPaintable *paintable)
{
  return HT_PICTURE (paintable)->height;
}

static GdkPaintableFlags
ht_picture_get_flags (GdkPaintable *paintable)
{
  return GDK_PAINTABLE_STATIC_CONTENTS | GDK_PAINTABLE_STATIC_SIZE;
}

static void
init_paintable (GdkPaintableInterface *iface)
{
  iface->snapshot = ht_picture_snapshot;
  iface->get_intrinsic_width = ht_picture_get_intrinsic_width;
  iface->get_intrinsic_height = ht_picture_get_intrinsic_height;
  iface->get_flags = ht_picture_get_flags;
}

G_DEFINE_TYPE_WITH_CODE (HtPicture, ht_picture, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (GDK_TYPE_PAINTABLE, init_paintable))

static void
destroy_on_worker (gpointer surface, gpointer unused)
{
  cairo_surface_destroy (surface);
}

/* Hundreds of tiles go at once when a layer is replaced, and giving their memory back takes long. */
static void
give_away (cairo_surface_t *surface)
{
  static GThreadPool *pool;
  if (pool == NULL)
    pool = g_thread_pool_new (destroy_on_worker, NULL, 1, FALSE, NULL);
  g_thread_pool_push (pool, surface, NULL);
}

static void
ht_picture_finalize (GObject *object)
{
  HtPicture *self = HT_PICTURE (object);
  g_clear_pointer (&self->node, gsk_render_node_unref);
  g_clear_object (&self->texture);
  give_away (self->surface);
  G_OBJECT_CLASS (ht_picture_parent_class)->finalize (object);
}

static void
ht_picture_class_init (HtPictureClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ht_picture_finalize;
}

static void
ht_picture_init (HtPicture *self)
{
}

HtPicture *
ht_picture_new (cairo_surface_t *surface, int scale)
{
  HtPicture *self = g_object_new (HT_TYPE_PICTURE, NULL);
  cairo_surface_set_device_scale (surface, scale, scale);
  self->width = cairo_image_surface_get_width (surface) / scale;
  self->height = cairo_image_surface_get_height (surface) / scale;
  /* The texture shares the pixels. */
  self->texture = ht_texture_new_for_surface (cairo_surface_reference (surface));
  self->surface = surface;
  return self;
}

void
ht_picture_use_renderer (GtkWidget *realized)
{
  GskRenderer *renderer = gtk_native_get_renderer (gtk_widget_get_native (realized));
  by_cairo = renderer != NULL && g_str_equal (G_OBJECT_TYPE_NAME (renderer), "GskCairoRenderer");
}
