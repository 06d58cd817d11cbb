# SPDX-License-Identifier: GPL-3.0-or-later
"""What the lints share: the files of the house, C without comments and texts, and the way a finding is told."""
import os
import pathlib
import re
import sys

SKIP = 77  # meson's exit status for a skipped test


def files(root, folders, suffixes):
    """Paths under @root/@folders that end in one of @suffixes, sorted."""
    found = []
    for folder in folders:
        for base, dirs, names in os.walk(root / folder):
            dirs[:] = sorted(d for d in dirs if d != '__pycache__')
            found += [pathlib.Path(base) / n for n in names if n.endswith(suffixes)]
    return sorted(found)


def text_of(path):
    return path.read_text(encoding='utf-8', errors='replace')


_PIECES = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)


def _blank(piece):
    return re.sub(r'[^\n]', ' ', piece)


def code_only(text, keep_strings=False):
    """@text with comments, and unless told otherwise the insides of literals, blanked; lines stay in place."""
    def replace(match):
        piece = match.group(0)
        if piece.startswith('/'):
            return _blank(piece)
        return piece if keep_strings else piece[0] + _blank(piece[1:-1]) + piece[-1]
    return _PIECES.sub(replace, text)


class Function:
    """A function definition as the house's formatting writes it: name in the first column, braces too."""

    def __init__(self, name, line, parameters, body, n_lines):
        self.name, self.line, self.parameters, self.body, self.n_lines = name, line, parameters, body, n_lines


_DEFINITION = re.compile(r'^([A-Za-z_]\w*) \(', re.M)


def functions(code):
    """The functions defined in @code, which code_only has been over."""
    found = []
    for match in _DEFINITION.finditer(code):
        end = closing(code, match.end() - 1)
        if end < 0 or code[end + 1:end + 3] != '\n{':
            continue
        stop = code.find('\n}', end)
        if stop < 0:
            continue
        line = code.count('\n', 0, match.start()) + 1
        body = code[end + 2:stop + 2]
        found.append(Function(match.group(1), line, split_parameters(code[match.end():end]), body,
                              code.count('\n', match.start(), stop + 1) + 1))
    return found


def closing(code, opening):
    """Index of the parenthesis that closes the one at @opening, or -1."""
    depth = 0
    for at in range(opening, len(code)):
        depth += (code[at] in '([{') - (code[at] in ')]}')
        if depth == 0:
            return at
    return -1


def split_parameters(text):
    parts, depth, last = [], 0, 0
    for at, char in enumerate(text):
        depth += (char in '([{') - (char in ')]}')
        if char == ',' and depth == 0:
            parts.append(text[last:at].strip())
            last = at + 1
    parts.append(text[last:].strip())
    return [] if parts in ([''], ['void']) else parts


def finish(root, findings, what):
    """Prints @findings, (path, line, sentence), as file:line: sentence; returns the exit status."""
    for path, line, sentence in sorted(findings, key=str):
        print(f'{path.relative_to(root)}:{line}: {sentence}')
    print(f'{what}: {len(findings)} findings')
    return 1 if findings else 0


def main(check, what):
    """`LINT ROOT`: runs @check (root) and ends with its status."""
    root = pathlib.Path(sys.argv[1]).resolve()
    sys.exit(finish(root, check(root), what))
