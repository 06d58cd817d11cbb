/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/finder.h"

G_BEGIN_DECLS

/* Texts are copied. */
typedef struct
{
  HtFoundKind kind;
  const char *title, *detail, *id_text;
  const char *table; /* interned; NULL: no thing */
  HtUuid thing;
  HtPoint at;
  int score;
} HtFoundFacts;

HtFound *ht_found_new (const HtFoundFacts *facts);

G_END_DECLS
