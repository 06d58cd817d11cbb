/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/city.h"

G_BEGIN_DECLS

/* What the command line asks for; NULLs where it is silent. */
typedef struct
{
  const char *city, *desk, *language;
  gboolean drill;
} HtStart;

/* The program: preferences, windows, and the actions that concern all of it (app.open, language, theme …). */
#define HT_TYPE_APPLICATION (ht_application_get_type ())
G_DECLARE_FINAL_TYPE (HtApplication, ht_application, HT, APPLICATION, AdwApplication)

/* Sets the language, so it comes before any text. */
HtApplication *ht_application_new (const HtStart *start);

G_END_DECLS
