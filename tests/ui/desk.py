# SPDX-License-Identifier: GPL-3.0-or-later
"""A real desk in a private X server, session bus and accessibility bus, driven by keys and read as a screen reader does.

Usage: `with desk.screen () as screen: with screen.open (city) as window: window.press ('i')`.
"""
import contextlib
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import atspi
import keyboard
import picture

BUILD = pathlib.Path (os.environ.get ('HT_BUILD', pathlib.Path (__file__).resolve ().parents[2] / 'build'))
PROGRAM = BUILD / 'src' / 'app' / 'haitang'
TOOL = BUILD / 'src' / 'cli' / 'haitangctl'
SHOTS = BUILD / 'tests' / 'ui' / 'shots'
SKIP = 77
# A sanitizer build or a loaded machine takes its time; what is waited for ends the wait at once.
FRAME_S = 0.02
POLL_S = 0.03
WAIT_S = 20 * int (os.environ.get ('HT_SLOWER', '1'))
# A session in which nothing is started but by the test. GTK and libadwaita ask for the desktop portal before they show a
# window and wait up to 25 s each; a portal that D-Bus starts on such a bare screen stalls now and then.
BUS = '''<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir={folder}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
'''
# What a started program may print without being at fault: sentences of the system's own services.
FOREIGN = ('dbus-daemon', 'dconf-WARNING', 'Xvfb', 'libEGL', 'MESA', 'LeakSanitizer has encountered')


def missing ():
    """The sentence that says what is not installed, or None."""
    for program in ('Xvfb', 'dbus-daemon', 'xdotool'):
        if shutil.which (program) is None:
            return f'{program} is not installed, so no window can be driven'
    if not keyboard.is_usable ():
        return 'the library of xdotool is not usable, so no key can be pressed'
    if launcher () is None:
        return 'at-spi-bus-launcher is not installed, so no window can be read'
    try:
        import gi
        gi.require_version ('Atspi', '2.0')
        import pyatspi  # noqa: F401
    except (ImportError, ValueError) as error:
        return f'pyatspi is not usable by {sys.executable}: {error}'
    return None


def skip_if_missing ():
    sentence = missing ()
    if sentence is not None:
        print (f'skipped: {sentence}')
        sys.exit (SKIP)


def launcher ():
    for folder in ('/usr/libexec', '/usr/lib/at-spi2-core', '/usr/lib/x86_64-linux-gnu/at-spi2-core'):
        path = pathlib.Path (folder) / 'at-spi-bus-launcher'
        if path.exists ():
            return str (path)
    return None


def shared (*path):
    """A file of real data; skips the test with a sentence where it is missing."""
    import unittest
    found = pathlib.Path (os.environ.get ('HT_SHARED', '')).joinpath ('data', *path)
    if not os.environ.get ('HT_SHARED') or not found.exists ():
        raise unittest.SkipTest (f'{"/".join (path)} is missing; HT_SHARED names the folder with real data')
    return found


def registers (city):
    """{(kind, id): {field: shown value}} of the canonical dump."""
    values = {}
    for line in ctl ('dump', '--canonical', city).stdout.splitlines ():
        line = json.loads (line)
        if line.get ('t') == 'register':
            values.setdefault ((line['kind'], line['id']), {})[line['field']] = line['heads'][0].get ('value')
    return values


def of_kind (city, kind):
    return [fields for (k, _id), fields in registers (city).items () if k == kind]


def ctl (*arguments, check=True, text=None):
    """Runs haitangctl; returns the CompletedProcess."""
    environment = dict (os.environ, LANGUAGE='en', LC_ALL='C.UTF-8')
    return subprocess.run ([str (TOOL), *map (str, arguments)], check=check, capture_output=True, text=True, input=text,
                           env=environment, timeout=120)


def wait_until (test, what, seconds=WAIT_S):
    """The first true answer of @test; what comes too late is a failure."""
    from gi.repository import GLib
    end = time.monotonic () + seconds
    while True:
        # Looked at once more after the end: on a busy machine a single look may take longer than the wait.
        is_last = time.monotonic () >= end
        with contextlib.suppress (GLib.Error):
            answer = test ()
            if answer:
                return answer
        if is_last:
            raise AssertionError (f'not within {seconds} s: {what}')
        time.sleep (POLL_S)


class Screen:
    """X server, session bus, accessibility bus."""

    def __init__ (self, size):
        self.size = size
        self.processes = []
        self.keyboard = self.accessibility = None
        self.folder = pathlib.Path (tempfile.mkdtemp (prefix='ht-ui-'))

    def start (self):
        self.start_x ()
        self.start_bus ()
        os.environ.update ({
            'XDG_CONFIG_HOME': str (self.folder / 'config'), 'XDG_DATA_HOME': str (self.folder / 'data'),
            'XDG_CACHE_HOME': str (self.folder / 'cache'), 'XDG_RUNTIME_DIR': str (self.folder),
            'GTK_USE_PORTAL': '0', 'GSETTINGS_BACKEND': 'memory', 'GTK_IM_MODULE': 'gtk-im-context-simple',
            'GSK_RENDERER': os.environ.get ('GSK_RENDERER', 'cairo'), 'NO_AT_BRIDGE': '0', 'GDK_BACKEND': 'x11'})
        for name in ('WAYLAND_DISPLAY', 'AT_SPI_BUS_ADDRESS', 'GTK_A11Y', 'GTK_THEME', 'LANGUAGE'):
            os.environ.pop (name, None)
        self.processes.append (subprocess.Popen ([launcher (), '--launch-immediately'], stdout=subprocess.DEVNULL,
                                                 stderr=subprocess.DEVNULL))
        self.accessibility = wait_until (atspi.connect, 'the accessibility bus')
        self.keyboard = keyboard.Keyboard (os.environ['DISPLAY'])

    def start_x (self):
        read_end, write_end = os.pipe ()
        self.processes.append (subprocess.Popen (
            ['Xvfb', '-displayfd', str (write_end), '-screen', '0', f'{self.size[0]}x{self.size[1]}x24', '-nolisten', 'tcp',
             '-fbdir', str (self.folder)], pass_fds=[write_end], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        os.close (write_end)
        with os.fdopen (read_end) as pipe:
            display = pipe.readline ().strip ()
        if not display:
            raise AssertionError ('Xvfb names no display: it did not start')
        os.environ['DISPLAY'] = f':{display}'

    def start_bus (self):
        config = self.folder / 'bus.conf'
        config.write_text (BUS.format (folder=self.folder), encoding='utf-8')
        bus = subprocess.Popen (['dbus-daemon', f'--config-file={config}', '--nofork', '--print-address'],
                                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.processes.append (bus)
        with bus.stdout:
            os.environ['DBUS_SESSION_BUS_ADDRESS'] = bus.stdout.readline ().strip ()

    def stop (self):
        if self.keyboard is not None:
            self.keyboard.close ()
        for process in reversed (self.processes):
            process.terminate ()
            with contextlib.suppress (subprocess.TimeoutExpired):
                process.wait (5)
        shutil.rmtree (self.folder, ignore_errors=True)

    def pixels (self):
        """The file in which Xvfb keeps its picture."""
        return self.folder / 'Xvfb_screen0'

    def open (self, city=None, *arguments):
        return Window (self, city, arguments)

    def make_demo (self, name='demo.city'):
        """A fresh demo town; made once for each build of the tool and copied."""
        kept = BUILD / 'tests' / 'ui' / 'demo.city'
        if not kept.exists () or kept.stat ().st_mtime < TOOL.stat ().st_mtime:
            kept.parent.mkdir (parents=True, exist_ok=True)
            making = self.folder / 'making.city'
            ctl ('demo', '--town', making)
            shutil.copy (making, kept.with_suffix (f'.{os.getpid ()}'))
            os.replace (kept.with_suffix (f'.{os.getpid ()}'), kept)
        path = self.folder / name
        shutil.copy (kept, path)
        return path


@contextlib.contextmanager
def screen (size=(1600, 900)):
    made = Screen (size)
    try:
        made.start ()
        yield made
    finally:
        made.stop ()


class Window:
    """One running haitang and its tree of accessible widgets."""

    def __init__ (self, owner, city, arguments):
        self.owner = owner
        self.arguments = ([] if city is None else ['--city', str (city)]) + [str (a) for a in arguments]
        self.log = owner.folder / f'log-{time.monotonic_ns ()}'
        self.keys = 0
        self.tree = None

    def __enter__ (self):
        try:
            self.start ()
        except BaseException:
            self.__exit__ (*sys.exc_info ())
            raise
        return self

    def __exit__ (self, kind, value, trace):
        if kind is not None:
            print (self.read_log ()[-3000:])
            with contextlib.suppress (Exception):
                self.shoot ('failure-' + pathlib.Path (sys.argv[0]).stem)
        if self.process.poll () is None:
            self.process.terminate ()
            self.process.wait (WAIT_S)

    def start (self):
        environment = dict (os.environ, G_DEBUG='fatal-criticals')
        self.tree = None
        arguments = self.arguments if '--lang' in self.arguments else [*self.arguments, '--lang', 'en']
        with open (self.log, 'w', encoding='utf-8') as log:
            self.process = subprocess.Popen ([str (PROGRAM), *arguments], stdout=log, stderr=log, env=environment)
        begin = time.monotonic ()
        # The window first: GTK 4.8 stumbles over questions about windows before it has one.
        self.wait_until (self.take_focus, 'the window on the screen')
        self.wait_until (self.find_application, 'the program on the accessibility bus')
        self.start_s = time.monotonic () - begin

    def take_focus (self):
        """Gives the window the X focus, as no window manager does it here."""
        self.check_runs ()
        found = subprocess.run (['xdotool', 'search', '--onlyvisible', '--pid', str (self.process.pid)],
                                capture_output=True, text=True, check=False).stdout.split ()
        return bool (found) and subprocess.run (['xdotool', 'windowfocus', found[-1]], check=False,
                                                stderr=subprocess.DEVNULL).returncode == 0

    def check_runs (self):
        if self.process.poll () is not None:
            raise AssertionError (f'the program ended with {self.process.returncode}: {self.read_log ()}')

    def find_application (self):
        """The reader of this program's tree, once it is on the accessibility bus."""
        self.check_runs ()
        if self.tree is None:
            self.tree = atspi.Tree.of_process (self.owner.accessibility, self.process.pid)
        return self.tree

    @staticmethod
    def wait_until (test, what, seconds=WAIT_S):
        return wait_until (test, what, seconds)

    def walk (self, wanted=None, whole=True):
        """All nodes that are on the screen, or those that @wanted says yes to, parents first."""
        return self.tree.read (wanted, whole) if self.find_application () is not None else []

    def find (self, name, role=None):
        """The first widget whose name contains @name (and of @role); None for none."""
        def is_it (node):
            return name in node.name and role in (None, node.role)
        return next (iter (self.walk (is_it, False) or self.walk (is_it)), None)

    def expect (self, name, role=None, seconds=WAIT_S):
        return self.wait_until (lambda: self.find (name, role), f'{role or "something"} named "{name}"', seconds)

    def expect_gone (self, name, role=None, seconds=WAIT_S):
        self.wait_until (lambda: self.find (name, role) is None, f'{role or "something"} named "{name}" gone', seconds)

    def focused (self):
        """(role, name) of the widget with the focus; None while none has it."""
        def has_focus (node):
            return 'focused' in node.states
        for node in self.walk (has_focus, False) or self.walk (has_focus):
            return node.role, node.name
        return None

    def press (self, *keys):
        """Keys as X names them, counted; each is done with before the next."""
        for key in keys:
            self.owner.keyboard.press (key)
            self.keys += 1
            self.settle ()

    def type (self, text):
        """Letters in quick succession; Chinese is composed."""
        self.owner.keyboard.type (text)
        self.keys += len (text)
        self.settle ()

    def type_ahead (self, text, *keys):
        """Text and keys without waiting for what the program makes of them."""
        self.owner.keyboard.type (text)
        for key in keys:
            self.owner.keyboard.press (key)
        self.settle ()

    def settle (self):
        """Waits until the program has taken what was pressed, and for the frame in which it shows it."""
        if self.tree is not None:
            self.tree.settle ()
            time.sleep (FRAME_S)
            self.tree.settle ()

    def become_first_officer (self, name='Wang', pin='246810'):
        """In a city that nobody can sign in to yet."""
        self.expect ('', 'password text')
        self.type (name)
        self.press ('Tab')
        self.type (pin)
        self.press ('Return')
        self.expect_gone ('', 'password text')

    def command (self, text, suggestion=None):
        """Types into the command box and runs the first suggestion, once it is @suggestion."""
        self.press ('slash')
        self.wait_until (lambda: 'command' in (self.focused () or ('', ''))[1], 'the focus in the command box')
        self.type (text)
        self.expect (suggestion if suggestion is not None else '', 'list item')
        self.press ('Return')

    def sign_in (self, pin='1111', person=None):
        """The first of the list, or who is named @person."""
        self.expect ('PIN')
        for _turn in range (10):
            chosen = [n.name for n in self.walk (lambda n: n.role == 'list item' and 'selected' in n.states)]
            if person is None or any (person in name for name in chosen):
                break
            self.press ('Down')
        self.type (pin)
        self.press ('Return')
        self.expect_gone ('PIN')

    def stand_still (self, seconds=3):
        """Waits until nothing moves on the screen; what never rests is left moving after @seconds."""
        end = time.monotonic () + seconds
        before = None
        while time.monotonic () < end:
            now = self.owner.pixels ().read_bytes ()
            if now == before:
                return
            before = now
            time.sleep (0.1)

    def shoot (self, name):
        SHOTS.mkdir (parents=True, exist_ok=True)
        path = SHOTS / f'{name}.png'
        picture.write (self.owner.pixels (), path)
        return path

    def quit (self):
        self.press ('ctrl+q')
        self.process.wait (WAIT_S)
        assert self.process.returncode == 0, f'ended with {self.process.returncode}: {self.read_log ()}'
        assert not self.complaints (), self.complaints ()

    def kill (self):
        self.process.send_signal (signal.SIGKILL)
        self.process.wait (WAIT_S)

    def read_log (self):
        return self.log.read_text (encoding='utf-8', errors='replace')

    def complaints (self):
        """Warnings and worse that the program printed."""
        return [line for line in self.read_log ().splitlines ()
                if ('WARNING' in line or 'CRITICAL' in line or 'ERROR' in line) and not any (f in line for f in FOREIGN)]
