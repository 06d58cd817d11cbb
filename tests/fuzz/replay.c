/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs a fuzz target over the files of its corpus, each also cut short and with a byte changed: the plain
 * test that a build without libFuzzer has. Usage: replay FOLDER */
#include <glib.h>
#include <string.h>

#include "fuzz.h"

/* A copy of exactly @size bytes, so that a reader that goes one byte too far is seen by the sanitizers. */
static void
feed (const char *data, gsize size)
{
  g_autofree char *copy = g_memdup2 (data, size);
  LLVMFuzzerTestOneInput ((const uint8_t *) copy, size);
}

static void
feed_variants (const char *data, gsize size, GRand *rand)
{
  feed (data, size);
  for (guint i = 0; i < 40 && size > 0; i++)
    {
      g_autofree char *changed = g_memdup2 (data, size);
      gsize at = (gsize) g_rand_int_range (rand, 0, (gint32) MIN (size, G_MAXINT32));
      feed (data, at);
      changed[at] = (char) g_rand_int (rand);
      feed (changed, size);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261124);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) folder = argc == 2 ? g_dir_open (argv[1], 0, &error) : NULL;
  guint n = 0;
  if (folder == NULL)
    {
      g_printerr ("usage: replay FOLDER%s%s\n", error != NULL ? ": " : "",
                  error != NULL ? error->message : "");
      return 2;
    }
  for (const char *name = g_dir_read_name (folder); name != NULL; name = g_dir_read_name (folder))
    {
      g_autofree char *path = g_build_filename (argv[1], name, NULL);
      g_autofree char *data = NULL;
      gsize size = 0;
      if (!g_file_get_contents (path, &data, &size, &error))
        {
          g_printerr ("%s\n", error->message);
          return 1;
        }
      feed_variants (data, size, rand);
      n++;
    }
  g_print ("%u inputs replayed\n", n);
  return n > 0 ? 0 : 1;
}
