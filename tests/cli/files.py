#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""City files that are damaged, foreign, read-only or on a full disk: one sentence each, nothing lost."""
import os
import shutil
import sqlite3
import subprocess
import unittest

import ctl
from ctl import DONE, INPUT, NO, UNAVAILABLE, geojson, point


class Damaged(ctl.Case):
    def test_truncated(self):
        city = self.town()
        whole = city.read_bytes()
        for share in (0.02, 0.3, 0.7, 0.95):
            city.write_bytes(whole[:int(len(whole) * share)])
            for words in (['city', 'info', city], ['audit', city], ['dump', '--canonical', city]):
                with self.subTest(share=share, words=words[0]):
                    ran = ctl.run(*words)
                    self.assertIn(ran.status, (NO, INPUT))
                    if ran.status == INPUT:
                        self.assertRegex(ran.err, r'\Ahaitangctl: [^\n]+\n\Z')

    def test_other_kinds(self):
        plain = self.path('plain.sqlite')
        sqlite3.connect(plain).executescript('CREATE TABLE a (b); INSERT INTO a VALUES (1);')
        others = [self.plant('picture.city', b'\x89PNG\r\n\x1a\n' + bytes(5000)), self.plant('empty.city', b''),
                  self.plant('text.city', 'hello\n' * 1000), plain]
        for other in others:
            before = other.read_bytes()
            with self.subTest(name=other.name):
                for words in (['city', 'info', other], ['audit', other], ['dump', '--canonical', other]):
                    self.assertIn(other.name, self.ends(ctl.run(*words), INPUT).err)
                file = self.plant('a.geojson', geojson(point(121, 31, name='a')))
                self.ends(ctl.run('import', file, '--into', other, '--as', 'points'), INPUT)
                self.assertEqual(other.read_bytes(), before)

    def flip(self, city, column, row):
        """Changes one bit in a column of one operation."""
        (value,), = ctl.sql(city, f'SELECT {column} FROM op ORDER BY rowid LIMIT 1 OFFSET {row}')
        changed = bytearray(value)
        changed[len(changed) // 2] ^= 1
        (rowid,), = ctl.sql(city, f'SELECT rowid FROM op ORDER BY rowid LIMIT 1 OFFSET {row}')
        ctl.sql(city, f'UPDATE op SET {column} = ? WHERE rowid = ?', bytes(changed), rowid)

    def test_flipped_bits(self):
        original = self.town()
        columns = [row[1] for row in ctl.sql(original, 'PRAGMA table_info (op)')]
        blobs = [c for c in columns if c in ('header', 'body', 'hash', 'prev_hash', 'body_hash')]
        self.assertIn('body', blobs)
        for column in blobs:
            for row in (0, 2):
                city = self.path(f'{column}-{row}.city')
                shutil.copy(original, city)
                self.flip(city, column, row)
                with self.subTest(column=column, row=row):
                    ran = ctl.run('audit', city)
                    self.assertEqual(ran.status, NO, ran.err)
                    # The first break: the post, its epoch, and the operation's number.
                    self.assertRegex(ran.out, r'^[0-9a-f]{8}-[0-9a-f-]{27} \d+ \d+')
                    told = ctl.run('audit', city, '--json').json()
                    self.assertFalse(told['whole'])
                    self.assertIn(told['first_break'].split()[0], ran.out)

    def test_missing_operation(self):
        city = self.town()
        ctl.sql(city, 'PRAGMA foreign_keys = OFF')
        db = sqlite3.connect(city)
        db.execute('PRAGMA foreign_keys = OFF')
        db.execute('DELETE FROM op WHERE seq = 2')
        db.commit()
        db.close()
        self.assertEqual(ctl.run('audit', city).status, NO)

    def test_whole(self):
        city = self.town()
        ran = self.ends(ctl.run('audit', city, '--json'), DONE)
        self.assertEqual(ran.json(), {'whole': True, 'first_break': None, 'fold_same': None})

    def test_folded_again(self):
        city = self.town()
        self.assertTrue(self.ends(ctl.run('audit', city, '--fold', '--json'), DONE).json()['fold_same'])
        # A register that no operation explains: somebody wrote past the log.
        ctl.sql(city, 'DELETE FROM head WHERE op = (SELECT max(op) FROM head)')
        ran = ctl.run('audit', city, '--fold')
        self.assertEqual(ran.status, NO, ran.err)
        self.assertTrue(ran.out.strip())


class ReadOnly(ctl.Case):
    def test_folder(self):
        """Root may write anywhere, so the folder is mounted read-only; without that right it is only chmodded."""
        city = self.town()
        file = self.plant('a.geojson', geojson(point(121, 31, name='a')))
        inside = self.path('inside')
        inside.mkdir()
        shutil.move(city, inside / 'town.city')
        city = inside / 'town.city'
        before = city.read_bytes()
        if os.geteuid() == 0:
            if subprocess.run(['mount', '--bind', '-o', 'ro', inside, inside], capture_output=True).returncode != 0:
                self.skipTest('root here may not mount, so nothing is read-only for it')
            self.addCleanup(subprocess.run, ['umount', inside], capture_output=True)
            subprocess.run(['mount', '-o', 'remount,bind,ro', inside], capture_output=True)
        else:
            os.chmod(city, 0o444)
            os.chmod(inside, 0o555)
            self.addCleanup(os.chmod, inside, 0o755)
        self.ends(ctl.run('audit', city), DONE)
        self.ends(ctl.run('city', 'info', city), DONE)
        self.assertTrue(self.dump(city))
        self.ends(ctl.run('import', file, '--into', city, '--as', 'points'), UNAVAILABLE)
        self.ends(ctl.run('import', file, '--into', inside / 'new.city', '--as', 'points'), UNAVAILABLE)
        self.assertEqual(city.read_bytes(), before)


class FullDisk(ctl.Case):
    def disk(self, size):
        """A folder on a disk of @size that is of this test alone."""
        folder = self.path('disk')
        folder.mkdir()
        if os.geteuid() != 0:
            self.skipTest('only root can mount a small disk to fill')
        if subprocess.run(['mount', '-t', 'tmpfs', '-o', f'size={size}', 'tmpfs', folder], capture_output=True).returncode:
            self.skipTest('this machine does not let root mount a small disk to fill')
        self.addCleanup(subprocess.run, ['umount', '-l', folder], capture_output=True)
        return folder

    def test_new_city(self):
        disk = self.disk('2m')
        osm = self.plant('town.osm', ctl.town_osm())
        ran = self.ends(ctl.run('import', osm, '--into', disk / 'a.city', '--as', 'osm'), UNAVAILABLE)
        self.assertIn('; ', ran.err)
        self.assertEqual(list(disk.iterdir()), [])

    def test_existing_city(self):
        city = self.town()
        size = city.stat().st_size
        disk = self.disk(size + (1 << 20))
        shutil.copy(city, disk / 'town.city')
        city = disk / 'town.city'
        before = self.dump(city)
        free = os.statvfs(disk)
        with open(disk / 'ballast', 'wb') as ballast:
            ballast.write(bytes(free.f_bavail * free.f_frsize - (200 << 10)))
        big = self.plant('big.geojson', geojson(*(point(121 + i * 1e-5, 31, name=f'点{i}') for i in range(20000))))
        self.ends(ctl.run('import', big, '--into', city, '--as', 'points'), UNAVAILABLE)
        os.remove(disk / 'ballast')
        self.assertEqual(self.dump(city), before)
        self.ends(ctl.run('audit', city), DONE)

    def test_output(self):
        city = self.town()
        with open('/dev/full', 'wb') as full:
            done = subprocess.run([ctl.CTL, 'city', 'info', city], stdout=full, stderr=subprocess.PIPE)
        self.assertEqual(done.returncode, UNAVAILABLE)


if __name__ == '__main__':
    ctl.main()
