/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/incident.h"

#include "base/i18n.h"
#include "model/clocks.h"
#include "model/entity-private.h"
#include "model/links-private.h"

struct _HtIncident
{
  HtEntity parent_instance;
  GListStore *assignments;
  HtIncidentStatus status;
  char *type_label;
  char *summary;
};

enum
{
  PROP_CODE = 1,
  PROP_TITLE,
  PROP_TYPE,
  PROP_LEVEL,
  PROP_STATUS,
  PROP_ADDRESS,
  PROP_SUMMARY,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];
G_DEFINE_TYPE (HtIncident, ht_incident, HT_TYPE_ENTITY)

static HtRecord *
record_of (HtIncident *self)
{
  return ht_entity_get_record (HT_ENTITY (self));
}

static void
ht_incident_record_changed (HtEntity *entity)
{
  HtIncident *self = HT_INCIDENT (entity);
  HtIncidentStatus status;
  /* A status from a newer version keeps the incident in the queue. */
  if (!ht_incident_status_parse (ht_record_get_text (record_of (self), "status", "open"), &status))
    status = HT_INCIDENT_OPEN;
  self->status = status;
  ht_incident_refresh (self);
  for (guint i = PROP_CODE; i <= PROP_ADDRESS; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

static void
ht_incident_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  HtIncident *self = HT_INCIDENT (object);
  switch (id)
    {
    case PROP_CODE:
      g_value_set_string (value, ht_incident_get_code (self));
      break;
    case PROP_TITLE:
      g_value_set_string (value, ht_incident_get_title (self));
      break;
    case PROP_TYPE:
      g_value_set_string (value, ht_incident_get_type_name (self));
      break;
    case PROP_LEVEL:
      g_value_set_int (value, ht_incident_get_level (self));
      break;
    case PROP_STATUS:
      g_value_set_int (value, self->status);
      break;
    case PROP_ADDRESS:
      g_value_set_string (value, ht_incident_get_address (self));
      break;
    case PROP_SUMMARY:
      g_value_set_string (value, self->summary);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
ht_incident_finalize (GObject *object)
{
  HtIncident *self = HT_INCIDENT (object);
  g_object_unref (self->assignments);
  g_free (self->type_label);
  g_free (self->summary);
  G_OBJECT_CLASS (ht_incident_parent_class)->finalize (object);
}

static void
ht_incident_class_init (HtIncidentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  object_class->finalize = ht_incident_finalize;
  object_class->get_property = ht_incident_get_property;
  HT_ENTITY_CLASS (klass)->record_changed = ht_incident_record_changed;
  properties[PROP_CODE] = g_param_spec_string ("code", NULL, NULL, "", HT_PARAM_READ);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", HT_PARAM_READ);
  properties[PROP_TYPE] = g_param_spec_string ("type", NULL, NULL, "", HT_PARAM_READ);
  properties[PROP_LEVEL] = g_param_spec_int ("level", NULL, NULL, 0, 4, 0, HT_PARAM_READ);
  properties[PROP_STATUS] = g_param_spec_int ("status", NULL, NULL, 0, G_MAXINT, 0, HT_PARAM_READ);
  properties[PROP_ADDRESS] = g_param_spec_string ("address", NULL, NULL, "", HT_PARAM_READ);
  properties[PROP_SUMMARY] = g_param_spec_string ("summary", NULL, NULL, "", HT_PARAM_READ);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
ht_incident_init (HtIncident *self)
{
  self->assignments = g_list_store_new (HT_TYPE_ASSIGNMENT);
  self->summary = g_strdup ("");
}

/* What matters most comes first: who works there, who comes, who is wanted. */
static char *
make_summary (HtIncident *self)
{
  if (self->status == HT_INCIDENT_CLOSED)
    return g_strdup (_ ("closed"));
  if (self->status == HT_INCIDENT_UNVERIFIED)
    return g_strdup (_ ("waiting to be verified"));
  guint on_scene = ht_incident_count_in_state (self, HT_ASSIGNMENT_ON_SCENE);
  guint en_route = ht_incident_count_in_state (self, HT_ASSIGNMENT_EN_ROUTE);
  guint active = ht_incident_count_active (self);
  if (on_scene > 0)
    return g_strdup_printf (ngettext ("%u team on scene", "%u teams on scene", on_scene), on_scene);
  if (en_route > 0)
    return g_strdup_printf (ngettext ("%u team en route", "%u teams en route", en_route), en_route);
  if (active > 0)
    return g_strdup_printf (ngettext ("%u team assigned", "%u teams assigned", active), active);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->assignments)) > 0)
    return g_strdup (_ ("teams released, waiting to be closed"));
  if (ht_incident_get_level (self) == HT_LEVEL_UNGRADED)
    return g_strdup (_ ("waiting to be graded"));
  return g_strdup (_ ("waiting for teams"));
}

void
ht_incident_refresh (HtIncident *self)
{
  g_return_if_fail (HT_IS_INCIDENT (self));
  g_autofree char *summary = make_summary (self);
  if (g_str_equal (summary, self->summary))
    return;
  g_free (self->summary);
  self->summary = g_steal_pointer (&summary);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUMMARY]);
}

void
ht_incident_set_type_label (HtIncident *self, const char *label)
{
  g_return_if_fail (HT_IS_INCIDENT (self));
  if (g_strcmp0 (self->type_label, label) == 0)
    return;
  g_free (self->type_label);
  self->type_label = g_strdup (label);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

static int
compare_created (gconstpointer a, gconstpointer b, gpointer unused)
{
  gint64 first = ht_assignment_get_created_us (HT_ASSIGNMENT ((gpointer) a));
  gint64 second = ht_assignment_get_created_us (HT_ASSIGNMENT ((gpointer) b));
  if (first != second)
    return first < second ? -1 : 1;
  return ht_uuid_compare (ht_entity_get_id (HT_ENTITY ((gpointer) a)),
                          ht_entity_get_id (HT_ENTITY ((gpointer) b)));
}

void
ht_incident_add_assignment (HtIncident *self, HtAssignment *assignment)
{
  g_return_if_fail (HT_IS_INCIDENT (self));
  if (!g_list_store_find (self->assignments, assignment, NULL))
    g_list_store_insert_sorted (self->assignments, assignment, compare_created, NULL);
  ht_incident_refresh (self);
  ht_entity_touch (HT_ENTITY (self));
}

void
ht_incident_remove_assignment (HtIncident *self, HtAssignment *assignment)
{
  g_return_if_fail (HT_IS_INCIDENT (self));
  guint position;
  if (g_list_store_find (self->assignments, assignment, &position))
    g_list_store_remove (self->assignments, position);
  ht_incident_refresh (self);
  ht_entity_touch (HT_ENTITY (self));
}

const char *
ht_incident_get_code (HtIncident *self)
{
  g_return_val_if_fail (HT_IS_INCIDENT (self), NULL);
  return ht_record_get_text (record_of (self), "code", "");
}

const char *
ht_incident_get_title (HtIncident *self)
{
  g_return_val_if_fail (HT_IS_INCIDENT (self), NULL);
  const char *title = ht_record_get_text (record_of (self), "title", "");
  return *title != '\0' ? title : ht_incident_get_type_label (self);
}

const char *
ht_incident_get_type_name (HtIncident *self)
{
  g_return_val_if_fail (HT_IS_INCIDENT (self), NULL);
  return ht_record_get_text (record_of (self), "type", "");
}

const char *
ht_incident_get_type_label (HtIncident *self)
{
  g_return_val_if_fail (HT_IS_INCIDENT (self), NULL);
  return self->type_label != NULL ? self->type_label : ht_incident_get_type_name (self);
}

int
ht_incident_get_level (HtIncident *self)
{
  g_return_val_if_fail (HT_IS_INCIDENT (self), 0);
  gint64 level = ht_record_get_int (record_of (self), "level", 0);
  return level >= 1 && level <= 4 ? (int) level : HT_LEVEL_UNGRADED;
}

HtIncidentStatus
ht_incident_get_status (HtIncident *self)
{
  g_return_val_if_fail (HT_IS_INCIDENT (self), HT_INCIDENT_CLOSED);
  return self->status;
}

const char *
ht_incident_get_address (HtIncident *self)
{
  g_return_val_if_fail (HT_IS_INCIDENT (self), NULL);
  return ht_record_get_text (record_of (self), "address", "");
}

gboolean
ht_incident_get_position (HtIncident *self, HtPoint *position)
{
  g_return_val_if_fail (HT_IS_INCIDENT (self), FALSE);
  return ht_record_get_point (record_of (self), "position", position);
}

const char *
ht_incident_get_source (HtIncident *self)
{
  g_return_val_if_fail (HT_IS_INCIDENT (self), NULL);
  return ht_record_get_text (record_of (self), "source", "");
}

const char *
ht_incident_get_notes (HtIncident *self)
{
  g_return_val_if_fail (HT_IS_INCIDENT (self), NULL);
  return ht_record_get_text (record_of (self), "notes", "");
}

const char *
ht_incident_get_run_card (HtIncident *self)
{
  g_return_val_if_fail (HT_IS_INCIDENT (self), NULL);
  return ht_record_get_text (record_of (self), "run_card", "");
}

const char *
ht_incident_get_close_reason (HtIncident *self)
{
  g_return_val_if_fail (HT_IS_INCIDENT (self), NULL);
  if (self->status != HT_INCIDENT_CLOSED)
    return NULL;
  return ht_record_get_text (record_of (self), "close_reason", "");
}

int
ht_incident_get_trapped (HtIncident *self)
{
  g_return_val_if_fail (HT_IS_INCIDENT (self), -1);
  return (int) CLAMP (ht_record_get_int (record_of (self), "trapped", -1), -1, G_MAXINT);
}

gint64
ht_incident_get_reported_us (HtIncident *self)
{
  g_return_val_if_fail (HT_IS_INCIDENT (self), 0);
  gint64 reported = ht_record_get_int (record_of (self), "reported_us", 0);
  return reported > 0 ? reported : ht_record_get_wall_us (record_of (self), "type");
}

gint64
ht_incident_get_closed_us (HtIncident *self)
{
  g_return_val_if_fail (HT_IS_INCIDENT (self), 0);
  return self->status == HT_INCIDENT_CLOSED ? ht_record_get_wall_us (record_of (self), "status") : 0;
}

GListModel *
ht_incident_get_assignments (HtIncident *self)
{
  g_return_val_if_fail (HT_IS_INCIDENT (self), NULL);
  return G_LIST_MODEL (self->assignments);
}

static HtAssignment *
nth_assignment (HtIncident *self, guint index)
{
  g_autoptr (HtAssignment) assignment = g_list_model_get_item (G_LIST_MODEL (self->assignments), index);
  /* The list keeps it. */
  return assignment;
}

guint
ht_incident_count_active (HtIncident *self)
{
  g_return_val_if_fail (HT_IS_INCIDENT (self), 0);
  guint n = 0;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->assignments)); i++)
    n += ht_assignment_is_active (nth_assignment (self, i));
  return n;
}

guint
ht_incident_count_in_state (HtIncident *self, HtAssignmentState state)
{
  g_return_val_if_fail (HT_IS_INCIDENT (self), 0);
  guint n = 0;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->assignments)); i++)
    n += ht_assignment_get_state (nth_assignment (self, i)) == state;
  return n;
}

const char *
ht_incident_get_summary (HtIncident *self)
{
  g_return_val_if_fail (HT_IS_INCIDENT (self), NULL);
  return self->summary;
}

gint64
ht_incident_get_elapsed_s (HtIncident *self, gint64 now_us)
{
  g_return_val_if_fail (HT_IS_INCIDENT (self), 0);
  gint64 end = self->status == HT_INCIDENT_CLOSED ? ht_incident_get_closed_us (self) : now_us;
  return MAX (end - ht_incident_get_reported_us (self), 0) / G_USEC_PER_SEC;
}

/* The earliest moment at which an assignment of it came into @state; 0 where none is in it. */
static gint64
first_in_state (HtIncident *self, HtAssignmentState state, HtAssignment **which)
{
  gint64 first = 0;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->assignments)); i++)
    {
      HtAssignment *assignment = nth_assignment (self, i);
      gint64 since = ht_assignment_get_state_since_us (assignment);
      if (ht_assignment_get_state (assignment) != state || (first != 0 && since >= first))
        continue;
      first = since;
      *which = assignment;
    }
  return first;
}

static gint64
last_release (HtIncident *self)
{
  gint64 last = 0;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->assignments)); i++)
    last = MAX (last, ht_assignment_get_state_since_us (nth_assignment (self, i)));
  return last;
}

void
ht_incident_get_clock (HtIncident *self, gint64 now_us, HtElapsed *elapsed)
{
  g_return_if_fail (HT_IS_INCIDENT (self));
  gint64 reported = ht_incident_get_reported_us (self);
  if (self->status == HT_INCIDENT_CLOSED)
    return ht_clocks_fill (HT_PHASE_OVER, ht_incident_get_closed_us (self), now_us, 0, elapsed);
  if (self->status == HT_INCIDENT_UNVERIFIED)
    return ht_clocks_fill (HT_PHASE_VERIFYING, reported, now_us, 0, elapsed);
  HtAssignment *which = NULL;
  gint64 since = first_in_state (self, HT_ASSIGNMENT_ON_SCENE, &which);
  if (since != 0)
    return ht_clocks_fill (HT_PHASE_WORKING, since, now_us, 0, elapsed);
  static const HtAssignmentState coming[]
      = { HT_ASSIGNMENT_EN_ROUTE, HT_ASSIGNMENT_ACKNOWLEDGED, HT_ASSIGNMENT_ASSIGNED };
  for (guint i = 0; i < G_N_ELEMENTS (coming); i++)
    if (first_in_state (self, coming[i], &which) != 0)
      return ht_assignment_get_clock (which, now_us, elapsed);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->assignments)) > 0)
    return ht_clocks_fill (HT_PHASE_CLOSING, last_release (self), now_us, 0, elapsed);
  if (ht_incident_get_level (self) == HT_LEVEL_UNGRADED)
    return ht_clocks_fill (HT_PHASE_GRADING, reported, now_us, 0, elapsed);
  ht_clocks_fill (HT_PHASE_ASSIGNING, MAX (ht_record_get_wall_us (record_of (self), "level"), reported),
                  now_us, 0, elapsed);
}

/* Ungraded ranks between II and III: it may be grave, and somebody must look. */
static int
rank_of_level (HtIncident *self)
{
  static const int ranks[] = { 5, 2, 4, 6, 8 };
  return ranks[ht_incident_get_level (self)];
}

int
ht_incident_compare_urgency (HtIncident *a, HtIncident *b, gint64 now_us)
{
  g_return_val_if_fail (HT_IS_INCIDENT (a) && HT_IS_INCIDENT (b), 0);
  HtElapsed clock_a, clock_b;
  ht_incident_get_clock (a, now_us, &clock_a);
  ht_incident_get_clock (b, now_us, &clock_b);
  const gint64 keys[][2] = {
    { a->status == HT_INCIDENT_CLOSED, b->status == HT_INCIDENT_CLOSED },
    { rank_of_level (a), rank_of_level (b) },
    { clock_a.due != HT_DUE_OVER, clock_b.due != HT_DUE_OVER },
    { ht_incident_count_active (a) > 0, ht_incident_count_active (b) > 0 },
    { ht_incident_get_reported_us (a), ht_incident_get_reported_us (b) },
  };
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i][0] != keys[i][1])
      return keys[i][0] < keys[i][1] ? -1 : 1;
  return ht_uuid_compare (ht_entity_get_id (HT_ENTITY (a)), ht_entity_get_id (HT_ENTITY (b)));
}
