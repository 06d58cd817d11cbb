/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/op.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#include "base/cbor.h"
#include "base/error.h"
#include "store/error.h"

/* --- life --- */

HtOp *
ht_op_new (void)
{
  HtOp *op = g_new0 (HtOp, 1);
  g_atomic_ref_count_init (&op->refs);
  op->alg = HT_OP_ALG_SHA256;
  op->schema = HT_OP_SCHEMA;
  return op;
}

HtOp *
ht_op_ref (HtOp *op)
{
  g_return_val_if_fail (op != NULL, NULL);
  g_atomic_ref_count_inc (&op->refs);
  return op;
}

void
ht_op_unref (HtOp *op)
{
  if (op == NULL || !g_atomic_ref_count_dec (&op->refs))
    return;
  g_free (op->role);
  g_free (op->scope);
  g_free (op->kind);
  g_free (op->verb);
  g_free (op->field);
  ht_value_unref (op->value);
  g_clear_pointer (&op->base, g_array_unref);
  g_clear_pointer (&op->header_bytes, g_bytes_unref);
  g_clear_pointer (&op->body_bytes, g_bytes_unref);
  g_free (op);
}

static gboolean
refuse (GError **error, const char *what)
{
  g_set_error (error, HT_STORE_ERROR, HT_STORE_ERROR_INVALID, _ ("operation: %s"), what);
  return FALSE;
}

static int
compare_uuids (gconstpointer a, gconstpointer b)
{
  return ht_uuid_compare (a, b);
}

/* --- writing --- */

static HtValue *
header_of (const HtOp *op)
{
  HtValue *header = ht_value_new_map ();
  ht_value_set_int (header, "alg", op->alg);
  ht_value_set_uuid (header, "op", &op->op_id);
  ht_value_set_uuid (header, "origin", &op->origin);
  ht_value_set_int (header, "epoch", (gint64) op->epoch);
  ht_value_set_int (header, "seq", (gint64) op->seq);
  ht_value_set_int (header, "hlc", (gint64) op->hlc);
  ht_value_set_int (header, "wall", op->wall_us);
  ht_value_set_uuid (header, "actor", &op->actor);
  ht_value_set_text (header, "role", op->role != NULL ? op->role : "");
  if (!ht_uuid_is_nil (&op->actor2))
    ht_value_set_uuid (header, "actor2", &op->actor2);
  ht_value_set_text (header, "scope", op->scope != NULL ? op->scope : "");
  ht_value_set_bool (header, "drill", op->drill);
  ht_value_set_int (header, "schema", op->schema);
  return header;
}

static HtValue *
body_of (const HtOp *op)
{
  HtValue *body = ht_value_new_map (), *base = ht_value_new_array ();
  for (guint i = 0; i < op->base->len; i++)
    ht_value_add (base, ht_value_new_uuid (&g_array_index (op->base, HtUuid, i)));
  ht_value_set_text (body, "entity", op->kind);
  ht_value_set_uuid (body, "id", &op->id);
  ht_value_set_text (body, "verb", op->verb);
  ht_value_set_text (body, "field", op->field != NULL ? op->field : "");
  ht_value_set (body, "value", op->value != NULL ? ht_value_ref (op->value) : ht_value_new_null ());
  ht_value_set (body, "base", base);
  return body;
}

/* SHA-256 (CBOR ([alg, prev_hash, header, body_hash])). The header's bytes are already CBOR. */
static HtDigest
chain_hash (gint64 alg, const HtDigest *prev_hash, GBytes *header, const HtDigest *body_hash)
{
  g_autoptr (GByteArray) out = g_byte_array_sized_new ((guint) g_bytes_get_size (header) + 96);
  g_autoptr (HtValue) suite = ht_value_new_int (alg);
  g_autoptr (HtValue) prev = ht_value_new_bytes (prev_hash->bytes, HT_DIGEST_SIZE);
  g_autoptr (HtValue) body = ht_value_new_bytes (body_hash->bytes, HT_DIGEST_SIZE);
  g_byte_array_append (out, (const guint8[]){ 0x84 }, 1);
  ht_cbor_append (out, suite);
  ht_cbor_append (out, prev);
  g_byte_array_append (out, g_bytes_get_data (header, NULL), (guint) g_bytes_get_size (header));
  ht_cbor_append (out, body);
  return ht_digest_of (out->data, out->len);
}

static void
sort_base (GArray *base)
{
  guint kept = 0;
  g_array_sort (base, compare_uuids);
  for (guint i = 0; i < base->len; i++)
    if (i == 0
        || ht_uuid_compare (&g_array_index (base, HtUuid, i), &g_array_index (base, HtUuid, i - 1)) != 0)
      g_array_index (base, HtUuid, kept++) = g_array_index (base, HtUuid, i);
  g_array_set_size (base, kept);
}

static gboolean
check_sizes (GBytes *header, GBytes *body, GError **error)
{
  if (g_bytes_get_size (header) > HT_OP_MAX_HEADER)
    return refuse (error, _ ("the header is over 4 KiB"));
  if (body != NULL && g_bytes_get_size (body) > HT_OP_MAX_BODY)
    return refuse (error, _ ("the content is over 256 KiB: put bulk into a blob and name its SHA-256"));
  return TRUE;
}

gboolean
ht_op_seal (HtOp *op, const HtDigest *prev_hash, GError **error)
{
  g_return_val_if_fail (op->kind != NULL && op->verb != NULL && op->header_bytes == NULL, FALSE);
  if (op->base == NULL)
    op->base = g_array_new (FALSE, FALSE, sizeof (HtUuid));
  if (op->field == NULL)
    op->field = g_strdup ("");
  if (op->value == NULL)
    op->value = ht_value_new_null ();
  sort_base (op->base);
  g_autoptr (HtValue) header = header_of (op);
  g_autoptr (HtValue) body = body_of (op);
  op->header_bytes = ht_cbor_encode (header);
  op->body_bytes = ht_cbor_encode (body);
  op->prev_hash = *prev_hash;
  op->body_hash = ht_digest_of_bytes (op->body_bytes);
  op->hash = chain_hash (op->alg, prev_hash, op->header_bytes, &op->body_hash);
  return check_sizes (op->header_bytes, op->body_bytes, error);
}

static void
append_digest (GByteArray *out, const HtDigest *digest)
{
  g_autoptr (HtValue) value = ht_value_new_bytes (digest->bytes, HT_DIGEST_SIZE);
  ht_cbor_append (out, value);
}

GBytes *
ht_op_encode (const HtOp *op, gboolean outline)
{
  g_return_val_if_fail (op->header_bytes != NULL, NULL);
  GByteArray *out = g_byte_array_new ();
  g_byte_array_append (out, (const guint8[]){ 0x85 }, 1);
  append_digest (out, &op->prev_hash);
  g_byte_array_append (out, g_bytes_get_data (op->header_bytes, NULL),
                       (guint) g_bytes_get_size (op->header_bytes));
  if (op->body_bytes != NULL && !outline)
    g_byte_array_append (out, g_bytes_get_data (op->body_bytes, NULL),
                         (guint) g_bytes_get_size (op->body_bytes));
  else
    g_byte_array_append (out, (const guint8[]){ 0xf6 }, 1);
  append_digest (out, &op->body_hash);
  append_digest (out, &op->hash);
  return g_byte_array_free_to_bytes (out);
}

/* --- reading --- */

/* Members of a map by their types; the first that is missing or of another kind is remembered. */
typedef struct
{
  const HtValue *map;
  const char *bad;
} Members;

static const HtValue *
member (Members *members, const char *key, HtValueKind kind)
{
  const HtValue *value = ht_value_get_member (members->map, key);
  if (value != NULL && ht_value_get_kind (value) == kind)
    return value;
  if (members->bad == NULL)
    members->bad = key;
  return NULL;
}

static gint64
member_int (Members *members, const char *key, gint64 least)
{
  gint64 value = ht_value_get_int (member (members, key, HT_VALUE_INT), least);
  if (value < least && members->bad == NULL)
    members->bad = key;
  return value;
}

static HtUuid
member_uuid (Members *members, const char *key)
{
  HtUuid uuid = ht_uuid_nil ();
  if (!ht_value_get_uuid (member (members, key, HT_VALUE_BYTES), &uuid) && members->bad == NULL)
    members->bad = key;
  return uuid;
}

static char *
member_dup_text (Members *members, const char *key)
{
  return g_strdup (ht_value_get_text (member (members, key, HT_VALUE_TEXT), ""));
}

static gboolean
members_finish (Members *members, GError **error)
{
  if (members->bad == NULL)
    return TRUE;
  g_set_error (error, HT_STORE_ERROR, HT_STORE_ERROR_INVALID,
               _ ("operation: “%s” is missing or not of its type"), members->bad);
  return FALSE;
}

static gboolean
read_header (HtOp *op, const HtValue *header, GError **error)
{
  Members members = { header, NULL };
  op->alg = member_int (&members, "alg", 1);
  op->op_id = member_uuid (&members, "op");
  op->origin = member_uuid (&members, "origin");
  op->epoch = (guint64) member_int (&members, "epoch", 0);
  op->seq = (guint64) member_int (&members, "seq", 1);
  op->hlc = (guint64) member_int (&members, "hlc", 0);
  op->wall_us = member_int (&members, "wall", G_MININT64);
  op->actor = member_uuid (&members, "actor");
  op->role = member_dup_text (&members, "role");
  op->scope = member_dup_text (&members, "scope");
  op->drill = ht_value_get_bool (member (&members, "drill", HT_VALUE_BOOL), FALSE);
  op->schema = member_int (&members, "schema", 1);
  if (ht_value_get_member (header, "actor2") != NULL)
    {
      op->actor2 = member_uuid (&members, "actor2");
      if (ht_uuid_is_nil (&op->actor2) && members.bad == NULL)
        members.bad = "actor2";
    }
  return members_finish (&members, error);
}

static gboolean
read_base (HtOp *op, const HtValue *base, GError **error)
{
  guint n = ht_value_get_length (base);
  op->base = g_array_sized_new (FALSE, FALSE, sizeof (HtUuid), n);
  for (guint i = 0; i < n; i++)
    {
      HtUuid uuid;
      if (!ht_value_get_uuid (ht_value_get_item (base, i), &uuid))
        return refuse (error, _ ("“base” holds something that is no identifier"));
      if (i > 0 && ht_uuid_compare (&g_array_index (op->base, HtUuid, i - 1), &uuid) >= 0)
        return refuse (error, _ ("“base” is not in ascending order"));
      g_array_append_val (op->base, uuid);
    }
  return TRUE;
}

static gboolean
read_body (HtOp *op, const HtValue *body, GError **error)
{
  Members members = { body, NULL };
  op->kind = member_dup_text (&members, "entity");
  op->id = member_uuid (&members, "id");
  op->verb = member_dup_text (&members, "verb");
  op->field = member_dup_text (&members, "field");
  const HtValue *base = member (&members, "base", HT_VALUE_ARRAY);
  HtValue *value = ht_value_get_member (body, "value");
  if (value == NULL && members.bad == NULL)
    members.bad = "value";
  if (!members_finish (&members, error))
    return FALSE;
  op->value = ht_value_ref (value);
  return read_base (op, base, error);
}

/* Header and body bytes are set: checks that they are what the hashes say. */
static gboolean
check_hashes (const HtOp *op, GError **error)
{
  if (op->body_bytes != NULL)
    {
      HtDigest body = ht_digest_of_bytes (op->body_bytes);
      if (!ht_digest_equal (&body, &op->body_hash))
        return refuse (error, _ ("the content does not match its hash"));
    }
  if (op->alg != HT_OP_ALG_SHA256)
    return refuse (error, _ ("its hash suite is not known here: update the program"));
  HtDigest hash = chain_hash (op->alg, &op->prev_hash, op->header_bytes, &op->body_hash);
  return ht_digest_equal (&hash, &op->hash) || refuse (error, _ ("the header does not match its hash"));
}

static gboolean
read_parts (HtOp *op, const HtValue *header, const HtValue *body, GError **error)
{
  if (ht_value_get_kind (header) != HT_VALUE_MAP)
    return refuse (error, _ ("the header is no map"));
  if (!read_header (op, header, error))
    return FALSE;
  if (body != NULL && ht_value_get_kind (body) != HT_VALUE_MAP)
    return refuse (error, _ ("the content is no map"));
  return (body == NULL || read_body (op, body, error))
         && check_sizes (op->header_bytes, op->body_bytes, error) && check_hashes (op, error);
}

static HtValue *
decode (gconstpointer data, gsize size, GError **error)
{
  g_autoptr (GError) local = NULL;
  HtValue *value = ht_cbor_decode (data, size, &local);
  if (value == NULL)
    refuse (error, local->message);
  return value;
}

HtOp *
ht_op_decode_parts (const HtOpParts *parts, GError **error)
{
  g_autoptr (HtOp) op = ht_op_new ();
  op->header_bytes = g_bytes_new (parts->header, parts->header_size);
  if (parts->body != NULL)
    op->body_bytes = g_bytes_new (parts->body, parts->body_size);
  op->prev_hash = parts->prev_hash;
  op->body_hash = parts->body_hash;
  op->hash = parts->hash;
  g_autoptr (HtValue) header = decode (parts->header, parts->header_size, error);
  if (header == NULL)
    return NULL;
  g_autoptr (HtValue) body = NULL;
  if (parts->body != NULL && (body = decode (parts->body, parts->body_size, error)) == NULL)
    return NULL;
  return read_parts (op, header, body, error) ? g_steal_pointer (&op) : NULL;
}

static gboolean
read_digest (const HtValue *value, HtDigest *digest, GError **error)
{
  gsize size;
  const guint8 *bytes = ht_value_get_bytes (value, &size);
  if (bytes == NULL || size != HT_DIGEST_SIZE)
    return refuse (error, _ ("a hash is not 32 bytes"));
  memcpy (digest->bytes, bytes, size);
  return TRUE;
}

HtOp *
ht_op_decode (gconstpointer data, gsize size, GError **error)
{
  if (size > HT_OP_MAX_HEADER + HT_OP_MAX_BODY + 128)
    {
      refuse (error, _ ("it is larger than any operation may be"));
      return NULL;
    }
  g_autoptr (HtValue) wire = decode (data, size, error);
  if (wire == NULL)
    return NULL;
  if (ht_value_get_kind (wire) != HT_VALUE_ARRAY || ht_value_get_length (wire) != 5)
    {
      refuse (error, _ ("it is no array of five parts"));
      return NULL;
    }
  g_autoptr (HtOp) op = ht_op_new ();
  const HtValue *header = ht_value_get_item (wire, 1), *body = ht_value_get_item (wire, 2);
  if (ht_value_get_kind (body) == HT_VALUE_NULL)
    body = NULL;
  if (!read_digest (ht_value_get_item (wire, 0), &op->prev_hash, error)
      || !read_digest (ht_value_get_item (wire, 3), &op->body_hash, error)
      || !read_digest (ht_value_get_item (wire, 4), &op->hash, error))
    return NULL;
  /* Decoding is strict, so encoding again gives the very bytes that came. */
  op->header_bytes = ht_cbor_encode (header);
  op->body_bytes = body != NULL ? ht_cbor_encode (body) : NULL;
  return read_parts (op, header, body, error) ? g_steal_pointer (&op) : NULL;
}

/* --- asking --- */

HtValue *
ht_op_get_field (const HtOp *op, const char *field)
{
  if (op->kind == NULL)
    return NULL;
  if (strcmp (op->verb, "create") == 0)
    return ht_value_get_member (op->value, field);
  return strcmp (op->field, field) == 0 ? op->value : NULL;
}

int
ht_op_compare (const HtOp *a, const HtOp *b)
{
  if (a->hlc != b->hlc)
    return a->hlc < b->hlc ? -1 : 1;
  int order = ht_uuid_compare (&a->origin, &b->origin);
  if (order != 0)
    return order;
  if (a->epoch != b->epoch)
    return a->epoch < b->epoch ? -1 : 1;
  return a->seq == b->seq ? 0 : a->seq < b->seq ? -1 : 1;
}

gboolean
ht_op_get_point (const HtOp *op, HtPoint *point)
{
  gsize size;
  const guint8 *bytes = ht_value_get_bytes (ht_op_get_field (op, "position"), &size);
  g_autoptr (HtGeometry) geometry = bytes != NULL ? ht_geometry_from_ewkb (bytes, size, NULL) : NULL;
  if (geometry == NULL || geometry->kind != HT_GEOMETRY_POINT)
    return FALSE;
  *point = geometry->points[0];
  return TRUE;
}

/* --- drafts --- */

HtOpDraft *
ht_op_draft_new (const char *kind, const HtUuid *id, const char *verb, const char *field, HtValue *value)
{
  HtOpDraft *draft = g_new0 (HtOpDraft, 1);
  draft->kind = g_strdup (kind);
  draft->id = *id;
  draft->verb = g_strdup (verb);
  draft->field = g_strdup (field);
  draft->value = value != NULL ? value : ht_value_new_null ();
  return draft;
}

void
ht_op_draft_saw (HtOpDraft *draft, const HtUuid *op_id)
{
  if (draft->base == NULL)
    draft->base = g_array_new (FALSE, FALSE, sizeof (HtUuid));
  g_array_append_val (draft->base, *op_id);
}

void
ht_op_draft_free (HtOpDraft *draft)
{
  if (draft == NULL)
    return;
  g_free (draft->kind);
  g_free (draft->verb);
  g_free (draft->field);
  g_free (draft->scope);
  ht_value_unref (draft->value);
  g_clear_pointer (&draft->base, g_array_unref);
  g_free (draft);
}

HtOpDraft *
ht_op_draft_create (const char *kind, const HtUuid *id, HtValue *fields)
{
  return ht_op_draft_new (kind, id, "create", "", fields);
}

HtOpDraft *
ht_op_draft_set (const char *kind, const HtUuid *id, const char *field, HtValue *value)
{
  return ht_op_draft_new (kind, id, "set", field, value);
}

HtOpDraft *
ht_op_draft_add (const char *kind, const HtUuid *id, const char *field, HtValue *value)
{
  return ht_op_draft_new (kind, id, "add", field, value);
}

HtOpDraft *
ht_op_draft_delete (const char *kind, const HtUuid *id)
{
  return ht_op_draft_new (kind, id, "delete", HT_FIELD_DELETED, ht_value_new_bool (TRUE));
}

HtOpDraft *
ht_op_draft_restore (const char *kind, const HtUuid *id)
{
  return ht_op_draft_new (kind, id, "restore", HT_FIELD_DELETED, ht_value_new_bool (FALSE));
}

GPtrArray *
ht_op_new_drafts (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) ht_op_draft_free);
}
