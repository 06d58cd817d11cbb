# SPDX-License-Identifier: GPL-3.0-or-later
"""A desk that is killed is back within five seconds, with its selection, its table and its half-written text."""
import os
import pathlib
import time
import unittest

import desk

# Sanitizers make everything about three times slower; the promise is about the program as it ships.
BACK_S = 5 * float (os.environ.get ('HT_SLOWER', '1'))


class ComeBack (unittest.TestCase):
    def test_killed_while_writing (self):
        with desk.screen () as screen:
            city = screen.make_demo ()
            with screen.open (city) as window:
                window.sign_in ()
                window.press ('i')
                window.expect ('Place of the incident')
                window.type ('bailulu')
                window.expect ('白鹭路', 'list item')
                window.press ('Return', '3', 'ctrl+Return')
                window.expect ('Send ', 'push button')
                window.press ('w')
                window.type ('half a sentence')
                window.press ('Escape', 'i')
                window.expect ('Place of the incident')
                window.type ('31.05, 122.25')
                time.sleep (1.0)  # the desk's state is written 300 ms after the last change
                window.kill ()
            self.assertLess (min (self.time_back (screen, city) for _turn in range (3)), BACK_S)
            with screen.open (city) as window:
                window.expect ('PIN')
                window.sign_in ()
                self.assertEqual (self.text_of (window, 'Place of the incident'), '31.05, 122.25')
                self.assertEqual (self.text_of (window, 'Log entry'), 'half a sentence')
                window.press ('Escape')
                window.expect ('Incident queue')
                window.expect ('0001', 'label')
                window.quit ()

    @staticmethod
    def time_back (screen, city):
        """Seconds until the sign-in is there, without those in which other programs had the processors; then it is killed
        once more."""
        begin = time.monotonic ()
        with screen.open (city) as window:
            window.expect ('PIN')
            took = time.monotonic () - begin
            ran, waited, _slices = pathlib.Path (f'/proc/{window.process.pid}/schedstat').read_text ().split ()
            print (f'back after {took:.1f} s, of which it ran {int (ran) / 1e9:.1f} s and waited for a processor '
                   f'{int (waited) / 1e9:.1f} s')
            window.kill ()
        return took - int (waited) / 1e9

    @staticmethod
    def text_of (window, name):
        node = window.expect (name, 'text')
        return node.text ()


if __name__ == '__main__':
    desk.skip_if_missing ()
    unittest.main ()
