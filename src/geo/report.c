/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo/report.h"

HtImportReport *
ht_import_report_new (void)
{
  HtImportReport *report = g_new0 (HtImportReport, 1);
  report->repaired = g_array_new (FALSE, FALSE, sizeof (HtReason));
  report->dropped = g_array_new (FALSE, FALSE, sizeof (HtReason));
  report->noted = g_array_new (FALSE, FALSE, sizeof (HtReason));
  report->taken = ht_value_new_map ();
  report->datum = g_intern_static_string ("wgs84");
  return report;
}

void
ht_import_report_free (HtImportReport *report)
{
  if (report == NULL)
    return;
  g_array_unref (report->repaired);
  g_array_unref (report->dropped);
  g_array_unref (report->noted);
  ht_value_unref (report->taken);
  g_free (report);
}

static void
count (GArray *reasons, const char *why, guint64 n)
{
  if (n == 0)
    return;
  for (guint i = 0; i < reasons->len; i++)
    {
      HtReason *reason = &g_array_index (reasons, HtReason, i);
      if (g_str_equal (reason->why, why))
        {
          reason->count += n;
          return;
        }
    }
  const HtReason fresh = { why, n };
  g_array_append_val (reasons, fresh);
}

void
ht_import_report_repair (HtImportReport *report, const char *why, guint64 n)
{
  count (report->repaired, why, n);
}

void
ht_import_report_drop (HtImportReport *report, const char *why, guint64 n)
{
  count (report->dropped, why, n);
}

void
ht_import_report_note (HtImportReport *report, const char *why, guint64 n)
{
  count (report->noted, why, n);
}

guint64
ht_reasons_sum (const GArray *reasons)
{
  guint64 sum = 0;
  for (guint i = 0; i < reasons->len; i++)
    sum += g_array_index (reasons, HtReason, i).count;
  return sum;
}

guint64
ht_reasons_get (const GArray *reasons, const char *why)
{
  for (guint i = 0; i < reasons->len; i++)
    if (g_str_equal (g_array_index (reasons, HtReason, i).why, why))
      return g_array_index (reasons, HtReason, i).count;
  return 0;
}

static HtValue *
reasons_to_value (const GArray *reasons)
{
  HtValue *array = ht_value_new_array ();
  for (guint i = 0; i < reasons->len; i++)
    {
      const HtReason *reason = &g_array_index (reasons, HtReason, i);
      HtValue *item = ht_value_new_map ();
      ht_value_set_text (item, "why", reason->why);
      ht_value_set_int (item, "count", (gint64) reason->count);
      ht_value_add (array, item);
    }
  return array;
}

static void
set_figure (HtValue *map, const char *key, gboolean exists, guint figure)
{
  ht_value_set (map, key, exists ? ht_value_new_int (figure) : ht_value_new_null ());
}

HtValue *
ht_import_report_to_value (const HtImportReport *report)
{
  g_return_val_if_fail (report != NULL, NULL);
  HtValue *map = ht_value_new_map ();
  ht_value_set_int (map, "read", (gint64) report->read);
  ht_value_set_int (map, "repaired", (gint64) ht_reasons_sum (report->repaired));
  ht_value_set (map, "repaired_why", reasons_to_value (report->repaired));
  ht_value_set (map, "dropped", reasons_to_value (report->dropped));
  ht_value_set (map, "noted", reasons_to_value (report->noted));
  ht_value_set (map, "taken", ht_value_ref (report->taken));
  ht_value_set_text (map, "datum", report->datum);
  set_figure (map, "nodes", report->has_network, report->nodes);
  set_figure (map, "arcs", report->has_network, report->arcs);
  set_figure (map, "largest_scc", report->has_network, report->largest_scc);
  set_figure (map, "drive_nodes", report->has_network, report->drive_nodes);
  set_figure (map, "drive_largest_scc", report->has_network, report->drive_largest_scc);
  return map;
}
