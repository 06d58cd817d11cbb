#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How haitangctl is called, and what it says when it is called wrongly."""
import ctl
from ctl import DONE, INPUT, USAGE

VERBS = ['demo', 'city info', 'dump', 'audit', 'import', 'scenario run', 'route', 'coverage', 'dispatch',
         'people add', 'team add', 'bench']


class Usage(ctl.Case):
    def test_nothing(self):
        ran = ctl.run()
        self.assertEqual(ran.status, USAGE)
        self.assertEqual(ran.out, '')
        for verb in VERBS:
            self.assertIn(f'  {verb} ', ran.err)

    def test_help(self):
        for words in (['--help'], ['help'], ['-h']):
            ran = self.ends(ctl.run(*words), DONE)
            self.assertIn('usage: haitangctl', ran.out)
        for verb in VERBS:
            ran = self.ends(ctl.run(*verb.split(), '--help'), DONE)
            self.assertIn(f'haitangctl {verb}', ran.out)

    def test_version(self):
        self.assertRegex(self.ends(ctl.run('--version'), DONE).out, r'\Ahaitangctl \d+\.\d+\.\d+\n\Z')

    def test_unknown_verbs(self):
        for words in (['isochrone', 'x'], ['sim', 'sync'], ['verify', 'jenks'], ['city'], ['city', 'burn'], ['脚本']):
            ran = self.ends(ctl.run(*words), USAGE)
            self.assertIn(words[0], ran.err)

    def test_wrong_calls(self):
        for words in (['city', 'info'], ['city', 'info', 'a', 'b'], ['city', 'info', 'a', '--speed', '3'],
                      ['dump', 'a.city'], ['import', 'a.osm'], ['import', 'a.osm', '--into', 'b.city'],
                      ['import', 'a.osm', '--into', 'b.city', '--as', 'cheese'], ['audit'],
                      ['scenario', 'run', 'a.json'], ['route', 'a.city', '--from', '31.2,121.4'],
                      ['route', 'a.city', '--from', '31.2;121.4', '--to', '31.2,121.4'],
                      ['route', 'a.city', '--from', '91,121.4', '--to', '31.2,121.4'],
                      ['route', 'a.city', '--from', 'nan,121.4', '--to', '31.2,121.4'],
                      ['coverage', 'a.city', '--limit', '0'], ['coverage', 'a.city', '--limit', 'ten'],
                      ['dispatch', 'a.city'], ['dispatch', 'a.city', '--at', '31.2,121.4'],
                      ['dispatch', 'a.city', '--incident', '0001', '--at', '31.2,121.4', '--type', 'fire'],
                      ['people', 'add', 'a.city', '--name', 'X'], ['team', 'add', 'a.city', '--name', 'X'],
                      ['demo', 'a.city', '--scale', '-1'], ['bench', 'nonsense']):
            with self.subTest(words=words):
                self.ends(ctl.run(*words), USAGE)

    def test_language(self):
        english = self.ends(ctl.run('nonsense'), USAGE).err
        chinese = self.ends(ctl.run('nonsense', '--lang', 'zh_CN'), USAGE).err
        before = self.ends(ctl.run('--lang', 'zh_CN', 'nonsense'), USAGE).err
        self.assertEqual(chinese, before)
        self.assertTrue(english.isascii() or '“' in english)
        self.ends(ctl.run('nonsense', '--lang', 'tlh'), USAGE)
        self.ends(ctl.run('nonsense', '--lang'), USAGE)

    def test_missing_files(self):
        missing = self.path('no such.city')
        for words in (['city', 'info', missing], ['audit', missing], ['dump', '--canonical', missing],
                      ['import', missing, '--into', self.path('b.city'), '--as', 'osm'],
                      ['route', missing, '--from', '31,121', '--to', '31,121'],
                      ['scenario', 'run', missing, '--city', missing, '--out', self.folder]):
            with self.subTest(words=words):
                ran = self.ends(ctl.run(*words), INPUT)
                self.assertIn(str(missing), ran.err)
                self.assertIn('; ', ran.err)
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_folder_for_a_file(self):
        self.ends(ctl.run('audit', self.folder), INPUT)


if __name__ == '__main__':
    ctl.main()
