/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "geo/notation-private.h"

/* Signs and words with the one form they are read as. Longer ones stand before those they begin with. */
static const struct
{
  const char *from, *to;
} forms[]
    = { { "北纬", "N" },      { "南纬", "S" }, { "东经", "E" },   { "西经", "W" },   { "纬度", "y" },
        { "经度", "x" },      { "北", "N" },   { "南", "S" },     { "东", "E" },     { "西", "W" },
        { "度", "d" },        { "分", "m" },   { "秒", "s" },     { "''", "s" },     { "′′", "s" },
        { "’’", "s" },        { "°", "d" },    { "º", "d" },      { "˚", "d" },      { "'", "m" },
        { "′", "m" },         { "’", "m" },    { "‘", "m" },      { "´", "m" },      { "`", "m" },
        { "ʹ", "m" },         { "\"", "s" },   { "″", "s" },      { "”", "s" },      { "“", "s" },
        { "ʺ", "s" },         { "−", "-" },    { "–", "-" },      { "，", "," },     { "、", "," },
        { "；", ";" },        { "：", ":" },   { "\u3000", " " }, { "\u00a0", " " }, { "LATITUDE", "y" },
        { "LONGITUDE", "x" }, { "LAT", "y" },  { "LONG", "x" },   { "LON", "x" },    { "LNG", "x" },
        { "(", " " },         { ")", " " },    { "[", " " },      { "]", " " } };

/* Full-width ASCII (U+FF01 to U+FF5E) to plain, all in upper case. */
static char *
to_plain_upper (const char *text)
{
  GString *plain = g_string_new (NULL);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (c >= 0xff01 && c <= 0xff5e)
        c -= 0xfee0;
      g_string_append_unichar (plain, c < 128 ? (gunichar) g_ascii_toupper ((char) c) : c);
    }
  return g_string_free (plain, FALSE);
}

/* A word in Latin letters is no part of a longer one; after a number it may be a square of MGRS ("37 LAT 12
   34"), unless the text has such words already. */
static gboolean
stands_here (const GString *before, const char *text, const char *form)
{
  gsize n = before->len;
  if (!g_str_has_prefix (text, form))
    return FALSE;
  if (!g_ascii_isalpha (form[0]) || n == 0 || strpbrk (before->str, "xy") != NULL)
    return TRUE;
  while (n > 1 && before->str[n - 1] == ' ')
    n--;
  return !g_ascii_isalnum (before->str[n - 1]);
}

char *
ht_notation_prepare (const char *text)
{
  g_autofree char *plain = to_plain_upper (text);
  GString *out = g_string_new (NULL);
  for (const char *p = plain; *p != '\0';)
    {
      guint i = 0;
      while (i < G_N_ELEMENTS (forms) && !stands_here (out, p, forms[i].from))
        i++;
      if (i < G_N_ELEMENTS (forms))
        {
          g_string_append (out, forms[i].to);
          p += strlen (forms[i].from);
          continue;
        }
      const char *next = g_utf8_next_char (p);
      g_string_append_len (out, p, next - p);
      p = next;
    }
  return g_strstrip (g_string_free (out, FALSE));
}

typedef struct
{
  double value;
  guint decimals;
  gboolean negative;
  char mark; /* 'd', 'm', 's' or 0 */
} Number;

/* A direction or axis letter and how many numbers stand before it. */
typedef struct
{
  char letter;
  guint at;
} Letter;

typedef struct
{
  Number numbers[6];
  Letter letters[4];
  guint n_numbers, n_letters;
} Tokens;

/* One of the two angles. */
typedef struct
{
  double degrees;
  char axis;     /* 'y', 'x' or 0 where the text does not say */
  guint n_parts; /* 1 degrees, 2 with minutes, 3 with seconds */
  double size_m;
} Angle;

static gboolean
take_number (const char **text, Tokens *tokens)
{
  const char *p = *text;
  Number number = { .negative = *p == '-' };
  if (*p == '-' || *p == '+')
    p++;
  const char *digits = p;
  for (; g_ascii_isdigit (*p); p++)
    number.value = number.value * 10.0 + (*p - '0');
  if (p == digits || p - digits > 9 || tokens->n_numbers == G_N_ELEMENTS (tokens->numbers))
    return FALSE;
  if (*p == '.')
    for (p++; g_ascii_isdigit (*p); p++)
      number.value += (*p - '0') * pow (10.0, -(double) ++number.decimals);
  tokens->numbers[tokens->n_numbers++] = number;
  *text = p;
  return TRUE;
}

static gboolean
take_mark (char mark, Tokens *tokens)
{
  Number *last = tokens->n_numbers > 0 ? &tokens->numbers[tokens->n_numbers - 1] : NULL;
  if (last == NULL || last->mark != 0)
    return FALSE;
  last->mark = mark;
  return TRUE;
}

static gboolean
take_letter (char letter, Tokens *tokens)
{
  if (tokens->n_letters == G_N_ELEMENTS (tokens->letters))
    return FALSE;
  tokens->letters[tokens->n_letters++] = (Letter){ letter, tokens->n_numbers };
  return TRUE;
}

static gboolean
tokenise (const char *text, Tokens *tokens)
{
  const char *begin = text;
  *tokens = (Tokens){ 0 };
  while (*text != '\0')
    {
      /* "31-16-30": a dash between digits parts them. */
      gboolean parts = *text == '-' && text > begin && g_ascii_isdigit (text[-1]);
      if (strchr (" ,;:/=\t", *text) != NULL || parts)
        text++;
      else if (g_ascii_isdigit (*text) || *text == '-' || *text == '+')
        {
          if (!take_number (&text, tokens))
            return FALSE;
        }
      else if (strchr ("dms", *text) != NULL)
        {
          if (!take_mark (*text++, tokens))
            return FALSE;
        }
      else if (strchr ("NSEWxy", *text) == NULL || !take_letter (*text++, tokens))
        return FALSE;
    }
  return tokens->n_numbers >= 2;
}

/* How many numbers the first angle has, 0 where that cannot be told. */
static guint
find_split (const Tokens *tokens)
{
  for (guint i = 1; i < tokens->n_numbers; i++)
    if (tokens->numbers[i].mark == 'd')
      return i;
  if (tokens->n_letters == 2)
    return tokens->letters[0].at == 0 ? tokens->letters[1].at : tokens->letters[0].at;
  return tokens->n_numbers % 2 == 0 ? tokens->n_numbers / 2 : 0;
}

static gboolean
read_angle (const Number *numbers, guint n, Angle *angle)
{
  static const char marks[] = { 'd', 'm', 's' };
  static const double scales[] = { 1.0, 60.0, 3600.0 };
  if (n < 1 || n > 3)
    return FALSE;
  *angle = (Angle){ .n_parts = n };
  for (guint i = 0; i < n; i++)
    {
      /* Only the last part has decimals, minutes and seconds stay below 60, and only degrees have a sign. */
      if ((numbers[i].mark != 0 && numbers[i].mark != marks[i]) || (i + 1 < n && numbers[i].decimals > 0)
          || (i > 0 && (numbers[i].value >= 60.0 || numbers[i].negative)))
        return FALSE;
      angle->degrees += numbers[i].value / scales[i];
    }
  if (numbers[0].negative)
    angle->degrees = -angle->degrees;
  angle->size_m = 111320.0 / scales[n - 1] * pow (10.0, -(double) numbers[n - 1].decimals);
  return TRUE;
}

static gboolean
apply_letter (Angle *angle, char letter)
{
  char axis = strchr ("NSy", letter) != NULL ? 'y' : 'x';
  if (angle->axis != 0 && angle->axis != axis)
    return FALSE;
  angle->axis = axis;
  if (letter != 'S' && letter != 'W')
    return TRUE;
  /* A minus and a letter for south or west would be said twice. */
  if (angle->degrees < 0.0)
    return FALSE;
  angle->degrees = -angle->degrees;
  return TRUE;
}

static gboolean
read_pair (const Tokens *tokens, Angle angles[2])
{
  guint split = find_split (tokens);
  if (split == 0 || split >= tokens->n_numbers || !read_angle (tokens->numbers, split, &angles[0])
      || !read_angle (tokens->numbers + split, tokens->n_numbers - split, &angles[1]))
    return FALSE;
  gboolean before = tokens->n_letters > 0 && tokens->letters[0].at == 0;
  for (guint i = 0; i < tokens->n_letters; i++)
    {
      const Letter *letter = &tokens->letters[i];
      gboolean second = before ? letter->at >= split : letter->at > split;
      if (!apply_letter (&angles[second], letter->letter))
        return FALSE;
    }
  return angles[0].axis == 0 || angles[0].axis != angles[1].axis;
}

static void
add_order (const HtNotationInput *input, const Angle angles[2], gboolean lat_first, gboolean say)
{
  const Angle *lat = &angles[lat_first ? 0 : 1], *lon = &angles[lat_first ? 1 : 0];
  HtNotation notation = MAX (lat->n_parts, lon->n_parts) - 1 + HT_NOTATION_DECIMAL;
  char *label = NULL;
  if (fabs (lat->degrees) > 90.0 || fabs (lon->degrees) > 180.0)
    return;
  if (say)
    label = g_strdup_printf ("%s, %s", ht_notation_get_label (notation),
                             lat_first ? _ ("latitude first") : _ ("longitude first"));
  ht_notation_add (input, notation, (HtPoint){ lon->degrees, lat->degrees }, MAX (lat->size_m, lon->size_m),
                   label);
}

/* "31,2752 121,4885": commas inside both numbers are decimal points. */
static char *
dup_decimal_points (const char *text)
{
  char *copy = g_strdup (text);
  guint n_inside = 0, n_other = 0;
  for (char *p = copy; *p != '\0'; p++)
    if (*p == ',' && p > copy && g_ascii_isdigit (p[-1]) && g_ascii_isdigit (p[1]))
      n_inside++;
    else if (*p == ',' || *p == '.')
      n_other++;
  if (n_inside == 2 && n_other == 0)
    g_strdelimit (copy, ",", '.');
  return copy;
}

/* Two bare whole numbers are a house number more often than a position. */
static gboolean
says_position (const Tokens *tokens)
{
  for (guint i = 0; i < tokens->n_numbers; i++)
    if (tokens->numbers[i].decimals > 0 || tokens->numbers[i].mark != 0)
      return TRUE;
  return tokens->n_letters > 0;
}

void
ht_notation_read_angles (const HtNotationInput *input)
{
  Tokens tokens;
  Angle angles[2];
  g_autofree char *text = dup_decimal_points (input->text);
  if (!tokenise (text, &tokens) || !says_position (&tokens) || !read_pair (&tokens, angles))
    return;
  if (angles[0].axis != 0 || angles[1].axis != 0)
    {
      add_order (input, angles, angles[0].axis == 'y' || angles[1].axis == 'x', FALSE);
      return;
    }
  add_order (input, angles, TRUE, TRUE);
  add_order (input, angles, FALSE, TRUE);
}
