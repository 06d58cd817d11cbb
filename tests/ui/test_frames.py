# SPDX-License-Identifier: GPL-3.0-or-later
"""The map under a moving mouse: frames come as the display wants them and our own part of a turn stays short.

The limits are wider than the rule (5 ms), as tests share their machine; bench_desk.py measures.
"""
import os
import time
import unittest

import bench_desk
import desk

SLOWER = float (os.environ.get ('HT_SLOWER', '1'))


class Frames (unittest.TestCase):
    def test_panning (self):
        with desk.screen () as screen:
            path = screen.folder / 'watch'
            os.environ['HT_WATCH'] = str (path)
            try:
                with screen.open (screen.make_demo ()) as window:
                    bench = bench_desk.Bench (screen, window)
                    window.sign_in ()
                    window.press ('k')
                    time.sleep (3)
                    bench.step ('pan', lambda: bench.drag (4))
                    window.quit ()
            finally:
                del os.environ['HT_WATCH']
            bench_desk.read (path, bench.steps)
        step = bench.steps[0]
        paints = sorted (float (frame['paint']) for frame in step.frames)
        self.assertGreater (len (paints), 60, 'frames while the map moved')
        self.assertLess (paints[len (paints) // 2], 16 * SLOWER, 'median paint, ms')
        ours, _theirs = step.split ()
        self.assertLess (bench_desk.largest (ours), 25 * SLOWER, str (step.places ()))


if __name__ == '__main__':
    desk.skip_if_missing ()
    unittest.main ()
