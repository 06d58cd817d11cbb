/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/telling.h"

#include "base/format.h"
#include "base/i18n.h"
#include "model/city-private.h"
#include "model/entity-private.h"
#include "model/layer.h"
#include "model/log-entry-private.h"
#include "model/run-cards.h"

/* Tells one operation of one kind; NULL where it says nothing. */
typedef char *(*TellFunc) (HtCity *city, const HtOp *op);

static const char *
text_of (const HtOp *op, const char *field)
{
  return ht_value_get_text (ht_op_get_field (op, field), "");
}

static gboolean
is_create (const HtOp *op)
{
  return g_str_equal (op->verb, "create");
}

static const char *
team_name (HtCity *city, const HtUuid *id)
{
  HtTeam *team = ht_city_find_team (city, id);
  return team != NULL ? ht_team_get_name (team) : _ ("unknown team");
}

static const char *
incident_code (HtCity *city, const HtUuid *id)
{
  HtIncident *incident = ht_city_find_incident (city, id);
  return incident != NULL ? ht_incident_get_code (incident) : _ ("unknown incident");
}

static HtUuid
uuid_of (const HtOp *op, const char *field)
{
  HtUuid id;
  return ht_value_get_uuid (ht_op_get_field (op, field), &id) ? id : ht_uuid_nil ();
}

static char *
tell_new_incident (HtCity *city, const HtOp *op)
{
  HtIncidentType *type = ht_run_cards_find_type (city->run_cards, text_of (op, "type"));
  const char *what = type != NULL ? ht_incident_type_get_label (type) : text_of (op, "type");
  int level = (int) ht_value_get_int (ht_op_get_field (op, "level"), 0);
  g_autoptr (GString) line = g_string_new (NULL);
  g_string_append_printf (line, _ ("Incident %s: %s"), text_of (op, "code"), what);
  if (*text_of (op, "title") != '\0')
    g_string_append_printf (line, " · %s", text_of (op, "title"));
  if (*text_of (op, "address") != '\0')
    g_string_append_printf (line, " · %s", text_of (op, "address"));
  g_string_append_printf (line, " · %s", level == 0 ? _ ("not graded") : ht_level_get_numeral (level));
  if (*text_of (op, "source") != '\0')
    g_string_append_printf (line, _ (" · from %s"), text_of (op, "source"));
  return g_string_free (g_steal_pointer (&line), FALSE);
}

static char *
tell_status (const HtOp *op)
{
  const char *status = ht_value_get_text (op->value, "");
  if (g_str_equal (status, "closed"))
    return g_strdup (_ ("Closed"));
  return g_strdup (g_str_equal (status, "open") ? _ ("Open: verified or opened again")
                                                : _ ("Marked as unverified"));
}

static char *
tell_level (int level)
{
  if (level == HT_LEVEL_UNGRADED)
    return g_strdup (_ ("Grade taken back"));
  return g_strdup_printf (_ ("Graded %s"), ht_level_get_label (level));
}

static char *
tell_incident (HtCity *city, const HtOp *op)
{
  if (is_create (op))
    return tell_new_incident (city, op);
  const char *text = ht_value_get_text (op->value, "");
  if (g_str_equal (op->field, "level"))
    return tell_level ((int) ht_value_get_int (op->value, 0));
  if (g_str_equal (op->field, "status"))
    return tell_status (op);
  if (g_str_equal (op->field, "close_reason"))
    return *text != '\0' ? g_strdup_printf (_ ("Reason: %s"), text) : NULL;
  if (g_str_equal (op->field, "type"))
    {
      HtIncidentType *type = ht_run_cards_find_type (city->run_cards, text);
      return g_strdup_printf (_ ("Type: %s"), type != NULL ? ht_incident_type_get_label (type) : text);
    }
  if (g_str_equal (op->field, "title"))
    return g_strdup_printf (_ ("Title: %s"), text);
  if (g_str_equal (op->field, "address"))
    return g_strdup_printf (_ ("Address: %s"), text);
  if (g_str_equal (op->field, "notes"))
    return g_strdup_printf (_ ("Facts: %s"), text);
  if (g_str_equal (op->field, "position"))
    return g_strdup (_ ("Place corrected on the map"));
  if (g_str_equal (op->field, "trapped") && ht_value_get_kind (op->value) == HT_VALUE_INT)
    return g_strdup_printf (_ ("People trapped: %d"), (int) ht_value_get_int (op->value, 0));
  if (g_str_equal (op->field, "commander"))
    return g_strdup (_ ("Command handed over"));
  return NULL;
}

static char *
tell_new_assignment (HtCity *city, const HtOp *op)
{
  HtUuid team = uuid_of (op, "team"), incident = uuid_of (op, "incident");
  gint64 expected = ht_value_get_int (ht_op_get_field (op, "expected_s"), -1);
  gboolean advised = ht_value_get_bool (ht_op_get_field (op, "advised"), FALSE);
  g_autoptr (GString) line = g_string_new (NULL);
  g_string_append_printf (line, _ ("%s sent to %s"), team_name (city, &team),
                          incident_code (city, &incident));
  if (expected >= 0)
    {
      g_autofree char *duration = ht_format_duration (expected);
      g_string_append_printf (line, _ (", expected in %s"), duration);
    }
  g_string_append (line, advised ? _ (", as advised") : _ (", chosen by the operator"));
  if (*text_of (op, "reason") != '\0')
    g_string_append_printf (line, _ (". Reason: %s"), text_of (op, "reason"));
  return g_string_free (g_steal_pointer (&line), FALSE);
}

static char *
tell_assignment (HtCity *city, const HtOp *op)
{
  if (is_create (op))
    return tell_new_assignment (city, op);
  HtAssignment *assignment = ht_city_find_assignment (city, &op->id);
  HtTeam *team = assignment != NULL ? ht_assignment_get_team (assignment) : NULL;
  const char *name = team != NULL ? ht_team_get_name (team) : _ ("unknown team");
  HtAssignmentState state;
  if (g_str_equal (op->field, "state")
      && ht_assignment_state_parse (ht_value_get_text (op->value, ""), &state))
    return g_strdup_printf (_ ("%s: %s"), name, ht_assignment_state_get_label (state));
  return NULL;
}

static char *
tell_team (HtCity *city, const HtOp *op)
{
  if (is_create (op))
    {
      gboolean assumed = ht_value_get_bool (ht_op_get_field (op, "assumed"), FALSE);
      return g_strdup_printf (assumed ? _ ("Team %s assumed from the standard establishment")
                                      : _ ("Team %s added"),
                              text_of (op, "name"));
    }
  const char *name = team_name (city, &op->id);
  HtTeamState state;
  if (g_str_equal (op->field, "status") && ht_team_state_parse (ht_value_get_text (op->value, ""), &state))
    return g_strdup_printf (_ ("%s: %s"), name, ht_team_state_get_label (state));
  if (g_str_equal (op->field, "position"))
    return g_strdup_printf (_ ("%s reported its position"), name);
  if (g_str_equal (op->field, "assumed"))
    return g_strdup_printf (_ ("%s confirmed as a real team"), name);
  return g_strdup_printf (_ ("%s: facts changed"), name);
}

static char *
tell_log (HtCity *city, const HtOp *op)
{
  const char *text = is_create (op) ? text_of (op, "text") : "";
  return *text != '\0' ? g_strdup (text) : NULL;
}

static char *
tell_closure (HtCity *city, const HtOp *op)
{
  if (is_create (op))
    {
      guint n = ht_value_get_length (ht_op_get_field (op, "sections"));
      return g_strdup_printf (ngettext ("Road closed (%u section): %s", "Road closed (%u sections): %s", n),
                              n, text_of (op, "reason"));
    }
  if (!g_str_equal (op->field, "state"))
    return NULL;
  gboolean open = g_str_equal (ht_value_get_text (op->value, ""), "open");
  return g_strdup (open ? _ ("Road opened") : _ ("Road closed again"));
}

static char *
tell_layer (HtCity *city, const HtOp *op)
{
  HtRecord *record = ht_city_find_record (city, &op->id);
  HtLayer *layer = record != NULL ? HT_LAYER (g_hash_table_lookup (city->entities, &op->id)) : NULL;
  if (layer == NULL)
    return NULL;
  if (ht_layer_is_by_hand (layer))
    return g_strdup_printf (_ ("Station %s placed"), ht_record_get_text (record, "name", ""));
  g_autofree char *count = ht_format_count (ht_layer_get_count (layer));
  return g_strdup_printf (_ ("Layer %s taken from %s: %s things"), ht_layer_get_name (layer),
                          ht_layer_get_source (layer), count);
}

static char *
tell_person (HtCity *city, const HtOp *op)
{
  if (is_create (op))
    return g_strdup_printf (_ ("%s added as %s"), text_of (op, "name"),
                            ht_words_get_role (text_of (op, "role")));
  HtPerson *person = ht_city_find_person (city, &op->id);
  return person != NULL ? g_strdup_printf (_ ("%s: facts changed"), ht_person_get_name (person)) : NULL;
}

static char *
tell_conflict (HtCity *city, const HtOp *op)
{
  const char *reason = ht_value_member_text (op->value, "reason", "");
  return g_strdup_printf (_ ("Contradiction decided: %s"), reason);
}

static char *
tell_city (HtCity *city, const HtOp *op)
{
  return is_create (op) ? g_strdup_printf (_ ("City file made: %s"), text_of (op, "name")) : NULL;
}

static char *
tell_post (HtCity *city, const HtOp *op)
{
  return is_create (op) ? g_strdup_printf (_ ("Post set up: %s"), text_of (op, "name")) : NULL;
}

static const struct
{
  const char *kind, *log_kind;
  TellFunc tell;
} tellers[] = {
  { "incident", "incident", tell_incident },
  { "assignment", "assignment", tell_assignment },
  { "team", "team", tell_team },
  { "log", "note", tell_log },
  { "closure", "closure", tell_closure },
  { "layer", "layer", tell_layer },
  { "person", "person", tell_person },
  { "conflict", "conflict", tell_conflict },
  { "city", "other", tell_city },
  { "post", "other", tell_post },
};

/* That something was removed or is there again, by its name where it has one. */
static char *
tell_life (HtCity *city, const HtOp *op)
{
  gboolean gone = g_str_equal (op->verb, "delete");
  HtRecord *record = ht_city_find_record (city, &op->id);
  const char *name = record != NULL ? ht_record_get_text (record, "name", "") : "";
  if (*name == '\0' && record != NULL)
    name = ht_record_get_text (record, "code", "");
  if (*name == '\0')
    return g_strdup (gone ? _ ("Removed") : _ ("Restored"));
  return g_strdup_printf (gone ? _ ("%s removed") : _ ("%s is there again"), name);
}

char *
ht_telling_dup_text (HtCity *city, const HtOp *op)
{
  if (op->kind == NULL)
    return g_strdup (_ ("An operation outside this post’s area"));
  if (g_str_equal (op->verb, "delete") || g_str_equal (op->verb, "restore"))
    return tell_life (city, op);
  for (guint i = 0; i < G_N_ELEMENTS (tellers); i++)
    if (g_str_equal (tellers[i].kind, op->kind))
      return tellers[i].tell (city, op);
  return g_strdup_printf (_ ("Unknown kind of operation from a newer version (%s)"), op->kind);
}

const char *
ht_telling_get_post (HtCity *city, const HtOp *op)
{
  HtRecord *post = g_hash_table_lookup (city->records, &op->origin);
  const char *name = post != NULL ? ht_record_get_text (post, "name", "") : "";
  return *name != '\0' ? name : _ ("unknown post");
}

const char *
ht_telling_get_who (HtCity *city, const HtOp *op)
{
  HtPerson *person = ht_city_find_person (city, &op->actor);
  return person != NULL ? ht_person_get_name (person) : ht_telling_get_post (city, op);
}

HtUuid
ht_telling_get_incident (HtCity *city, const HtOp *op)
{
  HtUuid id = ht_uuid_nil ();
  if (op->kind == NULL)
    return id;
  if (g_str_equal (op->kind, "incident"))
    return op->id;
  HtRecord *record = ht_city_find_record (city, &op->id);
  if (record != NULL && (g_str_equal (op->kind, "assignment") || g_str_equal (op->kind, "log")))
    ht_record_get_uuid (record, "incident", &id);
  return id;
}

static const char *
log_kind (const HtOp *op)
{
  for (guint i = 0; op->kind != NULL && i < G_N_ELEMENTS (tellers); i++)
    if (g_str_equal (tellers[i].kind, op->kind))
      return tellers[i].log_kind;
  return "other";
}

HtLogEntry *
ht_telling_new_entry (HtCity *city, const HtOp *op)
{
  g_autofree char *text = ht_telling_dup_text (city, op);
  if (text == NULL)
    return NULL;
  HtLogLine line = {
    .who = ht_telling_get_who (city, op),
    .text = text,
    .kind = log_kind (op),
    .incident_id = ht_telling_get_incident (city, op),
  };
  return ht_log_entry_new (op, &line);
}
