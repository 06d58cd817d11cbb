/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/clock.h"
#include "base/format.h"
#include "base/i18n.h"
#include "draw/report.h"
#include "model/assignment.h"
#include "model/city-private.h"
#include "model/closure.h"
#include "model/log-entry.h"
#include "model/printer-private.h"

#define LOG_LINES 40
#define PICTURE_ASPECT 0.62

/* A part of the report, in order. */
typedef enum
{
  PART_HEADING,
  PART_PARAGRAPH,
  PART_FACT,
  PART_TABLE,
  PART_PICTURE,
} PartKind;

typedef struct
{
  PartKind kind;
  char *text, *value;
  GStrv cells;
  guint n_columns;
  HtMapPicture *picture;
  HtBox box;
} Part;

struct _HtSituation
{
  char *path, *title, *issuer, *issued_at, *author, *banner;
  gboolean drill;
  GPtrArray *parts; /* Part */
};

static void
part_free (gpointer data)
{
  Part *part = data;
  g_free (part->text);
  g_free (part->value);
  g_strfreev (part->cells);
  g_clear_pointer (&part->picture, ht_map_picture_free);
  g_free (part);
}

static Part *
add (HtSituation *self, PartKind kind, const char *text)
{
  Part *part = g_new0 (Part, 1);
  part->kind = kind;
  part->text = g_strdup (text);
  g_ptr_array_add (self->parts, part);
  return part;
}

static void
add_fact (HtSituation *self, const char *name, const char *value)
{
  if (value != NULL && *value != '\0')
    add (self, PART_FACT, name)->value = g_strdup (value);
}

static void
add_table (HtSituation *self, GStrvBuilder *cells, guint n_columns)
{
  Part *part = add (self, PART_TABLE, NULL);
  part->cells = g_strv_builder_end (cells);
  part->n_columns = n_columns;
}

static void
add_picture (HtSituation *self, HtCity *city, HtIncident *incident)
{
  HtBox box;
  if (!ht_map_picture_get_box (city, incident, &box))
    return;
  g_autofree char *time = ht_format_date_time (ht_clock_now_us ());
  g_autofree char *caption = g_strdup_printf (_ ("Situation at %s"), time);
  Part *part = add (self, PART_PICTURE, caption);
  part->picture = ht_map_picture_new (city, incident);
  part->box = box;
}

static void
add_facts (HtSituation *self, HtIncident *incident)
{
  HtPoint at;
  g_autofree char *reported = ht_format_date_time (ht_incident_get_reported_us (incident));
  g_autofree char *elapsed = ht_format_duration (ht_incident_get_elapsed_s (incident, ht_clock_now_us ()));
  add_fact (self, _ ("Code"), ht_incident_get_code (incident));
  add_fact (self, _ ("Type"), ht_incident_get_type_label (incident));
  add_fact (self, _ ("Level"), ht_level_get_label (ht_incident_get_level (incident)));
  add_fact (self, _ ("Status"), ht_incident_status_get_label (ht_incident_get_status (incident)));
  add_fact (self, _ ("State"), ht_incident_get_summary (incident));
  add_fact (self, _ ("Address"), ht_incident_get_address (incident));
  if (ht_incident_get_position (incident, &at))
    {
      g_autofree char *position = ht_format_position (at.lat, at.lon);
      add_fact (self, _ ("Position"), position);
    }
  add_fact (self, _ ("Reported"), reported);
  add_fact (self, _ ("Elapsed"), elapsed);
  add_fact (self, _ ("Source"), ht_incident_get_source (incident));
  if (ht_incident_get_trapped (incident) >= 0)
    {
      g_autofree char *trapped = ht_format_count (ht_incident_get_trapped (incident));
      add_fact (self, _ ("People trapped"), trapped);
    }
  add_fact (self, _ ("Facts"), ht_incident_get_notes (incident));
  add_fact (self, _ ("Closed because"), ht_incident_get_close_reason (incident));
}

static void
add_teams (HtSituation *self, HtIncident *incident)
{
  GListModel *assignments = ht_incident_get_assignments (incident);
  guint n = g_list_model_get_n_items (assignments);
  add (self, PART_HEADING, _ ("Teams sent"));
  if (n == 0)
    {
      add (self, PART_PARAGRAPH, _ ("None so far."));
      return;
    }
  g_autoptr (GStrvBuilder) cells = g_strv_builder_new ();
  g_strv_builder_add_many (cells, _ ("Team"), _ ("Equipment"), _ ("Crew"), _ ("State"), _ ("Since"),
                           _ ("Expected"), NULL);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HtAssignment) assignment = g_list_model_get_item (assignments, i);
      HtTeam *team = ht_assignment_get_team (assignment);
      gint64 expected_s = ht_assignment_get_expected_s (assignment);
      g_autofree char *crew = g_strdup_printf ("%d", team != NULL ? ht_team_get_crew (team) : 0);
      g_autofree char *since = ht_format_time (ht_assignment_get_state_since_us (assignment));
      g_autofree char *expected = expected_s >= 0 ? ht_format_duration (expected_s) : g_strdup ("–");
      g_strv_builder_add_many (cells, team != NULL ? ht_team_get_name (team) : "?",
                               team != NULL ? ht_team_get_equipment (team) : "", crew,
                               ht_assignment_state_get_label (ht_assignment_get_state (assignment)), since,
                               expected, NULL);
    }
  add_table (self, cells, 6);
}

static void
add_log (HtSituation *self, HtCity *city, HtIncident *incident)
{
  g_autoptr (GStrvBuilder) cells = g_strv_builder_new ();
  guint n = 0;
  g_strv_builder_add_many (cells, _ ("Time"), _ ("Who"), _ ("What"), NULL);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (city->log)) && n < LOG_LINES; i++)
    {
      g_autoptr (HtLogEntry) entry = g_list_model_get_item (G_LIST_MODEL (city->log), i);
      const HtUuid *about = ht_log_entry_get_incident_id (entry);
      if (incident != NULL && !ht_uuid_equal (about, ht_entity_get_id (HT_ENTITY (incident))))
        continue;
      g_autofree char *time = ht_format_time (ht_log_entry_get_at_us (entry));
      g_strv_builder_add_many (cells, time, ht_log_entry_get_who (entry), ht_log_entry_get_text (entry),
                               NULL);
      n++;
    }
  add (self, PART_HEADING, _ ("Log, newest first"));
  if (n > 0)
    add_table (self, cells, 3);
  else
    add (self, PART_PARAGRAPH, _ ("No entries."));
}

static void
add_queue (HtSituation *self, HtCity *city)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (city->queue));
  add (self, PART_HEADING, _ ("Open incidents"));
  if (n == 0)
    {
      add (self, PART_PARAGRAPH, _ ("None."));
      return;
    }
  g_autoptr (GStrvBuilder) cells = g_strv_builder_new ();
  g_strv_builder_add_many (cells, _ ("Code"), _ ("Level"), _ ("What"), _ ("Where"), _ ("Elapsed"),
                           _ ("State"), NULL);
  gint64 now_us = ht_clock_now_us ();
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HtIncident) incident = g_list_model_get_item (G_LIST_MODEL (city->queue), i);
      g_autofree char *elapsed = ht_format_clock (ht_incident_get_elapsed_s (incident, now_us));
      g_strv_builder_add_many (cells, ht_incident_get_code (incident),
                               ht_level_get_numeral (ht_incident_get_level (incident)),
                               ht_incident_get_title (incident), ht_incident_get_address (incident), elapsed,
                               ht_incident_get_summary (incident), NULL);
    }
  add_table (self, cells, 6);
}

static void
add_team_counts (HtSituation *self, HtCity *city)
{
  guint counts[HT_TEAM_ON_SCENE + 1] = { 0 };
  guint n = g_list_model_get_n_items (G_LIST_MODEL (city->team_list));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HtTeam) team = g_list_model_get_item (G_LIST_MODEL (city->team_list), i);
      counts[ht_team_get_state (team)]++;
    }
  add (self, PART_HEADING, _ ("Teams"));
  for (guint state = 0; state < G_N_ELEMENTS (counts); state++)
    {
      g_autofree char *count = ht_format_count (counts[state]);
      if (counts[state] > 0)
        add_fact (self, ht_team_state_get_label (state), count);
    }
  if (n == 0)
    add (self, PART_PARAGRAPH, _ ("This city has no teams yet."));
}

static void
add_closures (HtSituation *self, HtCity *city)
{
  gboolean headed = FALSE;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (city->closure_list)); i++)
    {
      g_autoptr (HtClosure) closure = g_list_model_get_item (G_LIST_MODEL (city->closure_list), i);
      if (!ht_closure_is_closed (closure))
        continue;
      if (!headed)
        add (self, PART_HEADING, _ ("Closed roads"));
      headed = TRUE;
      const char *street = ht_closure_get_street (closure);
      add_fact (self, *street != '\0' ? street : _ ("unnamed road"), ht_closure_get_reason (closure));
    }
}

static char *
make_banner (HtCity *city)
{
  if (ht_city_is_drill (city))
    return g_strdup (_ ("DRILL, nothing in this is real"));
  return ht_city_is_synthetic (city) ? g_strdup (_ ("Synthetic data, no real place")) : NULL;
}

HtSituation *
ht_situation_new (HtCity *city, HtIncident *incident, const char *path)
{
  HtSituation *self = g_new0 (HtSituation, 1);
  HtPerson *person = ht_session_get_person (city->session);
  self->path = g_strdup (path);
  self->parts = g_ptr_array_new_with_free_func (part_free);
  self->issuer = g_strdup_printf ("%s · %s", ht_city_get_name (city), ht_city_get_post_name (city));
  self->issued_at = ht_format_date_time (ht_clock_now_us ());
  self->author = g_strdup (person != NULL ? ht_person_get_name (person) : "");
  self->banner = make_banner (city);
  self->drill = ht_city_is_drill (city);
  if (incident != NULL)
    {
      self->title = g_strdup_printf (_ ("Situation report: %s"), ht_incident_get_title (incident));
      add_facts (self, incident);
      add_teams (self, incident);
    }
  else
    {
      self->title = g_strdup (_ ("Situation report"));
      add_queue (self, city);
      add_team_counts (self, city);
    }
  add_closures (self, city);
  add_picture (self, city, incident);
  add_log (self, city, incident);
  return self;
}

/* Numbers the writer: a view per picture, alive until the document is written. */
static void
put_part (HtReport *report, Part *part, HtMapView *view)
{
  switch (part->kind)
    {
    case PART_HEADING:
      ht_report_add_heading (report, part->text);
      break;
    case PART_PARAGRAPH:
      ht_report_add_paragraph (report, part->text);
      break;
    case PART_FACT:
      ht_report_add_fact (report, part->text, part->value);
      break;
    case PART_TABLE:
      ht_report_add_table (report, (const char *const *) part->cells, part->n_columns);
      break;
    case PART_PICTURE:
      view->theme = ht_theme_get (HT_THEME_LIGHT);
      ht_map_picture_fill (part->picture, view);
      /* A4 between margins is about 620 logical pixels of 0.28 mm wide. */
      ht_map_view_fit (view, &part->box, 620, 620 * PICTURE_ASPECT);
      ht_report_add_picture (report, view, PICTURE_ASPECT, part->text);
      break;
    }
}

gboolean
ht_situation_write (HtSituation *self, GError **error)
{
  HtReportHead head = {
    .title = self->title,
    .issuer = self->issuer,
    .issued_at = self->issued_at,
    .author = self->author,
    .banner = self->banner,
    .page_format = _ ("Page {page} of {pages}"),
    .drill = self->drill,
  };
  g_autoptr (HtReport) report = ht_report_new (&head);
  g_autofree HtMapView *views = g_new0 (HtMapView, self->parts->len + 1);
  for (guint i = 0; i < self->parts->len; i++)
    put_part (report, self->parts->pdata[i], &views[i]);
  return ht_report_write_pdf (report, self->path, error);
}

void
ht_situation_free (HtSituation *self)
{
  g_free (self->path);
  g_free (self->title);
  g_free (self->issuer);
  g_free (self->issued_at);
  g_free (self->author);
  g_free (self->banner);
  g_ptr_array_unref (self->parts);
  g_free (self);
}
