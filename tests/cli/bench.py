#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""haitangctl bench: lines that a script can read, on small inputs; the figures themselves are not judged here."""
import os

import ctl
from ctl import DONE, USAGE


class Bench(ctl.Case):
    def rows(self, *words, **env):
        """{name: (value, unit, ratio, peer)} of a run that ended well, and its comment lines."""
        ran = self.ends(ctl.run('bench', *words, **env), DONE)
        rows, notes = {}, []
        for line in ran.out.splitlines():
            if line.startswith('# '):
                notes.append(line)
                continue
            name, value, unit, ratio, peer = line.split('\t')
            self.assertNotIn(name, rows)
            rows[name] = (float(value), unit, ratio, peer)
            self.assertGreater(rows[name][0], 0)
            if ratio != '-':
                self.assertGreater(float(ratio), 0)
                self.assertNotEqual(peer, '-')
        return rows, notes

    def test_roads(self):
        rows, notes = self.rows('roads')
        self.assertEqual(rows['nearest_stations'][3], 'textbook_dijkstra_first_only')
        self.assertIn('memory_read', rows)
        self.assertTrue(any('haitangctl' in note for note in notes), 'the machine and version are told')
        self.assertTrue(any('grid of 160000' in note for note in notes), 'the size is told')
        self.assertFalse(any('differs' in note for note in notes))

    def test_import(self):
        osm = self.plant('town.osm', ctl.town_osm())
        rows, notes = self.rows('import', HT_BENCH_OSM=str(osm))
        self.assertIn('osm_import', rows)
        self.assertTrue(any('64 nodes' in note for note in notes))

    def test_no_extract(self):
        rows, notes = self.rows('import', HT_SHARED=str(self.folder))
        self.assertEqual(rows, {})
        self.assertTrue(any('HT_BENCH_OSM' in note for note in notes))

    def test_tiles(self):
        osm = self.plant('town.osm', ctl.town_osm())
        rows, _ = self.rows('tiles', HT_BENCH_OSM=str(osm))
        self.assertEqual({n for n in rows if n.startswith('tile_z')}, {'tile_z10', 'tile_z13', 'tile_z15', 'tile_z17'})

    def test_bad_extract(self):
        broken = self.plant('broken.osm', '<osm><node')
        self.ends(ctl.run('bench', 'import', HT_BENCH_OSM=str(broken)), ctl.INPUT)

    def test_ops(self):
        if os.environ.get('HT_LONG') != '1':
            self.skipTest('20,000 durable operations: with bootstrap test --long')
        rows, _ = self.rows('ops')
        self.assertEqual(rows['ops_append_fold'][3], 'sqlite_bare_insert')

    def test_nothing_left(self):
        self.rows('roads', TMPDIR=str(self.folder))
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_unknown(self):
        self.ends(ctl.run('bench', 'everything'), USAGE)


if __name__ == '__main__':
    ctl.main()
