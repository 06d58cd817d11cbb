/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/notation.h"

G_BEGIN_DECLS

/* Private to notation*.c. */
typedef struct
{
  const char *text;    /* prepared, no blanks at the ends */
  const HtPoint *near; /* may be NULL */
  GPtrArray *readings;
} HtNotationInput;

/* Maps full-width forms, Chinese words and typographic signs to one ASCII form: signs '°' → 'd', '′' → 'm',
   '″' → 's'; words for latitude and longitude → 'y', 'x'; letters to upper case. New string. */
char *ht_notation_prepare (const char *text);

/* Takes ownership of @label; NULL is the notation's own. Positions off the earth are not added. */
void ht_notation_add (const HtNotationInput *input, HtNotation notation, HtPoint at, double size_m,
                      char *label);

/* Each adds the readings it can; the text must be of its notation as a whole. */
void ht_notation_read_angles (const HtNotationInput *input);
void ht_notation_read_mgrs (const HtNotationInput *input);
void ht_notation_read_utm (const HtNotationInput *input);
void ht_notation_read_gauss (const HtNotationInput *input);
void ht_notation_read_plus_code (const HtNotationInput *input);
void ht_notation_read_geo_uri (const HtNotationInput *input);

void ht_notation_put_number (GString *out, double value, guint decimals);
char *ht_notation_format_mgrs (const HtPoint *at);
char *ht_notation_format_utm (const HtPoint *at);
char *ht_notation_format_gauss (const HtPoint *at);
char *ht_notation_format_plus_code (const HtPoint *at);

G_END_DECLS
