/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/assignment.h"
#include "model/city.h"
#include "model/command.h"
#include "model/desk-state.h"
#include "model/dispatch.h"
#include "model/error.h"
#include "model/finder.h"
#include "model/importer.h"
#include "model/log-entry.h"
#include "model/map-content.h"
#include "model/printer.h"
#include "model/routing.h"
#include "model/run-cards.h"
#include "model/station.h"
#include "model/matter.h"
#include "model/undo.h"
#include "store/op.h"
#include "store/store.h"

/* A small town of six streets, two fire stations and a hospital, imported from OSM text into a real city file
 * in a folder of the test's own. */
typedef struct
{
  char *folder;
  char *path;
  HtCity *city;
} Town;

typedef void (*TownFunc) (Town *town, gconstpointer unused);
typedef struct
{
  const char *name;
  TownFunc test;
} TownTest;
/* Each in a town of its own, as town_set_up makes it. */
void town_add_tests (const TownTest *tests, guint n);

/* The crossing of 曲阳路 and 四平路. */
#define TOWN_LON 121.4860
#define TOWN_LAT 31.2760

/* Opened, imported, officer 王敏 (administrator, PIN 2468) signed in, roads and search ready. */
void town_set_up (Town *town, gconstpointer unused);
/* A city file without map or people. */
void town_set_up_empty (Town *town, gconstpointer unused);
void town_tear_down (Town *town, gconstpointer unused);
/* As a desk that was closed and opened again; nobody is signed in. */
void town_reopen (Town *town);
char *town_dup_path (Town *town, const char *name);
void town_write_map (const char *path);
void town_wait_ready (Town *town);

/* Runs the main context until the call that was given town_done has its result. Use: town_begin (), call,
 * town_end (). */
void town_begin (void);
void town_done (GObject *source, GAsyncResult *result, gpointer unused);
GAsyncResult *town_end (void);
/* Runs what is pending in the main context. */
void town_settle (guint milliseconds);

HtPerson *town_add_person (Town *town, const char *name, const char *role);
HtIncident *town_create (Town *town, const char *type, int level);
HtProposal *town_advise (Town *town, HtIncident *incident);
/* All advised (teams NULL) or these; asserts success. */
void town_assign (Town *town, HtIncident *incident, HtProposal *proposal, GPtrArray *teams,
                  const char *reason);
void town_set_state (Town *town, HtAssignment *assignment, HtAssignmentState state);
/* Finishes a dispatch call begun with town_begin: asserts success, or the code of the error. */
void town_assert_done (Town *town);
void town_assert_refused (Town *town, int code);
/* One field of an incident; @value is taken. */
void town_edit (Town *town, HtIncident *incident, const char *field, HtValue *value);
void town_set_status (Town *town, HtTeam *team, HtTeamState status);
/* NULL with @error where it is refused. Borrowed from the city. */
HtClosure *town_close_road (Town *town, HtPoint at, gboolean whole_street, const char *reason,
                            gint64 until_us, GError **error);
HtWay *town_route (Town *town, HtPoint from, HtPoint to);
/* What was taken back; NULL with @error. */
char *town_undo (Town *town, GError **error);
char *town_redo (Town *town, GError **error);
/* With the PIN that town_add_person gives. */
void town_sign_in (Town *town, HtPerson *person);

/* A register with one value, for records that are in no file; fields in ascending order. Takes @value. */
void town_put (HtRecord *record, const char *field, HtValue *value, gint64 wall_us);

/* Writes as a post that saw nothing of what is here, what a merge brings in; takes @draft. */
void town_append_apart (Town *town, HtOpDraft *draft);
/* An assignment made that way. */
HtUuid town_send_apart (Town *town, HtIncident *incident, HtTeam *team);
/* The only open contradiction, once it is listed; a reference. */
HtMatter *town_wait_for_matter (Town *town);

/* The city's canonical dump. */
char *town_dump (Town *town);
/* A file in the town's folder; its path. */
char *town_write_file (Town *town, const char *name, const char *text);
/* From now on the clock stands there; 0 gives the machine's back, and so does town_tear_down. */
void town_set_clock (gint64 now_us);
/* @text contains @needle, or the test fails showing both. */
void town_assert_says (const char *text, const char *needle);
/* Any text of a list of entries contains @needle. */
gboolean town_log_has (GListModel *log, const char *needle);
HtTeam *town_find_team (Town *town, const char *part_of_name);
/* What the command box offers for @text (HtSuggestion); the caller owns it. */
GListModel *town_suggest (Town *town, const char *text);
