/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo/osm-stock.h"

#include <string.h>

#include "base/i18n.h"

/* What the members of a restriction give. */
typedef struct
{
  GArray *from, *to, *via_ways; /* gint64 ways */
  gint64 via;
  guint n_via_nodes;
} Parts;

static void
read_parts (const HtOsmMember *members, guint n_members, Parts *parts)
{
  for (guint i = 0; i < n_members; i++)
    {
      const HtOsmMember *member = &members[i];
      if (member->type == 'w' && g_str_equal (member->role, "from"))
        g_array_append_val (parts->from, member->ref);
      else if (member->type == 'w' && g_str_equal (member->role, "to"))
        g_array_append_val (parts->to, member->ref);
      else if (member->type == 'w' && g_str_equal (member->role, "via"))
        g_array_append_val (parts->via_ways, member->ref);
      else if (member->type == 'n' && g_str_equal (member->role, "via"))
        {
          parts->via = member->ref;
          parts->n_via_nodes++;
        }
    }
}

/* The restriction as it binds motor vehicles, or NULL with the reason counted. */
static const char *
read_kind (const HtOsmTags *tags, HtImportReport *report)
{
  static const char *const keys[]
      = { "restriction:emergency", "restriction:motorcar", "restriction:motor_vehicle", "restriction" };
  const char *except = ht_osm_tags_get (tags, "except");
  const char *kind = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (keys) && kind == NULL; i++)
    kind = ht_osm_tags_get (tags, keys[i]);
  if (kind == NULL)
    {
      ht_import_report_note (report, N_ ("turn restriction for other vehicles or certain times: ignored"), 1);
      return NULL;
    }
  if (except != NULL && strstr (except, "emergency") != NULL)
    {
      ht_import_report_note (report, N_ ("turn restriction that excepts emergency vehicles: ignored"), 1);
      return NULL;
    }
  if (!ht_osm_word_in (kind,
                       "no_left_turn no_right_turn no_straight_on no_u_turn no_entry no_exit only_left_turn "
                       "only_right_turn only_straight_on only_u_turn"))
    {
      ht_import_report_drop (report, N_ ("turn restriction of an unknown kind"), 1);
      return NULL;
    }
  return kind;
}

static void
add_bans (HtOsmStock *stock, const Parts *parts, gboolean only)
{
  guint32 first_via = stock->ban_ways->len;
  g_array_append_vals (stock->ban_ways, parts->via_ways->data, parts->via_ways->len);
  for (guint i = 0; i < parts->from->len; i++)
    for (guint k = 0; k < parts->to->len; k++)
      {
        const HtOsmBan ban = { .from_way = g_array_index (parts->from, gint64, i),
                               .via_node = parts->via,
                               .to_way = g_array_index (parts->to, gint64, k),
                               .first_via = first_via,
                               .n_via_ways = parts->via_ways->len,
                               .only = only };
        g_array_append_val (stock->bans, ban);
      }
}

void
ht_osm_stock_add_ban (HtOsmStock *stock, const HtOsmMember *members, guint n_members, const HtOsmTags *tags)
{
  g_autoptr (GArray) from = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) to = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) via_ways = g_array_new (FALSE, FALSE, sizeof (gint64));
  Parts parts = { .from = from, .to = to, .via_ways = via_ways };
  const char *kind = read_kind (tags, stock->report);
  if (kind == NULL)
    return;
  read_parts (members, n_members, &parts);
  gboolean only = g_str_has_prefix (kind, "only_");
  guint most_from = g_str_equal (kind, "no_entry") ? 16 : 1, most_to = g_str_equal (kind, "no_exit") ? 16 : 1;
  gboolean one_via = via_ways->len > 0 ? parts.n_via_nodes == 0 : parts.n_via_nodes == 1;
  if (!one_via || from->len == 0 || to->len == 0 || from->len > most_from || to->len > most_to)
    ht_import_report_drop (stock->report,
                           N_ ("turn restriction without one road in, one point or road between and one "
                               "road out"),
                           1);
  else
    add_bans (stock, &parts, only);
}

static int
compare_way (gconstpointer a, gconstpointer b)
{
  const HtSection *x = a, *y = b;
  return (x->way_id > y->way_id) - (x->way_id < y->way_id);
}

guint
ht_osm_find_sections (const HtNetwork *network, gint64 way, guint32 via, gboolean arriving, guint32 *index)
{
  const HtSection key = { .way_id = way };
  const guint32 ahead = arriving ? HT_SECTION_FORWARD : HT_SECTION_BACKWARD;
  const guint32 against = arriving ? HT_SECTION_BACKWARD : HT_SECTION_FORWARD;
  guint found, n = 0;
  if (!g_array_binary_search (network->sections, &key, compare_way, &found))
    return 0;
  while (found > 0 && g_array_index (network->sections, HtSection, found - 1).way_id == way)
    found--;
  for (; found < network->sections->len && g_array_index (network->sections, HtSection, found).way_id == way;
       found++)
    {
      const HtSection *section = &g_array_index (network->sections, HtSection, found);
      if ((section->to == via && (section->flags & ahead))
          || (section->from == via && (section->flags & against)))
        {
          *index = found;
          n++;
        }
    }
  return n;
}

/* Adds a ban over a point; returns why not, or NULL. */
static const char *
add_turn (const HtOsmBan *ban, HtNetwork *network)
{
  HtTurn turn = { .only = ban->only };
  guint n_from = 0, n_to = 0;
  G_STATIC_ASSERT (G_STRUCT_OFFSET (HtRoadNode, ref) == 0);
  if (g_array_binary_search (network->nodes, &ban->via_node, ht_osm_compare_ids, &turn.via))
    {
      n_from = ht_osm_find_sections (network, ban->from_way, turn.via, TRUE, &turn.from);
      n_to = ht_osm_find_sections (network, ban->to_way, turn.via, FALSE, &turn.to);
    }
  if (n_from == 0 || n_to == 0)
    return N_ ("turn restriction whose roads are not in the file or not driven that way");
  if (n_from > 1 || n_to > 1)
    return N_ ("turn restriction whose road goes on past its point: which half is meant is unknown");
  g_array_append_val (network->turns, turn);
  return NULL;
}

void
ht_osm_stock_add_turns (const HtOsmStock *stock, HtNetwork *network)
{
  for (guint i = 0; i < stock->bans->len; i++)
    {
      const HtOsmBan *ban = &g_array_index (stock->bans, HtOsmBan, i);
      const char *why
          = ban->n_via_ways == 0 ? add_turn (ban, network) : ht_osm_stock_add_turn_path (stock, ban, network);
      if (why != NULL)
        ht_import_report_drop (stock->report, why, 1);
    }
}
