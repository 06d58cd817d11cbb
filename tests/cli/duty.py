#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The figures of a duty officer: ways, coverage, advice, people and teams, and a whole played shift."""
import json
import math
import os
import pathlib

import ctl
from ctl import DONE, INPUT, NO, UNAVAILABLE, USAGE

DATA = pathlib.Path(os.environ['HT_DATA'])


class Roads(ctl.Case):
    def test_route(self):
        city = self.town()
        # Along the south edge: 7 blocks of 0.002° of longitude at 31.22° N.
        ran = self.ends(ctl.run('route', city, '--from', '31.220,121.470', '--to', '31.220,121.484', '--json'), DONE)
        way = ran.json()
        length = 0.014 * math.cos(math.radians(31.22)) * 111320
        self.assertAlmostEqual(way['length_m'], length, delta=length * 0.01)
        self.assertGreater(way['minutes'], 0.5)
        self.assertLess(way['minutes'], 6)
        self.assertEqual(len(way['line'][0]), 2)
        self.assertAlmostEqual(way['line'][0][0], 121.470, places=5)

    def test_one_way(self):
        city = self.town()
        # 纵3路 runs north only; back means around the block.
        there = self.ends(ctl.run('route', city, '--from', '31.2225,121.476', '--to', '31.2235,121.476', '--json'), DONE)
        back = self.ends(ctl.run('route', city, '--from', '31.2235,121.476', '--to', '31.2225,121.476', '--json'), DONE)
        self.assertGreater(back.json()['length_m'], 3 * there.json()['length_m'])

    def test_no_way(self):
        city = self.town()
        ran = ctl.run('route', city, '--from', '31.220,121.470', '--to', '35,110', '--json')
        self.assertEqual(ran.status, NO)
        self.assertIsNone(ran.json()['minutes'])
        self.assertTrue(ran.json()['reason'])

    def test_coverage(self):
        city = self.town()
        near = self.ends(ctl.run('coverage', city, '--limit', '90', '--json'), DONE).json()
        far = self.ends(ctl.run('coverage', city, '--limit', '3600', '--json'), DONE).json()
        self.assertEqual(near['stations'], 2)
        self.assertEqual(far['share'], 1)
        self.assertLess(near['share'], 1)
        self.assertIsNone(near['people_in'])
        # 16 streets of 7 blocks: 56 along a parallel, 56 along a meridian.
        length = 56 * 0.002 * 111320 * math.cos(math.radians(31.227)) + 56 * 0.002 * 110870
        self.assertAlmostEqual(far['length_m'], length, delta=length * 0.01)

    def test_no_roads(self):
        """A city of points only: what needs roads says so, and what to do."""
        city = self.path('bare.city')
        file = self.plant('a.geojson', ctl.geojson(ctl.point(121.47, 31.22, name='a')))
        self.ends(ctl.run('import', file, '--into', city, '--as', 'points'), DONE)
        for words in (['coverage', city], ['route', city, '--from', '31.22,121.47', '--to', '31.23,121.48'],
                      ['dispatch', city, '--at', '31.22,121.47', '--type', 'other']):
            with self.subTest(words=words[0]):
                self.assertIn('road', self.ends(ctl.run(*words), UNAVAILABLE).err)
        info = self.ends(ctl.run('city', 'info', city, '--json'), DONE).json()
        self.assertIsNone(info['largest_scc_share'])
        self.assertEqual(info['counts']['road_arc'], 0)


class Dispatch(ctl.Case):
    def test_place(self):
        city = self.town()
        ran = self.ends(ctl.run('dispatch', city, '--at', '31.2215,121.4725', '--type', 'fire_residential', '--level', '4', '--json'), DONE)
        advice = ran.json()
        for key in ('optimal', 'bound', 'gap', 'shortfall', 'teams'):
            self.assertIn(key, advice)
        minutes = [team['minutes'] for team in advice['teams']]
        self.assertTrue(minutes)
        self.assertEqual(minutes, sorted(minutes))
        self.assertIn('东站', advice['teams'][0]['name'] + advice['teams'][0]['why'])
        # Asking is not deciding: nothing was written.
        self.assertEqual(self.dump(city), self.dump(city))
        self.assertEqual(ctl.sql(city, 'SELECT count(*) FROM incident'), [(0,)])

    def test_unknown(self):
        city = self.town()
        self.ends(ctl.run('dispatch', city, '--incident', '9999'), INPUT)
        self.ends(ctl.run('dispatch', city, '--at', '31.22,121.47', '--type', 'dragon'), INPUT)


class PeopleAndTeams(ctl.Case):
    def test_person(self):
        city = self.town()
        pin = self.plant('pin', '482913\n')
        # The first one must be able to add others.
        self.ends(ctl.run('people', 'add', city, '--name', 'Li', '--role', 'viewer', '--pin-file', pin), INPUT)
        self.ends(ctl.run('people', 'add', city, '--name', '管', '--role', 'administrator', '--pin-file', pin), DONE)
        ran = self.ends(ctl.run('people', 'add', city, '--name', '王建国', '--role', 'dispatcher', '--pin-file', pin, '--json'), DONE)
        self.assertEqual((ran.json()['name'], ran.json()['role']), ('王建国', 'dispatcher'))
        self.ends(ctl.run('people', 'add', city, '--name', 'Li', '--role', 'viewer', '--pin-file', '-', stdin=b'0042\n'), DONE)
        dump = self.dump(city)
        self.assertIn('王建国', dump)
        self.assertNotIn('482913', dump)
        self.assertNotIn('argon2', dump)
        self.ends(ctl.run('people', 'add', city, '--name', 'Z', '--role', 'viewer', '--pin-file', '-', stdin=b'12a4'), INPUT)
        self.ends(ctl.run('audit', city), DONE)

    def test_team(self):
        city = self.town()
        before = self.ends(ctl.run('city', 'info', city, '--json'), DONE).json()['counts']['team']
        ran = self.ends(ctl.run('team', 'add', city, '--name', '二中队 水罐1', '--kind', 'engine', '--station', '东站消防救援站',
                                '--can', 'pumper', '--crew', '7', '--json'), DONE)
        self.assertRegex(ran.json()['id'], r'^[0-9a-f-]{36}$')
        after = self.ends(ctl.run('city', 'info', city, '--json'), DONE).json()['counts']['team']
        self.assertEqual(after, before + 1)
        self.assertIn('二中队 水罐1', self.dump(city))
        self.ends(ctl.run('team', 'add', city, '--name', 'x', '--kind', 'engine', '--station', '无此站'), INPUT)

    def test_team_can_what_its_kind_can(self):
        city = self.town()
        self.ends(ctl.run('team', 'add', city, '--name', '云梯 9', '--kind', 'ladder', '--station', '东站消防救援站'), DONE)
        registers = [json.loads(line) for line in self.dump(city).splitlines()]
        named = [r['id'] for r in registers if r.get('kind') == 'team' and r['field'] == 'name'
                 and r['heads'][0]['value'] == '云梯 9']
        can = [r['heads'][0]['value'] for r in registers if r.get('id') in named and r['field'] == 'capabilities']
        self.assertEqual(can, [['ladder']])

    def test_wrong_teams(self):
        city = self.town()
        before = self.dump(city)
        team = ['team', 'add', city, '--name', '水罐2', '--kind', 'engine', '--station', '东站消防救援站']
        for more in (['--can', 'fly'], ['--crew', '-1'], ['--crew', '101'], ['--turnout', '3601'], ['--turnout', 'soon']):
            with self.subTest(more=more):
                self.ends(ctl.run(*team, *more), USAGE)
        self.ends(ctl.run('team', 'add', city, '--name', 'x', '--kind', 'dragon', '--station', '东站消防救援站'), INPUT)
        self.ends(ctl.run('team', 'add', city, '--name', b'\xff'.decode('latin-1'), '--kind', 'engine', '--station', '无'), INPUT)
        self.assertEqual(self.dump(city), before)
        # The other side of each limit is taken.
        for more in (['--crew', '0', '--turnout', '0'], ['--crew', '100', '--turnout', '3600']):
            with self.subTest(more=more):
                self.ends(ctl.run(*team, *more), DONE)

    def test_wrong_people(self):
        city = self.town()
        before = self.dump(city)
        person = ['people', 'add', city, '--name', '某', '--role', 'administrator', '--pin-file']
        for pin in (b'', b'\n', b'12', b'1234567890123', b'12 34', '１２３４'.encode(), b'\x00' * 8, b'9' * 5000):
            with self.subTest(pin=pin[:20]):
                self.ends(ctl.run(*person, '-', stdin=pin), INPUT)
        self.ends(ctl.run(*person, self.path('no such file')), INPUT)
        self.ends(ctl.run('people', 'add', city, '--name', '某', '--role', 'king', '--pin-file', '-', stdin=b'1234'), USAGE)
        self.assertEqual(self.dump(city), before)


class Demo(ctl.Case):
    def test_demo(self):
        city = self.path('demo.city')
        self.ends(ctl.run('demo', city), DONE)
        info = self.ends(ctl.run('city', 'info', city, '--json'), DONE).json()
        self.assertTrue(info['synthetic'])
        self.assertGreaterEqual(info['counts']['station'], 2)
        self.assertGreater(info['counts']['team'], 0)
        self.assertGreater(info['largest_scc_share'], 0.95)
        self.ends(ctl.run('audit', city), DONE)
        # Never over a city that is there.
        before = city.read_bytes()
        self.ends(ctl.run('demo', '--town', city), INPUT)
        self.assertEqual(city.read_bytes(), before)

    def test_seed(self):
        names = ['a.city', 'b.city', 'c.city']
        for name, seed in zip(names, (7, 7, 8)):
            self.ends(ctl.run('demo', '--town', self.path(name), '--seed', seed), DONE)
        digests = [ctl.sql(self.path(name), 'SELECT table_name, digest FROM layer ORDER BY 1') for name in names]
        self.assertEqual(digests[0], digests[1])
        self.assertNotEqual(digests[0], digests[2])

    def test_sizes(self):
        # A size asks for the whole city: its districts and people are entered and stay, however thin the rest is.
        city = self.path('whole.city')
        self.ends(ctl.run('demo', city, '--scale', '0.01'), DONE)
        info = self.ends(ctl.run('city', 'info', city, '--json'), DONE).json()
        self.assertEqual((info['counts']['district'], info['counts']['subdistrict']), (16, 215))
        self.assertAlmostEqual(info['population'] / 24.9e6, 1, delta=0.02)
        self.assertGreater(info['largest_scc_share'], 0.95)
        self.assertTrue(info['synthetic'])
        # The town has one size, and a size is a share.
        for wrong in (['--town', '--scale', '0.5'], ['--scale', '0'], ['--scale', '1.5'], ['--scale', 'nan']):
            refused = ctl.run('demo', self.path('never.city'), *wrong)
            self.assertIn(refused.status, (2, INPUT), wrong)
            self.assertIn('--scale', refused.err)
            self.assertFalse(self.path('never.city').exists())


class Scenario(ctl.Case):
    def test_first_day(self):
        city, out = self.path('demo.city'), self.path('out')
        self.ends(ctl.run('demo', '--town', city), DONE)
        ran = self.ends(ctl.run('scenario', 'run', DATA / 'scenarios' / 'first-day.json', '--city', city, '--out', out, '--json'), DONE)
        summary = json.loads((out / 'summary.json').read_text())
        self.assertEqual(set(summary), {'incidents', 'assignments', 'mean_minutes', 'late', 'uncovered_people', 'operations', 'seconds'})
        self.assertGreater(summary['incidents'], 0)
        self.assertGreater(summary['assignments'], 0)
        self.assertGreater(summary['operations'], summary['incidents'] + summary['assignments'])
        self.assertEqual({k: v for k, v in ran.json().items() if k != 'seconds'},
                         {k: v for k, v in summary.items() if k != 'seconds'})
        self.assertEqual((out / 'map.png').read_bytes()[:8], b'\x89PNG\r\n\x1a\n')
        self.assertGreater((out / 'map.png').stat().st_size, 10000)
        report = (out / 'report.pdf').read_bytes()
        self.assertEqual(report[:5], b'%PDF-')
        self.assertIn(b'%%EOF', report[-32:])
        self.ends(ctl.run('audit', city), DONE)
        self.assertEqual(sorted(p.name for p in out.iterdir()), ['map.png', 'report.pdf', 'summary.json'])

    def test_refusals(self):
        city = self.path('demo.city')
        self.ends(ctl.run('demo', '--town', city), DONE)
        before = self.dump(city)
        for name, content in [('cut.json', '{"title":'), ('list.json', '[]'), ('unknown.json', '{"steps":[{"do":"fly"}]}')]:
            file = self.plant(name, content)
            ran = self.ends(ctl.run('scenario', 'run', file, '--city', city, '--out', self.path('out')), INPUT)
            self.assertIn(name, ran.err)
            self.assertEqual(self.dump(city), before)


if __name__ == '__main__':
    ctl.main()
