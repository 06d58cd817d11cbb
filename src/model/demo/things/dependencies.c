/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "model/demo/things/subjects.h"

/*
 * Critical users, and who feeds whom. Each node hangs on the nearest of the level above, and users on the
 * lowest fitting level; so the graph has no cycle, and by the one 1,000 kV station it is in one piece.
 */

/* --- critical users --- */

static void
add_critical (HtKit *kit, const HtKitThing *of, const char *kind, double demand_kw, double backup_h)
{
  HtKitName name = { NULL, NULL, of->name != NULL ? of->name : "", NULL, 0 };
  const HtKitThing *feeder = ht_kit_nearest (kit, HT_KIT_POWER, of->kind == 1 ? 4 : 5, of->at);
  HtValue *attributes = ht_kit_add_point (kit, &name, of->at);
  ht_value_set_text (attributes, "kind", kind);
  ht_value_set_real (attributes, "demand_kw", ht_kit_round (demand_kw, 10));
  ht_value_set_real (attributes, "backup_h", backup_h);
  ht_kit_set_id (attributes, "supply", &feeder->id);
  ht_kit_note (kit, HT_KIT_CRITICAL, of->block, of->kind == 1);
}

/* Generated ones that no other layer has: data centres, offices of the state, broadcasting. */
static void
add_offices (HtKit *kit)
{
  static const HtPickRule rule
      = { HT_BY_DAY, 0, { { HT_USE_CENTRE, 2 }, { HT_USE_CAMPUS, 3 }, { HT_USE_INDUSTRY, 1 } } };
  static const struct
  {
    const char *kind, *word, *word_en;
    guint n;
    double demand_kw, backup_h;
  } kinds[] = { { "data_centre", "数据中心", "Data Centre", 120, 9000, 12 },
                { "government", "政务中心", "Government Office", 260, 600, 4 },
                { "broadcast", "广播电视台", "Broadcasting Station", 12, 1500, 24 },
                { "care_home", "养老院", "Care Home", 720, 220, 2 },
                { "cold_chain", "冷链仓库", "Cold Store", 180, 1200, 6 } };
  g_autoptr (HtPick) pick = ht_pick_new (kit, &rule);
  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    for (guint i = 0, n = ht_kit_scaled (kit, kinds[k].n); i < n; i++)
      {
        HtGroundSpot spot = ht_pick_draw_or_city (pick, NULL, &kit->dice);
        HtKitName name = ht_kit_name (kit, spot.block, kinds[k].word, kinds[k].word_en, i + 1);
        g_autofree char *text = g_strdup_printf ("%s%s%u号", name.place, name.word, name.number);
        HtKitThing of = { .at = spot.at, .block = spot.block, .kind = k == 0, .name = text };
        add_critical (kit, &of, kinds[k].kind, kinds[k].demand_kw * ht_demo_dice_between (&kit->dice, 0.5, 2),
                      kinds[k].backup_h);
      }
}

static gboolean
make_critical (HtKit *kit, GError **error)
{
  ht_kit_begin (kit, "critical_user");
  for (guint i = 0; i < ht_kit_n (kit, HT_KIT_HOSPITAL); i++)
    {
      const HtKitThing *hospital = ht_kit_get (kit, HT_KIT_HOSPITAL, i);
      /* 4 kW a bed (design loads of hospitals: 50-80 W/m2, 60-80 m2 a bed); 24 h of fuel in grade three. */
      add_critical (kit, hospital, "hospital", (double) hospital->capacity * 4, hospital->kind == 1 ? 24 : 8);
    }
  for (guint i = 0; i < ht_kit_n (kit, HT_KIT_METRO); i++)
    add_critical (kit, ht_kit_get (kit, HT_KIT_METRO, i), "metro", 1800, 1);
  for (guint i = 0; i < ht_kit_n (kit, HT_KIT_CHEMICAL); i++)
    {
      const HtKitThing *site = ht_kit_get (kit, HT_KIT_CHEMICAL, i);
      if (site->kind == 1 || site->kind == 2)
        add_critical (kit, site, "chemical", 2500 * ht_demo_dice_between (&kit->dice, 0.4, 2), 4);
    }
  add_offices (kit);
  return ht_kit_end (kit, error);
}

/* --- dependencies --- */

static void
add_edge (HtKit *kit, const char *kind, const HtKitThing *from, const HtKitThing *to, double backup_h)
{
  HtPoint ends[2] = { from->at, to->at };
  if (ht_kit_distance (ends[0], ends[1]) < 1)
    ends[1] = ht_kit_shift (ends[1], 5, 5);
  HtValue *attributes = ht_kit_add (kit, NULL, ht_geometry_new_line (ends, 2));
  ht_value_set_text (attributes, "kind", kind);
  ht_kit_set_id (attributes, "from_id", &from->id);
  ht_kit_set_id (attributes, "to_id", &to->id);
  ht_value_set_real (attributes, "backup_h", backup_h);
}

/* Every node of @list of @kind (G_MAXUINT: all) hangs on the nearest of @feeders of @feeder_kind. */
static void
hang (HtKit *kit, const char *kind, const guint from[2], const guint to[2], double backup_h)
{
  for (guint i = 0; i < ht_kit_n (kit, to[0]); i++)
    {
      const HtKitThing *user = ht_kit_get (kit, to[0], i);
      if (to[1] != G_MAXUINT && user->kind != to[1])
        continue;
      const HtKitThing *feeder = ht_kit_nearest (kit, from[0], from[1], user->at);
      if (feeder != NULL)
        add_edge (kit, kind, feeder, user, backup_h);
    }
}

/* Plants feed the nearest 500 kV station, not the other way round. */
static void
hang_plants (HtKit *kit)
{
  for (guint i = 0; i < ht_kit_n (kit, HT_KIT_POWER); i++)
    {
      const HtKitThing *plant = ht_kit_get (kit, HT_KIT_POWER, i);
      if (plant->kind == 1)
        add_edge (kit, "power", plant, ht_kit_nearest (kit, HT_KIT_POWER, 2, plant->at), 0);
    }
}

gboolean
ht_kit_make_dependencies (HtKit *kit, GError **error)
{
  static const struct
  {
    const char *kind;
    guint from[2], to[2];
    double backup_h;
  } ties[] = {
    { "power", { HT_KIT_POWER, 0 }, { HT_KIT_POWER, 2 }, 0 },
    { "power", { HT_KIT_POWER, 2 }, { HT_KIT_POWER, 3 }, 0 },
    { "power", { HT_KIT_POWER, 3 }, { HT_KIT_POWER, 4 }, 0 },
    { "power", { HT_KIT_POWER, 4 }, { HT_KIT_POWER, 5 }, 0 },
    { "power", { HT_KIT_POWER, 5 }, { HT_KIT_GAS, 0 }, 12 },
    { "gas", { HT_KIT_GAS, 0 }, { HT_KIT_GAS, 1 }, 6 },
    { "gas", { HT_KIT_GAS, 1 }, { HT_KIT_GAS, 2 }, 3 },
    { "power", { HT_KIT_POWER, 4 }, { HT_KIT_WATER, 0 }, 4 },
    { "power", { HT_KIT_POWER, 4 }, { HT_KIT_WATER, 1 }, 4 },
    { "water", { HT_KIT_WATER, 0 }, { HT_KIT_WATER, 1 }, 8 },
    { "water", { HT_KIT_WATER, 1 }, { HT_KIT_WATER, 2 }, 4 },
    { "power", { HT_KIT_POWER, 5 }, { HT_KIT_WATER, 2 }, 2 },
    { "power", { HT_KIT_POWER, 5 }, { HT_KIT_COMMS, G_MAXUINT }, 4 },
    { "power", { HT_KIT_POWER, 5 }, { HT_KIT_PUMP, G_MAXUINT }, 0 },
    { "power", { HT_KIT_POWER, 5 }, { HT_KIT_CRITICAL, 0 }, 4 },
    { "power", { HT_KIT_POWER, 4 }, { HT_KIT_CRITICAL, 1 }, 12 },
    { "water", { HT_KIT_WATER, 2 }, { HT_KIT_CRITICAL, 1 }, 8 },
  };
  if (!make_critical (kit, error))
    return FALSE;
  ht_kit_begin (kit, "dependency");
  hang_plants (kit);
  for (guint i = 0; i < G_N_ELEMENTS (ties); i++)
    hang (kit, ties[i].kind, ties[i].from, ties[i].to, ties[i].backup_h);
  return ht_kit_end (kit, error);
}
