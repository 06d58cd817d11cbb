/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Errors of the geo room: coordinates, geometries and map files from outside. */
#define HT_GEO_ERROR (ht_geo_error_quark ())
GQuark ht_geo_error_quark (void);

/**
 * HtGeoError:
 * @HT_GEO_ERROR_INVALID: the input is broken: the message says where; mend or replace it
 * @HT_GEO_ERROR_UNSUPPORTED: a sound file of a kind, layer or datum that is not taken
 * @HT_GEO_ERROR_TOO_LARGE: beyond a stated limit
 * @HT_GEO_ERROR_UNREADABLE: the file is missing or the disk or permission refuses
 */
typedef enum
{
  HT_GEO_ERROR_INVALID,
  HT_GEO_ERROR_UNSUPPORTED,
  HT_GEO_ERROR_TOO_LARGE,
  HT_GEO_ERROR_UNREADABLE,
} HtGeoError;

G_END_DECLS
