/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/label.h"

G_BEGIN_DECLS

/*
 * Which labels stand, per zoom: the result of the greedy placement of the whole city (each label in order of
 * rank, kept where it conflicts with none kept before), worked out only where it is looked at. A label's fate
 * hangs on those before it that conflict with it, and these on theirs, so the same answer comes from any
 * starting point: tiles agree along their borders, whoever asks first. Thread safe.
 */
HtLabelCache *ht_label_cache_new (void);
void ht_label_cache_free (HtLabelCache *cache);

/* The kept labels that touch @window, in order of rank; the world is @world_px wide. Free with
 * g_ptr_array_unref. */
GPtrArray *ht_label_cache_place (HtLabelCache *cache, const HtScene *scene, double world_px,
                                 const HtRect *window);

G_END_DECLS
