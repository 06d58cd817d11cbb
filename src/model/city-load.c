/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/city-private.h"

#include "base/i18n.h"
#include "model/desk-state-private.h"
#include "model/run-cards.h"
#include "store/local.h"
#include "store/refused.h"

#define LOG_LENGTH 2000
#define REFUSED_LENGTH 200

void
ht_city_picture_free (HtCityPicture *picture)
{
  if (picture == NULL)
    return;
  g_clear_object (&picture->store);
  g_clear_object (&picture->run_cards);
  g_clear_pointer (&picture->records, g_ptr_array_unref);
  g_clear_pointer (&picture->stations, g_ptr_array_unref);
  g_clear_pointer (&picture->conflicts, g_ptr_array_unref);
  g_clear_pointer (&picture->ops, g_ptr_array_unref);
  g_clear_pointer (&picture->refused, g_ptr_array_unref);
  g_clear_pointer (&picture->with_pin, g_hash_table_unref);
  g_clear_pointer (&picture->local, g_hash_table_unref);
  g_free (picture);
}

static gboolean
has_record (GPtrArray *records, const char *kind, const HtUuid *id)
{
  for (guint i = 0; i < records->len; i++)
    {
      HtRecord *record = records->pdata[i];
      if (g_str_equal (record->kind, kind) && (id == NULL || ht_uuid_equal (&record->id, id)))
        return TRUE;
    }
  return FALSE;
}

static char *
name_from_path (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);
  char *dot = strrchr (base, '.');
  if (dot != NULL && dot != base)
    *dot = '\0';
  return g_utf8_make_valid (base, -1);
}

/* A new file gets the city's name (its file's, until somebody says better) and this post. */
static gboolean
introduce (HtCityPicture *picture, const char *path, GError **error)
{
  HtUuid post;
  guint64 epoch;
  ht_store_get_post (picture->store, &post, &epoch);
  g_autoptr (GPtrArray) drafts = ht_op_new_drafts ();
  if (!has_record (picture->records, "city", NULL))
    {
      HtUuid city = ht_uuid_random ();
      g_autofree char *name = name_from_path (path);
      HtValue *fields = ht_value_new_map ();
      ht_value_set_text (fields, "name", name);
      g_ptr_array_add (drafts, ht_op_draft_create ("city", &city, fields));
    }
  if (!has_record (picture->records, "post", &post))
    {
      HtValue *fields = ht_value_new_map ();
      ht_value_set_text (fields, "name", _ ("Post 1"));
      ht_value_set_text (fields, "tag", "");
      g_ptr_array_add (drafts, ht_op_draft_create ("post", &post, fields));
    }
  if (drafts->len == 0 || ht_store_is_read_only (picture->store))
    return TRUE;
  HtAuthor author = { .actor = ht_uuid_nil (), .role = "system", .actor2 = ht_uuid_nil () };
  if (!ht_store_append (picture->store, &author, drafts, NULL, error))
    return FALSE;
  g_ptr_array_unref (picture->records);
  picture->records = ht_store_load_records (picture->store, NULL, NULL, error);
  return picture->records != NULL;
}

static gboolean
load_pins (HtCityPicture *picture, GError **error)
{
  picture->with_pin = g_hash_table_new_full (ht_uuid_hash, ht_uuid_equal, g_free, NULL);
  for (guint i = 0; i < picture->records->len; i++)
    {
      HtRecord *record = picture->records->pdata[i];
      gboolean has = FALSE;
      if (!g_str_equal (record->kind, "person"))
        continue;
      if (!ht_store_has_pin (picture->store, &record->id, &has, error))
        return FALSE;
      if (has)
        g_hash_table_add (picture->with_pin, ht_uuid_copy (&record->id));
    }
  return TRUE;
}

static void
measure (HtCityPicture *picture)
{
  picture->box = ht_box_empty ();
  for (guint i = 0; i < picture->stations->len; i++)
    {
      HtFeature *station = picture->stations->pdata[i];
      HtPoint at = ht_geometry_label_point (station->geometry);
      ht_box_add (&picture->box, &at);
    }
}

HtCityPicture *
ht_city_picture_load (const char *path, HtCityFlags flags, GCancellable *cancellable, GError **error)
{
  g_autoptr (HtCityPicture) picture = g_new0 (HtCityPicture, 1);
  /* Broken data files are the installation's fault: said before a city is touched. */
  picture->run_cards = ht_run_cards_load (NULL, error);
  if (picture->run_cards == NULL || !ht_clocks_load (NULL, error))
    return NULL;
  HtStoreFlags store_flags = HT_STORE_OPEN;
  store_flags |= (flags & HT_CITY_CREATE) ? HT_STORE_CREATE : 0;
  store_flags |= (flags & HT_CITY_READ_ONLY) ? HT_STORE_READ_ONLY : 0;
  picture->store = ht_store_open (path, store_flags, error);
  if (picture->store == NULL)
    return NULL;
  picture->records = ht_store_load_records (picture->store, NULL, cancellable, error);
  if (picture->records == NULL || !introduce (picture, path, error) || !load_pins (picture, error))
    return NULL;
  picture->stations = ht_store_load_features (picture->store, "station", NULL, cancellable, error);
  if (picture->stations == NULL)
    return NULL;
  measure (picture);
  picture->conflicts = ht_store_load_conflicts (picture->store, error);
  if (picture->conflicts == NULL)
    return NULL;
  picture->ops = ht_store_load_ops (picture->store, NULL, 0, LOG_LENGTH, error);
  if (picture->ops == NULL)
    return NULL;
  picture->refused = ht_store_load_refused (picture->store, REFUSED_LENGTH, error);
  if (picture->refused == NULL)
    return NULL;
  picture->local = ht_desk_state_load (picture->store, error);
  if (picture->local == NULL)
    return NULL;
  return g_steal_pointer (&picture);
}
