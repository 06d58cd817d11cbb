/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/frame.h"
#include "draw/things.h"

G_BEGIN_DECLS

typedef enum
{
  HT_THING_POINT,
  HT_THING_LINE,
  HT_THING_AREA,
  HT_N_THING_SHAPES,
} HtThingShape;

struct _HtThings
{
  gatomicrefcount refs;
  const HtFeatureKind *kind;
  HtPack *packs[HT_N_THING_SHAPES][HT_N_DETAILS]; /* NULL: nothing; points only at the last detail */
  GArray *ids;                                    /* HtUuid by number: HtItem.style */
  GByteArray *names; /* zero-ended texts; HtItem.name is an offset, 0 the empty one */
};

const HtPack *ht_things_get_pack (const HtThings *things, HtThingShape shape, double zoom);
static inline const char *
ht_things_get_name (const HtThings *things, guint32 name)
{
  return (const char *) things->names->data + name;
}

void ht_draw_things (HtFrame *frame, const HtThings *things);
/* How a kind looks on the map, in @at: its mark, its dashes, its area. */
void ht_draw_thing_sample (const HtFeatureKind *kind, const HtTheme *theme, cairo_t *cr,
                           const cairo_rectangle_t *at);

G_END_DECLS
