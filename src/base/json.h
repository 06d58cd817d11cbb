/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/value.h"

G_BEGIN_DECLS

/*
 * Strict JSON (RFC 8259) to HtValue and back: duplicate keys, NaN, overlong numbers, invalid UTF-8 and
 * trailing bytes are refused. Messages name @name (the file or source), line and column. At most @limit bytes
 * are taken.
 */
#define HT_JSON_FILE_LIMIT (64u << 20)
HtValue *ht_json_parse (const char *name, const char *text, gsize size, GError **error);
HtValue *ht_json_load_file (const char *path, GError **error);
/* One line, keys sorted, bytes as lower-case hexadecimal text, reals with 17 significant digits or fewer when
 * exact. */
char *ht_json_dup_text (const HtValue *value);
/* The same, indented by two, ending in a newline. */
char *ht_json_dup_pretty (const HtValue *value);

G_END_DECLS
