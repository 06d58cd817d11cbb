/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/matter-rules.h"

#include "base/i18n.h"
#include "model/assignment.h"
#include "model/city-private.h"
#include "model/dispatch-private.h"
#include "model/entity-private.h"
#include "model/matter-private.h"
#include "model/telling.h"

static gboolean
is_rule (HtMatter *matter, const char *rule)
{
  return g_str_equal (ht_matter_get_rule (matter), rule);
}

static const char *
code_of (HtCity *city, const HtUuid *incident)
{
  HtIncident *found = ht_city_find_incident (city, incident);
  return found != NULL ? ht_incident_get_code (found) : _ ("unknown incident");
}

static const char *
code_of_side (HtCity *city, HtMatter *matter, guint side)
{
  HtUuid incident = ht_telling_get_incident (city, ht_matter_get_op (matter, side));
  return code_of (city, &incident);
}

/* Name of what the conflict is about: a team's name, an incident's code. */
static const char *
subject_name (HtCity *city, HtMatter *matter)
{
  HtConflict *conflict = ht_matter_get_conflict (matter);
  HtTeam *team = ht_city_find_team (city, &conflict->subject);
  HtIncident *incident = ht_city_find_incident (city, &conflict->subject);
  HtPerson *person = ht_city_find_person (city, &conflict->subject);
  if (team != NULL)
    return ht_team_get_name (team);
  if (incident != NULL)
    return ht_incident_get_code (incident);
  return person != NULL ? ht_person_get_name (person) : conflict->kind;
}

static HtAssignment *
assignment_of_side (HtCity *city, HtMatter *matter, guint side)
{
  const HtOp *op = ht_matter_get_op (matter, side);
  return g_strcmp0 (op->kind, "assignment") == 0 ? ht_city_find_assignment (city, &op->id) : NULL;
}

/* The register two heads of which stand against each other; NULL for the other rules. */
static const char *
contested_field (HtMatter *matter)
{
  for (guint side = 0; is_rule (matter, "register_heads") && side < 2; side++)
    {
      const char *field = ht_matter_get_op (matter, side)->field;
      if (field != NULL && *field != '\0')
        return field;
    }
  return NULL;
}

char *
ht_matter_rules_dup_told (HtCity *city, HtMatter *matter, guint side)
{
  const HtOp *op = ht_matter_get_op (matter, side);
  const char *field = contested_field (matter);
  HtValue *value = field != NULL ? ht_op_get_field (op, field) : NULL;
  if (value == NULL)
    return ht_telling_dup_text (city, op);
  g_autoptr (HtOp) setting = ht_op_new ();
  setting->kind = g_strdup (op->kind);
  setting->id = op->id;
  setting->verb = g_strdup ("set");
  setting->field = g_strdup (field);
  setting->value = ht_value_ref (value);
  return ht_telling_dup_text (city, setting);
}

char *
ht_matter_rules_dup_sentence (HtCity *city, HtMatter *matter)
{
  const char *subject = subject_name (city, matter);
  if (is_rule (matter, "team_two_assignments"))
    return g_strdup_printf (_ ("%s was sent to %s and to %s; neither post knew of the other."), subject,
                            code_of_side (city, matter, 0), code_of_side (city, matter, 1));
  if (is_rule (matter, "assigned_out_of_service"))
    {
      guint side = assignment_of_side (city, matter, 0) != NULL ? 0 : 1;
      return g_strdup_printf (_ ("%s was sent to %s while it was being taken out of service."), subject,
                              code_of_side (city, matter, side));
    }
  if (is_rule (matter, "incident_closed_assigned"))
    return g_strdup_printf (_ ("%s was closed while another post was still working on it."), subject);
  if (is_rule (matter, "incident_twice"))
    {
      HtConflict *conflict = ht_matter_get_conflict (matter);
      return g_strdup_printf (_ ("%s and %s look like the same incident: same type, near in place and time."),
                              code_of (city, &conflict->subject), code_of (city, &conflict->other));
    }
  if (is_rule (matter, "register_heads"))
    return g_strdup_printf (_ ("%s: “%s” was set to two different values."), subject,
                            ht_words_get_field (contested_field (matter)));
  return g_strdup_printf (_ ("%s: %s"), subject, ht_matter_get_rule_text (matter));
}

char *
ht_matter_rules_dup_choice (HtCity *city, HtMatter *matter, guint side)
{
  const HtOp *op = ht_matter_get_op (matter, side);
  gboolean assigns = assignment_of_side (city, matter, side) != NULL;
  if (is_rule (matter, "team_two_assignments"))
    return g_strdup_printf (_ ("Keep it at %s, release it from %s"), code_of_side (city, matter, side),
                            code_of_side (city, matter, 1 - side));
  if (is_rule (matter, "assigned_out_of_service"))
    return g_strdup (assigns ? _ ("Keep the assignment, put the team back in service")
                             : _ ("Keep it out of service, cancel the assignment"));
  if (is_rule (matter, "incident_closed_assigned"))
    return g_strdup (g_strcmp0 (op->kind, "incident") == 0 && g_strcmp0 (op->field, "status") == 0
                         ? _ ("Keep it closed, release the teams")
                         : _ ("Open it again and go on"));
  if (is_rule (matter, "incident_twice"))
    return g_strdup_printf (_ ("Keep %s, close the other as a duplicate"), code_of_side (city, matter, side));
  g_autofree char *told = ht_matter_rules_dup_told (city, matter, side);
  return g_strdup_printf (_ ("Let this stand: %s"), told != NULL ? told : ht_words_get_field (op->field));
}

/* --- what a choice leaves on the map --- */

/* The place a contested side puts the thing at. */
static gboolean
get_place (HtMatter *matter, guint side, HtPoint *place)
{
  const char *field = contested_field (matter);
  HtValue *value
      = g_strcmp0 (field, "position") == 0 ? ht_op_get_field (ht_matter_get_op (matter, side), field) : NULL;
  return ht_value_read_point (value, place);
}

static HtIncident *
incident_of_side (HtCity *city, HtMatter *matter, guint side)
{
  HtUuid id = ht_telling_get_incident (city, ht_matter_get_op (matter, side));
  return ht_city_find_incident (city, &id);
}

void
ht_matter_get_outcome (HtMatter *matter, HtCity *city, guint side, HtMatterOutcome *outcome)
{
  g_return_if_fail (HT_IS_MATTER (matter) && HT_IS_CITY (city) && side < 2);
  const HtOp *op = ht_matter_get_op (matter, side);
  HtIncident *this = incident_of_side (city, matter, side),
             *other = incident_of_side (city, matter, 1 - side);
  *outcome = (HtMatterOutcome){ .goes_on = this };
  if (is_rule (matter, "team_two_assignments") || is_rule (matter, "assigned_out_of_service"))
    {
      gboolean assigns = assignment_of_side (city, matter, side) != NULL;
      outcome->team = ht_city_find_team (city, &ht_matter_get_conflict (matter)->subject);
      outcome->goes_on = assigns ? this : NULL;
      outcome->is_left = assignment_of_side (city, matter, 1 - side) != NULL ? other : NULL;
      outcome->team_goes = assigns;
    }
  else if (is_rule (matter, "incident_closed_assigned") && g_strcmp0 (op->kind, "incident") == 0
           && g_strcmp0 (op->field, "status") == 0)
    *outcome = (HtMatterOutcome){ .is_left = this };
  else if (is_rule (matter, "incident_twice"))
    outcome->is_left = other;
  outcome->has_place = get_place (matter, side, &outcome->place);
}

/* --- consequences --- */

static void
end_assignment (HtAssignment *assignment, GPtrArray *drafts)
{
  if (assignment != NULL && ht_assignment_is_active (assignment))
    ht_dispatch_add_end (drafts, assignment);
}

/* Its team stays out of service wherever it is. */
static void
cancel_only (HtAssignment *assignment, GPtrArray *drafts)
{
  if (assignment != NULL && ht_assignment_is_active (assignment))
    ht_drafts_set (drafts, ht_entity_get_record (HT_ENTITY (assignment)), "state",
                   ht_value_new_text ("cancelled"));
}

static void
end_all_assignments (HtIncident *incident, GPtrArray *drafts)
{
  GListModel *assignments = ht_incident_get_assignments (incident);
  for (guint i = 0; i < g_list_model_get_n_items (assignments); i++)
    {
      g_autoptr (HtAssignment) assignment = g_list_model_get_item (assignments, i);
      end_assignment (assignment, drafts);
    }
}

static void
set_status (HtEntity *entity, const char *status, GPtrArray *drafts)
{
  ht_drafts_set (drafts, ht_entity_get_record (entity), "status", ht_value_new_text (status));
}

static void
close_duplicate (HtCity *city, HtMatter *matter, guint side, GPtrArray *drafts)
{
  HtUuid other = ht_telling_get_incident (city, ht_matter_get_op (matter, 1 - side));
  HtIncident *incident = ht_city_find_incident (city, &other);
  if (incident == NULL)
    return;
  g_autofree char *reason = g_strdup_printf (_ ("Duplicate of %s"), code_of_side (city, matter, side));
  end_all_assignments (incident, drafts);
  set_status (HT_ENTITY (incident), "closed", drafts);
  ht_drafts_set (drafts, ht_entity_get_record (HT_ENTITY (incident)), "close_reason",
                 ht_value_new_text (reason));
}

/* Several heads: the chosen value is set on top of all of them. */
static void
set_chosen (HtCity *city, HtMatter *matter, guint side, GPtrArray *drafts)
{
  const HtOp *op = ht_matter_get_op (matter, side);
  const char *field = contested_field (matter);
  HtRecord *record = ht_city_find_record (city, &op->id);
  HtValue *value = field != NULL ? ht_op_get_field (op, field) : NULL;
  if (record != NULL && value != NULL && ht_record_get_register (record, field) != NULL)
    ht_drafts_set (drafts, record, field, ht_value_ref (value));
}

void
ht_matter_rules_add_consequences (HtCity *city, HtMatter *matter, guint side, GPtrArray *drafts)
{
  HtConflict *conflict = ht_matter_get_conflict (matter);
  const HtOp *op = ht_matter_get_op (matter, side);
  HtTeam *team = ht_city_find_team (city, &conflict->subject);
  HtIncident *incident = ht_city_find_incident (city, &conflict->subject);
  if (is_rule (matter, "team_two_assignments"))
    end_assignment (assignment_of_side (city, matter, 1 - side), drafts);
  else if (is_rule (matter, "assigned_out_of_service") && team != NULL)
    {
      if (assignment_of_side (city, matter, side) != NULL)
        set_status (HT_ENTITY (team), "at_station", drafts);
      else
        cancel_only (assignment_of_side (city, matter, 1 - side), drafts);
    }
  else if (is_rule (matter, "incident_closed_assigned") && incident != NULL)
    {
      if (g_strcmp0 (op->kind, "incident") == 0 && g_strcmp0 (op->field, "status") == 0)
        end_all_assignments (incident, drafts);
      else
        set_status (HT_ENTITY (incident), "open", drafts);
    }
  else if (is_rule (matter, "incident_twice"))
    close_duplicate (city, matter, side, drafts);
  else if (is_rule (matter, "register_heads"))
    set_chosen (city, matter, side, drafts);
}
