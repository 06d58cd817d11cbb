/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/later.h"

/* After input, before GDK_PRIORITY_REDRAW. */
#define PRIORITY (G_PRIORITY_HIGH_IDLE + 10)

typedef struct
{
  GWeakRef object;
  gpointer identity; /* only compared */
  HtPiece piece;
} Entry;

static GQueue waiting = G_QUEUE_INIT;
static guint source_id;
/* While a piece runs: where what it asks for goes; -1 between pieces. */
static int next_place = -1;

static void
entry_free (Entry *entry)
{
  g_weak_ref_clear (&entry->object);
  g_free (entry);
}

static gboolean
run_one (gpointer unused)
{
  Entry *entry = g_queue_pop_head (&waiting);
  g_autoptr (GObject) object = g_weak_ref_get (&entry->object);
  next_place = 0;
  if (object != NULL)
    entry->piece (object);
  next_place = -1;
  entry_free (entry);
  if (!g_queue_is_empty (&waiting))
    return G_SOURCE_CONTINUE;
  source_id = 0;
  return G_SOURCE_REMOVE;
}

static gboolean
is_waiting (GObject *object, HtPiece piece)
{
  for (GList *link = waiting.head; link != NULL; link = link->next)
    {
      Entry *entry = link->data;
      if (entry->identity != object || entry->piece != piece)
        continue;
      /* Another object may have come to the same address. */
      g_autoptr (GObject) alive = g_weak_ref_get (&entry->object);
      if (alive == object)
        return TRUE;
    }
  return FALSE;
}

void
ht_later (gpointer object, HtPiece piece)
{
  g_return_if_fail (G_IS_OBJECT (object) && piece != NULL);
  if (is_waiting (object, piece))
    return;
  Entry *entry = g_new0 (Entry, 1);
  g_weak_ref_init (&entry->object, object);
  entry->identity = object;
  entry->piece = piece;
  g_queue_push_nth (&waiting, entry, next_place);
  if (next_place >= 0)
    next_place++;
  if (source_id != 0 || next_place >= 0)
    return;
  source_id = g_idle_add_full (PRIORITY, run_one, NULL, NULL);
  g_source_set_name_by_id (source_id, "ht_later");
}

void
ht_later_all (gpointer object, const HtPiece *pieces)
{
  for (; *pieces != NULL; pieces++)
    ht_later (object, *pieces);
}
