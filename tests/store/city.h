/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/uuid.h"
#include "store/ops.h"

G_BEGIN_DECLS

/* An empty city file in the temporary folder, for one test; closed and removed by test_city_free. */
typedef struct
{
  char *path;
  HtDb *db;
  HtPost post;
} TestCity;

TestCity *test_city_new (guint8 origin);
void test_city_free (TestCity *city);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestCity, test_city_free)
/* The same file under the same name of post: what a cloned disk is. */
TestCity *test_city_clone (TestCity *city);

/* Makes the clock and all identifiers of this process follow from @seed. */
void test_world_seed (guint32 seed);
/* The clock of the process: µs; every reading adds 1,000. */
extern gint64 test_world_us;

HtUuid test_uuid (guint8 kind, guint8 number);
HtAuthor test_author (const char *role);
HtValue *test_point (double lon, double lat);
/* A rectangle. */
HtValue *test_area (double west, double south, double east, double north);

/* Appends drafts (freed) in one transaction and wants it to succeed; returns the operation of the last. */
HtUuid test_append (TestCity *city, const char *role, HtOpDraft *first, ...) G_GNUC_NULL_TERMINATED;
HtUuid test_append_all (TestCity *city, const char *role, GPtrArray *drafts);
/* Wire form of all operations of @city, in order of arrival. */
GPtrArray *test_wires (TestCity *city);
/* Receives @wires and gives what became of each. */
GArray *test_receive (TestCity *city, GPtrArray *wires);
/* Each has what the other has. */
void test_exchange (TestCity *a, TestCity *b);

char *test_dump (TestCity *city);
gint64 test_int (TestCity *city, const char *sql);
/* Open conflicts of @rule. */
guint test_count (TestCity *city, const char *rule);
HtConflict *test_conflict (TestCity *city, const char *rule);
void test_audit_whole (TestCity *city);

G_END_DECLS
