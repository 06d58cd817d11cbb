/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "model/demo/things/subjects.h"

/*
 * 17,000 firms with dangerous chemicals and 30 million tonnes (the city's plan). Most sell or use some; the
 * tonnes lie in tank farms of the four chemical areas and in fuel depots. Assumed: 450 firms in those areas
 * hold four fifths.
 */
#define FIRMS 17000
#define TONNES 30000000
#define CLUSTER_FIRMS 450

/* Areas by the name of a landmark of the ground. */
static const struct
{
  const char *name, *place_en;
  double reach_m, share;
} clusters[] = { { "上海化学工业区", "Chemical Industry Park", 2600, 45 },
                 { "金山石化", "Jinshan", 1700, 25 },
                 { "高桥石化", "Gaoqiao", 1300, 18 },
                 { "吴泾化工区", "Wujing", 1300, 12 } };

typedef struct
{
  const char *kind, *word, *word_en;
  double share, mean_t; /* mean_t: of a firm outside the areas */
} FirmKind;

static const FirmKind firm_kinds[] = {
  { "production", "化工厂", "Chemical Plant", 4, 900 },
  { "storage", "危化品仓库", "Chemical Store", 5, 2400 },
  { "fuel", "加油站", "Filling Station", 6, 90 },
  { "trade", "化工贸易行", "Chemical Trader", 34, 3 },
  { "use", "用化企业", "Chemical User", 46, 60 },
  { "transport", "危运车场", "Hazmat Depot", 3, 120 },
  { "laboratory", "实验室", "Laboratory", 2, 0.8 },
};

/* Substances of a kind of firm; the first six are those of tank farms. */
static const struct
{
  const char *name, *name_en, *kinds; /* first letters of the kinds that have it */
} substances[] = {
  { "原油", "crude oil", "c" },
  { "丙烯", "propylene", "cp" },
  { "苯", "benzene", "cps" },
  { "丙烯腈", "acrylonitrile", "cp" },
  { "氯", "chlorine", "cpu" },
  { "环氧乙烷", "ethylene oxide", "cp" },
  { "液氨", "ammonia", "cpu" },
  { "液化石油气", "LPG", "cs" },
  { "甲醇", "methanol", "cpstu" },
  { "汽油", "petrol", "cft" },
  { "柴油", "diesel", "fts" },
  { "甲苯", "toluene", "pstu" },
  { "乙醇", "ethanol", "psul" },
  { "硫酸", "sulphuric acid", "pstul" },
  { "盐酸", "hydrochloric acid", "stul" },
  { "氢氧化钠", "caustic soda", "stul" },
  { "过氧化氢", "hydrogen peroxide", "sul" },
  { "油漆稀料", "paint thinner", "tu" },
  { "氢气", "hydrogen", "pul" },
  { "乙炔", "acetylene", "tul" },
  { "液氧", "liquid oxygen", "su" },
  { "硝酸", "nitric acid", "pul" },
};

static const char *
draw_substance (char kind, HtDemoDice *dice, const char **name_en)
{
  guint fits[G_N_ELEMENTS (substances)], n = 0;
  for (guint i = 0; i < G_N_ELEMENTS (substances); i++)
    if (strchr (substances[i].kinds, kind) != NULL)
      fits[n++] = i;
  guint chosen = fits[ht_demo_dice_below (dice, n)];
  *name_en = substances[chosen].name_en;
  return substances[chosen].name;
}

/* Of a major hazard source (GB 18218: I to IV by the sum over threshold quantities; here by tonnes alone). */
static gint64
grade_of (guint tonnes)
{
  return tonnes >= 20000 ? 1 : tonnes >= 4000 ? 2 : tonnes >= 800 ? 3 : tonnes >= 150 ? 4 : 0;
}

typedef struct
{
  HtGroundSpot spot;
  const FirmKind *kind;
  int cluster; /* -1: none */
} Firm;

static gboolean
find_landmark (const HtKit *kit, const char *name, HtPoint *at)
{
  const GPtrArray *points = ht_map_data_get_features (kit->ground->map, "place");
  for (guint i = 0; points != NULL && i < points->len; i++)
    {
      const HtFeature *feature = points->pdata[i];
      if (g_strcmp0 (feature->name, name) != 0)
        continue;
      *at = feature->geometry->points[0];
      return TRUE;
    }
  return FALSE;
}

/* Blocks of industry and port within reach of the landmark. */
static GArray *
list_cluster_blocks (const HtKit *kit, guint cluster)
{
  HtPoint at;
  GArray *blocks = g_array_new (FALSE, FALSE, sizeof (guint));
  if (!find_landmark (kit, clusters[cluster].name, &at))
    return blocks;
  for (guint i = 0; i < kit->ground->blocks->len; i++)
    {
      const HtGroundBlock *block = ht_kit_block (kit, i);
      if ((block->use == HT_USE_INDUSTRY || block->use == HT_USE_PORT)
          && ht_kit_distance (block->at, at) < clusters[cluster].reach_m)
        g_array_append_val (blocks, i);
    }
  return blocks;
}

static void
add_cluster_firms (HtKit *kit, GArray *firms)
{
  for (guint c = 0; c < G_N_ELEMENTS (clusters); c++)
    {
      g_autoptr (GArray) blocks = list_cluster_blocks (kit, c);
      guint n = ht_kit_scaled (kit, CLUSTER_FIRMS * clusters[c].share / 100);
      for (guint i = 0; i < n && blocks->len > 0; i++)
        {
          guint index = g_array_index (blocks, guint, ht_demo_dice_below (&kit->dice, blocks->len));
          const HtGroundBlock *block = ht_kit_block (kit, index);
          double angle = ht_demo_dice_between (&kit->dice, 0, 2 * G_PI);
          double reach = 0.8 * block->radius_m * ht_demo_dice_between (&kit->dice, 0, 1);
          Firm firm = { { ht_kit_shift (block->at, reach * cos (angle), reach * sin (angle)), index },
                        &firm_kinds[ht_demo_dice_happens (&kit->dice, 0.6) ? 0 : 1],
                        (int) c };
          g_array_append_val (firms, firm);
        }
    }
}

static const FirmKind *
draw_firm_kind (HtDemoDice *dice)
{
  double lot = ht_demo_dice_between (dice, 0, 100);
  const FirmKind *kind = firm_kinds;
  for (; kind + 1 < firm_kinds + G_N_ELEMENTS (firm_kinds) && lot >= kind->share; kind++)
    lot -= kind->share;
  return kind;
}

static void
add_other_firms (HtKit *kit, GArray *firms, guint n)
{
  static const HtPickRule industry
      = { HT_BY_AREA, 0, { { HT_USE_INDUSTRY, 10 }, { HT_USE_PORT, 2 }, { HT_USE_VILLAGE, 0.3 } } },
      shops = { HT_BY_DAY,
                0,
                { { HT_USE_CENTRE, 1 },
                  { HT_USE_ESTATE, 1 },
                  { HT_USE_CAMPUS, 1 },
                  { HT_USE_INDUSTRY, 3 },
                  { HT_USE_VILLAGE, 2 } } };
  g_autoptr (HtPick) works = ht_pick_new (kit, &industry);
  g_autoptr (HtPick) town = ht_pick_new (kit, &shops);
  while (firms->len < n)
    {
      Firm firm = { .kind = draw_firm_kind (&kit->dice), .cluster = -1 };
      gboolean in_town = firm.kind->mean_t < 100;
      firm.spot = ht_pick_draw_or_city (in_town ? town : works, NULL, &kit->dice);
      g_array_append_val (firms, firm);
    }
}

/* Four fifths to the chemical areas, where there are any; long tails (log-normal). */
static guint *
share_tonnes (HtKit *kit, const GArray *firms)
{
  g_autofree double *weights = g_new (double, firms->len);
  double in = 0, out = 0;
  for (guint i = 0; i < firms->len; i++)
    {
      const Firm *firm = &g_array_index (firms, Firm, i);
      double u = ht_demo_dice_between (&kit->dice, 1e-9, 1),
             v = ht_demo_dice_between (&kit->dice, 0, 2 * G_PI);
      double normal = sqrt (-2 * log (u)) * cos (v);
      weights[i] = exp (firm->cluster >= 0 ? 1.3 * normal : 0.9 * normal)
                   * (firm->cluster >= 0 ? 1 : firm->kind->mean_t);
      *(firm->cluster >= 0 ? &in : &out) += weights[i];
    }
  for (guint i = 0; i < firms->len; i++)
    {
      gboolean is_in = g_array_index (firms, Firm, i).cluster >= 0;
      weights[i] *= is_in ? 0.8 / in : (in > 0 ? 0.2 : 1) / out;
    }
  return ht_kit_share (weights, firms->len, ht_kit_scaled (kit, TONNES));
}

static void
add_firm (HtKit *kit, const Firm *firm, guint tonnes, guint number)
{
  const char *substance_en;
  char letter = firm->cluster >= 0 ? 'c' : firm->kind->kind[0];
  HtKitName name = ht_kit_name (kit, firm->spot.block, firm->kind->word, firm->kind->word_en, number);
  if (firm->cluster >= 0)
    {
      name.place = clusters[firm->cluster].name;
      name.place_en = clusters[firm->cluster].place_en;
    }
  HtValue *attributes = ht_kit_add_point (kit, &name, firm->spot.at);
  ht_value_set_text (attributes, "kind", firm->kind->kind);
  ht_value_set_real (attributes, "storage_t", tonnes);
  ht_value_set_text (attributes, "substance", draw_substance (letter, &kit->dice, &substance_en));
  ht_value_set_text (attributes, "substance_en", substance_en);
  ht_value_set_int (attributes, "grade", grade_of (tonnes));
  ht_kit_note (kit, HT_KIT_CHEMICAL, firm->spot.block, (guint) grade_of (tonnes))->capacity = tonnes;
}

gboolean
ht_kit_make_chemicals (HtKit *kit, GError **error)
{
  g_autoptr (GArray) firms = g_array_new (FALSE, TRUE, sizeof (Firm));
  ht_kit_begin (kit, "chemical_site");
  add_cluster_firms (kit, firms);
  add_other_firms (kit, firms, ht_kit_scaled (kit, FIRMS));
  g_autofree guint *tonnes = share_tonnes (kit, firms);
  for (guint i = 0; i < firms->len; i++)
    add_firm (kit, &g_array_index (firms, Firm, i), tonnes[i], i + 1);
  return ht_kit_end (kit, error);
}
