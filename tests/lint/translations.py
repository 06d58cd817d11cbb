#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""po/zh_CN.po speaks every message: none missing, none guessed, every format sound."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import house


def run(words, root):
    return subprocess.run(words, cwd=root, capture_output=True, text=True, env=os.environ | {'LC_ALL': 'C'})


def check(root):
    po = root / 'po/zh_CN.po'
    with tempfile.TemporaryDirectory() as folder:
        pot, merged = pathlib.Path(folder) / 'all.pot', pathlib.Path(folder) / 'merged.po'
        ran = run(['xgettext', '--from-code=UTF-8', '--keyword=_', '--keyword=N_', '--keyword=C_:1c,2',
                   '--add-comments', '--files-from=po/POTFILES', '-o', str(pot)], root)
        if ran.returncode != 0:
            return [(root / 'po/POTFILES', 1, ran.stderr.strip()[:500])]
        if not pot.exists():
            return []
        run(['msgmerge', '-q', '-N', '-o', str(merged), str(po), str(pot)], root)
        ran = run(['msgfmt', '--check-format', '--statistics', '-o', '/dev/null', str(merged)], root)
        missing = run(['msgattrib', '--untranslated', '--no-obsolete', str(merged)], root).stdout
    findings = []
    if ran.returncode != 0:
        findings.append((po, 1, ran.stderr.strip()[:500]))
    if re.search(r'fuzzy|untranslated', ran.stderr):
        findings.append((po, 1, ran.stderr.strip().splitlines()[-1]))
        for where, text in re.findall(r'^#: (\S+).*?^msgid (".*?)^msgstr', missing, re.M | re.S)[:40]:
            findings.append((po, 1, f'no Chinese for {" ".join(text.split())[:90]} ({where})'))
    return findings


if __name__ == '__main__':
    house.main(check, 'translations')
