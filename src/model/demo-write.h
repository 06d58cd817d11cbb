/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "model/demo.h"
#include "store/op.h"

G_BEGIN_DECLS

/*
 * Writes a demo city to the new city file @path: layers, teams, people with their PINs, all marked synthetic.
 * Blocks: call on a worker. On error the unfinished file is the caller's to remove. Errors: HT_STORE_ERROR,
 * G_IO_ERROR_CANCELLED.
 */
/* The small invented town; some seconds. */
gboolean ht_demo_write (const char *path, guint64 seed, GCancellable *cancellable, GError **error);
/* The whole of Shanghai (model/demo/ground.h); @scale (0, 1]. */
gboolean ht_demo_write_city (const char *path, guint64 seed, double scale, GCancellable *cancellable,
                             GError **error);

/* The operation that creates the team, at its station. */
HtOpDraft *ht_demo_draft_team (const HtDemoTeam *team);

G_END_DECLS
