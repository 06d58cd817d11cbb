/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "store/record.h"

G_BEGIN_DECLS

/* What one durable write changed. Immutable once delivered, reference counted, thread safe. */
typedef struct _HtChange HtChange;

struct _HtChange
{
  gatomicrefcount refs;
  GPtrArray *ops;       /* HtOp, as appended */
  GPtrArray *records;   /* HtRecord, every entity they touched, as it is now */
  GPtrArray *conflicts; /* HtConflict, all open ones if @conflicts_changed, else empty */
  GPtrArray *tables;    /* interned names of map tables whose rows were replaced */
  gboolean conflicts_changed;
};

#define HT_TYPE_CHANGE (ht_change_get_type ())
GType ht_change_get_type (void);

/* Empty; the free functions are those of HtOp and HtConflict. */
HtChange *ht_change_new (GDestroyNotify free_op, GDestroyNotify free_conflict);
HtChange *ht_change_ref (HtChange *change);
void ht_change_unref (HtChange *change);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtChange, ht_change_unref)

G_END_DECLS
