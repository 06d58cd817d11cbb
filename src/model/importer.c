/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/importer.h"

#include <sys/stat.h>

#include "base/i18n.h"
#include "geo/osm.h"
#include "geo/vector.h"
#include "model/city-private.h"
#include "model/entity-private.h"
#include "model/error.h"
#include "model/establishment.h"
#include "model/services-private.h"

#define OSM_LICENCE "© OpenStreetMap contributors, ODbL 1.0"
#define ROAD_TABLE "road_arc"

struct _HtImporter
{
  GObject parent_instance;
  HtCity *city; /* weak */
  gboolean busy;
};

static GParamSpec *busy_property;
G_DEFINE_TYPE (HtImporter, ht_importer, G_TYPE_OBJECT)

static void
ht_importer_dispose (GObject *object)
{
  g_clear_weak_pointer (&HT_IMPORTER (object)->city);
  G_OBJECT_CLASS (ht_importer_parent_class)->dispose (object);
}

static void
ht_importer_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  g_value_set_boolean (value, HT_IMPORTER (object)->busy);
}

static void
ht_importer_class_init (HtImporterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ht_importer_dispose;
  G_OBJECT_CLASS (klass)->get_property = ht_importer_get_property;
  busy_property = g_param_spec_boolean ("busy", NULL, NULL, FALSE, HT_PARAM_READ);
  g_object_class_install_property (G_OBJECT_CLASS (klass), 1, busy_property);
}

static void
ht_importer_init (HtImporter *self)
{
}

HtImporter *
ht_importer_new (HtCity *city)
{
  HtImporter *self = g_object_new (HT_TYPE_IMPORTER, NULL);
  g_set_weak_pointer (&self->city, city);
  return self;
}

void
ht_imported_free (HtImported *imported)
{
  if (imported == NULL)
    return;
  g_clear_pointer (&imported->report, ht_import_report_free);
  g_clear_pointer (&imported->tables, g_ptr_array_unref);
  g_free (imported);
}

/* What --as may be; only the first comes from OSM files alone. */
static const struct
{
  const char *name;
  guint osm; /* HtOsmLayers; 0: not from OSM files */
} layers[] = {
  { "osm", HT_OSM_ALL },
  { "roads", HT_OSM_ROADS },
  { "buildings", HT_OSM_BUILDING },
  { "water", HT_OSM_WATER },
  { "stations", HT_OSM_STATION },
  { "hospitals", HT_OSM_HOSPITAL },
  { "shelters", HT_OSM_SHELTER },
  { "sensors", 0 },
  { "areas", 0 },
  { "lines", 0 },
  { "points", 0 },
};

const char *const *
ht_importer_get_layers (void)
{
  static const char *names[G_N_ELEMENTS (layers) + 1];
  for (guint i = 0; i < G_N_ELEMENTS (layers); i++)
    names[i] = layers[i].name;
  return names;
}

/* One import: what is asked, by whom, and what came of it. */
typedef struct
{
  HtStore *store;
  HtAuthor author;
  char *role;
  char *path, *layer, *datum, *name;
  GStrv map;
  gboolean assume_teams, is_osm;
  HtMapData *data;
  HtImported *imported;
} Import;

static void
import_free (gpointer data)
{
  Import *import = data;
  g_object_unref (import->store);
  g_free (import->role);
  g_free (import->path);
  g_free (import->layer);
  g_free (import->datum);
  g_free (import->name);
  g_strfreev (import->map);
  g_clear_pointer (&import->data, ht_map_data_free);
  g_clear_pointer (&import->imported, ht_imported_free);
  g_free (import);
}

static gboolean
refuse (GError **error, const char *path, const char *what)
{
  g_autofree char *base = g_path_get_basename (path);
  g_set_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID, "%s: %s", base, what);
  return FALSE;
}

/* --- reading --- */

static gboolean
read_osm (Import *import, guint osm_layers, GCancellable *cancellable, GError **error)
{
  if (osm_layers == 0)
    return refuse (
        error, import->path,
        _ ("an OpenStreetMap file has no such layer; import it as osm, roads, buildings, water, stations, "
           "hospitals or shelters"));
  import->data = ht_osm_read (import->path, osm_layers, cancellable, error);
  return import->data != NULL;
}

static gboolean
read_vector (Import *import, GCancellable *cancellable, GError **error)
{
  HtVectorRequest request = { .path = import->path, .columns = (const char *const *) import->map };
  if (!ht_vector_layer_parse (import->layer, &request.layer))
    return refuse (
        error, import->path,
        _ ("this is no OpenStreetMap file; say what its features are (roads, buildings, stations …)"));
  if (import->datum != NULL && !ht_datum_parse (import->datum, &request.datum))
    {
      g_autofree char *why
          = g_strdup_printf (_ ("no datum is called “%s”; say wgs84, cgcs2000, gcj02 or bd09"),
                             import->datum);
      return refuse (error, import->path, why);
    }
  import->data = ht_vector_read (&request, cancellable, error);
  return import->data != NULL;
}

static gboolean
read_file (Import *import, GCancellable *cancellable, GError **error)
{
  GError *local = NULL;
  import->is_osm = ht_osm_is_osm_file (import->path, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  guint osm_layers = 0;
  for (guint i = 0; i < G_N_ELEMENTS (layers); i++)
    if (g_str_equal (layers[i].name, import->layer))
      osm_layers = layers[i].osm;
  return import->is_osm ? read_osm (import, osm_layers, cancellable, error)
                        : read_vector (import, cancellable, error);
}

/* --- writing --- */

static char *
date_of (const char *path)
{
  struct stat info;
  if (stat (path, &info) != 0)
    return NULL;
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (info.st_mtime);
  return time != NULL ? g_date_time_format (time, "%Y-%m-%d") : NULL;
}

static HtLayerInfo
info_of (Import *import, const char *table, const char *date)
{
  const HtImportReport *report = import->data->report;
  return (HtLayerInfo){
    .table = table,
    .name = table,
    .source = import->name,
    .date = date,
    .licence = import->is_osm ? OSM_LICENCE : "",
    .read = report->read,
    .repaired = ht_reasons_sum (report->repaired),
    .dropped = ht_reasons_sum (report->dropped),
  };
}

static gboolean
write_layers (Import *import, GError **error)
{
  g_autofree char *date = date_of (import->path);
  g_autofree const char **tables = ht_map_data_list_tables (import->data);
  g_autoptr (GArray) contents = g_array_new (FALSE, TRUE, sizeof (HtLayerContent));
  HtNetwork *network = import->data->network;
  if (network != NULL && network->sections->len > 0)
    {
      HtLayerContent content = { .info = info_of (import, ROAD_TABLE, date), .network = network };
      g_array_append_val (contents, content);
    }
  for (guint i = 0; tables[i] != NULL; i++)
    {
      HtLayerContent content = { .info = info_of (import, tables[i], date),
                                 .features = ht_map_data_get_features (import->data, tables[i]) };
      if (content.features != NULL && content.features->len > 0)
        g_array_append_val (contents, content);
    }
  if (contents->len == 0)
    return refuse (error, import->path,
                   _ ("nothing of what was asked for is in this file; choose another layer or file"));
  guint n_written = 0;
  if (!ht_store_put_layers (import->store, &import->author, (const HtLayerContent *) contents->data,
                            contents->len, &n_written, error))
    return FALSE;
  import->imported->changed = n_written > 0;
  for (guint i = 0; i < contents->len; i++)
    g_ptr_array_add (import->imported->tables,
                     g_strdup (g_array_index (contents, HtLayerContent, i).info.table));
  return TRUE;
}

/* Nobody decides that these teams exist: they are the program's assumption and say so. */
static gboolean
write_teams (Import *import, HtEstablishment *establishment, GError **error)
{
  g_autoptr (GPtrArray) stations = ht_store_load_features (import->store, "station", NULL, NULL, error);
  if (stations == NULL)
    return FALSE;
  g_autoptr (GPtrArray) teams = ht_store_load_records (import->store, "team", NULL, error);
  if (teams == NULL)
    return FALSE;
  g_autoptr (GPtrArray) drafts = ht_op_new_drafts ();
  import->imported->assumed_teams = ht_establishment_draft_teams (establishment, stations, teams, drafts);
  if (drafts->len == 0)
    return TRUE;
  HtAuthor nobody = {
    .actor = ht_uuid_nil (), .role = "system", .actor2 = ht_uuid_nil (), .drill = import->author.drill
  };
  if (!ht_store_append (import->store, &nobody, drafts, NULL, error))
    return FALSE;
  import->imported->changed = TRUE;
  return TRUE;
}

static gboolean
run (Import *import, GCancellable *cancellable, GError **error)
{
  /* Read before anything is written: a broken data file must not leave half an import. */
  g_autoptr (HtEstablishment) establishment = ht_establishment_load (NULL, error);
  if (establishment == NULL || !read_file (import, cancellable, error)
      || g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  /* From here on it is too late to cancel: what is written is told, never called cancelled. */
  if (!write_layers (import, error))
    return FALSE;
  if (import->assume_teams && !write_teams (import, establishment, error))
    return FALSE;
  import->imported->report = g_steal_pointer (&import->data->report);
  return TRUE;
}

static void
import_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Import *import = data;
  GError *error = NULL;
  gboolean done = run (import, cancellable, &error);
  /* Here: the task and what hangs on it are freed on the main thread, which must not wait for millions of
   * features to go. */
  g_clear_pointer (&import->data, ht_map_data_free);
  if (done)
    g_task_return_pointer (task, g_steal_pointer (&import->imported), (GDestroyNotify) ht_imported_free);
  else
    g_task_return_error (task, error);
}

static void
set_busy (HtImporter *self, gboolean busy)
{
  self->busy = busy;
  g_object_notify_by_pspec (G_OBJECT (self), busy_property);
}

static Import *
import_new (HtImporter *self, const HtImportRequest *request, GError **error)
{
  HtAuthor author;
  if (!ht_city_check_writable (self->city, error)
      || !ht_session_may (self->city->session, HT_RIGHT_IMPORT, error)
      || !ht_city_fill_author (self->city, FALSE, &author, error))
    return NULL;
  if (!g_strv_contains (ht_importer_get_layers (), request->layer))
    {
      refuse (error, request->path, _ ("this kind of layer is not known; choose one of the list"));
      return NULL;
    }
  Import *import = g_new0 (Import, 1);
  import->store = g_object_ref (self->city->store);
  import->role = g_strdup (author.role);
  import->author = author;
  import->author.role = import->role;
  import->path = g_strdup (request->path);
  import->name = g_path_get_basename (request->path);
  import->layer = g_strdup (request->layer);
  import->datum = g_strdup (request->datum);
  import->map = g_strdupv ((char **) request->map);
  import->assume_teams = request->assume_teams;
  import->imported = g_new0 (HtImported, 1);
  import->imported->tables = g_ptr_array_new_with_free_func (g_free);
  return import;
}

void
ht_importer_import_async (HtImporter *self, const HtImportRequest *request, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HT_IS_IMPORTER (self));
  g_return_if_fail (request != NULL && request->path != NULL && request->layer != NULL);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;
  Import *import = NULL;
  g_task_set_source_tag (task, ht_importer_import_async);
  g_task_set_check_cancellable (task, FALSE);
  if (self->busy)
    g_set_error_literal (&error, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID,
                         _ ("Another import is under way; wait until it is done."));
  else
    import = import_new (self, request, &error);
  if (import == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_set_task_data (task, import, import_free);
  set_busy (self, TRUE);
  g_task_run_in_thread (task, import_thread);
}

HtImported *
ht_importer_import_finish (HtImporter *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, ht_importer_import_async), NULL);
  if (g_task_get_task_data (G_TASK (result)) != NULL)
    set_busy (self, FALSE);
  return g_task_propagate_pointer (G_TASK (result), error);
}

HtImported *
ht_importer_import (HtImporter *self, const HtImportRequest *request, GError **error)
{
  g_return_val_if_fail (HT_IS_IMPORTER (self), NULL);
  g_return_val_if_fail (request != NULL && request->path != NULL && request->layer != NULL, NULL);
  Import *import = import_new (self, request, error);
  if (import == NULL)
    return NULL;
  HtImported *imported = run (import, NULL, error) ? g_steal_pointer (&import->imported) : NULL;
  import_free (import);
  return imported;
}
