/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/city-private.h"
#include "model/dispatch.h"
#include "model/drafts.h"

G_BEGIN_DECLS

/* For the dispatch-*.c files. */
struct _HtDispatch
{
  GObject parent_instance;
  HtCity *city; /* weak */
};

/* A task for a decision; NULL where it is not allowed now, and then the task has returned its error. */
GTask *ht_dispatch_begin (HtDispatch *self, HtRight right, GAsyncReadyCallback callback, gpointer user_data);
/* Records of "now" stand in for what nobody kept. */
HtRecord *ht_dispatch_seen (HtRecord *seen, gpointer entity);
/* Adds a log entry about @incident (may be NULL). */
void ht_dispatch_add_log (GPtrArray *drafts, HtIncident *incident, const char *kind, const char *text);
/* Ends an assignment: released where the team had left, else cancelled; its team is then on its way back. */
void ht_dispatch_add_end (GPtrArray *drafts, HtAssignment *assignment);

G_END_DECLS
