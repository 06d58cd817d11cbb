/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/city.h"
#include "model/person.h"

G_BEGIN_DECLS

/* What a role may do, asked before anything is written; the table is the store's (store/validate.h). */
typedef enum
{
  HT_RIGHT_DISPATCH, /* open, grade, close incidents; assign; set states; note */
  HT_RIGHT_ROADS,    /* close and open roads */
  HT_RIGHT_RESOLVE,  /* decide conflicts */
  HT_RIGHT_IMPORT,   /* layers, assumed teams */
  HT_RIGHT_TEAMS,    /* edit teams' lasting facts */
  HT_RIGHT_PEOPLE,   /* add people, set roles */
} HtRight;

/*
 * HtSession: who sits here. Properties: person (HtPerson or NULL), locked (boolean). While locked everything
 * is shown and nothing written. Signal changed.
 */
#define HT_TYPE_SESSION (ht_session_get_type ())
G_DECLARE_FINAL_TYPE (HtSession, ht_session, HT, SESSION, GObject)

/* TRUE in a city with no person that can sign in: ask for the first officer. */
gboolean ht_session_needs_first_officer (HtSession *self);
/* Adds a person with a PIN of 4 to 12 digits; the first one becomes administrator and needs nobody signed in,
 * later ones need HT_RIGHT_PEOPLE. Also signs the first one in. */
void ht_session_add_person_async (HtSession *self, const char *name, const char *role, const char *pin,
                                  GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data);
HtPerson *ht_session_add_person_finish (HtSession *self, GAsyncResult *result, GError **error);

/* Checks the PIN on a worker. After three wrong ones the person waits, each time longer (store/local.h); the
 * error says how long. */
void ht_session_sign_in_async (HtSession *self, HtPerson *person, const char *pin, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
gboolean ht_session_sign_in_finish (HtSession *self, GAsyncResult *result, GError **error);
void ht_session_sign_out (HtSession *self);
/* Locked: the same person's PIN (sign_in_async) unlocks; another person may sign in instead. */
void ht_session_lock (HtSession *self);
gboolean ht_session_is_locked (HtSession *self);
/* For programs without a screen: acts as a service person of that @role, who has no PIN, so never appears in
 * a sign-in list, and is made known to the city with the first decision. "system": nobody, for set-up only.
 */
void ht_session_act_as_service (HtSession *self, const char *role);
/* TRUE for people who have a PIN here: the ones a sign-in list shows. */
gboolean ht_session_can_sign_in (HtSession *self, HtPerson *person);

/* NULL where nobody is signed in. */
HtPerson *ht_session_get_person (HtSession *self);
/* "" where nobody is. */
const char *ht_session_get_role (HtSession *self);
/* FALSE sets HT_MODEL_ERROR_DENIED with the sentence for the screen; @error may be NULL. */
gboolean ht_session_may (HtSession *self, HtRight right, GError **error);

G_END_DECLS
