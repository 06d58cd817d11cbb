#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`scripts.py ROOT`: shell scripts parse, and bootstrap answers wrong calls before it does anything."""
import pathlib
import subprocess
import sys
import unittest

ROOT = pathlib.Path(sys.argv[1]).resolve()
SCRIPTS = ['bootstrap', '.ci/run', 'tests/fuzz/run-fuzzers']


def bootstrap(*words):
    return subprocess.run([ROOT / 'bootstrap', *words], capture_output=True, text=True, timeout=30)


class Scripts(unittest.TestCase):
    def test_they_parse(self):
        for name in SCRIPTS:
            ran = subprocess.run(['bash', '-n', ROOT / name], capture_output=True, text=True)
            self.assertEqual((ran.returncode, ran.stderr), (0, ''), name)

    def test_help(self):
        for words in ([], ['help'], ['--help']):
            ran = bootstrap(*words)
            self.assertEqual(ran.returncode, 0)
            for verb in ('build', 'run', 'test [--long]', 'bench [NAME]'):
                self.assertIn(f'  {verb} ', ran.stdout)

    def test_wrong_calls(self):
        for words in (['fly'], ['test', '--fast'], ['packages', 'all']):
            ran = bootstrap(*words)
            self.assertEqual(ran.returncode, 2, ran.stderr)
            self.assertIn(words[-1], ran.stderr)
            self.assertNotIn('compiling', ran.stderr)


if __name__ == '__main__':
    unittest.main(argv=sys.argv[:1])
