#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The JSON that scripts rely on: keys and kinds of every verb, on the demo town before and after its first day."""
import functools
import os
import pathlib
import shutil
import tempfile
import unittest

import ctl
from ctl import DONE, INPUT

NUMBER = (int, float)
TEXT, WHOLE, YES = str, int, bool
MAYBE = type(None)
DATA = pathlib.Path(os.environ['HT_DATA'])

TEAM = {'id': TEXT, 'name': TEXT, 'kind': TEXT, 'minutes': (int, float, MAYBE), 'length_m': (int, float, MAYBE), 'why': TEXT}
SHAPES = {
    'city info': {'counts': dict, 'population': (int, MAYBE), 'largest_scc_share': (int, float, MAYBE),
                  'triangles_per_node': (int, float, MAYBE), 'schema': WHOLE, 'synthetic': YES, 'name': (str, MAYBE)},
    'audit': {'whole': YES, 'first_break': (str, MAYBE), 'fold_same': (bool, MAYBE)},
    'route': {'minutes': (int, float, MAYBE), 'length_m': (int, float, MAYBE), 'line': (list, MAYBE), 'reason': (str, MAYBE)},
    'coverage': {'limit_s': WHOLE, 'stations': WHOLE, 'length_m': NUMBER, 'length_in_m': NUMBER,
                 'share': (int, float, MAYBE), 'people_in': (int, float, MAYBE), 'people_out': (int, float, MAYBE)},
    'dispatch': {'optimal': YES, 'bound': (int, float, MAYBE), 'gap': (int, float, MAYBE), 'shortfall': list,
                 'run_card': TEXT, 'basis': TEXT, 'teams': list, 'others': list, 'why_not': list},
    'scenario run': {'incidents': WHOLE, 'assignments': WHOLE, 'mean_minutes': (int, float, MAYBE), 'late': WHOLE,
                     'uncovered_people': (int, float, MAYBE), 'operations': WHOLE, 'seconds': NUMBER},
}


@functools.cache
def made_cities():
    """The demo town, and the same after its first day: made once, copied by each test."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix='haitang-cli-'))
    ctl.atexit.register(shutil.rmtree, folder, ignore_errors=True)
    fresh, after = folder / 'fresh.city', folder / 'after.city'
    assert ctl.run('demo', '--town', fresh).status == DONE
    shutil.copy(fresh, after)
    ran = ctl.run('scenario', 'run', DATA / 'scenarios' / 'first-day.json', '--city', after, '--out', folder / 'out', '--json')
    assert ran.status == DONE, ran.err
    # A reader brings the write-ahead log into the file when it is the last to close it.
    ctl.sql(after, 'PRAGMA wal_checkpoint (TRUNCATE)')
    return fresh, after, ran


class Shapes(ctl.Case):
    def setUp(self):
        super().setUp()
        fresh, after, self.scenario = made_cities()
        self.fresh = pathlib.Path(shutil.copy(fresh, self.path('fresh.city')))
        self.after = pathlib.Path(shutil.copy(after, self.path('after.city')))

    def shaped(self, verb, ran):
        """The answer of @ran, whose keys and kinds are those promised for @verb."""
        answer = ran.json()
        shape = SHAPES[verb]
        self.assertEqual(set(answer), set(shape), verb)
        for key, kinds in shape.items():
            self.assertIsInstance(answer[key], kinds, f'{verb}: {key}')
            if kinds is WHOLE:
                self.assertNotIsInstance(answer[key], bool, f'{verb}: {key}')
        return answer

    def test_city_info(self):
        for city in (self.fresh, self.after):
            info = self.shaped('city info', self.ends(ctl.run('city', 'info', city, '--json'), DONE))
            for key, count in info['counts'].items():
                self.assertIsInstance(count, (int, MAYBE), key)
                self.assertGreaterEqual(count or 0, 0, key)
            self.assertEqual(info['name'], '海棠演示镇')
            self.assertTrue(0 < info['largest_scc_share'] <= 1)
        self.assertGreater(info['counts']['incident'], 0)
        self.assertGreater(info['counts']['assignment'], 0)

    def test_audit(self):
        for city in (self.fresh, self.after):
            answer = self.shaped('audit', self.ends(ctl.run('audit', city, '--fold', '--json'), DONE))
            self.assertEqual(answer, {'whole': True, 'first_break': None, 'fold_same': True})

    def test_scenario(self):
        summary = self.shaped('scenario run', self.ends(self.scenario, DONE))
        self.assertGreater(summary['mean_minutes'], 0)
        self.assertLessEqual(summary['late'], summary['assignments'])

    def test_route(self):
        answer = self.shaped('route', self.ends(ctl.run('route', self.fresh, '--from', '31.052,122.245',
                                                        '--to', '31.045,122.262', '--json'), DONE))
        self.assertIsNone(answer['reason'])
        for lon, lat in answer['line']:
            self.assertTrue(122.2 < lon < 122.3 and 31.0 < lat < 31.1)
        straight = ((122.262 - 122.245) * 95400) ** 2 + ((31.052 - 31.045) * 110870) ** 2
        self.assertGreater(answer['length_m'] + 120, straight ** 0.5)

    def test_coverage(self):
        answers = []
        for limit in (60, 180, 300, 900):
            ran = self.ends(ctl.run('coverage', self.fresh, '--limit', limit, '--json'), DONE)
            answers.append(self.shaped('coverage', ran))
        shares = [a['share'] for a in answers]
        self.assertEqual(shares, sorted(shares))
        for answer in answers:
            self.assertLessEqual(answer['length_in_m'], answer['length_m'])
            self.assertAlmostEqual(answer['people_in'] + answer['people_out'], 131256, delta=131256 * 0.01)

    def test_dispatch(self):
        for level in (1, 2, 3, 4):
            ran = self.ends(ctl.run('dispatch', self.fresh, '--at', '31.047,122.252', '--type', 'fire_high_rise',
                                    '--level', level, '--json'), DONE)
            advice = self.shaped('dispatch', ran)
            for team in advice['teams'] + advice['others']:
                self.assertEqual(set(team), set(TEAM))
                for key, kinds in TEAM.items():
                    self.assertIsInstance(team[key], kinds, key)
            self.assertTrue(all(isinstance(text, str) and text for text in advice['shortfall'] + advice['why_not']))
            # The bound is met: nobody can be there sooner than the last of the chosen is.
            self.assertAlmostEqual(advice['bound'], max(t['minutes'] for t in advice['teams']) * 60, delta=0.5)
            self.assertEqual((advice['optimal'], advice['gap']), (True, 0))
            chosen, others = ({t['id'] for t in advice[k]} for k in ('teams', 'others'))
            self.assertFalse(chosen & others)
        # A town of two stations has not what a high-rise fire of level I asks for.
        grave = ctl.run('dispatch', self.fresh, '--at', '31.047,122.252', '--type', 'fire_high_rise', '--level', '1', '--json')
        self.assertTrue(grave.json()['shortfall'])

    def test_incident_by_code(self):
        (code, identity), = ctl.sql(self.after, 'SELECT code, id FROM incident ORDER BY code LIMIT 1')
        by_code, by_id = (self.shaped('dispatch', self.ends(ctl.run('dispatch', self.after, '--incident', what, '--json'), DONE))
                          for what in (code, identity))
        self.assertEqual(by_code['run_card'], by_id['run_card'])
        self.ends(ctl.run('dispatch', self.after, '--incident', code + 'x'), INPUT)

    def test_texts_follow_the_language(self):
        for words in (['dispatch', self.fresh, '--at', '31.047,122.252', '--type', 'fire_high_rise'],
                      ['coverage', self.fresh], ['audit', self.fresh]):
            english = self.ends(ctl.run(*words, '--lang', 'en'), DONE).out
            chinese = self.ends(ctl.run(*words, '--lang', 'zh_CN'), DONE).out
            self.assertNotEqual(english, chinese, words)

    def test_asking_writes_nothing(self):
        before = self.after.read_bytes()
        for words in (['city', 'info', self.after], ['audit', self.after, '--fold'], ['coverage', self.after],
                      ['dump', '--canonical', self.after], ['route', self.after, '--from', '31.05,122.25', '--to', '31.04,122.26'],
                      ['dispatch', self.after, '--at', '31.047,122.252', '--type', 'other']):
            self.ends(ctl.run(*words), DONE)
            self.assertEqual(self.after.read_bytes(), before, words)

    def test_dump_is_canonical(self):
        """JSON lines, the same each time, and with nothing in it that is of this file only."""
        first, second = self.dump(self.after), self.dump(self.after)
        self.assertEqual(first, second)
        lines = [ctl.json.loads(line) for line in first.splitlines()]
        self.assertEqual(lines[0]['t'], 'dump')
        self.assertEqual(lines[0]['v'], 1)
        self.assertIn('chain', {line['t'] for line in lines})
        self.assertNotIn('argon2', first)
        self.assertNotIn(str(self.folder), first)


if __name__ == '__main__':
    unittest.main(verbosity=2)
