/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/clock.h"
#include "base/format.h"
#include "base/i18n.h"
#include "draw/sheet.h"
#include "model/city-private.h"
#include "model/error.h"
#include "model/layer.h"
#include "model/printer-private.h"

#define PNG_DPI 150

struct _HtMapPrint
{
  HtMapPicture *picture;
  HtBox box;
  const HtTheme *theme;
  char *path, *title, *subtitle, *author, *made_at, *source, *banner;
  gboolean drill;
};

/* Every source and licence once: "liechtenstein.osm.pbf 2026-11-01: © OpenStreetMap contributors". */
static char *
list_sources (HtCity *city)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GString) line = g_string_new (NULL);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (city->layer_list)); i++)
    {
      g_autoptr (HtLayer) layer = g_list_model_get_item (G_LIST_MODEL (city->layer_list), i);
      g_autofree char *text
          = g_strdup_printf ("%s %s%s%s", ht_layer_get_source (layer), ht_layer_get_date (layer),
                             *ht_layer_get_licence (layer) != '\0' ? " " : "", ht_layer_get_licence (layer));
      if (g_hash_table_contains (seen, text))
        continue;
      g_string_append_printf (line, "%s%s", line->len > 0 ? "; " : "", text);
      g_hash_table_add (seen, g_steal_pointer (&text));
    }
  return g_string_free (g_steal_pointer (&line), FALSE);
}

static char *
make_banner (HtCity *city)
{
  if (ht_city_is_drill (city))
    return g_strdup (_ ("DRILL, nothing in this is real"));
  return ht_city_is_synthetic (city) ? g_strdup (_ ("Synthetic data, no real place")) : NULL;
}

static char *
make_author (HtCity *city)
{
  HtPerson *person = ht_session_get_person (city->session);
  if (person == NULL)
    return g_strdup (ht_city_get_post_name (city));
  return g_strdup_printf ("%s, %s", ht_person_get_name (person), ht_city_get_post_name (city));
}

HtMapPrint *
ht_map_print_new (HtCity *city, const HtMapRequest *request, const char *path, GError **error)
{
  if (!g_str_has_suffix (path, ".pdf") && !g_str_has_suffix (path, ".png"))
    {
      g_set_error_literal (error, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID,
                           _ ("A map is printed as PDF or PNG; choose a name that ends in .pdf or .png."));
      return NULL;
    }
  HtBox box = request->box;
  if (ht_box_is_empty (&box) && !ht_map_picture_get_box (city, request->incident, &box))
    {
      g_set_error_literal (error, HT_MODEL_ERROR, HT_MODEL_ERROR_UNAVAILABLE,
                           _ ("This city has no map yet; import one."));
      return NULL;
    }
  HtMapPrint *print = g_new0 (HtMapPrint, 1);
  print->picture = ht_map_picture_new (city, request->incident);
  print->box = box;
  print->theme = ht_theme_get (request->dark ? HT_THEME_DARK : HT_THEME_LIGHT);
  print->path = g_strdup (path);
  print->title = g_strdup (request->title != NULL ? request->title : ht_city_get_name (city));
  if (request->incident != NULL)
    print->subtitle = g_strdup_printf ("%s %s %s", ht_incident_get_code (request->incident),
                                       ht_incident_get_title (request->incident),
                                       ht_incident_get_address (request->incident));
  print->author = make_author (city);
  print->made_at = ht_format_date_time (ht_clock_now_us ());
  print->source = list_sources (city);
  print->banner = make_banner (city);
  print->drill = ht_city_is_drill (city);
  return print;
}

/* What of the layers over the basemap the sheet shows at its scale. */
static void
add_things (HtLegend *legend, const HtMapView *view)
{
  for (guint i = 0; i < view->n_things; i++)
    {
      const HtFeatureKind *kind = ht_things_get_kind (view->things[i]);
      if (view->zoom >= ht_things_get_min_zoom (kind))
        ht_legend_add_things (legend, kind, ht_words_get (&kind->many));
    }
}

static HtLegend *
make_legend (const HtMapView *view)
{
  static const struct
  {
    HtSymbolKind kind;
    int level;
    const char *text;
  } entries[] = {
    { HT_SYMBOL_INCIDENT, 1, N_ ("Incident, level I") },
    { HT_SYMBOL_INCIDENT, 2, N_ ("Incident, level II") },
    { HT_SYMBOL_INCIDENT, 3, N_ ("Incident, level III") },
    { HT_SYMBOL_INCIDENT, 4, N_ ("Incident, level IV") },
    { HT_SYMBOL_INCIDENT, 0, N_ ("Incident, not graded") },
    { HT_SYMBOL_TEAM_ASSIGNED, 0, N_ ("Team assigned") },
    { HT_SYMBOL_TEAM_EN_ROUTE, 0, N_ ("Team en route") },
    { HT_SYMBOL_TEAM_ON_SCENE, 0, N_ ("Team on scene") },
    { HT_SYMBOL_TEAM_RETURNING, 0, N_ ("Team returning") },
    { HT_SYMBOL_TEAM_STANDBY, 0, N_ ("Team standing by") },
    { HT_SYMBOL_TEAM_OUT_OF_SERVICE, 0, N_ ("Team out of service") },
    { HT_SYMBOL_STATION, 0, N_ ("Fire station") },
    { HT_SYMBOL_HOSPITAL, 0, N_ ("Hospital") },
    { HT_SYMBOL_SHELTER, 0, N_ ("Shelter") },
    { HT_SYMBOL_SCHOOL, 0, N_ ("School") },
  };
  static const struct
  {
    HtSwatch swatch;
    const char *text;
  } swatches[] = {
    { HT_SWATCH_EXPRESSWAY, N_ ("Motorway, trunk road") },
    { HT_SWATCH_ROAD, N_ ("Road") },
    { HT_SWATCH_CLOSED_ROAD, N_ ("Closed road") },
    { HT_SWATCH_WATER, N_ ("Water") },
    { HT_SWATCH_GREEN, N_ ("Green") },
    { HT_SWATCH_BUILDING, N_ ("Building") },
    { HT_SWATCH_BOUNDARY, N_ ("Boundary") },
  };
  HtLegend *legend = ht_legend_new ();
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      HtSymbol symbol = { .kind = entries[i].kind, .level = entries[i].level };
      ht_legend_add_symbol (legend, &symbol, _ (entries[i].text));
    }
  for (guint i = 0; i < G_N_ELEMENTS (swatches); i++)
    ht_legend_add_swatch (legend, swatches[i].swatch, _ (swatches[i].text));
  add_things (legend, view);
  return legend;
}

gboolean
ht_map_print_write (HtMapPrint *print, GError **error)
{
  HtMapView view = { .theme = print->theme };
  HtSheet sheet = {
    .paper = HT_PAPER_A4,
    .view = &view,
    .legend_title = _ ("Legend"),
    .scale_title = _ ("Scale"),
    .title = print->title,
    .subtitle = print->subtitle,
    .author = print->author,
    .made_at = print->made_at,
    .source = print->source,
    .banner = print->banner,
    .drill = print->drill,
  };
  double width_pt, height_pt;
  ht_map_picture_fill (print->picture, &view);
  ht_sheet_get_size (&sheet, &width_pt, &height_pt);
  /* The sheet's map in its own logical pixels of 0.28 mm, legend and margins taken off (draw/sheet.h). */
  ht_map_view_fit (&view, &print->box, 0.93 * width_pt, 0.96 * height_pt);
  g_autoptr (HtLegend) legend = make_legend (&view);
  sheet.legend = legend;
  if (g_str_has_suffix (print->path, ".png"))
    return ht_sheet_write_png (&sheet, PNG_DPI, print->path, error);
  return ht_sheet_write_pdf (&sheet, print->path, error);
}

void
ht_map_print_free (HtMapPrint *print)
{
  ht_map_picture_free (print->picture);
  g_free (print->path);
  g_free (print->title);
  g_free (print->subtitle);
  g_free (print->author);
  g_free (print->made_at);
  g_free (print->source);
  g_free (print->banner);
  g_free (print);
}
