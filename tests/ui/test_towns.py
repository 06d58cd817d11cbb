# SPDX-License-Identifier: GPL-3.0-or-later
"""Real towns at a real desk: Liechtenstein with its six fire stations, and the middle of Shanghai."""
import json
import math
import unittest

import desk

# Stations of the test's own, in a file as an officer would bring it; two streets that are really there.
STATIONS = (('黄浦消防救援站', 121.478, 31.226), ('静安消防救援站', 121.465, 31.238))
TEAMS = (('黄浦一号水罐车', 'engine', STATIONS[0][0]), ('黄浦云梯车', 'ladder', STATIONS[0][0]),
         ('静安抢险车', 'rescue', STATIONS[1][0]))


class Towns (unittest.TestCase):
    def make (self, screen, name, source):
        city = screen.folder / f'{name}.city'
        desk.ctl ('import', source, '--into', city, '--as', 'osm')
        return city

    def report (self, window, place, choice):
        """The place in the form; returns the keys pressed until then."""
        window.press ('i')
        window.wait_until (lambda: (window.focused () or ('', ''))[0] == 'text', 'the focus in the place field')
        window.type (place)
        if choice is not None:
            window.expect (choice, 'list item')
        window.press ('Return')
        window.wait_until (lambda: (window.focused () or ('text', ''))[0] != 'text', 'the place taken')

    def send (self, window, send, sent):
        before = window.keys
        window.press ('2', 'ctrl+Return')
        window.expect (send, 'push button')
        window.press ('ctrl+Return')
        window.expect (sent)
        used = window.keys - before
        self.assertLess (used, 10)
        return used

    def finish (self, window, states, reason_field, close, none_open):
        for key, word in zip ('ars', states):
            window.press (key)
            window.expect (word, 'list item')
        window.press ('c')
        window.wait_until (lambda: window.focused () == ('text', reason_field), 'the question for a reason')
        window.type ('false alarm')
        window.press ('Tab', 'space')
        window.expect (close, 'push button')
        window.press ('Tab', 'Tab', 'Return')
        window.expect (none_open)

    def check_file (self, city, n_incidents):
        """Chains whole, folding from nothing gives the same, and what was done is there."""
        before = desk.ctl ('dump', '--canonical', city).stdout
        self.assertEqual (desk.ctl ('audit', city, '--fold').returncode, 0)
        self.assertEqual (desk.ctl ('dump', '--canonical', city).stdout, before)
        incidents = desk.of_kind (city, 'incident')
        self.assertEqual (len (incidents), n_incidents)
        closed = [i for i in incidents if i['status'] == 'closed']
        self.assertEqual ([(i['level'], i['close_reason']) for i in closed], [(2, 'false alarm')])
        assignments = desk.of_kind (city, 'assignment')
        self.assertGreater (len (assignments), 0)
        self.assertTrue (all (a['state'] in ('released', 'cancelled') for a in assignments))
        return assignments

    def check_minutes (self, city, at, assignments):
        """What the desk expected is the way by road plus a minute of turnout, for the nearest team of all."""
        found = desk.ctl ('dispatch', city, '--at', at, '--type', 'fire_residential', '--level', '2', '--json')
        advised = json.loads (found.stdout)
        print (f'expected {sorted (a["expected_s"] for a in assignments)} s; advice now {found.stdout[:300]}')
        stations = [line.split (',') for line in self.stations]
        ways = []
        for lat, lon in stations:
            way = desk.ctl ('route', city, '--from', f'{lat},{lon}', '--to', at, '--json', check=False)
            minutes = json.loads (way.stdout)['minutes'] if way.stdout else None
            ways.append (math.inf if minutes is None else minutes * 60 + 60)
        self.assertIsNotNone (advised)
        self.assertLess (abs (min (a['expected_s'] for a in assignments) - min (ways)), 30)

    def test_liechtenstein (self):
        source = desk.shared ('osm', 'liechtenstein.osm.pbf')
        # Triesen and Schaan: the stations next to Vaduz.
        self.stations = ('47.1105746,9.5216466', '47.1712895,9.5125282')
        with desk.screen () as screen:
            city = self.make (screen, 'liechtenstein', source)
            with screen.open (city) as window:
                window.become_first_officer ()
                window.wait_until (lambda: window.find ('In view 18', 'toggle button') or window.find ('In view 18'),
                                   'six stations and their teams in the first view')
                window.shoot ('liechtenstein-1-first-view')
                self.report (window, 'Herrengasse', 'Herrengasse, place')
                used = self.send (window, 'Send 7 teams', 'Teams sent to this incident')
                print (f'keys from the place to the order: {used}')
                window.shoot ('liechtenstein-2-sent')
                names = [n.name for n in window.walk (lambda n: n.role == 'list item' and 'arrives' in n.name)]
                self.assertEqual (len (names), len (set (names)), 'two teams of one name cannot be told apart')
                self.finish (window, ('Acknowledged', 'En route', 'On scene'), 'Reason for closing',
                             'Close the incident', 'No open incident')
                self.report (window, '47.2, 9.53', None)
                window.press ('3', 'ctrl+Return')
                window.expect ('Send ', 'push button')
                window.shoot ('liechtenstein-3-coordinates')
                window.quit ()
            self.check_minutes (city, '47.14242,9.51969', self.check_file (city, 2))

    def test_shanghai (self):
        source = desk.shared ('osm', 'shanghai-renmin-square-osmnx.osm')
        self.stations = tuple (f'{lat},{lon}' for _name, lon, lat in STATIONS)
        with desk.screen () as screen:
            city = self.make (screen, 'shanghai', source)
            self.man (screen, city)
            with screen.open (city, '--lang', 'zh_CN') as window:
                window.become_first_officer ('Zhang')
                self.report (window, 'huaihaidonglu', '淮海东路')
                used = self.send (window, '派出 ', '派往此警情的队伍')
                print (f'keys from the place to the order: {used}')
                window.shoot ('shanghai-1-sent')
                self.finish (window, ('已接令', '出动', '到场'), '结案理由', '结案', '没有未结警情')
                # A street by its Chinese name (typed as an input method would commit it) and a click on the map.
                self.report (window, '河南中路', '河南中路')
                window.press ('4', 'ctrl+Return')
                window.expect ('派出 ', 'push button')
                window.shoot ('shanghai-2-chinese-name')
                window.press ('k')
                window.expect ('的道路在 5 分')
                window.shoot ('shanghai-3-coverage')
                window.quit ()
            self.check_file (city, 2)

    def man (self, screen, city):
        features = [{'type': 'Feature', 'properties': {'name': name, 'kind': 'ordinary'},
                     'geometry': {'type': 'Point', 'coordinates': [lon, lat]}} for name, lon, lat in STATIONS]
        path = screen.folder / 'stations.geojson'
        path.write_text (json.dumps ({'type': 'FeatureCollection', 'features': features}), encoding='utf-8')
        desk.ctl ('import', path, '--into', city, '--as', 'stations')
        for name, kind, station in TEAMS:
            desk.ctl ('team', 'add', city, '--name', name, '--kind', kind, '--station', station)


if __name__ == '__main__':
    desk.skip_if_missing ()
    unittest.main ()
