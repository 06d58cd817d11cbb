/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/theme.h"

#include <math.h>

#define RGB(hex)                                                                                             \
  {                                                                                                          \
    ((hex) >> 16 & 255) / 255.0, ((hex) >> 8 & 255) / 255.0, ((hex) &255) / 255.0, 1                         \
  }

static const HtTheme dark = {
  HT_THEME_DARK,
  {
      [HT_COLOR_SEA] = RGB (0x111417),         [HT_COLOR_LAND] = RGB (0x1b1f23),
      [HT_COLOR_OUTSIDE] = RGB (0x171a1d),     [HT_COLOR_GREEN] = RGB (0x1b2422),
      [HT_COLOR_BUILDING] = RGB (0x20252a),    [HT_COLOR_BUILDING_EDGE] = RGB (0x282e34),
      [HT_COLOR_ROAD] = RGB (0x2b3138),        [HT_COLOR_ROAD_MINOR] = RGB (0x272c32),
      [HT_COLOR_EXPRESSWAY] = RGB (0x363e47),  [HT_COLOR_CASING] = RGB (0x14171a),
      [HT_COLOR_METRO] = RGB (0x2a3036),       [HT_COLOR_BOUNDARY] = RGB (0x434c55),
      [HT_COLOR_PLACE_LABEL] = RGB (0x98a2ad), [HT_COLOR_ROAD_LABEL] = RGB (0x909aa5),
      [HT_COLOR_WATER_LABEL] = RGB (0x7d8fa0), [HT_COLOR_HALO] = RGB (0x14171a),
      [HT_COLOR_COVERAGE] = RGB (0x2f9a94),    [HT_COLOR_ACCENT] = RGB (0x4fd0c8),
      [HT_COLOR_CARD] = RGB (0x2c2c30),        [HT_COLOR_CARD_EDGE] = RGB (0x5a5a62),
      [HT_COLOR_TEXT] = RGB (0xf4f4f5),        [HT_COLOR_SECONDARY] = RGB (0xa9adb5),
      [HT_COLOR_STALE] = RGB (0x8d9199),       [HT_COLOR_CONFLICT] = RGB (0xcdaeff),
      [HT_COLOR_INK] = RGB (0xf4f4f5),         [HT_COLOR_INK_GROUND] = RGB (0x111417),
      [HT_COLOR_LEVEL_0] = RGB (0xa9adb5),     [HT_COLOR_LEVEL_1] = RGB (0xd5383e),
      [HT_COLOR_LEVEL_2] = RGB (0xf5871f),     [HT_COLOR_LEVEL_3] = RGB (0xf2cc2e),
      [HT_COLOR_LEVEL_4] = RGB (0x5b9dff),     [HT_COLOR_ON_LEVEL_0] = RGB (0x111417),
      [HT_COLOR_ON_LEVEL_1] = RGB (0xffffff),  [HT_COLOR_ON_LEVEL_2] = RGB (0x1b1206),
      [HT_COLOR_ON_LEVEL_3] = RGB (0x1b1706),  [HT_COLOR_ON_LEVEL_4] = RGB (0x06122a),
  },
};

static const HtTheme light = {
  HT_THEME_LIGHT,
  {
      [HT_COLOR_SEA] = RGB (0xcfdae3),         [HT_COLOR_LAND] = RGB (0xf3f3f1),
      [HT_COLOR_OUTSIDE] = RGB (0xe7e8e7),     [HT_COLOR_GREEN] = RGB (0xdfe8de),
      [HT_COLOR_BUILDING] = RGB (0xe6e5e2),    [HT_COLOR_BUILDING_EDGE] = RGB (0xd6d5d1),
      [HT_COLOR_ROAD] = RGB (0xffffff),        [HT_COLOR_ROAD_MINOR] = RGB (0xfcfcfb),
      [HT_COLOR_EXPRESSWAY] = RGB (0xd9dde2),  [HT_COLOR_CASING] = RGB (0xc3c7cb),
      [HT_COLOR_METRO] = RGB (0xb4b9bf),       [HT_COLOR_BOUNDARY] = RGB (0x8d949c),
      [HT_COLOR_PLACE_LABEL] = RGB (0x3f4750), [HT_COLOR_ROAD_LABEL] = RGB (0x4e565f),
      [HT_COLOR_WATER_LABEL] = RGB (0x38546d), [HT_COLOR_HALO] = RGB (0xffffff),
      [HT_COLOR_COVERAGE] = RGB (0x0f7d78),    [HT_COLOR_ACCENT] = RGB (0x0b6a70),
      [HT_COLOR_CARD] = RGB (0xffffff),        [HT_COLOR_CARD_EDGE] = RGB (0x8e9298),
      [HT_COLOR_TEXT] = RGB (0x1d1d20),        [HT_COLOR_SECONDARY] = RGB (0x51555c),
      [HT_COLOR_STALE] = RGB (0x666a71),       [HT_COLOR_CONFLICT] = RGB (0x6a3fb5),
      [HT_COLOR_INK] = RGB (0x1d1d20),         [HT_COLOR_INK_GROUND] = RGB (0xffffff),
      [HT_COLOR_LEVEL_0] = RGB (0x5c6067),     [HT_COLOR_LEVEL_1] = RGB (0xd5383e),
      [HT_COLOR_LEVEL_2] = RGB (0xf5871f),     [HT_COLOR_LEVEL_3] = RGB (0xf2cc2e),
      [HT_COLOR_LEVEL_4] = RGB (0x5b9dff),     [HT_COLOR_ON_LEVEL_0] = RGB (0xffffff),
      [HT_COLOR_ON_LEVEL_1] = RGB (0xffffff),  [HT_COLOR_ON_LEVEL_2] = RGB (0x1b1206),
      [HT_COLOR_ON_LEVEL_3] = RGB (0x1b1706),  [HT_COLOR_ON_LEVEL_4] = RGB (0x06122a),
  },
};

const HtTheme *
ht_theme_get (HtThemeKind kind)
{
  return kind == HT_THEME_LIGHT ? &light : &dark;
}

void
ht_theme_set_source (const HtTheme *theme, cairo_t *cr, HtColorRole role)
{
  const HtColor *c = &theme->colors[role];
  cairo_set_source_rgba (cr, c->red, c->green, c->blue, c->alpha);
}

static double
linear (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
luminance (const HtColor *c)
{
  return 0.2126 * linear (c->red) + 0.7152 * linear (c->green) + 0.0722 * linear (c->blue);
}

double
ht_color_contrast (const HtColor *a, const HtColor *b)
{
  double la = luminance (a), lb = luminance (b);
  return (MAX (la, lb) + 0.05) / (MIN (la, lb) + 0.05);
}
