/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan/capability.h"

G_BEGIN_DECLS

typedef struct
{
  HtCapability capability;
  guint count;
} HtNeed;

/* What one type of incident at one level asks for (data/runcards). Needs stand in order of importance. */
typedef struct
{
  gatomicrefcount refs;
  char *type;           /* "fire_high_rise" */
  guint level;          /* 1 (gravest) to 4 */
  gboolean indicative;  /* the numbers are a proposal, not a published standard */
  guint deadline_s;     /* the first team should be on scene this long after the order; 0: none */
  GArray *needs;        /* HtNeed; a capability at most once */
  GPtrArray *notify;    /* char *: who is told */
  GPtrArray *checklist; /* char *: in the language the card was read for */
} HtRunCard;

#define HT_RUN_CARD_MAX_SLOTS 256

/* @level outside 1 to 4 counts as 4. */
HtRunCard *ht_run_card_new (const char *type, guint level);
HtRunCard *ht_run_card_ref (HtRunCard *card);
void ht_run_card_unref (HtRunCard *card);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtRunCard, ht_run_card_unref)

/* Adds to the count where the capability is there already. FALSE, and nothing added, over
 * HT_RUN_CARD_MAX_SLOTS. */
gboolean ht_run_card_add_need (HtRunCard *card, HtCapability capability, guint count);
guint ht_run_card_count_slots (const HtRunCard *card);
HtCapabilities ht_run_card_get_capabilities (const HtRunCard *card);

G_END_DECLS
