# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of every panel, in both languages, dark and light and with large text, for people to look at."""
import os
import pathlib
import time
import unittest

import desk


class Looks (unittest.TestCase):
    def set_preferences (self, screen, theme, scale):
        folder = pathlib.Path (os.environ['XDG_CONFIG_HOME']) / 'haitang'
        folder.mkdir (parents=True, exist_ok=True)
        (folder / 'desk.ini').write_text (f'[desk]\ntheme={theme}\ntext-scale={scale}\n', encoding='utf-8')

    def shoot_all (self, screen, language, theme, scale=100, arguments=()):
        self.set_preferences (screen, theme, scale)
        city = screen.make_demo (f'{language}-{theme}-{scale}.city')
        name = f'{language}-{theme}' + (f'-{scale}' if scale != 100 else '') + ('-drill' if arguments else '')
        with screen.open (city, '--lang', language, *arguments) as window:
            self.wait (window, 'password text')
            window.shoot (f'{name}-1-sign-in')
            window.type ('1111')
            window.press ('Return')
            self.wait_gone (window, 'password text')
            window.press ('i')
            time.sleep (0.5)
            window.type ('bailulu')
            window.expect ('白鹭路', 'list item')
            window.shoot (f'{name}-2-form')
            window.press ('Return', '2', 'ctrl+Return')
            self.wait (window, 'list item', 2)
            time.sleep (2.0)
            window.shoot (f'{name}-3-advice')
            window.press ('ctrl+Return')
            time.sleep (1.5)
            window.press ('a', 'r', 'k')
            time.sleep (2.5)
            window.shoot (f'{name}-4-sent')
            window.press ('ctrl+2', 'slash')
            window.type ('hai')
            time.sleep (1.0)
            window.shoot (f'{name}-5-command-log')
            window.press ('Escape', 'ctrl+3', 'c')
            time.sleep (0.7)
            window.shoot (f'{name}-6-close-view')
            window.press ('Escape', 'question')
            time.sleep (0.7)
            window.shoot (f'{name}-7-keys')
            window.press ('Escape', 'ctrl+o')
            time.sleep (0.7)
            window.shoot (f'{name}-8-import')
            window.press ('Escape')
            window.quit ()

    @staticmethod
    def wait (window, role, least=1):
        window.wait_until (lambda: sum (node.role == role for node in window.walk ()) >= least, role)

    @staticmethod
    def wait_gone (window, role):
        window.wait_until (lambda: all (node.role != role for node in window.walk ()), f'{role} gone')

    def test_english_dark (self):
        with desk.screen () as screen:
            self.shoot_all (screen, 'en', 'dark')

    def test_chinese_dark (self):
        with desk.screen ((1920, 1080)) as screen:
            self.shoot_all (screen, 'zh_CN', 'dark')

    def test_chinese_light_drill (self):
        with desk.screen () as screen:
            self.shoot_all (screen, 'zh_CN', 'light', arguments=('--drill',))

    def test_english_large_text (self):
        with desk.screen () as screen:
            self.shoot_all (screen, 'en', 'light', 200)


if __name__ == '__main__':
    desk.skip_if_missing ()
    unittest.main ()
