#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Map files into a city: what is told, what changes, and that a refusal changes nothing."""
import gzip
import signal
import subprocess
import time

import ctl
from ctl import DONE, INPUT, geojson, point

BOMB = ('<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa">' +
        ''.join(f'<!ENTITY {b} "{("&" + a + ";") * 10}">' for a, b in zip('abcdefghi', 'bcdefghij')) +
        ']><osm version="0.6"><node id="1" lat="1" lon="1"><tag k="name" v="&j;"/></node></osm>')


class Taken(ctl.Case):
    def test_report(self):
        osm = self.plant('town.osm', ctl.town_osm())
        ran = self.ends(ctl.run('import', osm, '--into', self.path('a.city'), '--as', 'osm', '--json'), DONE)
        report = ran.json()
        for key in ('read', 'repaired', 'dropped', 'nodes', 'arcs', 'largest_scc', 'datum'):
            self.assertIn(key, report)
        for drop in report['dropped']:
            self.assertEqual({'why', 'count'}, set(drop))
        # 8 × 8 crossings; 16 streets of 7 sections, one street one-way; the one-way street cuts nothing off.
        self.assertEqual(report['nodes'], 64)
        self.assertEqual(report['arcs'], 16 * 7 * 2 - 7)
        self.assertEqual(report['largest_scc'], 64)
        self.assertEqual(report['datum'].lower(), 'wgs84')

    def test_counts(self):
        city = self.town()
        info = self.ends(ctl.run('city', 'info', city, '--json'), DONE).json()
        counts = info['counts']
        self.assertEqual(counts['station'], 2)
        self.assertEqual(counts['hospital'], 1)
        self.assertEqual(counts['road_node'], 64)
        self.assertEqual(counts['road_arc'], 217)
        self.assertEqual(info['largest_scc_share'], 1)
        self.assertIsInstance(info['schema'], int)
        self.assertFalse(info['synthetic'])
        for key in ('district', 'neighbourhood', 'depot_joint', 'sensor', 'team', 'bridge'):
            self.assertIn(key, counts)
        for key in ('population', 'triangles_per_node'):
            self.assertIn(key, info)

    def test_twice_is_once(self):
        city = self.town()
        before = self.dump(city)
        again = self.ends(ctl.run('import', self.path('town.osm'), '--into', city, '--as', 'osm', '--json'), DONE)
        self.assertEqual(self.dump(city), before)
        self.assertGreater(again.json()['read'], 0)

    def test_two_files(self):
        city = self.town()
        file = self.plant('shelters.geojson', geojson(point(121.471, 31.221, name='体育馆', capacity=300)))
        self.ends(ctl.run('import', file, '--into', city, '--as', 'shelters'), DONE)
        counts = self.ends(ctl.run('city', 'info', city, '--json'), DONE).json()['counts']
        self.assertEqual((counts['shelter'], counts['station']), (1, 2))
        self.ends(ctl.run('audit', city), DONE)

    def test_compressed(self):
        packed = self.plant('town.osm.gz', gzip.compress(ctl.town_osm().encode()))
        ran = self.ends(ctl.run('import', packed, '--into', self.path('a.city'), '--as', 'roads', '--json'), DONE)
        self.assertEqual(ran.json()['nodes'], 64)

    def test_real_extract(self):
        file = ctl.real('osm/singapore-bayfront.osm.pbf')
        ran = self.ends(ctl.run('import', file, '--into', self.path('a.city'), '--as', 'osm', '--json'), DONE)
        self.assertGreater(ran.json()['arcs'], 200)


class Refused(ctl.Case):
    def refuse(self, name, content, layer='osm'):
        """@content is refused with one line, no city appears, and an existing one stays as it was."""
        file = self.plant(name, content)
        fresh = self.path('fresh.city')
        before = sorted(p.name for p in self.folder.iterdir())
        ran = self.ends(ctl.run('import', file, '--into', fresh, '--as', layer), INPUT)
        self.assertIn(name, ran.err)
        self.assertEqual(sorted(p.name for p in self.folder.iterdir()), before)
        return ran

    def test_city_stays(self):
        city = self.town()
        before, bytes_before = self.dump(city), city.read_bytes()
        for name, content, layer in [('bad.osm', '<osm><node id="1" lat="x"', 'osm'),
                                     ('bad.geojson', '{"type":', 'points')]:
            self.ends(ctl.run('import', self.plant(name, content), '--into', city, '--as', layer), INPUT)
            self.assertEqual(self.dump(city), before)
        self.assertEqual(len(city.read_bytes()), len(bytes_before))

    def test_not_a_map(self):
        self.refuse('picture.osm', b'\x89PNG\r\n\x1a\n' + bytes(200))
        self.refuse('empty.osm', b'')
        self.refuse('text.osm', 'hello\n')
        self.refuse('page.osm', '<html><body>404</body></html>')
        self.refuse('zeros.osm.pbf', bytes(4096))

    def test_xml(self):
        whole = ctl.town_osm()
        self.refuse('cut.osm', whole[:len(whole) // 2])
        self.refuse('bomb.osm', BOMB)
        self.refuse('outside.osm', '<?xml version="1.0"?><!DOCTYPE osm SYSTEM "file:///etc/passwd"><osm version="0.6"/>')

    def test_compressed(self):
        packed = gzip.compress(ctl.town_osm().encode())
        self.refuse('cut.osm.gz', packed[:-40])
        damaged = bytearray(packed)
        damaged[len(packed) // 2] ^= 0x55
        self.refuse('damaged.osm.gz', bytes(damaged))

    def test_pbf(self):
        whole = ctl.real('osm/singapore-bayfront.osm.pbf').read_bytes()
        self.refuse('cut.osm.pbf', whole[:len(whole) // 2])
        damaged = bytearray(whole)
        for at in range(200, len(damaged), 997):
            damaged[at] ^= 0xff
        self.refuse('damaged.osm.pbf', bytes(damaged))
        self.refuse('huge-block.osm.pbf', b'\x7f\xff\xff\xff' + whole[4:400])

    def test_geojson(self):
        self.refuse('nan.geojson', geojson(point(121, 31)).replace('121', 'NaN'), 'points')
        self.refuse('wrong-type.geojson', '{"type":"featurecollection","features":[]}', 'points')
        self.refuse('trailing.geojson', geojson(point(121, 31)) + 'x', 'points')
        self.refuse('no-type.geojson', '{"features":[]}', 'points')

    def test_wrong_datum(self):
        file = self.plant('a.geojson', geojson(point(121, 31, name='a')))
        ran = self.ends(ctl.run('import', file, '--into', self.path('a.city'), '--as', 'points', '--datum', 'moon'), INPUT)
        self.assertIn('moon', ran.err)
        self.assertFalse(self.path('a.city').exists())


class Interrupted(ctl.Case):
    def interrupt(self, city, after_s):
        """Imports a large extract and sends SIGINT after a while; the return code."""
        file = ctl.real('osm/andorra-2013.osm.pbf')
        child = subprocess.Popen([ctl.CTL, 'import', file, '--into', city, '--as', 'osm'],
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        time.sleep(after_s)
        child.send_signal(signal.SIGINT)
        child.communicate(timeout=120)
        return child.returncode

    def test_new_city(self):
        city = self.path('new.city')
        for after_s in (0.1, 0.4, 1.0):
            status = self.interrupt(city, after_s)
            self.assertIn(status, (DONE, -signal.SIGINT))
            left = [p.name for p in self.folder.iterdir()]
            if status == DONE:
                self.ends(ctl.run('audit', city), DONE)
                city.unlink()
            else:
                self.assertEqual(left, [])

    def test_existing_city(self):
        city = self.town()
        before = self.dump(city)
        interrupted = 0
        for after_s in (0.15, 0.5, 1.2):
            if self.interrupt(city, after_s) == -signal.SIGINT:
                interrupted += 1
                self.assertEqual(self.dump(city), before)
            else:
                before = self.dump(city)
            self.ends(ctl.run('audit', city), DONE)
        self.assertGreater(interrupted, 0)


if __name__ == '__main__':
    ctl.main()
