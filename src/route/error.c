/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "route/error.h"

G_DEFINE_QUARK (ht - route - error - quark, ht_route_error)
