/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/error.h"

GQuark
ht_draw_error_quark (void)
{
  return g_quark_from_static_string ("ht-draw-error-quark");
}
