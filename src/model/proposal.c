/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/proposal-private.h"

#include <math.h>

#include "base/format.h"
#include "base/i18n.h"
#include "model/assignment.h"
#include "model/city-private.h"
#include "model/run-cards.h"

struct _HtProposal
{
  GObject parent_instance;
  HtCity *city; /* weak */
  HtIncident *incident;
  HtRecord *incident_record;
  guint version;
  gint64 at_us;
  char *basis, *card_label, *card_name;
  GListStore *items, *others;
  GStrv why_not, shortfalls;
};

G_DEFINE_TYPE (HtProposal, ht_proposal, G_TYPE_OBJECT)

static void
ht_proposal_finalize (GObject *object)
{
  HtProposal *self = HT_PROPOSAL (object);
  g_clear_weak_pointer (&self->city);
  g_clear_object (&self->incident);
  g_clear_pointer (&self->incident_record, ht_record_unref);
  g_free (self->basis);
  g_free (self->card_label);
  g_free (self->card_name);
  g_object_unref (self->items);
  g_object_unref (self->others);
  g_strfreev (self->why_not);
  g_strfreev (self->shortfalls);
  G_OBJECT_CLASS (ht_proposal_parent_class)->finalize (object);
}

static void
ht_proposal_class_init (HtProposalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ht_proposal_finalize;
}

static void
ht_proposal_init (HtProposal *self)
{
  self->items = g_list_store_new (HT_TYPE_PROPOSAL_ITEM);
  self->others = g_list_store_new (HT_TYPE_PROPOSAL_ITEM);
}

static const HtCandidate *
candidate_at (HtProposalPicture *picture, guint32 team)
{
  return &g_array_index (picture->candidates, HtCandidate, team);
}

static HtTeam *
team_at (HtProposalPicture *picture, guint32 team)
{
  return g_array_index (picture->teams, HtProposalTeam, team).team;
}

static const char *
capability_label (HtCapability capability)
{
  return ht_words_get_capability (ht_capability_get_name (capability));
}

/* Is it the first of all teams with this capability to arrive? */
static gboolean
is_soonest (HtProposalPicture *picture, const HtChoice *choice)
{
  for (guint i = 0; i < picture->candidates->len; i++)
    {
      const HtCandidate *other = candidate_at (picture, i);
      if ((other->capabilities & (1u << choice->capability)) == 0 || !other->reachable || i == choice->team)
        continue;
      if (other->travel_s + other->turnout_s < choice->arrival_s)
        return FALSE;
    }
  return TRUE;
}

static char *
reason_of_choice (HtProposalPicture *picture, const HtChoice *choice)
{
  g_autoptr (GString) line = g_string_new (NULL);
  const HtCandidate *candidate = candidate_at (picture, choice->team);
  const char *label = capability_label (choice->capability);
  g_string_append_printf (line,
                          is_soonest (picture, choice) ? _ ("nearest of all with %s")
                                                       : _ ("next free with %s"),
                          label);
  if (candidate->turnout_s == 0)
    g_string_append (line, _ (", already on the road"));
  if (choice->late)
    {
      g_autofree char *deadline = ht_format_duration (picture->card->deadline_s);
      g_string_append_printf (line, _ (", after the card’s %s"), deadline);
    }
  if (choice->stale)
    {
      g_autofree char *age = ht_format_duration ((gint64) candidate->position_age_s);
      g_string_append_printf (line, _ (", its position is %s old"), age);
    }
  return g_string_free (g_steal_pointer (&line), FALSE);
}

static char *
reason_of_why (HtProposalPicture *picture, guint32 team, HtWhy why)
{
  const HtCandidate *candidate = candidate_at (picture, team);
  switch (why)
    {
    case HT_WHY_BUSY:
      if (candidate->incident < picture->incidents->len)
        return g_strdup_printf (_ ("at work on %s (%s)"),
                                ht_incident_get_code (picture->incidents->pdata[candidate->incident]),
                                ht_team_state_get_label (ht_team_get_state (team_at (picture, team))));
      return g_strdup (_ ("at work elsewhere"));
    case HT_WHY_OUT_OF_SERVICE:
      return g_strdup (_ ("out of service"));
    case HT_WHY_CREW_ZERO:
      return g_strdup (_ ("no crew"));
    case HT_WHY_POSITION_UNKNOWN:
      return g_strdup (_ ("its position is not known"));
    case HT_WHY_UNREACHABLE:
      return g_strdup (_ ("no way by road, closures counted"));
    case HT_WHY_LACKS_CAPABILITY:
      return g_strdup (_ ("has nothing that the card asks for"));
    case HT_WHY_NOT_NEEDED:
      return g_strdup (_ ("not needed, others with the same kit are there no later"));
    case HT_WHY_NONE:
      break;
    }
  return g_strdup (_ ("could go as well"));
}

static gint64
arrival_of (const HtCandidate *candidate)
{
  return candidate->reachable ? llround (candidate->travel_s + candidate->turnout_s) : -1;
}

static void
fill_items (HtProposal *self, HtProposalPicture *picture, GHashTable *chosen)
{
  for (guint i = 0; i < picture->advice->choices->len; i++)
    {
      HtChoice *choice = &g_array_index (picture->advice->choices, HtChoice, i);
      HtProposalTeam *team = &g_array_index (picture->teams, HtProposalTeam, choice->team);
      g_hash_table_add (chosen, GUINT_TO_POINTER (choice->team + 1));
      if (team->here)
        continue;
      HtGeometry *route = i < picture->routes->len ? picture->routes->pdata[i] : NULL;
      HtProposalItemFacts facts = {
        .team = team->team,
        .chosen = TRUE,
        .seconds = llround (choice->arrival_s),
        .turnout_s = llround (candidate_at (picture, choice->team)->turnout_s),
        .distance_m = route != NULL ? ht_geometry_length_m (route) : team->distance_m,
        .reason = reason_of_choice (picture, choice),
        .route = route,
      };
      g_autoptr (HtProposalItem) item = ht_proposal_item_new (&facts);
      g_list_store_append (self->items, item);
    }
}

static HtWhy
why_passed_over (HtProposalPicture *picture, guint32 team)
{
  for (guint i = 0; i < picture->advice->passed_over->len; i++)
    {
      HtPassedOver *passed = &g_array_index (picture->advice->passed_over, HtPassedOver, i);
      if (passed->team == team)
        return passed->why;
    }
  return ht_candidate_get_obstacle (candidate_at (picture, team),
                                    ht_run_card_get_capabilities (picture->card));
}

static int
compare_arrival (gconstpointer a, gconstpointer b, gpointer unused)
{
  gint64 first = ht_proposal_item_get_seconds (HT_PROPOSAL_ITEM ((gpointer) a));
  gint64 second = ht_proposal_item_get_seconds (HT_PROPOSAL_ITEM ((gpointer) b));
  if (first == second)
    return 0;
  if (first < 0 || second < 0)
    return first < 0 ? 1 : -1;
  return first < second ? -1 : 1;
}

static void
fill_others (HtProposal *self, HtProposalPicture *picture, GHashTable *chosen)
{
  for (guint32 i = 0; i < picture->candidates->len; i++)
    {
      HtProposalTeam *team = &g_array_index (picture->teams, HtProposalTeam, i);
      if (team->here || g_hash_table_contains (chosen, GUINT_TO_POINTER (i + 1)))
        continue;
      HtWhy why = why_passed_over (picture, i);
      HtProposalItemFacts facts = {
        .team = team->team,
        .needs_reason = why != HT_WHY_NONE && why != HT_WHY_NOT_NEEDED,
        .seconds = arrival_of (candidate_at (picture, i)),
        .turnout_s = llround (candidate_at (picture, i)->turnout_s),
        .distance_m = team->distance_m,
        .reason = reason_of_why (picture, i, why),
      };
      g_autoptr (HtProposalItem) item = ht_proposal_item_new (&facts);
      g_list_store_insert_sorted (self->others, item, compare_arrival, NULL);
    }
}

/* Only nearer teams with kit the card asks for are worth a sentence: the rest nobody would have expected. */
static void
fill_why_not (HtProposal *self, HtProposalPicture *picture)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  HtCapabilities needed = ht_run_card_get_capabilities (picture->card);
  for (guint i = 0; i < picture->advice->passed_over->len; i++)
    {
      HtPassedOver *passed = &g_array_index (picture->advice->passed_over, HtPassedOver, i);
      const HtCandidate *candidate = candidate_at (picture, passed->team);
      if (passed->why == HT_WHY_NOT_NEEDED || (candidate->capabilities & needed) == 0)
        continue;
      g_autofree char *reason = reason_of_why (picture, passed->team, passed->why);
      const char *name = ht_team_get_name (team_at (picture, passed->team));
      g_autofree char *line = NULL;
      if (passed->has_arrival)
        {
          g_autofree char *arrival = ht_format_duration (llround (passed->arrival_s));
          line = g_strdup_printf (_ ("%s, %s: %s"), name, arrival, reason);
        }
      else
        line = g_strdup_printf (_ ("%s: %s"), name, reason);
      g_strv_builder_add (lines, line);
    }
  self->why_not = g_strv_builder_end (lines);
}

static void
fill_shortfalls (HtProposal *self, HtProposalPicture *picture)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  for (guint i = 0; i < picture->advice->shortfalls->len; i++)
    {
      HtShortfall *shortfall = &g_array_index (picture->advice->shortfalls, HtShortfall, i);
      guint missing = shortfall->needed - shortfall->filled;
      g_autoptr (GString) line = g_string_new (NULL);
      g_string_append_printf (line, _ ("%u more with %s (the card asks for %u)"), missing,
                              capability_label (shortfall->capability), shortfall->needed);
      if (shortfall->has_next)
        {
          g_autofree char *reason = reason_of_why (picture, shortfall->next.team, shortfall->next.why);
          g_autofree char *arrival = shortfall->next.has_arrival
                                         ? ht_format_duration (llround (shortfall->next.arrival_s))
                                         : g_strdup (_ ("no time known"));
          g_string_append_printf (line, _ ("; soonest would be %s, %s: %s"),
                                  ht_team_get_name (team_at (picture, shortfall->next.team)), arrival,
                                  reason);
        }
      g_strv_builder_add (lines, line->str);
    }
  self->shortfalls = g_strv_builder_end (lines);
}

static char *
make_basis (HtProposalPicture *picture)
{
  g_autofree char *time = ht_format_time (picture->at_us);
  if (picture->roads == NULL)
    return g_strdup_printf (_ ("No roads: guessed by straight line at %s"), time);
  guint n = picture->roads->n_closures;
  if (n == 0)
    return g_strdup_printf (_ ("Roads as of %s"), time);
  return g_strdup_printf (ngettext ("Roads as of %s · %u closure counted",
                                    "Roads as of %s · %u closures counted", n),
                          time, n);
}

static char *
make_card_label (HtCity *city, HtProposalPicture *picture)
{
  HtIncidentType *type = ht_run_cards_find_type (city->run_cards, picture->card->type);
  const char *name = type != NULL ? ht_incident_type_get_label (type) : picture->card->type;
  guint n = ht_run_card_count_slots (picture->card);
  return g_strdup_printf (ngettext ("%s, level %s: %u team", "%s, level %s: %u teams", n), name,
                          ht_level_get_numeral ((int) picture->card->level), n);
}

HtProposal *
ht_proposal_new (HtCity *city, HtProposalPicture *picture)
{
  HtProposal *self = g_object_new (HT_TYPE_PROPOSAL, NULL);
  g_set_weak_pointer (&self->city, city);
  self->incident = g_object_ref (picture->incident);
  self->incident_record = ht_record_ref (ht_entity_get_record (HT_ENTITY (picture->incident)));
  self->version = picture->version;
  self->at_us = picture->at_us;
  self->basis = make_basis (picture);
  self->card_label = make_card_label (city, picture);
  self->card_name = g_strdup_printf ("%s/%u", picture->card->type, picture->card->level);
  g_autoptr (GHashTable) chosen = g_hash_table_new (g_direct_hash, g_direct_equal);
  fill_items (self, picture, chosen);
  fill_others (self, picture, chosen);
  fill_why_not (self, picture);
  fill_shortfalls (self, picture);
  return self;
}

HtProposalItem *
ht_proposal_find (HtProposal *self, HtTeam *team)
{
  GListModel *lists[] = { G_LIST_MODEL (self->items), G_LIST_MODEL (self->others) };
  for (guint k = 0; k < G_N_ELEMENTS (lists); k++)
    for (guint i = 0; i < g_list_model_get_n_items (lists[k]); i++)
      {
        g_autoptr (HtProposalItem) item = g_list_model_get_item (lists[k], i);
        if (ht_proposal_item_get_team (item) == team)
          return item; /* the list keeps it */
      }
  return NULL;
}

HtIncident *
ht_proposal_get_incident (HtProposal *self)
{
  g_return_val_if_fail (HT_IS_PROPOSAL (self), NULL);
  return self->incident;
}

const char *
ht_proposal_get_basis (HtProposal *self)
{
  g_return_val_if_fail (HT_IS_PROPOSAL (self), NULL);
  return self->basis;
}

const char *
ht_proposal_get_run_card_label (HtProposal *self)
{
  g_return_val_if_fail (HT_IS_PROPOSAL (self), NULL);
  return self->card_label;
}

const char *
ht_proposal_get_run_card (HtProposal *self)
{
  g_return_val_if_fail (HT_IS_PROPOSAL (self), NULL);
  return self->card_name;
}

gint64
ht_proposal_get_at_us (HtProposal *self)
{
  g_return_val_if_fail (HT_IS_PROPOSAL (self), 0);
  return self->at_us;
}

gboolean
ht_proposal_is_stale (HtProposal *self)
{
  g_return_val_if_fail (HT_IS_PROPOSAL (self), TRUE);
  return self->city == NULL || self->city->dispatch_version != self->version
         || ht_entity_get_record (HT_ENTITY (self->incident)) != self->incident_record;
}

GListModel *
ht_proposal_get_items (HtProposal *self)
{
  g_return_val_if_fail (HT_IS_PROPOSAL (self), NULL);
  return G_LIST_MODEL (self->items);
}

GListModel *
ht_proposal_get_others (HtProposal *self)
{
  g_return_val_if_fail (HT_IS_PROPOSAL (self), NULL);
  return G_LIST_MODEL (self->others);
}

const char *const *
ht_proposal_get_why_not (HtProposal *self)
{
  g_return_val_if_fail (HT_IS_PROPOSAL (self), NULL);
  return (const char *const *) self->why_not;
}

const char *const *
ht_proposal_get_shortfalls (HtProposal *self)
{
  g_return_val_if_fail (HT_IS_PROPOSAL (self), NULL);
  return (const char *const *) self->shortfalls;
}
