/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What kill.c kills. `append CITY`: operations, one line of its id for each acknowledged; `import CITY`: a
 * layer again and again, a line for each; `create CITY`: makes it; `migrate CITY`: opens it. "open" comes
 * first. */
#include <stdio.h>
#include <stdlib.h>

#include "town.h"

static void
acknowledge (const char *text)
{
  if (printf ("%s\n", text) < 0 || fflush (stdout) != 0)
    exit (1);
}

static void
append_forever (HtStore *store)
{
  HtAuthor author = town_author ();
  for (guint round = 0;; round++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) drafts = ht_op_new_drafts ();
      g_autoptr (HtChange) change = NULL;
      for (guint i = 0; i <= round % 3; i++)
        {
          HtUuid id = ht_uuid_random ();
          HtValue *fields = ht_value_new_map ();
          ht_value_set_text (fields, "text", "到场");
          ht_value_set_text (fields, "kind", "system");
          g_ptr_array_add (drafts, ht_op_draft_create ("log", &id, fields));
        }
      if (!ht_store_append (store, &author, drafts, &change, &error))
        g_error ("%s", error->message);
      for (guint i = 0; i < change->ops->len; i++)
        {
          const HtOp *op = g_ptr_array_index (change->ops, i);
          char text[HT_UUID_TEXT_SIZE];
          acknowledge (ht_uuid_write (&op->op_id, text));
        }
    }
}

static void
import_forever (HtStore *store)
{
  HtLayerInfo info = town_info ("building", "town.osm");
  for (guint round = 0;; round++)
    {
      g_autofree char *text = g_strdup_printf ("%u", 600 + round % 2 * 100);
      g_autoptr (GPtrArray) houses = town_buildings (600 + round % 2 * 100, round % 7);
      town_put (store, &info, houses, TRUE);
      acknowledge (text);
    }
}

int
main (int argc, char **argv)
{
  g_assert_cmpint (argc, ==, 3);
  g_autoptr (HtStore) store = town_open (argv[2], g_str_equal (argv[1], "create") ? HT_STORE_CREATE : 0);
  acknowledge ("open");
  if (g_str_equal (argv[1], "append"))
    append_forever (store);
  if (g_str_equal (argv[1], "import"))
    import_forever (store);
  acknowledge ("done");
  return 0;
}
