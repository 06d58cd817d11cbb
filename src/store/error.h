/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Errors of the store room. Every message names the file, the table or operation, and the cure. */
#define HT_STORE_ERROR (ht_store_error_quark ())
GQuark ht_store_error_quark (void);

/**
 * HtStoreError:
 * @HT_STORE_ERROR_INVALID: an operation, geometry or argument is not acceptable: nothing was written
 * @HT_STORE_ERROR_CORRUPT: the file is damaged or not a city file: restore the backup the message names
 * @HT_STORE_ERROR_READ_ONLY: the file, folder or schema version allows reading only
 * @HT_STORE_ERROR_UNAVAILABLE: disk full, locked or failing: free space and try again; nothing was lost
 * @HT_STORE_ERROR_DENIED: nobody is signed in, or the role does not allow it
 */
typedef enum
{
  HT_STORE_ERROR_INVALID,
  HT_STORE_ERROR_CORRUPT,
  HT_STORE_ERROR_READ_ONLY,
  HT_STORE_ERROR_UNAVAILABLE,
  HT_STORE_ERROR_DENIED,
} HtStoreError;

G_END_DECLS
