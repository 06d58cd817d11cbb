/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/map/news.h"

#include "app/symbols.h"
#include "model/entity.h"

struct _HtNews
{
  HtCity *city;
  GHashTable *seen;   /* HtEntity → its record, both held */
  GPtrArray *outside; /* GObject, oldest first */
};

static gboolean
is_inside (GObject *object, const HtBox *view)
{
  HtPoint at;
  if (!ht_symbols_get_position (object, &at))
    return TRUE;
  return at.lon >= view->min_lon && at.lon <= view->max_lon && at.lat >= view->min_lat
         && at.lat <= view->max_lat;
}

static void
look_at_list (HtNews *news, GListModel *list, const HtBox *view)
{
  guint n = g_list_model_get_n_items (list);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HtEntity) entity = g_list_model_get_item (list, i);
      HtRecord *record = ht_entity_get_record (entity);
      if (g_hash_table_lookup (news->seen, entity) == record)
        continue;
      g_hash_table_insert (news->seen, g_object_ref (entity), ht_record_ref (record));
      if (view != NULL && !is_inside (G_OBJECT (entity), view)
          && !g_ptr_array_find (news->outside, entity, NULL))
        g_ptr_array_add (news->outside, g_object_ref (entity));
    }
}

HtNews *
ht_news_new (HtCity *city)
{
  HtNews *news = g_new0 (HtNews, 1);
  news->city = city;
  news->seen = g_hash_table_new_full (NULL, NULL, g_object_unref, (GDestroyNotify) ht_record_unref);
  news->outside = g_ptr_array_new_with_free_func (g_object_unref);
  ht_news_look (news, NULL);
  return news;
}

void
ht_news_free (HtNews *news)
{
  g_hash_table_unref (news->seen);
  g_ptr_array_unref (news->outside);
  g_free (news);
}

void
ht_news_look (HtNews *news, const HtBox *view)
{
  look_at_list (news, ht_city_get_incidents (news->city), view);
  look_at_list (news, ht_city_get_teams (news->city), view);
}

void
ht_news_see (HtNews *news, const HtBox *view)
{
  for (guint i = news->outside->len; i-- > 0;)
    if (is_inside (news->outside->pdata[i], view))
      g_ptr_array_remove_index (news->outside, i);
}

guint
ht_news_count (HtNews *news)
{
  return news->outside->len;
}

GObject *
ht_news_first (HtNews *news)
{
  return news->outside->len > 0 ? news->outside->pdata[0] : NULL;
}
