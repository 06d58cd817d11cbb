/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/validate.h"

#include <glib/gi18n.h>
#include <string.h>

#include "geo/geometry.h"
#include "store/error.h"
#include "store/vocabulary.h"

#define MAX_NAME 64     /* bytes of a kind, verb, field, role, scope */
#define MAX_ITEMS 10000 /* of a list value */

/* --- roles --- */

enum
{
  VIEWER = 0, /* holds no right */
  DISPATCHER = 1 << 0,
  COMMANDER = 1 << 1,
  PLANNER = 1 << 2,
  SYSTEM = 1 << 3,
  ADMINISTRATOR = 1 << 4,
  PEOPLE = DISPATCHER | COMMANDER | PLANNER | ADMINISTRATOR,
};

static const char *const role_names[]
    = { "viewer", "dispatcher", "commander", "planner", "administrator", NULL };

static const struct
{
  const char *kind, *field; /* field NULL: every other field of the kind */
  guint roles;              /* beside the administrator */
} rights[] = { { "incident", "commander", COMMANDER },
               { "incident", NULL, DISPATCHER | COMMANDER | SYSTEM },
               { "team", NULL, DISPATCHER | COMMANDER | SYSTEM },
               { "assignment", NULL, DISPATCHER | COMMANDER },
               { "log", NULL, DISPATCHER | COMMANDER | PLANNER | SYSTEM },
               { "closure", NULL, DISPATCHER | COMMANDER },
               { "conflict", NULL, COMMANDER },
               { "zone", NULL, COMMANDER },
               { "evacuation", NULL, COMMANDER },
               { "plan_activation", NULL, COMMANDER },
               { "stock", NULL, COMMANDER | SYSTEM },
               { "layer", NULL, PLANNER | SYSTEM },
               { "city", NULL, SYSTEM },
               { "post", NULL, SYSTEM },
               { "person", NULL, SYSTEM } };

static guint
role_bit (const char *role)
{
  static const struct
  {
    const char *name;
    guint bit;
  } bits[] = { { "dispatcher", DISPATCHER },
               { "commander", COMMANDER },
               { "planner", PLANNER },
               { "system", SYSTEM },
               { "administrator", ADMINISTRATOR } };
  for (guint i = 0; role != NULL && i < G_N_ELEMENTS (bits); i++)
    if (strcmp (bits[i].name, role) == 0)
      return bits[i].bit;
  return VIEWER;
}

const char *const *
ht_role_list (void)
{
  return role_names;
}

gboolean
ht_role_may (const char *role, const char *kind, const char *verb, const char *field)
{
  g_return_val_if_fail (kind != NULL, FALSE);
  guint bit = role_bit (role);
  if (bit == ADMINISTRATOR)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (rights); i++)
    if (strcmp (rights[i].kind, kind) == 0
        && (rights[i].field == NULL || g_strcmp0 (rights[i].field, field) == 0))
      return (rights[i].roles & bit) != 0;
  return (bit & PEOPLE) != 0;
}

/* --- saying no --- */

G_GNUC_PRINTF (3, 4)
static gboolean
refuse (GError **error, HtStoreError code, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_autofree char *what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, HT_STORE_ERROR, (int) code, what);
  return FALSE;
}

static gboolean
bad_value (GError **error, const HtField *field, const char *what)
{
  return refuse (error, HT_STORE_ERROR_INVALID, _ ("field “%s”: %s"), field->name, what);
}

/* --- values of known fields --- */

static gboolean
check_geometry (const HtField *field, const HtValue *value, GError **error)
{
  gsize size;
  const guint8 *bytes = ht_value_get_bytes (value, &size);
  if (bytes == NULL)
    return bad_value (error, field, _ ("a geometry must be bytes of EWKB"));
  g_autoptr (GError) local = NULL;
  g_autoptr (HtGeometry) geometry = ht_geometry_from_ewkb (bytes, size, &local);
  if (geometry == NULL)
    return bad_value (error, field, local->message);
  if (geometry->kind != (field->type == HT_TYPE_POINT ? HT_GEOMETRY_POINT : HT_GEOMETRY_POLYGON))
    return bad_value (error, field, _ ("a geometry of another type is needed"));
  for (guint i = 0; i < geometry->n_points; i++)
    if (!ht_point_is_valid (&geometry->points[i]))
      return bad_value (error, field, _ ("a coordinate lies outside the earth’s degrees"));
  /* One shape, one encoding: other byte orders, no SRID or unrounded numbers would hash apart. */
  g_autoptr (GBytes) canonical = ht_geometry_to_ewkb (geometry);
  if (g_bytes_get_size (canonical) != size || memcmp (g_bytes_get_data (canonical, NULL), bytes, size) != 0)
    return bad_value (error, field, _ ("not little-endian EWKB, SRID 4326, rounded to 1e-7 degree"));
  return TRUE;
}

static gboolean
check_choice (const HtField *field, const HtValue *value, GError **error)
{
  const char *text = ht_value_get_text (value, NULL);
  return (text != NULL && g_strv_contains (field->choices, text))
         || bad_value (error, field, _ ("not one of the known words"));
}

static gboolean
is_digest (const HtValue *value)
{
  const char *text = ht_value_get_text (value, "");
  return strlen (text) == 2 * HT_DIGEST_SIZE && strspn (text, "0123456789abcdef") == 2 * HT_DIGEST_SIZE;
}

static gboolean
is_name (const HtValue *value)
{
  return ht_value_get_kind (value) == HT_VALUE_TEXT && *ht_value_get_text (value, "") != '\0';
}

/* Arrays of digests or of distinct names. */
static gboolean
check_list (const HtField *field, const HtValue *value, GError **error)
{
  gboolean digests = field->type == HT_TYPE_DIGESTS;
  if (ht_value_get_kind (value) != HT_VALUE_ARRAY || ht_value_get_length (value) > MAX_ITEMS)
    return bad_value (error, field, _ ("a list of at most 10,000 is needed"));
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < ht_value_get_length (value); i++)
    {
      const HtValue *item = ht_value_get_item (value, i);
      if (digests ? !is_digest (item) : !is_name (item))
        return bad_value (error, field,
                          digests ? _ ("not a SHA-256 in the list") : _ ("not a name in the list"));
      if (!g_hash_table_add (seen, (gpointer) ht_value_get_text (item, "")) && !digests)
        return bad_value (error, field, _ ("the same name twice in the list"));
    }
  return TRUE;
}

static gboolean
check_int (const HtField *field, const HtValue *value, GError **error)
{
  gint64 number = ht_value_get_int (value, 0);
  if (ht_value_get_kind (value) != HT_VALUE_INT)
    return bad_value (error, field, _ ("a whole number is needed"));
  return (number >= field->min && number <= field->max) || bad_value (error, field, _ ("out of range"));
}

/* A count, or a small map of scalars ("kind": "injured", "count": 2). */
static gboolean
check_entry (const HtField *field, const HtValue *value, GError **error)
{
  if (ht_value_get_kind (value) == HT_VALUE_INT)
    return TRUE;
  if (ht_value_get_kind (value) != HT_VALUE_MAP || ht_value_get_length (value) == 0)
    return bad_value (error, field, _ ("a number or a map of its particulars is needed"));
  for (guint i = 0; i < ht_value_get_length (value); i++)
    {
      HtValue *item = NULL;
      ht_value_get_key (value, i, &item);
      if (ht_value_get_kind (item) >= HT_VALUE_ARRAY)
        return bad_value (error, field, _ ("lists and maps inside an entry are not allowed"));
    }
  return TRUE;
}

static gboolean
check_value (const HtField *field, const HtValue *value, GError **error)
{
  HtUuid uuid;
  if (ht_value_get_kind (value) == HT_VALUE_NULL)
    return field->nullable || bad_value (error, field, _ ("a value is needed"));
  switch (field->type)
    {
    case HT_TYPE_TEXT:
      if (ht_value_get_kind (value) != HT_VALUE_TEXT)
        return bad_value (error, field, _ ("a text is needed"));
      return strlen (ht_value_get_text (value, "")) <= (gsize) field->max
             || bad_value (error, field, _ ("the text is too long"));
    case HT_TYPE_INT:
      return check_int (field, value, error);
    case HT_TYPE_BOOL:
      return ht_value_get_kind (value) == HT_VALUE_BOOL
             || bad_value (error, field, _ ("yes or no is needed"));
    case HT_TYPE_UUID:
      return (ht_value_get_uuid (value, &uuid) && !ht_uuid_is_nil (&uuid))
             || bad_value (error, field, _ ("an identifier of 16 bytes is needed"));
    case HT_TYPE_CHOICE:
      return check_choice (field, value, error);
    case HT_TYPE_POINT:
    case HT_TYPE_AREA:
      return check_geometry (field, value, error);
    case HT_TYPE_DIGEST:
      return is_digest (value) || bad_value (error, field, _ ("a SHA-256 in hexadecimal is needed"));
    case HT_TYPE_TEXTS:
    case HT_TYPE_DIGESTS:
      return check_list (field, value, error);
    case HT_TYPE_ENTRY:
      return check_entry (field, value, error);
    case HT_TYPE_ANY:
    default:
      return TRUE;
    }
}

/* --- shapes of verbs --- */

/* What is checked of a draft and of an operation alike. */
typedef struct
{
  const char *kind, *verb, *field;
  const HtUuid *id;
  const HtValue *value;
  const GArray *base; /* NULL: to be filled in */
  gboolean strict;    /* known fields must hold known types */
} Content;

/* Lower-case words joined by "_" or "." : what kinds, verbs and fields are called, now and later. */
static gboolean
is_word (const char *word)
{
  gsize n = word != NULL ? strlen (word) : 0;
  return n > 0 && n <= MAX_NAME && g_ascii_islower (word[0])
         && strspn (word, "abcdefghijklmnopqrstuvwxyz0123456789_.") == n;
}

static gboolean
check_field (const Content *content, const char *name, const HtValue *value, GError **error)
{
  if (!is_word (name))
    return refuse (error, HT_STORE_ERROR_INVALID, _ ("“%.60s” cannot be the name of a field"), name);
  const HtField *field = ht_vocabulary_find_field (content->kind, name);
  return field == NULL || !content->strict || check_value (field, value, error);
}

static gboolean
check_create (const Content *content, GError **error)
{
  guint n = ht_value_get_length (content->value);
  if (ht_value_get_kind (content->value) != HT_VALUE_MAP || n == 0 || *content->field != '\0')
    return refuse (error, HT_STORE_ERROR_INVALID, _ ("create needs a map of fields and no field name"));
  for (guint i = 0; i < n; i++)
    {
      HtValue *member = NULL;
      const char *name = ht_value_get_key (content->value, i, &member);
      if (!check_field (content, name, member, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_set (const Content *content, GError **error)
{
  HtFieldClass field_class = ht_vocabulary_get_class (content->kind, content->field);
  if (content->strict && (field_class == HT_CLASS_ADD_ONLY || field_class == HT_CLASS_COUNTER))
    return refuse (error, HT_STORE_ERROR_INVALID, _ ("“%s” only takes entries: use add"), content->field);
  return check_field (content, content->field, content->value, error);
}

static gboolean
check_add (const Content *content, GError **error)
{
  HtFieldClass field_class = ht_vocabulary_get_class (content->kind, content->field);
  gboolean known = ht_vocabulary_find_field (content->kind, content->field) != NULL;
  if (content->strict && known && field_class != HT_CLASS_ADD_ONLY && field_class != HT_CLASS_COUNTER)
    return refuse (error, HT_STORE_ERROR_INVALID, _ ("“%s” takes no entries: use set"), content->field);
  return check_field (content, content->field, content->value, error);
}

static gboolean
check_deleted (const Content *content, gboolean deleted, GError **error)
{
  gboolean good = strcmp (content->field, HT_FIELD_DELETED) == 0
                  && ht_value_get_kind (content->value) == HT_VALUE_BOOL
                  && ht_value_get_bool (content->value, !deleted) == deleted;
  return good
         || refuse (error, HT_STORE_ERROR_INVALID,
                    _ ("delete and restore write true and false to “_deleted”"));
}

static gboolean
check_resolve (const Content *content, GError **error)
{
  if (strcmp (content->kind, "conflict") != 0 || strcmp (content->field, "decision") != 0)
    return refuse (error, HT_STORE_ERROR_INVALID, _ ("resolve writes the decision of a conflict"));
  if (content->base == NULL || content->base->len == 0)
    return refuse (error, HT_STORE_ERROR_INVALID, _ ("resolve must name the operations it decides between"));
  return ht_value_get_kind (content->value) != HT_VALUE_NULL
         || refuse (error, HT_STORE_ERROR_INVALID, _ ("resolve needs a decision"));
}

static gboolean
check_content (const Content *content, GError **error)
{
  if (!is_word (content->kind) || !is_word (content->verb) || content->field == NULL
      || strlen (content->field) > MAX_NAME)
    return refuse (error, HT_STORE_ERROR_INVALID,
                   _ ("kind, verb or field of the operation is no plain word"));
  if (ht_uuid_is_nil (content->id))
    return refuse (error, HT_STORE_ERROR_INVALID,
                   _ ("the operation is about nothing: its identifier is zero"));
  HtVerb verb = ht_verb_parse (content->verb);
  if (content->strict && strcmp (content->kind, "conflict") == 0 && verb != HT_VERB_RESOLVE)
    return refuse (error, HT_STORE_ERROR_INVALID, _ ("a conflict can only be resolved"));
  switch (verb)
    {
    case HT_VERB_CREATE:
      return check_create (content, error);
    case HT_VERB_SET:
      return check_set (content, error);
    case HT_VERB_ADD:
      return check_add (content, error);
    case HT_VERB_DELETE:
      return check_deleted (content, TRUE, error);
    case HT_VERB_RESTORE:
      return check_deleted (content, FALSE, error);
    case HT_VERB_RESOLVE:
      return check_resolve (content, error);
    case HT_VERB_UNKNOWN:
    default:
      return TRUE;
    }
}

/* --- who --- */

/* Every field a create sets needs the right to set it. */
static gboolean
may (const char *role, const Content *content)
{
  if (ht_verb_parse (content->verb) != HT_VERB_CREATE)
    return ht_role_may (role, content->kind, content->verb, content->field);
  for (guint i = 0; i < ht_value_get_length (content->value); i++)
    if (!ht_role_may (role, content->kind, content->verb, ht_value_get_key (content->value, i, NULL)))
      return FALSE;
  return ht_role_may (role, content->kind, content->verb, "");
}

static gboolean
check_author (const HtAuthor *author, const Content *content, GError **error)
{
  const char *role = author->role != NULL ? author->role : "";
  gboolean nobody = ht_uuid_is_nil (&author->actor);
  if (nobody != (strcmp (role, "system") == 0))
    return nobody ? refuse (error, HT_STORE_ERROR_DENIED, _ ("nobody is signed in: sign in first"))
                  : refuse (error, HT_STORE_ERROR_DENIED, _ ("a person cannot act as the system"));
  if (!ht_uuid_is_nil (&author->actor2) && ht_uuid_equal (&author->actor, &author->actor2))
    return refuse (error, HT_STORE_ERROR_DENIED, _ ("the second signature must be another person’s"));
  return may (role, content)
         || refuse (error, HT_STORE_ERROR_DENIED, _ ("the role “%.60s” may not “%s” this (%s)"), role,
                    content->verb, content->kind);
}

/* --- public --- */

gboolean
ht_validate_draft (const HtOpDraft *draft, const HtAuthor *author, GError **error)
{
  g_return_val_if_fail (draft != NULL && author != NULL, FALSE);
  Content content = { draft->kind, draft->verb, draft->field, &draft->id, draft->value, draft->base, TRUE };
  if (draft->scope != NULL && strlen (draft->scope) > MAX_NAME)
    return refuse (error, HT_STORE_ERROR_INVALID, _ ("the scope is no district code"));
  return check_content (&content, error) && check_author (author, &content, error);
}

/* Shape of the header beyond what decoding made sure of. */
static gboolean
check_header (const HtOp *op, GError **error)
{
  if (ht_uuid_is_nil (&op->op_id) || ht_uuid_is_nil (&op->origin))
    return refuse (error, HT_STORE_ERROR_INVALID, _ ("operation or origin has no identifier"));
  if (strlen (op->role) > MAX_NAME || strlen (op->scope) > MAX_NAME)
    return refuse (error, HT_STORE_ERROR_INVALID, _ ("role or scope of the operation is no plain word"));
  HtDigest zero = { { 0 } };
  if ((op->seq == 1) != ht_digest_equal (&op->prev_hash, &zero))
    return refuse (error, HT_STORE_ERROR_INVALID,
                   _ ("only the first operation of a chain has no predecessor"));
  return TRUE;
}

gboolean
ht_validate_op (const HtOp *op, GError **error)
{
  g_return_val_if_fail (op != NULL && op->header_bytes != NULL, FALSE);
  if (!check_header (op, error))
    return FALSE;
  if (op->kind == NULL)
    return TRUE;
  for (guint i = 0; i < op->base->len; i++)
    if (ht_uuid_equal (&g_array_index (op->base, HtUuid, i), &op->op_id))
      return refuse (error, HT_STORE_ERROR_INVALID, _ ("the operation names itself as seen"));
  Content content
      = { op->kind, op->verb, op->field, &op->id, op->value, op->base, op->schema <= HT_OP_SCHEMA };
  HtAuthor author = { op->actor, op->role, op->actor2, op->drill };
  return check_content (&content, error) && check_author (&author, &content, error);
}
