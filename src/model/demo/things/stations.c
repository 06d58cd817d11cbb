/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "model/demo/things/spread.h"
#include "model/demo/things/subjects.h"

/*
 * 174 fire stations and 30 planned ones. Stations stand where people live close together (density to the
 * power of 1.1), so that the five minutes are kept in the centre and not at the edge, as in the city's own
 * account. Class by the land that falls to a station; the area it is given is at most that of its class (GB
 * 51080-2015: 7, 4, 2 and, suburban, 15 km2); what is left over shows where stations are lacking.
 */
#define STATIONS 174
#define PLANNED 30
#define SPECIAL 20
#define LOGISTICS 6

static const struct
{
  const char *name;
  double limit_km2;
  gint64 engines;
} classes[] = { { "small", 2, 2 }, { "2", 4, 4 }, { "1", 7, 6 }, { "suburban", 15, 5 } };

typedef struct
{
  HtSite site;
  HtStationKind kind;
  guint district;
} Draft;

static int
compare_people (gconstpointer a, gconstpointer b)
{
  const Draft *x = a, *y = b;
  if (x->site.people != y->site.people)
    return x->site.people > y->site.people ? -1 : 1;
  return (x->site.block > y->site.block) - (x->site.block < y->site.block);
}

/* The one with most people in each district is special, then the next; logistics in districts of their own.
 */
static void
choose_kinds (GArray *drafts, guint n_special, guint n_logistics)
{
  guint64 has_special = 0, has_logistics = 0;
  guint special = 0, logistics = 0;
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < drafts->len && special < n_special; i++)
      {
        Draft *draft = &g_array_index (drafts, Draft, i);
        gboolean free = pass == 1 || !(has_special >> draft->district & 1);
        if (draft->kind != HT_STATION_ORDINARY || !free)
          continue;
        draft->kind = HT_STATION_SPECIAL;
        has_special |= G_GUINT64_CONSTANT (1) << draft->district;
        special++;
      }
  for (guint i = drafts->len; i-- > 0 && logistics < n_logistics;)
    {
      Draft *draft = &g_array_index (drafts, Draft, i);
      if (draft->kind != HT_STATION_ORDINARY || has_logistics >> draft->district & 1)
        continue;
      draft->kind = HT_STATION_LOGISTICS;
      has_logistics |= G_GUINT64_CONSTANT (1) << draft->district;
      logistics++;
    }
}

static guint
class_of (double land_km2)
{
  guint class = 0;
  while (class + 1 < G_N_ELEMENTS (classes) && land_km2 > classes[class].limit_km2)
    class ++;
  return class;
}

static HtValue *
add_station (HtKit *kit, const HtSite *site, guint *numbers, const char *word, const char *word_en)
{
  guint town = ht_kit_area_of (kit, site->block, HT_GROUND_SUBDISTRICT);
  guint number = ++numbers[town];
  HtKitName name = ht_kit_name (kit, site->block, word, word_en, number > 1 ? number : 0);
  double land_km2 = site->land_m2 / 1e6;
  guint class = class_of (land_km2);
  HtValue *attributes = ht_kit_add_point (kit, &name, site->at);
  ht_value_set_text (attributes, "class", classes[class].name);
  ht_value_set_real (attributes, "area_km2", ht_kit_round (MIN (land_km2, classes[class].limit_km2), 0.1));
  ht_value_set_int (attributes, "turnout_s", 60);
  ht_value_set_int (attributes, "engines", classes[class].engines);
  ht_kit_set_place (attributes, kit, site->block);
  return attributes;
}

static void
add_built (HtKit *kit, const Draft *draft, guint *numbers)
{
  static const struct
  {
    const char *kind, *word, *word_en;
  } kinds[] = { { "ordinary", "消防救援站", "Fire Station" },
                { "special", "特勤消防救援站", "Special Fire Station" },
                { "logistics", "战勤保障消防救援站", "Logistics Fire Station" } };
  HtValue *attributes
      = add_station (kit, &draft->site, numbers, kinds[draft->kind].word, kinds[draft->kind].word_en);
  ht_value_set_text (attributes, "kind", kinds[draft->kind].kind);
  ht_value_set_int (attributes, "planned", 0);
  ht_kit_note (kit, HT_KIT_STATION, draft->site.block, draft->kind)->capacity = (gint64) draft->site.people;
}

static void
add_planned (HtKit *kit, const GArray *sites, guint *numbers)
{
  for (guint i = 0; i < sites->len; i++)
    {
      gboolean amphibious = i + 1 == sites->len;
      HtValue *attributes
          = add_station (kit, &g_array_index (sites, HtSite, i), numbers,
                         amphibious ? "水陆两栖消防救援站（规划）" : "消防救援站（规划）",
                         amphibious ? "Amphibious Fire Station (planned)" : "Fire Station (planned)");
      ht_value_set_text (attributes, "kind", amphibious ? "amphibious" : "ordinary");
      ht_value_set_int (attributes, "planned", 1);
    }
}

gboolean
ht_kit_make_stations (HtKit *kit, GError **error)
{
  g_autofree guint *numbers = g_new0 (guint, ht_kit_n_areas (kit, HT_GROUND_SUBDISTRICT));
  ht_kit_begin (kit, "station");
  g_autoptr (GArray) sites = ht_kit_spread (kit, ht_kit_scaled (kit, STATIONS), 1.2, &kit->dice);
  g_autoptr (GArray) more = ht_kit_spread_more (kit, sites, ht_kit_scaled (kit, PLANNED));
  g_autoptr (GArray) drafts = g_array_new (FALSE, FALSE, sizeof (Draft));
  for (guint i = 0; i < sites->len; i++)
    {
      Draft draft = { g_array_index (sites, HtSite, i), HT_STATION_ORDINARY, 0 };
      draft.district = ht_kit_area_of (kit, draft.site.block, HT_GROUND_DISTRICT);
      g_array_append_val (drafts, draft);
    }
  g_array_sort (drafts, compare_people);
  choose_kinds (drafts, ht_kit_scaled (kit, SPECIAL), ht_kit_scaled (kit, LOGISTICS));
  for (guint i = 0; i < drafts->len; i++)
    add_built (kit, &g_array_index (drafts, Draft, i), numbers);
  add_planned (kit, more, numbers);
  return ht_kit_end (kit, error);
}
