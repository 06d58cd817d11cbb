/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * HtCoverage: travel seconds from the nearest facility to both ends of every section of the scene's network,
 * as computed for some snapshot. Immutable, reference counted, used from any thread.
 */
typedef struct _HtCoverage HtCoverage;

/* Copies the arrays of @n_sections; INFINITY or NaN: unreachable. @limit_s: 300 for the five-minute rule. */
HtCoverage *ht_coverage_new (const float *from_end_s, const float *to_end_s, guint n_sections,
                             double limit_s);
HtCoverage *ht_coverage_ref (HtCoverage *coverage);
void ht_coverage_unref (HtCoverage *coverage);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtCoverage, ht_coverage_unref)

/* The part of section @section inside the limit, as fractions of its length from its first point; linear
 * between its ends. Empty: *@begin == *@end. */
void ht_coverage_get_inside (const HtCoverage *coverage, guint section, double *begin, double *end);

G_END_DECLS
