/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Writes the demo town of @seed to the new city file @path: layers, teams, people with their PINs, all marked
 * synthetic. Blocks for seconds: call on a worker. On error the unfinished file is the caller's to remove.
 * Errors: HT_STORE_ERROR, G_IO_ERROR_CANCELLED.
 */
gboolean ht_demo_write (const char *path, guint64 seed, GCancellable *cancellable, GError **error);

G_END_DECLS
