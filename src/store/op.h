/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/digest.h"
#include "base/value.h"
#include "geo/geometry.h"

G_BEGIN_DECLS

/*
 * An operation: one decision of a person or a rule. Appended, never edited; the state of the city is a pure
 * fold of the set of operations (fold.h). THE FORMAT BELOW IS FINAL. Vectors: tests/tables/wire.
 *
 * Encoding is deterministic CBOR (base/cbor.h: RFC 8949 section 4.2.1, text keys, no tags).
 *
 *   header  map: "alg" int, 1 = SHA-256 chain (Ed25519 for signatures of chain heads)
 *                "op" bytes16, "origin" bytes16 (the post), "epoch" int >= 0, "seq" int from 1, dense in its
 *                (origin, epoch), "hlc" int (base/clock.h), "wall" int µs since 1970 UTC,
 *                "actor" bytes16 (person; zero: nobody, the system), "role" text,
 *                "actor2" bytes16 (only where two sign, else absent),
 *                "scope" text (district code or ""), "drill" bool, "schema" int >= 1
 *   body    map: "entity" text (kind), "id" bytes16, "verb" text, "field" text, "value" any,
 *                "base" array of bytes16, strictly ascending: the operations its author saw
 *   body_hash  = SHA-256 (CBOR (body))
 *   hash       = SHA-256 (CBOR ([alg, prev_hash, header, body_hash])), prev_hash = hash of seq - 1, or 32
 *                zero bytes for seq 1
 *   wire       = CBOR ([prev_hash, header, body or null, body_hash, hash]); a null body makes an outline: an
 *                operation out of the reader's scope, of which only the chain is passed on
 *
 * Further keys in header or body belong to a later version: they are kept, hashed and passed on unread.
 * Limits: header 4 KiB, body 256 KiB.
 *
 *   verb     field        value                                     effect
 *   create   ""           map field → value, at least one           sets those registers
 *   set      a field      a value                                   sets that register
 *   add      a field      an entry (add-only) or int (counter)      one more head, supersedes nothing
 *   delete   "_deleted"   true                                      base: all heads of the entity
 *   restore  "_deleted"   false                                     base: the heads of _deleted
 *   resolve  "decision"   any but null; entity "conflict"           base: both operations of the conflict
 * Geometry values are bytes: little-endian EWKB, SRID 4326, quantised to 1e-7 degree.
 */
#define HT_OP_ALG_SHA256 1
#define HT_OP_SCHEMA 1
#define HT_OP_MAX_HEADER (4u << 10)
#define HT_OP_MAX_BODY (256u << 10)
/* The register that delete and restore write. */
#define HT_FIELD_DELETED "_deleted"

typedef struct _HtOp HtOp;
typedef struct _HtOpDraft HtOpDraft;
typedef struct _HtAuthor HtAuthor;

/* Reference counted, immutable once sealed, thread safe to read. */
struct _HtOp
{
  gatomicrefcount refs;
  gint64 rowid; /* order of arrival in this file; 0 where not stored */
  /* header */
  gint64 alg;
  HtUuid op_id, origin;
  guint64 epoch, seq, hlc;
  gint64 wall_us;
  HtUuid actor, actor2; /* actor2 nil: absent */
  char *role, *scope;
  gboolean drill;
  gint64 schema;
  /* body; kind NULL in an outline, and then nothing below is set */
  char *kind;
  HtUuid id;
  char *verb, *field;
  HtValue *value;
  GArray *base; /* HtUuid, ascending */
  /* as hashed */
  GBytes *header_bytes, *body_bytes;
  HtDigest prev_hash, body_hash, hash;
};

/* An empty operation to be filled and sealed. */
HtOp *ht_op_new (void);
HtOp *ht_op_ref (HtOp *op);
void ht_op_unref (HtOp *op);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtOp, ht_op_unref)

/* Sorts base and drops doubles, encodes header and body, computes the hashes. Errors: HT_STORE_ERROR_INVALID
 * naming the limit. */
gboolean ht_op_seal (HtOp *op, const HtDigest *prev_hash, GError **error);
/* The wire form; @outline leaves the body out. */
GBytes *ht_op_encode (const HtOp *op, gboolean outline);
/* Strict: any other encoding, wrong type, missing key or hash that does not match is refused. */
HtOp *ht_op_decode (gconstpointer data, gsize size, GError **error);

/* The parts of an operation as the op table keeps them. */
typedef struct
{
  gconstpointer header, body; /* body NULL: an outline */
  gsize header_size, body_size;
  HtDigest prev_hash, body_hash, hash;
} HtOpParts;
HtOp *ht_op_decode_parts (const HtOpParts *parts, GError **error);

/* The value the operation gives to register @field; NULL where it does not touch that register. Borrowed. */
HtValue *ht_op_get_field (const HtOp *op, const char *field);
/* The order that decides which head is shown: hlc, origin, epoch, seq; greatest wins. */
int ht_op_compare (const HtOp *a, const HtOp *b);

/* Who decides: stated by the session, checked by validate.h. Role "system" has a nil actor. */
struct _HtAuthor
{
  HtUuid actor;
  const char *role;
  HtUuid actor2; /* nil: one person */
  gboolean drill;
};

/* What is to be decided. The store adds identity, clocks, chain and (where NULL) base. */
struct _HtOpDraft
{
  char *kind;
  HtUuid id;
  char *verb, *field;
  HtValue *value; /* NULL: null */
  GArray *base;   /* HtUuid: what its author saw; NULL: all heads of now that the verb concerns */
  char *scope;    /* district code, or NULL for "" */
};
HtOpDraft *ht_op_draft_new (const char *kind, const HtUuid *id, const char *verb, const char *field,
                            HtValue *value /* taken */);
/* Adds one operation to what the author saw. */
void ht_op_draft_saw (HtOpDraft *draft, const HtUuid *op_id);
void ht_op_draft_free (HtOpDraft *draft);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HtOpDraft, ht_op_draft_free)

/* Short forms. _create takes the map; _new_drafts makes an array that frees its drafts. */
HtOpDraft *ht_op_draft_create (const char *kind, const HtUuid *id, HtValue *fields);
HtOpDraft *ht_op_draft_set (const char *kind, const HtUuid *id, const char *field, HtValue *value);
HtOpDraft *ht_op_draft_add (const char *kind, const HtUuid *id, const char *field, HtValue *value);
HtOpDraft *ht_op_draft_delete (const char *kind, const HtUuid *id);
HtOpDraft *ht_op_draft_restore (const char *kind, const HtUuid *id);
GPtrArray *ht_op_new_drafts (void);

/* op.geom of the city file: the point of the value's "position", where there is one. */
gboolean ht_op_get_point (const HtOp *op, HtPoint *point);

G_END_DECLS
