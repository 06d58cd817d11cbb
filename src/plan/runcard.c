/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/runcard.h"

HtRunCard *
ht_run_card_new (const char *type, guint level)
{
  g_return_val_if_fail (type != NULL, NULL);
  HtRunCard *card = g_new0 (HtRunCard, 1);
  g_atomic_ref_count_init (&card->refs);
  card->type = g_strdup (type);
  card->level = level >= 1 && level <= 4 ? level : 4;
  card->needs = g_array_new (FALSE, FALSE, sizeof (HtNeed));
  card->notify = g_ptr_array_new_with_free_func (g_free);
  card->checklist = g_ptr_array_new_with_free_func (g_free);
  return card;
}

HtRunCard *
ht_run_card_ref (HtRunCard *card)
{
  g_atomic_ref_count_inc (&card->refs);
  return card;
}

void
ht_run_card_unref (HtRunCard *card)
{
  if (card == NULL || !g_atomic_ref_count_dec (&card->refs))
    return;
  g_free (card->type);
  g_array_unref (card->needs);
  g_ptr_array_unref (card->notify);
  g_ptr_array_unref (card->checklist);
  g_free (card);
}

gboolean
ht_run_card_add_need (HtRunCard *card, HtCapability capability, guint count)
{
  g_return_val_if_fail (card != NULL && (guint) capability < HT_N_CAPABILITIES, FALSE);
  if (count > HT_RUN_CARD_MAX_SLOTS - ht_run_card_count_slots (card))
    return FALSE;
  if (count == 0)
    return TRUE;
  for (guint i = 0; i < card->needs->len; i++)
    {
      HtNeed *need = &g_array_index (card->needs, HtNeed, i);
      if (need->capability == capability)
        {
          need->count += count;
          return TRUE;
        }
    }
  HtNeed need = { capability, count };
  g_array_append_val (card->needs, need);
  return TRUE;
}

guint
ht_run_card_count_slots (const HtRunCard *card)
{
  guint slots = 0;
  for (guint i = 0; i < card->needs->len; i++)
    slots += g_array_index (card->needs, HtNeed, i).count;
  return slots;
}

HtCapabilities
ht_run_card_get_capabilities (const HtRunCard *card)
{
  HtCapabilities set = 0;
  for (guint i = 0; i < card->needs->len; i++)
    set |= 1u << g_array_index (card->needs, HtNeed, i).capability;
  return set;
}
