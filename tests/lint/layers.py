#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may include what: the arrows of src/README.md and the one owner of every foreign library."""
import re

import house

# A room and the rooms it may know. What is not listed here is not a room.
ARROWS = {
    'base': [],
    'geo': ['base'],
    'store': ['base', 'geo'],
    'route': ['base'],
    'risk': ['base'],
    'plan': ['base'],
    'draw': ['base', 'geo'],
    'model': ['base', 'geo', 'store', 'route', 'risk', 'plan', 'draw'],
}
ENGINES = ARROWS['model']
ARROWS |= {
    'sync': ENGINES + ['model'],
    'feeds': ENGINES + ['model'],
    'server': ENGINES + ['model', 'sync', 'feeds'],
    'cli': ENGINES + ['model', 'sync', 'feeds'],
    'app': ENGINES + ['model', 'sync', 'feeds'],
}

# Foreign headers (a pattern over the whole name between the brackets) and their owners.
OWNERS = [
    (r'sqlite3.*|spatialite.*', {'store'}),
    (r'proj.*\.h|geos_c\.h|gdal.*|ogr.*|cpl_.*', {'geo'}),
    (r'protobuf-c/.*|.*\.pb-c\.h', {'geo'}),
    (r'libxml/.*', {'geo', 'feeds'}),
    (r'bzlib\.h', {'geo'}),
    (r'zlib\.h', {'geo', 'store'}),
    (r'libsoup/.*', {'sync', 'server'}),
    (r'libpq-fe\.h|libpq/.*', {'server'}),
    (r'mosquitto.*', {'feeds'}),
    (r'gtk/.*|gdk/.*|gsk/.*|adwaita\.h|shumate/.*', {'app'}),
    (r'cairo.*|pango/.*', {'draw', 'app'}),
    (r'jansson\.h', {'base'}),
    (r'sodium.*', {'base', 'sync'}),
    (r'unicode/.*', {'base'}),
    (r'glpk\.h|coin/.*', {'plan'}),
]

# Engines on plain arrays: no input or output, no objects.
PURE = {'route', 'risk', 'plan'}
IMPURE_HEADER = re.compile(r'stdio\.h|gio/.*|glib-object\.h|glib/gstdio\.h|fcntl\.h|unistd\.h|sys/.*')
IMPURE_WORD = re.compile(r'\b(G_DEFINE_(?:FINAL_)?TYPE\w*|GObject|g_object_\w+|fopen|g_file_\w+|g_print\w*)\b')

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^">]+)[">]', re.M)


def owner_finding(room, header):
    for pattern, owners in OWNERS:
        if re.fullmatch(pattern, header) and room not in owners:
            return f'<{header}> belongs to {" and ".join(sorted(owners))}: ask that room for what you need'
    if room in PURE and IMPURE_HEADER.fullmatch(header):
        return f'<{header}>: {room} is pure C on arrays, without input, output and objects'
    return None


def include_finding(room, quote, header):
    if quote == '<':
        return owner_finding(room, header)
    other = header.split('/')[0]
    if other == room or '/' not in header:
        return owner_finding(room, header)
    if other not in ARROWS[room]:
        known = ', '.join(ARROWS[room]) or 'no other room'
        return f'"{header}": {room} knows {known}; see the arrows in src/README.md'
    return None


def check_file(path, room):
    findings = []
    text = house.code_only(house.text_of(path), keep_strings=True)
    for match in INCLUDE.finditer(text):
        why = include_finding(room, match.group(1), match.group(2))
        if why:
            findings.append((path, text.count('\n', 0, match.start(1)) + 1, why))
    if room in PURE:
        code = house.code_only(text)
        for match in IMPURE_WORD.finditer(code):
            findings.append((path, code.count('\n', 0, match.start()) + 1,
                             f'{match.group(1)}: {room} is pure C on arrays, without input, output and objects'))
    return findings


def check(root):
    findings = []
    for path in house.files(root, ['src'], ('.c', '.h')):
        room = path.relative_to(root / 'src').parts[0]
        if room not in ARROWS:
            findings.append((path, 1, f'{room} is not a room: tests/lint/layers.py lists them'))
        else:
            findings += check_file(path, room)
    return findings


if __name__ == '__main__':
    house.main(check, 'layers')
