# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a program's accessible tree over the accessibility bus.

libatspi asks node by node, which takes seconds for a window with many rows. Here what the program has told before is asked
for at once (the bus's cache), and what is new a level at a time: all questions are on their way before the first answer is
awaited. Sizes are asked only of what is looked for.
"""
import dataclasses

ACCESSIBLE = 'org.a11y.atspi.Accessible'
ROOT = '/org/a11y/atspi/accessible/root'
CACHE = '/org/a11y/atspi/cache'
ANSWER_MS = 10000
# What at-spi2-core 2.56 calls otherwise than 2.46 did.
ROLES = {'button': 'push button'}
# Roles whose name may stand in another node, and the number of that relation.
LABELLED, LABELLED_BY = ('menu item',), 2
MAX_TEXT = 100000  # GTK 4.8 takes -1 for nothing instead of for all
LAST_STATE = 44
ROLE_NAMES, STATE_NAMES = {}, {}  # as read, by number


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
    label: 'str | None' = None  # the path of what it is labelled by, where that was asked for
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


def _connect (address):
    _atspi, gio, _glib = _gi ()
    flags = gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
    return gio.DBusConnection.new_for_address_sync (address, flags, None, None)


def connect ():
    """A connection of our own to the accessibility bus of the session; GLib.Error while there is none yet."""
    _atspi, gio, _glib = _gi ()
    session = _connect (gio.dbus_address_get_for_bus_sync (gio.BusType.SESSION, None))
    address = session.call_sync ('org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus', 'GetAddress', None, None, 0, ANSWER_MS,
                                 None).unpack ()[0]
    session.close_sync (None)
    return _connect (address)


class Tree:
    """The accessible tree of one program."""
    def __init__ (self, bus, owner):
        self.connection = bus
        self.owner = owner

    @classmethod
    def of_process (cls, bus, pid):
        """None while the program is not there yet."""
        _atspi, _gio, glib = _gi ()
        try:
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

    def read (self, wanted=None, whole=True):
        """The nodes of the screen (of @wanted, a test of one), parents first: those visible, and of some size, in parents
        that are so too. Not @whole: quicker, but what has just come may be missing."""
        root = Node (self, ROOT, None, 'application')
        self._grow (root, whole)
        found = [node for node in self._in_order (root) if wanted is None or wanted (node)]
        questions, sizes = [], set ()
        for node in found:
            for one in (node, *node.parents ()):
                if one.path not in sizes and one is not root:
                    sizes.add (one.path)
                    questions.append ((one, *SIZE))
        self._ask_all (questions)
        return [node for node in found if min (node.size) > 0 and all (min (p.size) > 0 for p in node.parents ())]

    def _in_order (self, node):
        inner = [n for child in node.children for n in self._in_order (child)]
        return [node, *inner] if node.parent is None or 'visible' in node.states else []

    def _grow (self, root, whole):
        """Hangs all visible nodes below @root. What the program keeps of nodes that were asked for before comes in one
        answer; unless @whole, only where children are missing in it they are asked for."""
        kept, children = self._kept ()
        level = [root]
        while level:
            asked = []
            for node in level:
                if node is not root and 'visible' not in node.states:
                    continue
                known = children.get (node.path, ())
                if not whole and node is not root and node.path in kept and len (known) == kept[node.path][4]:
                    node.children = [Node (self, path, node) for path in known]
                else:
                    asked.append ((node, *CHILDREN))
            self._ask_all (asked)
            level = [child for node in level for child in node.children]
            self._describe (level, kept)

    def _describe (self, level, kept):
        questions = []
        for node in level:
            if node.path in kept:
                item = kept[node.path]
                node.name, node.role, node.states = item[6], role_name (item[7]), self.states_of (item[9])
            else:
                questions += [(node, *question) for question in (NAME, ROLE, STATES)]
        self._ask_all (questions)
        self._name_by_labels ([node for node in level if not node.name and node.role in LABELLED])

    def _name_by_labels (self, nameless):
        """GTK 4.18 tells the name of a menu's item by its label, as a relation that screen readers follow."""
        self._ask_all ([(node, *RELATIONS) for node in nameless])
        labels = {node.path: Node (self, node.label, node) for node in nameless if node.label}
        self._ask_all ([(label, *TEXT) for label in labels.values ()])
        for node in nameless:
            node.name = labels[node.path].name if node.path in labels else ''

    def _kept (self):
        """{path: item}, {path of a parent: paths of its children in order} of what the program has told before."""
        _atspi, _gio, glib = _gi ()
        try:
            items = self.ask (CACHE, 'org.a11y.atspi.Cache', 'GetItems')[0]
        except glib.Error:
            return {}, {}
        children = {}
        for item in sorted (items, key=lambda item: item[3]):
            if 'visible' not in self.states_of (item[9]):
                continue
            children.setdefault (item[2][1], []).append (item[0][1])
        return {item[0][1]: item for item in items}, children

    def _ask_all (self, questions):
        """All are on their way before the first answer is awaited."""
        _atspi, gio, glib = _gi ()
        if not questions:
            return
        waiting = [len (questions)]
        loop = glib.MainLoop.new (glib.MainContext.default (), False)

        def answered (connection, result, node_and_take):
            node, take = node_and_take
            waiting[0] -= 1
            try:
                take (node, connection.call_finish (result).unpack ())
            except glib.Error:
                pass  # it went away while being read: nothing of it is visible
            if waiting[0] == 0:
                loop.quit ()

        for node, interface, method, signature, arguments, take in questions:
            variant = None if signature is None else glib.Variant (signature, arguments)
            self.connection.call (self.owner, node.path, interface, method, variant, None, gio.DBusCallFlags.NONE, ANSWER_MS,
                                  None, answered, (node, take))
        loop.run ()

    def settle (self):
        """Returns when the program has done what it had to do when asked: its main loop answers twice."""
        _atspi, _gio, glib = _gi ()
        try:
            for _turn in range (2):
                self.ask (ROOT, ACCESSIBLE, 'GetRole')
        except glib.Error:
            pass  # it is ending

    @staticmethod
    def states_of (words):
        bits = words[0] | words[1] << 32
        if bits not in STATE_NAMES:
            atspi, _gio, _glib = _gi ()
            STATE_NAMES[bits] = frozenset (atspi.StateType (i).value_nick for i in range (LAST_STATE) if bits >> i & 1)
        return STATE_NAMES[bits]


def role_name (number):
    if number not in ROLE_NAMES:
        atspi, _gio, _glib = _gi ()
        name = atspi.role_get_name (atspi.Role (number))
        ROLE_NAMES[number] = ROLES.get (name, name)
    return ROLE_NAMES[number]


def _take_children (node, answer):
    node.children = [Node (node.tree, path, node) for owner, path in answer[0] if owner == node.tree.owner]


def _take_label (node, answer):
    node.label = next ((targets[0][1] for relation, targets in answer[0] if relation == LABELLED_BY and targets), None)


def _take_size (node, answer):
    node.size = (answer[0][2], answer[0][3])


# Questions: interface, method, arguments and what takes the answer.
CHILDREN = (ACCESSIBLE, 'GetChildren', None, (), _take_children)
ROLE = (ACCESSIBLE, 'GetRole', None, (), lambda node, answer: setattr (node, 'role', role_name (answer[0])))
STATES = (ACCESSIBLE, 'GetState', None, (), lambda node, answer: setattr (node, 'states', Tree.states_of (answer[0])))
NAME = ('org.freedesktop.DBus.Properties', 'Get', '(ss)', (ACCESSIBLE, 'Name'),
        lambda node, answer: setattr (node, 'name', answer[0]))
TEXT = ('org.a11y.atspi.Text', 'GetText', '(ii)', (0, MAX_TEXT), lambda node, answer: setattr (node, 'name', answer[0]))
RELATIONS = (ACCESSIBLE, 'GetRelationSet', None, (), _take_label)
SIZE = ('org.a11y.atspi.Component', 'GetExtents', '(u)', (1,), _take_size)
