/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * What operations can speak of: kinds of entity, their fields, the type and the class of each. Kinds, fields
 * and verbs that are not here are of a later version: stored, passed on, folded as lww.
 */
typedef enum
{
  HT_CLASS_LWW,      /* greatest (hlc, origin, epoch, seq) is shown, no conflict */
  HT_CLASS_MV,       /* several heads are a conflict people see */
  HT_CLASS_ADD_ONLY, /* every entry stays */
  HT_CLASS_COUNTER,  /* the sum of all entries */
  HT_CLASS_GUARDED,  /* as mv, and a detector knows the rule behind it */
} HtFieldClass;

typedef enum
{
  HT_TYPE_TEXT, /* max: bytes */
  HT_TYPE_INT,  /* min..max */
  HT_TYPE_BOOL,
  HT_TYPE_UUID,    /* of an entity of kind `target`, or of a map feature where target is NULL */
  HT_TYPE_CHOICE,  /* one of `choices` */
  HT_TYPE_TEXTS,   /* array of distinct texts */
  HT_TYPE_POINT,   /* EWKB */
  HT_TYPE_AREA,    /* EWKB polygon or multi-polygon */
  HT_TYPE_DIGEST,  /* 64 lower-case hexadecimal digits */
  HT_TYPE_DIGESTS, /* array of them */
  HT_TYPE_ENTRY,   /* int or map of scalars */
  HT_TYPE_ANY,     /* all but null */
} HtFieldType;

typedef struct
{
  const char *name;
  HtFieldClass field_class;
  HtFieldType type;
  gboolean nullable; /* null is "not known, not set" */
  gint64 min, max;
  const char *const *choices; /* NULL-terminated */
  const char *target;
} HtField;

typedef struct
{
  const char *name;
  const HtField *fields; /* ends with a NULL name */
} HtKind;

const HtKind *ht_vocabulary_find_kind (const char *kind);
const HtField *ht_vocabulary_find_field (const char *kind, const char *field);
/* LWW where the kind or field is unknown; MV for _deleted. */
HtFieldClass ht_vocabulary_get_class (const char *kind, const char *field);
/* All kinds, ending with a NULL name. */
const HtKind *ht_vocabulary_list (void);
/* TRUE for the states of an assignment that bind its team: assigned, acknowledged, en_route, on_scene. */
gboolean ht_vocabulary_state_is_active (const char *assignment_state);

typedef enum
{
  HT_VERB_CREATE,
  HT_VERB_SET,
  HT_VERB_ADD,
  HT_VERB_DELETE,
  HT_VERB_RESTORE,
  HT_VERB_RESOLVE,
  HT_VERB_UNKNOWN,
} HtVerb;
HtVerb ht_verb_parse (const char *verb);

G_END_DECLS
