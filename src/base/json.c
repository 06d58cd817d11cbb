/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/json.h"

#include <errno.h>
#include <gio/gio.h>
#include <jansson.h>

#include "base/digest.h"
#include "base/error.h"

typedef json_t JsonTree;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JsonTree, json_decref)

static HtValue *
value_from_tree (json_t *tree)
{
  HtValue *value;
  const char *key;
  json_t *member;
  size_t index;
  switch (json_typeof (tree))
    {
    case JSON_OBJECT:
      value = ht_value_new_map ();
      json_object_foreach (tree, key, member) ht_value_set (value, key, value_from_tree (member));
      return value;
    case JSON_ARRAY:
      value = ht_value_new_array ();
      json_array_foreach (tree, index, member) ht_value_add (value, value_from_tree (member));
      return value;
    case JSON_STRING:
      return ht_value_new_text (json_string_value (tree));
    case JSON_INTEGER:
      return ht_value_new_int (json_integer_value (tree));
    case JSON_REAL:
      return ht_value_new_real (json_real_value (tree));
    case JSON_TRUE:
    case JSON_FALSE:
      return ht_value_new_bool (json_is_true (tree));
    case JSON_NULL:
    default:
      return ht_value_new_null ();
    }
}

HtValue *
ht_json_parse (const char *name, const char *text, gsize size, GError **error)
{
  json_error_t why;
  g_autoptr (JsonTree) tree = json_loadb (text, size, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &why);
  if (tree == NULL)
    {
      g_set_error (error, HT_BASE_ERROR, HT_BASE_ERROR_INVALID, "%s:%d:%d: %s", name, why.line, why.column,
                   why.text);
      return NULL;
    }
  return value_from_tree (tree);
}

HtValue *
ht_json_load_file (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  gsize size = 0;
  g_autoptr (GError) local = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info
      = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL, &local);
  if (info != NULL && g_file_info_get_size (info) > HT_JSON_FILE_LIMIT)
    {
      g_set_error (error, HT_BASE_ERROR, HT_BASE_ERROR_TOO_LARGE,
                   "%s: larger than the %u MiB a JSON file may have", path, HT_JSON_FILE_LIMIT >> 20);
      return NULL;
    }
  if (info == NULL || !g_file_get_contents (path, &text, &size, &local))
    {
      g_set_error (error, HT_BASE_ERROR, HT_BASE_ERROR_FAILED, "%s: cannot be read: %s", path,
                   local->message);
      return NULL;
    }
  return ht_json_parse (path, text, size, error);
}

static json_t *
tree_from_value (const HtValue *value)
{
  json_t *tree;
  gsize size;
  const guint8 *bytes;
  HtValue *member;
  switch (ht_value_get_kind (value))
    {
    case HT_VALUE_BOOL:
      return json_boolean (ht_value_get_bool (value, FALSE));
    case HT_VALUE_INT:
      return json_integer (ht_value_get_int (value, 0));
    case HT_VALUE_REAL:
      return json_real (ht_value_get_real (value, 0));
    case HT_VALUE_TEXT:
      return json_string (ht_value_get_text (value, ""));
    case HT_VALUE_BYTES:
      {
        bytes = ht_value_get_bytes (value, &size);
        g_autofree char *hex = ht_hex_dup (bytes, size);
        return json_string (hex);
      }
    case HT_VALUE_ARRAY:
      tree = json_array ();
      for (guint i = 0; i < ht_value_get_length (value); i++)
        json_array_append_new (tree, tree_from_value (ht_value_get_item (value, i)));
      return tree;
    case HT_VALUE_MAP:
      tree = json_object ();
      for (guint i = 0; i < ht_value_get_length (value); i++)
        {
          const char *key = ht_value_get_key (value, i, &member);
          json_object_set_new (tree, key, tree_from_value (member));
        }
      return tree;
    case HT_VALUE_NULL:
    default:
      return json_null ();
    }
}

static char *
dump (const HtValue *value, size_t flags)
{
  g_autoptr (JsonTree) tree = tree_from_value (value);
  /* jansson allocates with malloc; GLib's g_free is free() since 2.46. */
  return json_dumps (tree, flags | JSON_ENCODE_ANY | JSON_SORT_KEYS);
}

char *
ht_json_dup_text (const HtValue *value)
{
  return dump (value, JSON_COMPACT);
}

char *
ht_json_dup_pretty (const HtValue *value)
{
  g_autofree char *text = dump (value, JSON_INDENT (2));
  return g_strconcat (text, "\n", NULL);
}
