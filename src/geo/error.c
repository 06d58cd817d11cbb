/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo/error.h"

/* clang-format off */
G_DEFINE_QUARK (ht-geo-error-quark, ht_geo_error)
/* clang-format on */
