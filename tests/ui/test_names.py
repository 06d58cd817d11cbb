# SPDX-License-Identifier: GPL-3.0-or-later
"""Every control of every page has a name a screen reader can say, and every pane is reached by F6."""
import unittest

import desk

CONTROLS = {'push button', 'toggle button', 'check box', 'radio button', 'text', 'entry', 'password text', 'combo box',
            'list', 'list item', 'table', 'table row', 'tree table', 'menu item', 'spin button', 'slider', 'link', 'dialog'}


class Names (unittest.TestCase):
    maxDiff = None

    @staticmethod
    def is_named (node):
        """By a name of its own that is no class name, by its own label, or by the field it is the inside of."""
        if node.name.strip () and not node.name.startswith (('Gtk', 'Adw', 'Ht')):
            return True
        if any (child.name.strip () and child.role == 'label' for child in node.children):
            return True
        return any (parent.role in ('text', 'password text', 'combo box', 'push button') and parent.name
                    for parent in node.parents ())

    def nameless (self, window):
        return [f'{node.role} in {" < ".join (f"{p.role} {p.name!r}" for p in list (node.parents ())[:4])}'
                for node in window.walk () if node.role in CONTROLS and not self.is_named (node)]

    def check (self, window, page):
        self.assertEqual (self.nameless (window), [], f'without a name: {page}')

    def test_every_page (self):
        with desk.screen () as screen:
            city = screen.make_demo ()
            with screen.open (city) as window:
                window.expect ('PIN')
                self.check (window, 'sign in')
                window.sign_in ()
                self.check (window, 'desk')
                window.press ('i')
                window.expect ('Place of the incident')
                window.type ('bailulu')
                window.expect ('白鹭路', 'list item')
                self.check (window, 'form')
                window.press ('Return', '2', 'ctrl+Return')
                window.expect ('Send ', 'push button')
                self.check (window, 'advice')
                window.press ('ctrl+Return')
                window.expect ('Teams sent to this incident')
                self.check (window, 'teams sent')
                for key, sign in (('ctrl+2', 'Log'), ('ctrl+3', 'Everything in view')):
                    window.press (key)
                    window.expect (sign)
                    self.check (window, sign)
                for key, sign in (('c', 'Reason for closing'), ('question', 'Keys'), ('ctrl+o', 'Path of the file'),
                                  ('ctrl+p', 'File to write')):
                    window.press (key)
                    window.expect (sign)
                    self.check (window, sign)
                    window.press ('Escape')
                window.press ('slash')
                window.type ('pai')
                window.expect ('Suggestions')
                self.check (window, 'command box')
                window.press ('Escape')
                window.quit ()

    def test_welcome (self):
        with desk.screen () as screen, screen.open () as window:
            window.expect ('Make the demo town')
            self.check (window, 'welcome')
            window.quit ()

    def test_f6_goes_round (self):
        with desk.screen () as screen:
            city = screen.make_demo ()
            with screen.open (city) as window:
                window.sign_in ()
                seen = set ()
                for _ in range (6):
                    window.press ('F6')
                    seen.add (window.wait_until (window.focused, 'something with the focus'))
                print ('F6 reaches', sorted (seen))
                self.assertGreaterEqual (len (seen), 4)
                window.quit ()


if __name__ == '__main__':
    desk.skip_if_missing ()
    unittest.main ()
