#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every header compiles alone. `headers.py ROOT BUILD`: BUILD holds compile_commands.json.

A header whose text, and whose project headers' texts, compiled before with the same flags is not compiled again:
the user's cache folder remembers, for all checkouts.
"""
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys

import house

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*"([^"]+)"', re.M)


def flags_by_folder(build):
    """Compiler and flags of one C file of each source folder, and the folder they hold in."""
    flags = {}
    for entry in json.loads((build / 'compile_commands.json').read_text()):
        words = shlex.split(entry['command'])
        source = (pathlib.Path(entry['directory']) / entry['file']).resolve()
        kept, skip = [], False
        for word in words:
            if skip or word in ('-c', '-MD', '-MMD', entry['file']):
                skip = False
            elif word in ('-o', '-MF', '-MQ', '-MT'):
                skip = True
            elif word != 'ccache':
                kept.append(word)
        flags.setdefault(source.parent, (kept, entry['directory']))
    return flags


def closure_of(path, root, seen):
    """Texts of @path and the project headers it leads to."""
    if path in seen or not path.exists():
        return seen
    seen[path] = house.text_of(path)
    for name in INCLUDE.findall(seen[path]):
        closure_of(root / 'src' / name, root, seen)
        closure_of(path.parent / name, root, seen)
    return seen


def compile_alone(path, root, how, memory):
    """None if @path compiles by itself, else the compiler's first complaint."""
    words, directory = how
    digest = hashlib.sha256('\0'.join(w for w in words if str(root) not in w).encode())
    for text in closure_of(path, root, {}).values():
        digest.update(text.encode())
    stamp = memory / digest.hexdigest()
    if stamp.exists():
        return None
    ran = subprocess.run([*words, '-fsyntax-only', '-Werror', '-x', 'c', '-'], input=f'#include "{path}"\n',
                         cwd=directory, capture_output=True, text=True, env=os.environ | {'LC_ALL': 'C'})
    if ran.returncode != 0:
        return next((line for line in ran.stderr.splitlines() if 'error' in line), ran.stderr[:300])
    stamp.touch()
    return None


def cache_folder():
    base = os.environ.get('XDG_CACHE_HOME') or os.path.join(os.path.expanduser('~'), '.cache')
    return pathlib.Path(base) / 'haitang' / 'lint-headers'


def check(root, build, memory):
    memory.mkdir(parents=True, exist_ok=True)
    flags = flags_by_folder(build)
    jobs, findings = [], []
    for path in house.files(root, ['src'], ('.h',)):
        nearest = next((d for d in path.parents if d in flags), None)
        if nearest is None:  # a room of headers only, so far: any room's flags find its foreign headers
            nearest = next(iter(flags))
        jobs.append((path, flags[nearest]))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        told = pool.map(lambda job: compile_alone(job[0], root, job[1], memory), jobs)
        for (path, _), complaint in zip(jobs, told):
            if complaint:
                findings.append((path, 1, f'does not compile alone: {complaint}'))
    return findings


if __name__ == '__main__':
    root_path, build_path = (pathlib.Path(p).resolve() for p in sys.argv[1:3])
    sys.exit(house.finish(root_path, check(root_path, build_path, cache_folder()), 'headers'))
