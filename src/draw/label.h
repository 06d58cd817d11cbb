/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/scene-private.h"

G_BEGIN_DECLS

/* In logical pixels of the whole world at one zoom. */
typedef struct
{
  double x0, y0, x1, y1;
} HtRect;

/* A character on its line: the middle of its square, turned by @angle radians. */
typedef struct
{
  double x, y, angle;
  guint16 offset, length; /* bytes of the name */
} HtLabelGlyph;

/* No anchor's label reaches farther than this, and none repeats beyond HT_LABEL_BLOCK_PX. */
#define HT_LABEL_REACH_PX 256.0
#define HT_LABEL_BLOCK_PX 512.0

/*
 * A possible label: all but @state fixed once made. It wins over those it conflicts with that come after it
 * in ht_label_compare.
 */
typedef struct _HtLabel
{
  gatomicrefcount refs;
  struct _HtLabel *mark; /* the mark that this is the name of: without it, no name; NULL: none needed */
  guint32 name;          /* of the scene; 0: a mark, which may stand near its like */
  guint64 rank;          /* smaller first */
  guint32 item, variant;
  double x, y;      /* anchor */
  double repeat_px; /* how near the same name may not stand again */
  HtRect bounds;
  HtRect *boxes; /* what it covers, margin included */
  guint n_boxes;
  HtColorRole color;
  double size_px;
  gboolean bold, has_text, is_site, is_station; /* a station is a site too */
  double text_x, text_y;                        /* straight text: top left of its layout */
  HtSymbolKind symbol;                          /* HT_N_SYMBOLS: none */
  double symbol_px;
  HtLabelGlyph *glyphs; /* along a line; NULL: straight */
  guint n_glyphs;
  int state; /* of the placement, under its lock */
} HtLabel;

HtLabel *ht_label_new (guint32 name, guint32 item, guint32 variant);
HtLabel *ht_label_ref (HtLabel *label);
void ht_label_unref (HtLabel *label);
/* Adds a box and widens the bounds. */
void ht_label_add_box (HtLabel *label, const HtRect *box);
/* @tier: 0 first; @quality: 0 best, to 65535. Ties are broken by a hash of the name and the anchor. */
void ht_label_set_rank (HtLabel *label, const char *name, guint tier, guint quality);
int ht_label_compare (const HtLabel *a, const HtLabel *b);
gboolean ht_label_conflicts (const HtLabel *a, const HtLabel *b);

/* What labels are made for: one square of HT_LABEL_BLOCK_PX of the world at one zoom. */
typedef struct
{
  const HtScene *scene;
  double zoom, px_per_unit;
  HtRect block;      /* anchors lie in [x0, x1) × [y0, y1) */
  GPtrArray *labels; /* out: HtLabel */
} HtLabelMaker;

void ht_label_maker_add_spots (HtLabelMaker *maker);
void ht_label_maker_add_lines (HtLabelMaker *maker);
/* Items of @pack that meet the block; free with g_array_unref. */
GArray *ht_label_maker_query (const HtLabelMaker *maker, const HtPack *pack);
static inline gboolean
ht_label_maker_owns (const HtLabelMaker *maker, double x, double y)
{
  return x >= maker->block.x0 && x < maker->block.x1 && y >= maker->block.y0 && y < maker->block.y1;
}

G_END_DECLS
