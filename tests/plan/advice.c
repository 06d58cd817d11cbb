/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/advice.h"

#include <math.h>

#define PUMPER (1u << HT_CAPABILITY_PUMPER)
#define LADDER (1u << HT_CAPABILITY_LADDER)
#define RESCUE (1u << HT_CAPABILITY_RESCUE)
#define MEDICAL (1u << HT_CAPABILITY_MEDICAL)

static HtCandidate
ready (guint32 team, HtCapabilities capabilities, double travel_s)
{
  return (HtCandidate){ .team = team,
                        .capabilities = capabilities,
                        .crew = 6,
                        .position_known = TRUE,
                        .reachable = TRUE,
                        .travel_s = travel_s,
                        .turnout_s = 60 };
}

static HtRunCard *
card_of (guint pumpers, guint ladders, guint rescues)
{
  HtRunCard *card = ht_run_card_new ("fire_high_rise", 2);
  ht_run_card_add_need (card, HT_CAPABILITY_PUMPER, pumpers);
  ht_run_card_add_need (card, HT_CAPABILITY_LADDER, ladders);
  ht_run_card_add_need (card, HT_CAPABILITY_RESCUE, rescues);
  return card;
}

static const HtPassedOver *
find_passed (const HtAdvice *advice, guint32 team)
{
  for (guint i = 0; i < advice->passed_over->len; i++)
    if (g_array_index (advice->passed_over, HtPassedOver, i).team == team)
      return &g_array_index (advice->passed_over, HtPassedOver, i);
  return NULL;
}

static const HtChoice *
find_choice (const HtAdvice *advice, guint32 team)
{
  for (guint i = 0; i < advice->choices->len; i++)
    if (g_array_index (advice->choices, HtChoice, i).team == team)
      return &g_array_index (advice->choices, HtChoice, i);
  return NULL;
}

/* The nearest team can do both; taking it as pumper would leave the ladder to nobody. */
static void
test_shared_capability (void)
{
  g_autoptr (HtRunCard) card = card_of (1, 1, 0);
  HtCandidate candidates[]
      = { ready (0, PUMPER | LADDER, 100), ready (1, PUMPER, 200), ready (2, PUMPER, 300) };
  g_autoptr (HtAdvice) advice = ht_advice_new (card, candidates, 3);
  g_assert_cmpuint (advice->choices->len, ==, 2);
  g_assert_cmpint (find_choice (advice, 0)->capability, ==, HT_CAPABILITY_LADDER);
  g_assert_cmpint (find_choice (advice, 1)->capability, ==, HT_CAPABILITY_PUMPER);
  g_assert_cmpuint (advice->shortfalls->len, ==, 0);
  g_assert_cmpfloat (advice->first_s, ==, 160);
  g_assert_cmpfloat (advice->last_s, ==, 260);
  g_assert_null (find_passed (advice, 2)); /* farther than the last chosen: nothing to explain */
}

/* One team fills one slot: two ladders asked for are not one ladder counted twice. */
static void
test_one_slot_each (void)
{
  g_autoptr (HtRunCard) card = card_of (1, 1, 1);
  HtCandidate all = ready (4, PUMPER | LADDER | RESCUE, 10);
  g_autoptr (HtAdvice) advice = ht_advice_new (card, &all, 1);
  g_assert_cmpuint (advice->choices->len, ==, 1);
  g_assert_cmpint (find_choice (advice, 4)->capability, ==,
                   HT_CAPABILITY_PUMPER); /* the most important need */
  g_assert_cmpuint (advice->shortfalls->len, ==, 2);
  const HtShortfall *shortfall = &g_array_index (advice->shortfalls, HtShortfall, 0);
  g_assert_cmpint (shortfall->capability, ==, HT_CAPABILITY_LADDER);
  g_assert_cmpuint (shortfall->needed, ==, 1);
  g_assert_cmpuint (shortfall->filled, ==, 0);
  g_assert_false (shortfall->has_next);
}

static void
test_reasons (void)
{
  g_autoptr (HtRunCard) card = card_of (1, 0, 0);
  enum
  {
    N = 8
  };
  HtCandidate candidates[N];
  for (guint i = 0; i < N; i++)
    candidates[i] = ready (i, PUMPER, 10 * (i + 1));
  candidates[0].busy = TRUE;
  candidates[0].incident = 397;
  candidates[1].out_of_service = TRUE;
  candidates[2].capabilities = MEDICAL;
  candidates[3].reachable = FALSE;
  candidates[4].position_known = FALSE;
  candidates[5].crew = 0;
  g_autoptr (HtAdvice) advice = ht_advice_new (card, candidates, N);
  g_assert_cmpuint (advice->choices->len, ==, 1);
  g_assert_nonnull (find_choice (advice, 6));
  g_assert_cmpint (find_passed (advice, 0)->why, ==, HT_WHY_BUSY);
  g_assert_cmpuint (find_passed (advice, 0)->incident, ==, 397);
  g_assert_cmpfloat (find_passed (advice, 0)->arrival_s, ==, 70);
  g_assert_cmpint (find_passed (advice, 1)->why, ==, HT_WHY_OUT_OF_SERVICE);
  g_assert_cmpint (find_passed (advice, 2)->why, ==, HT_WHY_LACKS_CAPABILITY);
  g_assert_cmpint (find_passed (advice, 3)->why, ==, HT_WHY_UNREACHABLE);
  g_assert_false (find_passed (advice, 3)->has_arrival);
  g_assert_true (isnan (find_passed (advice, 3)->arrival_s));
  g_assert_cmpint (find_passed (advice, 4)->why, ==, HT_WHY_POSITION_UNKNOWN);
  g_assert_cmpint (find_passed (advice, 5)->why, ==, HT_WHY_CREW_ZERO);
  g_assert_null (find_passed (advice, 7));
}

/* A nearer team may be left because what it can do is already on the way. */
static void
test_not_needed (void)
{
  g_autoptr (HtRunCard) card = card_of (1, 1, 0);
  HtCandidate candidates[] = { ready (0, PUMPER, 10), ready (1, PUMPER, 20), ready (2, LADDER, 30) };
  g_autoptr (HtAdvice) advice = ht_advice_new (card, candidates, 3);
  g_assert_cmpint (find_passed (advice, 1)->why, ==, HT_WHY_NOT_NEEDED);
}

static void
test_shortfall_next (void)
{
  g_autoptr (HtRunCard) card = card_of (0, 2, 0);
  HtCandidate candidates[] = { ready (0, LADDER, 100), ready (1, LADDER, 20), ready (2, LADDER, 500),
                               ready (3, LADDER, 5), ready (4, LADDER, 1) };
  candidates[1].out_of_service = TRUE;
  candidates[2].busy = TRUE;
  candidates[3].reachable = FALSE;
  candidates[4].crew = 0;
  g_autoptr (HtAdvice) advice = ht_advice_new (card, candidates, 5);
  const HtShortfall *shortfall = &g_array_index (advice->shortfalls, HtShortfall, 0);
  g_assert_cmpuint (shortfall->filled, ==, 1);
  g_assert_true (shortfall->has_next);
  g_assert_cmpuint (shortfall->next.team, ==, 2); /* at work, but it exists and can come */
  g_assert_cmpfloat (shortfall->next.arrival_s, ==, 560);
  g_assert_cmpuint (advice->passed_over->len, ==, 4); /* all that have what is short are explained */
  g_assert_false (g_array_index (advice->passed_over, HtPassedOver, 3).has_arrival);
}

static void
test_late_and_stale (void)
{
  g_autoptr (HtRunCard) card = card_of (2, 0, 0);
  card->deadline_s = 300;
  HtCandidate candidates[] = { ready (0, PUMPER, 240), ready (1, PUMPER, 241) };
  candidates[0].position_age_s = HT_ADVICE_STALE_S + 1;
  g_autoptr (HtAdvice) advice = ht_advice_new (card, candidates, 2);
  g_assert_false (find_choice (advice, 0)->late);
  g_assert_true (find_choice (advice, 0)->stale);
  g_assert_true (find_choice (advice, 1)->late);
  g_assert_false (find_choice (advice, 1)->stale);
}

static void
test_nothing (void)
{
  g_autoptr (HtRunCard) card = card_of (1, 0, 0), empty = card_of (0, 0, 0);
  g_autoptr (HtAdvice) advice = ht_advice_new (card, NULL, 0);
  g_assert_cmpuint (advice->choices->len, ==, 0);
  g_assert_cmpuint (advice->shortfalls->len, ==, 1);
  g_assert_true (isnan (advice->last_s) && isnan (advice->first_s));
  HtCandidate candidate = ready (0, PUMPER, 1);
  g_autoptr (HtAdvice) none = ht_advice_new (empty, &candidate, 1);
  g_assert_cmpuint (none->choices->len, ==, 0);
  g_assert_cmpuint (none->shortfalls->len, ==, 0);
}

/* Brute force: every way to give each slot a team or nobody. */
typedef struct
{
  const HtCandidate *candidates;
  guint n;
  HtCapability slots[8];
  guint n_slots;
  guint filled, best_filled;
  guint32 used, pattern, best_pattern; /* pattern: slots filled, the most important in the highest bit */
  double last_s, sum_s, best_last_s, best_sum_s;
} Brute;

static gboolean
is_better (const Brute *brute)
{
  if (brute->filled != brute->best_filled)
    return brute->filled > brute->best_filled;
  if (brute->last_s != brute->best_last_s)
    return brute->last_s < brute->best_last_s;
  if (brute->sum_s != brute->best_sum_s)
    return brute->sum_s < brute->best_sum_s;
  return brute->pattern > brute->best_pattern;
}

static void
brute_try (Brute *brute, guint slot)
{
  if (slot == brute->n_slots)
    {
      if (!is_better (brute))
        return;
      brute->best_filled = brute->filled;
      brute->best_last_s = brute->last_s;
      brute->best_sum_s = brute->sum_s;
      brute->best_pattern = brute->pattern;
      return;
    }
  brute_try (brute, slot + 1);
  for (guint i = 0; i < brute->n; i++)
    {
      const HtCandidate *candidate = &brute->candidates[i];
      gboolean fit = !candidate->busy && !candidate->out_of_service && candidate->crew > 0
                     && candidate->position_known && candidate->reachable
                     && (candidate->capabilities & 1u << brute->slots[slot]) != 0;
      if (!fit || (brute->used & 1u << i) != 0)
        continue;
      Brute before = *brute;
      double arrival_s = candidate->travel_s + candidate->turnout_s;
      brute->used |= 1u << i;
      brute->filled++;
      brute->pattern |= 1u << (31 - slot);
      brute->sum_s += arrival_s;
      brute->last_s = MAX (brute->last_s, arrival_s);
      brute_try (brute, slot + 1);
      brute->used = before.used;
      brute->filled = before.filled;
      brute->pattern = before.pattern;
      brute->sum_s = before.sum_s;
      brute->last_s = before.last_s;
    }
}

static HtCandidate
random_candidate (GRand *rand, guint32 team)
{
  HtCandidate candidate
      = ready (team, (HtCapabilities) g_rand_int_range (rand, 0, 16), g_rand_int_range (rand, 1, 9) * 30);
  candidate.busy = g_rand_int_range (rand, 0, 7) == 0;
  candidate.out_of_service = g_rand_int_range (rand, 0, 9) == 0;
  candidate.crew = (guint) g_rand_int_range (rand, 0, 8);
  candidate.position_known = g_rand_int_range (rand, 0, 9) != 0;
  candidate.reachable = g_rand_int_range (rand, 0, 9) != 0;
  return candidate;
}

static void
list_card_slots (const HtRunCard *card, Brute *brute)
{
  for (guint i = 0; i < card->needs->len; i++)
    for (guint j = 0; j < g_array_index (card->needs, HtNeed, i).count; j++)
      brute->slots[brute->n_slots++] = g_array_index (card->needs, HtNeed, i).capability;
}

/* Which slots the advice fills, a capability's first slots first. */
static guint32
pattern_of (const HtRunCard *card, const HtAdvice *advice)
{
  guint filled[HT_N_CAPABILITIES] = { 0 }, slot = 0;
  for (guint i = 0; i < advice->choices->len; i++)
    filled[g_array_index (advice->choices, HtChoice, i).capability]++;
  guint32 pattern = 0;
  for (guint i = 0; i < card->needs->len; i++)
    {
      const HtNeed *need = &g_array_index (card->needs, HtNeed, i);
      for (guint j = 0; j < need->count; j++, slot++)
        if (j < filled[need->capability])
          pattern |= 1u << (31 - slot);
    }
  return pattern;
}

static void
check_consistent (const HtRunCard *card, const HtCandidate *candidates, guint n, const HtAdvice *advice)
{
  guint missing = 0;
  for (guint i = 0; i < advice->shortfalls->len; i++)
    {
      const HtShortfall *shortfall = &g_array_index (advice->shortfalls, HtShortfall, i);
      g_assert_cmpuint (shortfall->filled, <, shortfall->needed);
      missing += shortfall->needed - shortfall->filled;
    }
  g_assert_cmpuint (advice->choices->len + missing, ==, ht_run_card_count_slots (card));
  for (guint i = 0; i < n; i++)
    {
      const HtChoice *choice = find_choice (advice, candidates[i].team);
      const HtPassedOver *passed = find_passed (advice, candidates[i].team);
      g_assert_false (choice != NULL && passed != NULL);
      if (choice != NULL)
        g_assert_true ((candidates[i].capabilities & 1u << choice->capability) != 0);
      if (passed != NULL)
        g_assert_cmpint (passed->why, !=, HT_WHY_NONE);
    }
}

static void
test_brute_force (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  for (guint round = 0; round < 4000; round++)
    {
      HtCandidate candidates[7];
      guint n = (guint) g_rand_int_range (rand, 0, 8);
      for (guint i = 0; i < n; i++)
        candidates[i] = random_candidate (rand, i);
      g_autoptr (HtRunCard) card = ht_run_card_new ("other", 3);
      for (guint i = 0; i < 3; i++)
        ht_run_card_add_need (card, (HtCapability) g_rand_int_range (rand, 0, 4),
                              (guint) g_rand_int_range (rand, 0, 3));
      Brute brute = { .candidates = candidates, .n = n };
      list_card_slots (card, &brute);
      brute_try (&brute, 0);
      g_autoptr (HtAdvice) advice = ht_advice_new (card, candidates, n);
      double last_s = 0, sum_s = 0;
      for (guint i = 0; i < advice->choices->len; i++)
        {
          double arrival_s = g_array_index (advice->choices, HtChoice, i).arrival_s;
          g_assert_cmpfloat (arrival_s, >=, last_s);
          last_s = arrival_s;
          sum_s += arrival_s;
        }
      g_assert_cmpuint (advice->choices->len, ==, brute.best_filled);
      g_assert_cmpfloat (last_s, ==, brute.best_last_s);
      g_assert_cmpfloat (sum_s, ==, brute.best_sum_s);
      g_assert_cmpuint (pattern_of (card, advice), ==, brute.best_pattern);
      check_consistent (card, candidates, n, advice);
    }
}

/* The order in which candidates are listed decides nothing. */
static void
test_order_is_irrelevant (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (6);
  for (guint round = 0; round < 500; round++)
    {
      HtCandidate candidates[7], turned[7];
      for (guint i = 0; i < 7; i++)
        candidates[i] = random_candidate (rand, i);
      for (guint i = 0; i < 7; i++)
        turned[i] = candidates[(i * 3 + 2) % 7];
      g_autoptr (HtRunCard) card = card_of (2, 1, 1);
      g_autoptr (HtAdvice) a = ht_advice_new (card, candidates, 7);
      g_autoptr (HtAdvice) b = ht_advice_new (card, turned, 7);
      g_assert_cmpuint (a->choices->len, ==, b->choices->len);
      for (guint i = 0; i < a->choices->len; i++)
        {
          const HtChoice *x = &g_array_index (a->choices, HtChoice, i),
                         *y = &g_array_index (b->choices, HtChoice, i);
          g_assert_cmpuint (x->team, ==, y->team);
          g_assert_cmpint (x->capability, ==, y->capability);
        }
    }
}

/* A whole city's teams and the largest card are answered at once. */
static void
test_large (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (9);
  g_autofree HtCandidate *candidates = g_new (HtCandidate, 2000);
  for (guint i = 0; i < 2000; i++)
    candidates[i] = ready (i, i < 1900 ? PUMPER : PUMPER | LADDER, g_rand_int_range (rand, 1, 3600));
  g_autoptr (HtRunCard) card = card_of (56, 200, 0);
  gint64 began_us = g_get_monotonic_time ();
  g_autoptr (HtAdvice) advice = ht_advice_new (card, candidates, 2000);
  g_test_message ("2,000 teams, 256 slots: %.1f ms", (g_get_monotonic_time () - began_us) / 1000.0);
  g_assert_cmpuint (advice->choices->len, ==, 156);
}

static void
test_run_card (void)
{
  g_autoptr (HtRunCard) card = ht_run_card_new ("gas_leak", 9);
  g_assert_cmpuint (card->level, ==, 4);
  g_assert_true (ht_run_card_add_need (card, HT_CAPABILITY_PUMPER, 2));
  g_assert_true (ht_run_card_add_need (card, HT_CAPABILITY_CHEMICAL, 1));
  g_assert_true (ht_run_card_add_need (card, HT_CAPABILITY_PUMPER, 1));
  g_assert_cmpuint (card->needs->len, ==, 2);
  g_assert_cmpuint (ht_run_card_count_slots (card), ==, 4);
  g_assert_cmpuint (ht_run_card_get_capabilities (card), ==, PUMPER | 1u << HT_CAPABILITY_CHEMICAL);
  g_assert_false (ht_run_card_add_need (card, HT_CAPABILITY_PUMPER, HT_RUN_CARD_MAX_SLOTS));
  g_assert_cmpuint (ht_run_card_count_slots (card), ==, 4);
}

static void
test_names (void)
{
  for (guint i = 0; i < HT_N_CAPABILITIES; i++)
    {
      HtCapability back;
      g_assert_true (ht_capability_parse (ht_capability_get_name ((HtCapability) i), &back));
      g_assert_cmpuint (back, ==, i);
    }
  HtCapability none;
  g_assert_false (ht_capability_parse ("coffee", &none));
  g_assert_false (ht_capability_parse (NULL, &none));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plan/advice/shared-capability", test_shared_capability);
  g_test_add_func ("/plan/advice/one-slot-each", test_one_slot_each);
  g_test_add_func ("/plan/advice/reasons", test_reasons);
  g_test_add_func ("/plan/advice/not-needed", test_not_needed);
  g_test_add_func ("/plan/advice/shortfall-next", test_shortfall_next);
  g_test_add_func ("/plan/advice/late-and-stale", test_late_and_stale);
  g_test_add_func ("/plan/advice/nothing", test_nothing);
  g_test_add_func ("/plan/advice/brute-force", test_brute_force);
  g_test_add_func ("/plan/advice/order", test_order_is_irrelevant);
  g_test_add_func ("/plan/advice/large", test_large);
  g_test_add_func ("/plan/run-card", test_run_card);
  g_test_add_func ("/plan/capability-names", test_names);
  return g_test_run ();
}
