/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/change.h"

#include <glib-object.h>

G_DEFINE_BOXED_TYPE (HtChange, ht_change, ht_change_ref, ht_change_unref)

HtChange *
ht_change_new (GDestroyNotify free_op, GDestroyNotify free_conflict)
{
  HtChange *change = g_new0 (HtChange, 1);
  g_atomic_ref_count_init (&change->refs);
  change->ops = g_ptr_array_new_with_free_func (free_op);
  change->records = g_ptr_array_new_with_free_func ((GDestroyNotify) ht_record_unref);
  change->conflicts = g_ptr_array_new_with_free_func (free_conflict);
  change->tables = g_ptr_array_new ();
  return change;
}

HtChange *
ht_change_ref (HtChange *change)
{
  g_atomic_ref_count_inc (&change->refs);
  return change;
}

void
ht_change_unref (HtChange *change)
{
  if (change == NULL || !g_atomic_ref_count_dec (&change->refs))
    return;
  g_ptr_array_unref (change->ops);
  g_ptr_array_unref (change->records);
  g_ptr_array_unref (change->conflicts);
  g_ptr_array_unref (change->tables);
  g_free (change);
}
