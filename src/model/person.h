/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/entity.h"

G_BEGIN_DECLS

/* Roles, in operations and JSON: viewer, dispatcher, commander, planner, administrator. */
#define HT_ROLE_VIEWER "viewer"
#define HT_ROLE_DISPATCHER "dispatcher"
#define HT_ROLE_COMMANDER "commander"
#define HT_ROLE_PLANNER "planner"
#define HT_ROLE_ADMINISTRATOR "administrator"

/* Somebody who can sign in. Properties (read only): name, role, active (boolean). */
#define HT_TYPE_PERSON (ht_person_get_type ())
G_DECLARE_FINAL_TYPE (HtPerson, ht_person, HT, PERSON, HtEntity)

const char *ht_person_get_name (HtPerson *self);
const char *ht_person_get_role (HtPerson *self);
const char *ht_person_get_role_label (HtPerson *self);
gboolean ht_person_is_active (HtPerson *self);

G_END_DECLS
