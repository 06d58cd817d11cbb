# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that cannot be opened or taken in: one sentence each, nothing lost. And the wrong PIN."""
import contextlib
import shutil
import sqlite3
import time
import unittest

import desk

BROKEN = {
    'broken.geojson': '{"type": "FeatureCollection", "features": [{"type": ',
    'empty.osm': '<?xml version="1.0"?><osm version="0.6"><node id="1" lat="91" ',
    'no.pbf': 'this is no PBF at all',
}
# Who may import, and the PIN.
PLANNER = ('3333', '规划')
SPOTS = 'name,lon,lat\n东门,122.25,31.05\n西门,122.24,31.05\n'


class Files (unittest.TestCase):
    def test_wrong_pin (self):
        with desk.screen () as screen:
            with screen.open (screen.make_demo ()) as window:
                window.expect ('PIN')
                for _turn in range (2):
                    window.type ('9999')
                    window.press ('Return')
                    window.expect ('Wrong PIN; try again.')
                    window.wait_until (lambda: window.focused () == ('password text', 'PIN'), 'the PIN field again')
                window.sign_in ()
                window.expect ('No open incident')
                window.quit ()

    def test_city_files_that_do_not_open (self):
        with desk.screen () as screen:
            good = screen.make_demo ()
            cut = screen.folder / 'cut.city'
            cut.write_bytes (good.read_bytes ()[:200000])
            text = screen.folder / 'text.city'
            text.write_text ('no city at all', encoding='utf-8')
            for path in (cut, text, screen.folder / 'nowhere.city'):
                with self.subTest (path=path.name), screen.open (path) as window:
                    window.expect ('Make the demo town')
                    told = window.expect (path.name + ':', 'label').name
                    print (told)
                    self.assertEqual (told.count ('\n'), 0)
                    window.quit ()
            self.assertEqual (text.read_text (encoding='utf-8'), 'no city at all')
            self.assertFalse ((screen.folder / 'nowhere.city').exists ())

    def test_newer_city_is_looked_at_only (self):
        with desk.screen () as screen:
            city = screen.make_demo ()
            with contextlib.closing (sqlite3.connect (city)) as file:
                file.execute ('PRAGMA user_version = 9000')
            before = city.read_bytes ()
            with screen.open (city) as window:
                print (window.expect ('newer Haitang').name)
                window.shoot ('files-newer')
                window.quit ()
            self.assertEqual (city.read_bytes (), before)

    def test_imports (self):
        with desk.screen () as screen:
            city = screen.make_demo ()
            before = self.state (city)
            for name, content in BROKEN.items ():
                (screen.folder / name).write_text (content, encoding='utf-8')
            (screen.folder / 'spots.csv').write_text (SPOTS, encoding='utf-8')
            with screen.open (city) as window:
                window.sign_in (*PLANNER)
                window.press ('ctrl+o')
                window.wait_until (lambda: window.focused () == ('text', 'Path of the file'), 'the path asked for')
                for name in BROKEN:
                    self.take (window, screen.folder / name)
                    print (window.expect (name + ':', 'label').name)
                self.assertEqual (self.state (city), before)
                self.take (window, screen.folder / 'spots.csv')
                window.expect ('this is no OpenStreetMap file')
                window.shoot ('files-import-refused')
                window.press ('Escape')
                window.quit ()
            self.assertEqual (desk.ctl ('audit', city).returncode, 0)

    @staticmethod
    def state (city):
        """Layers and things of the city; who opened it and signed in is another matter."""
        return [line for line in desk.ctl ('dump', '--canonical', city).stdout.splitlines ()
                if '"t":"register"' in line and '"kind":"log"' not in line and '"kind":"post"' not in line]

    @staticmethod
    def take (window, path):
        window.press ('ctrl+a')
        window.type (str (path))
        window.press ('Return')

    def test_cancelled_import_leaves_nothing (self):
        source = desk.shared ('osm', 'liechtenstein.osm.pbf')
        with desk.screen () as screen:
            city = screen.make_demo ()
            before = self.state (city)
            with screen.open (city) as window:
                window.sign_in (*PLANNER)
                window.press ('ctrl+o')
                window.wait_until (lambda: window.focused () == ('text', 'Path of the file'), 'the path asked for')
                self.take (window, source)
                time.sleep (0.15)
                window.press ('Escape')
                window.expect_gone ('Path of the file')
                window.quit ()
            self.assertEqual (self.state (city), before)

    def test_file_taken_away_while_open (self):
        with desk.screen () as screen:
            city = screen.make_demo ()
            with screen.open (city) as window:
                window.sign_in ()
                kept = screen.folder / 'kept.city'
                shutil.copy (city, kept)
                city.unlink ()
                window.press ('i')
                window.expect ('Place of the incident')
                window.type ('31.05, 122.25')
                window.press ('Return', '3', 'ctrl+Return')
                print (window.expect ('was moved or deleted while it was open').name)
                window.shoot ('files-deleted-while-open')
                window.press ('ctrl+q')
                window.process.wait (desk.WAIT_S)
                self.assertEqual (window.process.returncode, 0)
            self.assertEqual (desk.of_kind (kept, 'incident'), [])


if __name__ == '__main__':
    desk.skip_if_missing ()
    unittest.main ()
