/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo/osm-class.h"

#include <math.h>
#include <string.h>

#include "base/i18n.h"

/* Storey height where only levels are known: GB 50096 takes 2.8 m for dwellings; offices and shops are
 * higher. */
#define LEVEL_M 3.0

typedef struct
{
  const HtOsmTags *tags;
  char type;
  gboolean is_area;
  HtOsmLayers layers;
  GArray *drafts;
  HtImportReport *report;
} Object;

static void
clear_draft (gpointer data)
{
  HtOsmDraft *draft = data;
  g_free (draft->name);
  ht_value_unref (draft->attributes);
}

GArray *
ht_osm_drafts_new (void)
{
  GArray *drafts = g_array_new (FALSE, FALSE, sizeof (HtOsmDraft));
  g_array_set_clear_func (drafts, clear_draft);
  return drafts;
}

char *
ht_osm_dup_name (const HtOsmTags *tags)
{
  static const char *const keys[] = { "name", "name:zh", "name:zh-Hans", "official_name", "name:en" };
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      const char *name = ht_osm_tags_get (tags, keys[i]);
      if (name != NULL && *name != '\0')
        return g_strdup (name);
    }
  return NULL;
}

static const char *
get (const Object *object, const char *key)
{
  return ht_osm_tags_get (object->tags, key);
}

static gboolean
is (const Object *object, const char *key, const char *values)
{
  return ht_osm_word_in (get (object, key), values);
}

static gboolean
wants (const Object *object, HtOsmLayers layer)
{
  return (object->layers & layer) != 0;
}

/* Other names to find a thing by. */
static void
set_other_names (const Object *object, HtValue *attributes)
{
  static const char *const keys[] = { "name:en", "alt_name", "old_name", "short_name" };
  static const char *const members[] = { "name_en", "alt_name", "old_name", "short_name" };
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (get (object, keys[i]) != NULL)
      ht_value_set_text (attributes, members[i], get (object, keys[i]));
}

static HtValue *
add (const Object *object, const char *table, HtOsmForm form, const char *kind)
{
  HtOsmDraft draft
      = { g_intern_static_string (table), table, form, ht_osm_dup_name (object->tags), ht_value_new_map () };
  if (kind != NULL)
    ht_value_set_text (draft.attributes, "kind", kind);
  if (draft.name != NULL)
    set_other_names (object, draft.attributes);
  g_array_append_val (object->drafts, draft);
  return draft.attributes;
}

/* A whole number from 0 to @most, or -1. */
static gint64
get_count (const Object *object, const char *key, double most)
{
  double value;
  if (!ht_osm_parse_number (get (object, key), &value) || value > most)
    return -1;
  return (gint64) value;
}

static void
set_count (const Object *object, HtValue *attributes, const char *member, const char *key, double most)
{
  gint64 value = get_count (object, key, most);
  if (value >= 0)
    ht_value_set_int (attributes, member, value);
}

/* Fire stations are places of crews; so are ambulance stations and police, told apart by kind. A former or
   planned one has another key in OSM (disused:amenity, proposed:amenity). */
static gboolean
classify_station (const Object *object)
{
  const char *kind
      = is (object, "amenity", "fire_station") ? "ordinary"
        : is (object, "emergency", "ambulance_station") || is (object, "amenity", "ambulance_station")
            ? "ambulance"
        : is (object, "amenity", "police") ? "police"
                                           : NULL;
  if (kind == NULL)
    return FALSE;
  if (wants (object, HT_OSM_STATION))
    add (object, "station", HT_OSM_FORM_POINT, kind);
  return TRUE;
}

static gboolean
classify_hospital (const Object *object)
{
  if (!is (object, "amenity", "hospital") && !is (object, "healthcare", "hospital"))
    return FALSE;
  if (!wants (object, HT_OSM_HOSPITAL))
    return TRUE;
  HtValue *attributes = add (object, "hospital", HT_OSM_FORM_POINT, NULL);
  set_count (object, attributes, "beds", get (object, "beds") != NULL ? "beds" : "capacity:beds", 20000.0);
  if (get (object, "emergency") != NULL)
    ht_value_set_text (attributes, "emergency", get (object, "emergency"));
  return TRUE;
}

/* Refuges only. amenity=shelter is a roof against rain at a bus stop or on a hill: counted, not taken, unless
   it says it is more. */
static gboolean
classify_shelter (const Object *object)
{
  const char *kind
      = is (object, "emergency", "assembly_point")                                ? "assembly_point"
        : is (object, "emergency", "evacuation_centre evacuation_center shelter") ? "evacuation_centre"
        : is (object, "evacuation_center", "yes") || is (object, "emergency:social_facility", "yes")
            ? "evacuation_centre"
        : is (object, "social_facility", "shelter")                                       ? "social_shelter"
        : is (object, "amenity", "refugee_site")                                          ? "refugee_site"
        : is (object, "building", "bunker") && is (object, "bunker_type", "bomb_shelter") ? "bunker"
                                                                                          : NULL;
  if (kind == NULL && is (object, "amenity", "shelter") && wants (object, HT_OSM_SHELTER))
    ht_import_report_note (object->report, N_ ("rain shelter (amenity=shelter), no refuge: not taken"), 1);
  if (kind == NULL)
    return FALSE;
  if (!wants (object, HT_OSM_SHELTER))
    return TRUE;
  HtValue *attributes = add (object, "shelter", HT_OSM_FORM_POINT, kind);
  set_count (object, attributes, "capacity",
             get (object, "capacity:persons") != NULL ? "capacity:persons" : "capacity", 1e6);
  return TRUE;
}

static gboolean
classify_school (const Object *object)
{
  if (!is (object, "amenity", "school kindergarten college university"))
    return FALSE;
  if (wants (object, HT_OSM_SCHOOL))
    add (object, "school", HT_OSM_FORM_POINT, get (object, "amenity"));
  return TRUE;
}

static void
set_height (const Object *object, HtValue *attributes)
{
  double metres, levels;
  gboolean has_levels
      = ht_osm_parse_number (get (object, "building:levels"), &levels) && levels > 0.0 && levels < 250.0;
  if (has_levels)
    ht_value_set_int (attributes, "levels", (gint64) ceil (levels));
  const char *height
      = get (object, "height") != NULL ? get (object, "height") : get (object, "building:height");
  if (ht_osm_parse_metres (height, &metres) && metres > 0.0 && metres < 1000.0)
    ht_value_set_real (attributes, "height_m", metres);
  else if (has_levels)
    {
      ht_value_set_real (attributes, "height_m", levels * LEVEL_M);
      ht_value_set_bool (attributes, "height_assumed", TRUE);
    }
}

static void
classify_building (const Object *object)
{
  if (!wants (object, HT_OSM_BUILDING) || !ht_osm_tags_has (object->tags, "building") || object->type == 'n')
    return;
  if (!object->is_area)
    {
      ht_import_report_drop (object->report, N_ ("building whose outline is not closed"), 1);
      return;
    }
  const char *use = get (object, "building");
  if (is (object, "building", "yes"))
    use = get (object, "building:use") != NULL ? get (object, "building:use") : get (object, "amenity");
  set_height (object, add (object, "building", HT_OSM_FORM_AREA, use));
}

static void
classify_water (const Object *object)
{
  if (!wants (object, HT_OSM_WATER) || object->type == 'n')
    return;
  if (object->is_area
      && (is (object, "natural", "water") || is (object, "waterway", "riverbank dock")
          || is (object, "landuse", "reservoir basin")))
    add (object, "water", HT_OSM_FORM_AREA,
         is (object, "waterway", "riverbank") || is (object, "water", "river") ? "river"
         : is (object, "water", "canal stream")                                ? get (object, "water")
                                                                               : "lake");
  else if (object->type == 'w' && is (object, "waterway", "river stream canal drain ditch tidal_channel"))
    {
      HtValue *attributes
          = add (object, "water", HT_OSM_FORM_LINE,
                 is (object, "waterway", "tidal_channel") ? "stream" : get (object, "waterway"));
      if (ht_osm_tags_has (object->tags, "tunnel"))
        ht_value_set_bool (attributes, "tunnel", TRUE);
    }
}

static void
classify_green (const Object *object)
{
  if (!wants (object, HT_OSM_GREEN) || !object->is_area)
    return;
  const char *kind = is (object, "leisure", "park garden dog_park playground common")          ? "park"
                     : is (object, "leisure", "pitch golf_course track stadium sports_centre") ? "sport"
                     : is (object, "leisure", "nature_reserve")                                ? "reserve"
                     : is (object, "landuse", "forest") || is (object, "natural", "wood")      ? "wood"
                     : is (object, "landuse", "grass meadow village_green recreation_ground greenfield")
                             || is (object, "natural", "grassland heath scrub fell")
                         ? "grass"
                     : is (object, "landuse", "cemetery") || is (object, "amenity", "grave_yard") ? "cemetery"
                     : is (object, "landuse", "orchard vineyard allotments plant_nursery")        ? "garden"
                     : is (object, "natural", "wetland")                                          ? "wetland"
                                                                                                  : NULL;
  if (kind != NULL)
    add (object, "green", HT_OSM_FORM_AREA, kind);
}

/* Tracks that trains run on; what is built, given up or only planned has another value of the key. */
static void
classify_railway (const Object *object)
{
  if (!wants (object, HT_OSM_RAILWAY) || object->type != 'w'
      || !is (object, "railway", "rail light_rail subway tram monorail narrow_gauge funicular"))
    return;
  HtValue *attributes = add (object, "railway", HT_OSM_FORM_LINE,
                             is (object, "railway", "subway light_rail monorail") ? "metro"
                             : is (object, "railway", "tram")                     ? "tram"
                                                                                  : "rail");
  if (ht_osm_tags_has (object->tags, "tunnel"))
    ht_value_set_bool (attributes, "tunnel", TRUE);
  if (ht_osm_tags_has (object->tags, "service"))
    ht_value_set_bool (attributes, "siding", TRUE);
}

static void
classify_land_use (const Object *object)
{
  static const char *const kinds = "residential commercial retail industrial farmland farmyard military "
                                   "construction railway port quarry "
                                   "landfill religious education institutional brownfield garages depot";
  if (wants (object, HT_OSM_LAND_USE) && object->is_area && is (object, "landuse", kinds))
    add (object, "land_use", HT_OSM_FORM_AREA, get (object, "landuse"));
}

/* China: 6 are districts and counties, 8 subdistricts and towns (OSM wiki, Tag:boundary=administrative). */
static void
classify_admin (const Object *object)
{
  if (!wants (object, HT_OSM_ADMIN) || !object->is_area || !is (object, "boundary", "administrative"))
    return;
  gboolean is_district = is (object, "admin_level", "6"), is_subdistrict = is (object, "admin_level", "8");
  if (!is_district && !is_subdistrict)
    return;
  HtValue *attributes = add (object, is_district ? "district" : "subdistrict", HT_OSM_FORM_AREA, NULL);
  const char *code = get (object, "gb2260") != NULL       ? get (object, "gb2260")
                     : get (object, "ref:gb2260") != NULL ? get (object, "ref:gb2260")
                                                          : get (object, "ref");
  if (code != NULL)
    ht_value_set_text (attributes, "code", code);
  set_count (object, attributes, "population", "population", 1e9);
}

static gboolean
has_han (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_get_script (g_utf8_get_char (p)) == G_UNICODE_SCRIPT_HAN)
      return TRUE;
  return FALSE;
}

/* "曲阳路100号" in Chinese, "Städtle 49" elsewhere. */
static char *
dup_address (const char *street, const char *number)
{
  if (!has_han (street))
    return g_strdup_printf ("%s %s", street, number);
  return g_strdup_printf (g_str_has_suffix (number, "号") || has_han (number) ? "%s%s" : "%s%s号", street,
                          number);
}

static void
classify_address (const Object *object)
{
  const char *number = get (object, "addr:housenumber");
  const char *street
      = get (object, "addr:street") != NULL ? get (object, "addr:street") : get (object, "addr:place");
  if (number == NULL || street == NULL)
    return;
  HtValue *attributes = add (object, "place", HT_OSM_FORM_POINT, "address");
  HtOsmDraft *draft = &g_array_index (object->drafts, HtOsmDraft, object->drafts->len - 1);
  if (draft->name != NULL)
    ht_value_set_text (attributes, "at", draft->name);
  g_free (draft->name);
  draft->name = dup_address (street, number);
  /* The same object may be a named place too. */
  draft->key = "place/address";
  ht_value_set_text (attributes, "street", street);
  ht_value_set_text (attributes, "number", number);
}

/* Named things people say when they call: shops, offices, sights, stations, squares. */
static const char *
find_place_kind (const Object *object)
{
  static const char *const keys[]
      = { "amenity",  "shop",    "office",     "tourism", "leisure",          "historic",
          "man_made", "aeroway", "healthcare", "craft",   "public_transport", "building" };
  if (get (object, "place") != NULL && object->type != 'r')
    return get (object, "place");
  if (is (object, "railway", "station halt tram_stop") || is (object, "public_transport", "station"))
    return "station";
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (ht_osm_tags_has (object->tags, keys[i]))
      return "poi";
  return NULL;
}

static void
classify_place (const Object *object, gboolean has_own_table)
{
  g_autofree char *name = NULL;
  if (!wants (object, HT_OSM_PLACE))
    return;
  classify_address (object);
  name = ht_osm_dup_name (object->tags);
  const char *kind = find_place_kind (object);
  if (name == NULL || kind == NULL
      || (object->type == 'w' && !object->is_area && !g_str_equal (kind, "station")))
    return;
  /* What has its own table is found by its name there. */
  if (has_own_table && g_str_equal (kind, "poi"))
    return;
  HtValue *attributes = add (object, "place", HT_OSM_FORM_POINT, kind);
  set_count (object, attributes, "population", "population", 1e9);
}

guint
ht_osm_classify (const HtOsmTags *tags, char type, gboolean is_area, HtOsmLayers layers, GArray *drafts,
                 HtImportReport *report)
{
  const Object object = { tags, type, is_area, layers, drafts, report };
  guint before = drafts->len;
  if (tags->n == 0)
    return 0;
  gboolean has_own_table = classify_station (&object);
  has_own_table |= classify_hospital (&object);
  has_own_table |= classify_shelter (&object);
  has_own_table |= classify_school (&object);
  classify_building (&object);
  classify_water (&object);
  classify_green (&object);
  classify_railway (&object);
  classify_land_use (&object);
  classify_admin (&object);
  classify_place (&object, has_own_table);
  return drafts->len - before;
}
