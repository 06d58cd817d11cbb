# SPDX-License-Identifier: GPL-3.0-or-later
"""The map under a moving mouse: frames come as the display wants them and our own part of a turn stays short.

The limits are wider than the rule (5 ms), as tests share their machine; bench_desk.py measures.
"""
import os
import time
import unittest

import bench_desk
import desk

TURNS = 3
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
                    for turn in range (TURNS):
                        bench.step (f'pan-{turn}', lambda: bench.drag (2))
                    window.quit ()
            finally:
                del os.environ['HT_WATCH']
            bench_desk.read (path, bench.steps)
        # The best of them: what is slow of itself is so each time, what another program took the processor from is not.
        self.assertGreater (max (len (step.frames) for step in bench.steps), 60, 'frames while the map moved')
        self.assertLess (min (self.median_paint (step) for step in bench.steps), 16 * SLOWER, 'median paint, ms')
        longest = [bench_desk.largest (step.split ()[0]) for step in bench.steps]
        self.assertLess (min (longest), 25 * SLOWER, str ([step.places () for step in bench.steps]))

    @staticmethod
    def median_paint (step):
        paints = sorted (float (frame['paint']) for frame in step.frames)
        return paints[len (paints) // 2] if paints else float ('inf')


if __name__ == '__main__':
    desk.skip_if_missing ()
    unittest.main ()
