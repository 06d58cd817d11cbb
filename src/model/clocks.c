/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/clocks.h"

#include "base/i18n.h"
#include "base/json.h"
#include "base/paths.h"
#include "model/error.h"

static const struct
{
  const char *name, *label;
} phases[HT_N_PHASES] = {
  [HT_PHASE_VERIFYING] = { "verifying", N_ ("waiting to be verified") },
  [HT_PHASE_GRADING] = { "grading", N_ ("waiting to be graded") },
  [HT_PHASE_ASSIGNING] = { "assigning", N_ ("waiting for teams") },
  [HT_PHASE_ACKNOWLEDGING] = { "acknowledging", N_ ("waiting for acknowledgement") },
  [HT_PHASE_TURNING_OUT] = { "turning_out", N_ ("turning out") },
  [HT_PHASE_ARRIVING] = { "arriving", N_ ("on the way") },
  [HT_PHASE_WORKING] = { "working", N_ ("at work, personnel check") },
  [HT_PHASE_CLOSING] = { "closing", N_ ("waiting to be closed") },
  [HT_PHASE_RETURNING] = { "returning", N_ ("on the way back") },
  [HT_PHASE_STANDING_BY] = { "standing_by", N_ ("standing by") },
  [HT_PHASE_READY] = { "ready", N_ ("ready at station") },
  [HT_PHASE_OUT_OF_SERVICE] = { "out_of_service", N_ ("out of service") },
  [HT_PHASE_OVER] = { "over", N_ ("closed") },
};

#define LIMIT_MAX_S (7 * 24 * 3600)

static struct
{
  double warn_share;
  gint64 limit_s[HT_N_PHASES];
} limits = { .warn_share = 1.0 };

static gboolean
read_phase (const char *path, guint index, HtValue *item, gint64 limit_s[HT_N_PHASES], GError **error)
{
  const char *name = ht_value_member_text (item, "name", "");
  gint64 limit = ht_value_member_int (item, "limit_s", -1);
  for (guint i = 0; i < HT_N_PHASES; i++)
    if (g_str_equal (phases[i].name, name))
      {
        if (limit < 0 || limit > LIMIT_MAX_S)
          break;
        limit_s[i] = limit;
        return TRUE;
      }
  g_set_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID,
               _ ("%s:phases[%u]: needs a known name and a limit_s of 0 to %d seconds; correct it"), path,
               index, LIMIT_MAX_S);
  return FALSE;
}

gboolean
ht_clocks_load (const char *path, GError **error)
{
  g_autofree char *found = path != NULL ? g_strdup (path) : ht_paths_dup_data ("clocks.json");
  g_autoptr (HtValue) root = ht_json_load_file (found, error);
  if (root == NULL)
    return FALSE;
  gint64 limit_s[HT_N_PHASES];
  for (guint i = 0; i < HT_N_PHASES; i++)
    limit_s[i] = -1;
  HtValue *list = ht_value_get_member (root, "phases");
  for (guint i = 0; i < ht_value_get_length (list); i++)
    if (!read_phase (found, i, ht_value_get_item (list, i), limit_s, error))
      return FALSE;
  for (guint i = 0; i < HT_N_PHASES; i++)
    if (limit_s[i] < 0)
      {
        g_set_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID,
                     _ ("%s:phases: the phase “%s” is missing; add it with its limit_s"), found,
                     phases[i].name);
        return FALSE;
      }
  double share = ht_value_member_real (root, "warn_share", -1);
  if (!(share > 0 && share <= 1))
    {
      g_set_error (error, HT_MODEL_ERROR, HT_MODEL_ERROR_INVALID,
                   _ ("%s:warn_share: must be above 0 and at most 1; correct it"), found);
      return FALSE;
    }
  limits.warn_share = share;
  for (guint i = 0; i < HT_N_PHASES; i++)
    limits.limit_s[i] = limit_s[i];
  return TRUE;
}

void
ht_clocks_fill (HtPhase phase, gint64 since_us, gint64 now_us, gint64 limit_s, HtElapsed *elapsed)
{
  g_return_if_fail ((guint) phase < HT_N_PHASES);
  elapsed->phase = _ (phases[phase].label);
  elapsed->seconds = MAX (now_us - since_us, 0) / G_USEC_PER_SEC;
  elapsed->limit_s = limit_s > 0 ? limit_s : limits.limit_s[phase];
  elapsed->over_s = 0;
  elapsed->due = HT_DUE_NONE;
  if (elapsed->limit_s == 0)
    return;
  elapsed->over_s = MAX (elapsed->seconds - elapsed->limit_s, 0);
  if (elapsed->seconds > elapsed->limit_s)
    elapsed->due = HT_DUE_OVER;
  else if (elapsed->seconds >= limits.warn_share * elapsed->limit_s)
    elapsed->due = HT_DUE_SOON;
  else
    elapsed->due = HT_DUE_IN_TIME;
}
