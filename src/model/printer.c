/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/printer-private.h"

#include "base/i18n.h"
#include "model/error.h"
#include "model/services-private.h"

struct _HtPrinter
{
  GObject parent_instance;
  HtCity *city; /* weak */
};

G_DEFINE_TYPE (HtPrinter, ht_printer, G_TYPE_OBJECT)

static void
ht_printer_dispose (GObject *object)
{
  g_clear_weak_pointer (&HT_PRINTER (object)->city);
  G_OBJECT_CLASS (ht_printer_parent_class)->dispose (object);
}

static void
ht_printer_class_init (HtPrinterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ht_printer_dispose;
}

static void
ht_printer_init (HtPrinter *self)
{
}

HtPrinter *
ht_printer_new (HtCity *city)
{
  HtPrinter *self = g_object_new (HT_TYPE_PRINTER, NULL);
  g_set_weak_pointer (&self->city, city);
  return self;
}

static GTask *
begin (HtPrinter *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, begin);
  if (self->city != NULL)
    return task;
  g_task_return_new_error (task, HT_MODEL_ERROR, HT_MODEL_ERROR_UNAVAILABLE, "%s",
                           _ ("The city is closed; open it again."));
  g_object_unref (task);
  return NULL;
}

static void
situation_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  if (ht_situation_write (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
map_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  if (ht_map_print_write (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
ht_printer_write_situation_async (HtPrinter *self, HtIncident *incident, const char *path,
                                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HT_IS_PRINTER (self));
  g_return_if_fail (path != NULL);
  g_autoptr (GTask) task = begin (self, cancellable, callback, user_data);
  if (task == NULL)
    return;
  if (!g_str_has_suffix (path, ".pdf"))
    {
      g_task_return_new_error (task, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID, "%s",
                               _ ("A situation report is a PDF; choose a name that ends in .pdf."));
      return;
    }
  g_task_set_task_data (task, ht_situation_new (self->city, incident, path),
                        (GDestroyNotify) ht_situation_free);
  g_task_run_in_thread (task, situation_thread);
}

void
ht_printer_write_map_async (HtPrinter *self, const HtMapRequest *request, const char *path,
                            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HT_IS_PRINTER (self));
  g_return_if_fail (request != NULL && path != NULL);
  g_autoptr (GTask) task = begin (self, cancellable, callback, user_data);
  GError *error = NULL;
  if (task == NULL)
    return;
  HtMapPrint *print = ht_map_print_new (self->city, request, path, &error);
  if (print == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_set_task_data (task, print, (GDestroyNotify) ht_map_print_free);
  g_task_run_in_thread (task, map_thread);
}

gboolean
ht_printer_write_finish (HtPrinter *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
