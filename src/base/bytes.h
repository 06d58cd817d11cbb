/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Numbers as bytes in little-endian order, whatever the machine's own; floating point is IEEE 754. */

/* Append to @out. */
void ht_bytes_put_u8 (GByteArray *out, guint8 value);
void ht_bytes_put_u32 (GByteArray *out, guint32 value);
void ht_bytes_put_u64 (GByteArray *out, guint64 value);
void ht_bytes_put_f32 (GByteArray *out, float value);
void ht_bytes_put_f64 (GByteArray *out, double value);

/* Read at @data, which needs no alignment and must hold 4 or 8 bytes. */
guint32 ht_bytes_get_u32 (const guint8 *data);
guint64 ht_bytes_get_u64 (const guint8 *data);
float ht_bytes_get_f32 (const guint8 *data);
double ht_bytes_get_f64 (const guint8 *data);

G_END_DECLS
