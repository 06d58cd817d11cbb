/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Errors of the base room: bytes, numbers and files that cannot be read. */
#define HT_BASE_ERROR (ht_base_error_quark ())
GQuark ht_base_error_quark (void);

/**
 * HtBaseError:
 * @HT_BASE_ERROR_INVALID: the bytes or text are not what they should be: correct the input
 * @HT_BASE_ERROR_TOO_LARGE: a stated limit is exceeded: the message names it
 * @HT_BASE_ERROR_FAILED: the system refused (message says what): try again or free resources
 */
typedef enum
{
  HT_BASE_ERROR_INVALID,
  HT_BASE_ERROR_TOO_LARGE,
  HT_BASE_ERROR_FAILED,
} HtBaseError;

G_END_DECLS
