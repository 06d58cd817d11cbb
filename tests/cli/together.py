#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Several at once, killed in the middle, on a terminal, into a closed pipe: what a busy machine does to a program."""
import os
import pty
import signal
import subprocess
import time
import unittest

import ctl
from ctl import DONE, INPUT, geojson, point


def start(*words, **more):
    return subprocess.Popen([ctl.CTL, *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                            env=os.environ | {'LC_ALL': 'C.UTF-8'}, **more)


class Together(ctl.Case):
    def points(self, number, n=300):
        return self.plant(f'{number}.geojson', geojson(*(point(121 + i * 1e-4, 31 + number / 10, name=f'{number}-{i}') for i in range(n))))

    def test_two_writers(self):
        city = self.town()
        files = [self.points(number) for number in range(4)]
        children = [start('import', file, '--into', city, '--as', 'points') for file in files]
        for child in children:
            out, err = child.communicate(timeout=120)
            self.assertEqual(child.returncode, DONE, err)
        info = self.ends(ctl.run('city', 'info', city, '--json'), DONE).json()
        self.assertEqual(info['counts']['point'], 1200)
        self.ends(ctl.run('audit', city, '--fold'), DONE)

    def test_readers_meanwhile(self):
        city = self.town()
        writer = start('import', self.points(1, 20000), '--into', city, '--as', 'points')
        seen = set()
        while writer.poll() is None:
            seen.add(self.ends(ctl.run('city', 'info', city, '--json'), DONE).json()['counts']['point'])
        writer.communicate()
        self.assertEqual(writer.returncode, DONE)
        # A reader sees all of a layer or nothing of it.
        self.assertLessEqual(seen, {0, 20000})

    def test_two_demos(self):
        city = self.path('demo.city')
        children = [start('demo', '--town', city) for _ in range(2)]
        ends = []
        for child in children:
            child.communicate(timeout=120)
            ends.append(child.returncode)
        self.assertEqual(min(ends), DONE)
        self.assertEqual([p.name for p in self.folder.iterdir()], ['demo.city'])
        self.ends(ctl.run('audit', city), DONE)


class Killed(ctl.Case):
    def test_import(self):
        """kill -9 at moments all over an import: the city is as before or as after, and goes on working."""
        city = self.town()
        before = ctl.sql(city, 'SELECT count(*) FROM op')[0][0]
        rounds = 40 if os.environ.get('HT_LONG') == '1' else 4
        file = self.plant('big.geojson', geojson(*(point(121 + i * 1e-5, 31, name=f'{i}') for i in range(8000))))
        for number in range(rounds):
            child = start('import', file, '--into', city, '--as', 'points')
            time.sleep(0.05 + 0.9 * number / rounds)
            child.kill()
            child.communicate()
            counts = self.ends(ctl.run('city', 'info', city, '--json'), DONE).json()['counts']
            self.assertIn(counts['point'], (0, 8000))
            self.ends(ctl.run('audit', city), DONE)
        self.ends(ctl.run('import', file, '--into', city, '--as', 'points'), DONE)
        counts = self.ends(ctl.run('city', 'info', city, '--json'), DONE).json()['counts']
        self.assertEqual(counts['point'], 8000)
        self.assertGreater(counts['op'], before)

    def test_terminated_demo(self):
        city = self.path('demo.city')
        for after_s in (0.05, 0.3, 0.7):
            child = start('demo', '--town', city)
            time.sleep(after_s)
            child.send_signal(signal.SIGTERM)
            child.communicate(timeout=60)
            if child.returncode == DONE:
                self.ends(ctl.run('audit', city), DONE)
                city.unlink()
            else:
                self.assertEqual(child.returncode, -signal.SIGTERM)
            self.assertEqual(list(self.folder.iterdir()), [])


class Surroundings(ctl.Case):
    def test_closed_pipe(self):
        city = self.town()
        child = start('dump', '--canonical', city)
        child.stdout.close()
        err = child.stderr.read().decode()
        child.stderr.close()
        status = child.wait(timeout=60)
        # A small dump may be gone before the pipe is closed; else it is told, not a crash.
        self.assertIn(status, (DONE, ctl.UNAVAILABLE))
        self.assertLessEqual(err.count('\n'), 1)

    def test_progress_on_a_terminal_only(self):
        file = self.plant('big.geojson', geojson(*(point(121 + i * 1e-5, 31, name=f'{i}') for i in range(60000))))
        quiet = ctl.run('import', file, '--into', self.path('a.city'), '--as', 'points')
        self.ends(quiet, DONE)
        leader, follower = pty.openpty()
        began = time.monotonic()
        child = subprocess.Popen([ctl.CTL, 'import', file, '--into', self.path('b.city'), '--as', 'points'],
                                 stdout=subprocess.PIPE, stderr=follower)
        os.close(follower)
        child.communicate(timeout=120)
        took = time.monotonic() - began
        said = b''
        try:
            said = os.read(leader, 65536)
        except OSError:
            pass  # nothing was said and the other end is closed
        os.close(leader)
        self.assertEqual(child.returncode, DONE)
        if took > 2.5:
            self.assertIn(b' s', said)
            self.assertTrue(said.endswith(b'\r\x1b[K'), said[-40:])

    def test_no_home(self):
        city = self.town()
        ran = ctl.run('audit', city, HOME='/nonexistent', XDG_CACHE_HOME='/nonexistent', XDG_RUNTIME_DIR='/nonexistent')
        self.ends(ran, DONE)

    def test_plain_locale(self):
        city = self.town()
        for locale in ('C', 'POSIX', 'de_DE.UTF-8', 'zh_CN.GB18030', ''):
            ran = ctl.run('city', 'info', city, '--json', LC_ALL=locale, LANG=locale)
            self.assertEqual(self.ends(ran, DONE).json()['largest_scc_share'], 1)

    def test_symbolic_link(self):
        city = self.town()
        link = self.path('link.city')
        link.symlink_to(city)
        self.ends(ctl.run('audit', link), DONE)
        file = self.plant('a.geojson', geojson(point(121, 31, name='a')))
        self.ends(ctl.run('import', file, '--into', link, '--as', 'points'), DONE)
        self.assertTrue(link.is_symlink())
        self.assertEqual(self.ends(ctl.run('city', 'info', city, '--json'), DONE).json()['counts']['point'], 1)

    def test_pipe_as_input(self):
        fifo = self.path('fifo.osm')
        os.mkfifo(fifo)
        child = start('import', fifo, '--into', self.path('a.city'), '--as', 'osm')
        try:
            with open(fifo, 'wb') as out:
                out.write(ctl.town_osm().encode())
        except BrokenPipeError:
            pass
        out, err = child.communicate(timeout=60)
        self.assertIn(child.returncode, (DONE, INPUT))
        if child.returncode == INPUT:
            self.assertFalse(self.path('a.city').exists())


if __name__ == '__main__':
    unittest.main(verbosity=2)
