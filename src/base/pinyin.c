/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/pinyin.h"

#include <string.h>
#include <unicode/utrans.h>
#include <unicode/ustring.h>

static UTransliterator *
open_transliterator (void)
{
  static UTransliterator *shared;
  static gsize once;
  if (g_once_init_enter (&once))
    {
      UErrorCode status = U_ZERO_ERROR;
      static const UChar id[] = u"Han-Latin; Latin-ASCII; Lower";
      shared = utrans_openU (id, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
      if (U_FAILURE (status))
        {
          g_warning ("ICU has no Han-Latin transliteration (%s): search by pinyin is off",
                     u_errorName (status));
          shared = NULL;
        }
      g_once_init_leave (&once, 1);
    }
  return shared;
}

/* ICU transliterators may be used by one thread at a time. */
static char *
romanise (const char *name)
{
  static GMutex lock;
  UTransliterator *transliterator = open_transliterator ();
  UErrorCode status = U_ZERO_ERROR;
  gsize capacity = 16 * strlen (name) + 16;
  int32_t length = 0;
  if (transliterator == NULL || capacity > G_MAXINT16)
    return g_utf8_strdown (name, -1);

  g_autofree UChar *text = g_new (UChar, capacity);
  g_autofree char *out = g_malloc (3 * capacity + 1);
  u_strFromUTF8 (text, (int32_t) capacity, &length, name, -1, &status);
  int32_t limit = length;
  g_mutex_lock (&lock);
  utrans_transUChars (transliterator, text, &length, (int32_t) capacity, 0, &limit, &status);
  g_mutex_unlock (&lock);
  int32_t size = 0;
  u_strToUTF8 (out, (int32_t) (3 * capacity), &size, text, length, &status);
  if (U_FAILURE (status))
    return g_utf8_strdown (name, -1);
  out[size] = '\0';
  return g_steal_pointer (&out);
}

char *
ht_pinyin_fold (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *lower = g_utf8_casefold (normal != NULL ? normal : "", -1);
  GString *out = g_string_new (NULL);
  for (const char *p = lower; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      g_string_append_unichar (out, g_utf8_get_char (p));
  return g_string_free (out, FALSE);
}

HtPinyin *
ht_pinyin_new (const char *name)
{
  HtPinyin *pinyin = g_new0 (HtPinyin, 1);
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  g_autofree char *latin = romanise (valid);
  GString *full = g_string_new (NULL), *initials = g_string_new (NULL);
  gboolean start = TRUE;
  for (const char *p = latin; *p != '\0'; p++)
    {
      if (!g_ascii_isalnum (*p))
        {
          start = TRUE;
          continue;
        }
      g_string_append_c (full, *p);
      if (start || g_ascii_isdigit (*p))
        g_string_append_c (initials, *p);
      start = FALSE;
    }
  pinyin->folded = ht_pinyin_fold (valid);
  pinyin->full = g_string_free (full, FALSE);
  pinyin->initials = g_string_free (initials, FALSE);
  return pinyin;
}

void
ht_pinyin_free (HtPinyin *pinyin)
{
  if (pinyin == NULL)
    return;
  g_free (pinyin->folded);
  g_free (pinyin->full);
  g_free (pinyin->initials);
  g_free (pinyin);
}

static int
match_one (const char *key, const char *query, int weight)
{
  const char *at = *query != '\0' ? strstr (key, query) : NULL;
  if (at == NULL)
    return 0;
  if (at != key)
    return weight + 1;
  return weight + (key[strlen (query)] == '\0' ? 3 : 2);
}

int
ht_pinyin_match (const HtPinyin *pinyin, const char *folded_query)
{
  int best = match_one (pinyin->folded, folded_query, 20);
  best = MAX (best, match_one (pinyin->full, folded_query, 10));
  /* Initials only from the start: two letters inside a long name match by accident. */
  if (g_str_has_prefix (pinyin->initials, folded_query) && *folded_query != '\0')
    best = MAX (best, match_one (pinyin->initials, folded_query, 5));
  return best;
}
