/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Errors of the model room. Every message is one translated sentence for the operator, with the cure. Errors
 * of the rooms below come through unchanged: they are such sentences too.
 */
#define HT_MODEL_ERROR (ht_model_error_quark ())
GQuark ht_model_error_quark (void);

/**
 * HtModelError:
 * @HT_MODEL_ERROR_INVALID: what was asked is not possible as things stand: the message says why
 * @HT_MODEL_ERROR_CHANGED: somebody else changed it meanwhile: look again, then decide again
 * @HT_MODEL_ERROR_DENIED: nobody is signed in, or the role does not allow it
 * @HT_MODEL_ERROR_NEEDS_REASON: possible, but only with a written reason: ask for it and call again
 * @HT_MODEL_ERROR_UNAVAILABLE: something needed is missing (roads, data file, disk): the message names it
 */
typedef enum
{
  HT_MODEL_ERROR_INVALID,
  HT_MODEL_ERROR_CHANGED,
  HT_MODEL_ERROR_DENIED,
  HT_MODEL_ERROR_NEEDS_REASON,
  HT_MODEL_ERROR_UNAVAILABLE,
} HtModelError;

G_END_DECLS
