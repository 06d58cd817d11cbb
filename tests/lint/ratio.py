#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines of test to a line of source, room by room: at least one half below the window."""
import house

LEAST = 0.5
FRONT = {'app'}


def lines(paths):
    return sum(house.text_of(p).count('\n') for p in paths)


def check(root):
    findings = []
    for room in sorted(p for p in (root / 'src').iterdir() if p.is_dir()):
        source = lines(house.files(room, ['.'], ('.c', '.h')))
        if source == 0:
            continue
        test = lines(house.files(root, [f'tests/{room.name}'], ('.c', '.h', '.py', '.sh')))
        print(f'{room.name:8} source {source:6} test {test:6} ratio {test / source:.2f}')
        if room.name not in FRONT and test < LEAST * source:
            findings.append((room, 1, f'{test / source:.2f} lines of test to a line, least is {LEAST}'))
    return findings


if __name__ == '__main__':
    house.main(check, 'ratio')
