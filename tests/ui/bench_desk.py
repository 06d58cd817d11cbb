# SPDX-License-Identifier: GPL-3.0-or-later
"""How long the desk's main thread is ever busy, and its frames. `bench_desk.py [--city FILE] [--import FILE]`.

Prints `name value unit ratio peer` as the other benches do; ratio is against the rule (5 ms a turn, 16.7 ms a frame).
For each step: `turns` longer than the rule in which a function of ours was found running at every third sample or
more often, `theirs` those of the toolkit alone (layout, first paint, its own drawing), and the longest of each by
processor time (another program on the machine must not count). After a step the functions of ours that were found
follow as `#` lines. GSK_RENDERER chooses the renderer. Exit 1 where the rule is broken.
"""
import argparse
import collections
import os
import pathlib
import platform
import subprocess
import sys
import time

import desk

RULE_MS = 5.0
MOUSE_S = 0.02  # between two places of a moving mouse
FRAME_MS = 1000 / 60


class Step:
    """What the watch wrote between two moments."""

    def __init__ (self, name, begin, end):
        self.name, self.begin, self.end = name, begin, end
        self.turns, self.frames = [], []

    def take (self, kind, facts):
        if not self.begin <= float (facts['at']) < self.end:
            return
        if kind == 'turn':
            self.turns.append (facts)
        elif 0 < float (facts['interval']) < 100:
            self.frames.append (facts)

    def split (self):
        """(ours, theirs): turns over the rule by processor time."""
        over = [t for t in self.turns if float (t['cpu']) > RULE_MS]
        ours = [t for t in over if int (t['ours']) * 3 >= int (t['samples']) > 0]
        return ours, [t for t in over if t not in ours]

    def places (self):
        counts = collections.Counter ()
        for turn in self.split ()[0]:
            for item in turn['in'].split (','):
                place, _colon, count = item.rpartition (':')
                if place.startswith ('haitang+'):
                    counts[place] += int (count)
        return counts.most_common (16)


def read (path, steps):
    with open (path, encoding='utf-8') as file:
        for line in file:
            kind, *pairs = line.rstrip ('\n').split ('\t')
            facts = dict (pair.split ('=', 1) for pair in pairs)
            for step in steps:
                step.take (kind, facts)


def name_of (chain):
    """Functions and lines of "haitang+0x12<haitang+0x34"; the call is before the address."""
    addresses = [hex (int (place.split ('+')[1], 16) - 1) for place in chain.split ('<')]
    ran = subprocess.run (['addr2line', '-f', '-s', '-e', str (desk.PROGRAM), *addresses], capture_output=True, text=True,
                          check=False)
    words = ran.stdout.splitlines ()
    return ' < '.join (f'{f} {line.split ()[0]}' for f, line in zip (words[::2], words[1::2])) or chain


def row (name, value, unit, ratio):
    print (f'{name}\t{value}\t{unit}\t{ratio}\t-')


def largest (turns):
    return max ((float (t['cpu']) for t in turns), default=0.0)


def tell (step):
    """Prints the step; returns whether the rule holds."""
    ours, theirs = step.split ()
    row (f'{step.name}.turns', len (ours), 'count', '-')
    row (f'{step.name}.longest', f'{largest (ours):.1f}', 'ms', f'{largest (ours) / RULE_MS:.2f}')
    row (f'{step.name}.theirs', len (theirs), 'count', '-')
    row (f'{step.name}.theirs.longest', f'{largest (theirs):.1f}', 'ms', f'{largest (theirs) / RULE_MS:.2f}')
    intervals = sorted (float (f['interval']) for f in step.frames)
    if len (intervals) >= 20:
        for share, name in ((0.5, 'median'), (0.99, 'p99')):
            value = intervals[min (int (len (intervals) * share), len (intervals) - 1)]
            row (f'{step.name}.frame.{name}', f'{value:.1f}', 'ms', f'{value / FRAME_MS:.2f}')
        for phase in ('layout', 'paint'):
            values = sorted (float (f[phase]) for f in step.frames)
            row (f'{step.name}.{phase}.median', f'{values[len (values) // 2]:.1f}', 'ms', '-')
    for turn in ours:
        print (f'# {step.name}: a turn of {turn["cpu"]} ms (wall {turn["wall"]}) from {turn["source"]}')
    for place, count in step.places ():
        print (f'# {step.name}: {count} samples in {name_of (place)}')
    return not ours


class Bench:
    def __init__ (self, screen, window):
        self.screen, self.window, self.steps = screen, window, []

    def step (self, name, act, settle_s=1.0):
        begin = time.monotonic ()
        act ()
        time.sleep (settle_s)
        self.steps.append (Step (name, begin, time.monotonic ()))

    def keys (self, *keys, pause_s=0.0, times=1):
        for _turn in range (times):
            for key in keys:
                self.screen.keyboard.press (key)
                time.sleep (pause_s)

    def drag (self, times):
        """The map under a moving mouse."""
        width, height = self.screen.size
        mouse = self.screen.keyboard
        x, y = width // 2, height * 4 // 10
        for turn in range (times):
            mouse.move (x, y)
            mouse.hold ()
            for i in range (60):
                shift = i * 4 if turn % 2 == 0 else -i * 4
                mouse.move (x - shift, y + shift // 2)
                time.sleep (MOUSE_S)
            mouse.let_go ()

    def run (self, file):
        window = self.window
        # A dispatcher may not import.
        window.sign_in (*(('4444', '管理员丁') if file is not None else ()))
        self.step ('idle', lambda: None, 4)
        self.keys ('k')
        time.sleep (3)
        self.step ('pan', lambda: self.drag (6))
        self.step ('zoom', lambda: self.keys ('plus', 'minus', pause_s=0.3, times=4))
        self.step ('form', lambda: (self.keys ('i', pause_s=0.3), window.type ('bailulu')), 1)
        self.step ('create', lambda: self.keys ('Return', '2', 'ctrl+Return', pause_s=0.2), 3)
        self.step ('send', lambda: self.keys ('ctrl+Return'), 3)
        self.step ('pan-sent', lambda: self.drag (4))
        self.step ('teams', lambda: self.keys ('ctrl+1', *['Down'] * 12, pause_s=0.05))
        self.step ('filter', lambda: (self.keys ('f'), window.type ('haitang')), 1)
        self.keys ('Escape')
        self.step ('command', lambda: (self.keys ('slash'), window.type ('haitangjijiu')), 1)
        self.keys ('Escape')
        if file is not None:
            self.keys ('ctrl+o', pause_s=0.5)
            window.type (str (pathlib.Path (file).resolve ()))
            self.step ('import', lambda: self.import_and_wait (), 4)

    def import_and_wait (self):
        """The dialog may be left: the import goes on, and the map is moved meanwhile."""
        self.keys ('Return')
        end = time.monotonic () + 240
        while self.window.find ('taken into the city') is None:
            if time.monotonic () > end:
                raise AssertionError ('the import did not end in 240 s')
            self.drag (1)


def main ():
    parser = argparse.ArgumentParser (description=__doc__.splitlines ()[0])
    parser.add_argument ('--city', help='a city file; it is copied; else the demo town')
    parser.add_argument ('--import', dest='file', help='a map file to import while the watch runs')
    parser.add_argument ('--watch', help='where to leave what the watch wrote; else it is dropped')
    chosen = parser.parse_args ()
    desk.skip_if_missing ()
    with desk.screen () as screen:
        city = screen.folder / 'bench.city'
        if chosen.city is not None:
            city.write_bytes (open (chosen.city, 'rb').read ())
        else:
            city = screen.make_demo ()
        path = pathlib.Path (chosen.watch or screen.folder / 'watch')
        os.environ['HT_WATCH'] = str (path)
        begin = time.monotonic ()
        with screen.open (city) as window:
            opened = Step ('open', begin, time.monotonic ())
            bench = Bench (screen, window)
            bench.run (chosen.file)
            window.quit ()
        steps = [opened, *bench.steps]
        read (path, steps)
    load = os.getloadavg ()[0]
    print (f'# {platform.machine ()}, {os.cpu_count ()} processors, load {load:.1f}, renderer {os.environ["GSK_RENDERER"]}')
    print (f'# city {chosen.city or "demo"}, screen {screen.size[0]}x{screen.size[1]}')
    kept = [tell (step) for step in steps]
    sys.exit (0 if all (kept) else 1)


if __name__ == '__main__':
    main ()
