/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/output.h"

#include <cairo-pdf.h>
#include <math.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/paths.h"
#include "draw/error.h"

#if defined(__SANITIZE_ADDRESS__)
#define HT_LEAK_CHECK
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HT_LEAK_CHECK
#endif
#endif
#ifdef HT_LEAK_CHECK
#include <sanitizer/lsan_interface.h>
#endif

static cairo_status_t
append_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static gboolean
write_bytes (const GByteArray *bytes, const char *path, GError **error)
{
  g_autoptr (GError) local = NULL;
  if (ht_paths_write_whole (path, (const char *) bytes->data, bytes->len, &local))
    return TRUE;
  g_set_error_literal (error, HT_DRAW_ERROR, HT_DRAW_ERROR_UNWRITABLE, local->message);
  return FALSE;
}

static gboolean
check_status (cairo_status_t status, const char *path, GError **error)
{
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  g_set_error (error, HT_DRAW_ERROR, HT_DRAW_ERROR_TOO_LARGE, _ ("%s: the page cannot be drawn: %s"), path,
               cairo_status_to_string (status));
  return FALSE;
}

gboolean
ht_output_write_png (cairo_surface_t *surface, const char *path, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_status_t status = cairo_surface_write_to_png_stream (surface, append_bytes, bytes);
  return check_status (status, path, error) && write_bytes (bytes, path, error);
}

static void
set_fact (cairo_surface_t *surface, cairo_pdf_metadata_t field, const char *text)
{
  if (text != NULL)
    cairo_pdf_surface_set_metadata (surface, field, text);
}

static void
set_facts (cairo_surface_t *surface, const HtOutputFacts *facts)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (ht_clock_now_us () / G_USEC_PER_SEC);
  g_autofree char *stamp = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
  set_fact (surface, CAIRO_PDF_METADATA_TITLE, facts->title);
  set_fact (surface, CAIRO_PDF_METADATA_AUTHOR, facts->author);
  set_fact (surface, CAIRO_PDF_METADATA_SUBJECT, facts->subject);
  set_fact (surface, CAIRO_PDF_METADATA_CREATOR, "Haitang " HT_VERSION);
  set_fact (surface, CAIRO_PDF_METADATA_CREATE_DATE, stamp);
}

/* cairo 1.16 never frees 768 bytes of a CFF font that it embeds; the leak checker is not to blame us for
 * them. */
static void
finish_pdf (cairo_surface_t *surface)
{
#ifdef HT_LEAK_CHECK
  __lsan_disable ();
#endif
  cairo_surface_finish (surface);
#ifdef HT_LEAK_CHECK
  __lsan_enable ();
#endif
}

gboolean
ht_output_write_pdf (const HtOutput *self, const char *path, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface
      = cairo_pdf_surface_create_for_stream (append_bytes, bytes, self->width_pt, self->height_pt);
  cairo_t *cr = cairo_create (surface);
  set_facts (surface, &self->facts);
  for (guint page = 0; page < self->n_pages; page++)
    {
      self->draw (cr, page, self->user_data);
      cairo_show_page (cr);
    }
  cairo_status_t status = cairo_status (cr);
  cairo_destroy (cr);
  finish_pdf (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  return check_status (status, path, error) && write_bytes (bytes, path, error);
}

gboolean
ht_output_write_page_png (const HtOutput *self, guint page, double dpi, const char *path, GError **error)
{
  double scale = CLAMP (dpi, 72, 600) / 72;
  cairo_surface_t *surface
      = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) ceil (self->width_pt * scale),
                                    (int) ceil (self->height_pt * scale));
  cairo_t *cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  self->draw (cr, page, self->user_data);
  cairo_status_t status = cairo_status (cr);
  cairo_destroy (cr);
  gboolean ok = check_status (status, path, error) && ht_output_write_png (surface, path, error);
  cairo_surface_destroy (surface);
  return ok;
}
