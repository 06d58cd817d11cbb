/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/geometry.h"
#include "model/city.h"

G_BEGIN_DECLS

/* Remembers what changed outside the view, until it has been in view. */
typedef struct _HtNews HtNews;
/* @city is borrowed and outlives it; what is there now is no news. */
HtNews *ht_news_new (HtCity *city);
void ht_news_free (HtNews *news);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtNews, ht_news_free)

/* After the city changed. */
void ht_news_look (HtNews *news, const HtBox *view);
/* After the view changed: what is inside it is no news any more. */
void ht_news_see (HtNews *news, const HtBox *view);
guint ht_news_count (HtNews *news);
/* The oldest; borrowed; NULL for none. */
GObject *ht_news_first (HtNews *news);

G_END_DECLS
