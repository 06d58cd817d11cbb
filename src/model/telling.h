/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/city.h"
#include "model/log-entry.h"
#include "store/op.h"

G_BEGIN_DECLS

/* Operations told as sentences, with the names the city knows now. */
/* NULL for operations that say nothing to people (parts of another one). Owned by the caller. */
char *ht_telling_dup_text (HtCity *city, const HtOp *op);
/* Name of the post it came from. Borrowed until the city changes. */
const char *ht_telling_get_post (HtCity *city, const HtOp *op);
/* Person, or the post. Borrowed until the city changes. */
const char *ht_telling_get_who (HtCity *city, const HtOp *op);
/* The incident it concerns; nil for none. */
HtUuid ht_telling_get_incident (HtCity *city, const HtOp *op);
/* NULL where there is nothing to tell. */
HtLogEntry *ht_telling_new_entry (HtCity *city, const HtOp *op);

G_END_DECLS
