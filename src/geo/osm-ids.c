/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo/osm-ids.h"

#include <string.h>

/* Up to this many are sorted by insertion. */
#define FEW 32
#define N_DIGITS 256

/* Byte @shift / 8 of an id; negative ids come before positive ones. */
static guint
digit_of (gint64 id, guint shift)
{
  return (guint) (((guint64) id ^ G_GUINT64_CONSTANT (0x8000000000000000)) >> shift) & 0xff;
}

static void
insert_sort (gint64 *ids, gsize n)
{
  for (gsize i = 1; i < n; i++)
    {
      gint64 id = ids[i];
      gsize k = i;
      for (; k > 0 && ids[k - 1] > id; k--)
        ids[k] = ids[k - 1];
      ids[k] = id;
    }
}

/* Puts each id into the stretch of its digit by swapping ("American flag sort", McIlroy, Bostic and McIlroy
 * 1993). */
static void
permute (gint64 *ids, const gsize end[N_DIGITS], gsize next[N_DIGITS], guint shift)
{
  for (guint digit = 0; digit < N_DIGITS; digit++)
    while (next[digit] < end[digit])
      {
        guint other = digit_of (ids[next[digit]], shift);
        if (other == digit)
          {
            next[digit]++;
            continue;
          }
        gint64 id = ids[next[digit]];
        ids[next[digit]] = ids[next[other]];
        ids[next[other]++] = id;
      }
}

/* @shift goes down from 56 to 0, so this is at most eight calls deep. */
static void
radix_sort (gint64 *ids, gsize n, guint shift)
{
  gsize end[N_DIGITS] = { 0 }, next[N_DIGITS];
  if (n <= FEW)
    {
      insert_sort (ids, n);
      return;
    }
  for (gsize i = 0; i < n; i++)
    end[digit_of (ids[i], shift)]++;
  for (guint digit = 0, before = 0; digit < N_DIGITS; digit++)
    {
      next[digit] = before;
      end[digit] += before;
      before = (guint) end[digit];
    }
  permute (ids, end, next, shift);
  for (guint digit = 0; digit < N_DIGITS && shift > 0; digit++)
    {
      gsize start = digit > 0 ? end[digit - 1] : 0;
      if (end[digit] - start > 1)
        radix_sort (ids + start, end[digit] - start, shift - 8);
    }
}

void
ht_osm_ids_settle (GArray *ids)
{
  guint n = 0;
  gint64 *data = (gint64 *) ids->data;
  if (ids->len == 0)
    return;
  radix_sort (data, ids->len, 56);
  for (guint i = 1; i < ids->len; i++)
    if (data[i] != data[n])
      data[++n] = data[i];
  g_array_set_size (ids, n + 1);
}
