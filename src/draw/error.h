/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Errors of the draw room: pictures and pages that cannot be made. */
#define HT_DRAW_ERROR (ht_draw_error_quark ())
GQuark ht_draw_error_quark (void);

/**
 * HtDrawError:
 * @HT_DRAW_ERROR_UNWRITABLE: the file cannot be written: choose another place or free the disk
 * @HT_DRAW_ERROR_TOO_LARGE: the picture or document is beyond a stated limit: make it smaller
 */
typedef enum
{
  HT_DRAW_ERROR_UNWRITABLE,
  HT_DRAW_ERROR_TOO_LARGE,
} HtDrawError;

G_END_DECLS
