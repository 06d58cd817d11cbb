# SPDX-License-Identifier: GPL-3.0-or-later
"""An officer places a station and gives it a team, by keyboard; who may not is told so before filling a form."""
import json
import unittest

import desk


class Roster (unittest.TestCase):
    def test_place_and_edit (self):
        with desk.screen () as screen:
            city = screen.make_demo ()
            with screen.open (city) as window:
                window.sign_in ('4444', '管理员丁')
                self.place_station (window)
                self.add_team (window)
                self.remove (window)
                window.quit ()
            dump = [json.loads (line) for line in desk.ctl ('dump', '--canonical', city).stdout.splitlines ()]
            names = [line for line in dump if 'Riverside' in json.dumps (line)]
            self.assertGreaterEqual (len (names), 2)
            self.assertEqual (desk.ctl ('audit', city).returncode, 0)
            self.assertEqual ([team for team in desk.of_kind (city, 'team') if 'Riverside' in team['name']
                               and not team.get ('_deleted')], [])

    def command (self, window, text):
        window.press ('slash')
        window.type (text)
        window.expect ('New ', 'list item')
        window.press ('Return')

    def place_station (self, window):
        self.command (window, 'newstation')
        window.wait_until (lambda: window.focused () == ('text', 'Name'), 'the focus in the name')
        window.type ('Riverside station')
        window.shoot ('roster-station')
        window.press ('ctrl+Return')
        window.expect_gone ('Place the station', 'push button')
        window.press ('slash')
        window.type ('riverside')
        window.expect ('Riverside station', 'list item')
        window.press ('Return')
        window.expect ('New team…', 'push button')

    def add_team (self, window):
        self.command (window, 'newteam')
        window.wait_until (lambda: window.focused () == ('text', 'Name'), 'the focus in the name')
        window.type ('Riverside engine')
        window.shoot ('roster-team')
        window.press ('ctrl+Return')
        window.expect_gone ('Add the team', 'push button')
        window.press ('ctrl+1')
        window.expect ('Riverside engine')
        window.expect ('Riverside station')

    def go_to (self, window, text, choice):
        window.press ('slash')
        window.type (text)
        window.expect (choice, 'list item')
        window.press ('Return')
        window.expect ('Remove', 'push button')

    def remove (self, window):
        """The station refuses while its team starts from it; both go, come back and go by keys alone."""
        self.go_to (window, 'riverside station', 'Riverside station')
        window.shoot ('roster-removable')
        window.press ('Delete')
        window.expect ('starts from Riverside station (Riverside engine)')
        self.go_to (window, 'riverside engine', 'Riverside engine')
        window.press ('Delete')
        window.expect ('Riverside engine removed')
        window.expect ('Nothing selected')
        window.shoot ('roster-removed')
        window.press ('ctrl+z')
        window.expect ('Taken back: Riverside engine removed')
        window.press ('ctrl+y')
        window.expect ('Done again: Riverside engine removed')
        self.go_to (window, 'riverside station', 'Riverside station')
        window.command ('remove', 'Remove what is selected')
        window.expect ('Riverside station removed')

    def test_dispatcher_may_not (self):
        with desk.screen () as screen:
            with screen.open (screen.make_demo ()) as window:
                window.sign_in ()
                self.command (window, 'newstation')
                window.expect ('may not')
                self.assertIsNone (window.find ('Place the station', 'push button'))
                window.quit ()


if __name__ == '__main__':
    desk.skip_if_missing ()
    unittest.main ()
