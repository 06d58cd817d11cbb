# SPDX-License-Identifier: GPL-3.0-or-later
"""What two posts decided apart is shown until somebody decides: by keyboard, with a reason, as an operation."""
import json
import subprocess
import time
import unittest

import desk

MAKE = desk.BUILD / 'tests' / 'ui' / 'make-conflicts'


class Conflicts (unittest.TestCase):
    def test_decide_by_keyboard (self):
        with desk.screen () as screen:
            city = screen.make_demo ()
            subprocess.run ([str (MAKE), str (city)], check=True)
            with screen.open (city) as window:
                window.sign_in ('2222', '指挥员乙')
                window.expect ('2 conflicts', 'push button')
                window.press ('ctrl+4')
                window.expect ('neither post knew of the other')
                window.expect ('Order A')
                window.expect ('前方指挥车')
                window.expect ('1 operation kept apart')
                window.shoot ('conflicts-list')
                self.decide (window)
                window.quit ()
            self.check_file (city)

    def decide (self, window):
        for left in ('1 conflict', None):
            # Nothing happens without a choice, nor without a reason.
            window.press ('ctrl+Return')
            window.expect ('Choose what stands first')
            window.press ('2')
            window.wait_until (lambda: window.focused () == ('text', 'Reason for the decision'), 'the focus in the reason')
            # What the choice leaves is on the map while it is looked at; looking decides nothing.
            window.press ('shift+Tab')
            window.wait_until (lambda: 'Decide' not in (window.focused () or ('', 'Decide'))[1], 'the focus on the choice')
            time.sleep (1)
            window.shoot (f'conflicts-looked-at-{left or "last"}')
            window.press ('Tab', 'ctrl+Return')
            window.expect ('write one')
            window.type ('second floor')
            window.press ('ctrl+Return')
            window.expect ('Decided: ')
            if left is not None:
                window.expect (left, 'push button')
        window.expect_gone ('conflict', 'push button')
        window.press ('ctrl+4')
        window.expect ('No conflict waits for a decision')
        window.press ('ctrl+2')
        window.expect ('second floor')

    def check_file (self, city):
        self.assertEqual (desk.ctl ('audit', city).returncode, 0)
        dump = [json.loads (line) for line in desk.ctl ('dump', '--canonical', city).stdout.splitlines ()]
        self.assertFalse ([line for line in dump if line['t'] == 'conflict'], 'open conflicts')


if __name__ == '__main__':
    desk.skip_if_missing ()
    unittest.main ()
