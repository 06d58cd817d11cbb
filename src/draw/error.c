/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/error.h"

G_DEFINE_QUARK (ht-draw-error-quark, ht_draw_error)
