/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/finder-index.h"

#include "base/format.h"
#include "base/i18n.h"
#include "geo/feature-kind.h"
#include "geo/network.h"
#include "geo/notation.h"
#include "model/found-private.h"

/* A position typed as such beats every name. */
#define POSITION_SCORE 1000
/* Each kind of thing as a small bonus, so that of two equal names the one an operator means comes first. */
static const int kind_bonus[] = {
  [HT_FOUND_POSITION] = 0, [HT_FOUND_INCIDENT] = 9, [HT_FOUND_TEAM] = 8,    [HT_FOUND_STATION] = 7,
  [HT_FOUND_STREET] = 5,   [HT_FOUND_PLACE] = 4,    [HT_FOUND_ADDRESS] = 2,
};

static const struct
{
  const char *what, *label;
} words[] = {
  { "street", N_ ("street") },
  { "address", N_ ("address") },
  { "incident", N_ ("incident") },
  { "team", N_ ("team") },
  { "city", N_ ("city") },
  { "town", N_ ("town") },
  { "village", N_ ("village") },
  { "hamlet", N_ ("hamlet") },
  { "suburb", N_ ("suburb") },
  { "quarter", N_ ("quarter") },
  { "square", N_ ("square") },
  { "locality", N_ ("locality") },
  { "isolated_dwelling", N_ ("hamlet") },
  { "farm", N_ ("farm") },
  { "island", N_ ("island") },
  { "poi", N_ ("place") },
  { "station_rail", N_ ("railway station") },
};

const char *
ht_finder_get_word (const char *what)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].what, what))
      return _ (words[i].label);
  const HtFeatureKind *kind = ht_feature_kind_find (what);
  return kind != NULL ? ht_words_get (&kind->one) : what;
}

HtFinderEntry *
ht_finder_entry_new (HtFoundKind kind, const char *what, const char *title, const HtPoint *at)
{
  HtFinderEntry *entry = g_new0 (HtFinderEntry, 1);
  entry->kind = kind;
  entry->what = g_intern_string (what);
  entry->title = g_strdup (title);
  entry->at = *at;
  entry->keys = g_ptr_array_new_with_free_func ((GDestroyNotify) ht_pinyin_free);
  entry->hints = g_ptr_array_new_with_free_func ((GDestroyNotify) ht_pinyin_free);
  ht_finder_entry_add_name (entry, title);
  return entry;
}

void
ht_finder_entry_add_name (HtFinderEntry *entry, const char *name)
{
  if (name != NULL && *name != '\0')
    g_ptr_array_add (entry->keys, ht_pinyin_new (name));
}

void
ht_finder_entry_add_hint (HtFinderEntry *entry, const char *hint)
{
  if (hint != NULL && *hint != '\0')
    g_ptr_array_add (entry->hints, ht_pinyin_new (hint));
}

void
ht_finder_entry_free (HtFinderEntry *entry)
{
  g_free (entry->title);
  g_free (entry->extra);
  g_free (entry->id_text);
  g_ptr_array_unref (entry->keys);
  g_ptr_array_unref (entry->hints);
  g_free (entry);
}

/* --- building --- */

/* One entry a street name, at the middle of its longest section. */
static void
add_streets (GPtrArray *entries, HtNetwork *network)
{
  g_autofree guint32 *longest = g_new0 (guint32, network->names->len + 1);
  for (guint32 i = 0; i < network->sections->len; i++)
    {
      const HtSection *section = &g_array_index (network->sections, HtSection, i);
      guint32 *best = &longest[section->name];
      if (*best == 0 || section->length_m > g_array_index (network->sections, HtSection, *best - 1).length_m)
        *best = i + 1;
    }
  for (guint32 name = 1; name < network->names->len; name++)
    {
      if (longest[name] == 0)
        continue;
      const HtSection *section = &g_array_index (network->sections, HtSection, longest[name] - 1);
      const HtPoint *middle
          = &g_array_index (network->points, HtPoint, section->first_point + section->n_points / 2);
      g_ptr_array_add (entries,
                       ht_finder_entry_new (HT_FOUND_STREET, "street", network->names->pdata[name], middle));
    }
}

static void
add_feature (GPtrArray *entries, const HtFeature *feature)
{
  if (feature->name == NULL || *feature->name == '\0' || feature->geometry == NULL)
    return;
  static const char *const other_names[] = { "name_en", "alt_name", "old_name", "short_name" };
  const char *kind = ht_value_member_text (feature->attributes, "kind", "");
  gboolean is_place = g_str_equal (feature->table, "place");
  gboolean is_address = g_str_equal (feature->table, "building") || g_str_equal (kind, "address");
  HtPoint at = ht_geometry_label_point (feature->geometry);
  /* Among places a station is one of the railway or metro; fire stations have a table of their own. */
  if (is_place && g_str_equal (kind, "station"))
    kind = "station_rail";
  HtFinderEntry *entry
      = ht_finder_entry_new (is_address ? HT_FOUND_ADDRESS : HT_FOUND_PLACE,
                             is_place && *kind != '\0' ? kind : feature->table, feature->name, &at);
  entry->table = g_intern_string (feature->table);
  entry->thing = feature->id;
  for (guint i = 0; i < G_N_ELEMENTS (other_names); i++)
    ht_finder_entry_add_name (entry, ht_value_member_text (feature->attributes, other_names[i], NULL));
  g_ptr_array_add (entries, entry);
}

GPtrArray *
ht_finder_index_build (HtStore *store, GCancellable *cancellable, GError **error)
{
  guint n;
  const HtFeatureKind *kinds = ht_feature_kind_list (&n);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) ht_finder_entry_free);
  g_autoptr (HtNetwork) network = ht_store_load_network (store, cancellable, error);
  if (network == NULL)
    return NULL;
  add_streets (entries, network);
  for (guint t = 0; t < n; t++)
    {
      /* Stations are objects of the city and found as such. */
      if (!kinds[t].search || g_str_equal (kinds[t].table, "station"))
        continue;
      g_autoptr (GPtrArray) features
          = ht_store_load_features (store, kinds[t].table, NULL, cancellable, error);
      if (features == NULL)
        return NULL;
      for (guint i = 0; i < features->len; i++)
        {
          if (i % 1024 == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
            return NULL;
          add_feature (entries, features->pdata[i]);
        }
    }
  return g_steal_pointer (&entries);
}

/* --- asking --- */

typedef struct
{
  HtFinderEntry *entry;
  int score;
  double distance_m;
} Hit;

static int
compare_hits (gconstpointer a, gconstpointer b)
{
  const Hit *first = a, *second = b;
  if (first->score != second->score)
    return first->score > second->score ? -1 : 1;
  if (first->distance_m != second->distance_m)
    return first->distance_m < second->distance_m ? -1 : 1;
  return g_strcmp0 (first->entry->title, second->entry->title);
}

static int
match_folded (HtFinderEntry *entry, const char *folded)
{
  int best = 0;
  for (guint i = 0; i < entry->keys->len; i++)
    best = MAX (best, 2 * ht_pinyin_match (entry->keys->pdata[i], folded));
  for (guint i = 0; i < entry->hints->len; i++)
    best = MAX (best, ht_pinyin_match (entry->hints->pdata[i], folded));
  return best;
}

/* The whole text, or else every word of it ("四川北路 100"). */
static int
match_entry (HtFinderEntry *entry, const char *folded, GStrv tokens)
{
  int whole = match_folded (entry, folded);
  if (whole > 0 || g_strv_length (tokens) < 2)
    return whole > 0 ? 2 * whole : 0;
  int least = G_MAXINT;
  for (guint i = 0; tokens[i] != NULL; i++)
    least = MIN (least, match_folded (entry, tokens[i]));
  return least;
}

static GStrv
fold_tokens (const char *text)
{
  g_auto (GStrv) raw = g_strsplit_set (text, " \t,", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  for (guint i = 0; raw[i] != NULL; i++)
    {
      g_autofree char *folded = ht_pinyin_fold (raw[i]);
      if (*folded != '\0')
        g_strv_builder_add (builder, folded);
    }
  return g_strv_builder_end (builder);
}

static char *
make_detail (const HtFinderEntry *entry, const HtFinderQuery *query, double distance_m)
{
  g_autoptr (GString) line = g_string_new (ht_finder_get_word (entry->what));
  if (entry->extra != NULL && *entry->extra != '\0')
    g_string_append_printf (line, " · %s", entry->extra);
  if (query->has_near)
    {
      g_autofree char *distance = ht_format_distance (distance_m);
      g_string_append_printf (line, " · %s", distance);
    }
  return g_string_free (g_steal_pointer (&line), FALSE);
}

static void
append_positions (GListStore *found, const HtFinderQuery *query)
{
  g_autoptr (GPtrArray) readings = ht_notation_parse (query->text, query->has_near ? &query->near : NULL);
  for (guint i = 0; i < readings->len && g_list_model_get_n_items (G_LIST_MODEL (found)) < query->limit; i++)
    {
      HtReading *reading = readings->pdata[i];
      g_autofree char *title = ht_format_position (reading->at.lat, reading->at.lon);
      HtFoundFacts facts = { .kind = HT_FOUND_POSITION,
                             .title = title,
                             .detail = reading->label,
                             .at = reading->at,
                             .score = POSITION_SCORE - (int) i };
      g_autoptr (HtFound) item = ht_found_new (&facts);
      g_list_store_append (found, item);
    }
}

static void
append_hits (GListStore *found, GArray *hits, const HtFinderQuery *query)
{
  for (guint i = 0; i < hits->len && g_list_model_get_n_items (G_LIST_MODEL (found)) < query->limit; i++)
    {
      Hit *hit = &g_array_index (hits, Hit, i);
      g_autofree char *detail = make_detail (hit->entry, query, hit->distance_m);
      HtFoundFacts facts = { .kind = hit->entry->kind,
                             .title = hit->entry->title,
                             .detail = detail,
                             .id_text = hit->entry->id_text,
                             .table = hit->entry->table,
                             .thing = hit->entry->thing,
                             .at = hit->entry->at,
                             .score = hit->score };
      g_autoptr (HtFound) item = ht_found_new (&facts);
      g_list_store_append (found, item);
    }
}

GListStore *
ht_finder_index_query (GPtrArray *const *lists, const HtFinderQuery *query)
{
  GListStore *found = g_list_store_new (HT_TYPE_FOUND);
  g_autofree char *folded = ht_pinyin_fold (query->text);
  g_auto (GStrv) tokens = fold_tokens (query->text);
  if (*folded == '\0')
    return found;
  append_positions (found, query);
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (Hit));
  for (guint k = 0; lists[k] != NULL; k++)
    for (guint i = 0; i < lists[k]->len; i++)
      {
        Hit hit = { .entry = lists[k]->pdata[i] };
        int score = match_entry (hit.entry, folded, tokens);
        if (score == 0)
          continue;
        hit.score = 10 * score + kind_bonus[hit.entry->kind];
        hit.distance_m = query->has_near ? ht_geo_distance_m (&query->near, &hit.entry->at) : 0;
        g_array_append_val (hits, hit);
      }
  g_array_sort (hits, compare_hits);
  append_hits (found, hits, query);
  return found;
}
