#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files, functions, headers, parameter lists and nesting stay small enough to read."""
import re

import house

FILE_LINES = 800
HEADER_LINES = 160
FUNCTION_LINES = 80
PARAMETERS = 6
NESTING = 3

_TOKEN = re.compile(r'[A-Za-z_]\w*|[{}()\[\];:?]|\n')
_LOOP = re.compile(r'for|while|switch|\w*_(?:foreach|FOREACH)\w*')


class Nesting:
    """Deepest nesting of if, for, while, do and switch in a body; "else if" is one chain."""

    def __init__(self, body):
        self.tokens = [t for t in _TOKEN.findall(body) if t != '\n']
        self.at = self.deepest = 0
        while self.at < len(self.tokens):
            self.statement(0)

    def peek(self):
        return self.tokens[self.at] if self.at < len(self.tokens) else ''

    def skip_group(self):
        depth = 0
        while self.at < len(self.tokens):
            depth += (self.peek() in '([{') - (self.peek() in ')]}')
            self.at += 1
            if depth == 0:
                return

    def block(self, depth):
        self.at += 1
        while self.peek() not in ('}', ''):
            self.statement(depth)
        self.at += 1

    def enter(self, depth):
        self.deepest = max(self.deepest, depth)
        self.statement(depth)

    def condition(self, depth):
        self.at += 1
        self.skip_group()
        self.enter(depth + 1)
        if self.peek() != 'else':
            return
        self.at += 1
        if self.peek() == 'if':
            self.condition(depth)
        else:
            self.enter(depth + 1)

    def is_loop(self):
        return bool(_LOOP.fullmatch(self.peek())) and self.tokens[self.at + 1:self.at + 2] == ['(']

    def loop(self, depth):
        self.at += 1
        self.skip_group()
        if self.peek() == ';':
            self.at += 1
        else:
            self.enter(depth + 1)

    def plain(self):
        """An expression, declaration or label, up to its end."""
        while self.peek() not in (';', '}', ''):
            label = self.peek() == ':' and self.ternaries == 0
            self.ternaries += (self.peek() == '?') - (self.peek() == ':' and self.ternaries > 0)
            if label:
                break
            if self.peek() in '([{':
                self.skip_group()
            else:
                self.at += 1
        if self.peek() != '}':
            self.at += 1

    def statement(self, depth):
        self.ternaries = 0
        token = self.peek()
        if token == '{':
            self.block(depth)
        elif token == '}':
            self.at += 1
        elif token == 'if':
            self.condition(depth)
        elif token == 'do':
            self.at += 1
            self.enter(depth + 1)
            self.plain()
        elif self.is_loop():
            self.loop(depth)
        else:
            self.plain()


def count_parameters(parameters):
    """How many there are; an asynchronous call's callback and the data for it are one."""
    closure = len(parameters) >= 2 and 'GAsyncReadyCallback' in parameters[-2]
    # libxml2 calls the start of an element with nine; the last five are one thing, the attributes.
    sax = len(parameters) == 9 and 'xmlChar **' in parameters[-1]
    # GTK asks a widget's size with seven; the last two are one thing, the baselines.
    measure = len(parameters) == 7 and 'GtkOrientation' in parameters[1]
    return len(parameters) - closure - 4 * sax - measure


def check_function(path, function):
    findings = []
    if function.n_lines > FUNCTION_LINES and not function.name.endswith('_class_init'):
        findings.append((path, function.line,
                         f'{function.name} has {function.n_lines} lines, most is {FUNCTION_LINES}: cut it'))
    if count_parameters(function.parameters) > PARAMETERS:
        findings.append((path, function.line, f'{function.name} takes {count_parameters(function.parameters)} parameters, '
                         f'most is {PARAMETERS}: gather them in a struct'))
    deepest = Nesting(function.body).deepest
    if deepest > NESTING:
        findings.append((path, function.line,
                         f'{function.name} nests {deepest} deep, most is {NESTING}: return early or cut it'))
    return findings


_DECLARATION = re.compile(r'^(?:[A-Za-z_][\w ]*[ *])?([a-z_]\w*) \(', re.M)


def check_declarations(path, code):
    findings = []
    for match in _DECLARATION.finditer(code):
        end = house.closing(code, match.end() - 1)
        count = count_parameters(house.split_parameters(code[match.end():end]))
        if end > 0 and count > PARAMETERS:
            findings.append((path, code.count('\n', 0, match.start()) + 1,
                             f'{match.group(1)} takes {count} parameters, most is {PARAMETERS}: '
                             'gather them in a struct'))
    return findings


def check_file(path):
    text = house.text_of(path)
    n_lines = text.count('\n')
    most = HEADER_LINES if path.suffix == '.h' else FILE_LINES
    findings = []
    if n_lines > most:
        findings.append((path, n_lines, f'{n_lines} lines, most is {most}: cut the file by concern'))
    if path.suffix == '.py':
        return findings
    code = house.code_only(text)
    for function in house.functions(code):
        findings += check_function(path, function)
    if path.suffix == '.h':
        findings += check_declarations(path, code)
    return findings


def check(root):
    findings = []
    for path in house.files(root, ['src', 'tests'], ('.c', '.h', '.py')):
        findings += check_file(path)
    return findings


if __name__ == '__main__':
    house.main(check, 'sizes')
