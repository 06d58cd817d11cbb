# SPDX-License-Identifier: GPL-3.0-or-later
"""A real Chinese input method (IBus with libpinyin, where both are installed): what it composes fires no key of the
desk, and what it commits is in the field."""
import contextlib
import os
import pathlib
import subprocess
import sys
import time
import unittest

import desk

ENGINE = pathlib.Path ('/usr/libexec/ibus-engine-libpinyin')
CONFIG = pathlib.Path ('/usr/libexec/ibus-memconf')
MODULES = pathlib.Path ('/usr/lib')


def installed ():
    return ENGINE.exists () and CONFIG.exists () and any (MODULES.glob ('*/gtk-4.0/*/immodules/libim-ibus.so'))


@contextlib.contextmanager
def input_method (screen):
    """The input method's own programs in the screen's session."""
    os.environ['GTK_IM_MODULE'] = 'ibus'
    with open (screen.folder / 'ibus.log', 'w', encoding='utf-8') as log:
        daemon = subprocess.Popen (['ibus-daemon', '--panel', 'disable', '--config', str (CONFIG)], stdout=log, stderr=log)
    try:
        yield
    finally:
        daemon.terminate ()
        daemon.wait (10)


def engine_set ():
    subprocess.run (['ibus', 'engine', 'libpinyin'], capture_output=True, check=False)
    return subprocess.run (['ibus', 'engine'], capture_output=True, text=True, check=False).stdout.strip () == 'libpinyin'


class Pinyin (unittest.TestCase):
    def test_composing_fires_no_key (self):
        with desk.screen () as screen, input_method (screen):
            city = screen.make_demo ()
            with screen.open (city) as window:
                window.sign_in ()
                window.press ('slash')
                window.wait_until (lambda: window.focused () == ('text', 'Go to, command'), 'the command box')
                window.wait_until (engine_set, 'the pinyin engine')
                self.compose (window, 'haitang', 'Go to, command', '海棠')
                window.press ('Escape', 'Escape', 'i')
                window.expect ('Place of the incident')
                self.compose (window, 'xinlu', 'Place of the incident', '路')
                # Escape gives up what is composed; the form and what was committed stay.
                before = window.expect ('Place of the incident', 'text').text ()
                window.type ('bailulu')
                time.sleep (0.5)
                window.press ('Escape')
                self.assertEqual (window.expect ('Place of the incident', 'text').text (), before)
                self.assertIsNone (window.find ('Layers', 'dialog'))
                # Out of the field before the end: GTK 4.8 hands a key that IBus gives back late to a field gone by then.
                window.press ('Escape')
                window.quit ()

    def compose (self, window, letters, field, committed):
        window.type (letters)
        time.sleep (0.5)
        self.assertEqual (window.expect (field, 'text').text (), '', 'letters are composed, not written')
        self.assertEqual (window.focused (), ('text', field))
        window.press ('space')
        window.wait_until (lambda: committed in window.expect (field, 'text').text (), f'{committed} committed')


if __name__ == '__main__':
    desk.skip_if_missing ()
    if not installed ():
        print ('skipped: ibus, ibus-libpinyin and ibus-gtk4 are not all installed, so no pinyin can be composed')
        sys.exit (desk.SKIP)
    unittest.main ()
