/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/proposal-private.h"

struct _HtProposalItem
{
  GObject parent_instance;
  HtProposalItemFacts facts;
};

G_DEFINE_TYPE (HtProposalItem, ht_proposal_item, G_TYPE_OBJECT)

static void
ht_proposal_item_finalize (GObject *object)
{
  HtProposalItem *self = HT_PROPOSAL_ITEM (object);
  g_clear_object (&self->facts.team);
  g_clear_pointer (&self->facts.route, ht_geometry_unref);
  g_free (self->facts.reason);
  G_OBJECT_CLASS (ht_proposal_item_parent_class)->finalize (object);
}

static void
ht_proposal_item_class_init (HtProposalItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ht_proposal_item_finalize;
}

static void
ht_proposal_item_init (HtProposalItem *self)
{
}

HtProposalItem *
ht_proposal_item_new (const HtProposalItemFacts *facts)
{
  HtProposalItem *self = g_object_new (HT_TYPE_PROPOSAL_ITEM, NULL);
  self->facts = *facts;
  g_object_ref (self->facts.team);
  if (self->facts.route != NULL)
    ht_geometry_ref (self->facts.route);
  return self;
}

HtTeam *
ht_proposal_item_get_team (HtProposalItem *self)
{
  g_return_val_if_fail (HT_IS_PROPOSAL_ITEM (self), NULL);
  return self->facts.team;
}

gboolean
ht_proposal_item_is_chosen (HtProposalItem *self)
{
  g_return_val_if_fail (HT_IS_PROPOSAL_ITEM (self), FALSE);
  return self->facts.chosen;
}

gint64
ht_proposal_item_get_seconds (HtProposalItem *self)
{
  g_return_val_if_fail (HT_IS_PROPOSAL_ITEM (self), -1);
  return self->facts.seconds;
}

gint64
ht_proposal_item_get_turnout_s (HtProposalItem *self)
{
  g_return_val_if_fail (HT_IS_PROPOSAL_ITEM (self), 0);
  return self->facts.turnout_s;
}

double
ht_proposal_item_get_distance_m (HtProposalItem *self)
{
  g_return_val_if_fail (HT_IS_PROPOSAL_ITEM (self), 0);
  return self->facts.distance_m;
}

const char *
ht_proposal_item_get_reason (HtProposalItem *self)
{
  g_return_val_if_fail (HT_IS_PROPOSAL_ITEM (self), NULL);
  return self->facts.reason;
}

HtGeometry *
ht_proposal_item_get_route (HtProposalItem *self)
{
  g_return_val_if_fail (HT_IS_PROPOSAL_ITEM (self), NULL);
  return self->facts.route;
}

gboolean
ht_proposal_item_needs_reason (HtProposalItem *self)
{
  g_return_val_if_fail (HT_IS_PROPOSAL_ITEM (self), FALSE);
  return self->facts.needs_reason;
}
