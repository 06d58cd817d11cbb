/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "model/demo/things/streets.h"
#include "model/demo/things/subjects.h"

/*
 * 14,274 road bridges (the city's plan). The major ones and the tunnels are the ground's, entered by name.
 * Every other bridge of the network is one; the rest are the small ones over canals that the ground does not
 * draw, on streets of all kinds, most of them outside the inner city.
 */
#define BRIDGES 14274

static void
fill_bridge (HtValue *attributes, const char *kind, gint64 year)
{
  ht_value_set_text (attributes, "kind", kind);
  ht_value_set_bool (attributes, "major", FALSE);
  ht_value_set_int (attributes, "year", year);
}

/* NULL where the street has no name; no bridge takes the name of an entered one. */
static char *
name_bridge (const char *street, gboolean viaduct, GHashTable *entered)
{
  if (street[0] == '\0')
    return NULL;
  g_autofree char *name = g_strconcat (street, viaduct ? "高架桥" : "桥", NULL);
  return g_hash_table_contains (entered, name) ? g_strconcat (street, "小桥", NULL) : g_steal_pointer (&name);
}

/* Takes its name. A bridge of a fast road is a viaduct. */
static void
add_street_bridge (HtKit *kit, const HtSection *section, double share, double length_m, char *name_taken)
{
  const HtNetwork *network = kit->ground->map->network;
  g_autofree char *word = name_taken;
  gboolean viaduct = section->road_class <= HT_ROAD_TRUNK;
  HtKitName name = { NULL, NULL, word, NULL, 0 };
  HtValue *attributes
      = ht_kit_add (kit, word != NULL ? &name : NULL, ht_section_piece (network, section, share, length_m));
  static const double limits_t[] = { 10, 15, 20, 30, 40, 55 };
  guint best = section->road_class <= HT_ROAD_SECONDARY ? 5 : section->road_class <= HT_ROAD_TERTIARY ? 4 : 3;
  fill_bridge (attributes, viaduct ? "viaduct" : "street", 1958 + ht_demo_dice_below (&kit->dice, 63));
  ht_value_set_real (attributes, "length_m", ht_kit_round (length_m, 0.1));
  ht_value_set_real (attributes, "max_weight_t",
                     section->max_weight_t > 0 ? (double) section->max_weight_t
                                               : limits_t[best - ht_demo_dice_below (&kit->dice, 3)]);
  if (section->max_height_m > 0)
    ht_value_set_real (attributes, "max_height_m", (double) section->max_height_m);
}

/* At most @n bridges of the network; a viaduct of many sections is one. */
static guint
add_drawn_bridges (HtKit *kit, GHashTable *entered, guint n)
{
  const HtNetwork *network = kit->ground->map->network;
  const GArray *sections = network->sections;
  gint64 last_way = -1;
  guint done = 0;
  for (guint i = 0; i < sections->len && done < n; i++)
    {
      const HtSection *section = &g_array_index (sections, HtSection, i);
      if (!(section->flags & HT_SECTION_BRIDGE) || section->way_id == last_way
          || g_hash_table_contains (entered, network->names->pdata[section->name]))
        continue;
      last_way = section->way_id;
      add_street_bridge (kit, section, 0.5, section->length_m,
                         name_bridge (network->names->pdata[section->name],
                                      section->road_class <= HT_ROAD_TRUNK, entered));
      done++;
    }
  return done;
}

static gboolean
may_have_bridge (const HtSection *section)
{
  return section->road_class > HT_ROAD_TRUNK && section->road_class < HT_ROAD_PATH && section->length_m > 60
         && !(section->flags & (HT_SECTION_BRIDGE | HT_SECTION_TUNNEL | HT_SECTION_LINK | HT_SECTION_FERRY));
}

/* Long sections are where canals are: fields and villages; so the chance grows with length. */
static void
add_small_bridges (HtKit *kit, GHashTable *entered, guint n)
{
  const HtNetwork *network = kit->ground->map->network;
  const GArray *sections = network->sections;
  g_autofree double *weights = g_new (double, sections->len + 1);
  for (guint i = 0; i < sections->len; i++)
    {
      const HtSection *section = &g_array_index (sections, HtSection, i);
      weights[i] = may_have_bridge (section) ? section->length_m : 0;
    }
  g_autofree guint *shares = ht_kit_share (weights, sections->len, n);
  for (guint i = 0; i < sections->len; i++)
    for (guint k = 0; k < shares[i]; k++)
      {
        const HtSection *section = &g_array_index (sections, HtSection, i);
        add_street_bridge (kit, section, (k + 1.0) / (shares[i] + 1.0),
                           ht_demo_dice_between (&kit->dice, 10, 42),
                           name_bridge (network->names->pdata[section->name], FALSE, entered));
      }
}

/* Names of the ground's own bridges; its major ones become things. */
static GHashTable *
note_entered (HtKit *kit)
{
  GHashTable *names = g_hash_table_new (g_str_hash, g_str_equal);
  const GPtrArray *entered = ht_map_data_get_features (kit->ground->map, "bridge");
  for (guint i = 0; entered != NULL && i < entered->len; i++)
    {
      const HtFeature *bridge = entered->pdata[i];
      if (bridge->name != NULL)
        g_hash_table_add (names, bridge->name);
      if (!ht_value_member_bool (bridge->attributes, "major", FALSE))
        continue;
      HtKitThing thing = { .id = bridge->id,
                           .at = ht_geometry_label_point (bridge->geometry),
                           .block = G_MAXUINT,
                           .name = g_strdup (bridge->name) };
      g_array_append_val (kit->lists[HT_KIT_BRIDGE], thing);
    }
  return names;
}

gboolean
ht_kit_make_crossings (HtKit *kit, GError **error)
{
  guint n = ht_kit_scaled (kit, BRIDGES);
  g_autoptr (GHashTable) entered = note_entered (kit);
  guint left = n - MIN (n, g_hash_table_size (entered));
  ht_kit_begin (kit, "bridge");
  left -= add_drawn_bridges (kit, entered, left);
  add_small_bridges (kit, entered, left);
  return ht_kit_end (kit, error);
}
