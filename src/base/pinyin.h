/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Search keys of a name: full pinyin without tones or spaces ("quyanglu") and initials ("qyl"); Latin text is
 * folded to lower case without accents. Readings are ICU's Han-Latin transliteration: the commonest one of
 * each character. Slow (about 20 µs a name): build an index once, off the main thread. Thread safe.
 */
typedef struct
{
  char *folded;   /* the name itself, case-folded, width-folded, without spaces */
  char *full;     /* "quyanglu" */
  char *initials; /* "qyl" */
} HtPinyin;

HtPinyin *ht_pinyin_new (const char *name);
void ht_pinyin_free (HtPinyin *pinyin);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtPinyin, ht_pinyin_free)

/* How well the folded @query matches: 0 not at all, greater is better (whole, beginning, inside; name before
 * pinyin before initials). */
int ht_pinyin_match (const HtPinyin *pinyin, const char *folded_query);
/* Case- and width-folded, without spaces. */
char *ht_pinyin_fold (const char *text);

G_END_DECLS
