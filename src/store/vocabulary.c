/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/vocabulary.h"

#include <string.h>

#include "store/op.h"

#define NAME 1000   /* bytes of a name, code or address */
#define PROSE 65536 /* bytes of notes and log text */
#define ALL_INTS G_MININT64, G_MAXINT64

#define CHOICES(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* One line a field, by class. _N: null is allowed. */
#define LWW(name, type)                                                                                      \
  {                                                                                                          \
    name, HT_CLASS_LWW, type, TRUE, ALL_INTS, NULL, NULL                                                     \
  }
#define LWW_TEXT(name, max)                                                                                  \
  {                                                                                                          \
    name, HT_CLASS_LWW, HT_TYPE_TEXT, TRUE, 0, max, NULL, NULL                                               \
  }
#define LWW_INT(name, min, max)                                                                              \
  {                                                                                                          \
    name, HT_CLASS_LWW, HT_TYPE_INT, TRUE, min, max, NULL, NULL                                              \
  }
#define LWW_CHOICE(name, choices)                                                                            \
  {                                                                                                          \
    name, HT_CLASS_LWW, HT_TYPE_CHOICE, FALSE, 0, 0, choices, NULL                                           \
  }
#define LWW_REF(name, target, null)                                                                          \
  {                                                                                                          \
    name, HT_CLASS_LWW, HT_TYPE_UUID, null, 0, 0, NULL, target                                               \
  }
#define MV(name, type, null)                                                                                 \
  {                                                                                                          \
    name, HT_CLASS_MV, type, null, 0, NAME, NULL, NULL                                                       \
  }
#define MV_INT(name, min, max)                                                                               \
  {                                                                                                          \
    name, HT_CLASS_MV, HT_TYPE_INT, FALSE, min, max, NULL, NULL                                              \
  }
#define MV_CHOICE(name, choices)                                                                             \
  {                                                                                                          \
    name, HT_CLASS_MV, HT_TYPE_CHOICE, FALSE, 0, 0, choices, NULL                                            \
  }
#define GUARDED_CHOICE(name, choices)                                                                        \
  {                                                                                                          \
    name, HT_CLASS_GUARDED, HT_TYPE_CHOICE, FALSE, 0, 0, choices, NULL                                       \
  }
#define END                                                                                                  \
  {                                                                                                          \
    NULL                                                                                                     \
  }

static const HtField city_fields[]
    = { LWW_TEXT ("name", NAME), LWW ("synthetic", HT_TYPE_BOOL), LWW ("centre", HT_TYPE_POINT), END };

static const HtField post_fields[] = { LWW_TEXT ("name", NAME), LWW_TEXT ("tag", 16), END };

static const HtField person_fields[]
    = { LWW_TEXT ("name", NAME),
        MV_CHOICE ("role", CHOICES ("viewer", "dispatcher", "commander", "planner", "administrator")),
        MV ("active", HT_TYPE_BOOL, FALSE), END };

static const HtField incident_fields[]
    = { LWW_TEXT ("code", NAME),
        MV ("type", HT_TYPE_TEXT, FALSE),
        MV_INT ("level", 0, 4), /* I to IV as 1 to 4; 0 not graded yet */
        MV_CHOICE ("status", CHOICES ("unverified", "open", "closed")),
        LWW_TEXT ("title", NAME),
        LWW_TEXT ("address", NAME),
        MV ("position", HT_TYPE_POINT, TRUE),
        LWW_TEXT ("source", NAME),
        LWW_TEXT ("source_id", NAME),
        LWW_INT ("reported_us", 0, G_MAXINT64),
        LWW_INT ("trapped", 0, 1000000),
        LWW_TEXT ("close_reason", PROSE),
        LWW_TEXT ("notes", PROSE),
        { "commander", HT_CLASS_GUARDED, HT_TYPE_UUID, TRUE, 0, 0, NULL, "person" },
        LWW_TEXT ("run_card", NAME),
        { "casualties", HT_CLASS_ADD_ONLY, HT_TYPE_ENTRY, FALSE, ALL_INTS, NULL, NULL },
        END };

static const HtField team_fields[]
    = { LWW_TEXT ("name", NAME),
        LWW_CHOICE ("kind", CHOICES ("engine", "ladder", "rescue", "medical", "chemical", "foam", "boat",
                                     "logistics")),
        LWW ("capabilities", HT_TYPE_TEXTS),
        LWW_INT ("crew", 0, 10000),
        LWW_REF ("station", NULL, TRUE),
        MV ("position", HT_TYPE_POINT, TRUE),
        MV_CHOICE ("status", CHOICES ("at_station", "standby", "returning", "out_of_service")),
        LWW_INT ("turnout_s", 0, 86400),
        LWW ("assumed", HT_TYPE_BOOL),
        LWW_TEXT ("note", PROSE),
        END };

static const HtField assignment_fields[]
    = { LWW_REF ("incident", "incident", FALSE),
        LWW_REF ("team", "team", FALSE),
        GUARDED_CHOICE ("state", CHOICES ("assigned", "acknowledged", "en_route", "on_scene", "released",
                                          "cancelled")),
        LWW_INT ("expected_s", 0, 31536000),
        LWW ("advised", HT_TYPE_BOOL),
        LWW_TEXT ("reason", PROSE),
        END };

static const HtField log_fields[] = { LWW_REF ("incident", "incident", TRUE), LWW_TEXT ("text", PROSE),
                                      LWW_CHOICE ("kind", CHOICES ("note", "system", "call", "photo")), END };

static const HtField closure_fields[]
    = { LWW ("sections", HT_TYPE_TEXTS), GUARDED_CHOICE ("state", CHOICES ("closed", "open")),
        LWW_TEXT ("reason", PROSE), LWW_INT ("until_us", 0, G_MAXINT64), END };

static const HtField layer_fields[] = { LWW_TEXT ("name", NAME),
                                        LWW_TEXT ("table_name", 64),
                                        LWW_TEXT ("source", NAME),
                                        LWW_TEXT ("date", 64),
                                        LWW_TEXT ("licence", NAME),
                                        LWW ("synthetic", HT_TYPE_BOOL),
                                        LWW ("digest", HT_TYPE_DIGEST),
                                        LWW ("blobs", HT_TYPE_DIGESTS),
                                        LWW_INT ("count", 0, G_MAXINT64),
                                        LWW_INT ("read", 0, G_MAXINT64),
                                        LWW_INT ("repaired", 0, G_MAXINT64),
                                        LWW_INT ("dropped", 0, G_MAXINT64),
                                        END };

static const HtField zone_fields[]
    = { LWW_TEXT ("kind", NAME), LWW ("exclusive", HT_TYPE_BOOL), LWW ("area", HT_TYPE_AREA),
        GUARDED_CHOICE ("state", CHOICES ("active", "lifted")), END };

static const HtField evacuation_fields[]
    = { LWW ("area", HT_TYPE_AREA), GUARDED_CHOICE ("state", CHOICES ("ordered", "cancelled")), END };

static const HtField plan_activation_fields[]
    = { LWW_TEXT ("plan", NAME), LWW_REF ("incident", "incident", TRUE), LWW_INT ("level", 0, 4),
        GUARDED_CHOICE ("state", CHOICES ("active", "ended")), END };

static const HtField stock_fields[]
    = { { "quantity", HT_CLASS_COUNTER, HT_TYPE_INT, FALSE, -1000000000000, 1000000000000, NULL, NULL },
        LWW_REF ("depot", NULL, TRUE),
        LWW_TEXT ("item", NAME),
        END };

static const HtField conflict_fields[] = { MV ("decision", HT_TYPE_ANY, FALSE), END };

static const HtKind kinds[] = { { "city", city_fields },
                                { "post", post_fields },
                                { "person", person_fields },
                                { "incident", incident_fields },
                                { "team", team_fields },
                                { "assignment", assignment_fields },
                                { "log", log_fields },
                                { "closure", closure_fields },
                                { "layer", layer_fields },
                                { "zone", zone_fields },
                                { "evacuation", evacuation_fields },
                                { "plan_activation", plan_activation_fields },
                                { "stock", stock_fields },
                                { "conflict", conflict_fields },
                                { NULL, NULL } };

const HtKind *
ht_vocabulary_list (void)
{
  return kinds;
}

const HtKind *
ht_vocabulary_find_kind (const char *kind)
{
  for (const HtKind *at = kinds; at->name != NULL; at++)
    if (strcmp (at->name, kind) == 0)
      return at;
  return NULL;
}

const HtField *
ht_vocabulary_find_field (const char *kind, const char *field)
{
  const HtKind *found = ht_vocabulary_find_kind (kind);
  for (const HtField *at = found != NULL ? found->fields : NULL; at != NULL && at->name != NULL; at++)
    if (strcmp (at->name, field) == 0)
      return at;
  return NULL;
}

HtFieldClass
ht_vocabulary_get_class (const char *kind, const char *field)
{
  if (strcmp (field, HT_FIELD_DELETED) == 0)
    return HT_CLASS_MV;
  const HtField *found = ht_vocabulary_find_field (kind, field);
  return found != NULL ? found->field_class : HT_CLASS_LWW;
}

gboolean
ht_vocabulary_state_is_active (const char *state)
{
  static const char *const active[] = { "assigned", "acknowledged", "en_route", "on_scene", NULL };
  return state != NULL && g_strv_contains (active, state);
}

HtVerb
ht_verb_parse (const char *verb)
{
  static const char *const names[]
      = { [HT_VERB_CREATE] = "create", [HT_VERB_SET] = "set",         [HT_VERB_ADD] = "add",
          [HT_VERB_DELETE] = "delete", [HT_VERB_RESTORE] = "restore", [HT_VERB_RESOLVE] = "resolve" };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (names[i], verb) == 0)
      return (HtVerb) i;
  return HT_VERB_UNKNOWN;
}
