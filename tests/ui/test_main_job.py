# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job at a real desk by keyboard alone: report, grade, send, set on scene, close; then all is in the file."""
import json
import unittest

import desk

STREET = 'bailulu'  # 白鹭路 of the demo town, in pinyin


class MainJob (unittest.TestCase):
    def test_by_keyboard_in_under_ten_keys (self):
        with desk.screen () as screen:
            city = screen.make_demo ()
            with screen.open (city) as window:
                window.sign_in ()
                self.report_and_send (window)
                self.set_on_scene_and_close (window)
                window.quit ()
            self.check_file (city)
            with screen.open (city) as window:
                window.sign_in ()
                window.press ('ctrl+2')
                window.expect ('Closed', 'list item')
                window.expect ('false alarm')
                window.quit ()

    def report_and_send (self, window):
        window.press ('i')
        window.wait_until (lambda: window.focused () == ('text', 'Place of the incident'), 'the focus in the place field')
        window.type (STREET)
        window.expect ('白鹭路', 'list item')
        window.press ('Return')
        window.wait_until (lambda: (window.focused () or ('', ''))[0] in ('list item', 'table cell', 'panel', 'filler'),
                           'the focus among the types')
        before = window.keys
        window.press ('2', 'ctrl+Return')
        button = window.expect ('Send ', 'push button')
        name = button.name
        window.press ('ctrl+Return')
        window.expect ('Teams sent to this incident')
        used = window.keys - before
        print (f'keys from the place to the order: {used}; {name}')
        self.assertLess (used, 10)
        window.expect ('arrives', 'list item')

    def set_on_scene_and_close (self, window):
        for key, word in (('a', 'Acknowledged'), ('r', 'En route'), ('s', 'On scene')):
            window.press (key)
            window.wait_until (lambda w=word: self.first_sent_state (window, w), f'the first team {word}')
        window.press ('c')
        window.wait_until (lambda: window.focused () == ('text', 'Reason for closing'), 'the question for a reason')
        window.type ('false alarm')
        window.press ('Tab', 'space')
        window.expect ('Close the incident', 'push button')
        window.press ('Tab', 'Tab', 'Return')
        window.expect ('No open incident')

    @staticmethod
    def first_sent_state (window, word):
        node = window.find (word, 'list item')
        return node is not None

    def check_file (self, city):
        self.assertEqual (desk.ctl ('audit', city).returncode, 0)
        dump = [json.loads (line) for line in desk.ctl ('dump', '--canonical', city).stdout.splitlines ()]
        values = {}
        for line in dump:
            if line.get ('t') == 'register' and line['kind'] in ('incident', 'assignment'):
                values.setdefault ((line['kind'], line['id']), {})[line['field']] = line['heads'][0].get ('value')
        incidents = [v for (kind, _id), v in values.items () if kind == 'incident']
        assignments = [v for (kind, _id), v in values.items () if kind == 'assignment']
        self.assertEqual (len (incidents), 1)
        self.assertEqual ((incidents[0]['status'], incidents[0]['level'], incidents[0]['close_reason']),
                          ('closed', 2, 'false alarm'))
        self.assertGreater (len (assignments), 0)
        self.assertTrue (all (a['state'] in ('released', 'cancelled') for a in assignments))


if __name__ == '__main__':
    desk.skip_if_missing ()
    unittest.main ()
