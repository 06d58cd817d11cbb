/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <cpl_error.h>
#include <cpl_string.h>
#include <gdal.h>
#include <math.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <string.h>

#include "base/i18n.h"
#include "geo/error.h"
#include "geo/vector-sink.h"

typedef struct
{
  HtVectorSink *sink;
  GDALDatasetH dataset;
  OGRLayerH layer;
  OGRCoordinateTransformationH transform; /* NULL: longitude and latitude already */
  char *last_problem;                     /* GDAL's own words, kept from the error handler */
} Reader;

static void CPL_STDCALL
keep_problem (CPLErr level, CPLErrorNum number, const char *message)
{
  Reader *reader = CPLGetErrorHandlerUserData ();
  if (level < CE_Failure)
    return;
  g_free (reader->last_problem);
  reader->last_problem = g_utf8_make_valid (message, -1);
  g_strdelimit (reader->last_problem, "\n\r", ' ');
}

static gboolean
refuse (const Reader *reader, HtGeoError code, const char *what, GError **error)
{
  g_set_error (error, HT_GEO_ERROR, code, "%s:0: %s%s%s", reader->sink->request->path, what,
               reader->last_problem != NULL ? ": " : "",
               reader->last_problem != NULL ? reader->last_problem : "");
  return FALSE;
}

static gboolean
open_dataset (Reader *reader, GError **error)
{
  static const char *const drivers[] = { "GPKG", "ESRI Shapefile", "CSV", NULL };
  static const char *const options[]
      = { "X_POSSIBLE_NAMES=lon,lng,long,longitude,x,经度", "Y_POSSIBLE_NAMES=lat,latitude,y,纬度",
          "KEEP_GEOM_COLUMNS=YES", NULL };
  static gsize registered;
  if (g_once_init_enter (&registered))
    {
      GDALAllRegister ();
      g_once_init_leave (&registered, 1);
    }
  /* A full path is never taken for one of GDAL's virtual file systems or connection texts. */
  g_autofree char *path = g_canonicalize_filename (reader->sink->request->path, NULL);
  gboolean is_csv = g_str_has_suffix (path, ".csv") || g_str_has_suffix (path, ".CSV");
  reader->dataset
      = GDALOpenEx (path, GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers, is_csv ? options : NULL, NULL);
  if (reader->dataset == NULL)
    return refuse (reader, HT_GEO_ERROR_UNSUPPORTED,
                   "is no GeoJSON, GeoPackage, Shapefile or CSV that can be read", error);
  return TRUE;
}

static char *
dup_layer_names (const Reader *reader)
{
  GString *names = g_string_new (NULL);
  for (int i = 0; i < GDALDatasetGetLayerCount (reader->dataset) && i < 20; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                            OGR_L_GetName (GDALDatasetGetLayer (reader->dataset, i)));
  return g_string_free (names, FALSE);
}

static gboolean
choose_layer (Reader *reader, GError **error)
{
  const char *wanted = reader->sink->request->source_layer;
  int n = GDALDatasetGetLayerCount (reader->dataset);
  reader->layer = wanted != NULL ? GDALDatasetGetLayerByName (reader->dataset, wanted)
                  : n == 1       ? GDALDatasetGetLayer (reader->dataset, 0)
                                 : NULL;
  g_clear_pointer (&reader->last_problem, g_free);
  if (n == 0)
    return refuse (reader, HT_GEO_ERROR_INVALID, "holds no layer", error);
  if (reader->layer == NULL)
    {
      g_autofree char *names = dup_layer_names (reader);
      g_autofree char *what = g_strdup_printf ("has the layers %s; name the one to take", names);
      return refuse (reader, HT_GEO_ERROR_UNSUPPORTED, what, error);
    }
  return TRUE;
}

static gboolean
is_csv (const Reader *reader)
{
  return g_str_equal (GDALGetDriverShortName (GDALGetDatasetDriver (reader->dataset)), "CSV");
}

/* The file's own system, or that of a CSV's degrees; NULL where it says none. */
static gboolean
open_transform (Reader *reader, GError **error)
{
  OGRSpatialReferenceH source = OGR_L_GetSpatialRef (reader->layer);
  if (OGR_L_GetGeomType (reader->layer) == wkbNone)
    return refuse (reader, HT_GEO_ERROR_INVALID,
                   is_csv (reader) ? "has no columns “lat” and “lon” (or 纬度 and 经度)" : "has no geometry",
                   error);
  /* GeoPackage has systems 0 and -1 for "undefined", which GDAL hands on under that name. */
  const char *name = source != NULL ? OSRGetName (source) : NULL;
  if (source == NULL || (name != NULL && g_ascii_strncasecmp (name, "Undefined", 9) == 0))
    return is_csv (reader)
           || refuse (reader, HT_GEO_ERROR_UNSUPPORTED,
                      "does not say its coordinate system; add the .prj file or assign it", error);
  OGRSpatialReferenceH target = OSRNewSpatialReference (NULL);
  OSRImportFromEPSG (target, 4326);
  OSRSetAxisMappingStrategy (target, OAMS_TRADITIONAL_GIS_ORDER);
  OGRSpatialReferenceH mapped = OSRClone (source);
  OSRSetAxisMappingStrategy (mapped, OAMS_TRADITIONAL_GIS_ORDER);
  reader->transform = OCTNewCoordinateTransformation (mapped, target);
  const char *code = OSRGetAuthorityCode (mapped, NULL);
  if (reader->transform != NULL && code != NULL)
    {
      g_autofree char *datum = g_strdup_printf ("epsg:%s", code);
      reader->sink->data->report->datum = g_intern_string (g_str_equal (code, "4326") ? "wgs84" : datum);
    }
  OSRDestroySpatialReference (mapped);
  OSRDestroySpatialReference (target);
  return reader->transform != NULL
         || refuse (reader, HT_GEO_ERROR_UNSUPPORTED,
                    "is in a coordinate system that cannot be turned into WGS 84", error);
}

static void
set_field (OGRFeatureH feature, int index, HtValue *properties)
{
  OGRFieldDefnH definition = OGR_F_GetFieldDefnRef (feature, index);
  g_autofree char *name = g_utf8_make_valid (OGR_Fld_GetNameRef (definition), -1);
  if (!OGR_F_IsFieldSetAndNotNull (feature, index))
    return;
  switch (OGR_Fld_GetType (definition))
    {
    case OFTInteger:
      if (OGR_Fld_GetSubType (definition) == OFSTBoolean)
        {
          ht_value_set_bool (properties, name, OGR_F_GetFieldAsInteger (feature, index) != 0);
          break;
        }
      G_GNUC_FALLTHROUGH;
    case OFTInteger64:
      ht_value_set_int (properties, name, OGR_F_GetFieldAsInteger64 (feature, index));
      break;
    case OFTReal:
      ht_value_set_real (properties, name, OGR_F_GetFieldAsDouble (feature, index));
      break;
    case OFTString:
    case OFTDate:
    case OFTTime:
    case OFTDateTime:
      {
        g_autofree char *text = g_utf8_make_valid (OGR_F_GetFieldAsString (feature, index), -1);
        ht_value_set_text (properties, name, text);
        break;
      }
    default:
      /* Lists and binary fields have no column to go to. */
      break;
    }
}

static HtValue *
get_properties (OGRFeatureH feature)
{
  HtValue *properties = ht_value_new_map ();
  for (int i = 0; i < OGR_F_GetFieldCount (feature); i++)
    set_field (feature, i, properties);
  return properties;
}

static HtGeometry *
to_geometry (OGRGeometryH geometry)
{
  g_autoptr (GByteArray) wkb = g_byte_array_new ();
  g_byte_array_set_size (wkb, (guint) OGR_G_WkbSize (geometry));
  if (OGR_G_ExportToIsoWkb (geometry, wkbNDR, wkb->data) != OGRERR_NONE)
    return NULL;
  return ht_geometry_from_ewkb (wkb->data, wkb->len, NULL);
}

/* NULL with the reason counted. */
static HtGeometry *
get_geometry (Reader *reader, OGRFeatureH feature)
{
  OGRGeometryH geometry = OGR_F_GetGeometryRef (feature);
  if (geometry == NULL || OGR_G_IsEmpty (geometry))
    {
      ht_vector_sink_drop (reader->sink, N_ ("feature without a geometry"));
      return NULL;
    }
  OGR_G_FlattenTo2D (geometry);
  OGRGeometryH plain = OGR_G_GetLinearGeometry (geometry, 0.0, NULL);
  HtGeometry *result = NULL;
  if (plain != NULL
      && (reader->transform == NULL || OGR_G_Transform (plain, reader->transform) == OGRERR_NONE))
    {
      OGR_G_CloseRings (plain);
      result = to_geometry (plain);
    }
  OGR_G_DestroyGeometry (plain);
  if (result == NULL)
    ht_vector_sink_drop (reader->sink, N_ ("geometry that is no point, line or area on the earth"));
  return result;
}

static void
take_feature (Reader *reader, OGRFeatureH feature)
{
  g_autofree char *id = NULL;
  ht_vector_sink_read (reader->sink);
  g_autoptr (HtGeometry) geometry = get_geometry (reader, feature);
  if (geometry == NULL)
    return;
  g_autoptr (HtValue) properties = get_properties (feature);
  if (OGR_F_GetFID (feature) != OGRNullFID)
    id = g_strdup_printf ("%" G_GINT64_FORMAT, (gint64) OGR_F_GetFID (feature));
  const HtVectorFeature found = { geometry, properties, id };
  ht_vector_sink_take (reader->sink, &found);
}

static gboolean
read_layer (Reader *reader, GError **error)
{
  OGRFeatureH feature;
  OGR_L_ResetReading (reader->layer);
  g_clear_pointer (&reader->last_problem, g_free);
  while ((feature = OGR_L_GetNextFeature (reader->layer)) != NULL)
    {
      take_feature (reader, feature);
      OGR_F_Destroy (feature);
      if (g_cancellable_set_error_if_cancelled (reader->sink->cancellable, error))
        return FALSE;
    }
  /* GDAL ends the features at a damaged place as at the end; only its words tell. */
  gint64 counted = OGR_L_GetFeatureCount (reader->layer, FALSE);
  if (counted >= 0 && (guint64) counted > reader->sink->data->report->read)
    return refuse (reader, HT_GEO_ERROR_INVALID, "is damaged: fewer features can be read than it holds",
                   error);
  return TRUE;
}

gboolean
ht_vector_gdal_read (HtVectorSink *sink, GError **error)
{
  Reader reader = { .sink = sink };
  CPLPushErrorHandlerEx (keep_problem, &reader);
  gboolean good = open_dataset (&reader, error) && choose_layer (&reader, error)
                  && open_transform (&reader, error) && read_layer (&reader, error);
  if (reader.transform != NULL)
    OCTDestroyCoordinateTransformation (reader.transform);
  if (reader.dataset != NULL)
    GDALClose (reader.dataset);
  CPLPopErrorHandler ();
  g_free (reader.last_problem);
  return good;
}
