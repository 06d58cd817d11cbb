/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/city.h"
#include "model/person.h"

G_BEGIN_DECLS

/* What a role may do. The table is in session.c; every service asks before it writes. */
typedef enum
{
  HT_VERB_DISPATCH, /* open, grade, close incidents; assign; set states; note */
  HT_VERB_ROADS,    /* close and open roads */
  HT_VERB_RESOLVE,  /* decide conflicts */
  HT_VERB_IMPORT,   /* layers, assumed teams */
  HT_VERB_TEAMS,    /* edit teams' lasting facts */
  HT_VERB_PEOPLE,   /* add people, set roles */
} HtVerb;

/*
 * HtSession: who sits here. Properties: person (HtPerson or NULL), locked (boolean). While locked everything
 * is shown and nothing written. Signal changed.
 */
#define HT_TYPE_SESSION (ht_session_get_type ())
G_DECLARE_FINAL_TYPE (HtSession, ht_session, HT, SESSION, GObject)

/* TRUE in a city with no person that can sign in: ask for the first officer. */
gboolean ht_session_needs_first_officer (HtSession *self);
/* Adds a person with a PIN of 4 to 12 digits; the first one becomes administrator and needs nobody signed in,
 * later ones need HT_VERB_PEOPLE. Also signs the first one in. */
void ht_session_add_person_async (HtSession *self, const char *name, const char *role, const char *pin,
                                  GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data);
HtPerson *ht_session_add_person_finish (HtSession *self, GAsyncResult *result, GError **error);

/* Checks the PIN on a worker. After a wrong one the next answer takes 1 s, 2 s, 4 s … 30 s longer. */
void ht_session_sign_in_async (HtSession *self, HtPerson *person, const char *pin, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
gboolean ht_session_sign_in_finish (HtSession *self, GAsyncResult *result, GError **error);
void ht_session_sign_out (HtSession *self);
/* Locked: the same person's PIN (sign_in_async) unlocks; another person may sign in instead. */
void ht_session_lock (HtSession *self);
gboolean ht_session_is_locked (HtSession *self);
/* For programs without a screen: acts as the post itself with @role ("administrator"), no person. */
void ht_session_act_as_service (HtSession *self, const char *role);

/* NULL where nobody is signed in. */
HtPerson *ht_session_get_person (HtSession *self);
/* "" where nobody is. */
const char *ht_session_get_role (HtSession *self);
/* FALSE sets HT_MODEL_ERROR_DENIED with the sentence for the screen; @error may be NULL. */
gboolean ht_session_may (HtSession *self, HtVerb verb, GError **error);

G_END_DECLS
