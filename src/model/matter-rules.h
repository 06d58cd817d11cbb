/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/matter.h"

G_BEGIN_DECLS

/* What the rules of contradiction mean in words and in consequences. All texts translated, owned by the
 * caller. */
char *ht_matter_rules_dup_sentence (HtCity *city, HtMatter *matter);
/* One side told as a decision about what is contested: a creation by its value of the field in question. */
char *ht_matter_rules_dup_told (HtCity *city, HtMatter *matter, guint side);
char *ht_matter_rules_dup_choice (HtCity *city, HtMatter *matter, guint side);
/* Adds to @drafts what deciding for @side means beside the decision itself. */
void ht_matter_rules_add_consequences (HtCity *city, HtMatter *matter, guint side, GPtrArray *drafts);

G_END_DECLS
