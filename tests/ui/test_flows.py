# SPDX-License-Identifier: GPL-3.0-or-later
"""What an officer does besides the main job, in the real window by keyboard: go-to in every notation, taking back,
overruling, closing and opening again, roads, coverage, language, theme, papers."""
import re
import subprocess
import unittest

import desk

AT = (31.05, 122.25)
# The same place in every notation people bring.
NOTATIONS = ('31.05, 122.25', '31 03 00 N 122 15 00 E', '31 03.000 N, 122 15.000 E', '51R VQ 28437 35385',
             '51R 428437 3435385', '3436759.5 41428408.2')
NEAR_DEG = 0.0005
PLACE = re.compile (r'([\d.]+)° N ([\d.]+)° E')


class Flows (unittest.TestCase):
    def incident (self, window, level='3', place='bailulu', choice='白鹭路'):
        window.press ('i')
        window.expect ('Place of the incident')
        window.type (place)
        window.expect (choice, 'list item')
        window.press ('Return', level, 'ctrl+Return')
        return window.expect ('Send ', 'push button')

    def answer (self, window, field, text):
        window.wait_until (lambda: window.focused () == ('text', field), f'the question for {field}')
        window.type (text)
        window.press ('Return')

    def test_go_to_in_every_notation (self):
        with desk.screen () as screen:
            city = screen.make_demo ()
            with screen.open (city) as window:
                window.sign_in ()
                for text in NOTATIONS:
                    window.command ('31.06, 122.26', '31.06')
                    window.wait_until (lambda: not self.is_at (window, AT), 'the map elsewhere')
                    window.press ('slash')
                    window.wait_until (lambda: window.focused () == ('text', 'Go to, command'), 'the command box')
                    window.type (text)
                    window.expect ('°', 'list item')
                    window.press ('Return')
                    window.wait_until (lambda: self.is_at (window, AT), f'the map at {text}')
                window.quit ()

    def test_found_thing_is_selected (self):
        """A hospital that is searched for is shown with its facts, not only as a pin."""
        with desk.screen () as screen:
            city = screen.make_demo ()
            with screen.open (city) as window:
                window.sign_in ()
                window.expect ('Nothing selected')
                window.command ('yanshiyiyuan', '海棠演示医院')
                window.expect_gone ('Nothing selected')
                window.expect ('海棠演示医院', 'label')
                window.shoot ('flows-thing-found')
                window.quit ()

    @staticmethod
    def is_at (window, at):
        for node in window.walk (lambda node: node.role == 'label' and PLACE.fullmatch (node.name)):
            return all (abs (float (a) - b) < NEAR_DEG for a, b in zip (PLACE.fullmatch (node.name).groups (), at))
        return False

    def test_orders_and_their_undoing (self):
        with desk.screen () as screen:
            city = screen.make_demo ()
            with screen.open (city) as window:
                window.sign_in ()
                self.incident (window)
                # Overruled with a reason: nothing is sent, the reason is kept.
                window.press ('x')
                self.answer (window, 'Reason', 'gas turned off already')
                window.press ('ctrl+2')
                window.expect ('Advice not followed: gas turned off already')
                window.press ('ctrl+1')
                # The grade, taken back.
                window.press ('4')
                window.expect ('0001 graded: IV')
                window.press ('ctrl+z')
                window.expect ('Taken back')
                # Done again by either key, and taken back for good.
                for redo in ('ctrl+shift+z', 'ctrl+y'):
                    window.press (redo)
                    window.expect ('Done again: ')
                    window.press ('ctrl+z')
                    window.expect ('Taken back')
                window.press ('F10')
                window.expect ('Redo', 'menu item')
                window.press ('Escape')
                # Teams sent, taken back.
                window.press ('ctrl+Return')
                window.expect ('Teams sent to this incident')
                window.press ('ctrl+z')
                window.expect ('Taken back: ')
                window.expect ('Send ', 'push button')
                # Sent again; closed; open again.
                window.press ('ctrl+Return')
                window.expect ('Teams sent to this incident')
                window.press ('c')
                window.wait_until (lambda: window.focused () == ('text', 'Reason for closing'), 'the reason asked for')
                window.type ('out')
                window.press ('Tab', 'space', 'Tab', 'Tab', 'Return')
                window.expect ('No open incident')
                window.command ('reopen 0001', 'Open 0001 again')
                self.answer (window, 'Reason for opening again', 'flames again')
                window.expect ('waiting', 'list item')
                window.quit ()
            incident = desk.of_kind (city, 'incident')[0]
            self.assertEqual ((incident['status'], incident['level']), ('open', 3))
            self.assertEqual (desk.ctl ('audit', city, '--fold').returncode, 0)

    def test_road_closed_and_opened (self):
        with desk.screen () as screen:
            city = screen.make_demo ()
            with screen.open (city) as window:
                window.sign_in ()
                window.press ('k')
                before = self.coverage (window)
                window.command ('go bailulu', '白鹭路')
                window.command ('closeroad', 'Close the road')
                window.wait_until (lambda: window.focused () == ('text', 'Reason'), 'the reason asked for')
                window.type ('flooded')
                window.press ('Tab', 'space', 'Tab', 'Tab', 'Return')
                window.expect ('Closed: ')
                window.wait_until (lambda: self.coverage (window) != before, 'the coverage follows the closed road')
                window.shoot ('flows-road-closed')
                window.command ('openroad', 'Open ')
                window.expect ('The road is open again')
                window.wait_until (lambda: self.coverage (window) == before, 'the coverage as before')
                window.press ('k')
                window.expect_gone (' of roads within 5 min')
                window.quit ()
            self.assertEqual ([c['state'] for c in desk.of_kind (city, 'closure')], ['open'])

    @staticmethod
    def coverage (window):
        return window.expect (' of roads within 5 min').name

    def test_language_and_theme_live (self):
        with desk.screen () as screen:
            city = screen.make_demo ()
            with screen.open (city) as window:
                window.sign_in ()
                window.command ('theme light', 'Theme: light')
                window.command ('language zh', 'Language: Chinese')
                window.wait_until (lambda: window.find ('没有未结警情'), 'the desk in Chinese')
                window.take_focus ()
                window.shoot ('flows-chinese-light')
                window.press ('ctrl+q')
                window.process.wait (desk.WAIT_S)

    def test_papers (self):
        with desk.screen () as screen:
            city = screen.make_demo ()
            for language, title, word in (('en', 'File to write', '0001'), ('zh_CN', '写出的文件', '0001')):
                with screen.open (city, '--lang', language) as window:
                    self.sign_in_any (window)
                    if language == 'en':
                        self.incident (window)
                        window.press ('Escape')
                    for key, stem in (('ctrl+p', 'map'), ('ctrl+shift+p', 'report')):
                        path = desk.SHOTS / f'paper-{language}-{stem}.pdf'
                        path.parent.mkdir (parents=True, exist_ok=True)
                        path.unlink (missing_ok=True)
                        window.press (key)
                        window.wait_until (lambda: (window.focused () or ('', ''))[0] == 'text', 'the name of the file')
                        window.press ('ctrl+a')
                        window.type (str (path))
                        window.press ('Return')
                        window.wait_until (path.exists, f'{path.name} written')
                        text = window.wait_until (lambda p=path: self.text_of (p), f'words in {path.name}')
                        self.assertIn ('白鹭' if stem == 'map' else word, text)
                        subprocess.run (['pdftoppm', '-r', '50', '-png', str (path), str (path)[:-4]], check=True)
                    window.quit ()

    @staticmethod
    def text_of (path):
        return subprocess.run (['pdftotext', str (path), '-'], capture_output=True, text=True, check=False).stdout.strip ()

    @staticmethod
    def sign_in_any (window):
        window.expect ('', 'password text')
        window.type ('1111')
        window.press ('Return')
        window.expect_gone ('', 'password text')


if __name__ == '__main__':
    desk.skip_if_missing ()
    unittest.main ()
