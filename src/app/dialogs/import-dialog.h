/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/city.h"

G_BEGIN_DECLS

/* A map file into the city, with what was read, repaired and dropped. Closing it stops an import under way.
 */
#define HT_TYPE_IMPORT_DIALOG (ht_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HtImportDialog, ht_import_dialog, HT, IMPORT_DIALOG, GtkBox)

/* @path: file to offer, or NULL. */
GtkWidget *ht_import_dialog_new (HtCity *city, const char *path);

G_END_DECLS
