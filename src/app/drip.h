/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * What another list holds, following it in turns of the main loop of their own (see app/later.h): at most
 * @step items change in one, so that no turn has to make the rows of many. Past position @most what is left
 * of a change comes at once: lists that make rows only for what they show need no more.
 */
#define HT_TYPE_DRIP (ht_drip_get_type ())
G_DECLARE_FINAL_TYPE (HtDrip, ht_drip, HT, DRIP, GObject)

/* Empty at first; @model is taken. */
GListModel *ht_drip_new (GListModel *model, guint step, guint most);

G_END_DECLS
