/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo/osm-element.h"

#include <libxml/parser.h>
#include <math.h>
#include <string.h>

#include "geo/error.h"

#define CHUNK_SIZE (64 << 10)

/* The element being read; strings lie one after another in text, and tags and roles are offsets into it until
   the element ends, as text moves when it grows. */
typedef struct
{
  char type; /* 'n', 'w', 'r', or 0 outside of elements */
  gboolean deleted;
  gint64 id;
  HtOsmPlace at;
  GString *text;
  GArray *offsets; /* gsize: key, value of each tag */
  GArray *roles;   /* gsize of each member */
  GArray *tags, *members, *refs;
} Element;

typedef struct
{
  const HtOsmScan *scan;
  xmlParserCtxt *parser;
  guint depth;
  Element element;
  GError *error;
} Reader;

static void
stop (Reader *reader, HtGeoError code, const char *what)
{
  if (reader->error != NULL)
    return;
  g_set_error (&reader->error, HT_GEO_ERROR, code, "%s:%d: %s", ht_osm_bytes_get_path (reader->scan->bytes),
               xmlSAX2GetLineNumber (reader->parser), what);
  xmlStopParser (reader->parser);
}

/* libxml2's SAX2 attributes: local name, prefix, URI, start and end of the value. */
static gboolean
find_attribute (const xmlChar **attributes, int n, const char *name, const char **start, gsize *size)
{
  for (int i = 0; i < n; i++, attributes += 5)
    if (attributes[1] == NULL && strcmp ((const char *) attributes[0], name) == 0)
      {
        *start = (const char *) attributes[3];
        *size = (gsize) (attributes[4] - attributes[3]);
        return TRUE;
      }
  return FALSE;
}

static gboolean
attribute_is (const xmlChar **attributes, int n, const char *name, const char *value)
{
  const char *start;
  gsize size;
  return find_attribute (attributes, n, name, &start, &size) && size == strlen (value)
         && memcmp (start, value, size) == 0;
}

static gboolean
get_id (const xmlChar **attributes, int n, const char *name, gint64 *id)
{
  const char *start;
  gsize size;
  char text[24], *end;
  if (!find_attribute (attributes, n, name, &start, &size) || size == 0 || size >= sizeof text)
    return FALSE;
  memcpy (text, start, size);
  text[size] = '\0';
  /* Only digits and a sign: g_ascii_strtoll would also take blanks in front. */
  if (strspn (text, "-0123456789") != size)
    return FALSE;
  *id = g_ascii_strtoll (text, &end, 10);
  return *end == '\0' && *id != G_MAXINT64 && *id != G_MININT64;
}

/* Degrees to 1e-7; HT_OSM_NOWHERE unless a plain number of absolute value up to @limit. */
static gint32
get_degrees (const xmlChar **attributes, int n, const char *name, double limit)
{
  const char *start;
  gsize size;
  char text[40], *end;
  if (!find_attribute (attributes, n, name, &start, &size) || size == 0 || size >= sizeof text)
    return HT_OSM_NOWHERE;
  memcpy (text, start, size);
  text[size] = '\0';
  if (strspn (text, "+-.0123456789eE") != size)
    return HT_OSM_NOWHERE;
  double degrees = g_ascii_strtod (text, &end);
  if (*end != '\0' || !isfinite (degrees) || fabs (degrees) > limit)
    return HT_OSM_NOWHERE;
  return (gint32) lround (degrees * 1e7);
}

/* Keeps an attribute's value (empty where missing) and returns its offset. */
static gsize
keep (Reader *reader, const xmlChar **attributes, int n, const char *name)
{
  GString *text = reader->element.text;
  const char *start = "";
  gsize size = 0, offset = text->len;
  find_attribute (attributes, n, name, &start, &size);
  g_string_append_len (text, start, (gssize) size);
  g_string_append_c (text, '\0');
  return offset;
}

static void
begin_element (Reader *reader, char type, const xmlChar **attributes, int n)
{
  Element *element = &reader->element;
  element->type = type;
  if (!get_id (attributes, n, "id", &element->id))
    {
      stop (reader, HT_GEO_ERROR_INVALID, "an element has no whole number as its id");
      return;
    }
  element->deleted
      = attribute_is (attributes, n, "visible", "false") || attribute_is (attributes, n, "action", "delete");
  element->at = (HtOsmPlace){ HT_OSM_NOWHERE, HT_OSM_NOWHERE };
  if (type == 'n' && !element->deleted)
    element->at
        = (HtOsmPlace){ get_degrees (attributes, n, "lon", 180.0), get_degrees (attributes, n, "lat", 90.0) };
  g_string_truncate (element->text, 0);
  g_array_set_size (element->offsets, 0);
  g_array_set_size (element->roles, 0);
  g_array_set_size (element->tags, 0);
  g_array_set_size (element->members, 0);
  g_array_set_size (element->refs, 0);
}

static void
add_tag (Reader *reader, const xmlChar **attributes, int n)
{
  Element *element = &reader->element;
  gsize key = keep (reader, attributes, n, "k"), value = keep (reader, attributes, n, "v");
  if (element->offsets->len / 2 >= HT_OSM_MAX_TAGS)
    {
      stop (reader, HT_GEO_ERROR_TOO_LARGE, "an element has more than 5,000 tags");
      return;
    }
  g_array_append_val (element->offsets, key);
  g_array_append_val (element->offsets, value);
}

static void
add_ref (Reader *reader, const xmlChar **attributes, int n)
{
  gint64 ref;
  if (!get_id (attributes, n, "ref", &ref))
    stop (reader, HT_GEO_ERROR_INVALID, "a reference of a way is not a whole number");
  else if (reader->element.refs->len >= HT_OSM_MAX_REFS)
    stop (reader, HT_GEO_ERROR_TOO_LARGE, "a way has more than 200,000 points");
  else
    g_array_append_val (reader->element.refs, ref);
}

static void
add_member (Reader *reader, const xmlChar **attributes, int n)
{
  Element *element = &reader->element;
  HtOsmMember member = { .type = attribute_is (attributes, n, "type", "node")       ? 'n'
                                 : attribute_is (attributes, n, "type", "way")      ? 'w'
                                 : attribute_is (attributes, n, "type", "relation") ? 'r'
                                                                                    : 0 };
  if (member.type == 0 || !get_id (attributes, n, "ref", &member.ref))
    {
      stop (reader, HT_GEO_ERROR_INVALID, "a member of a relation has no type or reference");
      return;
    }
  if (element->members->len >= HT_OSM_MAX_MEMBERS)
    {
      stop (reader, HT_GEO_ERROR_TOO_LARGE, "a relation has more than 200,000 members");
      return;
    }
  gsize role = keep (reader, attributes, n, "role");
  g_array_append_val (element->roles, role);
  g_array_append_val (element->members, member);
}

static HtOsmTags
finish_tags (Element *element)
{
  for (guint i = 0; i + 1 < element->offsets->len; i += 2)
    {
      const HtOsmTag tag = { element->text->str + g_array_index (element->offsets, gsize, i),
                             element->text->str + g_array_index (element->offsets, gsize, i + 1) };
      g_array_append_val (element->tags, tag);
    }
  for (guint i = 0; i < element->members->len; i++)
    g_array_index (element->members, HtOsmMember, i).role
        = element->text->str + g_array_index (element->roles, gsize, i);
  return (HtOsmTags){ (const HtOsmTag *) element->tags->data, element->tags->len };
}

static void
end_element (Reader *reader)
{
  Element *element = &reader->element;
  HtOsmCounts *counts = reader->scan->counts;
  const HtOsmVisitor *visitor = reader->scan->visitor;
  char type = element->type;
  element->type = 0;
  *(type == 'n' ? &counts->nodes : type == 'w' ? &counts->ways : &counts->relations) += 1;
  if (element->deleted)
    {
      counts->deleted++;
      return;
    }
  const HtOsmTags tags = finish_tags (element);
  if (type == 'n' && visitor->node != NULL)
    visitor->node (element->id, element->at, &tags, visitor->user_data);
  else if (type == 'w' && visitor->way != NULL)
    visitor->way (element->id, (const gint64 *) element->refs->data, element->refs->len, &tags,
                  visitor->user_data);
  else if (type == 'r' && visitor->relation != NULL)
    visitor->relation (element->id, (const HtOsmMember *) element->members->data, element->members->len,
                       &tags, visitor->user_data);
}

static char
type_of (const char *name)
{
  return strcmp (name, "node") == 0       ? 'n'
         : strcmp (name, "way") == 0      ? 'w'
         : strcmp (name, "relation") == 0 ? 'r'
                                          : 0;
}

/* Whether the strings and lists of an element of this type are wanted in this scan at all. */
static gboolean
wants (const Reader *reader)
{
  const HtOsmVisitor *visitor = reader->scan->visitor;
  switch (reader->element.type)
    {
    case 'n':
      return visitor->node != NULL;
    case 'w':
      return visitor->way != NULL;
    case 'r':
      return visitor->relation != NULL;
    default:
      return FALSE;
    }
}

static void
on_child (Reader *reader, const char *name, const xmlChar **attributes, int n)
{
  if (strcmp (name, "tag") == 0)
    add_tag (reader, attributes, n);
  else if (strcmp (name, "nd") == 0 && reader->element.type == 'w')
    add_ref (reader, attributes, n);
  else if (strcmp (name, "member") == 0 && reader->element.type == 'r')
    add_member (reader, attributes, n);
}

static void
tell_bounds (Reader *reader, const xmlChar **attributes, int n)
{
  const HtOsmVisitor *visitor = reader->scan->visitor;
  gint32 west = get_degrees (attributes, n, "minlon", 180.0),
         south = get_degrees (attributes, n, "minlat", 90.0);
  gint32 east = get_degrees (attributes, n, "maxlon", 180.0),
         north = get_degrees (attributes, n, "maxlat", 90.0);
  gboolean known = west != HT_OSM_NOWHERE && south != HT_OSM_NOWHERE && east != HT_OSM_NOWHERE
                   && north != HT_OSM_NOWHERE;
  const HtBox box = { west / 1e7, south / 1e7, east / 1e7, north / 1e7 };
  if (known && visitor->bounds != NULL)
    visitor->bounds (&box, visitor->user_data);
}

static void
on_start (void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int n_namespaces,
          const xmlChar **namespaces, int n_attributes, int n_defaulted, const xmlChar **attributes)
{
  Reader *reader = data;
  const char *local = (const char *) name;
  guint depth = reader->depth++;
  if (depth == 0 && strcmp (local, "osm") != 0)
    stop (reader, HT_GEO_ERROR_UNSUPPORTED,
          "is XML, but not an OpenStreetMap map: its outermost element is not “osm”");
  else if (depth == 1 && strcmp (local, "bounds") == 0)
    tell_bounds (reader, attributes, n_attributes);
  else if (depth == 1 && type_of (local) != 0)
    begin_element (reader, type_of (local), attributes, n_attributes);
  else if (depth == 2 && wants (reader))
    on_child (reader, local, attributes, n_attributes);
}

static void
on_end (void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
  Reader *reader = data;
  reader->depth--;
  if (reader->depth == 1 && reader->element.type != 0)
    end_element (reader);
}

static void
on_doctype (void *data, const xmlChar *name, const xmlChar *external_id, const xmlChar *system_id)
{
  /* A map needs none, and entity bombs and fetches of other files begin here. */
  stop (data, HT_GEO_ERROR_INVALID, "has a DOCTYPE, which no map file needs and which is not taken");
}

/* The structured handler's second argument is const from libxml2 2.12 on, hence the cast where it is set. */
static void
on_error (void *data, const xmlError *problem)
{
  Reader *reader = data;
  if (problem->level < XML_ERR_ERROR || reader->error != NULL)
    return;
  g_autofree char *what
      = g_utf8_make_valid (problem->message != NULL ? problem->message : "not well-formed XML", -1);
  g_strdelimit (what, "\n\r", ' ');
  g_set_error (&reader->error, HT_GEO_ERROR, HT_GEO_ERROR_INVALID, "%s:%d: %s",
               ht_osm_bytes_get_path (reader->scan->bytes), problem->line, g_strstrip (what));
}

static gboolean
parse_chunks (Reader *reader)
{
  g_autofree char *chunk = g_malloc (CHUNK_SIZE);
  gssize n;
  do
    {
      if (g_cancellable_set_error_if_cancelled (reader->scan->cancellable, &reader->error))
        return FALSE;
      n = ht_osm_bytes_read (reader->scan->bytes, chunk, CHUNK_SIZE, &reader->error);
      if (n < 0)
        return FALSE;
      xmlParseChunk (reader->parser, chunk, (int) n, n == 0);
    }
  while (n > 0 && reader->error == NULL);
  if (reader->error == NULL && !reader->parser->wellFormed)
    stop (reader, HT_GEO_ERROR_INVALID, "is not well-formed XML");
  return reader->error == NULL;
}

static void
element_init (Element *element)
{
  *element = (Element){ .text = g_string_new (NULL),
                        .offsets = g_array_new (FALSE, FALSE, sizeof (gsize)),
                        .roles = g_array_new (FALSE, FALSE, sizeof (gsize)),
                        .tags = g_array_new (FALSE, FALSE, sizeof (HtOsmTag)),
                        .members = g_array_new (FALSE, FALSE, sizeof (HtOsmMember)),
                        .refs = g_array_new (FALSE, FALSE, sizeof (gint64)) };
}

static void
element_clear (Element *element)
{
  g_string_free (element->text, TRUE);
  g_array_unref (element->offsets);
  g_array_unref (element->roles);
  g_array_unref (element->tags);
  g_array_unref (element->members);
  g_array_unref (element->refs);
}

gboolean
ht_osm_xml_scan (const HtOsmScan *scan, GError **error)
{
  xmlSAXHandler handler = { .initialized = XML_SAX2_MAGIC,
                            .startElementNs = on_start,
                            .endElementNs = on_end,
                            .internalSubset = on_doctype,
                            .serror = (xmlStructuredErrorFunc) (void (*) (void)) on_error };
  Reader reader = { .scan = scan };
  reader.parser = xmlCreatePushParserCtxt (&handler, &reader, NULL, 0, NULL);
  /* Never NOENT, DTDLOAD, DTDATTR or HUGE: a file of a kilobyte could take gigabytes. */
  xmlCtxtUseOptions (reader.parser, XML_PARSE_NONET);
  element_init (&reader.element);
  gboolean good = parse_chunks (&reader);
  element_clear (&reader.element);
  /* No tree is built, but a refused DOCTYPE may leave one behind. */
  if (reader.parser->myDoc != NULL)
    xmlFreeDoc (reader.parser->myDoc);
  xmlFreeParserCtxt (reader.parser);
  if (!good)
    g_propagate_error (error, reader.error);
  return good;
}
