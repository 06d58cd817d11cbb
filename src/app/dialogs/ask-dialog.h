/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What is asked; texts are borrowed while the dialog is made. */
typedef struct
{
  const char *title, *body;
  const char *entry_name; /* accessible name of the line */
  const char *text;       /* what stands in it */
  const char *check;      /* NULL: no check box */
  const char *confirm;    /* what the button does */
  gboolean required;      /* an empty line cannot be confirmed */
  gboolean file;          /* the line is a file to write: a chooser is offered */
} HtQuestion;

/* One line of text asked for: a reason, a file. Signal confirmed (text, gboolean checked), once. */
#define HT_TYPE_ASK_DIALOG (ht_ask_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HtAskDialog, ht_ask_dialog, HT, ASK_DIALOG, GtkBox)

GtkWidget *ht_ask_dialog_new (const HtQuestion *question);

G_END_DECLS
