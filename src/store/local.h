/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/store.h"

G_BEGIN_DECLS

/*
 * Values that stay in this file on this desk and are no operations: window state, half-written text. Keys are
 * "desk/NAME/…". NULL without error: never set. Setting NULL forgets.
 */
HtValue *ht_store_load_local (HtStore *store, const char *key, GError **error);
gboolean ht_store_save_local (HtStore *store, const char *key, HtValue *value, GError **error);
/* Without waiting: errors are logged. For state saved on every change. */
void ht_store_save_local_soon (HtStore *store, const char *key, HtValue *value);

/*
 * PIN verifiers of people (table credential, local). Both take about 0.1 s: never on the main thread.
 * After 3 wrong PINs in a row a person waits 30 s, then 60 s, … up to 15 min; HT_STORE_ERROR_DENIED says how
 * long. FALSE without error: wrong PIN. A NULL @pin takes the PIN away.
 */
gboolean ht_store_set_pin (HtStore *store, const HtUuid *person, const char *pin, GError **error);
gboolean ht_store_check_pin (HtStore *store, const HtUuid *person, const char *pin, GError **error);
gboolean ht_store_has_pin (HtStore *store, const HtUuid *person, gboolean *has, GError **error);

G_END_DECLS
