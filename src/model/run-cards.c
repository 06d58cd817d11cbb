/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/run-cards.h"

#include "base/i18n.h"
#include "base/json.h"
#include "base/paths.h"
#include "model/error.h"
#include "model/incident-type-private.h"

struct _HtRunCards
{
  GObject parent_instance;
  GListStore *types;
  GPtrArray *cards; /* HtRunCard */
};

G_DEFINE_TYPE (HtRunCards, ht_run_cards, G_TYPE_OBJECT)

#define MAX_COUNT 64
#define MAX_DEADLINE_S 86400

static void
ht_run_cards_finalize (GObject *object)
{
  HtRunCards *self = HT_RUN_CARDS (object);
  g_object_unref (self->types);
  g_ptr_array_unref (self->cards);
  G_OBJECT_CLASS (ht_run_cards_parent_class)->finalize (object);
}

static void
ht_run_cards_class_init (HtRunCardsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ht_run_cards_finalize;
}

static void
ht_run_cards_init (HtRunCards *self)
{
  self->types = g_list_store_new (HT_TYPE_INCIDENT_TYPE);
  self->cards = g_ptr_array_new_with_free_func ((GDestroyNotify) ht_run_card_unref);
}

/* Where in which file we are, for messages. */
typedef struct
{
  const char *file;
  const char *type;
  guint level_index;
} Place;

G_GNUC_PRINTF (3, 4)
static gboolean
refuse (const Place *place, GError **error, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_autofree char *what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID, "%s:%s", place->file, what);
  return FALSE;
}

static gboolean
is_words (HtValue *value)
{
  return *ht_value_member_text (value, "en", "") != '\0'
         && *ht_value_member_text (value, "zh_CN", "") != '\0';
}

static gboolean
has_only (HtValue *map, const char *const *keys, const char **unknown)
{
  for (guint i = 0; i < ht_value_get_length (map); i++)
    {
      const char *key = ht_value_get_key (map, i, NULL);
      if (!g_strv_contains (keys, key))
        {
          *unknown = key;
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
read_words (const Place *place, HtValue *level, const char *key, GPtrArray *out, GError **error)
{
  HtValue *list = ht_value_get_member (level, key);
  for (guint i = 0; i < ht_value_get_length (list); i++)
    {
      HtValue *words = ht_value_get_item (list, i);
      if (!is_words (words))
        return refuse (place, error, _ ("levels[%u].%s[%u]: needs “en” and “zh_CN”; write both"),
                       place->level_index, key, i);
      g_ptr_array_add (out, g_strdup (ht_value_member_text (words, ht_i18n_get_language (), "")));
    }
  return TRUE;
}

static gboolean
read_needs (const Place *place, HtValue *level, HtRunCard *card, GError **error)
{
  HtValue *needs = ht_value_get_member (level, "needs");
  if (ht_value_get_kind (needs) != HT_VALUE_ARRAY)
    return refuse (place, error, _ ("levels[%u].needs: is missing; list what the level asks for"),
                   place->level_index);
  for (guint i = 0; i < ht_value_get_length (needs); i++)
    {
      HtValue *need = ht_value_get_item (needs, i);
      HtCapability capability;
      gint64 count = ht_value_member_int (need, "count", 0);
      if (!ht_capability_parse (ht_value_member_text (need, "capability", ""), &capability))
        return refuse (place, error, _ ("levels[%u].needs[%u].capability: “%s” is not a known capability"),
                       place->level_index, i, ht_value_member_text (need, "capability", ""));
      if (count < 1 || count > MAX_COUNT || !ht_run_card_add_need (card, capability, (guint) count))
        return refuse (place, error, _ ("levels[%u].needs[%u].count: must be 1 to %d; correct it"),
                       place->level_index, i, MAX_COUNT);
    }
  return TRUE;
}

static HtRunCard *
read_level (const Place *place, HtValue *level, GError **error)
{
  static const char *const keys[] = { "level", "deadline_s", "needs", "notify", "checklist", NULL };
  const char *unknown = NULL;
  gint64 number = ht_value_member_int (level, "level", 0);
  gint64 deadline = ht_value_member_int (level, "deadline_s", 0);
  if (!has_only (level, keys, &unknown))
    {
      refuse (place, error, _ ("levels[%u]: “%s” is not known; remove or correct it"), place->level_index,
              unknown);
      return NULL;
    }
  if (number < 1 || number > 4)
    {
      refuse (place, error, _ ("levels[%u].level: must be 1 to 4; correct it"), place->level_index);
      return NULL;
    }
  if (deadline < 0 || deadline > MAX_DEADLINE_S)
    {
      refuse (place, error, _ ("levels[%u].deadline_s: must be 0 to %d seconds; correct it"),
              place->level_index, MAX_DEADLINE_S);
      return NULL;
    }
  g_autoptr (HtRunCard) card = ht_run_card_new (place->type, (guint) number);
  card->deadline_s = (guint) deadline;
  if (!read_needs (place, level, card, error) || !read_words (place, level, "notify", card->notify, error)
      || !read_words (place, level, "checklist", card->checklist, error))
    return NULL;
  return g_steal_pointer (&card);
}

static gboolean
check_head (const Place *place, HtRunCards *self, HtValue *root, GError **error)
{
  static const char *const keys[] = { "version", "type", "name", "note", "indicative", "levels", NULL };
  const char *unknown = NULL;
  if (ht_value_get_kind (root) != HT_VALUE_MAP || ht_value_member_int (root, "version", 0) != 1)
    return refuse (place, error, _ ("version: must be 1; this is not a run card of this program"));
  if (!has_only (root, keys, &unknown))
    return refuse (place, error, _ ("“%s” is not known; remove or correct it"), unknown);
  if (*place->type == '\0' || !g_ascii_islower (*place->type))
    return refuse (place, error, _ ("type: needs a word in lower case"));
  if (ht_run_cards_find_type (self, place->type) != NULL)
    return refuse (place, error, _ ("type: “%s” has a card in another file already; keep one"), place->type);
  if (!is_words (ht_value_get_member (root, "name")))
    return refuse (place, error, _ ("name: needs “en” and “zh_CN”; write both"));
  return TRUE;
}

static gboolean
load_file (HtRunCards *self, const char *path, GError **error)
{
  g_autoptr (HtValue) root = ht_json_load_file (path, error);
  if (root == NULL)
    return FALSE;
  Place place = { .file = path, .type = ht_value_member_text (root, "type", "") };
  if (!check_head (&place, self, root, error))
    return FALSE;
  HtValue *levels = ht_value_get_member (root, "levels");
  if (ht_value_get_kind (levels) != HT_VALUE_ARRAY || ht_value_get_length (levels) == 0)
    return refuse (&place, error, _ ("levels: needs at least one level"));
  for (guint i = 0; i < ht_value_get_length (levels); i++)
    {
      place.level_index = i;
      HtRunCard *card = read_level (&place, ht_value_get_item (levels, i), error);
      if (card == NULL)
        return FALSE;
      card->indicative = ht_value_member_bool (root, "indicative", FALSE);
      g_ptr_array_add (self->cards, card);
    }
  g_autoptr (HtIncidentType) type = ht_incident_type_new (place.type, ht_value_get_member (root, "name"));
  g_list_store_append (self->types, type);
  return TRUE;
}

HtRunCards *
ht_run_cards_load (const char *const *paths, GError **error)
{
  g_auto (GStrv) found = NULL;
  if (paths == NULL)
    {
      found = ht_paths_list_data ("runcards", ".json", error);
      if (found == NULL)
        return NULL;
      paths = (const char *const *) found;
    }
  g_autoptr (HtRunCards) self = g_object_new (HT_TYPE_RUN_CARDS, NULL);
  for (guint i = 0; paths[i] != NULL; i++)
    if (!load_file (self, paths[i], error))
      return NULL;
  if (self->cards->len == 0)
    {
      g_set_error_literal (
          error, HT_MODEL_ERROR, HT_MODEL_ERROR_UNAVAILABLE,
          _ ("There are no run cards (data/runcards); install the program's data files again."));
      return NULL;
    }
  return g_steal_pointer (&self);
}

GListModel *
ht_run_cards_get_types (HtRunCards *self)
{
  g_return_val_if_fail (HT_IS_RUN_CARDS (self), NULL);
  return G_LIST_MODEL (self->types);
}

HtIncidentType *
ht_run_cards_find_type (HtRunCards *self, const char *name)
{
  g_return_val_if_fail (HT_IS_RUN_CARDS (self), NULL);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->types)); i++)
    {
      g_autoptr (HtIncidentType) type = g_list_model_get_item (G_LIST_MODEL (self->types), i);
      if (g_strcmp0 (ht_incident_type_get_name (type), name) == 0)
        return type; /* the list keeps it */
    }
  return NULL;
}

/* The card of that level; where a type has none for it, that of the nearest graver level, then of the nearest
 * lesser: sending too much is the lesser mistake. */
const HtRunCard *
ht_run_cards_find (HtRunCards *self, const char *type, int level)
{
  g_return_val_if_fail (HT_IS_RUN_CARDS (self), NULL);
  int wanted = level >= 1 && level <= 4 ? level : 4;
  HtRunCard *best = NULL;
  int best_cost = G_MAXINT;
  for (guint i = 0; i < self->cards->len; i++)
    {
      HtRunCard *card = self->cards->pdata[i];
      int distance = wanted - (int) card->level;
      int cost = distance >= 0 ? distance : 10 - distance;
      if (g_strcmp0 (card->type, type) != 0 || cost >= best_cost)
        continue;
      best = card;
      best_cost = cost;
    }
  return best;
}
