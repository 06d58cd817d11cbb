/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/pinyin.h"
#include "model/finder.h"
#include "store/store.h"

G_BEGIN_DECLS

/* Something with a name and a place. */
typedef struct
{
  HtFoundKind kind;
  const char *what; /* what it is, untranslated: a table or a kind of it ("hospital"); interned */
  char *title;
  char *extra;       /* shown after what it is: a state, an address; may be NULL */
  char *id_text;     /* may be NULL */
  const char *table; /* where it is a feature of a layer: interned; else NULL */
  HtUuid thing;      /* of that table */
  HtPoint at;
  GPtrArray *keys;  /* HtPinyin: its names */
  GPtrArray *hints; /* HtPinyin: what it may also be found by, after everything that bears the name */
} HtFinderEntry;

HtFinderEntry *ht_finder_entry_new (HtFoundKind kind, const char *what, const char *title, const HtPoint *at);
/* Another name to be found by; NULL and "" are ignored. */
void ht_finder_entry_add_name (HtFinderEntry *entry, const char *name);
void ht_finder_entry_add_hint (HtFinderEntry *entry, const char *hint);
void ht_finder_entry_free (HtFinderEntry *entry);

/* All names of the map: streets, places, addresses, hospitals … Immutable, reference counted. GPtrArray of
 * HtFinderEntry. On a worker: about 20 µs a name. */
GPtrArray *ht_finder_index_build (HtStore *store, GCancellable *cancellable, GError **error);

/*
 * Best entries of @lists (NULL-terminated) for @text as HtFound in a GListStore, at most @limit; positions
 * that the text itself names come first. @near breaks ties. On a worker.
 */
typedef struct
{
  const char *text;
  HtPoint near;
  gboolean has_near;
  guint limit;
} HtFinderQuery;
GListStore *ht_finder_index_query (GPtrArray *const *lists, const HtFinderQuery *query);

/* The words of a kind ("street") for people, translated, static. */
const char *ht_finder_get_word (const char *what);

G_END_DECLS
