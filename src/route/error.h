/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Errors of the route room: arrays that do not describe a network. */
#define HT_ROUTE_ERROR (ht_route_error_quark ())
GQuark ht_route_error_quark (void);

/**
 * HtRouteError:
 * @HT_ROUTE_ERROR_INVALID: an index, length or speed is impossible: the message says which; mend the import
 * @HT_ROUTE_ERROR_TOO_LARGE: more sections or turns than the indices can count
 */
typedef enum
{
  HT_ROUTE_ERROR_INVALID,
  HT_ROUTE_ERROR_TOO_LARGE,
} HtRouteError;

G_END_DECLS
