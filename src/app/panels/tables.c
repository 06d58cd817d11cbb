/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/panels/tables.h"

#include "app/symbols.h"
#include "base/format.h"
#include "base/i18n.h"
#include "base/pinyin.h"
#include "model/assignment.h"
#include "model/city.h"
#include "model/incident.h"
#include "model/log-entry.h"
#include "model/matter.h"
#include "model/station.h"
#include "model/team.h"

static int
compare_numbers (gint64 a, gint64 b)
{
  return a < b ? -1 : a > b;
}

static char *
dup_team_state (GObject *item)
{
  return g_strdup (ht_team_state_get_label (ht_team_get_state (HT_TEAM (item))));
}

static int
compare_team_state (GObject *a, GObject *b)
{
  return compare_numbers (ht_team_get_state (HT_TEAM (a)), ht_team_get_state (HT_TEAM (b)));
}

static int
compare_team_clock (GObject *a, GObject *b)
{
  return compare_numbers (ht_team_get_state_since_us (HT_TEAM (b)), ht_team_get_state_since_us (HT_TEAM (a)));
}

static char *
dup_team_mission (GObject *item)
{
  HtIncident *incident = ht_team_get_incident (HT_TEAM (item));
  return incident != NULL ? ht_symbols_dup_name (G_OBJECT (incident)) : g_strdup ("—");
}

static char *
dup_team_kit (GObject *item)
{
  return g_strdup (ht_team_get_equipment (HT_TEAM (item)));
}

static char *
dup_team_crew (GObject *item)
{
  return g_strdup_printf ("%d", ht_team_get_crew (HT_TEAM (item)));
}

static int
compare_team_crew (GObject *a, GObject *b)
{
  return compare_numbers (ht_team_get_crew (HT_TEAM (a)), ht_team_get_crew (HT_TEAM (b)));
}

static char *
dup_team_expected (GObject *item)
{
  HtAssignment *assignment = ht_team_get_assignment (HT_TEAM (item));
  gint64 expected_s = assignment != NULL ? ht_assignment_get_expected_s (assignment) : -1;
  return expected_s >= 0 ? ht_format_duration (expected_s) : g_strdup ("—");
}

static char *
dup_team_station (GObject *item)
{
  HtStation *station = ht_team_get_station (HT_TEAM (item));
  return g_strdup (station != NULL ? ht_station_get_name (station) : "—");
}

static char *
dup_team_source (GObject *item)
{
  return g_strdup (ht_team_is_assumed (HT_TEAM (item)) ? _ ("assumed") : _ ("confirmed"));
}

const HtColumn *
ht_tables_get_team_columns (guint *n)
{
  static const HtColumn columns[] = {
    { .title = N_ ("Team"), .width_px = 190, .strong = TRUE, .dup_text = ht_symbols_dup_name },
    { .title = N_ ("State"),
      .kind = HT_CELL_SYMBOL,
      .width_px = 150,
      .dup_text = dup_team_state,
      .compare = compare_team_state },
    { .title = N_ ("In state"), .kind = HT_CELL_CLOCK, .width_px = 96, .compare = compare_team_clock },
    { .title = N_ ("Mission"), .expand = TRUE, .dup_text = dup_team_mission },
    { .title = N_ ("Vehicle and kit"), .expand = TRUE, .dup_text = dup_team_kit },
    { .title = N_ ("Crew"),
      .width_px = 64,
      .number = TRUE,
      .dup_text = dup_team_crew,
      .compare = compare_team_crew },
    { .title = N_ ("Arrival"), .width_px = 110, .number = TRUE, .dup_text = dup_team_expected },
    { .title = N_ ("Station"), .width_px = 190, .dup_text = dup_team_station },
    { .title = N_ ("Facts"), .width_px = 100, .dup_text = dup_team_source },
  };
  *n = G_N_ELEMENTS (columns);
  return columns;
}

static char *
dup_log_time (GObject *item)
{
  return ht_format_date_time (ht_log_entry_get_at_us (HT_LOG_ENTRY (item)));
}

static int
compare_log_time (GObject *a, GObject *b)
{
  return compare_numbers (ht_log_entry_get_at_us (HT_LOG_ENTRY (a)),
                          ht_log_entry_get_at_us (HT_LOG_ENTRY (b)));
}

static char *
dup_log_who (GObject *item)
{
  return g_strdup (ht_log_entry_get_who (HT_LOG_ENTRY (item)));
}

static char *
dup_log_role (GObject *item)
{
  const char *role = ht_log_entry_get_role (HT_LOG_ENTRY (item));
  return g_strdup (role != NULL && *role != '\0' ? ht_words_get_role (role) : "—");
}

static char *
dup_log_text (GObject *item)
{
  return g_strdup (ht_log_entry_get_text (HT_LOG_ENTRY (item)));
}

const HtColumn *
ht_tables_get_log_columns (guint *n)
{
  static const HtColumn columns[] = {
    { .title = N_ ("Time"), .width_px = 160, .dup_text = dup_log_time, .compare = compare_log_time },
    { .title = N_ ("Who"), .width_px = 140, .dup_text = dup_log_who },
    { .title = N_ ("Role"), .width_px = 120, .dup_text = dup_log_role },
    { .title = N_ ("What"), .expand = TRUE, .dup_text = dup_log_text },
  };
  *n = G_N_ELEMENTS (columns);
  return columns;
}

static char *
dup_kind (GObject *item)
{
  if (HT_IS_INCIDENT (item))
    return g_strdup (_ ("Incident"));
  return g_strdup (HT_IS_TEAM (item) ? _ ("Team") : _ ("Station"));
}

static char *
dup_position (GObject *item)
{
  HtPoint at;
  return ht_symbols_get_position (item, &at) ? ht_format_position (at.lat, at.lon) : g_strdup ("—");
}

const HtColumn *
ht_tables_get_view_columns (guint *n)
{
  static const HtColumn columns[] = {
    { .title = N_ ("Name"),
      .kind = HT_CELL_SYMBOL,
      .width_px = 320,
      .strong = TRUE,
      .dup_text = ht_symbols_dup_name },
    { .title = N_ ("Kind"), .width_px = 110, .dup_text = dup_kind },
    { .title = N_ ("State"), .expand = TRUE, .dup_text = ht_symbols_dup_detail },
    { .title = N_ ("Position"), .width_px = 220, .dup_text = dup_position },
  };
  *n = G_N_ELEMENTS (columns);
  return columns;
}

static char *
dup_matter_sentence (GObject *item)
{
  return g_strdup (ht_matter_get_sentence (HT_MATTER (item)));
}

static char *
dup_matter_rule (GObject *item)
{
  return g_strdup (ht_matter_get_rule_text (HT_MATTER (item)));
}

static gint64
get_matter_us (GObject *item)
{
  HtMatter *matter = HT_MATTER (item);
  return MAX (ht_matter_get_side (matter, 0)->at_us, ht_matter_get_side (matter, 1)->at_us);
}

static char *
dup_matter_time (GObject *item)
{
  return ht_format_date_time (get_matter_us (item));
}

static int
compare_matter_time (GObject *a, GObject *b)
{
  return compare_numbers (get_matter_us (a), get_matter_us (b));
}

static char *
dup_matter_who (GObject *item)
{
  HtMatter *matter = HT_MATTER (item);
  return g_strdup_printf ("%s · %s", ht_matter_get_side (matter, 0)->who,
                          ht_matter_get_side (matter, 1)->who);
}

const HtColumn *
ht_tables_get_matter_columns (guint *n)
{
  static const HtColumn columns[] = {
    { .title = N_ ("What"), .expand = TRUE, .strong = TRUE, .dup_text = dup_matter_sentence },
    { .title = N_ ("Rule"), .expand = TRUE, .dup_text = dup_matter_rule },
    { .title = N_ ("Who"), .width_px = 200, .dup_text = dup_matter_who },
    { .title = N_ ("Time"), .width_px = 160, .dup_text = dup_matter_time, .compare = compare_matter_time },
  };
  *n = G_N_ELEMENTS (columns);
  return columns;
}

char *
ht_tables_dup_row_name (GObject *item)
{
  if (HT_IS_MATTER (item))
    return dup_matter_sentence (item);
  if (HT_IS_LOG_ENTRY (item))
    {
      g_autofree char *at = dup_log_time (item);
      return g_strdup_printf ("%s, %s: %s", at, ht_log_entry_get_who (HT_LOG_ENTRY (item)),
                              ht_log_entry_get_text (HT_LOG_ENTRY (item)));
    }
  g_autofree char *name = ht_symbols_dup_name (item);
  g_autofree char *detail = ht_symbols_dup_detail (item);
  return g_strdup_printf ("%s, %s", name, detail);
}

char *
ht_tables_dup_haystack (GObject *item)
{
  g_autofree char *name = ht_tables_dup_row_name (item);
  g_autofree char *more = NULL;
  if (HT_IS_TEAM (item))
    {
      g_autofree char *mission = dup_team_mission (item);
      g_autofree char *station = dup_team_station (item);
      more = g_strconcat (mission, " ", station, NULL);
    }
  g_autofree char *all = g_strconcat (name, " ", more, NULL);
  return ht_pinyin_fold (all);
}
