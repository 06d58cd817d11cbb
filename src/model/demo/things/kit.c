/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/demo/things/kit.h"

#include <math.h>
#include <string.h>

#include "model/demo/things/places.h"

/* The ground is another source: tables may have layers of both. */
#define SOURCE "haitang-demo-city-things"
#define LICENCE "GPL-3.0-or-later"

static void
thing_clear (gpointer data)
{
  g_free (((HtKitThing *) data)->name);
}

/* Blocks are sorted by neighbourhood, so every area of a level has one run of them. */
static void
find_runs (HtKit *kit)
{
  const GArray *blocks = kit->ground->blocks;
  for (guint level = 0; level < HT_GROUND_N_LEVELS; level++)
    {
      kit->runs[level] = g_array_new (FALSE, TRUE, sizeof (HtRun));
      g_array_set_size (kit->runs[level], kit->ground->areas[level]->len);
    }
  for (guint i = 0; i < blocks->len; i++)
    for (guint level = 0; level < HT_GROUND_N_LEVELS; level++)
      {
        HtRun *run = &g_array_index (kit->runs[level], HtRun, ht_kit_area_of (kit, i, level));
        if (run->n++ == 0)
          run->first = i;
      }
}

static const char *
without_suffix (const char *name, const char *const *suffixes)
{
  for (guint i = 0; suffixes[i] != NULL; i++)
    if (g_str_has_suffix (name, suffixes[i]) && strlen (name) > strlen (suffixes[i]) + 3)
      {
        g_autofree char *shorter = g_strndup (name, strlen (name) - strlen (suffixes[i]));
        return g_intern_string (shorter);
      }
  return g_intern_string (name);
}

static HtKitTown
shorten (const HtGroundArea *area)
{
  static const char *const ends[] = { "街道", "镇", "乡", NULL };
  static const char *const ends_en[] = { " Sub-district", " Subdistrict", " Town", " Township", NULL };
  return (HtKitTown){ without_suffix (area->name, ends),
                      area->name_en != NULL ? without_suffix (area->name_en, ends_en) : NULL };
}

static HtKitTown
whole_name (const HtGroundArea *area)
{
  return (HtKitTown){ g_intern_string (area->name),
                      area->name_en != NULL ? g_intern_string (area->name_en) : NULL };
}

static void
name_towns (HtKit *kit)
{
  const GArray *areas = kit->ground->areas[HT_GROUND_SUBDISTRICT];
  g_autoptr (GHashTable) first = g_hash_table_new (NULL, NULL); /* short name → its sub-district */
  kit->town_names = g_array_new (FALSE, FALSE, sizeof (HtKitTown));
  for (guint i = 0; i < areas->len; i++)
    {
      HtKitTown town = shorten (&g_array_index (areas, HtGroundArea, i));
      gpointer other;
      if (g_hash_table_lookup_extended (first, town.name, NULL, &other))
        {
          const HtGroundArea *area = &g_array_index (areas, HtGroundArea, i),
                             *before = &g_array_index (areas, HtGroundArea, GPOINTER_TO_UINT (other));
          g_array_index (kit->town_names, HtKitTown, GPOINTER_TO_UINT (other)) = whole_name (before);
          town = whole_name (area);
        }
      else
        g_hash_table_insert (first, (gpointer) town.name, GUINT_TO_POINTER (i));
      g_array_append_val (kit->town_names, town);
    }
}

HtKit *
ht_kit_new (const HtGround *ground)
{
  HtKit *kit = g_new0 (HtKit, 1);
  kit->ground = ground;
  for (guint i = 0; i < HT_KIT_N_LISTS; i++)
    {
      kit->lists[i] = g_array_new (FALSE, TRUE, sizeof (HtKitThing));
      g_array_set_clear_func (kit->lists[i], thing_clear);
    }
  find_runs (kit);
  name_towns (kit);
  return kit;
}

void
ht_kit_free (HtKit *kit)
{
  if (kit == NULL)
    return;
  for (guint i = 0; i < HT_KIT_N_LISTS; i++)
    g_array_unref (kit->lists[i]);
  for (guint i = 0; i < HT_GROUND_N_LEVELS; i++)
    g_array_unref (kit->runs[i]);
  g_array_unref (kit->town_names);
  g_clear_pointer (&kit->rivers, g_array_unref);
  g_clear_pointer (&kit->features, g_ptr_array_unref);
  g_free (kit);
}

guint
ht_kit_scaled (const HtKit *kit, double at_full_size)
{
  return (guint) MAX (1, round (at_full_size * kit->ground->scale));
}

/* --- a layer --- */

void
ht_kit_begin (HtKit *kit, const char *table)
{
  g_assert (kit->features == NULL);
  kit->table = g_intern_string (table);
  kit->features = g_ptr_array_new_with_free_func ((GDestroyNotify) ht_feature_unref);
  kit->dice = ht_demo_dice_for (kit->ground->seed, table);
}

static gboolean
is_any_synthetic (const GPtrArray *features)
{
  for (guint i = 0; i < features->len; i++)
    if (ht_value_member_bool (((HtFeature *) features->pdata[i])->attributes, "synthetic", FALSE))
      return TRUE;
  return FALSE;
}

gboolean
ht_kit_end (HtKit *kit, GError **error)
{
  g_autoptr (GPtrArray) features = g_steal_pointer (&kit->features);
  HtLayerContent content = { .info = { .table = kit->table,
                                       .name = kit->table,
                                       .source = SOURCE,
                                       .licence = LICENCE,
                                       .synthetic = is_any_synthetic (features),
                                       .read = features->len },
                             .features = features };
  return kit->take (&content, kit->take_data, error);
}

HtUuid
ht_kit_make_id (const HtKit *kit, const char *table, guint number)
{
  char key[64];
  g_snprintf (key, sizeof key, "things/%s/%u", table, number);
  return ht_uuid_from_name (&kit->ground->name_space, key);
}

static char *
write_name (const HtKitName *name, gboolean english)
{
  const char *place = english ? name->place_en : name->place, *word = english ? name->word_en : name->word;
  g_autofree char *number = name->number > 0 ? g_strdup_printf (english ? " %u" : "%u", name->number) : NULL;
  return g_strconcat (place != NULL ? place : "", english && place != NULL ? " " : "", word,
                      number != NULL ? number : "", english || number == NULL ? "" : "号", NULL);
}

HtValue *
ht_kit_add (HtKit *kit, const HtKitName *name, HtGeometry *geometry)
{
  HtValue *attributes = ht_value_new_map ();
  g_autofree char *text = name != NULL ? write_name (name, FALSE) : NULL;
  if (name != NULL && name->word_en != NULL && (name->place == NULL || name->place_en != NULL))
    {
      g_autofree char *english = write_name (name, TRUE);
      ht_value_set_text (attributes, "name_en", english);
    }
  ht_value_set_bool (attributes, "synthetic", TRUE);
  HtUuid id = ht_kit_make_id (kit, kit->table, kit->features->len);
  g_ptr_array_add (kit->features, ht_feature_new (kit->table, &id, text, attributes, geometry));
  return attributes;
}

HtValue *
ht_kit_add_point (HtKit *kit, const HtKitName *name, HtPoint at)
{
  return ht_kit_add (kit, name, ht_geometry_new_point (at.lon, at.lat));
}

static HtFeature *
get_last (const HtKit *kit)
{
  return g_ptr_array_index (kit->features, kit->features->len - 1);
}

void
ht_kit_sketched (HtKit *kit)
{
  HtFeature *feature = get_last (kit);
  ht_value_set_bool (feature->attributes, "synthetic", FALSE);
  ht_value_set_bool (feature->attributes, "sketched", TRUE);
}

const HtUuid *
ht_kit_last_id (const HtKit *kit)
{
  return &get_last (kit)->id;
}

/* --- lists --- */

HtKitThing *
ht_kit_note (HtKit *kit, HtKitList list, guint block, guint kind)
{
  const HtFeature *feature = get_last (kit);
  HtKitThing thing = { .id = feature->id,
                       .at = ht_geometry_label_point (feature->geometry),
                       .block = block,
                       .kind = (guint8) kind,
                       .name = g_strdup (feature->name) };
  g_array_append_val (kit->lists[list], thing);
  return &g_array_index (kit->lists[list], HtKitThing, kit->lists[list]->len - 1);
}

guint
ht_kit_n (const HtKit *kit, HtKitList list)
{
  return kit->lists[list]->len;
}

const HtKitThing *
ht_kit_get (const HtKit *kit, HtKitList list, guint index)
{
  return &g_array_index (kit->lists[list], HtKitThing, index);
}

const HtKitThing *
ht_kit_nearest (const HtKit *kit, HtKitList list, guint kind, HtPoint at)
{
  const HtKitThing *nearest = NULL;
  double best = INFINITY;
  for (guint i = 0; i < kit->lists[list]->len; i++)
    {
      const HtKitThing *thing = &g_array_index (kit->lists[list], HtKitThing, i);
      double distance = ht_kit_distance (thing->at, at);
      if ((kind != G_MAXUINT && thing->kind != kind) || distance >= best)
        continue;
      best = distance;
      nearest = thing;
    }
  return nearest;
}

void
ht_kit_set_id (HtValue *attributes, const char *key, const HtUuid *id)
{
  char text[HT_UUID_TEXT_SIZE];
  ht_value_set_text (attributes, key, ht_uuid_write (id, text));
}

void
ht_kit_set_place (HtValue *attributes, const HtKit *kit, guint block)
{
  guint town = ht_kit_area_of (kit, block, HT_GROUND_SUBDISTRICT);
  const HtGroundArea *area = &g_array_index (kit->ground->areas[HT_GROUND_SUBDISTRICT], HtGroundArea, town);
  ht_value_set_text (attributes, "subdistrict", area->code);
}

HtKitName
ht_kit_name (const HtKit *kit, guint block, const char *word, const char *word_en, guint number)
{
  const HtKitTown *town
      = &g_array_index (kit->town_names, HtKitTown, ht_kit_area_of (kit, block, HT_GROUND_SUBDISTRICT));
  return (HtKitName){ town->name, town->name_en, word, word_en, number };
}

char *
ht_kit_date (int days)
{
  g_autoptr (GDateTime) last = g_date_time_new_utc (2026, 7, 1, 0, 0, 0);
  g_autoptr (GDateTime) day = g_date_time_add_days (last, days);
  return g_date_time_format (day, "%Y-%m-%d");
}

double
ht_kit_round (double value, double step)
{
  return round (value / step) * step;
}
