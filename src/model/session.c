/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/session.h"

#include "base/i18n.h"
#include "base/secret.h"
#include "model/city-private.h"
#include "model/entity-private.h"
#include "model/error.h"
#include "model/services-private.h"
#include "model/undo.h"
#include "store/local.h"
#include "store/validate.h"

struct _HtSession
{
  GObject parent_instance;
  HtCity *city; /* weak */
  GHashTable *with_pin;
  HtPerson *person;
  gboolean locked, checking;
};

enum
{
  PROP_PERSON = 1,
  PROP_LOCKED,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];
static guint changed_signal;
G_DEFINE_TYPE (HtSession, ht_session, G_TYPE_OBJECT)

/* What stands for each right in the store's table of roles. */
static const struct
{
  const char *kind, *verb, *field;
} rights[] = {
  [HT_RIGHT_DISPATCH] = { "assignment", "create", "" },
  [HT_RIGHT_ROADS] = { "closure", "create", "" },
  [HT_RIGHT_RESOLVE] = { "conflict", "resolve", "decision" },
  [HT_RIGHT_IMPORT] = { "layer", "create", "" },
  [HT_RIGHT_TEAMS] = { "team", "set", "name" },
  [HT_RIGHT_PEOPLE] = { "person", "create", "" },
};

static void
ht_session_dispose (GObject *object)
{
  HtSession *self = HT_SESSION (object);
  g_clear_weak_pointer (&self->city);
  g_clear_object (&self->person);
  g_clear_pointer (&self->with_pin, g_hash_table_unref);
  G_OBJECT_CLASS (ht_session_parent_class)->dispose (object);
}

static void
ht_session_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  HtSession *self = HT_SESSION (object);
  if (id == PROP_PERSON)
    g_value_set_object (value, self->person);
  else
    g_value_set_boolean (value, self->locked);
}

static void
ht_session_class_init (HtSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ht_session_dispose;
  G_OBJECT_CLASS (klass)->get_property = ht_session_get_property;
  properties[PROP_PERSON] = g_param_spec_object ("person", NULL, NULL, HT_TYPE_PERSON, HT_PARAM_READ);
  properties[PROP_LOCKED] = g_param_spec_boolean ("locked", NULL, NULL, FALSE, HT_PARAM_READ);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPERTIES, properties);
  changed_signal
      = g_signal_new ("changed", HT_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ht_session_init (HtSession *self)
{
}

HtSession *
ht_session_new (HtCity *city, GHashTable *with_pin)
{
  HtSession *self = g_object_new (HT_TYPE_SESSION, NULL);
  g_set_weak_pointer (&self->city, city);
  self->with_pin = g_hash_table_ref (with_pin);
  return self;
}

static void
seat (HtSession *self, HtPerson *person, gboolean locked)
{
  gboolean other = self->person != person;
  g_set_object (&self->person, person);
  self->locked = locked;
  /* Nobody takes back what somebody else decided. */
  if (other && self->city != NULL)
    ht_undo_clear (self->city->undo);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PERSON]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOCKED]);
  g_signal_emit (self, changed_signal, 0);
}

gboolean
ht_session_needs_first_officer (HtSession *self)
{
  g_return_val_if_fail (HT_IS_SESSION (self), FALSE);
  return g_hash_table_size (self->with_pin) == 0;
}

gboolean
ht_session_can_sign_in (HtSession *self, HtPerson *person)
{
  g_return_val_if_fail (HT_IS_SESSION (self), FALSE);
  g_return_val_if_fail (HT_IS_PERSON (person), FALSE);
  return ht_person_is_active (person)
         && g_hash_table_contains (self->with_pin, ht_entity_get_id (HT_ENTITY (person)));
}

HtPerson *
ht_session_get_person (HtSession *self)
{
  g_return_val_if_fail (HT_IS_SESSION (self), NULL);
  return self->person;
}

const char *
ht_session_get_role (HtSession *self)
{
  g_return_val_if_fail (HT_IS_SESSION (self), "");
  return self->person != NULL ? ht_person_get_role (self->person) : "";
}

gboolean
ht_session_is_locked (HtSession *self)
{
  g_return_val_if_fail (HT_IS_SESSION (self), FALSE);
  return self->locked;
}

gboolean
ht_session_may (HtSession *self, HtRight right, GError **error)
{
  g_return_val_if_fail (HT_IS_SESSION (self), FALSE);
  g_return_val_if_fail ((guint) right < G_N_ELEMENTS (rights), FALSE);
  if (self->person == NULL)
    g_set_error_literal (error, HT_MODEL_ERROR, HT_MODEL_ERROR_DENIED,
                         _ ("Nobody is signed in; sign in first."));
  else if (self->locked)
    g_set_error_literal (error, HT_MODEL_ERROR, HT_MODEL_ERROR_DENIED,
                         _ ("The desk is locked; enter your PIN to go on."));
  else if (!ht_person_is_active (self->person))
    g_set_error_literal (error, HT_MODEL_ERROR, HT_MODEL_ERROR_DENIED,
                         _ ("This person has no PIN here or is no longer active; ask an administrator."));
  else if (!ht_role_may (ht_session_get_role (self), rights[right].kind, rights[right].verb,
                         rights[right].field))
    g_set_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_DENIED,
                 _ ("A %s may not do this; ask somebody with the right role to sign in."),
                 ht_person_get_role_label (self->person));
  else
    return TRUE;
  return FALSE;
}

/* --- adding people --- */

typedef struct
{
  HtStore *store;
  HtUuid id;
  char *pin;
  gboolean first;
} NewPerson;

static void
new_person_free (gpointer data)
{
  NewPerson *person = data;
  g_object_unref (person->store);
  /* PINs do not linger in freed memory. */
  memset (person->pin, 0, strlen (person->pin));
  g_free (person->pin);
  g_free (person);
}

static void
set_pin_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  NewPerson *person = data;
  GError *error = NULL;
  if (ht_store_set_pin (person->store, &person->id, person->pin, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_pin_set (GObject *source, GAsyncResult *result, gpointer data)
{
  HtSession *self = HT_SESSION (source);
  g_autoptr (GTask) outer = data;
  NewPerson *added = g_task_get_task_data (outer);
  GError *error = NULL;
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (outer, error);
      return;
    }
  g_hash_table_add (self->with_pin, ht_uuid_copy (&added->id));
  HtPerson *person = self->city != NULL ? ht_city_find_person (self->city, &added->id) : NULL;
  if (person == NULL)
    {
      g_task_return_new_error (outer, HT_MODEL_ERROR, HT_MODEL_ERROR_UNAVAILABLE, "%s",
                               _ ("The city was closed meanwhile; open it again."));
      return;
    }
  if (added->first)
    seat (self, person, FALSE);
  g_task_return_pointer (outer, g_object_ref (person), g_object_unref);
}

static void
on_person_written (HtCity *city, HtChange *change, GTask *task)
{
  HtSession *self = g_task_get_source_object (task);
  NewPerson *added = g_task_get_task_data (task);
  NewPerson *copy = g_new0 (NewPerson, 1);
  *copy = *added;
  g_object_ref (copy->store);
  copy->pin = g_strdup (added->pin);
  g_autoptr (GTask) inner = g_task_new (self, NULL, on_pin_set, g_object_ref (task));
  g_task_set_task_data (inner, copy, new_person_free);
  g_task_run_in_thread (inner, set_pin_thread);
}

static gboolean
check_new_person (HtSession *self, const char *name, const char *pin, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (name != NULL ? name : ""));
  if (!ht_city_check_writable (self->city, error))
    return FALSE;
  if (*trimmed == '\0')
    {
      g_set_error_literal (error, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID,
                           _ ("A person needs a name; write one."));
      return FALSE;
    }
  if (!ht_secret_check_pin (pin, error))
    return FALSE;
  return ht_session_needs_first_officer (self) || ht_session_may (self, HT_RIGHT_PEOPLE, error);
}

void
ht_session_add_person_async (HtSession *self, const char *name, const char *role, const char *pin,
                             GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HT_IS_SESSION (self));
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;
  g_task_set_source_tag (task, ht_session_add_person_async);
  if (!check_new_person (self, name, pin, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  NewPerson *person = g_new0 (NewPerson, 1);
  person->store = g_object_ref (self->city->store);
  person->id = ht_uuid_random ();
  person->pin = g_strdup (pin);
  person->first = ht_session_needs_first_officer (self);
  g_task_set_task_data (task, person, new_person_free);
  g_autofree char *trimmed = g_strstrip (g_strdup (name));
  HtValue *fields = ht_value_new_map ();
  ht_value_set_text (fields, "name", trimmed);
  ht_value_set_text (fields, "role", person->first ? HT_ROLE_ADMINISTRATOR : role);
  ht_value_set_bool (fields, "active", TRUE);
  HtWrite write = { .drafts = ht_op_new_drafts (), .as_system = person->first, .done = on_person_written };
  g_ptr_array_add (write.drafts, ht_op_draft_create ("person", &person->id, fields));
  ht_city_write (self->city, &write, g_steal_pointer (&task));
}

HtPerson *
ht_session_add_person_finish (HtSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, ht_session_add_person_async), NULL);
  g_autoptr (HtPerson) person = g_task_propagate_pointer (G_TASK (result), error);
  /* The city keeps it. */
  return person;
}

/* --- signing in --- */

static void
check_pin_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  NewPerson *person = data;
  GError *error = NULL;
  if (ht_store_check_pin (person->store, &person->id, person->pin, &error))
    g_task_return_boolean (task, TRUE);
  else if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_new_error (task, HT_MODEL_ERROR, HT_MODEL_ERROR_DENIED, "%s", _ ("Wrong PIN; try again."));
}

void
ht_session_sign_in_async (HtSession *self, HtPerson *person, const char *pin, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HT_IS_SESSION (self));
  g_return_if_fail (HT_IS_PERSON (person));
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ht_session_sign_in_async);
  g_object_set_data_full (G_OBJECT (task), "person", g_object_ref (person), g_object_unref);
  if (self->city == NULL || self->city->closed || !ht_session_can_sign_in (self, person))
    {
      g_task_return_new_error (
          task, HT_MODEL_ERROR, HT_MODEL_ERROR_DENIED, "%s",
          _ ("This person has no PIN here or is no longer active; ask an administrator."));
      return;
    }
  NewPerson *data = g_new0 (NewPerson, 1);
  data->store = g_object_ref (self->city->store);
  data->id = *ht_entity_get_id (HT_ENTITY (person));
  data->pin = g_strdup (pin != NULL ? pin : "");
  g_task_set_task_data (task, data, new_person_free);
  g_task_run_in_thread (task, check_pin_thread);
}

gboolean
ht_session_sign_in_finish (HtSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, ht_session_sign_in_async), FALSE);
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  seat (self, g_object_get_data (G_OBJECT (result), "person"), FALSE);
  return TRUE;
}

void
ht_session_sign_out (HtSession *self)
{
  g_return_if_fail (HT_IS_SESSION (self));
  seat (self, NULL, FALSE);
}

void
ht_session_lock (HtSession *self)
{
  g_return_if_fail (HT_IS_SESSION (self));
  if (self->person != NULL)
    seat (self, self->person, TRUE);
}

/* --- programs without a screen --- */

static void
add_head (HtRecord *record, const char *field, HtValue *value)
{
  HtHead *head = g_new0 (HtHead, 1);
  head->value = value;
  ht_record_add_head (record, field, head);
}

static HtValue *
fields_of_service (const char *role)
{
  HtValue *fields = ht_value_new_map ();
  g_autofree char *name = g_strdup_printf (_ ("Service (%s)"), ht_words_get_role (role));
  ht_value_set_text (fields, "name", name);
  ht_value_set_text (fields, "role", role);
  ht_value_set_bool (fields, "active", TRUE);
  return fields;
}

void
ht_session_act_as_service (HtSession *self, const char *role)
{
  g_return_if_fail (HT_IS_SESSION (self));
  g_return_if_fail (role != NULL);
  if (g_str_equal (role, "system"))
    {
      seat (self, NULL, FALSE);
      return;
    }
  /* The same person in every city and at every post: the name says what it is. */
  HtUuid nil = ht_uuid_nil ();
  g_autofree char *name = g_strdup_printf ("haitang service %s", role);
  HtUuid id = ht_uuid_from_name (&nil, name);
  HtPerson *known = self->city != NULL ? ht_city_find_person (self->city, &id) : NULL;
  if (known != NULL)
    {
      seat (self, known, FALSE);
      return;
    }
  g_autoptr (HtRecord) record = ht_record_new ("person", &id);
  g_autoptr (HtValue) fields = fields_of_service (role);
  for (guint i = 0; i < ht_value_get_length (fields); i++)
    {
      HtValue *value = NULL;
      const char *field = ht_value_get_key (fields, i, &value);
      add_head (record, field, ht_value_ref (value));
    }
  g_autoptr (HtPerson) person = HT_PERSON (ht_entity_new (HT_TYPE_PERSON, record));
  seat (self, person, FALSE);
}

gboolean
ht_session_introduce (HtSession *self, GError **error)
{
  if (self->person == NULL)
    return TRUE;
  const HtUuid *id = ht_entity_get_id (HT_ENTITY (self->person));
  if (ht_city_find_person (self->city, id) != NULL)
    return TRUE;
  HtAuthor author = { .actor = ht_uuid_nil (), .role = "system", .actor2 = ht_uuid_nil () };
  author.drill = ht_city_is_drill (self->city);
  g_autoptr (GPtrArray) drafts = ht_op_new_drafts ();
  g_autoptr (HtChange) change = NULL;
  g_ptr_array_add (drafts,
                   ht_op_draft_create ("person", id, fields_of_service (ht_person_get_role (self->person))));
  if (!ht_store_append (self->city->store, &author, drafts, &change, error))
    return FALSE;
  ht_city_apply (self->city, change);
  g_set_object (&self->person, ht_city_find_person (self->city, id));
  return TRUE;
}
