# SPDX-License-Identifier: GPL-3.0-or-later
"""Single keys are text while text is written or composed, and orders otherwise."""
import unittest

import desk

SINGLE_KEYS = 'i/1234acrsdbofglknxevw'


class Typing (unittest.TestCase):
    def test_no_key_fires_in_a_text_field (self):
        with desk.screen () as screen:
            city = screen.make_demo ()
            with screen.open (city) as window:
                window.sign_in ()
                self.make_incident (window)
                level = self.level_of_first (window)
                window.press ('w')
                window.wait_until (lambda: window.focused () == ('text', 'Log entry'), 'the focus in the log line')
                window.type (SINGLE_KEYS)
                self.assertEqual (self.text_of (window, 'Log entry'), SINGLE_KEYS)
                self.assertIsNone (window.find ('Place of the incident'))
                self.assertIsNone (window.find ('Reason for closing'))
                self.assertEqual (self.level_of_first (window), level)
                window.press ('Escape')
                window.press ('4')
                window.wait_until (lambda: 'IV' in self.level_of_first (window), 'the level set once outside the field')
                window.quit ()

    def test_escape_and_slash_belong_to_the_input_method_while_it_composes (self):
        with desk.screen () as screen:
            city = screen.make_demo ()
            with screen.open (city) as window:
                window.sign_in ()
                window.press ('slash')
                window.wait_until (lambda: window.focused () == ('text', 'Go to, command'), 'the focus in the command box')
                # Ctrl+Shift+U composes a code point: "u" is shown as preedit until it is committed or given up.
                window.press ('ctrl+shift+u')
                window.press ('6', 'd', '7')
                self.assertEqual (self.text_of (window, 'Go to, command'), '')
                window.press ('Escape')
                self.assertEqual (window.focused (), ('text', 'Go to, command'))
                window.press ('ctrl+shift+u')
                window.press ('6', 'd', '7', '7', 'space')
                self.assertEqual (self.text_of (window, 'Go to, command'), '海')
                window.press ('ctrl+shift+u')
                window.press ('ctrl+k', 'F6')
                self.assertEqual (window.focused (), ('text', 'Go to, command'))
                window.press ('Escape', 'Escape')
                self.assertNotEqual (window.focused (), ('text', 'Go to, command'))
                window.quit ()

    def test_keys_may_come_before_the_answer (self):
        with desk.screen () as screen:
            city = screen.make_demo ()
            with screen.open (city) as window:
                window.sign_in ()
                window.press ('i')
                window.expect ('Place of the incident')
                # As quick as the keyboard lets: the level is no further digit of the longitude.
                window.type_ahead ('31.05, 122.25', 'Return', '3', 'ctrl+Return')
                window.expect ('Send ', 'push button')
                window.press ('i')
                window.expect ('Place of the incident')
                window.type_ahead ('no such street anywhere', 'Return', '2')
                window.expect ('Nothing of that name is known here')
                window.wait_until (lambda: window.focused () == ('text', 'Place of the incident'), 'the field again')
                window.press ('Escape')
                window.quit ()
            incidents = desk.of_kind (city, 'incident')
            self.assertEqual ([incident['level'] for incident in incidents], [3])
            self.assertEqual (incidents[0]['position'], '0101000020e61000000000000000905e40cdcccccccc0c3f40')  # 122.25, 31.05

    @staticmethod
    def make_incident (window):
        window.press ('i')
        window.expect ('Place of the incident')
        window.type ('bailulu')
        window.expect ('白鹭路', 'list item')
        window.press ('Return', '3', 'ctrl+Return')
        window.expect ('Send ', 'push button')

    @staticmethod
    def level_of_first (window):
        row = window.expect ('waiting', 'list item')
        return row.name

    @staticmethod
    def text_of (window, name):
        return window.expect (name, 'text').text ()


if __name__ == '__main__':
    desk.skip_if_missing ()
    unittest.main ()
