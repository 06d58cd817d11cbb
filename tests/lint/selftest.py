#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each lint finds what is planted for it, at its line, and is silent where nothing is wrong."""
import json
import pathlib
import shutil
import sys
import tempfile
import unittest

import banned
import form
import headers
import house
import layers
import potfiles
import ratio
import sizes
import translations

SPDX = '/* SPDX-License-Identifier: GPL-3.0-or-later */\n'
FUNCTION = 'static int\n{name} ({parameters})\n{{\n{body}}}\n'


def function(body='  return 0;\n', name='ht_some_thing', parameters='void'):
    return FUNCTION.format(name=name, parameters=parameters, body=body)


class Planted(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = pathlib.Path(self.folder.name).resolve()
        self.addCleanup(self.folder.cleanup)

    def plant(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding='utf-8')
        return path

    def told(self, findings):
        return [(str(p.relative_to(self.root)), line, why) for p, line, why in findings]

    def caught(self, lint, name, text, line, word):
        """@lint finds exactly one thing in @text, at @line, and says @word."""
        path = self.plant(name, text)
        findings = self.told(lint(self.root))
        self.assertEqual([(name, line)], [f[:2] for f in findings], findings)
        self.assertIn(word, findings[0][2])
        path.unlink()

    def silent(self, lint, name, text):
        path = self.plant(name, text)
        self.assertEqual([], self.told(lint(self.root)))
        path.unlink()


class Layers(Planted):
    def test_owners(self):
        for room, header in [('model', 'sqlite3.h'), ('store', 'gdal/gdal.h'), ('draw', 'gtk/gtk.h'),
                             ('app', 'proj.h'), ('route', 'geos_c.h'), ('geo', 'jansson.h'), ('model', 'cairo.h'),
                             ('store', 'libxml/parser.h'), ('cli', 'adwaita.h'), ('model', 'libpq-fe.h')]:
            self.caught(layers.check, f'src/{room}/a.c', f'{SPDX}#include <glib.h>\n#include <{header}>\n', 3, header)
        self.silent(layers.check, 'src/store/a.c', f'{SPDX}#include <sqlite3.h>\n')

    def test_arrows(self):
        for room, header in [('base', 'geo/geometry.h'), ('store', 'route/graph.h'), ('model', 'app/window.h'),
                             ('app', 'cli/cli.h'), ('plan', 'geo/geometry.h'), ('draw', 'store/store.h')]:
            self.caught(layers.check, f'src/{room}/a.c', f'{SPDX}#include "{header}"\n', 2, header)
        self.silent(layers.check, 'src/draw/a.c', f'{SPDX}/* "store/store.h" */\n#include "geo/geometry.h"\n')

    def test_rooms_and_purity(self):
        self.caught(layers.check, 'src/attic/a.c', SPDX, 1, 'not a room')
        self.caught(layers.check, 'src/route/a.c', f'{SPDX}#include <gio/gio.h>\n', 2, 'pure')
        self.caught(layers.check, 'src/plan/a.c', SPDX + 'int a;\nGObject *x;\n', 3, 'GObject')


class Sizes(Planted):
    def test_long(self):
        self.caught(sizes.check, 'src/base/a.c', SPDX + 'int a;\n' * 800, 801, 'most is 800')
        self.caught(sizes.check, 'src/base/a.h', SPDX + 'int a;\n' * 160, 161, 'most is 160')
        self.caught(sizes.check, 'src/base/a.c', SPDX + function('  a ();\n' * 78), 3, '81 lines')
        self.silent(sizes.check, 'src/base/a.c', SPDX + function('  a ();\n' * 77))
        self.silent(sizes.check, 'src/base/a.c', SPDX + function('  a ();\n' * 90, name='ht_thing_class_init'))

    def test_parameters(self):
        seven = 'int a, int b, int (*c) (int, int),\n           int d, int e, int f, int g'
        self.caught(sizes.check, 'src/base/a.c', SPDX + function(parameters=seven), 3, '7 parameters')
        self.caught(sizes.check, 'src/base/a.h', f'{SPDX}int ht_a ({seven});\n', 2, '7 parameters')
        measure = 'GtkWidget *w, GtkOrientation o, int f, int *m, int *n, int *b, int *c'
        self.silent(sizes.check, 'src/app/a.c', SPDX + function(parameters=measure))
        closure = 'int a, int b, int c, int d, int e, GAsyncReadyCallback callback, gpointer user_data'
        self.silent(sizes.check, 'src/base/a.h', f'{SPDX}int ht_a ({closure});\n')
        self.silent(sizes.check, 'src/base/a.h', f'{SPDX}int ht_a (int a, int b, int c, int d, int e, int f);\n')

    def test_nesting(self):
        deep = '  while (a)\n    for (;;)\n      if (b)\n        {\n          switch (c)\n            {\n' \
               '            case 1:\n              break;\n            }\n        }\n'
        self.caught(sizes.check, 'src/base/a.c', SPDX + function(deep), 3, 'nests 4')
        chain = '  if (a)\n    x ();\n' + '  else if (b)\n    y ();\n' * 6 + '  else\n    z ();\n'
        self.silent(sizes.check, 'src/base/a.c', SPDX + function(chain))
        braces = '  {\n    {\n      do\n        x = a ? b : c;\n      while (y);\n      if (a) { if (b) { z (); } }\n    }\n  }\n'
        self.silent(sizes.check, 'src/base/a.c', SPDX + function(braces * 3))
        each = '  json_object_foreach (a, b, c)\n    if (a)\n      while (b)\n        if (c)\n          x ();\n'
        self.caught(sizes.check, 'src/base/a.c', SPDX + function(each), 3, 'nests 4')
        literal = '  A x = { .a = b ? 1 : 2, .c = (D){ 1 } };\n  if (x)\n    goto out;\nout:\n  return 0;\n'
        self.silent(sizes.check, 'src/base/a.c', SPDX + function(literal))


class Banned(Planted):
    def test_calls(self):
        for call in ['strcpy', 'sprintf', 'atoi', 'system', 'strtok', 'gets', 'g_main_context_iteration', 'printf']:
            self.caught(banned.check, 'src/base/a.c', f'{SPDX}int a;\nvoid b (void) {{ {call} (x); }}\n', 3, call)
        self.silent(banned.check, 'src/base/a.c', SPDX + 'void b (void) { g_strdup_printf ("strcpy (a)"); }\n')
        self.silent(banned.check, 'src/cli/a.c', SPDX + 'void b (void) { printf ("%s", x); }\n')

    def test_words(self):
        self.caught(banned.check, 'data/sql/1.sql', 'SELECT 1;\ninsert or  replace INTO a;\n', 2, 'ON CONFLICT')
        self.caught(banned.check, 'src/base/a.c', SPDX + '/* ' + 'TO' + 'DO: more */\n', 2, 'finish it')
        self.caught(banned.check, 'src/base/a.c', SPDX + 'char *a = "/wo' + 'rk/x";\n', 2, 'one machine')
        self.caught(banned.check, 'src/geo/a.c', SPDX + 'x ("user");\n', 2, 'map editors')
        self.caught(banned.check, 'src/base/a.c', SPDX + 'x (_ ("a %" G_GUINT64_FORMAT " b"), n);\n', 2, 'gettext')
        self.silent(banned.check, 'src/base/a.c', SPDX + 'x (_ ("a"));\ny ("%" G_GUINT64_FORMAT, n);\n')
        self.silent(banned.check, 'ui/a.ui', '<property name="placeholder-text" translatable="yes">a</property>\n')


class Form(Planted):
    def test_licence(self):
        self.caught(form.check_licence, 'src/base/a.c', 'int a;\n', 1, 'SPDX')
        self.silent(form.check_licence, 'src/base/a.c', SPDX)

    def test_layout(self):
        tool = form.formatter()
        if tool is None:
            self.skipTest('no clang-format of the house version')
        shutil.copy(pathlib.Path(sys.argv[1]) / '.clang-format', self.root)
        self.caught(lambda r: form.check_layout(r, tool), 'src/base/a.c', SPDX + 'int a;\nint  b;\n', 3, 'layout')
        self.silent(lambda r: form.check_layout(r, tool), 'src/base/a.c', SPDX + function())


class Potfiles(Planted):
    def test_complete_and_sorted(self):
        self.plant('src/base/b.c', SPDX + 'x = _ ("b");\n')
        self.plant('po/POTFILES', 'src/base/b.c\n')
        self.caught(lambda r: [(r / 'src/base/a.c', line, why) for _, line, why in potfiles.check(r)],
                    'src/base/a.c', SPDX + 'x = ngettext ("a", "b", 2);\n', 1, 'src/base/a.c')
        self.plant('src/base/a.c', SPDX + 'x = _ ("a");\n')
        self.plant('po/POTFILES', 'src/base/b.c\nsrc/base/a.c\n')
        self.assertIn('sorted', self.told(potfiles.check(self.root))[0][2])
        self.plant('po/POTFILES', 'src/base/a.c\nsrc/base/b.c\nsrc/base/c.c\n')
        self.assertIn('src/base/c.c', self.told(potfiles.check(self.root))[0][2])


class Headers(Planted):
    def test_alone(self):
        self.plant('src/base/a.c', SPDX + 'int a;\n')
        (self.root / 'build').mkdir()
        (self.root / 'build/compile_commands.json').write_text(json.dumps([{
            'directory': str(self.root / 'build'), 'file': '../src/base/a.c',
            'command': 'cc -I../src -Wall -MD -MQ a.o -MF a.d -o a.o -c ../src/base/a.c'}]))
        lint = lambda r: headers.check(r, r / 'build', r / 'memory')
        self.silent(lint, 'src/base/good.h', SPDX + '#pragma once\n#include <stddef.h>\nsize_t ht_a (void);\n')
        self.caught(lint, 'src/base/bad.h', SPDX + '#pragma once\nsize_t ht_a (void);\n', 1, 'size_t')


class Translations(Planted):
    HEAD = 'msgid ""\nmsgstr "Language: zh_CN\\nPlural-Forms: nplurals=1; plural=0;\\n' \
           'Content-Type: text/plain; charset=UTF-8\\n"\n\n'

    def test_complete(self):
        self.plant('src/base/a.c', SPDX + '#define X _ ("one %d")\n#define Y _ ("two")\n')
        self.plant('po/POTFILES', 'src/base/a.c\n')
        whole = self.HEAD + '#, c-format\nmsgid "one %d"\nmsgstr "一 %d"\n\nmsgid "two"\nmsgstr "二"\n'
        self.silent(translations.check, 'po/zh_CN.po', whole)
        for broken, word in [(whole.replace('"二"', '""'), 'two'), (whole.replace('一 %d', '一 %s'), 'format')]:
            self.plant('po/zh_CN.po', broken)
            self.assertIn(word, str(self.told(translations.check(self.root))))


class Ratio(Planted):
    def test_half(self):
        self.plant('tests/base/a.c', 'int a;\n' * 4)
        self.caught(lambda r: [(r / 'src/base/a.c', line, why) for _, line, why in ratio.check(r)],
                    'src/base/a.c', 'int a;\n' * 10, 1, '0.40')
        self.silent(ratio.check, 'src/base/a.c', 'int a;\n' * 8)


class House(unittest.TestCase):
    def test_code_only(self):
        text = 'a /* b\nc */ "d // e" // f\n\'"\' g\n'
        self.assertEqual(house.code_only(text), 'a     \n     "      "     \n\' \' g\n')


if __name__ == '__main__':
    unittest.main(argv=sys.argv[:1])
