/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "model/incident.h"
#include "model/team.h"

G_BEGIN_DECLS

typedef struct _HtCommand HtCommand;
typedef struct _HtDeskState HtDeskState;
typedef struct _HtDispatch HtDispatch;
typedef struct _HtImporter HtImporter;
typedef struct _HtMapContent HtMapContent;
typedef struct _HtMapThings HtMapThings;
typedef struct _HtPrinter HtPrinter;
typedef struct _HtRouting HtRouting;
typedef struct _HtRunCards HtRunCards;
typedef struct _HtFinder HtFinder;
typedef struct _HtSession HtSession;
typedef struct _HtStore HtStore;
typedef struct _HtUndo HtUndo;

typedef enum
{
  HT_CITY_NONE = 0,
  HT_CITY_CREATE = 1 << 0, /* make the file if it is not there */
  HT_CITY_READ_ONLY = 1 << 1,
  HT_CITY_DRILL = 1 << 2, /* every operation is marked as exercise */
} HtCityFlags;

/*
 * HtCity: one open city file as live objects. Lives in the thread that opened it (its thread-default main
 * context). Properties (read only): name, synthetic, drill, read-only (booleans), saved-us (int64: wall clock
 * of the last operation known durable, "saved here"), saving (boolean: operations on their way to the disk),
 * waiting (uint: operations a server has yet to confirm; 0 while none is set up), ready (boolean: roads and
 * search index are loaded). Signals: changed (any list or object changed, once a transaction); map-changed (a
 * layer changed).
 */
#define HT_TYPE_CITY (ht_city_get_type ())
G_DECLARE_FINAL_TYPE (HtCity, ht_city, HT, CITY, GObject)

/* Reads the file on a worker; lists are full on finish, roads, search and map follow by themselves (see
 * ready). Errors: HT_STORE_ERROR with one sentence. */
void ht_city_open_async (const char *path, HtCityFlags flags, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data);
HtCity *ht_city_open_finish (GAsyncResult *result, GError **error);
/* The same, blocking, for programs without a screen. */
HtCity *ht_city_open (const char *path, HtCityFlags flags, GError **error);
/* Flushes desk state, ends workers, closes the file; the object is empty afterwards. Also done by the last
 * unref. */
void ht_city_close (HtCity *self);

const char *ht_city_get_path (HtCity *self);
const char *ht_city_get_name (HtCity *self);
/* This workstation's name ("席位 A"). */
const char *ht_city_get_post_name (HtCity *self);
gboolean ht_city_is_synthetic (HtCity *self);
gboolean ht_city_is_drill (HtCity *self);
/* NULL where writing is possible, else the sentence that says why not. */
const char *ht_city_get_read_only_reason (HtCity *self);
/* Middle of the city's layers; FALSE for an empty city. */
gboolean ht_city_get_centre (HtCity *self, HtPoint *centre);
/* Only where the city's record names one. */
gboolean ht_city_get_named_centre (HtCity *city, HtPoint *centre);
gboolean ht_city_get_box (HtCity *self, HtBox *box);
gint64 ht_city_get_saved_us (HtCity *self);
guint ht_city_get_waiting (HtCity *self);
gboolean ht_city_is_ready (HtCity *self);

/* Live lists, borrowed. Incidents: all, by code; queue: those not closed, by urgency (see ht_city_tick). */
GListModel *ht_city_get_incidents (HtCity *self);
GListModel *ht_city_get_queue (HtCity *self);
GListModel *ht_city_get_teams (HtCity *self);
GListModel *ht_city_get_stations (HtCity *self);
GListModel *ht_city_get_assignments (HtCity *self);
GListModel *ht_city_get_closures (HtCity *self);
GListModel *ht_city_get_layers (HtCity *self);
GListModel *ht_city_get_matters (HtCity *self);
/* Operations from elsewhere that were kept apart with a reason, as the file had them when it was opened: of
 * HtRefused (store/refused.h), newest first, at most 200. Borrowed. */
GPtrArray *ht_city_get_refused (HtCity *self);
GListModel *ht_city_get_people (HtCity *self);
/* HtLogEntry, newest first. Whole log (the latest 2,000), and one incident's, filled by a worker and kept
 * live. The second is owned by the caller; a closed city leaves it as it is. */
GListModel *ht_city_get_log (HtCity *self);
GListModel *ht_city_dup_timeline (HtCity *self, HtIncident *incident);

/* By id; NULL where there is none. Borrowed. */
HtIncident *ht_city_find_incident (HtCity *self, const HtUuid *id);
HtTeam *ht_city_find_team (HtCity *self, const HtUuid *id);
HtStation *ht_city_find_station (HtCity *self, const HtUuid *id);
HtAssignment *ht_city_find_assignment (HtCity *self, const HtUuid *id);
HtPerson *ht_city_find_person (HtCity *self, const HtUuid *id);
/* Any kind by canonical text of its id: HtEntity or HtStation. */
GObject *ht_city_find (HtCity *self, const char *id_text);

/* Once a second from the front end: re-sorts the queue where clocks have changed the order, and opens roads
 * whose closure is over. */
void ht_city_tick (HtCity *self, gint64 now_us);

/* Services, borrowed; each lives as long as the city. */
HtSession *ht_city_get_session (HtCity *self);
HtDispatch *ht_city_get_dispatch (HtCity *self);
HtRouting *ht_city_get_routing (HtCity *self);
HtFinder *ht_city_get_finder (HtCity *self);
HtCommand *ht_city_get_command (HtCity *self);
HtUndo *ht_city_get_undo (HtCity *self);
HtDeskState *ht_city_get_desk_state (HtCity *self);
HtImporter *ht_city_get_importer (HtCity *self);
HtMapContent *ht_city_get_map_content (HtCity *self);
HtMapThings *ht_city_get_map_things (HtCity *self);
HtPrinter *ht_city_get_printer (HtCity *self);
HtRunCards *ht_city_get_run_cards (HtCity *self);
HtStore *ht_city_get_store (HtCity *self);

G_END_DECLS
