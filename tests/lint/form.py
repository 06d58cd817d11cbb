#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Licence line in every file, clang-format's layout in every C file."""
import re
import shutil
import subprocess
import sys

import house

SPDX = 'SPDX-License-Identifier: GPL-3.0-or-later'
# Other versions lay some lines out otherwise; the house is formatted by Debian 12's.
CLANG_FORMAT_MAJOR = '14'


def check_licence(root):
    findings = []
    scripts = [root / n for n in ('bootstrap', '.ci/run') if (root / n).exists()]
    for path in house.files(root, ['src', 'tests'], ('.c', '.h', '.py', '.sh')) + scripts:
        if SPDX not in '\n'.join(house.text_of(path).splitlines()[:3]):
            findings.append((path, 1, f'the first lines lack "{SPDX}"'))
    return findings


def formatter():
    """Path of the right clang-format, or None with a sentence said."""
    tool = shutil.which('clang-format-' + CLANG_FORMAT_MAJOR) or shutil.which('clang-format')
    said = subprocess.run([tool, '--version'], capture_output=True, text=True).stdout if tool else ''
    version = re.search(r'version (\d+)', said)
    if version and version.group(1) == CLANG_FORMAT_MAJOR:
        return tool
    print(f'layout not checked: the house formats with clang-format {CLANG_FORMAT_MAJOR}, '
          f'here is {version.group(1) if version else "none"}')
    return None


_COMPLAINT = re.compile(r'^(.*?):(\d+):\d+: (?:error|warning): ', re.M)


def check_layout(root, tool):
    paths = house.files(root, ['src', 'tests'], ('.c', '.h'))
    if not paths:
        return []
    ran = subprocess.run([tool, '--dry-run', '-Werror', '--style=file', *map(str, paths)],
                         capture_output=True, text=True, cwd=root)
    first = {}
    for match in _COMPLAINT.finditer(ran.stderr):
        first.setdefault(match.group(1), int(match.group(2)))
    by_name = {str(p): p for p in paths}
    findings = [(by_name[name], line, 'not in the house layout: clang-format -i mends it')
                for name, line in first.items() if name in by_name]
    if ran.returncode != 0 and not findings:
        findings.append((root / '.clang-format', 1, ran.stderr.strip()[:300]))
    return findings


def check(root):
    tool = formatter()
    return check_licence(root) + (check_layout(root, tool) if tool else [])


if __name__ == '__main__':
    if formatter() is None and not check_licence(house.pathlib.Path(sys.argv[1]).resolve()):
        sys.exit(house.SKIP)
    house.main(check, 'form')
