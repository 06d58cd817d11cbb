/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/coverage.h"

#include <math.h>
#include <string.h>

struct _HtCoverage
{
  gatomicrefcount refs;
  double limit_s;
  guint n_sections;
  float *ends_s; /* two a section */
};

HtCoverage *
ht_coverage_new (const float *from_end_s, const float *to_end_s, guint n_sections, double limit_s)
{
  g_return_val_if_fail (n_sections == 0 || (from_end_s != NULL && to_end_s != NULL), NULL);
  HtCoverage *self = g_new0 (HtCoverage, 1);
  g_atomic_ref_count_init (&self->refs);
  self->limit_s = limit_s;
  self->n_sections = n_sections;
  self->ends_s = g_new (float, 2 * (gsize) MAX (n_sections, 1));
  for (gsize i = 0; i < n_sections; i++)
    {
      self->ends_s[2 * i] = isnan (from_end_s[i]) ? INFINITY : from_end_s[i];
      self->ends_s[2 * i + 1] = isnan (to_end_s[i]) ? INFINITY : to_end_s[i];
    }
  return self;
}

HtCoverage *
ht_coverage_ref (HtCoverage *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
ht_coverage_unref (HtCoverage *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_free (self->ends_s);
  g_free (self);
}

void
ht_coverage_get_inside (const HtCoverage *self, guint section, double *begin, double *end)
{
  *begin = *end = 0;
  if (section >= self->n_sections)
    return;
  double a = self->ends_s[2 * (gsize) section], b = self->ends_s[2 * (gsize) section + 1];
  gboolean a_in = a <= self->limit_s, b_in = b <= self->limit_s;
  if (!a_in && !b_in)
    return;
  /* An unreachable far end (one-way, barrier) leaves only the node itself covered. */
  *begin = a_in ? 0 : isinf (a) ? 1 : 1 - (self->limit_s - b) / (a - b);
  *end = b_in ? 1 : isinf (b) ? 0 : (self->limit_s - a) / (b - a);
}
