# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a program's accessible tree over the accessibility bus, a whole level at a time.

libatspi asks node by node, which takes seconds for a window with many rows; here all questions about a level are on
their way before the first answer is awaited.
"""
import dataclasses

ACCESSIBLE = 'org.a11y.atspi.Accessible'
ROOT = '/org/a11y/atspi/accessible/root'
ANSWER_MS = 10000
# What at-spi2-core 2.56 calls otherwise than 2.46 did.
ROLES = {'button': 'push button'}
MAX_TEXT = 100000  # GTK 4.8 takes -1 for nothing instead of for all


@dataclasses.dataclass
class Node:
    """What a screen reader knows of a widget."""
    tree: 'Tree'
    path: str
    parent: 'Node | None'
    role: str = ''
    name: str = ''
    states: frozenset = frozenset ()
    size: tuple = (1, 1)
    children: list = dataclasses.field (default_factory=list)

    def text (self):
        """What is written in a text field."""
        return self.tree.ask (self.path, 'org.a11y.atspi.Text', 'GetText', '(ii)', (0, MAX_TEXT))[0]

    def parents (self):
        node = self.parent
        while node is not None:
            yield node
            node = node.parent


def _gi ():
    import gi
    gi.require_version ('Atspi', '2.0')
    from gi.repository import Atspi, Gio, GLib
    return Atspi, Gio, GLib


def _bus ():
    """A connection of our own to the accessibility bus of the session."""
    _atspi, gio, _glib = _gi ()
    session = gio.DBusConnection.new_for_address_sync (
        gio.dbus_address_get_for_bus_sync (gio.BusType.SESSION, None),
        gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
    address = session.call_sync ('org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus', 'GetAddress', None, None, 0, ANSWER_MS,
                                 None).unpack ()[0]
    return gio.DBusConnection.new_for_address_sync (
        address, gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)


class Tree:
    """The accessible tree of one program."""
    bus = {}

    def __init__ (self, bus, owner):
        self.connection = bus
        self.owner = owner

    @classmethod
    def of_process (cls, pid):
        """None while the program is not there yet."""
        import os
        _atspi, _gio, glib = _gi ()
        session = os.environ['DBUS_SESSION_BUS_ADDRESS']
        try:
            if session not in cls.bus:
                cls.bus[session] = _bus ()
            bus = cls.bus[session]
            # Asked from the registry: GTK 4.8 stumbles over questions that come before it is registered there.
            known = bus.call_sync ('org.a11y.atspi.Registry', ROOT, ACCESSIBLE, 'GetChildren', None, None, 0, ANSWER_MS,
                                   None).unpack ()[0]
            for name, _path in known:
                owner = bus.call_sync ('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus',
                                       'GetConnectionUnixProcessID', glib.Variant ('(s)', (name,)), None, 0, ANSWER_MS,
                                       None).unpack ()[0]
                if owner == pid:
                    return cls (bus, name)
        except glib.Error:
            return None
        return None

    def ask (self, path, interface, method, signature=None, arguments=()):
        _atspi, _gio, glib = _gi ()
        variant = None if signature is None else glib.Variant (signature, arguments)
        return self.connection.call_sync (self.owner, path, interface, method, variant, None, 0, ANSWER_MS, None).unpack ()

    def read (self):
        """Every node that is visible and has a size, parents first."""
        atspi, _gio, _glib = _gi ()
        root = Node (self, ROOT, None, 'application')
        level, found = [root], []
        while level:
            self._ask_level (level, atspi)
            level = [node for node in level
                     if node is root or ('visible' in node.states and min (node.size) > 0)]
            found += level
            level = [child for node in level for child in node.children]
        return self._in_order (root, {id (node) for node in found})

    def _in_order (self, node, kept):
        if id (node) not in kept:
            return []
        return [node] + [inner for child in node.children for inner in self._in_order (child, kept)]

    def _ask_level (self, level, atspi):
        _atspi, gio, glib = _gi ()
        waiting = [0]
        loop = glib.MainLoop.new (glib.MainContext.default (), False)

        def ask (node, interface, method, arguments, take):
            def answered (connection, result):
                waiting[0] -= 1
                try:
                    take (node, connection.call_finish (result).unpack ())
                except glib.Error:
                    node.states = node.states or frozenset ()  # it went away while being read
                if waiting[0] == 0:
                    loop.quit ()
            waiting[0] += 1
            self.connection.call (self.owner, node.path, interface, method, arguments, None, gio.DBusCallFlags.NONE,
                                  ANSWER_MS, None, answered)

        for node in level:
            ask (node, ACCESSIBLE, 'GetChildren', None, self._take_children)
            ask (node, ACCESSIBLE, 'GetRole', None, lambda n, a: setattr (n, 'role', self._role_name (a[0], atspi)))
            ask (node, ACCESSIBLE, 'GetState', None, lambda n, a: setattr (n, 'states', self._states (a[0], atspi)))
            ask (node, 'org.freedesktop.DBus.Properties', 'Get', glib.Variant ('(ss)', (ACCESSIBLE, 'Name')),
                 lambda n, a: setattr (n, 'name', a[0]))
            if node.path != ROOT:
                ask (node, 'org.a11y.atspi.Component', 'GetExtents', glib.Variant ('(u)', (1,)),
                     lambda n, a: setattr (n, 'size', (a[0][2], a[0][3])))
        loop.run ()

    def _take_children (self, node, answer):
        node.children = [Node (self, path, node) for owner, path in answer[0] if owner == self.owner]

    @staticmethod
    def _role_name (role, atspi):
        name = atspi.role_get_name (atspi.Role (role))
        return ROLES.get (name, name)

    @staticmethod
    def _states (words, atspi):
        bits = words[0] | words[1] << 32
        return frozenset (atspi.StateType (i).value_nick for i in range (64) if bits >> i & 1 and i < 44)
