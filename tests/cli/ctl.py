# SPDX-License-Identifier: GPL-3.0-or-later
"""What the black-box tests share: running haitangctl, small maps made on the spot, real ones where there are."""
import atexit
import functools
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import tempfile
import unittest

CTL = os.environ['HT_CTL']
DONE, NO, USAGE, INPUT, UNAVAILABLE = range(5)


class Ran:
    def __init__(self, done):
        self.status = done.returncode
        self.out = done.stdout.decode('utf-8')
        self.err = done.stderr.decode('utf-8')

    def json(self):
        return json.loads(self.out)


def run(*words, stdin=b'', **env):
    """`haitangctl WORDS`, to its end."""
    return Ran(subprocess.run([CTL, *map(str, words)], input=stdin, capture_output=True, timeout=300,
                              env=os.environ | {'LC_ALL': 'C.UTF-8'} | env))


def real(name):
    """Path of a real map file, or the test is skipped with a sentence."""
    path = pathlib.Path(os.environ.get('HT_SHARED', '/nonexistent')) / 'data' / name
    if not path.exists():
        raise unittest.SkipTest(f'the real map {name} is not on this machine')
    return path


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='haitang-cli-'))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def path(self, name):
        return self.folder / name

    def plant(self, name, content):
        path = self.path(name)
        if isinstance(content, str):
            content = content.encode()
        path.write_bytes(content)
        return path

    def ends(self, ran, status):
        """@ran ended with @status; a bad end said one line on stderr in the promised form."""
        self.assertEqual(ran.status, status, f'status {ran.status}, wanted {status}\n{ran.out}\n{ran.err}')
        if status in (USAGE, INPUT, UNAVAILABLE):
            self.assertRegex(ran.err, r'\Ahaitangctl: [^\n]+\n\Z')
        if status == DONE:
            self.assertEqual(ran.err, '')
        return ran

    def town(self, name='town.city'):
        """A copy of a city with the streets, stations and houses of town_osm, and the map beside it."""
        self.plant('town.osm', town_osm())
        return pathlib.Path(shutil.copy(made_town(), self.path(name)))

    def dump(self, city):
        return self.ends(run('dump', '--canonical', city), DONE).out


@functools.cache
def made_town():
    """The city of town_osm, imported once a process; nobody has it open, so it may be copied."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix='haitang-cli-'))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / 'town.osm').write_text(town_osm(), encoding='utf-8')
    city = folder / 'town.city'
    ran = run('import', folder / 'town.osm', '--into', city, '--as', 'osm')
    assert ran.status == DONE, ran.err
    assert [p.name for p in folder.iterdir() if p.name.startswith('town.city')] == ['town.city'], 'a log is left'
    return city


def town_osm(side=8, west=121.470, south=31.220, step=0.002):
    """A made-up town: a grid of two-way streets, one of them one-way, two fire stations, a hospital, houses."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<osm version="0.6">']
    for y in range(side):
        for x in range(side):
            lines.append(f'<node id="{1000 + y * side + x}" lat="{south + y * step:.7f}" '
                         f'lon="{west + x * step:.7f}"/>')
    for corner, name in [(1, '东站'), (side * side - 2, '西站')]:
        lon, lat = west + corner % side * step + 0.0004, south + corner // side * step + 0.0003
        lines.append(f'<node id="{5000 + corner}" lat="{lat:.7f}" lon="{lon:.7f}">'
                     f'<tag k="amenity" v="fire_station"/><tag k="name" v="{name}消防救援站"/></node>')
    lines.append(f'<node id="6000" lat="{south + 0.0031:.7f}" lon="{west + 0.0052:.7f}">'
                 '<tag k="amenity" v="hospital"/><tag k="name" v="中心医院"/></node>')
    for row in range(side):
        for way, nodes, name in [(100 + row, [1000 + row * side + x for x in range(side)], f'横{row}路'),
                                 (200 + row, [1000 + y * side + row for y in range(side)], f'纵{row}路')]:
            lines.append(f'<way id="{way}">' + ''.join(f'<nd ref="{n}"/>' for n in nodes) +
                         f'<tag k="highway" v="residential"/><tag k="name" v="{name}"/>' +
                         ('<tag k="oneway" v="yes"/>' if way == 203 else '') + '</way>')
    for house in range(12):
        lon, lat = west + 0.0005 + house * 0.0011, south + 0.0007
        corners = [(0, 0), (4, 0), (4, 3), (0, 3)]
        for at, (dx, dy) in enumerate(corners):
            lines.append(f'<node id="{7000 + house * 4 + at}" lat="{lat + dy * 1e-4:.7f}" lon="{lon + dx * 1e-4:.7f}"/>')
        refs = [7000 + house * 4 + at for at in (0, 1, 2, 3, 0)]
        lines.append(f'<way id="{300 + house}">' + ''.join(f'<nd ref="{n}"/>' for n in refs) +
                     '<tag k="building" v="yes"/><tag k="building:levels" v="6"/></way>')
    # Nodes before ways, as OpenStreetMap files have them.
    head, nodes = lines[:2], [l for l in lines if l.startswith('<node')]
    return '\n'.join(head + nodes + [l for l in lines if l.startswith('<way')] + ['</osm>']) + '\n'


def geojson(*features):
    return json.dumps({'type': 'FeatureCollection', 'features': list(features)}, ensure_ascii=False)


def point(lon, lat, **properties):
    return {'type': 'Feature', 'properties': properties, 'geometry': {'type': 'Point', 'coordinates': [lon, lat]}}


def sql(city, statement, *parameters):
    """Runs one statement on a city file behind Haitang's back; the rows it gave."""
    with sqlite3.connect(city) as db:
        rows = db.execute(statement, parameters).fetchall()
    db.close()
    return rows


def main():
    unittest.main(verbosity=2)
