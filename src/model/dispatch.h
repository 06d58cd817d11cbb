/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/proposal.h"
#include "model/assignment.h"
#include "model/matter.h"
#include "model/session.h"

G_BEGIN_DECLS

/*
 * HtDispatch: everything a dispatcher decides. Each call checks the role, writes one transaction of
 * operations and finishes when that is durable. @seen is the record its author had on screen (NULL: the
 * present one): its heads become the operation's base, so nothing written meanwhile is hidden. Errors:
 * HT_MODEL_ERROR, HT_STORE_ERROR. All finish functions but create return only success.
 */
#define HT_TYPE_DISPATCH (ht_dispatch_get_type ())
G_DECLARE_FINAL_TYPE (HtDispatch, ht_dispatch, HT, DISPATCH, GObject)

/* What the form holds. NULL texts and -1 mean not known. */
typedef struct
{
  const char *type; /* HtIncidentType name; required */
  int level;        /* 0 to 4 */
  HtPoint position; /* required */
  const char *title, *address, *notes, *source, *source_id;
  int trapped;
  gboolean unverified;
  gint64 reported_us; /* 0: now */
} HtIncidentDraft;

void ht_incident_draft_init (HtIncidentDraft *draft);
void ht_dispatch_create_async (HtDispatch *self, const HtIncidentDraft *draft, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
/* Borrowed from the city. */
HtIncident *ht_dispatch_create_finish (HtDispatch *self, GAsyncResult *result, GError **error);

/* @changes: map of fields ("level", "type", "status", "title", "address", "position" as EWKB bytes,
 * "trapped", "notes") to values; takes a reference. Fields equal to the seen ones are left out; none left:
 * success, nothing written. HT_MODEL_ERROR_NEEDS_REASON for a status that closes or opens again: _close and
 * _reopen do that. */
void ht_dispatch_edit_async (HtDispatch *self, HtIncident *incident, HtRecord *seen, HtValue *changes,
                             GAsyncReadyCallback callback, gpointer user_data);
/* Refused while teams are active, unless @release_teams. @reason is required. */
void ht_dispatch_close_async (HtDispatch *self, HtIncident *incident, HtRecord *seen, const char *reason,
                              gboolean release_teams, GAsyncReadyCallback callback, gpointer user_data);
void ht_dispatch_reopen_async (HtDispatch *self, HtIncident *incident, HtRecord *seen, const char *reason,
                               GAsyncReadyCallback callback, gpointer user_data);

/* Computed on a worker from an immutable picture. A run card without roads still ranks by straight line and
 * says so. */
void ht_dispatch_advise_async (HtDispatch *self, HtIncident *incident, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
/* The caller owns it. */
HtProposal *ht_dispatch_advise_finish (HtDispatch *self, GAsyncResult *result, GError **error);
/* Assigns the teams of @teams (GPtrArray of HtTeam; NULL: all chosen ones of @advice). @advice may be NULL. A
 * team that is not chosen needs @reason where it is busy or unfit (HT_MODEL_ERROR_NEEDS_REASON); both the
 * advice and the reason are kept. HT_MODEL_ERROR_CHANGED where a chosen team was sent elsewhere since the
 * advice. */
void ht_dispatch_assign_async (HtDispatch *self, HtIncident *incident, HtProposal *advice, GPtrArray *teams,
                               const char *reason, GAsyncReadyCallback callback, gpointer user_data);
void ht_dispatch_set_assignment_state_async (HtDispatch *self, HtAssignment *assignment, HtRecord *seen,
                                             HtAssignmentState state, GAsyncReadyCallback callback,
                                             gpointer user_data);
/* @status: one of the four statuses. Refused while it has an active assignment (release it first). */
void ht_dispatch_set_team_status_async (HtDispatch *self, HtTeam *team, HtRecord *seen, HtTeamState status,
                                        GAsyncReadyCallback callback, gpointer user_data);
void ht_dispatch_move_team_async (HtDispatch *self, HtTeam *team, HtRecord *seen, const HtPoint *position,
                                  GAsyncReadyCallback callback, gpointer user_data);
/* A person looked at an assumed team and says it is real. */
void ht_dispatch_confirm_team_async (HtDispatch *self, HtTeam *team, HtRecord *seen,
                                     GAsyncReadyCallback callback, gpointer user_data);
/* @incident NULL: the shift's log. */
void ht_dispatch_note_async (HtDispatch *self, HtIncident *incident, const char *text,
                             GAsyncReadyCallback callback, gpointer user_data);
/* Decides for side 0 or 1: also writes what that means (releases the other assignment …). @reason required.
 */
void ht_dispatch_resolve_async (HtDispatch *self, HtMatter *matter, guint side, const char *reason,
                                GAsyncReadyCallback callback, gpointer user_data);
/* Finishes any of the calls above that return nothing. */
gboolean ht_dispatch_finish (HtDispatch *self, GAsyncResult *result, GError **error);

G_END_DECLS
