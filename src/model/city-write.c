/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/city-private.h"

#include "base/i18n.h"
#include "model/entity-private.h"
#include "model/error.h"
#include "model/services-private.h"
#include "model/undo-private.h"

typedef struct
{
  HtCity *city;
  GTask *task;
  HtWrittenFunc done;
  char *undo;
  GPtrArray *before; /* HtRecord: what the touched entities were */
} Writing;

static void
writing_free (Writing *writing)
{
  g_object_unref (writing->city);
  g_object_unref (writing->task);
  g_free (writing->undo);
  g_ptr_array_unref (writing->before);
  g_free (writing);
}

gboolean
ht_city_check_writable (HtCity *self, GError **error)
{
  if (self == NULL || self->closed)
    g_set_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_UNAVAILABLE, _ ("The city is closed; open it again."));
  else if (self->read_only_reason != NULL)
    g_set_error_literal (error, HT_MODEL_ERROR, HT_MODEL_ERROR_DENIED, self->read_only_reason);
  else
    return TRUE;
  return FALSE;
}

gboolean
ht_city_fill_author (HtCity *self, gboolean as_system, HtAuthor *author, GError **error)
{
  *author = (HtAuthor){ .actor = ht_uuid_nil (), .role = "system", .actor2 = ht_uuid_nil () };
  author->drill = ht_city_is_drill (self);
  if (as_system)
    return TRUE;
  if (!ht_session_introduce (self->session, error))
    return FALSE;
  HtPerson *person = ht_session_get_person (self->session);
  if (person == NULL)
    return TRUE;
  author->actor = *ht_entity_get_id (HT_ENTITY (person));
  author->role = ht_session_get_role (self->session);
  return TRUE;
}

static void
on_appended (GObject *source, GAsyncResult *result, gpointer data)
{
  Writing *writing = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HtChange) change = ht_store_append_finish (HT_STORE (source), result, &error);
  ht_city_count_write (writing->city, -1);
  if (change == NULL)
    g_task_return_error (writing->task, g_steal_pointer (&error));
  else
    {
      ht_city_apply (writing->city, change);
      if (writing->undo != NULL)
        ht_undo_push (writing->city->undo, writing->undo, change, writing->before);
      if (writing->done != NULL)
        writing->done (writing->city, change, writing->task);
      else
        g_task_return_boolean (writing->task, TRUE);
    }
  writing_free (writing);
}

static GPtrArray *
records_before (HtCity *self, GPtrArray *drafts)
{
  GPtrArray *before = g_ptr_array_new_with_free_func ((GDestroyNotify) ht_record_unref);
  for (guint i = 0; i < drafts->len; i++)
    {
      HtRecord *record = ht_city_find_record (self, &((HtOpDraft *) drafts->pdata[i])->id);
      if (record != NULL && !g_ptr_array_find (before, record, NULL))
        g_ptr_array_add (before, ht_record_ref (record));
    }
  return before;
}

void
ht_city_write (HtCity *self, const HtWrite *write, GTask *task)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) drafts = write->drafts;
  g_autoptr (GTask) owned = task;
  HtAuthor author;
  if (!ht_city_check_writable (self, &error)
      || !ht_city_fill_author (self, write->as_system, &author, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  Writing *writing = g_new0 (Writing, 1);
  writing->city = g_object_ref (self);
  writing->task = g_steal_pointer (&owned);
  writing->done = write->done;
  writing->undo = g_strdup (write->undo);
  writing->before = records_before (self, drafts);
  ht_city_count_write (self, 1);
  ht_store_append_async (self->store, &author, drafts, NULL, on_appended, writing);
}

/* Codes are this post's tag and a running number; another post's tag keeps theirs apart. */
char *
ht_city_dup_next_code (HtCity *self)
{
  HtUuid post;
  guint64 epoch;
  ht_store_get_post (self->store, &post, &epoch);
  HtRecord *record = g_hash_table_lookup (self->records, &post);
  const char *tag = record != NULL ? ht_record_get_text (record, "tag", "") : "";
  gint64 last = self->last_code;
  GHashTableIter iter;
  gpointer entity;
  g_hash_table_iter_init (&iter, self->entities);
  while (g_hash_table_iter_next (&iter, NULL, &entity))
    {
      const char *code = HT_IS_INCIDENT (entity) ? ht_incident_get_code (entity) : NULL;
      if (code == NULL || !g_str_has_prefix (code, tag))
        continue;
      char *end;
      gint64 number = g_ascii_strtoll (code + strlen (tag), &end, 10);
      if (*end == '\0' && end != code + strlen (tag))
        last = MAX (last, number);
    }
  /* Two incidents written before the first is back must not share a code. */
  self->last_code = last + 1;
  return g_strdup_printf ("%s%04" G_GINT64_FORMAT, tag, self->last_code);
}
