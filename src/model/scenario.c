/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/scenario-private.h"

#include "base/i18n.h"
#include "base/json.h"
#include "model/error.h"
#include "model/person.h"

#define MAX_STEPS 100000

struct _HtScenario
{
  GObject parent_instance;
  HtValue *root;
  gint64 starts_us;
};

G_DEFINE_TYPE (HtScenario, ht_scenario, G_TYPE_OBJECT)

static void
ht_scenario_finalize (GObject *object)
{
  g_clear_pointer (&HT_SCENARIO (object)->root, ht_value_unref);
  G_OBJECT_CLASS (ht_scenario_parent_class)->finalize (object);
}

static void
ht_scenario_class_init (HtScenarioClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ht_scenario_finalize;
}

static void
ht_scenario_init (HtScenario *self)
{
}

static gboolean
refuse (const char *path, const char *key, const char *what, GError **error)
{
  g_set_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID, "%s:%s: %s", path, key, what);
  return FALSE;
}

static gboolean
is_words (HtValue *value)
{
  return *ht_value_member_text (value, "en", "") != '\0'
         && *ht_value_member_text (value, "zh_CN", "") != '\0';
}

static gboolean
check_keys (const char *path, HtValue *root, GError **error)
{
  static const char *const keys[] = { "version", "title", "note", "starts", "role", "steps", NULL };
  for (guint i = 0; i < ht_value_get_length (root); i++)
    {
      HtValue *value = NULL;
      const char *key = ht_value_get_key (root, i, &value);
      if (!g_strv_contains (keys, key))
        return refuse (path, key, _ ("is not known; remove or correct it"), error);
    }
  return TRUE;
}

static gboolean
check_head (const char *path, HtValue *root, GError **error)
{
  static const char *const roles[] = { HT_ROLE_DISPATCHER, HT_ROLE_COMMANDER, HT_ROLE_ADMINISTRATOR, NULL };
  HtValue *steps = ht_value_get_member (root, "steps");
  HtValue *note = ht_value_get_member (root, "note");
  if (ht_value_get_kind (root) != HT_VALUE_MAP || ht_value_member_int (root, "version", 0) != 1)
    return refuse (path, "version", _ ("must be 1; this is no scenario of this program"), error);
  if (!check_keys (path, root, error))
    return FALSE;
  if (!is_words (ht_value_get_member (root, "title")))
    return refuse (path, "title", _ ("needs “en” and “zh_CN”; write both"), error);
  if (note != NULL && !is_words (note))
    return refuse (path, "note", _ ("needs “en” and “zh_CN”; write both"), error);
  if (!g_strv_contains (roles, ht_value_member_text (root, "role", HT_ROLE_DISPATCHER)))
    return refuse (path, "role", _ ("must be dispatcher, commander or administrator; choose one"), error);
  if (ht_value_get_kind (steps) != HT_VALUE_ARRAY || ht_value_get_length (steps) == 0
      || ht_value_get_length (steps) > MAX_STEPS)
    return refuse (path, "steps", _ ("must be a list of 1 to 100,000 steps; write some"), error);
  return TRUE;
}

HtScenario *
ht_scenario_load (const char *path, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);
  g_autoptr (HtValue) root = ht_json_load_file (path, error);
  if (root == NULL || !check_head (path, root, error)
      || !ht_scenario_check_steps (path, ht_value_get_member (root, "steps"), error))
    return NULL;
  g_autoptr (GDateTime) starts
      = g_date_time_new_from_iso8601 (ht_value_member_text (root, "starts", ""), NULL);
  if (starts == NULL)
    {
      refuse (path, "starts", _ ("must be a time with zone, as 2026-11-24T00:00:00Z; correct it"), error);
      return NULL;
    }
  HtScenario *self = g_object_new (HT_TYPE_SCENARIO, NULL);
  self->root = g_steal_pointer (&root);
  self->starts_us = g_date_time_to_unix (starts) * G_USEC_PER_SEC + g_date_time_get_microsecond (starts);
  return self;
}

const char *
ht_scenario_get_title (HtScenario *self)
{
  g_return_val_if_fail (HT_IS_SCENARIO (self), NULL);
  return ht_value_member_text (ht_value_get_member (self->root, "title"), ht_i18n_get_language (), "");
}

guint
ht_scenario_get_n_steps (HtScenario *self)
{
  g_return_val_if_fail (HT_IS_SCENARIO (self), 0);
  return ht_value_get_length (ht_scenario_get_steps (self));
}

HtValue *
ht_scenario_get_steps (HtScenario *self)
{
  return ht_value_get_member (self->root, "steps");
}

gint64
ht_scenario_get_starts_us (HtScenario *self)
{
  return self->starts_us;
}

const char *
ht_scenario_get_role (HtScenario *self)
{
  return ht_value_member_text (self->root, "role", HT_ROLE_DISPATCHER);
}
