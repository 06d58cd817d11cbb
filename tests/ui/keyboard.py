# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys and the mouse of an X server, pressed through its test extension by xdotool's library.

A key is pressed when press() returns: the server has put it on its way to the program. Text is typed as a keyboard has it;
what has no key is composed from its code point (Ctrl+Shift+U, hexadecimal digits, space), as GTK's own input method does.
"""
import ctypes
import ctypes.util

CURRENT = 0  # of libxdo: whatever has the focus
BETWEEN_US = 2000


def _load ():
    for name in ('libxdo.so.3', 'libxdo.so.4', ctypes.util.find_library ('xdo')):
        try:
            return ctypes.CDLL (name) if name is not None else None
        except OSError:
            pass
    return None


def is_usable ():
    return _load () is not None


class Keyboard:
    def __init__ (self, display):
        self.library = _load ()
        self.library.xdo_new.restype = ctypes.c_void_p
        self.library.xdo_new.argtypes = (ctypes.c_char_p,)
        self.xdo = self.library.xdo_new (display.encode ())
        if not self.xdo:
            raise AssertionError (f'no keyboard on {display}')

    def _call (self, name, *arguments):
        function = getattr (self.library, name)
        if function (ctypes.c_void_p (self.xdo), *arguments) != 0:
            raise AssertionError (f'{name} failed')

    def press (self, key):
        """A key with its modifiers, named as X names it: "ctrl+Return"."""
        self._call ('xdo_send_keysequence_window', ctypes.c_ulong (CURRENT), key.encode (), ctypes.c_uint (BETWEEN_US))
        self.where ()

    def type (self, text):
        run = ''
        for character in text:
            if character.isascii ():
                run += character
                continue
            self._write (run)
            self.press ('ctrl+shift+u')
            self._write (f'{ord (character):x}')
            self.press ('space')
            run = ''
        self._write (run)
        self.where ()

    def _write (self, text):
        if text:
            self._call ('xdo_enter_text_window', ctypes.c_ulong (CURRENT), text.encode (), ctypes.c_uint (BETWEEN_US * 2))

    def where (self):
        """The pointer; the answer comes when the server has done all that was asked before."""
        x, y, screen = ctypes.c_int (), ctypes.c_int (), ctypes.c_int ()
        self._call ('xdo_get_mouse_location', ctypes.byref (x), ctypes.byref (y), ctypes.byref (screen))
        return x.value, y.value

    def move (self, x, y):
        self._call ('xdo_move_mouse', ctypes.c_int (x), ctypes.c_int (y), ctypes.c_int (0))
        self.where ()

    def hold (self, button=1):
        self._call ('xdo_mouse_down', ctypes.c_ulong (CURRENT), ctypes.c_int (button))

    def let_go (self, button=1):
        self._call ('xdo_mouse_up', ctypes.c_ulong (CURRENT), ctypes.c_int (button))

    def close (self):
        self.library.xdo_free (ctypes.c_void_p (self.xdo))
