#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Vector formats, columns, datums and odd names on their way into a city."""
import json
import struct
import unittest

import ctl
from ctl import DONE, INPUT, USAGE, geojson, point


def shapefile(records):
    """Bytes of .shp, .shx and .dbf of points with a NAME column (ESRI's description, 1998)."""
    body, index = b'', b''
    for number, (lon, lat, _) in enumerate(records, 1):
        index += struct.pack('>ii', 50 + len(body) // 2, 10)
        body += struct.pack('>ii', number, 10) + struct.pack('<idd', 1, lon, lat)

    def head(size):
        lons, lats = [r[0] for r in records], [r[1] for r in records]
        return struct.pack('>iiiiiiiii'[:8], 9994, 0, 0, 0, 0, 0, (100 + size) // 2) + \
            struct.pack('<ii8d', 1000, 1, min(lons), min(lats), max(lons), max(lats), 0, 0, 0, 0)

    rows = b''.join(b' ' + name.encode().ljust(40) for _, _, name in records)
    field = b'NAME'.ljust(11, b'\0') + b'C' + bytes(4) + bytes([40]) + bytes(15)
    dbf = struct.pack('<BBBBIHH', 3, 126, 1, 1, len(records), 32 + 32 + 1, 41) + bytes(20) + field + b'\r' + rows + b'\x1a'
    return head(len(body)) + body, head(len(index)) + index, dbf


class Formats(ctl.Case):
    def take(self, file, layer, *more):
        """Imports @file into a new city; the report."""
        ran = self.ends(ctl.run('import', file, '--into', self.path('a.city'), '--as', layer, '--json', *more), DONE)
        return ran.json()

    def rows(self, table, *columns):
        return ctl.sql(self.path('a.city'), f'SELECT {", ".join(columns)} FROM {table} ORDER BY 1')

    def places(self, table):
        """(name, longitude, latitude) of a table's points, out of SpatiaLite's own bytes."""
        found = []
        for name, geom in self.rows(table, 'name', 'geom'):
            lon, lat = struct.unpack_from('<dd', geom, 43)
            found.append((name, round(lon, 7), round(lat, 7)))
        return found

    def test_geojson(self):
        file = self.plant('a.geojson', geojson(point(121.4700001, 31.22, name='甲'), point(121.48, 31.23, name='乙')))
        report = self.take(file, 'points')
        self.assertEqual((report['read'], report['dropped']), (2, []))
        self.assertEqual(self.places('point'), [('乙', 121.48, 31.23), ('甲', 121.4700001, 31.22)])

    def test_csv(self):
        file = self.plant('stations.csv', 'name,lat,lon\n一站,31.22,121.47\n"二,站",31.23,121.48\n')
        self.take(file, 'stations')
        self.assertEqual([r[0] for r in self.places('station')], ['一站', '二,站'])

    def test_shapefile(self):
        parts = shapefile([(121.47, 31.22, 'Central'), (121.48, 31.23, 'North')])
        for ending, content in zip(('shp', 'shx', 'dbf'), parts):
            self.plant(f'a.{ending}', content)
        self.plant('a.prj', 'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],'
                            'PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]')
        self.take(self.path('a.shp'), 'hospitals')
        self.assertEqual(self.places('hospital'), [('Central', 121.47, 31.22), ('North', 121.48, 31.23)])

    def test_columns(self):
        file = self.plant('a.geojson', geojson(point(121.47, 31.22, MC='体育馆', RL=1200)))
        self.take(file, 'shelters', '--map', 'name=MC', '--map', 'capacity=RL')
        self.assertEqual(self.rows('shelter', 'name', 'capacity'), [('体育馆', 1200)])

    def test_other_columns_are_kept(self):
        file = self.plant('a.geojson', geojson(point(121.47, 31.22, MC='蓝')))
        self.take(file, 'shelters', '--map', 'colour=MC')
        (attrs,), = self.rows('shelter', 'attrs')
        self.assertIn('蓝', json.loads(attrs).values())

    def test_wrong_maps(self):
        file = self.plant('a.geojson', geojson(point(121.47, 31.22, MC='x')))
        for wrong in ('colour', '=MC', 'name='):
            with self.subTest(wrong=wrong):
                ran = ctl.run('import', file, '--into', self.path('a.city'), '--as', 'shelters', '--map', wrong)
                self.assertIn(wrong, self.ends(ran, USAGE).err)
                self.assertFalse(self.path('a.city').exists())

    def test_datum(self):
        """GCJ-02 is undone: in Shanghai about +0.0045° of longitude and -0.0020° of latitude."""
        file = self.plant('a.geojson', geojson(point(121.4745, 31.2280, name='偏')))
        report = self.take(file, 'points', '--datum', 'gcj02')
        self.assertEqual(report['datum'], 'gcj02')
        (_, lon, lat), = self.places('point')
        self.assertAlmostEqual(lon, 121.4745 - 0.0045, delta=0.0004)
        self.assertAlmostEqual(lat, 31.2280 + 0.0020, delta=0.0004)

    def test_dropped_is_told(self):
        file = self.plant('a.geojson', geojson(point(121.47, 31.22, name='here'), point(500, 31.22, name='nowhere'),
                                               {'type': 'Feature', 'properties': {}, 'geometry': None}))
        report = self.take(file, 'points')
        self.assertEqual(report['read'], 3)
        self.assertEqual(sum(drop['count'] for drop in report['dropped']), 2)
        self.assertTrue(all(drop['why'] for drop in report['dropped']))
        self.assertEqual([r[0] for r in self.places('point')], ['here'])

    def test_changed_file_replaces(self):
        """The same file name again with other content is the same layer, newer."""
        for names in (['甲', '乙', '丙'], ['甲', '丁']):
            file = self.plant('a.geojson', geojson(*(point(121.47 + i / 100, 31.22, name=n) for i, n in enumerate(names))))
            self.take(file, 'points')
            self.assertEqual(sorted(r[0] for r in self.places('point')), sorted(names))
        self.assertEqual(self.rows('layer', 'count(*)'), [(1,)])

    def test_odd_names(self):
        folder = self.path('文件夹 with spaces; and $signs')
        folder.mkdir()
        file = folder / '地图 "a".geojson'
        file.write_text(geojson(point(121.47, 31.22, name='引号"和\n换行')))
        city = folder / '城市.city'
        self.ends(ctl.run('import', file, '--into', city, '--as', 'points'), DONE)
        self.assertEqual(self.ends(ctl.run('city', 'info', city, '--json'), DONE).json()['counts']['point'], 1)
        self.assertIn('城市', self.dump(city))

    def test_not_this_layer(self):
        file = self.plant('a.geojson', geojson(point(121.47, 31.22, name='x')))
        self.ends(ctl.run('import', file, '--into', self.path('a.city'), '--as', 'areas'), INPUT)
        self.assertFalse(self.path('a.city').exists())


class Reports(ctl.Case):
    def test_text_and_languages(self):
        osm = self.plant('town.osm', ctl.town_osm())
        english = self.ends(ctl.run('import', osm, '--into', self.path('a.city'), '--as', 'osm', '--lang', 'en'), DONE)
        self.assertIn('read 143', english.out)
        again = self.ends(ctl.run('import', osm, '--into', self.path('a.city'), '--as', 'osm', '--lang', 'en'), DONE)
        self.assertIn('nothing changed', again.out)
        chinese = self.ends(ctl.run('import', osm, '--into', self.path('b.city'), '--as', 'osm', '--lang', 'zh_CN'), DONE)
        self.assertNotEqual(english.out, chinese.out)

    def test_json_reasons_are_english(self):
        """Scripts read them, so they do not follow the language."""
        file = self.plant('a.geojson', geojson(point(121.47, 31.22), point(500, 31.22)))
        reports = []
        for number, language in enumerate(('en', 'zh_CN')):
            ran = ctl.run('import', file, '--into', self.path(f'{number}.city'), '--as', 'points', '--json', '--lang', language)
            reports.append(json.dumps(self.ends(ran, DONE).json(), sort_keys=True))
        self.assertEqual(*reports)
        self.assertTrue(reports[0].isascii())


if __name__ == '__main__':
    unittest.main(verbosity=2)
