/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/advice.h"

#include <math.h>
#include <string.h>

#include "plan/matching.h"

/* One question while it is answered. Candidates are looked at in the order of their arrival. */
typedef struct
{
  const HtRunCard *card;
  HtCapabilities needed;
  HtCandidate *candidates; /* [n] sorted by arrival, those without one last */
  guint8 *chosen;          /* [n] */
  guint n;
  GArray *slots; /* HtCapability, in order of importance */
  HtAdvice *advice;
} Question;

static gboolean
has_arrival (const HtCandidate *candidate)
{
  return candidate->position_known && candidate->reachable;
}

static double
get_arrival (const HtCandidate *candidate)
{
  return candidate->travel_s + candidate->turnout_s;
}

HtWhy
ht_candidate_get_obstacle (const HtCandidate *candidate, HtCapabilities needed)
{
  if ((candidate->capabilities & needed) == 0)
    return HT_WHY_LACKS_CAPABILITY;
  if (candidate->busy)
    return HT_WHY_BUSY;
  if (candidate->out_of_service)
    return HT_WHY_OUT_OF_SERVICE;
  if (candidate->crew == 0)
    return HT_WHY_CREW_ZERO;
  if (!candidate->position_known)
    return HT_WHY_POSITION_UNKNOWN;
  return candidate->reachable ? HT_WHY_NONE : HT_WHY_UNREACHABLE;
}

static int
compare_candidates (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const HtCandidate *x = a, *y = b;
  if (has_arrival (x) != has_arrival (y))
    return has_arrival (x) ? -1 : 1;
  if (has_arrival (x) && get_arrival (x) != get_arrival (y))
    return get_arrival (x) < get_arrival (y) ? -1 : 1;
  return (x->team > y->team) - (x->team < y->team);
}

static GArray *
list_slots (const HtRunCard *card)
{
  GArray *slots = g_array_new (FALSE, FALSE, sizeof (HtCapability));
  for (guint i = 0; i < card->needs->len; i++)
    {
      const HtNeed *need = &g_array_index (card->needs, HtNeed, i);
      for (guint j = 0; j < need->count; j++)
        g_array_append_val (slots, need->capability);
    }
  return slots;
}

/* Who goes: by arrival, whoever still fits beside those chosen already. */
static void
choose_teams (Question *question)
{
  g_autofree HtCapabilities *teams = g_new (HtCapabilities, question->n + 1);
  for (guint i = 0; i < question->n; i++)
    teams[i] = question->candidates[i].capabilities;
  g_autoptr (HtMatching) matching
      = ht_matching_new (teams, question->n, (const HtCapability *) question->slots->data,
                         question->slots->len);
  guint n_chosen = 0;
  for (guint i = 0; i < question->n && n_chosen < question->slots->len; i++)
    {
      gboolean free = ht_candidate_get_obstacle (&question->candidates[i], question->needed) == HT_WHY_NONE;
      question->chosen[i] = free && ht_matching_add_team (matching, i);
      n_chosen += question->chosen[i];
    }
}

static void
add_choice (Question *question, guint index, HtCapability capability)
{
  const HtCandidate *candidate = &question->candidates[index];
  double arrival_s = get_arrival (candidate);
  HtChoice choice = { .team = candidate->team,
                      .capability = capability,
                      .arrival_s = arrival_s,
                      .late = question->card->deadline_s > 0 && arrival_s > question->card->deadline_s,
                      .stale = candidate->position_age_s > HT_ADVICE_STALE_S };
  g_array_append_val (question->advice->choices, choice);
}

/* Who does what: the chosen teams fill the slots from the most important on. */
static void
fill_slots (Question *question)
{
  g_autoptr (GArray) teams = g_array_new (FALSE, FALSE, sizeof (HtCapabilities));
  g_autoptr (GArray) index = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < question->n; i++)
    if (question->chosen[i])
      {
        g_array_append_val (teams, question->candidates[i].capabilities);
        g_array_append_val (index, i);
      }
  const HtCapability *slots = (const HtCapability *) question->slots->data;
  g_autoptr (HtMatching) matching
      = ht_matching_new ((const HtCapabilities *) teams->data, teams->len, slots, question->slots->len);
  for (guint slot = 0; slot < question->slots->len; slot++)
    ht_matching_add_slot (matching, slot);
  for (guint i = 0; i < teams->len; i++)
    {
      g_assert (matching->team_slot[i] != HT_UNMATCHED);
      add_choice (question, g_array_index (index, guint, i), slots[matching->team_slot[i]]);
    }
}

static HtPassedOver
describe_passed_over (const Question *question, guint index)
{
  const HtCandidate *candidate = &question->candidates[index];
  HtWhy obstacle = ht_candidate_get_obstacle (candidate, question->needed);
  gboolean arrives = has_arrival (candidate);
  return (HtPassedOver){ .team = candidate->team,
                         .why = obstacle == HT_WHY_NONE ? HT_WHY_NOT_NEEDED : obstacle,
                         .has_arrival = arrives,
                         .arrival_s = arrives ? get_arrival (candidate) : NAN,
                         .incident = candidate->incident };
}

static gboolean
is_worth_telling (const Question *question, guint index, HtCapabilities short_of)
{
  const HtCandidate *candidate = &question->candidates[index];
  if ((candidate->capabilities & short_of) != 0)
    return TRUE;
  if (!has_arrival (candidate) || isnan (question->advice->last_s))
    return (candidate->capabilities & question->needed) != 0;
  return get_arrival (candidate) < question->advice->last_s;
}

static void
explain_passed_over (Question *question)
{
  HtCapabilities short_of = 0;
  for (guint i = 0; i < question->advice->shortfalls->len; i++)
    short_of |= 1u << g_array_index (question->advice->shortfalls, HtShortfall, i).capability;
  for (guint i = 0; i < question->n; i++)
    {
      if (question->chosen[i] || !is_worth_telling (question, i, short_of))
        continue;
      HtPassedOver passed = describe_passed_over (question, i);
      g_array_append_val (question->advice->passed_over, passed);
    }
}

/* How soon a team that is not sent might be had: at work elsewhere before standing unmanned or broken before
 * no way. */
static guint
rank_as_next (const HtPassedOver *passed)
{
  if (!passed->has_arrival)
    return 2;
  return passed->why == HT_WHY_BUSY ? 0 : 1;
}

static void
find_next (const Question *question, HtShortfall *shortfall)
{
  for (guint i = 0; i < question->n; i++)
    {
      if (question->chosen[i] || (question->candidates[i].capabilities & 1u << shortfall->capability) == 0)
        continue;
      HtPassedOver passed = describe_passed_over (question, i);
      if (shortfall->has_next && rank_as_next (&shortfall->next) <= rank_as_next (&passed))
        continue;
      shortfall->has_next = TRUE;
      shortfall->next = passed;
    }
}

static void
list_shortfalls (Question *question)
{
  guint filled[HT_N_CAPABILITIES] = { 0 };
  for (guint i = 0; i < question->advice->choices->len; i++)
    filled[g_array_index (question->advice->choices, HtChoice, i).capability]++;
  for (guint i = 0; i < question->card->needs->len; i++)
    {
      const HtNeed *need = &g_array_index (question->card->needs, HtNeed, i);
      if (filled[need->capability] >= need->count)
        continue;
      HtShortfall shortfall
          = { .capability = need->capability, .needed = need->count, .filled = filled[need->capability] };
      find_next (question, &shortfall);
      g_array_append_val (question->advice->shortfalls, shortfall);
    }
}

static HtAdvice *
advice_new (void)
{
  HtAdvice *advice = g_new0 (HtAdvice, 1);
  advice->choices = g_array_new (FALSE, FALSE, sizeof (HtChoice));
  advice->passed_over = g_array_new (FALSE, FALSE, sizeof (HtPassedOver));
  advice->shortfalls = g_array_new (FALSE, FALSE, sizeof (HtShortfall));
  advice->first_s = advice->last_s = NAN;
  return advice;
}

HtAdvice *
ht_advice_new (const HtRunCard *card, const HtCandidate *candidates, guint n)
{
  g_return_val_if_fail (card != NULL && (n == 0 || candidates != NULL), NULL);
  g_autofree HtCandidate *sorted = g_memdup2 (candidates, n * sizeof *candidates);
  g_autofree guint8 *chosen = g_new0 (guint8, n + 1);
  g_autoptr (GArray) slots = list_slots (card);
  if (n > 0)
    g_qsort_with_data (sorted, (gint) n, sizeof *sorted, compare_candidates, NULL);
  HtAdvice *advice = advice_new ();
  Question question = { card, ht_run_card_get_capabilities (card), sorted, chosen, n, slots, advice };
  choose_teams (&question);
  fill_slots (&question);
  if (advice->choices->len > 0)
    {
      advice->first_s = g_array_index (advice->choices, HtChoice, 0).arrival_s;
      advice->last_s = g_array_index (advice->choices, HtChoice, advice->choices->len - 1).arrival_s;
    }
  list_shortfalls (&question);
  explain_passed_over (&question);
  return advice;
}

void
ht_advice_free (HtAdvice *advice)
{
  if (advice == NULL)
    return;
  g_array_unref (advice->choices);
  g_array_unref (advice->passed_over);
  g_array_unref (advice->shortfalls);
  g_free (advice);
}
