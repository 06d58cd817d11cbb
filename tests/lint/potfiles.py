#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""po/POTFILES names every file with a message for people, sorted."""
import re

import house

# How a file of each kind shows that it holds messages.
MARKS = [
    ('src', ('.c',), re.compile(r'\b(?:_|N_|C_|ngettext) \(')),
    ('ui', ('.ui',), re.compile(r'translatable=')),
    ('data', ('.desktop.in', '.metainfo.xml.in'), re.compile('')),
]


def wanted(root):
    names = []
    for folder, suffixes, mark in MARKS:
        names += [str(p.relative_to(root)) for p in house.files(root, [folder], suffixes)
                  if mark.search(house.text_of(p))]
    return sorted(names, key=lambda n: n.encode())


def check(root):
    potfiles = root / 'po/POTFILES'
    listed = house.text_of(potfiles).splitlines()
    findings, names = [], wanted(root)
    for name in names:
        if name not in listed:
            findings.append((potfiles, len(listed), f'{name} holds messages and is missing'))
    for line, name in enumerate(listed, 1):
        if name not in names:
            findings.append((potfiles, line, f'{name} holds no message or does not exist'))
    if not findings and listed != names:
        findings.append((potfiles, 1, 'not sorted bytewise'))
    return findings


if __name__ == '__main__':
    house.main(check, 'potfiles')
