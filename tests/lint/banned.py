#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls and words that have no place in the house, each with what to use instead."""
import re

import house

# A call, where it is banned (a pattern over the path), and why.
CALLS = [
    (r'strcpy|strcat|stpcpy|strncpy|strncat', r'src/', 'use g_strdup, g_strconcat or GString'),
    (r'sprintf|vsprintf', r'src/', 'use g_strdup_printf or g_snprintf'),
    (r'gets|scanf|sscanf|fscanf', r'src/', 'parse with g_ascii_string_to_signed, ht_json_parse or by hand'),
    (r'atoi|atol|atoll|atof|strtol|strtod', r'src/', 'use g_ascii_string_to_signed or g_ascii_strtod'),
    (r'strtok|strtok_r', r'src/', 'use g_strsplit'),
    (r'system|popen', r'src/', 'no shell is started'),
    (r'alloca|g_alloca|g_newa', r'src/', 'the stack has no room for what comes from outside'),
    (r'tmpnam|tempnam|mktemp', r'src/', 'use g_mkstemp'),
    (r'rand|srand|random|srandom', r'src/', 'use GRand with a seed, or randombytes_buf for keys'),
    (r'localtime|gmtime|asctime|ctime', r'src/', 'use GDateTime'),
    (r'g_main_context_iteration', r'src/', 'no nested main loop: go on in a callback'),
    (r'g_main_loop_run', r'src/(?!cli/|server/)', 'no nested main loop: go on in a callback'),
    (r'sleep|usleep|nanosleep|g_usleep', r'src/(?:app|model|store|draw|geo|cli)/', 'nothing waits by sleeping'),
    (r'printf|g_print|g_printerr|puts|putchar', r'src/(?!cli/)', 'only the command line prints'),
    (r'g_file_load_contents|g_spawn_sync|g_spawn_command_line_sync', r'src/app/', 'the window never waits'),
    (r'exit|_exit|abort', r'src/(?!cli/main\.c)', 'report an error; only main ends the program'),
]
CALLS = [(re.compile(r'(?<![\w.>])(' + names + r')\s*\('), re.compile(where), why) for names, where, why in CALLS]

# Words in code, texts or comments.
WORDS = [
    (r'INSERT\s+OR\s+REPLACE|REPLACE\s+INTO', r'(src|data)/',
     'it orphans R-tree entries: use ON CONFLICT DO UPDATE'),
    (r'XML_PARSE_(NOENT|DTDLOAD|DTDATTR|HUGE)', r'src/', 'it opens the door to entity bombs'),
    (r'"(user|uid|changeset)"', r'src/geo/', 'names of map editors are neither kept nor shown'),
    (r'\b(TODO|FIXME|XXX|HACK|not implemented|for now)\b|\b(stub|placeholder)\b(?![-_]text)',
     r'(src|ui|data|tests|bootstrap|README)', 'finish it or file an issue'),
    (r'\b_ \("[^;]{0,300}?" G_\w+_FORMAT', r'src/', 'gettext cuts the message there: format the number first, pass %s'),
    (r'(?<![\w.])/work/|/home/\w|\.\./shared', r'(src|ui|data|po|bootstrap|README|meson)',
     'a path of one machine'),
]
WORDS = [(re.compile(words, re.I if 'TODO' in words or 'INSERT' in words else 0), re.compile(where), why)
         for words, where, why in WORDS]

LINES_OF_TEXT = ('.c', '.h', '.py', '.sh', '.sql', '.ui', '.css', '.md', '.json', '.in', '.build', '.po', '.xml')


def check_words(path, name, text):
    found = []
    for pattern, where, why in WORDS:
        if where.match(name):
            found += [(path, text.count('\n', 0, m.start()) + 1, f'{m.group(0)}: {why}')
                      for m in pattern.finditer(text)]
    return found


def check_calls(path, name, text):
    code, found = house.code_only(text), []
    for pattern, where, why in CALLS:
        if where.match(name):
            found += [(path, code.count('\n', 0, m.start(1)) + 1, f'{m.group(1)}: {why}')
                      for m in pattern.finditer(code)]
    return found


def check(root):
    findings = []
    top = [root / n for n in ('bootstrap', 'README.md', 'meson.build') if (root / n).exists()]
    for path in house.files(root, ['src', 'ui', 'data', 'po', 'tests'], LINES_OF_TEXT) + top:
        name, text = str(path.relative_to(root)), house.text_of(path)
        if name.startswith('tests/lint/'):
            continue  # this file names what it bans
        findings += check_words(path, name, text)
        if path.suffix in ('.c', '.h'):
            findings += check_calls(path, name, text)
    return findings


if __name__ == '__main__':
    house.main(check, 'banned')
