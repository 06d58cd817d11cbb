/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/command-private.h"

#include "base/i18n.h"
#include "model/city-private.h"
#include "model/error.h"
#include "model/services-private.h"

#define MOST 12
#define ASKED 24

struct _HtCommand
{
  GObject parent_instance;
  HtCity *city;         /* weak */
  HtIncident *incident; /* weak */
  HtTeam *team;         /* weak */
  HtPoint centre;
  gboolean has_centre;
  GCancellable *latest;
};

G_DEFINE_TYPE (HtCommand, ht_command, G_TYPE_OBJECT)

static void
ht_command_dispose (GObject *object)
{
  HtCommand *self = HT_COMMAND (object);
  g_cancellable_cancel (self->latest);
  g_clear_object (&self->latest);
  g_clear_weak_pointer (&self->city);
  g_clear_weak_pointer (&self->incident);
  g_clear_weak_pointer (&self->team);
  G_OBJECT_CLASS (ht_command_parent_class)->dispose (object);
}

static void
ht_command_class_init (HtCommandClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ht_command_dispose;
}

static void
ht_command_init (HtCommand *self)
{
}

HtCommand *
ht_command_new (HtCity *city)
{
  HtCommand *self = g_object_new (HT_TYPE_COMMAND, NULL);
  g_set_weak_pointer (&self->city, city);
  return self;
}

void
ht_command_set_context (HtCommand *self, HtIncident *incident, HtTeam *team, const HtPoint *centre)
{
  g_return_if_fail (HT_IS_COMMAND (self));
  g_set_weak_pointer (&self->incident, incident);
  g_set_weak_pointer (&self->team, team);
  self->has_centre = centre != NULL;
  if (centre != NULL)
    self->centre = *centre;
}

/* Readings of one text, asked of the finder one after another. */
typedef struct
{
  GPtrArray *phrases;
  guint next;
  GListStore *out;
} Asking;

static void
asking_free (gpointer data)
{
  Asking *asking = data;
  g_ptr_array_unref (asking->phrases);
  g_object_unref (asking->out);
  g_free (asking);
}

static void ask_next (GTask *task);

static HtCommandContext
context_of (HtCommand *self)
{
  HtCommandContext context = { .city = self->city, .incident = self->incident, .team = self->team };
  context.has_centre = self->has_centre || ht_city_get_centre (self->city, &context.centre);
  if (self->has_centre)
    context.centre = self->centre;
  return context;
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  HtCommand *self = g_task_get_source_object (task);
  Asking *asking = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GListModel) found = ht_finder_query_finish (HT_FINDER (source), result, &error);
  if (found == NULL || self->city == NULL)
    {
      if (error == NULL)
        g_set_error_literal (&error, HT_MODEL_ERROR, HT_MODEL_ERROR_UNAVAILABLE,
                             _ ("The city is closed; open it again."));
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  HtCommandContext context = context_of (self);
  ht_command_append (&context, asking->phrases->pdata[asking->next++], found, asking->out);
  ask_next (task);
}

/* Keeps @task until all readings are answered. */
static void
ask_next (GTask *task)
{
  HtCommand *self = g_task_get_source_object (task);
  Asking *asking = g_task_get_task_data (task);
  if (asking->next < asking->phrases->len && g_list_model_get_n_items (G_LIST_MODEL (asking->out)) < MOST)
    {
      HtPhrase *phrase = asking->phrases->pdata[asking->next];
      HtCommandContext context = context_of (self);
      ht_finder_query_async (self->city->finder, phrase->object, context.has_centre ? &context.centre : NULL,
                             ASKED, g_task_get_cancellable (task), on_found, task);
      return;
    }
  guint n = g_list_model_get_n_items (G_LIST_MODEL (asking->out));
  if (n > MOST)
    g_list_store_splice (asking->out, MOST, n - MOST, NULL, 0);
  g_autoptr (HtSuggestion) first = g_list_model_get_item (G_LIST_MODEL (asking->out), 0);
  if (first != NULL && ht_suggestion_is_possible (first) && *ht_suggestion_get_key (first) == '\0')
    ht_suggestion_set_key (first, "Enter");
  g_task_return_pointer (task, g_object_ref (asking->out), g_object_unref);
  g_object_unref (task);
}

void
ht_command_suggest_async (HtCommand *self, const char *text, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HT_IS_COMMAND (self));
  g_return_if_fail (text != NULL);
  g_cancellable_cancel (self->latest);
  g_clear_object (&self->latest);
  self->latest = cancellable != NULL ? g_object_ref (cancellable) : g_cancellable_new ();
  GTask *task = g_task_new (self, self->latest, callback, user_data);
  g_task_set_source_tag (task, ht_command_suggest_async);
  if (self->city == NULL || self->city->closed)
    {
      g_task_return_new_error (task, HT_MODEL_ERROR, HT_MODEL_ERROR_UNAVAILABLE, "%s",
                               _ ("The city is closed; open it again."));
      g_object_unref (task);
      return;
    }
  Asking *asking = g_new0 (Asking, 1);
  asking->phrases = ht_phrase_parse (text);
  asking->out = g_list_store_new (HT_TYPE_SUGGESTION);
  g_task_set_task_data (task, asking, asking_free);
  ask_next (task);
}

GListModel *
ht_command_suggest_finish (HtCommand *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, ht_command_suggest_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
