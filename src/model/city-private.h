/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/feature.h"
#include "model/city.h"
#include "model/clocks.h"
#include "model/links-private.h"
#include "model/session.h"
#include "store/change.h"
#include "store/conflict.h"
#include "store/op.h"
#include "store/store.h"

G_BEGIN_DECLS

/* The insides of a city, for the city-*.c files. */
struct _HtCity
{
  GObject parent_instance;
  HtStore *store;
  char *path;
  HtCityFlags flags;
  char *read_only_reason;
  gboolean closed, ready;
  gint64 saved_us;
  guint writing; /* writes on their way */
  guint waiting;
  guint dispatch_version; /* grows with everything advice depends on but the incident itself */
  gint64 last_code;       /* number of the last incident code given out */
  GHashTable *entities;   /* HtUuid * (inside the entity) → HtEntity */
  GHashTable *stations;   /* HtUuid * → HtStation */
  GHashTable *records;    /* HtUuid * → HtRecord of kinds that have no object: city, post, log */
  GListStore *incident_list, *queue, *team_list, *station_list, *assignment_list, *closure_list, *layer_list;
  GListStore *matter_list, *people_list;
  GListStore *log;
  GPtrArray *refused;         /* HtRefused */
  GHashTable *open_conflicts; /* set of HtUuid * */
  GPtrArray *timelines;       /* HtTimeline, weak */
  GQueue applied;             /* HtChange: the latest ones, as a change of ours comes twice */
  HtBox box;                  /* of the map content */
  HtSession *session;
  HtDispatch *dispatch;
  HtRouting *routing;
  HtFinder *finder;
  HtCommand *command;
  HtUndo *undo;
  HtDeskState *desk_state;
  HtImporter *importer;
  HtMapContent *map_content;
  HtMapThings *map_things;
  HtPrinter *printer;
  HtRunCards *run_cards;
};

/* What a worker read from the file; handed to the main thread whole. */
typedef struct
{
  HtStore *store;
  GPtrArray *records;   /* HtRecord */
  GPtrArray *stations;  /* HtFeature */
  GPtrArray *conflicts; /* HtConflict */
  GPtrArray *ops;       /* HtOp, newest first */
  GPtrArray *refused;   /* HtRefused, newest first */
  GHashTable *with_pin; /* set of HtUuid *: people who can sign in */
  GHashTable *local;    /* char * → HtValue: desk state */
  HtRunCards *run_cards;
  HtBox box;
} HtCityPicture;

HtCityPicture *ht_city_picture_load (const char *path, HtCityFlags flags, GCancellable *cancellable,
                                     GError **error);
void ht_city_picture_free (HtCityPicture *picture);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtCityPicture, ht_city_picture_free)
HtCity *ht_city_new (const char *path, HtCityFlags flags, HtCityPicture *picture);

/* Objects follow records. _apply takes a whole change in and emits "changed"; the same change twice is
 * harmless. */
void ht_city_apply_record (HtCity *self, HtRecord *record);
void ht_city_apply (HtCity *self, HtChange *change);
void ht_city_set_stations (HtCity *self, GPtrArray *features);
/* Which stations somebody placed: known once the layers are. */
void ht_city_mark_placed (HtCity *self);
void ht_city_set_conflicts (HtCity *self, GPtrArray *conflicts);
void ht_city_update_ready (HtCity *self);
void ht_city_sort_queue (HtCity *self, gint64 now_us);
/* The record of any entity; NULL where unknown. Borrowed. */
HtRecord *ht_city_find_record (HtCity *self, const HtUuid *id);

/* The only way services write. Takes @drafts and @task; calls @done when the change is durable and applied,
 * or returns the task with TRUE where @done is NULL. An error returns the task with it. */
typedef void (*HtWrittenFunc) (HtCity *city, HtChange *change, GTask *task);
typedef struct
{
  GPtrArray *drafts;  /* HtOpDraft */
  const char *undo;   /* what undo would take back, translated; NULL: not undoable */
  gboolean as_system; /* nobody decides it: set-up */
  HtWrittenFunc done;
} HtWrite;
void ht_city_write (HtCity *self, const HtWrite *write, GTask *task);
/* FALSE where the city is closed or read-only. */
gboolean ht_city_check_writable (HtCity *self, GError **error);
/* Who decides. FALSE where the service person could not be made known. */
gboolean ht_city_fill_author (HtCity *self, gboolean as_system, HtAuthor *author, GError **error);

/* Next incident code of this post: its tag and four digits. */
char *ht_city_dup_next_code (HtCity *self);

G_END_DECLS
