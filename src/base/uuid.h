/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A 16-byte identifier (RFC 4122). A plain value: copy it freely. */
typedef struct
{
  guint8 bytes[16];
} HtUuid;

#define HT_UUID_TEXT_SIZE 37

/* Random (version 4). */
HtUuid ht_uuid_random (void);
/* The same identifier for the same name for ever (version 5, SHA-1): used for features of imported files. */
HtUuid ht_uuid_from_name (const HtUuid *name_space, const char *name);
/* All zero: "none". */
HtUuid ht_uuid_nil (void);
gboolean ht_uuid_is_nil (const HtUuid *uuid);
gboolean ht_uuid_parse (const char *text, HtUuid *uuid, GError **error);
/* Lower case, with dashes. @text holds HT_UUID_TEXT_SIZE bytes; returned for convenience. */
char *ht_uuid_write (const HtUuid *uuid, char *text);
char *ht_uuid_dup_text (const HtUuid *uuid);
int ht_uuid_compare (const HtUuid *a, const HtUuid *b);
gboolean ht_uuid_equal (gconstpointer a, gconstpointer b);
guint ht_uuid_hash (gconstpointer uuid);
HtUuid *ht_uuid_copy (const HtUuid *uuid);

G_END_DECLS
